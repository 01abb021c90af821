// g++ 12 takes a variable of date.h for uninitialized at -O3; it is not.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#include "cli/setup.hpp"

#include "app/partners.hpp"
#include "cli/plan.hpp"

#include <CLI/CLI.hpp>
#include <date/date.h>
#include <fmt/format.h>

#include <filesystem>
#include <sstream>

namespace x278::cli {

namespace {

constexpr const char* sample_reference = "samples/reference";

// The folder to read, or nothing.
std::string reference_folder(const std::string& named)
{
    if (!named.empty() || !std::filesystem::is_directory(sample_reference)) return named;
    fmt::print(stderr, "x278: reference data is read from {}; name another folder with --reference\n", sample_reference);
    return sample_reference;
}

}  // namespace

Result<policy::Plans> plans_of(const std::string& folder)
{
    auto read = read_plans(folder);
    if (!read) return std::unexpected(read.error());
    return std::move(read->plans);
}

Result<Clock> clock_at(const std::string& now)
{
    if (now.empty()) return system_clock();
    std::istringstream       text(now);
    std::chrono::sys_seconds at{};
    text >> date::parse("%FT%T%Ez", at);
    if (text.fail()) {
        text.clear();
        text.str(now);
        text >> date::parse("%FT%TZ", at);
    }
    if (text.fail())
        return failure(ErrorCode::bad_input,
                       fmt::format("--now holds `{}`; expected a time like `2026-09-14T08:00:00-04:00`", now));
    return fixed_clock(at);
}

void add_deciding_options(CLI::App& command, SetupOptions& options)
{
    command.add_option("--plans", options.plans, "folder of plans (default: those compiled into the program)");
    command.add_option("--reference", options.reference,
                       "folder of reference CSVs (default: samples/reference, if there is one)");
    command.add_option("--now", options.now, "fixes the clock, e.g. 2026-09-14T08:00:00-04:00");
}

void add_setup_options(CLI::App& command, SetupOptions& options)
{
    command.add_option("--data", options.data, "folder of the store; `:memory:` keeps nothing")->capture_default_str();
    add_deciding_options(command, options);
}

Result<std::unique_ptr<Setup>> set_up(const SetupOptions& options)
{
    auto setup = std::make_unique<Setup>();

    auto clock = clock_at(options.now);
    if (!clock) return std::unexpected(clock.error());
    setup->clock = std::move(*clock);

    auto plans = plans_of(options.plans);
    if (!plans) return failure(plans.error().code, plans.error().message + "; nothing was started");

    edi::Agreements   partners;  // without reference data anybody may send
    const std::string folder = reference_folder(options.reference);
    if (!folder.empty()) {
        auto reference = store::ReferenceData::read(folder);
        if (!reference) return std::unexpected(reference.error());
        setup->reference = std::move(*reference);
        auto read        = app::read_partners(folder, edi::Guides::embedded());
        if (!read) return std::unexpected(read.error());
        partners = std::move(*read);
    }

    const auto look_up = [&known = setup->reference, &now = setup->clock](const model::ServiceReviewRequest& request) {
        return known.facts_of(request, now());
    };
    auto store = store::open_sqlite_store(options.data, look_up);
    if (!store) return std::unexpected(store.error());
    setup->store = std::move(*store);

    setup->processor = std::make_unique<app::Processor>(edi::Guides::embedded(), edi::Answers::embedded(), std::move(*plans),
                                                        *setup->store, setup->clock, app::BatchLimits{}, std::move(partners));
    return setup;
}

}  // namespace x278::cli
