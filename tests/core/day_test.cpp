// How days are written, and which texts are days.
#include "core/day.hpp"

#include <doctest/doctest.h>

using namespace x278;
using namespace std::chrono_literals;

TEST_CASE("days: what is written is read again")
{
    for (const auto day : {2024y / 2 / 29, 2026y / 12 / 31, 1900y / 1 / 1, 9999y / 10 / 9}) {
        CAPTURE(day_text(day));
        CHECK(day_from(day_text(day)) == day);
    }
    CHECK(day_text(2024y / 5 / 4) == "2024-05-04");
    CHECK(day_text(std::chrono::sys_days(2024y / 5 / 4)) == "2024-05-04");
    CHECK(day_text({}) == "0000-00-00");  // nobody set it
}

TEST_CASE("days: a text that is more, less or no day of the calendar is none")
{
    for (const std::string_view text : {"", "2024", "2024-05-4", "2024-5-04", "2024-05-04 ", " 2024-05-04", "2024-05-041",
                                        "2024/05/04", "20240504", "2024-05-0x", "+024-05-04", "-024-05-04", "2024-05--4",
                                        "2024-13-01", "2024-00-10", "2024-04-31", "2023-02-29", "0000-00-00"}) {
        CAPTURE(text);
        CHECK_FALSE(day_from(text).has_value());
    }
}
