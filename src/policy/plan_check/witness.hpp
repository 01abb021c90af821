// Cases that make given conditions hold: how a check shows what it says.
//
// What is tried is only a guess; whoever uses one asks decide() whether it came true.
#pragma once

#include "policy/plan_walk.hpp"
#include "policy/program.hpp"

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace x278::policy::plan_check {

// A condition that is to hold, or not to.
struct Literal {
    const Condition* condition = nullptr;
    bool             wanted    = true;
};
using Literals = std::vector<Literal>;

// No more ways than this of making one group hold are looked at.
inline constexpr std::size_t ways_max = 8;

// The ways of making `group` hold, each of which is enough.
[[nodiscard]] std::vector<Literals> ways_of(const Group& group);

// What a witness is about.
struct Circumstances {
    std::string                 product;
    std::chrono::year_month_day day;  // of service
    std::string                 unit = "visits";
    std::span<const CodeTable>  tables;  // of the payer: codes that may be tried
};

// Cases, in the words of a case file, in which all `literals` may hold; none when their codes exclude each other.
[[nodiscard]] std::vector<std::string> witnesses_of(const Literals& literals, const Circumstances& about);

}  // namespace x278::policy::plan_check
