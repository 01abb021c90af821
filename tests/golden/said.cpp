#include "golden/said.hpp"

#include <algorithm>
#include <map>

namespace x278::golden {

namespace {

using Elements = std::vector<std::string>;

constexpr std::size_t component_separator_at = 104;  // in an ISA of fixed width, which we always write
constexpr std::size_t terminator_at          = 105;

Elements split(std::string_view text, char separator)
{
    Elements parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

// Where a segment of a response stands: HL03 names the level, NM101 the party in it.
class Place {
public:
    void pass(const Elements& segment)
    {
        static const std::map<std::string, std::string> levels{{"20", "2000A"}, {"21", "2000B"}, {"22", "2000C"},
                                                               {"23", "2000D"}, {"EV", "2000E"}, {"SS", "2000F"}};
        static const std::map<std::string, std::string> parties{{"2000A", "2010A"}, {"2000B", "2010B"},  {"2000C", "2010C"},
                                                                {"2000D", "2010D"}, {"2000E", "2010EA"}, {"2000F", "2010FA"}};
        if (segment[0] == "ST") level_ = loop_ = "";
        if (segment[0] == "HL") level_ = loop_ = levels.at(segment.at(3));
        if (segment[0] != "NM1" || level_.empty()) return;
        const std::string& entity = segment.at(1);
        loop_                     = parties.at(level_);
        if (entity == "L5") loop_.back() = 'B';
        if (level_ == "2000E" && (entity == "45" || entity == "FS" || entity == "ND" || entity == "PW" || entity == "R3"))
            loop_.back() = 'C';
    }

    [[nodiscard]] const std::string& loop() const { return loop_; }

private:
    std::string level_;
    std::string loop_;
};

std::string element(const Elements& segment, std::size_t at) { return at < segment.size() ? segment[at] : std::string(); }

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

// The verdict of a set or a group with the codes that follow it.
std::string verdict(const Elements& segment, std::size_t first_code)
{
    if (element(segment, 1) == "A") return {};
    std::string text = segment[0] + " " + element(segment, 1);
    for (std::size_t i = first_code; i < segment.size(); ++i) text += " " + or_dash(segment[i]);
    return text;
}

std::string statement(const Elements& segment, const std::string& loop, char component)
{
    const std::string& id = segment[0];
    const auto         at = [&](std::size_t i) { return element(segment, i); };
    if (id == "TA1") return "TA1 " + at(4) + " " + at(5);
    if (id == "IK3") return "IK3 " + at(1) + " " + at(2) + " " + or_dash(at(3)) + " " + at(4);
    if (id == "IK4") {
        std::string place = at(1);
        std::ranges::replace(place, component, ':');
        return "IK4 " + place + " " + at(3);
    }
    if (id == "CTX" && at(1) == "SITUATIONAL TRIGGER") return "CTX " + at(2) + " " + at(3);
    if (id == "IK5") return verdict(segment, 2);
    if (id == "AK9") return verdict(segment, 5);
    if (id == "AAA") return "AAA " + loop + " " + at(3) + " " + at(4);
    if (id == "HCR") return "HCR " + loop + " " + at(1) + (at(3).empty() ? "" : " " + at(3));
    return {};
}

}  // namespace

std::vector<std::string> said(std::string_view interchanges)
{
    std::vector<std::string> statements;
    while (interchanges.size() > terminator_at) {
        const char separator  = interchanges[3];
        const char component  = interchanges[component_separator_at];
        const char terminator = interchanges[terminator_at];
        Place      place;
        bool       open = true;
        while (open && !interchanges.empty()) {
            const std::size_t end  = std::min(interchanges.find(terminator), interchanges.size());
            std::string_view  line = interchanges.substr(0, end);
            interchanges.remove_prefix(std::min(end + 1, interchanges.size()));
            line.remove_prefix(std::min(line.find_first_not_of("\r\n"), line.size()));
            if (line.empty()) continue;
            const Elements segment = split(line, separator);
            place.pass(segment);
            if (std::string text = statement(segment, place.loop(), component); !text.empty())
                statements.push_back(std::move(text));
            open = segment[0] != "IEA";
        }
        interchanges.remove_prefix(std::min(interchanges.find_first_not_of("\r\n"), interchanges.size()));
    }
    return statements;
}

}  // namespace x278::golden
