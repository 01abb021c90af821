// The commands of x278, one thin file each. `add_...` adds a subcommand to the program;
// when it was called on the command line it runs and sets `exit_status`:
// 0 all answered, 1 something was refused or could not be read, 2 wrong usage or configuration.
#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace x278::cli {

inline constexpr int exit_refused = 1;
inline constexpr int exit_usage   = 2;

void add_process(CLI::App& program, int& exit_status);
void add_serve(CLI::App& program, int& exit_status);
void add_check(CLI::App& program, int& exit_status);
void add_show(CLI::App& program, int& exit_status);
void add_explain(CLI::App& program, int& exit_status);
void add_plan(CLI::App& program, int& exit_status);
void add_replay(CLI::App& program, int& exit_status);

}  // namespace x278::cli
