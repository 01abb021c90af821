// What a test that answers requests holds still: the time, and the plans.
#pragma once

#include "policy/plan.hpp"

#include <chrono>

namespace x278::test {

inline constexpr std::chrono::sys_seconds now = std::chrono::sys_days(std::chrono::year(2026) / 9 / 14) + std::chrono::hours(12);

// Those compiled into the program.
inline const policy::Plans& plans()
{
    static const policy::Plans compiled = policy::Plans::compile(policy::embedded_plan_files()).value();
    return compiled;
}

}  // namespace x278::test
