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
#include <ranges>
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

// What is wrong, each once: an option that no plan has, for one, whatever is chosen of it.
class UnknownWords {
public:
    void add(policy::WordFault fault, std::string_view where, std::size_t rows, std::string_view follows)
    {
        const auto [place, is_new] = places_.try_emplace(fault.what + std::string(follows), all_.size());
        if (is_new) all_.push_back({std::move(fault), where, 0, follows});
        all_[place->second].rows += rows;
    }

    // "path:line:column: what is wrong, in 3 rows; what was expected; what follows"
    [[nodiscard]] std::vector<std::string> warnings() const
    {
        std::vector<std::string> warnings;
        for (const Word& word : all_ | std::views::take(warnings_max))
            warnings.push_back(fmt::format("{}: {}, in {} row{}; {}{} {}", word.where, word.fault.what, word.rows,
                                           word.rows == 1 ? "" : "s", word.fault.expected,
                                           word.fault.expected.ends_with('?') ? "" : ";", word.follows));
        if (all_.size() > warnings_max)
            warnings.push_back(
                fmt::format("and {} more words of reference data that the plans do not know", all_.size() - warnings_max));
        return warnings;
    }

private:
    struct Word {
        policy::WordFault fault;
        std::string_view  where;  // of its first row
        std::size_t       rows = 0;
        std::string_view  follows;
    };
    std::vector<Word>                  all_;     // in order of their first rows
    std::map<std::string, std::size_t> places_;  // among them, by what is wrong and what follows
};

}  // namespace

std::vector<std::string> words_unknown(const store::ReferenceData& reference, const policy::Plans& plans)
{
    constexpr std::string_view of_product  = "what depends on the product of these members pends";
    constexpr std::string_view of_contract = "these contracts cover nobody under it";
    constexpr std::string_view of_record   = "rules do not see these rows";
    constexpr std::string_view of_value    = "what depends on this option of these accounts pends";
    constexpr std::string_view of_option =
        "these accounts count as having chosen nothing, and what depends on it pends where the plan does not say what holds then";

    UnknownWords             unknown;
    const store::WordsInUse& words = reference.words_in_use();
    for (const store::ProductInUse& product : words.products)
        if (auto fault = policy::fault_of_product(plans, product.payer_id, product.product))
            unknown.add(std::move(*fault), product.where, product.rows, of_product);
    for (const store::ProductInUse& contract : words.contracts)
        if (auto fault = policy::fault_of_product(plans, contract.payer_id, contract.product))
            unknown.add(std::move(*fault), contract.where, contract.rows, of_contract);
    for (const auto& [all, kind] :
         {std::pair(&words.levels, policy::RecordWord::level), std::pair(&words.events, policy::RecordWord::event)})
        for (const store::WordInUse& one : *all)
            if (auto fault = policy::fault_of_record(plans, kind, one.word))
                unknown.add(std::move(*fault), one.where, one.rows, of_record);
    for (const store::OptionInUse& option : words.options) {
        auto fault = policy::fault_of_option(plans, option.payer_ids, {option.option, option.value});
        if (!fault) continue;
        const bool is_name = fault->at == policy::WordFault::At::name;
        unknown.add(std::move(*fault), is_name ? option.option_where : option.value_where, option.rows,
                    is_name ? of_option : of_value);
    }
    return unknown.warnings();
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
