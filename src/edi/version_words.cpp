#include "edi/version_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace x278::edi {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }

bool all_digits(std::string_view text) noexcept { return std::ranges::all_of(text, is_digit); }

// "005010": version, release and subrelease of X12. The first was 001000, the next years may bring 009...
bool is_version(std::string_view text) noexcept
{
    return text.size() == 6 && all_digits(text) && text.starts_with("00") && text[2] != '0';
}

// "005010X217", "005010X231A1": a version, X and the guide's number, and an addendum.
bool is_guide_id(std::string_view text) noexcept
{
    if (text.size() != 10 && text.size() != 12) return false;
    const bool addendum = text.size() == 10 || (is_capital(text[10]) && is_digit(text[11]));
    return is_version(text.substr(0, 6)) && text[6] == 'X' && all_digits(text.substr(7, 3)) && addendum;
}

// "4010" of "004010".
std::string_view short_version(std::string_view version) noexcept { return version.substr(2, 4); }

}  // namespace

std::string version_words(const Guides& guides, std::string_view guide_id)
{
    const auto others = guides.others();
    const auto other  = std::ranges::find(others, guide_id, &OtherGuide::id);
    if (other != others.end())
        return fmt::format("{}, {} {} of version {}", guide_id, other->transaction, other->name, short_version(guide_id));
    if (is_guide_id(guide_id)) {
        const auto is_base = [&](const Guide& guide) { return guide.id.substr(0, 10) == guide_id.substr(0, 10); };
        const auto base    = std::ranges::find_if(guides.all(), is_base);
        if (base != guides.all().end()) return fmt::format("{}, which is sent as {}", guide_id, base->id);
        return fmt::format("{}, a guide of version {}", guide_id, short_version(guide_id));
    }
    if (is_version(guide_id)) return fmt::format("{}, version {} without a guide", guide_id, short_version(guide_id));
    return "no guide of X12";
}

std::string taken_words(const Guides& guides, std::string_view functional_id)
{
    std::set<std::string_view> ids;
    for (const Guide& guide : guides.all())
        if (guide.functional_id == functional_id) ids.insert(guide.id);
    std::string words;
    std::size_t left = ids.size();
    for (const std::string_view id : ids) {
        if (!words.empty()) words += left == 1 ? " or " : ", ";
        words += id;
        --left;
    }
    return words;
}

std::string control_version_words(std::string_view isa12)
{
    const bool version = isa12.size() == 5 && all_digits(isa12) && isa12.starts_with("00") && isa12[2] != '0';
    return version ? fmt::format("version {}0", isa12.substr(2)) : std::string();
}

}  // namespace x278::edi
