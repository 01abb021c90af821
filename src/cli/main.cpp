// x278: the payer's side of the X12 278, from the command line.
#include "cli/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <exception>

int main(int argc, char** argv)
{
    CLI::App program{"x278 answers X12 278 health care services review requests by a payer's own rules."};
    program.require_subcommand(1);
    program.set_version_flag("--version", "x278 0.1.0");
    program.footer("Examples:\n"
                   "  x278 process samples/inbox            answer a folder of requests into ./out\n"
                   "  x278 show samples/inbox/home-oxygen.edi\n"
                   "  x278 serve --listen 127.0.0.1:7278 --drop ./drop\n"
                   "\n'x278 COMMAND --help' says more about each command.");

    int exit_status = 0;
    x278::cli::add_process(program, exit_status);
    x278::cli::add_serve(program, exit_status);
    x278::cli::add_check(program, exit_status);
    x278::cli::add_show(program, exit_status);
    x278::cli::add_explain(program, exit_status);
    x278::cli::add_plan(program, exit_status);
    x278::cli::add_replay(program, exit_status);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : x278::cli::exit_usage;
    } catch (const std::exception& broken) {
        fmt::print(stderr, "x278: {}\n", broken.what());
        return x278::cli::exit_usage;
    }
    return exit_status;
}
