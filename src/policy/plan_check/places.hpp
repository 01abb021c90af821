// Where a word of a plan stands, for what is only seen once it is compiled: a rule keeps the line it begins in and no more.
#pragma once

#include "policy/language/ast.hpp"
#include "policy/plan.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace x278::policy::plan_check {

// A stretch of a file's text, which it views.
struct Place {
    const PlanFile*        file = nullptr;
    language::ast::Located at;
};

// A word to be found in a statement.
struct Wanted {
    std::string_view word;
    std::string_view after = {};  // a word that stands somewhere before it; empty: none need
};

// Where it first stands in the statement that begins in that line, texts in quotation marks and comments left out.
[[nodiscard]] std::optional<Place> find_word(std::span<const PlanFile> files,
                                             std::string_view          path,
                                             int                       line,
                                             const Wanted&             wanted);

// The name of a statement of one folder, as `MD-1` of `gate MD-1`.
[[nodiscard]] std::optional<Place> find_statement(std::span<const PlanFile> files,
                                                  std::string_view          folder,
                                                  std::string_view          kind,
                                                  std::string_view          name);

[[nodiscard]] int line_of(const Place& place);

// The same mistake as the compiler would show it, with the line and a caret.
[[nodiscard]] PlanError error_at(const Place& place, std::string_view message, std::string_view hint = {});

// What an error says, without the path, line and column it begins with.
[[nodiscard]] std::string_view without_place(const PlanError& error);

}  // namespace x278::policy::plan_check
