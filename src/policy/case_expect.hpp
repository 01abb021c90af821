// Holds an answer to what its case expects.
#pragma once

#include "model/determination.hpp"
#include "policy/case_build.hpp"

#include <string>
#include <vector>

namespace x278::policy {

// Whether what is expected can be: its rules and contacts are in the plan, its lines in the request.
void check_expectations(const CaseBuilding& building);

// A sentence for each thing that differs, "line 1: expected modified, was approved"; none if the answer is as expected.
[[nodiscard]] std::vector<std::string> differences(const BuiltCase&            one,
                                                   const model::Determination& answer,
                                                   const PayerProgram&         payer);

}  // namespace x278::policy
