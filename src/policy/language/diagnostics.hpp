// Turns a mistake in a plan file into a message its author can act on.
#pragma once

#include "policy/language/ast.hpp"
#include "policy/plan.hpp"

#include <span>
#include <string>
#include <string_view>

namespace x278::policy::language {

// `at` must view file.text; `hint` is written behind the carets and may be empty.
[[nodiscard]] PlanError error_at(const PlanFile&     file,
                                 const ast::Located& at,
                                 std::string_view    message,
                                 std::string_view    hint = {});

// The one of `words` most like `word`, if it is like enough to be meant; else empty.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> words);

// "did you mean `X`?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> words);

}  // namespace x278::policy::language
