// Reads one `.cases` file into its cases.
#pragma once

#include "policy/language/case_ast.hpp"
#include "policy/plan.hpp"

#include <vector>

namespace x278::policy::language {

struct ParsedCases {
    std::vector<ast::Case> cases;   // in order; view `file.text`
    std::vector<PlanError> errors;  // at most one a case
};

[[nodiscard]] ParsedCases parse_cases(const PlanFile& file);

}  // namespace x278::policy::language
