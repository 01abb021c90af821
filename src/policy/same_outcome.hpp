// Whether two rules answer the same, whatever words they choose.
#pragma once

#include "policy/program.hpp"

namespace x278::policy {

[[nodiscard]] bool same_outcome(const Outcome& a, const Outcome& b);

}  // namespace x278::policy
