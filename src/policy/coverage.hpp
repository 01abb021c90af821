// Where each of a payer's published rules is honoured: `PAYER/coverage.csv`, held against the plan.
//
// A published rule that a plan decides by is named in a `source` there; what else honours one
// is said in the table, one published rule a line.
#pragma once

#include "policy/plan.hpp"
#include "policy/program.hpp"

#include <cstdint>
#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::policy {

// `PAYER/coverage.csv`, or several of them, `coverage-NAME.csv`.
[[nodiscard]] bool is_coverage_file(const PlanFile& file);

enum class HonouredBy : std::uint8_t {
    rule,      // a statement of the plan that is in force
    disabled,  // a rule that is kept and not asked
    record,    // something is kept
    report,
    command,
    notice,
    configuration,
    refused,  // the program has no way to do it, or refuses before a plan is asked
    not_for_this_product,
};

// "not-for-this-product"
[[nodiscard]] std::string_view word_of(HonouredBy by) noexcept;

struct PublishedRule {
    std::string id;     // "BCBSMA-TH-06"
    std::string title;  // in our own words
    HonouredBy  honoured_by = HonouredBy::rule;
    std::string where;  // the file or command, and what of it
    std::string note;   // the reason, when it is not honoured
    std::string path;   // of the table
    int         line = 0;
};

// The published rules of one payer, each id once, in order of tables and lines.
using Coverage = std::vector<PublishedRule>;

// Reads the tables of one payer among `files`, `FOLDER/coverage*.csv`. Errors: every row that is wrong.
[[nodiscard]] std::expected<Coverage, std::vector<PlanError>> read_coverage(std::span<const PlanFile> files,
                                                                            std::string_view          folder);

// What is said of a payer without a published rule in any table, and how to begin one.
[[nodiscard]] std::string no_coverage_list(std::string_view folder);

// A statement of a plan that names a published rule as its source.
struct Honouring {
    std::string kind;  // "rule", "counter" ...
    std::string name;  // its id
    std::string path;  // empty: not known
    int         line = 0;
    std::string disabled;  // why it is not asked; empty: it is in force
};

// By what `source` names: a published rule, or a number of an ambiguity or a decision.
using Honours = std::map<std::string, std::vector<Honouring>, std::less<>>;

// `files` are those the plan was compiled from.
[[nodiscard]] Honours honours_of(const PayerProgram& payer, std::span<const PlanFile> files);

// Whether `source` numbers an ambiguity, a decision or a scenario (`E-14`), not a published rule.
[[nodiscard]] bool is_reading(std::string_view source) noexcept;

// Where the tables and the plan disagree: a `rule` that nothing in force names, a `disabled` one that no disabled
// rule names, a source that is not listed. Nothing, if there is no table at all.
[[nodiscard]] std::vector<PlanError> check_coverage(const Coverage&           coverage,
                                                    const PayerProgram&       payer,
                                                    std::span<const PlanFile> files);

}  // namespace x278::policy
