#include "policy/local_time.hpp"

#include <algorithm>
#include <stdexcept>

#include <date/tz.h>

namespace x278::policy {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds known_from = std::chrono::sys_days(2000y / 1 / 1);
constexpr std::chrono::sys_seconds known_to   = std::chrono::sys_days(2100y / 1 / 1);

}  // namespace

std::optional<LocalTime> LocalTime::of_zone(const std::string& name)
{
    try {
        return LocalTime(*date::locate_zone(name));
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

LocalTime::LocalTime(const date::time_zone& zone) : zone_(&zone), known_until_(known_from)
{
    while (known_until_ < known_to) {
        const date::sys_info info = zone.get_info(known_until_);
        offsets_.push_back({known_until_, info.offset});
        known_until_ = info.end;
    }
}

std::chrono::seconds LocalTime::shown_at(std::chrono::sys_seconds instant) const
{
    if (instant < known_from || instant >= known_until_) return zone_->to_local(instant).time_since_epoch();
    const auto after = std::ranges::upper_bound(offsets_, instant, {}, &Offset::from);
    return instant.time_since_epoch() + std::prev(after)->ahead;
}

std::chrono::sys_seconds LocalTime::instant_of(std::chrono::sys_days day, int minute) const
{
    const std::chrono::seconds     shown = day.time_since_epoch() + std::chrono::minutes(minute);
    const std::chrono::sys_seconds early(shown - std::chrono::days(1));  // no clock is ahead of UTC by more
    if (early < known_from || early + std::chrono::days(2) >= known_until_)
        return zone_->to_sys(date::local_seconds(shown), date::choose::earliest);

    auto offset = std::prev(std::ranges::upper_bound(offsets_, early, {}, &Offset::from));
    while (true) {
        const std::chrono::sys_seconds instant(shown - offset->ahead);
        const auto                     next = std::next(offset);
        if (next == offsets_.end() || instant < next->from) return std::max(instant, offset->from);
        offset = next;
    }
}

}  // namespace x278::policy
