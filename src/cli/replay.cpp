// x278 replay: what other plans would answer to what was asked before.
#include "app/replay.hpp"

#include "app/numbers.hpp"
#include "app/outbox.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/setup.hpp"
#include "cli/value_words.hpp"
#include "cli/words.hpp"

#include <CLI/CLI.hpp>
#include <date/date.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace x278::cli {

namespace fs = std::filesystem;

namespace {

struct ReplayOptions {
    std::string              plans;   // the new ones
    std::string              before;  // for inputs: those they are compared with
    std::string              data;
    std::string              reference;
    std::string              now;
    std::vector<std::string> inputs;
};

// "approved with changes: 26 visits until 2024-12-31, because 04, to nurse, by TH-06-PT"
std::string decided_in_words(const model::LineDetermination* decided, const model::Determination& whole)
{
    if (decided == nullptr) {
        std::vector<std::string> words;
        for (const model::Rejection& rejection : whole.rejections) words.push_back(rejection_in_words(rejection));
        return fmt::format("not worked on: {}", fmt::join(words, "; "));
    }
    const Names names(edi::Guides::embedded());
    std::string words(outcome_in_words(decided->outcome));
    if (decided->quantity)
        words += ": " + names.counted(fmt::format("{:g}", decided->quantity->value), "673", decided->quantity->unit);
    if (decided->period) words += " until " + date::format("%F", std::chrono::sys_days(decided->period->last));
    std::vector<std::string_view> codes;
    for (const model::ReasonCode& reason : decided->reasons)
        if (!reason.code.empty()) codes.push_back(reason.code);
    if (!codes.empty()) words += fmt::format(", because {}", fmt::join(codes, ", "));
    if (!decided->documents_wanted.empty()) words += fmt::format(", documents {}", fmt::join(decided->documents_wanted, ", "));
    if (!decided->queue.empty()) words += ", to " + decided->queue;
    if (decided->contact) words += ", ask " + decided->contact->name;
    for (const model::Effect& effect : decided->effects) words += ", and " + effect.name.words();
    words += decided->decided_by.empty() ? ", by no rule" : ", by " + decided->decided_by.words();
    if (!decided->message.empty()) words += fmt::format(", saying {:?}", decided->message.words());
    return words;
}

// Prints what differs, and counts.
class Diff {
public:
    void operator()(const app::Replayed& one)
    {
        ++requests_;
        const auto all = app::differences(one.before, one.after);
        if (all.empty()) return;
        ++differ_;
        fmt::print("{:?}{}, of {:?}, received {}\n", one.key.reference,
                   one.key.trace_number.empty() ? "" : fmt::format(" trace {:?}", one.key.trace_number), one.key.sender,
                   date::format("%FT%TZ", one.received_at));
        for (const app::Difference& difference : all) {
            ++lines_;
            const std::string what = difference.line == 0 ? "the event" : fmt::format("line {}", difference.line);
            fmt::print("  {:<10} {}\n  {:>10} {}\n", what, decided_in_words(difference.before, one.before), "->",
                       decided_in_words(difference.after, one.after));
        }
    }

    [[nodiscard]] std::uint64_t requests() const noexcept { return requests_; }
    [[nodiscard]] std::uint64_t differ() const noexcept { return differ_; }
    [[nodiscard]] std::uint64_t lines() const noexcept { return lines_; }

private:
    std::uint64_t requests_ = 0;
    std::uint64_t differ_   = 0;
    std::uint64_t lines_    = 0;
};

int fail(int status, std::string_view message)
{
    fmt::print(stderr, "x278: {}\n", message);
    return status;
}

int say_totals(const Diff& diff, std::string_view before, std::string_view after)
{
    fmt::print("{} request{} decided again under revision {}{}: {} differ ({} line{}), {} the same\n", diff.requests(),
               diff.requests() == 1 ? "" : "s", after, before.empty() ? "" : fmt::format(" instead of {}", before), diff.differ(),
               diff.lines(), diff.lines() == 1 ? "" : "s", diff.requests() - diff.differ());
    return diff.differ() == 0 ? 0 : exit_refused;
}

// What the store holds.
int replay_store(const ReplayOptions& options)
{
    std::error_code error;
    if (!fs::is_directory(options.data, error))
        return fail(exit_usage, fmt::format("`{}` is no folder; expected the --data of a store", options.data));
    const auto setup = set_up({.data = ":memory:", .plans = options.plans, .reference = options.reference, .now = options.now});
    if (!setup) return fail(exit_usage, setup.error().message);
    const auto facts_at = [&](const model::ServiceReviewRequest& request, std::chrono::sys_seconds at) {
        return (*setup)->reference.facts_of(request, at);
    };
    auto recorded = store::open_sqlite_store(options.data, [&](const auto& request) { return facts_at(request, {}); });
    if (!recorded) return fail(exit_usage, recorded.error().message);

    const auto plans = (*setup)->processor->plans();
    warn_of_words((*setup)->reference, *plans);
    Diff       diff;
    const auto counts = app::replay(**recorded, *plans, facts_at, edi::Guides::embedded(), std::ref(diff));
    if (!counts) return fail(exit_usage, counts.error().message);
    const int status = say_totals(diff, {}, plans->revision());
    if (counts->passed_by != 0) fmt::print("{} notifications were passed by: nothing is decided about them\n", counts->passed_by);
    if (counts->unreadable != 0)
        fmt::print("{} could not be read again: they do not follow the guides of this program\n", counts->unreadable);
    fmt::print("{}\n", options.reference.empty()
                           ? "no reference data was read, so that much cannot be told; name the folder by --reference"
                           : "facts are those of today's reference data as of the moment each request came");
    return counts->unreadable != 0 ? exit_refused : status;
}

// Every determination, in order.
class Decisions : public app::Observer {
public:
    void on_interchange(const edi::InterchangeHeader& header, const edi::EnvelopeVerdict&) override { sender_ = header.sender(); }
    void on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool) override
    {
        if (request.kind != model::RequestKind::review) return;
        all_.push_back({app::key_of(sender_, request), determination.determined_at, determination, {}});
    }
    [[nodiscard]] std::vector<app::Replayed>& all() noexcept { return all_; }

private:
    std::string                sender_;
    std::vector<app::Replayed> all_;
};

