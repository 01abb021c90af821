// x278 plan check: what a plan says that its authors may not mean.
#include "cli/command.hpp"
#include "cli/plan.hpp"
#include "cli/setup.hpp"
#include "edi/guide.hpp"
#include "policy/plan_check/checks.hpp"
#include "policy/program.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

namespace x278::cli {

namespace {

using policy::plan_check::Remark;
using policy::plan_check::Severity;

struct CheckOptions {
    std::string              folder;
    std::string              format = "text";
    std::string              now;
    std::vector<std::string> only;
    bool                     strict   = false;
    bool                     accepted = false;
};

// The list of codes behind a word of plan_check::IsListed.
struct ListOf {
    std::string_view word;
    std::string_view element;
};

constexpr std::array lists{
    ListOf{"service-type", "1365"}, ListOf{"place-of-service", "ext237"},
    ListOf{"reason", "ext886"},     ListOf{"document", "755"},
    ListOf{"state", "ext22"},       ListOf{"cause", "1362"},
    ListOf{"role", "98"},           ListOf{"bill-type", "ext236"},
    ListOf{"identifier", "66"},     ListOf{"provider-role", "98"},
};

// Whether the guides have a code. A list without a name for any code is none that we hold.
std::optional<bool> is_listed(std::string_view word, std::string_view code)
{
    const auto list = std::ranges::find(lists, word, &ListOf::word);
    if (list == lists.end()) return std::nullopt;
    return edi::Guides::embedded().name_of(list->element, code) != code;
}

std::string_view word_of(const Remark& remark)
{
    return !remark.accepted.empty() ? "accepted" : remark.severity == Severity::error ? "error" : "warning";
}

void say(const Remark& remark, bool json)
{
    if (json) {
        fmt::print("{}\n", boost::json::serialize(boost::json::object{{"path", remark.path},
                                                                      {"line", remark.line},
                                                                      {"column", remark.column},
                                                                      {"severity", word_of(remark)},
                                                                      {"check", remark.check},
                                                                      {"message", remark.message},
                                                                      {"because", remark.accepted}}));
        return;
    }
    const std::string line   = remark.line == 0 ? "" : fmt::format(":{}", remark.line);
    const std::string column = remark.column == 0 ? "" : fmt::format(":{}", remark.column);
    fmt::print("{}{}{}: {}: {} [{}]{}{}\n", remark.path, line, column, word_of(remark), remark.message, remark.check,
               remark.accepted.empty() ? "" : ": ", remark.accepted);
}

// What no check found, because it cannot be read: `kind` is "plan" or "case".
void say_unreadable(std::span<const policy::PlanError> errors, std::string_view kind, bool json)
{
    for (const policy::PlanError& error : errors) {
        if (json)
            say({std::string(kind), Severity::error, error.path, error.line,
                 std::string(policy::plan_check::without_place(error)), error.column},
                true);
        else
            fmt::print(stderr, "{}\n", error.message);
    }
}

int check_plans(const CheckOptions& options)
{
    const bool json  = options.format == "json";
    const auto clock = clock_at(options.now);
    const auto files = plan_files_of(options.folder);
    if (!clock || !files) {
        fmt::print(stderr, "x278: {}\n", clock ? files.error().message : clock.error().message);
        return exit_usage;
    }
    const auto plans = compile_plans(*files);
    if (!plans) {
        say_unreadable(plans.error(), "plan", json);
        if (!json) fmt::print(stderr, "the plans have {} error{}\n", plans.error().size(), plans.error().size() == 1 ? "" : "s");
        return exit_refused;
    }
    const auto                        cases = policy::run_cases(*files, *plans);
    const policy::plan_check::Subject subject{*plans, *files, cases, std::chrono::floor<std::chrono::days>((*clock)()),
                                              is_listed};

    say_unreadable(cases.errors, "case", json);
    int errors   = static_cast<int>(cases.errors.size());
    int warnings = 0;
    int accepted = 0;
    for (const Remark& remark : policy::plan_check::check_plans(subject)) {
        if (!options.only.empty() && std::ranges::find(options.only, remark.check) == options.only.end()) continue;
        ++(!remark.accepted.empty() ? accepted : remark.severity == Severity::error ? errors : warnings);
        if (remark.accepted.empty() || options.accepted) say(remark, json);
    }
    if (!json)
        fmt::print("{} error{}, {} warning{}{}\n", errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s",
                   accepted == 0 ? "" : fmt::format(", {} accepted", accepted));
    return errors != 0 || (options.strict && warnings != 0) ? exit_refused : 0;
}

}  // namespace

void add_plan_check(CLI::App& plan, int& exit_status)
{
    auto      options = std::make_shared<CheckOptions>();
    CLI::App& command = *plan.add_subcommand("check", "say what is wrong with plans, and what their authors may not mean");
    std::vector<std::string> ids;
    std::string              finds;
    for (const policy::plan_check::Check& check : policy::plan_check::checks()) {
        ids.emplace_back(check.id);
        finds += fmt::format("  {:<15} {}\n", check.id, check.finds);
    }
    add_plan_folder(command, options->folder);
    command.add_option("--only", options->only, "one of the checks below; may be repeated")
        ->check(CLI::IsMember(ids))
        ->allow_extra_args(false);
    command.add_flag("--accepted", options->accepted, "tell also the warnings that PAYER/accepted.csv accepts, and why");
    command.add_flag("--strict", options->strict, "a warning is a reason to end with exit status 1");
    command.add_option("--now", options->now, "the day that is today, e.g. 2026-09-14T08:00:00-04:00 (default: the clock's)");
    command.add_option("--format", options->format, "`text`, or `json`: one object a line")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.footer("What does not compile is told first, and alone. Then:\n" + finds
                   + "Exit status: 0 clean, warnings allowed; 1 errors, with --strict also warnings; 2 wrong usage.\n\n"
                     "Examples:\n"
                     "  x278 plan check plans\n"
                     "  x278 plan check --strict --only overlap --only never-reached plans");
    command.callback([options, &exit_status] { exit_status = check_plans(*options); });
}

}  // namespace x278::cli
