// What every command that decides needs: plans, reference data, a store and a processor,
// built in order from the options of the command line.
#pragma once

#include "app/processor.hpp"
#include "core/clock.hpp"
#include "core/result.hpp"
#include "policy/plan.hpp"
#include "store/reference.hpp"
#include "store/store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace x278::cli {

struct SetupOptions {
    std::string data = "x278-data";
    std::string plans;      // empty: those compiled into the program
    std::string reference;  // empty: samples/reference when it is there, else none
    std::string now;        // empty: the system's clock
};

// Adds --plans, --reference and --now.
void add_deciding_options(CLI::App& command, SetupOptions& options);

// Adds --data, and those.
void add_setup_options(CLI::App& command, SetupOptions& options);

// The clock of --now: fixed, or the system's for an empty text. Errors: `bad_input`, what was expected.
[[nodiscard]] Result<Clock> clock_at(const std::string& now);

// The plans of a folder, or for an empty text those compiled into the program. Errors: what is wrong where, several lines.
[[nodiscard]] Result<policy::Plans> plans_of(const std::string& folder);

// What reference data says in words that the plans do not know, one line for each that differs: where it first stands, in
// how many rows, and what was expected. Requests that depend on it pend, and nobody else tells.
[[nodiscard]] std::vector<std::string> words_unknown(const store::ReferenceData& reference, const policy::Plans& plans);

// Says on standard error what words_unknown() finds.
void warn_of_words(const store::ReferenceData& reference, const policy::Plans& plans);

// Everything that decides, in the order it is built. Lives as long as the command.
struct Setup {
    Clock                           clock;
    store::ReferenceData            reference;  // members, coverage, providers, referrals
    std::unique_ptr<store::Store>   store;      // what must survive
    std::unique_ptr<app::Processor> processor;  // the main path
};

// Errors: what is wrong with which option, file and line; printable, maybe several lines.
[[nodiscard]] Result<std::unique_ptr<Setup>> set_up(const SetupOptions& options);

}  // namespace x278::cli
