// Reads one `.rules` file into its statements.
#pragma once

#include "policy/language/ast.hpp"
#include "policy/plan.hpp"

#include <string>
#include <vector>

namespace x278::policy::language {

struct ParsedFile {
    std::vector<ast::Statement> statements;  // in order; view `file.text`
    std::vector<PlanError>      errors;      // at most one a statement
    std::vector<std::string>    unread;      // the names of those that could not be read
};

// A statement begins with `payer`, `contact` or `rule` at the left margin and ends
// before the next one, so a mistake in one does not hide those after it.
[[nodiscard]] ParsedFile parse(const PlanFile& file);

}  // namespace x278::policy::language
