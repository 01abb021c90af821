#include "edi/values.hpp"

#include <algorithm>
#include <charconv>

namespace x278::edi {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) noexcept { return std::ranges::all_of(text, is_digit); }

int two_digits(std::string_view text, std::size_t at) noexcept { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

}  // namespace

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) noexcept
{
    if (text.size() != 8 || !all_digits(text)) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(two_digits(text, 0) * 100 + two_digits(text, 2)),
                                           std::chrono::month(static_cast<unsigned>(two_digits(text, 4))),
                                           std::chrono::day(static_cast<unsigned>(two_digits(text, 6)))};
    if (!date.ok()) return std::nullopt;
    return date;
}

std::optional<DateRange> parse_date_range(std::string_view text) noexcept
{
    if (text.size() != 17 || text[8] != '-') return std::nullopt;
    const auto first = parse_date(text.substr(0, 8));
    const auto last  = parse_date(text.substr(9));
    if (!first || !last || *last < *first) return std::nullopt;
    return DateRange{*first, *last};
}

bool is_short_date(std::string_view text) noexcept
{
    if (text.size() != 6 || !all_digits(text)) return false;
    return std::chrono::year_month_day{std::chrono::year(2000 + two_digits(text, 0)),
                                       std::chrono::month(static_cast<unsigned>(two_digits(text, 2))),
                                       std::chrono::day(static_cast<unsigned>(two_digits(text, 4)))}
        .ok();
}

bool is_time(std::string_view text) noexcept
{
    if (text.size() != 4 && text.size() != 6 && text.size() != 7 && text.size() != 8) return false;
    if (!all_digits(text)) return false;
    return two_digits(text, 0) < 24 && two_digits(text, 2) < 60 && (text.size() < 6 || two_digits(text, 4) < 60);
}

bool is_integer(std::string_view text) noexcept
{
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && all_digits(text);
}

bool is_decimal(std::string_view text) noexcept
{
    if (text.starts_with('-')) text.remove_prefix(1);
    std::size_t digits = 0;
    std::size_t points = 0;
    for (const char c : text) {
        digits += is_digit(c);
        points += c == '.';
    }
    return digits > 0 && points <= 1 && digits + points == text.size();
}

double decimal_value(std::string_view text) noexcept
{
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::size_t digits_in(std::string_view text) noexcept { return static_cast<std::size_t>(std::ranges::count_if(text, is_digit)); }

bool is_printable(std::string_view text) noexcept
{
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace x278::edi
