// x278 plan test: runs the cases of plans, and says where a plan answers otherwise than its case.
#include "cli/command.hpp"
#include "cli/plan.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace x278::cli {

namespace {

int test_plans(const std::string& folder)
{
    const auto files = plan_files_of(folder);
    if (!files) {
        fmt::print(stderr, "x278: {}\n", files.error().message);
        return exit_usage;
    }
    const auto plans = compiled(*files);
    if (!plans) {
        fmt::print(stderr, "x278: {}\n", plans.error().message);
        return exit_usage;
    }
    return 0;
}

}  // namespace

void add_plan_test(CLI::App& plan, int& exit_status)
{
    auto      folder  = std::make_shared<std::string>();
    CLI::App& command = *plan.add_subcommand("test", "run the cases beside the rules");
    command.add_option("DIR", *folder, "folder of plans (default: those compiled into the program)");
    command.footer(
        "Exit status: 0 every case holds; 1 one does not, or cannot be read; 2 wrong usage, or the plans do not compile.\n\n"
        "Examples:\n"
        "  x278 plan test\n"
        "  x278 plan test plans");
    command.callback([folder, &exit_status] { exit_status = test_plans(*folder); });
}

}  // namespace x278::cli
