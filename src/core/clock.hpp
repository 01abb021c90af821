// What time it is, for everyone who may ask. Time comes in from outside, so that any
// run can be replayed (`--now`).
#pragma once

#include <chrono>
#include <functional>

namespace x278 {

using Clock = std::function<std::chrono::sys_seconds()>;

[[nodiscard]] inline Clock system_clock()
{
    return [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
}

// Stands still at `at`.
[[nodiscard]] inline Clock fixed_clock(std::chrono::sys_seconds at)
{
    return [at] { return at; };
}

}  // namespace x278
