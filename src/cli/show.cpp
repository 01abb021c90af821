// x278 show: requests, responses and acknowledgments as a person reads them.
#include "app/input.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/show_input.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>

#include <unistd.h>

namespace x278::cli {

namespace {

struct ShowOptions {
    std::vector<std::string> inputs;
    std::string              format = "text";
};

int show(const ShowOptions& options)
{
    const auto inputs = expand_inputs(options.inputs);
    if (!inputs) {
        fmt::print(stderr, "x278: {}\n", inputs.error().message);
        return exit_refused;
    }
    const bool bold   = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    int        status = 0;
    bool       first  = true;
    const auto print  = [&](const ShownPage& shown) {
        if (options.format == "json") {
            fmt::print("{}\n", boost::json::serialize(shown_json(shown)));
            return;
        }
        fmt::print("{}{}", first ? "" : "\n\n", shown_text(shown, bold));
        first = false;
    };
    const auto unreadable = [&](const std::string& message) {
        std::fflush(stdout);  // so that messages stand where they belong when both go to one place
        fmt::print(stderr, "x278: {}\n", message);
        status = exit_refused;
    };
    for (const InputName& name : *inputs) {
        const auto input = name.path == "-" ? app::standard_input() : app::file_input(name.path);
        if (!input)
            unreadable(input.error().message);
        else
            show_input(*input, edi::Guides::embedded(), print, unreadable);
    }
    return status;
}

}  // namespace

void add_show(CLI::App& program, int& exit_status)
{
    auto      options = std::make_shared<ShowOptions>();
    CLI::App& command = *program.add_subcommand("show", "show requests, responses and acknowledgments as a person reads them");
    command.add_option("INPUT", options->inputs, "file, folder or `-` for standard input")->required();
    command.add_option("--format", options->format, "`text`, or `json`: one object a line for each set")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.footer(
        "Names and health of people are shown: this is for the screen of somebody who may see them, not for a log.\n"
        "A set that does not follow its guide is shown all the same, after the reasons why it is refused.\n\n"
        "An object of --format json has `file`, `interchange`, `group`, `set`, `transaction`, `guide`, `direction`, `accepted`,\n"
        "`title` and `sections`; a section has a `title` and `rows`; a row is an array of texts under its label in lower case\n"
        "with `_` between words: `member_id`. A code stands behind its name in brackets: `Office [11]`.\n\n"
        "Exit status: 0 all shown; 1 something could not be read, named on standard error; 2 wrong usage.\n\n"
        "Examples:\n"
        "  x278 show samples/inbox/home-oxygen.edi\n"
        "  x278 show out | less\n"
        "  x278 show --format json - < request.edi");
    command.callback([options, &exit_status] { exit_status = show(*options); });
}

}  // namespace x278::cli
