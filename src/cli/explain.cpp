// x278 explain: the decision on each request, with every rule asked and why.
#include "app/outbox.hpp"
#include "cli/command.hpp"
#include "cli/explanation.hpp"
#include "cli/inputs.hpp"
#include "cli/letter.hpp"
#include "cli/setup.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace x278::cli {

namespace {

struct ExplainOptions {
    SetupOptions             setup;
    std::vector<std::string> inputs;
    bool                     letter = false;
};

int explain(ExplainOptions options)
{
    const auto inputs = expand_inputs(options.inputs);
    if (!inputs) {
        fmt::print(stderr, "x278: {}\n", inputs.error().message);
        return exit_refused;
    }
    options.setup.data = ":memory:";  // explaining authorizes nothing
    const auto setup   = set_up(options.setup);
    if (!setup) {
        fmt::print(stderr, "x278: {}\n", setup.error().message);
        return exit_usage;
    }
    warn_of_words((*setup)->reference, *(*setup)->processor->plans());
    int status = 0;
    for (const InputName& name : *inputs) {
        const auto input = name.path == "-" ? app::standard_input() : app::file_input(name.path);
        if (!input) {
            fmt::print(stderr, "x278: {}\n", input.error().message);
            status = exit_refused;
            continue;
        }
        Explanation       explanation;
        Letters           letters;
        app::Observer&    observer = options.letter ? static_cast<app::Observer&>(letters) : explanation;
        app::MemoryOutbox replies;
        const auto        counts = (*setup)->processor->process(*input, replies, observer);
        fmt::print("{}", options.letter ? letters.text() : explanation.text());
        if (!counts) fmt::print(stderr, "x278: {}\n", counts.error().message);
        const bool refused = !counts || counts->interchanges_read == 0
                             || counts->interchanges_refused + counts->groups_refused + counts->sets_refused > 0;
        if (refused) status = exit_refused;
    }
    return status;
}

}  // namespace

void add_explain(CLI::App& program, int& exit_status)
{
    auto      options = std::make_shared<ExplainOptions>();
    CLI::App& command =
        *program.add_subcommand("explain", "say how requests are decided: every rule asked, its answer and the facts compared");
    command.add_option("INPUT", options->inputs, "file, folder or `-` for standard input")->required();
    add_deciding_options(command, options->setup);
    command.add_flag("--letter", options->letter, "the letter that follows the reply, instead of the rules");
    command.footer("Decides afresh and records nothing: numbers are examples.\n"
                   "Exit status: 0 all decided; 1 something was refused or could not be read; 2 wrong usage or configuration.\n\n"
                   "Examples:\n"
                   "  x278 explain samples/inbox/physical-therapy-29-visits.edi\n"
                   "  x278 explain --plans plans --now 2026-09-14T08:00:00-04:00 request.edi");
    command.callback([options, &exit_status] { exit_status = explain(*options); });
}

}  // namespace x278::cli
