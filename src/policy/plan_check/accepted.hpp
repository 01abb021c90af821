// What plan check finds and the authors of a plan mean all the same: `PAYER/accepted.csv`, one line a reason.
//
// Header `check,names,because,source`. `names`, parted by blanks, are those a remark speaks of: the rules that overlap; a
// code set and the products that have no rule for it; a name that nothing uses; a code that its list does not have. A row
// accepts every warning of its check that speaks of no others.
#pragma once

#include "policy/plan.hpp"

#include <string_view>

namespace x278::policy::plan_check {

inline constexpr std::string_view accepted_file_name = "accepted.csv";

[[nodiscard]] bool is_accepted_file(const PlanFile& file);

}  // namespace x278::policy::plan_check
