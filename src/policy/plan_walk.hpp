// Goes through everything a plan's rules ask and say, and through its tables of codes: for those who read plans, never for decide().
#pragma once

#include "core/csv.hpp"
#include "policy/plan.hpp"
#include "policy/program.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::policy {

// Calls `each` with every condition in `group`, however deep, groups not counted. `wanted` is whether it
// stands for itself or behind a `not`.
void for_each_condition(const Group& group, const std::function<void(const Condition&, bool wanted)>& each);

// The parts that must all hold, with groups of `and` opened.
[[nodiscard]] std::vector<const Condition*> parts_of(const Group& group);

// The same words for the same condition, whatever file it stands in.
[[nodiscard]] std::string text_of(const Condition& condition);
[[nodiscard]] std::string text_of(const Group& group);

// A row of one of a payer's tables of codes.
struct CodeRow {
    std::string_view                           code;  // "70450..70498" for a range
    std::string_view                           system;
    std::optional<std::chrono::year_month_day> to;
    std::string_view                           tag;
    int                                        line = 0;
};

// One of a payer's tables of codes, `codes/NAME.csv`.
struct CodeTable {
    std::string                                name;
    std::string                                path;
    std::optional<std::chrono::year_month_day> reviewed;  // "# reviewed 2024-01-31" before the first row
    std::vector<CodeRow>                       rows;      // view `text`
    CsvTable                                   text;
};

// Those of one folder, in order of path. Only of files that compiled.
[[nodiscard]] std::vector<CodeTable> tables_of(std::span<const PlanFile> files, std::string_view folder);

// The real products of a rule; "every product" names all there are.
[[nodiscard]] Products products_of(const Rule& rule, const PayerProgram& payer);

// "HMO, POS"
[[nodiscard]] std::string names_of(Products products, const PayerProgram& payer);

// How specific a rule is for the product with that bit: 2 it names it, 1 it names its family, 0 neither.
[[nodiscard]] int rank_for(const Rule& rule, Products product);

// Whether a rule decides in its stage: not an effect, and no vendor that may leave it to later stages.
[[nodiscard]] bool decides(const Rule& rule);

}  // namespace x278::policy
