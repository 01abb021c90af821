#include "core/day.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/compile.h>
#include <fmt/format.h>

namespace x278 {

namespace {

constexpr std::string_view form = "0000-00-00";

[[nodiscard]] bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// Of digits alone.
[[nodiscard]] int number_from(std::string_view digits)
{
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

}  // namespace

std::string day_text(std::chrono::year_month_day day)
{
    return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::optional<std::chrono::year_month_day> day_from(std::string_view text)
{
    const auto is_formed = [](char expected, char c) { return expected == '-' ? c == '-' : is_digit(c); };
    if (!std::ranges::equal(form, text, is_formed)) return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::year(number_from(text.substr(0, 4))),
                                          std::chrono::month(static_cast<unsigned>(number_from(text.substr(5, 2)))),
                                          std::chrono::day(static_cast<unsigned>(number_from(text.substr(8))))};
    return day.ok() ? std::optional(day) : std::nullopt;
}

}  // namespace x278
