// x278 plan test: runs the cases of plans, and says where a plan answers otherwise than its case.
#include "cli/command.hpp"
#include "cli/plan.hpp"
#include "policy/case_run.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

namespace x278::cli {

namespace {

using policy::CaseReport;
using policy::CaseResult;
using policy::GateUse;
using policy::RuleUse;

std::string_view words_of(model::Finding::Answer answer)
{
    switch (answer) {
        case model::Finding::Answer::applies: return "applies";
        case model::Finding::Answer::does_not_apply: return "does not apply";
        case model::Finding::Answer::cannot_tell: return "cannot tell";
    }
    return "";
}

void print_findings(const model::LineDetermination& part)
{
    if (part.findings.empty()) return;
    fmt::print("  rules asked of {}:\n", part.line == 0 ? "the event" : fmt::format("line {}", part.line));
    for (const model::Finding& finding : part.findings)
        fmt::print("    {} {}: {}\n", finding.rule->id, words_of(finding.answer), fmt::join(finding.because, "; "));
}

void print_failure(const CaseResult& one)
{
    fmt::print("{}:{}: {}\n", one.path, one.line, one.title);
    for (const std::string& difference : one.differences) fmt::print("  {}\n", difference);
    print_findings(one.answer.event);
    for (const auto& line : one.answer.lines) print_findings(line);
    fmt::print("\n");
}

// "BCBSMA: HTR-01, HTR-02", a line a payer.
void print_by_payer(std::string_view what, const std::map<std::string, std::vector<std::string>>& by_payer)
{
    if (by_payer.empty()) return;
    fmt::print("{}:\n", what);
    for (const auto& [payer, names] : by_payer) fmt::print("  {}: {}\n", payer, fmt::join(names, ", "));
}

void print_rules(std::string_view what, const CaseReport& report, bool (*wanted)(const RuleUse&))
{
    std::map<std::string, std::vector<std::string>> by_payer;
    for (const RuleUse& use : report.rules)
        if (wanted(use)) by_payer[use.payer].push_back(use.rule);
    print_by_payer(what, by_payer);
}

void print_gates(std::string_view what, const CaseReport& report, bool (*wanted)(const GateUse&))
{
    std::map<std::string, std::vector<std::string>> by_payer;
    for (const GateUse& use : report.gates)
        if (wanted(use)) by_payer[use.payer].push_back(use.gate);
    print_by_payer(what, by_payer);
}

void print_report(const CaseReport& report)
{
    for (const policy::PlanError& error : report.errors) fmt::print("{}\n\n", error.message);
    for (const CaseResult& one : report.cases)
        if (!one.passed()) print_failure(one);

    print_rules("rules no case asks", report, [](const RuleUse& use) { return use.asked == 0; });
    print_rules("rules that are asked and never apply", report,
                [](const RuleUse& use) { return use.asked > 0 && use.applied == 0; });
    print_rules("limits no case stays within", report,
                [](const RuleUse& use) { return use.has_limit && use.may_be_all && use.as_asked == 0; });
    print_rules("limits no case exceeds", report, [](const RuleUse& use) { return use.has_limit && use.beyond == 0; });
    print_rules("limits no case has used up", report, [](const RuleUse& use) { return use.counts && use.none == 0; });

    print_gates("gates no case opens", report, [](const GateUse& use) { return use.opened == 0; });
    print_gates("gates no case is stopped at", report, [](const GateUse& use) { return use.asked == use.opened; });

    const auto passed  = std::ranges::count_if(report.cases, &CaseResult::passed);
    const auto applied = std::ranges::count_if(report.rules, [](const RuleUse& use) { return use.applied > 0; });
    const auto asked   = std::ranges::count_if(report.gates, [](const GateUse& use) { return use.asked > 0; });
    fmt::print("{} cases: {} hold, {} do not, {} cannot be read; {} of {} rules apply and {} of {} gates are asked in one "
               "that holds\n",
               std::ssize(report.cases) + std::ssize(report.errors), passed, std::ssize(report.cases) - passed,
               report.errors.size(), applied, report.rules.size(), asked, report.gates.size());
}

int test_plans(const std::string& folder)
{
    const auto read = read_plans(folder);
    if (!read) {
        fmt::print(stderr, "x278: {}\n", read.error().message);
        return exit_usage;
    }
    const CaseReport report = policy::run_cases(read->files, read->plans);
    print_report(report);
    return report.passed() ? 0 : exit_refused;
}

}  // namespace

void add_plan_test(CLI::App& plan, int& exit_status)
{
    auto      folder  = std::make_shared<std::string>();
    CLI::App& command = *plan.add_subcommand("test", "run the cases beside the rules, and say which rules none of them reaches");
    add_plan_folder(command, *folder);
    command.footer(
        "Exit status: 0 every case holds; 1 one does not, or cannot be read; 2 wrong usage, or the plans do not compile.\n\n"
        "Examples:\n"
        "  x278 plan test\n"
        "  x278 plan test plans");
    command.callback([folder, &exit_status] { exit_status = test_plans(*folder); });
}

}  // namespace x278::cli
