// What the characters of one value must be, by its data type. Pure functions of text.
//
// Source: X12.6 application control structure, data element types; 005010X217 B.1.1.3.1.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace x278::edi {

// CCYYMMDD, a day that exists.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_date(std::string_view text) noexcept;

struct DateRange {
    std::chrono::year_month_day first;
    std::chrono::year_month_day last;
};

// CCYYMMDD-CCYYMMDD, both days exist and the last is not before the first.
[[nodiscard]] std::optional<DateRange> parse_date_range(std::string_view text) noexcept;

// YYMMDD, a day that exists in this century: the interchange date, ISA09.
[[nodiscard]] bool is_short_date(std::string_view text) noexcept;

// HHMM, HHMMSS, HHMMSSD or HHMMSSDD.
[[nodiscard]] bool is_time(std::string_view text) noexcept;

// Digits, a leading minus allowed.
[[nodiscard]] bool is_integer(std::string_view text) noexcept;

// Digits with at most one decimal point and a leading minus; at least one digit.
[[nodiscard]] bool is_decimal(std::string_view text) noexcept;

// The value of an is_decimal() text.
[[nodiscard]] double decimal_value(std::string_view text) noexcept;

// How much of a number counts for its length: sign and decimal point do not.
[[nodiscard]] std::size_t digits_in(std::string_view text) noexcept;

// Whether every character may stand in data: no control characters.
[[nodiscard]] bool is_printable(std::string_view text) noexcept;

}  // namespace x278::edi
