// Adds up what a member was certified for or used before, as the counters of a plan say.
#pragma once

#include "policy/evaluate.hpp"
#include "policy/line_view.hpp"
#include "policy/program.hpp"
#include "policy/truth.hpp"

#include <chrono>
#include <optional>

namespace x278::policy {

// What a counter says on the day a request stands on.
struct Count {
    struct Day {
        std::chrono::sys_days day{};
        bool                  is_exact = true;  // false: somewhere in a period that was certified
    };

    Answer                               known;            // yes, or unknown and for want of what
    double                               value = 0;        // in `unit`; this request's earlier lines included
    const Counter::Unit*                 unit  = nullptr;  // of those the counter may go by; lives as long as the counter
    std::optional<std::chrono::sys_days> last_day;         // of the running period; none of `ever`
    std::optional<Day>                   first_service;    // counted in that period
    std::optional<Day>                   last_service;
};

// Of a counter by area or quadrant, for a line in several of them: of the one that most is counted in.
[[nodiscard]] Count count(const Counter& counter, const LineView& line);

// How much of a limit by that counter the line asks for: by area or quadrant, in each of its areas.
[[nodiscard]] AskedQuantity quantity_asked(const Counter& counter, const Limit& limit, const LineView& line);

// Says what the parameters are that a counter asks, so that a count can be understood.
void tell_readings(const Counter& counter, const LineView& line, Because& because);

// The day of the counted service that is the `ordinal`-th of the running period. When it lies in this request, its day
// is the request's own; when it is one of several that were certified for a period, nobody knows it. No: it lies beyond
// both. By area, it is asked of the line's first.
struct NthService {
    Answer                known;
    std::chrono::sys_days day{};
};
[[nodiscard]] NthService nth_service(const Counter& counter, int ordinal, const LineView& line);

}  // namespace x278::policy
