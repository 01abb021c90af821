// x278 check: whether files follow their guides, and what is wrong where.
#include "app/input.hpp"
#include "cli/check_input.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/page.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>

namespace x278::cli {

namespace {

struct CheckOptions {
    std::vector<std::string> inputs;
    std::string              format = "text";
};

CheckCounts check_as_text(const app::Input& input, const edi::Guides& guides)
{
    return check_input(input, guides, [&](const Finding& finding) { fmt::print("{}", finding_text(finding, guides)); });
}

CheckCounts check_as_json(const app::Input& input, const edi::Guides& guides)
{
    boost::json::array issues;
    const auto         counts =
        check_input(input, guides, [&](const Finding& finding) { issues.push_back(finding_json(finding, guides)); });
    const boost::json::object file{
        {"file", printable(input.name)}, {"interchanges", counts.interchanges},   {"groups", counts.groups},
        {"sets", counts.sets},           {"sets_accepted", counts.sets_accepted}, {"sets_refused", counts.sets_refused()},
        {"errors", counts.errors},       {"warnings", counts.warnings},           {"issues", std::move(issues)},
    };
    fmt::print("{}\n", boost::json::serialize(file));
    return counts;
}

int check(const CheckOptions& options)
{
    const auto inputs = expand_inputs(options.inputs);
    if (!inputs) {
        fmt::print(stderr, "x278: {}\n", inputs.error().message);
        return exit_refused;
    }
    const edi::Guides& guides = edi::Guides::embedded();
    const bool         json   = options.format == "json";
    CheckCounts        counts;
    bool               unreadable = false;
    for (const InputName& name : *inputs) {
        const auto input = name.path == "-" ? app::standard_input() : app::file_input(name.path);
        if (!input) {
            fmt::print(stderr, "x278: {}\n", input.error().message);
            unreadable = true;
            continue;
        }
        counts += json ? check_as_json(*input, guides) : check_as_text(*input, guides);
    }
    if (!json) fmt::print("{}\n", counts_text(counts));
    return counts.clean() && !unreadable ? 0 : exit_refused;
}

}  // namespace

void add_check(CLI::App& program, int& exit_status)
{
    auto      options = std::make_shared<CheckOptions>();
    CLI::App& command = *program.add_subcommand("check", "check files against their guides and say what is wrong where");
    command.add_option("INPUT", options->inputs, "file, folder or `-` for standard input")->required();
    command.add_option("--format", options->format, "`text`, or `json`: one object a line for each file")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.footer(
        "Nothing is decided, answered or kept. Segments are shown as they were sent, names of people included.\n"
        "Everything that is known is checked: requests, responses, inquiries, notifications, acknowledgments.\n\n"
        "An object of --format json has `file`, `interchanges`, `groups`, `sets`, `sets_accepted`, `sets_refused`, `errors`,\n"
        "`warnings` and `issues`; an issue has `within`, `place`, `issue`, `layer`, `code`, `severity`, `message`,\n"
        "`segment_position`, `segment`, `loop`, `element`, `component`, `repetition` (0 for none) and `offset_bytes`.\n\n"
        "Exit status: 0 clean, warnings allowed; 1 issues were found or something could not be read; 2 wrong usage.\n\n"
        "Examples:\n"
        "  x278 check samples/inbox\n"
        "  x278 check --format json monday.edi | jq '.issues[].message'");
    command.callback([options, &exit_status] { exit_status = check(*options); });
}

}  // namespace x278::cli
