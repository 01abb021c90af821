// g++ 12 takes a variable of date.h for uninitialized at -O3; it is not.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#include "cli/setup.hpp"

#include "app/partners.hpp"
#include "cli/plan.hpp"
#include "policy/known_words.hpp"

#include <CLI/CLI.hpp>
#include <date/date.h>
#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <sstream>
#include <utility>

namespace x278::cli {

namespace {

constexpr const char* sample_reference = "samples/reference";

constexpr std::size_t warnings_max = 20;  // of words that plans do not know; what is beyond is counted

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

namespace {

// One warning: "path:line:column: what is wrong, in 3 rows; what was expected; what follows"
std::string warning_at(const std::string& where, const policy::WordFault& fault, std::size_t rows, std::string_view follows)
{
    return fmt::format("{}: {}, in {} row{}; {}{} {}", where, fault.what, rows, rows == 1 ? "" : "s", fault.expected,
                       fault.expected.ends_with('?') ? "" : ";", follows);
}

std::vector<std::string> products_unknown(const store::WordsInUse& words, const policy::Plans& plans)
{
    constexpr std::string_view follows = "what depends on the product of these members pends";
    std::vector<std::string>   warnings;
    for (const store::ProductInUse& product : words.products)
        if (const auto fault = policy::fault_of_product(plans, product.payer_id, product.product))
            warnings.push_back(warning_at(product.where, *fault, product.rows, follows));
    return warnings;
}

// An option that no plan has is told once, whatever is chosen of it.
std::vector<std::string> options_unknown(const store::WordsInUse& words, const policy::Plans& plans)
{
    constexpr std::string_view of_value = "what depends on this option of these accounts pends";
    constexpr std::string_view of_name =
        "these accounts count as having chosen nothing, and what depends on it pends where the plan does not say what holds then";
    struct NoOption {
        policy::WordFault fault;
        std::string       where;
        std::size_t       rows = 0;
    };
    std::vector<std::string>           warnings;
    std::vector<NoOption>              no_options;
    std::map<std::string, std::size_t> places;  // among them, by what is wrong
    for (const store::OptionInUse& option : words.options) {
        auto fault = policy::fault_of_option(plans, option.payer_ids, {option.option, option.value});
        if (!fault) continue;
        if (fault->at == policy::WordFault::At::value) {
            warnings.push_back(warning_at(option.value_where, *fault, option.rows, of_value));
            continue;
        }
        const auto [place, is_new] = places.try_emplace(fault->what, no_options.size());
        if (is_new) no_options.push_back({std::move(*fault), option.option_where, 0});
        no_options[place->second].rows += option.rows;
    }
    for (const NoOption& option : no_options) warnings.push_back(warning_at(option.where, option.fault, option.rows, of_name));
    return warnings;
}

}  // namespace

std::vector<std::string> words_unknown(const store::ReferenceData& reference, const policy::Plans& plans)
{
    std::vector<std::string> warnings = products_unknown(reference.words_in_use(), plans);
    for (std::string& warning : options_unknown(reference.words_in_use(), plans)) warnings.push_back(std::move(warning));
    if (warnings.size() <= warnings_max) return warnings;
    const std::size_t more = warnings.size() - warnings_max;
    warnings.resize(warnings_max);
    warnings.push_back(fmt::format("and {} more words of reference data that the plans do not know", more));
    return warnings;
}

void warn_of_words(const store::ReferenceData& reference, const policy::Plans& plans)
{
    for (const std::string& warning : words_unknown(reference, plans)) fmt::print(stderr, "x278: warning: {}\n", warning);
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
