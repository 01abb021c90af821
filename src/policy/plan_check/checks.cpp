#include "policy/plan_check/checks.hpp"

#include "policy/coverage.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace x278::policy::plan_check {

namespace {

constexpr std::array all_checks{
    Check{"no-case", "a rule that decides in no case that passes", find_rules_without_case},
    Check{"failing-case", "a case that does not hold", find_failing_cases},
    Check{"contradiction", "a rule whose conditions cannot hold together", find_contradictions},
    Check{"never-reached", "a rule that another one always comes before", find_unreachable},
    Check{"overlap", "two rules of a stage that can both apply, answer differently and are equally specific", find_overlaps},
    Check{"gap", "a service that has rules for some products and none for others", find_gaps},
    Check{"unlisted-code", "a code that its list does not have", find_unlisted_codes},
    Check{"expired-table", "a set of codes that holds none today", find_expired_tables},
    Check{"overdue-table", "a table of codes that nobody has reviewed for a year", find_overdue_tables},
    Check{"unused", "a name that nothing uses", find_unused},
    Check{"misspelt-name", "a queue, flag, timer, stay level or event named once, and almost like another", find_misspelt_names},
    Check{"coverage", "what coverage.csv and the plan do not agree on", find_uncovered},
    Check{"accepted", "a row of accepted.csv that is wrong, or accepts nothing any more", find_accepted},
};

}  // namespace

std::span<const Check> checks() { return all_checks; }

std::vector<Remark> check_plans(const Subject& subject)
{
    std::vector<Remark> remarks;
    for (const auto& payer : subject.plans.program().payers)
        for (const Check& check : all_checks) check.find(*payer, subject, Found{check.id, remarks});
    const auto place = [](const Remark& one) { return std::tie(one.path, one.line, one.check, one.column, one.message); };
    std::ranges::sort(remarks, {}, place);
    const auto said_again = std::ranges::unique(remarks, {}, place);  // a rule that names a code twice is told of it once
    remarks.erase(said_again.begin(), said_again.end());
    return remarks;
}

std::optional<Place> id_of(const Rule& rule, const Subject& subject)
{
    return find_word(subject.files, rule.path, rule.line, {rule.name->id});
}

void find_rules_without_case(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    std::set<std::string_view> shown;
    for (const RuleUse& use : subject.cases.rules)
        if (use.payer == payer.id && (use.decided > 0 || use.applied > 0)) shown.insert(use.rule);
    for (const Rule& rule : payer.rules)
        if (!shown.contains(rule.name->id))
            found(id_of(rule, subject), rule,
                  fmt::format("rule `{}` applies in no case that holds; write one beside it", rule.name->id));
}

void find_failing_cases(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    for (const CaseResult& one : subject.cases.cases)
        if (one.payer == payer.id && !one.passed())
            found(one.path, one.line, fmt::format("case \"{}\" does not hold; `x278 plan test` shows why", one.title),
                  Severity::error);
}

void find_uncovered(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    const auto coverage = read_coverage(subject.files, payer.folder);
    const auto errors   = coverage ? check_coverage(*coverage, payer, subject.files) : coverage.error();
    for (const PlanError& error : errors) found(error, Severity::error);
}

}  // namespace x278::policy::plan_check
