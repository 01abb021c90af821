#include "fuzz/damage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace x278::fuzz {

namespace {

constexpr std::array value_harms{Harm::emptied,    Harm::cut_short, Harm::wrong_code,
                                 Harm::wrong_type, Harm::too_long,  Harm::control_character};
constexpr std::array element_harms{Harm::taken_out, Harm::doubled, Harm::swapped};
constexpr std::array segment_harms{Harm::segment_taken_out, Harm::segment_doubled, Harm::segment_swapped, Harm::segment_moved};

constexpr std::size_t too_long_by = 300;  // no element may hold as much

std::string harmed(std::string_view value, Harm harm)
{
    std::string text(value);
    switch (harm) {
        case Harm::emptied: return {};
        case Harm::cut_short: text.resize(value.size() / 2); return text;
        case Harm::wrong_code: return std::string(value.size(), 'Q');
        case Harm::wrong_type:
            return std::string(value.size(), value.find_first_not_of("0123456789") == std::string::npos ? 'X' : '7');
        case Harm::too_long: return text + std::string(too_long_by, '9');
        case Harm::control_character: return text.insert(value.size() / 2, 1, '\x01');
        default: return text;
    }
}

Segments elements_of(const std::string& segment) { return split(segment, '*'); }

std::string whole(const Segments& elements) { return fmt::format("{}", fmt::join(elements, "*")); }

void harm_elements(const Segments& set, std::size_t at, const std::function<void(const Damage&, const Segments&)>& visit)
{
    const Segments elements = elements_of(set[at]);
    const auto     changed  = [&](Damage damage, const Segments& to) {
        Segments after = set;
        after[at]      = whole(to);
        if (after[at] != set[at]) visit(damage, after);
    };
    for (std::size_t i = 1; i < elements.size(); ++i) {
        const int number = static_cast<int>(i);
        if (!elements[i].empty()) {
            const Segments parts = split(elements[i], ':');
            for (const Harm harm : value_harms) {
                for (std::size_t c = 0; c < parts.size(); ++c) {
                    if (parts[c].empty()) continue;
                    Segments harmed_parts = parts;
                    harmed_parts[c]       = harmed(parts[c], harm);
                    Segments to           = elements;
                    to[i]                 = fmt::format("{}", fmt::join(harmed_parts, ":"));
                    changed({harm, at, number, parts.size() > 1 ? static_cast<int>(c) + 1 : 0}, to);
                }
            }
        }
        for (const Harm harm : element_harms) {
            Segments   to    = elements;
            const auto place = to.begin() + static_cast<std::ptrdiff_t>(i);
            if (harm == Harm::taken_out) to.erase(place);
            if (harm == Harm::doubled) to.insert(place, elements[i]);
            if (harm == Harm::swapped && i + 1 < to.size()) std::swap(to[i], to[i + 1]);
            changed({harm, at, number, 0}, to);
        }
    }
}

void harm_segment(const Segments& set, std::size_t at, const std::function<void(const Damage&, const Segments&)>& visit)
{
    for (const Harm harm : segment_harms) {
        Segments   after = set;
        const auto place = after.begin() + static_cast<std::ptrdiff_t>(at);
        if (harm == Harm::segment_taken_out) after.erase(place);
        if (harm == Harm::segment_doubled) after.insert(place, set[at]);
        if (harm == Harm::segment_swapped && at + 1 < set.size()) std::swap(after[at], after[at + 1]);
        if (harm == Harm::segment_moved && at + 2 < set.size()) std::rotate(place, place + 1, after.end() - 1);  // to before SE
        if (after == set) continue;
        if (!set[at].starts_with("SE*")) count_again(after);
        visit({harm, at, 0, 0}, after);
    }
}

// Where a piece of X12 begins: after a separator.
std::size_t boundary(std::string_view bytes, bench::Dice& dice)
{
    if (bytes.empty()) return 0;
    std::size_t at = dice.below(bytes.size());
    if (dice.one_in(8)) return at;
    const char* separators = dice.one_in(3) ? "*:^" : "~\n";
    at                     = bytes.find_first_of(separators, at);
    return at == std::string_view::npos ? bytes.size() : at + 1;
}

}  // namespace

std::string_view name_of(Harm harm) noexcept
{
    constexpr std::array<std::string_view, 13> names{
        "emptied", "cut_short", "wrong_code",        "wrong_type",      "too_long",        "control_character", "taken_out",
        "doubled", "swapped",   "segment_taken_out", "segment_doubled", "segment_swapped", "segment_moved"};
    return names[static_cast<std::size_t>(harm)];
}

std::string Damage::described(const Segments& set) const
{
    const std::string id    = set[segment].substr(0, set[segment].find('*'));
    std::string       place = id;
    if (element != 0) place += fmt::format("{:02}", element);
    if (component != 0) place += fmt::format("-{}", component);
    return fmt::format("{} of {}", name_of(harm), place);
}

void for_each_damage(const Segments& set, const std::function<void(const Damage&, const Segments&)>& visit)
{
    for (std::size_t at = 0; at < set.size(); ++at) {
        harm_elements(set, at, visit);
        harm_segment(set, at, visit);
    }
}

void count_again(Segments& set)
{
    if (set.empty() || !set.back().starts_with("SE*")) return;
    Segments elements = elements_of(set.back());
    elements[1]       = std::to_string(set.size());
    set.back()        = whole(elements);
}

Segments split(std::string_view text, char separator)
{
    Segments pieces;
    while (true) {
        const auto end = text.find(separator);
        if (end == std::string_view::npos) break;
        pieces.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
        while (separator == '~' && !text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0)
            text.remove_prefix(1);
    }
    if (separator != '~' || !text.empty()) pieces.emplace_back(text);
    return pieces;
}

std::string joined(const Segments& set) { return fmt::format("{}~", fmt::join(set, "~")); }

std::string scrambled(std::string bytes, std::string_view other, bench::Dice& dice, std::size_t size_max)
{
    constexpr std::string_view surprises{"*^:~\n\r\0\x01\x1D\x7F\xEF\xBB\xBF 09AZIS", 21};
    for (auto changes = 1 + dice.below(4); changes > 0; --changes) {
        const std::size_t begin = boundary(bytes, dice);
        const std::size_t end   = std::min(bytes.size(), std::max(begin, boundary(bytes, dice)));
        const auto        piece = bytes.substr(begin, dice.one_in(2) ? end - begin : std::min<std::size_t>(end - begin, 40));
        switch (dice.below(7)) {
            case 0: bytes.erase(begin, piece.size()); break;
            case 1: bytes.insert(boundary(bytes, dice), piece); break;
            case 2: {
                bytes.erase(begin, piece.size());
                bytes.insert(boundary(bytes, dice), piece);
                break;
            }
            case 3: {
                const std::size_t from = boundary(other, dice);
                bytes.insert(begin, other.substr(from, dice.below(200)));
                break;
            }
            case 4:
                if (!bytes.empty()) bytes[dice.below(bytes.size())] = dice.one_of(surprises);
                break;
            case 5:
                if (!bytes.empty()) bytes[dice.below(bytes.size())] ^= static_cast<char>(1u << dice.below(8));
                break;
            default: bytes.insert(begin, std::string(1 + dice.below(dice.one_in(20) ? 2'000 : 8), dice.one_of(surprises))); break;
        }
    }
    if (bytes.size() > size_max) bytes.resize(size_max);
    return bytes;
}

}  // namespace x278::fuzz
