#include "policy/code_set.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace x278::policy {

namespace {

using Date = std::chrono::year_month_day;

constexpr unsigned listed_max = 1'000;  // codes; a wider range is compared, not listed

Truth valid_on(const Validity& validity, std::optional<Date> on)
{
    if (!validity.from && !validity.to) return Truth::yes;
    if (!on) return Truth::unknown;
    return (!validity.from || *validity.from <= *on) && (!validity.to || *on <= *validity.to) ? Truth::yes : Truth::no;
}

// "A0425" is "A" and 425, "0402T" is 402 and "T"; nothing if no number stands at the end or before a last letter.
struct Numbered {
    std::string_view letters;
    unsigned         number = 0;
    std::size_t      digits = 0;
    std::string_view ending;
};

std::optional<Numbered> numbered(std::string_view code)
{
    const bool             letter_last = !code.empty() && (code.back() < '0' || code.back() > '9');
    const std::string_view body        = code.substr(0, code.size() - (letter_last ? 1 : 0));
    const std::size_t      last_letter = body.find_last_not_of("0123456789");
    const std::size_t      start       = last_letter == std::string_view::npos ? 0 : last_letter + 1;
    Numbered               result{body.substr(0, start), 0, body.size() - start, code.substr(body.size())};
    if (result.digits == 0 || result.digits > 9) return std::nullopt;
    std::from_chars(body.data() + start, body.data() + body.size(), result.number);
    return result;
}

// Whether two codes differ in their number alone: `3000F` is no code between `10004` and `69990`.
bool are_alike(std::string_view one, std::string_view other)
{
    if (one.size() != other.size()) return false;
    const auto a = numbered(one);
    const auto b = numbered(other);
    return a && b && a->letters == b->letters && a->ending == b->ending;
}

}  // namespace

std::string normalised_code(CodeSystem system, std::string_view code)
{
    std::string text(code);
    if (system == CodeSystem::revenue_code && text.size() == 3) text.insert(text.begin(), '0');
    // ICD codes travel without their point, and some senders leave it in. Source: guide-rules 4.13.
    if (system == CodeSystem::diagnosis) std::erase(text, '.');
    return text;
}

std::optional<std::string> CodeSet::add(CodeSystem system, std::string_view low, std::string_view high, Validity validity)
{
    if (low.size() != high.size() || low > high)
        return fmt::format("`{}..{}` is no range: both ends need the same length, the lower first", low, high);
    if (system == CodeSystem::diagnosis) {
        ranges_.push_back({system, std::string(low), std::string(high), validity});
        return std::nullopt;
    }
    const auto list = [&](std::string_view code) {
        auto found = std::ranges::find(codes_, system, &std::pair<CodeSystem, Codes>::first);
        if (found == codes_.end()) found = codes_.insert(found, {system, Codes()});
        found->second[normalised_code(system, code)].push_back(validity);
    };
    if (low == high) {
        list(low);
        return std::nullopt;
    }
    if (!are_alike(low, high))
        return fmt::format("`{}..{}` is no range: the ends may differ only in a number, at their end or before a last letter",
                           low, high);
    const auto first = numbered(low);
    const auto last  = numbered(high);
    if (last->number - first->number >= listed_max) {
        ranges_.push_back({system, normalised_code(system, low), normalised_code(system, high), validity});
        return std::nullopt;
    }
    for (unsigned number = first->number; number <= last->number; ++number)
        list(fmt::format("{}{:0{}}{}", first->letters, number, first->digits, first->ending));
    return std::nullopt;
}

Truth CodeSet::contains(CodeSystem system, std::string_view code, std::optional<Date> on) const
{
    Truth      answer = Truth::no;
    const auto count  = [&](const Validity& validity) {
        const Truth valid = valid_on(validity, on);
        if (valid == Truth::yes || (valid == Truth::unknown && answer == Truth::no)) answer = valid;
    };
    for (const Range& range : ranges_) {
        if (range.system != system || (system != CodeSystem::diagnosis && !are_alike(code, range.low))) continue;
        const auto beginning = code.substr(0, range.low.size());
        if (beginning >= range.low && beginning <= range.high) count(range.validity);
    }
    const Codes* const codes = codes_of(system);
    if (!codes) return answer;
    const auto found = codes->find(code);
    if (found != codes->end()) std::ranges::for_each(found->second, count);
    return answer;
}

bool CodeSet::has_system(CodeSystem system) const noexcept { return codes_of(system) || has_ranges(system); }

const CodeSet::Codes* CodeSet::codes_of(CodeSystem system) const noexcept
{
    const auto found = std::ranges::find(codes_, system, &std::pair<CodeSystem, Codes>::first);
    return found == codes_.end() ? nullptr : &found->second;
}

bool CodeSet::has_ranges(CodeSystem system) const noexcept
{
    return std::ranges::find(ranges_, system, &Range::system) != ranges_.end();
}

bool CodeSet::empty() const noexcept { return ranges_.empty() && codes_.empty(); }

std::optional<std::vector<std::string_view>> CodeSet::codes(CodeSystem system) const
{
    if (has_ranges(system)) return std::nullopt;
    return listed(system);
}

std::vector<std::string_view> CodeSet::listed(CodeSystem system) const
{
    std::vector<std::string_view> all;
    if (const Codes* const codes = codes_of(system))
        for (const auto& [code, validities] : *codes) all.push_back(code);
    return all;
}

bool CodeSet::is_plain(CodeSystem system) const
{
    const auto         always = [](const Validity& validity) { return !validity.from && !validity.to; };
    const Codes* const codes  = codes_of(system);
    return !has_ranges(system)
           && (!codes || std::ranges::all_of(*codes, [&](const auto& code) { return std::ranges::any_of(code.second, always); }));
}

}  // namespace x278::policy
