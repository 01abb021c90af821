// x278 check: whether files follow their guides, and what is wrong where; whether the guides themselves are sound.
#include "app/input.hpp"
#include "cli/check_acknowledgment.hpp"
#include "cli/check_input.hpp"
#include "cli/check_schemas.hpp"
#include "cli/check_summary.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/page.hpp"
#include "cli/setup.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace x278::cli {

namespace {

struct CheckOptions {
    std::vector<std::string> inputs;
    std::vector<std::string> schemas;  // a folder, or nothing for those compiled in
    std::string              format = "text";
    std::string              now;
    bool                     acknowledge = false;
    bool                     lint        = false;

    [[nodiscard]] bool json() const { return format == "json"; }

    // Whether what was found is to be told by kind at the end: of a folder, and of several files.
    [[nodiscard]] bool wants_summary() const
    {
        std::error_code error;
        return inputs.size() > 1 || std::filesystem::is_directory(inputs.front(), error);
    }
};

// With --999 the text is the acknowledgments and nothing else, so that it can be kept or shown.
void check_as_text(const app::Input& input, const edi::Guides& guides, const Clock* acknowledge_at, CheckSummary& summary)
{
    summary.add(check_input(input, guides, [&](const Finding& finding) {
        summary.add(finding);
        if (acknowledge_at == nullptr) fmt::print("{}", finding_text(finding, guides));
    }));
    if (acknowledge_at == nullptr) return;
    const auto texts = acknowledgments_of(input, guides, *acknowledge_at);
    fmt::print("{}{}", texts.ta1, texts.acknowledgment);
}

// X12 may use control characters as separators, which JSON can say; bytes that are no UTF-8 it cannot.
std::string json_text(std::string_view text)
{
    const auto  control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    std::string shown;
    while (!text.empty()) {
        const auto end = static_cast<std::size_t>(std::ranges::find_if(text, control) - text.begin());
        shown += printable(text.substr(0, end));
        if (end < text.size()) shown += text[end];
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return shown;
}

void check_as_json(const app::Input& input, const edi::Guides& guides, const Clock* acknowledge_at, CheckSummary& summary)
{
    boost::json::array issues;
    const auto         counts = check_input(input, guides, [&](const Finding& finding) {
        summary.add(finding);
        issues.push_back(finding_json(finding, guides));
    });
    summary.add(counts);
    boost::json::object file{{"file", printable(input.name)}};
    for (const auto& member : counts_json(counts)) file[member.key()] = member.value();
    file["issues"] = std::move(issues);
    if (acknowledge_at != nullptr) {
        const auto texts = acknowledgments_of(input, guides, *acknowledge_at);
        file["ta1"]      = json_text(texts.ta1);
        file["999"]      = json_text(texts.acknowledgment);
    }
    fmt::print("{}\n", boost::json::serialize(file));
}

void say_summary(const CheckSummary& summary, const CheckOptions& options, const edi::Guides& guides)
{
    if (options.json()) {
        if (options.wants_summary()) fmt::print("{}\n", boost::json::serialize(summary.json(guides)));
        return;
    }
    std::FILE* const to = options.acknowledge ? stderr : stdout;
    std::fflush(stdout);
    fmt::print(to, "{}\n", counts_text(summary.counts()));
    if (options.wants_summary()) fmt::print(to, "{}", summary.text(guides));
}

int usage_error(const std::string& message)
{
    fmt::print(stderr, "x278: {}\n", printable(message));
    return exit_usage;
}

int check(const CheckOptions& options)
{
    if (options.lint) {
        if (!options.inputs.empty() || options.schemas.size() > 1 || options.acknowledge)
            return usage_error("--schemas checks schemas and nothing else; expected no INPUT beside it, and at most one folder");
        return check_schemas(options.schemas.empty() ? "" : options.schemas.front(), options.json());
    }
    if (options.inputs.empty()) return usage_error("nothing to check; expected INPUT, a file, a folder or `-`, or --schemas");
    if (!options.now.empty() && !options.acknowledge)
        return usage_error("--now is the time of acknowledgments; expected --999 with it");
    const auto clock = clock_at(options.now);
    if (!clock) return usage_error(clock.error().message);
    const auto inputs = expand_inputs(options.inputs);
    if (!inputs) {
        fmt::print(stderr, "x278: {}\n", printable(inputs.error().message));
        return exit_refused;
    }
    const edi::Guides& guides         = edi::Guides::embedded();
    const Clock* const acknowledge_at = options.acknowledge ? &*clock : nullptr;
    CheckSummary       summary;
    bool               unreadable = false;
    for (const InputName& name : *inputs) {
        const auto input = name.path == "-" ? app::standard_input() : app::file_input(name.path);
        if (!input) {
            fmt::print(stderr, "x278: {}\n", printable(input.error().message));
            unreadable = true;
        } else if (options.json()) {
            check_as_json(*input, guides, acknowledge_at, summary);
        } else {
            check_as_text(*input, guides, acknowledge_at, summary);
        }
    }
    say_summary(summary, options, guides);
    return summary.counts().clean() && !unreadable ? 0 : exit_refused;
}

constexpr const char* footer =
    "Nothing is decided, answered or kept. Segments are shown as they were sent, names of people included.\n"
    "Everything that is known is checked: requests, responses, inquiries, notifications, 999s and TA1s.\n"
    "What a 999 does not refuse and the response will (layer AAA) is told with the AAA that will say it.\n"
    "A folder, or several files, are summed up by kind of issue at the end.\n\n"
    "--999 prints the acknowledgments instead: what is refused, what is noted, and what is clean.\n"
    "Control numbers count from 1; what was counted goes to standard error.\n\n"
    "An object of --format json has `file`, `interchanges`, `groups`, `sets`, `sets_accepted`, `sets_refused`, `errors`,\n"
    "`warnings` and `issues`, and with --999 the texts `ta1` and `999`; an issue has `within`, `place`, `issue`, `layer`,\n"
    "`code`, `severity`, `message`, `segment_position`, `segment`, `loop`, `element`, `component`, `repetition`, `line`,\n"
    "`party` (0 for none), `offset_bytes`, `context`, the places that made a rule apply, and for layer AAA `answered`: `loop`,\n"
    "`aaa03`, `reason`, `aaa04`, `action`. Of a folder the last object has `summary`, `files`, the counts and `by_issue`.\n\n"
    "Exit status: 0 clean, warnings allowed; 1 issues were found or something could not be read; 2 wrong usage.\n\n"
    "Examples:\n"
    "  x278 check samples/inbox\n"
    "  x278 check --format json monday.edi | jq '.issues[].message'\n"
    "  x278 check --999 monday.edi | x278 show - --original monday.edi\n"
    "  x278 check --schemas schemas               after a guide was changed";

}  // namespace

void add_check(CLI::App& program, int& exit_status)
{
    auto      options = std::make_shared<CheckOptions>();
    CLI::App& command = *program.add_subcommand("check", "check files against their guides and say what is wrong where");
    command.add_option("INPUT", options->inputs, "file, folder or `-` for standard input");
    command.add_option("--format", options->format, "`text`, or `json`: one object a line for each file")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.add_flag("--999", options->acknowledge, "print the 999 and TA1 that would be sent, instead of the issues");
    command.add_option("--now", options->now,
                       "the time they are written at, e.g. 2026-09-14T08:00:00-04:00 (default: the clock's)");
    auto* schemas = command.add_option("--schemas", options->schemas,
                                       "check the guides themselves: a folder like schemas/ (default: those compiled in)");
    schemas->expected(0, CLI::detail::expected_max_vector_size)->type_name("[DIR]");  // one at most, said by check()
    command.footer(footer);
    command.callback([options, schemas, &exit_status] {
        options->lint = schemas->count() > 0;
        exit_status   = check(*options);
    });
}

}  // namespace x278::cli
