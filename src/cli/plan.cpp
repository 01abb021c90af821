// x278 plan: what the authors of plans run.
#include "cli/plan.hpp"

#include "cli/command.hpp"
#include "core/nearest.hpp"
#include "edi/answers.hpp"
#include "policy/program.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace x278::cli {

namespace {

// What a rule rejects with must be a situation that the response can say; plans do not know those, so it is asked here.
std::string unknown_situations(const policy::Plans& plans)
{
    std::vector<std::string_view> known;
    for (const edi::RejectionCode& one : edi::Answers::embedded().rejections()) known.push_back(one.situation);
    std::string errors;
    for (const auto& payer : plans.program().payers)
        for (const policy::Rule& rule : payer->rules) {
            const std::string& situation = rule.outcome.situation;
            if (situation.empty() || edi::Answers::embedded().rejection(situation) != nullptr) continue;
            const std::string meant = did_you_mean(situation, known);
            errors += fmt::format("{}:{}: rule `{}` rejects as `{}`; expected a situation, as in `member/not-found`{}{}\n",
                                  rule.path, rule.line, rule.name->id, situation, meant.empty() ? "" : "; ", meant);
        }
    return errors;
}

}  // namespace

Result<std::vector<policy::PlanFile>> plan_files_of(const std::string& folder)
{
    if (folder.empty()) return policy::embedded_plan_files();
    return policy::read_plan_files(folder);
}

Result<policy::Plans> compiled(std::span<const policy::PlanFile> files)
{
    auto        plans = policy::Plans::compile(files);
    std::string errors;
    if (plans)
        errors = unknown_situations(*plans);
    else
        for (const policy::PlanError& error : plans.error()) errors += error.message + "\n";
    if (errors.empty()) return std::move(*plans);
    const auto count = plans ? static_cast<std::size_t>(std::ranges::count(errors, '\n')) : plans.error().size();
    return failure(ErrorCode::bad_input, errors + fmt::format("the plans have {} error{}", count, count == 1 ? "" : "s"));
}

Result<ReadPlans> read_plans(const std::string& folder)
{
    auto files = plan_files_of(folder);
    if (!files) return std::unexpected(files.error());
    auto plans = compiled(*files);
    if (!plans) return std::unexpected(plans.error());
    return ReadPlans{std::move(*files), std::move(*plans)};
}

void add_plan(CLI::App& program, int& exit_status)
{
    CLI::App& plan = *program.add_subcommand("plan", "try plans before they decide anything");
    plan.require_subcommand(1);
    add_plan_check(plan, exit_status);
    add_plan_test(plan, exit_status);
    add_plan_coverage(plan, exit_status);
    add_plan_summary(plan, exit_status);
}

}  // namespace x278::cli
