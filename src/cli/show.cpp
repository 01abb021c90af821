// x278 show: requests, responses and acknowledgments as a person reads them.
#include "app/input.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/page.hpp"
#include "cli/show_input.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <optional>

#include <unistd.h>

namespace x278::cli {

namespace {

struct ShowOptions {
    std::vector<std::string> inputs;
    std::string              format = "text";
    std::string              original;  // what the acknowledgments are about; empty: not given
};

int show(const ShowOptions& options)
{
    const auto inputs = expand_inputs(options.inputs);
    if (!inputs) {
        fmt::print(stderr, "x278: {}\n", printable(inputs.error().message));
        return exit_refused;
    }
    std::optional<app::Input> original;
    if (!options.original.empty()) {
        auto opened = app::file_input(options.original);
        if (!opened) {
            fmt::print(stderr, "x278: {}\n", printable(opened.error().message));
            return exit_refused;
        }
        original = std::move(*opened);
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
        fmt::print(stderr, "x278: {}\n", printable(message));
        status = exit_refused;
    };
    for (const InputName& name : *inputs) {
        const auto input = name.path == "-" ? app::standard_input() : app::file_input(name.path);
        if (!input)
            unreadable(input.error().message);
        else
            show_input(*input, edi::Guides::embedded(), original ? &*original : nullptr, print, unreadable);
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
    command.add_option("--original", options->original,
                       "the file that the acknowledgments are about: each complaint is shown beside the segment it means");
    command.footer(
        "Names and health of people are shown: this is for the screen of somebody who may see them, not for a log.\n"
        "A set that does not follow its guide is shown all the same, after the reasons why it is refused.\n\n"
        "With --original a complaint of a 999 is followed by the segment of that file and carets under the place, found by\n"
        "the control numbers of group and set and the position; a TA1 by the ISA of the interchange it is about.\n\n"
        "An object of --format json has `file`, `interchange`, `group`, `set`, `transaction`, `guide`, `direction`, `accepted`,\n"
        "`title` and `sections`; a section has a `title` and `rows`; a row is an array of texts under its label in lower case\n"
        "with `_` between words: `member_id`. A code stands behind its name in brackets: `Office [11]`.\n\n"
        "Exit status: 0 all shown; 1 something could not be read, or is not in the original, named on standard error;\n"
        "2 wrong usage.\n\n"
        "Examples:\n"
        "  x278 show samples/inbox/home-oxygen.edi\n"
        "  x278 show out | less\n"
        "  x278 show out/monday.999 --original monday.edi\n"
        "  x278 show --format json - < request.edi");
    command.callback([options, &exit_status] { exit_status = show(*options); });
}

}  // namespace x278::cli
