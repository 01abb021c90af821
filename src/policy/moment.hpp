// When something was or is: the points in time that rules compare.
#pragma once

#include "core/day.hpp"
#include "policy/line_view.hpp"
#include "policy/program.hpp"
#include "policy/truth.hpp"

#include <chrono>

namespace x278::policy {

// `known.truth`: yes, it is known; no, it never happened; unknown, it cannot be told.
struct PointInTime {
    Answer                known;
    std::chrono::sys_days day{};   // by the payer's calendar
    std::optional<int>    minute;  // of that day, when it was told
};

[[nodiscard]] PointInTime point_in_time(const Moment& moment, const LineView& line);

// Of a moment that is known, whether its hour is: one nobody told is taken for one end of its day, unless the plan's
// parameter `unknown-hour` is `ask`.
[[nodiscard]] Answer hour_known(const Moment& moment, const PointInTime& point, const LineView& line);

// In elapsed time: one instant, an hour nobody told taken as the plan's parameter `unknown-hour` says, `latest` (which is also
// what holds without it) or `earliest`. If it is `ask`, any of the day.
struct Instants {
    std::chrono::sys_seconds earliest;
    std::chrono::sys_seconds latest;
};

[[nodiscard]] Instants instants_of(const PointInTime& point, const LineView& line);

// The same day, `span` later (or earlier, when it is negative); the last of its month where that month is shorter.
[[nodiscard]] std::chrono::sys_days moved(std::chrono::sys_days day, Span span);

}  // namespace x278::policy