// A folder of folders stands for the `request.edi` in each; any other for its files.
Result<std::vector<InputName>> inputs_of(const std::vector<std::string>& arguments)
{
    std::vector<std::string> paths;
    for (const std::string& argument : arguments) {
        std::vector<std::string> requests;
        std::error_code          error;
        if (fs::is_directory(argument, error))
            for (const auto& entry : fs::recursive_directory_iterator(argument, error))
                if (entry.path().filename() == "request.edi") requests.push_back(entry.path().string());
        std::ranges::sort(requests);
        if (requests.empty()) requests.push_back(argument);
        paths.insert(paths.end(), requests.begin(), requests.end());
    }
    return expand_inputs(paths);
}

Result<std::vector<app::Replayed>> decisions_on(const app::Input& input, const Setup& setup)
{
    Decisions         decisions;
    app::MemoryOutbox replies;
    const auto        counts = setup.processor->process(input, replies, decisions);
    if (!counts) return std::unexpected(counts.error());
    return std::move(decisions.all());
}

// Files, decided under both.
int replay_inputs(const ReplayOptions& options)
{
    const auto inputs = inputs_of(options.inputs);
    if (!inputs) return fail(exit_usage, inputs.error().message);
    const auto with = [&](const std::string& plans) {
        return set_up({.data = ":memory:", .plans = plans, .reference = options.reference, .now = options.now});
    };
    const auto before = with(options.before);
    if (!before) return fail(exit_usage, before.error().message);
    const auto after = with(options.plans);
    if (!after) return fail(exit_usage, after.error().message);
    warn_of_words((*after)->reference, *(*after)->processor->plans());  // of the new plans; the others are in use

    Diff diff;
    bool unreadable = false;
    for (const InputName& name : *inputs) {
        const auto input = name.path == "-" ? app::standard_input() : app::file_input(name.path);
        auto       then  = input ? decisions_on(*input, **before) : std::unexpected(input.error());
        const auto now   = input ? decisions_on(*input, **after) : std::unexpected(input.error());
        if (!then || !now) {
            fail(exit_refused, (then ? now : then).error().message);
            unreadable = true;
            continue;
        }
        for (std::size_t i = 0; i < then->size() && i < now->size(); ++i) {
            (*then)[i].after = (*now)[i].before;
            diff((*then)[i]);
        }
    }
    const int status = say_totals(diff, (*before)->processor->plans()->revision(), (*after)->processor->plans()->revision());
    return unreadable ? exit_refused : status;
}

}  // namespace

void add_replay(CLI::App& program, int& exit_status)
{
    auto      options = std::make_shared<ReplayOptions>();
    CLI::App& command =
        *program.add_subcommand("replay", "decide again under other plans, and say what would be answered otherwise");
    command.add_option("--plans", options->plans, "folder of the new plans (default: those compiled into the program)");
    auto* data = command.add_option("--data", options->data, "folder of the store whose requests are decided again");
    command
        .add_option("INPUT", options->inputs, "instead of a store: files, folders, folders of folders with `request.edi`, or `-`")
        ->excludes(data);
    command.add_option("--before", options->before,
                       "with INPUT: folder of the plans to compare with (default: those compiled into the program)");
    command.add_option("--reference", options->reference,
                       "folder of reference CSVs (default: samples/reference, if there is one)");
    command.add_option("--now", options->now, "with INPUT: fixes the clock, e.g. 2026-09-14T08:00:00-04:00");
    command.footer(
        "Nothing is recorded and nobody is answered.\n"
        "Of a store, each request is decided as of the moment it came, in the order they came, and compared with what was\n"
        "answered then; what the new plans certify counts for the requests after it. The process that serves has its\n"
        "store to itself: replay a copy of its folder, or stop it first.\n"
        "Exit status: 0 nothing differs; 1 something does, or could not be read; 2 wrong usage, or plans that do not compile.\n\n"
        "Examples:\n"
        "  x278 replay --plans new-plans --data x278-data\n"
        "  x278 replay --plans new-plans samples/golden samples/inbox");
    command.callback([options, &exit_status] {
        if (options->inputs.empty() && options->data.empty())
            exit_status = fail(exit_usage, "nothing to replay; expected --data DIR or INPUT");
        else
            exit_status = options->inputs.empty() ? replay_store(*options) : replay_inputs(*options);
    });
}

}  // namespace x278::cli
