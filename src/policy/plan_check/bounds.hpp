// Comparisons with numbers, and the settings of accounts and plans, that cannot hold together.
#pragma once

#include "policy/program.hpp"

#include <optional>
#include <string>

namespace x278::policy::plan_check {

// Why a comparison with a number never holds, in words; nothing when it may.
[[nodiscard]] std::optional<std::string> never_holds(const Condition& condition);

// Whether every number that makes `a` hold makes `b` hold.
[[nodiscard]] bool implies_number(const Condition& a, const Condition& b);

// Why two conditions never both hold, in words; nothing when they may, or when that cannot be seen.
[[nodiscard]] std::optional<std::string> never_both(const Condition& a, const Condition& b);

}  // namespace x278::policy::plan_check
