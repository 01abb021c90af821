#include "store/reference_cells.hpp"

#include "core/day.hpp"
#include "core/nearest.hpp"

#include <date/date.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace x278::store {

using Day = std::chrono::year_month_day;

namespace {

[[nodiscard]] std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

[[nodiscard]] bool is_digits(std::string_view text, std::size_t length)
{
    return text.size() == length && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// HH:MM of a day, in minutes.
[[nodiscard]] std::optional<int> minute_from(std::string_view text)
{
    if (text.size() != 5 || text[2] != ':' || !is_digits(text.substr(0, 2), 2) || !is_digits(text.substr(3), 2))
        return std::nullopt;
    const int hour   = 10 * (text[0] - '0') + (text[1] - '0');
    const int minute = 10 * (text[3] - '0') + (text[4] - '0');
    if (hour > 23 || minute > 59) return std::nullopt;
    return 60 * hour + minute;
}

}  // namespace

void Cells::expect(bool holds, std::string_view column, std::string_view message)
{
    if (!holds && !error_) error_ = row_.error(column, message).error();
}

std::string_view Cells::text(std::string_view column) const { return trimmed(row_[column]); }

std::string_view Cells::optional(std::string_view column) const { return trimmed(row_.find(column).value_or("")); }

std::string_view Cells::required(std::string_view column)
{
    expect(!text(column).empty(), column, fmt::format("`{}` is empty; expected a value in every row", column));
    return text(column);
}

std::string Cells::member_id()
{
    static_cast<void>(required("member_id"));
    return folded(text("member_id"));
}

std::string Cells::person()
{
    expect(is_digits(text("person"), 2), "person",
           "`person` is not two digits; expected 00 for the subscriber, 01 and up for dependents");
    return std::string(text("person"));
}

std::string Cells::npi(std::string_view column)
{
    expect(is_digits(text(column), 10), column, fmt::format("`{}` is not an NPI; expected ten digits", column));
    return std::string(text(column));
}

Day Cells::day(std::string_view column)
{
    const auto found = day_from(text(column));
    expect(found.has_value(), column, fmt::format("`{}` is not a day of the calendar; expected CCYY-MM-DD", column));
    return found.value_or(Day());
}

std::chrono::sys_seconds Cells::time(std::string_view column)
{
    std::istringstream       in{std::string(text(column))};
    std::chrono::sys_seconds at{};
    in >> date::parse("%FT%T%Ez", at);
    expect(!in.fail(), column, fmt::format("`{}` is not a time; expected one like 2026-09-14T08:00:00-04:00", column));
    return at;
}

model::Moment Cells::moment(std::string_view column)
{
    constexpr std::size_t  day_length = 10;
    const std::string_view whole      = text(column);
    const bool             timed      = whole.size() > day_length && whole[day_length] == 'T';
    const auto             day        = day_from(timed ? whole.substr(0, day_length) : whole);
    const auto             minute     = timed ? minute_from(whole.substr(day_length + 1)) : std::nullopt;
    expect(day.has_value() && timed == minute.has_value(), column,
           fmt::format("`{}` is neither a day nor a time of the calendar; expected CCYY-MM-DD or one like 2024-04-10T22:00",
                       column));
    return {day.value_or(Day()), minute};
}

double Cells::quantity(std::string_view column)
{
    const std::string_view whole = text(column);
    double                 value = 0;
    const auto [end, error]      = std::from_chars(whole.data(), whole.data() + whole.size(), value);
    const bool is_number         = error == std::errc() && end == whole.data() + whole.size() && std::isfinite(value);
    expect(is_number && value > 0, column, fmt::format("`{}` is not a quantity; expected a number more than 0", column));
    return value;
}

std::string Cells::optional_npi(std::string_view column) { return optional(column).empty() ? std::string() : npi(column); }

std::optional<Day> Cells::optional_day(std::string_view column)
{
    if (optional(column).empty()) return std::nullopt;
    return day(column);
}

void Cells::expect_one_of(std::string_view column, const std::vector<std::string_view>& names)
{
    const std::string meant = did_you_mean(text(column), names);
    expect(false, column,
           fmt::format("`{}` is no word that is known here; expected one of {}{}{}", column, fmt::join(names, ", "),
                       meant.empty() ? "" : "; ", meant));
}

Validity Cells::validity(std::string_view first, std::string_view last)
{
    Validity validity{day(first), std::nullopt};
    if (text(last).empty()) return validity;
    validity.last = day(last);
    expect(error_.has_value() || validity.first <= *validity.last, last,
           fmt::format("`{}` is before `{}`; expected the same day or a later one", last, first));
    return validity;
}

std::vector<std::string> Cells::list(std::string_view column)
{
    std::vector<std::string> parts;
    std::string_view         rest = optional(column);
    for (bool more = !rest.empty(); more;) {
        const auto bar = rest.find('|');
        more           = bar != std::string_view::npos;
        parts.emplace_back(trimmed(rest.substr(0, bar)));
        rest = more ? rest.substr(bar + 1) : std::string_view();
    }
    return parts;
}

Result<void> Cells::result() const
{
    if (error_) return std::unexpected(*error_);
    return {};
}

}  // namespace x278::store
