#include "fuzz/plain_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace x278::fuzz {

namespace {

constexpr std::array<std::size_t, 4> piece_sizes{1, 7, 4096, 65'536};

bool is_padding(char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; }

std::string said(const edi::InterchangeHeader& header)
{
    return fmt::format("ISA at {}: {}", header.offset_bytes, fmt::join(header.elements.begin() + 1, header.elements.end(), "|"));
}

std::string said(const edi::GroupHeader& header)
{
    return fmt::format("GS at {}: {}", header.offset_bytes, fmt::join(header.elements.begin() + 1, header.elements.end(), "|"));
}

std::string said(const edi::InterchangeAcknowledgment& ta1)
{
    return fmt::format("TA1: {}", fmt::join(ta1.elements.begin() + 1, ta1.elements.end(), "|"));
}

std::string said(const edi::GroupTrailer& t)
{
    return fmt::format("GE {}: {}|{} read {}", t.present, t.sets_declared, t.control_number, t.sets_read);
}

std::string said(const edi::InterchangeTrailer& t)
{
    return fmt::format("IEA {}: {}|{} read {}", t.present, t.groups_declared, t.control_number, t.groups_read);
}

std::string said(const edi::StraySegment& segment) { return fmt::format("stray {} at {}", segment.id, segment.offset_bytes); }

// Every token with the separator behind it.
std::string said(const edi::TransactionSet& set)
{
    std::string text = fmt::format("ST {} at {}, number {}: ", set.has_trailer, set.offset_bytes, set.ordinal);
    for (const edi::Segment& segment : set.segments)
        for (const edi::Token& token : segment.tokens()) (text += token.text()) += token.ended_by;
    return text;
}

class PlainReader {
public:
    explicit PlainReader(std::string_view bytes) : bytes_(bytes) {}

    PlainEvents read()
    {
        while (result_.whole && open()) inside();
        return std::move(result_);
    }

private:
    struct Cut {
        std::size_t      offset = 0;
        std::string_view text;  // without terminator
    };

    bool open();
    void inside();
    bool next(Cut& segment);
    void end_set(bool has_trailer);
    void end_group(const Cut* trailer);
    void end_interchange(const Cut* trailer);

    [[nodiscard]] bool        is_separator(char c) const { return edi::is_separator(c, d_); }
    [[nodiscard]] std::string id_of(const Cut& segment) const
    {
        return std::string(segment.text.begin(), std::ranges::find_if(segment.text, [&](char c) { return is_separator(c); }));
    }
    [[nodiscard]] std::string value(const Cut& segment, int position) const
    {
        std::size_t at = 0;
        for (int i = 0; i < position; ++i) {
            at = segment.text.find(d_.element, at);
            if (at == std::string_view::npos) return {};
            ++at;
        }
        const auto begin = segment.text.begin() + static_cast<std::ptrdiff_t>(at);
        return {begin, std::find_if(begin, segment.text.end(), [&](char c) { return is_separator(c); })};
    }

    std::string_view bytes_;
    std::size_t      at_ = 0;
    edi::Delimiters  d_;
    PlainEvents      result_;
    bool             in_group_ = false, in_set_ = false;
    int              groups_ = 0, sets_ = 0;
    std::size_t      set_offset_ = 0;
    std::string      set_;
};

// A header of fixed width with four separators that can be used. Anything else ends the comparison.
bool PlainReader::open()
{
    while (at_ < bytes_.size() && std::isspace(static_cast<unsigned char>(bytes_[at_])) != 0) ++at_;
    if (bytes_.substr(at_).starts_with("\xEF\xBB\xBF")) return at_ += 3, open();
    if (at_ == bytes_.size()) return false;
    const std::string_view header = bytes_.substr(at_, edi::isa_size_bytes);
    result_.whole                 = edi::looks_like_header(bytes_.substr(at_)) && header.size() == edi::isa_size_bytes
                    && std::ranges::count(header, header[3]) == 16;
    if (!result_.whole) return false;
    d_ = {header[3], header[82], header[104], header[105]};
    std::array<char, 4> each{d_.element, d_.repetition, d_.component, d_.segment};
    std::ranges::sort(each);
    result_.whole = std::ranges::adjacent_find(each) == each.end() && std::ranges::none_of(each, [](char c) {
                        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ' ';
                    });
    if (!result_.whole) return false;

    edi::InterchangeHeader said_header;
    std::size_t            begin = 4;
    for (std::size_t i = 1; i <= 16; ++i) {
        said_header.elements[i] = header.substr(begin, edi::isa_lengths[i]);
        begin += edi::isa_lengths[i] + 1;
    }
    said_header.offset_bytes = at_;
    result_.events.push_back(said(said_header));
    at_ += edi::isa_size_bytes;
    groups_ = 0;
    return true;
}

// The next segment; false when none ends before the input does, or it cannot be followed.
bool PlainReader::next(Cut& segment)
{
    while (true) {
        std::size_t begin = at_;
        while (begin < bytes_.size() && !is_separator(bytes_[begin]) && is_padding(bytes_[begin])) ++begin;
        std::size_t end = bytes_.find(d_.segment, begin);
        if (end == std::string_view::npos) {
            const auto rest = bytes_.substr(begin);
            if (rest.find("ISA") != std::string_view::npos) result_.whole = false;
            if (!rest.starts_with("IEA")) return false;
            end = bytes_.size();
        }
        segment = {begin, bytes_.substr(begin, end - begin)};
        at_     = std::min(end + 1, bytes_.size());
        // A header inside of a segment, and a segment of very many elements, are the reader's own business.
        const bool swallows = segment.text.size() >= edi::isa_size_bytes - 1 && segment.text.find("ISA") != std::string_view::npos
                              && !segment.text.starts_with("ISA");
        const auto separators = std::ranges::count_if(segment.text, [&](char c) { return is_separator(c); });
        if (swallows || static_cast<std::size_t>(separators) >= edi::ReadLimits{}.elements_per_segment_max) {
            result_.whole = false;
            return false;
        }
        if (segment.text.empty() && (d_.segment == '\n' || d_.segment == '\r')) continue;
        return true;
    }
}

// From behind ISA to behind IEA, or to where another header or the end of the input shows that none comes.
void PlainReader::inside()
{
    Cut segment;
    while (next(segment)) {
        const std::string id = id_of(segment);
        if (in_set_) {
            if (id != "ST" && id != "SE" && id != "GS" && id != "GE" && id != "ISA" && id != "IEA") {
                (set_ += segment.text) += d_.segment;
                continue;
            }
            if (id == "SE") (set_ += segment.text) += d_.segment;
            end_set(id == "SE");
            if (id == "SE") continue;
        }
        if (in_group_ && (id == "GE" || id == "GS" || id == "IEA" || id == "ISA")) {
            end_group(id == "GE" ? &segment : nullptr);
            if (id == "GE") continue;
        }
        if (in_group_ && id == "ST") {
            in_set_     = true;
            set_offset_ = segment.offset;
            set_        = std::string(segment.text) + d_.segment;
            ++sets_;
        } else if (!in_group_ && id == "GS") {
            edi::GroupHeader header;
            for (int i = 1; i <= 8; ++i) header.elements[static_cast<std::size_t>(i)] = value(segment, i);
            header.offset_bytes = segment.offset;
            result_.events.push_back(said(header));
            in_group_ = true;
            sets_     = 0;
            ++groups_;
        } else if (!in_group_ && id == "TA1") {
            edi::InterchangeAcknowledgment ta1;
            for (int i = 1; i <= 5; ++i) ta1.elements[static_cast<std::size_t>(i)] = value(segment, i);
            result_.events.push_back(said(ta1));
        } else if (!in_group_ && id == "IEA") {
            return end_interchange(&segment);
        } else if (!in_group_ && id == "ISA") {
            at_ = segment.offset;
            return end_interchange(nullptr);
        } else {
            result_.events.push_back(said(edi::StraySegment{id.substr(0, 3), segment.offset}));
        }
    }
    if (!result_.whole) return;
    at_ = bytes_.size();
    if (in_set_) end_set(false);
    if (in_group_) end_group(nullptr);
    end_interchange(nullptr);
}

void PlainReader::end_set(bool has_trailer)
{
    in_set_ = false;
    result_.events.push_back(fmt::format("ST {} at {}, number {}: {}", has_trailer, set_offset_, sets_, set_));
}

void PlainReader::end_group(const Cut* trailer)
{
    in_group_ = false;
    result_.events.push_back(said(edi::GroupTrailer{trailer != nullptr, trailer != nullptr ? value(*trailer, 1) : std::string{},
                                                    trailer != nullptr ? value(*trailer, 2) : std::string{}, sets_}));
}

void PlainReader::end_interchange(const Cut* trailer)
{
    result_.events.push_back(
        said(edi::InterchangeTrailer{trailer != nullptr, trailer != nullptr ? value(*trailer, 1) : std::string{},
                                     trailer != nullptr ? value(*trailer, 2) : std::string{}, groups_}));
}

}  // namespace

PlainEvents read_plainly(std::string_view bytes) { return PlainReader(bytes).read(); }

std::vector<std::string> events_of(std::string_view bytes, std::size_t piece_bytes)
{
    std::vector<std::string> events;
    edi::Reader              reader(edi::source_of(bytes, piece_bytes));
    while (auto event = reader.next()) {
        if (!*event)
            events.push_back("error: " + event->error().message);
        else
            events.push_back(std::visit([](const auto& e) { return said(e); }, **event));
    }
    return events;
}

std::string disagreement(std::string_view bytes)
{
    const auto differ = [](const std::vector<std::string>& a, const std::vector<std::string>& b, std::size_t count) {
        std::size_t i = 0;
        while (i < count && i < a.size() && i < b.size() && a[i] == b[i]) ++i;
        return i == count ? std::string{}
                          : fmt::format("event {}: `{}` and `{}`", i, i < a.size() ? a[i] : "none", i < b.size() ? b[i] : "none");
    };
    const auto  plain = read_plainly(bytes);
    const auto  whole = events_of(bytes, std::string_view::npos);
    std::string said =
        differ(plain.events, whole, plain.whole ? std::max(plain.events.size(), whole.size()) : plain.events.size());
    if (!said.empty()) return "plainly and by the reader, " + said;
    for (const std::size_t size : piece_sizes) {
        const auto pieces = events_of(bytes, size);
        said              = differ(whole, pieces, std::max(whole.size(), pieces.size()));
        if (!said.empty()) return fmt::format("whole and in pieces of {}, {}", size, said);
    }
    return {};
}

}  // namespace x278::fuzz
