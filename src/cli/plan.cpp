// x278 plan: what the authors of plans run.
#include "cli/plan.hpp"

#include "cli/command.hpp"
#include "core/nearest.hpp"
#include "edi/answers.hpp"
#include "policy/plan_check/places.hpp"
#include "policy/program.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::cli {

namespace {

// What a rule rejects with must be a situation that the response can say; plans do not know those, so it is asked here.
std::vector<policy::PlanError> unknown_situations(const policy::Plans& plans, std::span<const policy::PlanFile> files)
{
    std::vector<std::string_view> known;
    for (const edi::RejectionCode& one : edi::Answers::embedded().rejections()) known.push_back(one.situation);
    std::vector<policy::PlanError> errors;
    for (const auto& payer : plans.program().payers)
        for (const policy::Rule& rule : payer->rules) {
            const std::string& situation = rule.outcome.situation;
            if (situation.empty() || edi::Answers::embedded().rejection(situation) != nullptr) continue;
            const std::string message = fmt::format("rule `{}` rejects as `{}`; expected a situation, as in `member/not-found`",
                                                    rule.name->id, situation);
            const auto        place   = policy::plan_check::find_word(files, rule.path, rule.line, {situation, "reject"});
            errors.push_back(
                place ? policy::plan_check::error_at(*place, message, did_you_mean(situation, known))
                      : policy::PlanError{rule.path, rule.line, 0, fmt::format("{}:{}: {}", rule.path, rule.line, message)});
        }
    return errors;
}

}  // namespace

void add_plan_folder(CLI::App& command, std::string& folder)
{
    const auto named = [](const std::string& path) {
        return path.empty() ? std::string("it is empty; expected a folder of plans, or no DIR at all") : std::string();
    };
    command.add_option("DIR", folder, "folder of plans (default: those compiled into the program)")->check(named);
}

Result<std::vector<policy::PlanFile>> plan_files_of(const std::string& folder)
{
    if (folder.empty()) return policy::embedded_plan_files();
    return policy::read_plan_files(folder);
}

std::expected<policy::Plans, std::vector<policy::PlanError>> compile_plans(std::span<const policy::PlanFile> files)
{
    auto plans = policy::Plans::compile(files);
    if (!plans) return plans;
    auto errors = unknown_situations(*plans, files);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return plans;
}

Result<policy::Plans> compiled(std::span<const policy::PlanFile> files)
{
    auto plans = compile_plans(files);
    if (plans) return std::move(*plans);
    std::string errors;
    for (const policy::PlanError& error : plans.error()) errors += error.message + "\n";
    return failure(ErrorCode::bad_input, fmt::format("{}the plans have {} error{}", errors, plans.error().size(),
                                                     plans.error().size() == 1 ? "" : "s"));
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
    plan.footer("Each has examples in its own --help. Before a plan decides anything:\n"
                "  x278 plan check plans\n"
                "  x278 plan test plans\n"
                "  x278 plan coverage plans\n"
                "  x278 plan summary plans");
    add_plan_check(plan, exit_status);
    add_plan_test(plan, exit_status);
    add_plan_coverage(plan, exit_status);
    add_plan_summary(plan, exit_status);
}

}  // namespace x278::cli
