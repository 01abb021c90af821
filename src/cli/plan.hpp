// The subcommands of `x278 plan`, each in a file of its own; what they all read.
#pragma once

#include "core/result.hpp"
#include "policy/plan.hpp"

#include <expected>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace x278::cli {

void add_plan_check(CLI::App& plan, int& exit_status);
void add_plan_coverage(CLI::App& plan, int& exit_status);
void add_plan_summary(CLI::App& plan, int& exit_status);
void add_plan_test(CLI::App& plan, int& exit_status);

// Adds DIR, which `folder` then is. An empty one, as of a variable that is not set, is wrong usage.
void add_plan_folder(CLI::App& command, std::string& folder);

// The plan files of `folder`; of the program itself when it is empty.
[[nodiscard]] Result<std::vector<policy::PlanFile>> plan_files_of(const std::string& folder);

// The plans, held to the situations that a response can say.
[[nodiscard]] std::expected<policy::Plans, std::vector<policy::PlanError>> compile_plans(std::span<const policy::PlanFile> files);

// The same; the error is the text of all errors there are.
[[nodiscard]] Result<policy::Plans> compiled(std::span<const policy::PlanFile> files);

// Both of them, for whoever need not know which went wrong.
struct ReadPlans {
    std::vector<policy::PlanFile> files;
    policy::Plans                 plans;
};
[[nodiscard]] Result<ReadPlans> read_plans(const std::string& folder);

}  // namespace x278::cli
