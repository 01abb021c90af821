// Turns a mistake in a plan file into a message its author can act on.
#pragma once

#include "core/nearest.hpp"
#include "policy/language/ast.hpp"
#include "policy/plan.hpp"

#include <string_view>

namespace x278::policy::language {

// Past the character at `at`, or past a byte that is none.
[[nodiscard]] const char* past_character(const char* at, const char* last);

// `at` must view file.text; `hint` is written behind the carets and may be empty.
[[nodiscard]] PlanError error_at(const PlanFile&     file,
                                 const ast::Located& at,
                                 std::string_view    message,
                                 std::string_view    hint = {});

}  // namespace x278::policy::language
