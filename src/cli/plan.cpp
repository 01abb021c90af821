// x278 plan: what the authors of plans run.
#include "cli/plan.hpp"

#include "cli/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace x278::cli {

Result<std::vector<policy::PlanFile>> plan_files_of(const std::string& folder)
{
    if (folder.empty()) return policy::embedded_plan_files();
    return policy::read_plan_files(folder);
}

Result<policy::Plans> compiled(std::span<const policy::PlanFile> files)
{
    auto plans = policy::Plans::compile(files);
    if (plans) return std::move(*plans);
    std::string errors;
    for (const policy::PlanError& error : plans.error()) errors += error.message + "\n";
    const std::size_t count = plans.error().size();
    return failure(ErrorCode::bad_input, errors + fmt::format("the plans have {} error{}", count, count == 1 ? "" : "s"));
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
