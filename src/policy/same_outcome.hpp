// Whether two rules agree on a line.
#pragma once

#include "policy/program.hpp"

namespace x278::policy {

// They answer the same, whatever words they choose.
[[nodiscard]] bool same_outcome(const Outcome& a, const Outcome& b);

// Or both pend it for the same people and the same reason; then what each wants besides adds up.
[[nodiscard]] bool agree(const Outcome& a, const Outcome& b);

}  // namespace x278::policy
