// x278 explain: the decision on each request, with every rule asked and why.
#include "app/outbox.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/setup.hpp"
#include "cli/words.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::cli {

namespace {

struct ExplainOptions {
    SetupOptions             setup;
    std::vector<std::string> inputs;
};

std::string_view answer_words(model::Finding::Answer answer) noexcept
{
    switch (answer) {
    case model::Finding::Answer::applies: return "applies";
    case model::Finding::Answer::does_not_apply: return "does not apply";
    case model::Finding::Answer::cannot_tell: return "cannot be told";
    }
    return {};
}

// Prints determinations as a reviewer or an auditor reads them.
class Explainer : public app::Observer {
public:
    void on_error(const Error& error) override { fmt::print(stderr, "x278: {}\n", error.message); }
    void on_interchange(const edi::InterchangeHeader& header, const edi::EnvelopeVerdict& verdict) override
    {
        sender_ = header.sender();
        for (const edi::Issue& issue : verdict.issues) fmt::print("interchange {} of {}: {}\n", header.control_number(), sender_, issue.message);
    }
    void on_group(const edi::GroupHeader& header, const edi::GroupVerdict& verdict) override
    {
        for (const edi::Issue& issue : verdict.issues) fmt::print("group {}: {}\n", header.control_number(), issue.message);
    }
    void on_set(const edi::Validated& checked) override
    {
        if (checked.accepted()) return;
        fmt::print("set {} of {}: refused, so nothing was decided\n", checked.set().control_number, sender_);
        for (const edi::Issue& issue : checked.issues()) fmt::print("  segment {} {}: {}\n", issue.where.segment_position, issue.where.segment_id, issue.message);
        fmt::print("\n");
    }
    void on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool) override
    {
        const auto& guides = edi::Guides::embedded();
        fmt::print("{} of {}: {}\n", request.reference, sender_, asked_in_words(guides, request));
        fmt::print("  answer   {}\n", answer_in_words(determination));
        fmt::print("  because  {}\n", reason_in_words(guides, determination));
        if (!determination.payer.empty()) fmt::print("  plan     {}, revision {}\n", determination.payer, determination.plan_revision);
        if (!determination.certification_number.empty()) fmt::print("  number   {}\n", determination.certification_number);
        if (!determination.administrative_reference.empty()) fmt::print("  pend     {}\n", determination.administrative_reference);
        if (determination.lines.empty()) explain(determination.event, "the event");
        for (const auto& line : determination.lines) explain(line, fmt::format("line {}", line.line));
        fmt::print("\n");
    }

private:
    static void explain(const model::LineDetermination& decided, const std::string& what)
    {
        if (decided.findings.empty() && decided.decided_by.empty()) return;
        fmt::print("  {}: {}{}\n", what, outcome_in_words(decided.outcome), decided.decided_by.empty() ? "" : ", by " + decided.decided_by);
        if (!decided.message.empty()) fmt::print("    says   {}\n", decided.message);
        if (!decided.queue.empty()) fmt::print("    queue  {}\n", decided.queue);
        if (!decided.documents_wanted.empty()) fmt::print("    wants  {}\n", fmt::join(decided.documents_wanted, ", "));
        for (const model::Finding& finding : decided.findings) {
            fmt::print("    {:<12} {:<15} {}\n", finding.rule_id, answer_words(finding.answer), finding.title);
            for (const std::string& fact : finding.because) fmt::print("    {:<28} {}\n", "", fact);
            if (!finding.source.empty() && finding.answer != model::Finding::Answer::does_not_apply) fmt::print("    {:<28} source: {}\n", "", finding.source);
        }
    }

    std::string sender_;
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
    int status = 0;
    for (const InputName& name : *inputs) {
        const auto input = name.path == "-" ? app::standard_input() : app::file_input(name.path);
        if (!input) {
            fmt::print(stderr, "x278: {}\n", input.error().message);
            status = exit_refused;
            continue;
        }
        Explainer         explainer;
        app::MemoryOutbox replies;
        const auto        counts = (*setup)->processor->process(*input, replies, explainer);
        if (!counts) fmt::print(stderr, "x278: {}\n", counts.error().message);
        const bool refused = !counts || counts->interchanges_read == 0 || counts->interchanges_refused + counts->groups_refused + counts->sets_refused > 0;
        if (refused) status = exit_refused;
    }
    return status;
}

}  // namespace

void add_explain(CLI::App& program, int& exit_status)
{
    auto      options = std::make_shared<ExplainOptions>();
    CLI::App& command = *program.add_subcommand("explain", "say how requests are decided: every rule asked, its answer and the facts compared");
    command.add_option("INPUT", options->inputs, "file, folder or `-` for standard input")->required();
    command.add_option("--plans", options->setup.plans, "folder of plans (default: those compiled into the program)");
    command.add_option("--reference", options->setup.reference, "folder of reference CSVs (default: samples/reference, if there is one)");
    command.add_option("--now", options->setup.now, "fixes the clock, e.g. 2026-09-14T08:00:00-04:00");
    command.footer("Decides afresh and records nothing: numbers are examples.\n"
                   "Exit status: 0 all decided; 1 something was refused or could not be read; 2 wrong usage or configuration.\n\n"
                   "Examples:\n"
                   "  x278 explain samples/inbox/physical-therapy-29-visits.edi\n"
                   "  x278 explain --plans plans --now 2026-09-14T08:00:00-04:00 request.edi");
    command.callback([options, &exit_status] { exit_status = explain(*options); });
}

}  // namespace x278::cli
