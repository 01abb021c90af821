// A file of statements, each beginning with its word at the left margin, so that a mistake
// in one does not hide those after it.
#pragma once

#include "policy/language/ast.hpp"
#include "policy/plan.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace x278::policy::language {

// From its word to the word of the next statement.
struct Stretch {
    const char* first = nullptr;
    const char* last  = nullptr;
};

struct Split {
    std::vector<Stretch>     statements;  // in order; view the file's text
    std::optional<PlanError> before;      // something stands before the first one
};

// `called` is what was expected: "`payer`, `contact` or `rule`".
[[nodiscard]] Split split(const PlanFile& file, std::span<const std::string_view> words, std::string_view called);

}  // namespace x278::policy::language
