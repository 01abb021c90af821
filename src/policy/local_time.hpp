// What a payer's clock shows.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace date {
class time_zone;
}  // namespace date

namespace x278::policy {

// The time of one zone. What it is ahead of UTC is looked up once and kept, for all days that plans speak of.
class LocalTime {
public:
    // Nothing, if no zone is called so ("America/New_York").
    [[nodiscard]] static std::optional<LocalTime> of_zone(const std::string& name);

    // Since 1970-01-01 00:00 of this clock.
    [[nodiscard]] std::chrono::seconds shown_at(std::chrono::sys_seconds instant) const;

    // When it shows `minute` of `day`: the first time, if it does twice; when the clock jumps, if it never does.
    [[nodiscard]] std::chrono::sys_seconds instant_of(std::chrono::sys_days day, int minute) const;

private:
    struct Offset {
        std::chrono::sys_seconds from;
        std::chrono::seconds     ahead;  // of UTC, until the next
    };

    explicit LocalTime(const date::time_zone& zone);

    const date::time_zone*   zone_;
    std::vector<Offset>      offsets_;  // in order, without a gap
    std::chrono::sys_seconds known_until_;
};

}  // namespace x278::policy
