// What the characters of a value must be.
#include "edi/values.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string_view>

using namespace x278::edi;

TEST_CASE("values: a date is a day of the calendar")
{
    const struct {
        std::string_view text;
        bool             holds;
    } cases[] = {
        {"20260901", true},  {"20260931", false}, {"20240229", true},   {"20230229", false},
        {"20000229", true},  {"19000229", false}, {"20261301", false},  {"20260001", false},
        {"20260100", false}, {"2026090", false},  {"202609011", false}, {"2026-9-1", false},
        {"", false},         {"2026090A", false}, {" 2026090", false},  {"00010101", true},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        CHECK(parse_date(c.text).has_value() == c.holds);
    }
    using namespace std::chrono;
    CHECK(*parse_date("20240229") == 2024y / February / 29);
}

TEST_CASE("values: a range of dates has two days in order")
{
    const struct {
        std::string_view text;
        bool             holds;
    } cases[] = {
        {"20260901-20260930", true},  {"20260901-20260901", true}, {"20260930-20260901", false}, {"20260901-20260931", false},
        {"20260901 20260930", false}, {"20260901-", false},        {"20260901", false},          {"20260901-20260930 ", false},
        {"20230229-20230301", false}, {"20240228-20240229", true},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        CHECK(parse_date_range(c.text).has_value() == c.holds);
    }
    using namespace std::chrono;
    const auto range = parse_date_range("20261231-20270101");
    REQUIRE(range);
    CHECK(range->first == 2026y / December / 31);
    CHECK(range->last == 2027y / January / 1);
}

TEST_CASE("values: short dates, times, numbers and printable text")
{
    const struct {
        const char* what;
        bool (*holds)(std::string_view) noexcept;
        std::string_view text;
        bool             expected;
    } cases[] = {
        {"short date", is_short_date, "260901", true},
        {"short date", is_short_date, "240229", true},
        {"short date", is_short_date, "230229", false},
        {"short date", is_short_date, "261301", false},
        {"short date", is_short_date, "26090", false},
        {"short date", is_short_date, "20260901", false},
        {"time", is_time, "0000", true},
        {"time", is_time, "2359", true},
        {"time", is_time, "2400", false},
        {"time", is_time, "2360", false},
        {"time", is_time, "235959", true},
        {"time", is_time, "235960", false},
        {"time", is_time, "2359591", true},
        {"time", is_time, "23595912", true},
        {"time", is_time, "23595", false},
        {"time", is_time, "235959123", false},
        {"time", is_time, "12:3", false},
        {"time", is_time, "", false},
        {"integer", is_integer, "0", true},
        {"integer", is_integer, "-12", true},
        {"integer", is_integer, "1.5", false},
        {"integer", is_integer, "-", false},
        {"integer", is_integer, "", false},
        {"integer", is_integer, "+1", false},
        {"decimal", is_decimal, "12", true},
        {"decimal", is_decimal, "12.5", true},
        {"decimal", is_decimal, ".5", true},
        {"decimal", is_decimal, "5.", true},
        {"decimal", is_decimal, "-0.5", true},
        {"decimal", is_decimal, "1.2.3", false},
        {"decimal", is_decimal, ".", false},
        {"decimal", is_decimal, "-", false},
        {"decimal", is_decimal, "1,5", false},
        {"decimal", is_decimal, "1E5", false},
        {"decimal", is_decimal, "", false},
        {"decimal", is_decimal, "5-", false},
        {"printable", is_printable, "ANY ~ TEXT", true},
        {"printable", is_printable, "A\tB", false},
        {"printable", is_printable, "A\x7F", false},
        {"printable", is_printable, "\xC3\xA9", true},
        {"printable", is_printable, "", true},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        CAPTURE(c.text);
        CHECK(c.holds(c.text) == c.expected);
    }
}

TEST_CASE("values: the value of a number, and how much of it counts for its length")
{
    const struct {
        std::string_view text;
        double           value;
        std::size_t      digits;
    } cases[] = {{"0", 0, 1},  {"29", 29, 2},         {"2.50", 2.5, 3}, {".5", 0.5, 1},
                 {"5.", 5, 1}, {"-12.25", -12.25, 4}, {"000010", 10, 6}};
    for (const auto& c : cases) {
        CAPTURE(c.text);
        CHECK(decimal_value(c.text) == c.value);
        CHECK(digits_in(c.text) == c.digits);
    }
}
