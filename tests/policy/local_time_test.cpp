// A payer's clock shows what the time zone database says, inside the years that are looked up once and outside of them.
#include "policy/local_time.hpp"

#include <doctest/doctest.h>

#include <date/tz.h>

#include <string>

using namespace x278::policy;
using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST_CASE("local time: what a clock shows, and when it shows it")
{
    for (const std::string name : {"America/New_York", "America/Denver", "America/Phoenix", "UTC"}) {
        CAPTURE(name);
        const auto clock = LocalTime::of_zone(name);
        REQUIRE(clock);
        const auto* const zone = date::locate_zone(name);
        for (const auto year : {1960y, 1999y, 2000y, 2024y, 2026y, 2099y, 2100y, 2150y}) {
            const std::chrono::sys_seconds end = sys_days((year + std::chrono::years(1)) / 1 / 1) + 26h;
            for (std::chrono::sys_seconds at = sys_days(year / 1 / 1) - 26h; at < end; at += 1799s) {
                const auto shown = zone->to_local(at).time_since_epoch();
                REQUIRE(clock->shown_at(at) == shown);
                const auto day    = std::chrono::floor<std::chrono::days>(shown);
                const auto minute = std::chrono::floor<std::chrono::minutes>(shown - day);
                REQUIRE(clock->instant_of(sys_days(day), static_cast<int>(minute.count()))
                        == zone->to_sys(date::local_seconds(day + minute), date::choose::earliest));
            }
        }
    }
}

TEST_CASE("local time: to the second of a change, and of a time that comes twice the first")
{
    const auto boston  = LocalTime::of_zone("America/New_York");
    const auto forward = std::chrono::sys_seconds(sys_days(2024y / 3 / 10)) + 7h;
    REQUIRE(boston);
    CHECK(boston->shown_at(forward - 1s) == sys_days(2024y / 3 / 10).time_since_epoch() + 1h + 59min + 59s);
    CHECK(boston->shown_at(forward) == sys_days(2024y / 3 / 10).time_since_epoch() + 3h);
    CHECK(boston->instant_of(sys_days(2024y / 3 / 10), 2 * 60 + 30) == forward);
    CHECK(boston->instant_of(sys_days(2024y / 11 / 3), 60 + 30)
          == std::chrono::sys_seconds(sys_days(2024y / 11 / 3)) + 5h + 30min);
}

TEST_CASE("local time: a zone that is none") { CHECK_FALSE(LocalTime::of_zone("America/Boston")); }
