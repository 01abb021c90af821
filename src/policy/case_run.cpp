#include "policy/case_run.hpp"

#include "policy/case_build.hpp"
#include "policy/case_expect.hpp"
#include "policy/engine.hpp"
#include "policy/language/case_parse.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace x278::policy {

namespace {

using model::Finding;
using model::Outcome;
using UseByRule = std::map<std::pair<std::string_view, std::string_view>, RuleUse*>;  // payer and rule

const PayerProgram* payer_of(const PlanFile& file, const Program& program)
{
    const std::string folder = folder_of(file.path);
    const auto        found  = std::ranges::find_if(program.payers, [&](const auto& payer) { return payer->folder == folder; });
    return found == program.payers.end() ? nullptr : found->get();
}

int line_of(const PlanFile& file, const char* at) { return 1 + static_cast<int>(std::count(file.text.data(), at, '\n')); }

// Whether a rule is asked only of lines that are beyond its limit.
bool is_only_beyond(const Rule& rule, const LimitClause& clause)
{
    return std::ranges::any_of(rule.when.parts, [&](const Condition& part) {
        const auto* count = std::get_if<CountTest>(&part.is);
        return count && count->with_request && count->counter == clause.counter && count->option == clause.option
               && count->relation == Relation::more_than && (clause.option || count->limit.value >= clause.limit.value);
    });
}

std::vector<RuleUse> rules_of(const Program& program)
{
    std::vector<RuleUse> all;
    for (const auto& payer : program.payers)
        for (const Rule& rule : payer->rules) {
            RuleUse& use  = all.emplace_back();
            use.payer     = payer->id;
            use.rule      = rule.name->id;
            use.title     = rule.name->title;
            use.has_limit = !rule.outcome.limits.empty();
            use.may_be_all =
                std::ranges::none_of(rule.outcome.limits, [&](const auto& clause) { return is_only_beyond(rule, clause); });
            use.counts = std::ranges::any_of(rule.outcome.limits, [](const auto& clause) { return clause.counter != nullptr; });
        }
    return all;
}

void count_outcome(Outcome outcome, RuleUse& use)
{
    ++use.decided;
    if (!use.has_limit) return;
    if (outcome == Outcome::approved)
        ++use.as_asked;
    else if (outcome == Outcome::modified)
        ++use.beyond;
    else
        ++use.none;
}

void count_uses(const model::LineDetermination& part, std::string_view payer, const UseByRule& uses)
{
    for (const Finding& finding : part.findings) {
        const auto found = uses.find({payer, finding.rule->id});
        if (found == uses.end()) continue;
        RuleUse& use = *found->second;
        ++use.asked;
        if (finding.answer == Finding::Answer::applies) ++use.applied;
        if (finding.answer == Finding::Answer::cannot_tell) ++use.cannot_tell;
        const bool applied = finding.answer == Finding::Answer::applies;
        if (applied && part.decided_by == finding.rule->id) count_outcome(part.outcome, use);
    }
}

std::vector<GateUse> gates_of(const Program& program, std::span<const CaseResult> cases)
{
    std::vector<GateUse> all;
    for (const auto& payer : program.payers)
        for (const Gate& gate : payer->gates) {
            GateUse& use = all.emplace_back(GateUse{payer->id, gate.id});
            for (const CaseResult& one : cases)
                for (const GateFinding& finding : one.gates) {
                    if (!one.passed() || one.payer != use.payer || finding.gate != use.gate) continue;
                    ++use.asked;
                    if (finding.missing.empty()) ++use.opened;
                }
        }
    return all;
}

// What decide() and then the gates say of one case, beside what it was to say.
CaseResult run(
    const BuiltCase& one, const language::ast::Case& words, const PlanFile& file, const PayerProgram& payer, const Plans& plans)
{
    CaseResult result;
    result.path      = file.path;
    result.line      = line_of(file, words.begin);
    result.title     = words.title.text;
    result.payer     = payer.id;
    result.scenarios = one.scenarios;
    result.answer    = decide(one.request, plans, one.facts, {}, {.trial = &one.trial});

    Standing standing{result.answer, {}, {}};
    add_differences(one.expectations, standing, payer, result.differences);
    for (const BuiltReview& said : one.reviews) {
        review(said, plans, payer, standing, result.differences);
        if (!standing.permission) break;  // there was nothing to say anything of
        const auto& gates = standing.permission->gates;
        result.gates.insert(result.gates.end(), gates.begin(), gates.end());
        add_differences(said.expectations, standing, payer, result.differences);
    }
    return result;
}

void run_file(const PlanFile& file, const Plans& plans, CaseReport& report)
{
    auto parsed = language::parse_cases(file);
    report.errors.insert(report.errors.end(), parsed.errors.begin(), parsed.errors.end());
    const PayerProgram* const payer = payer_of(file, plans.program());
    if (!payer) {
        report.errors.push_back({file.path, 1, 1, fmt::format("{}: no plan stands beside these cases", file.path)});
        return;
    }
    for (const auto& words : parsed.cases)
        if (const auto one = build_case(words, file, *payer, report.errors))
            report.cases.push_back(run(*one, words, file, *payer, plans));
}

}  // namespace

bool CaseReport::passed() const { return errors.empty() && std::ranges::all_of(cases, &CaseResult::passed); }

CaseReport run_cases(std::span<const PlanFile> files, const Plans& plans)
{
    CaseReport report;
    for (const PlanFile& file : files)
        if (is_case_file(file)) run_file(file, plans, report);
    std::ranges::stable_sort(report.errors, {}, [](const PlanError& e) { return std::tie(e.path, e.line, e.column); });

    report.gates = gates_of(plans.program(), report.cases);
    report.rules = rules_of(plans.program());
    UseByRule uses;
    for (RuleUse& use : report.rules) uses.emplace(std::pair(std::string_view(use.payer), std::string_view(use.rule)), &use);
    for (const CaseResult& one : report.cases) {
        if (!one.passed()) continue;
        count_uses(one.answer.event, one.payer, uses);
        for (const auto& line : one.answer.lines) count_uses(line, one.payer, uses);
    }
    return report;
}

}  // namespace x278::policy
