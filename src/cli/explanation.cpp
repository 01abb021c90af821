#include "cli/explanation.hpp"

#include "cli/words.hpp"
#include "edi/answers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <ranges>

namespace x278::cli {

namespace {

std::string_view answer_words(model::Finding::Answer answer) noexcept
{
    switch (answer) {
        case model::Finding::Answer::applies: return "applies";
        case model::Finding::Answer::does_not_apply: return "does not apply";
        case model::Finding::Answer::cannot_tell: return "cannot be told";
    }
    return {};
}

std::string_view effect_words(model::Effect::Kind kind) noexcept
{
    switch (kind) {
        case model::Effect::Kind::flag: return "flag";
        case model::Effect::Kind::notice: return "notify";
        case model::Effect::Kind::timer: return "timer";
    }
    return {};
}

constexpr std::size_t id_width_min = 12;  // of most ids
constexpr std::size_t answer_width = 15;

template <class... Args>
void add(std::string& text, fmt::format_string<Args...> format, Args&&... args)
{
    fmt::format_to(std::back_inserter(text), format, std::forward<Args>(args)...);
}

}  // namespace

void Explanation::on_error(const Error& error) { add(text_, "{}\n", error.message); }

void Explanation::on_interchange(const edi::InterchangeHeader& header, const edi::EnvelopeVerdict& verdict)
{
    sender_ = header.sender();
    for (const edi::Issue& issue : verdict.issues)
        add(text_, "interchange {} of {}: {}\n", header.control_number(), sender_, issue.message);
}

void Explanation::on_group(const edi::GroupHeader& header, const edi::GroupVerdict& verdict)
{
    for (const edi::Issue& issue : verdict.issues)
        add(text_, "group {} of {}: {}\n", header.control_number(), sender_, issue.message);
}

void Explanation::on_set(const edi::Validated& checked)
{
    // What the response answers is told with the answer.
    const auto& guides = edi::Guides::embedded();
    const auto  noted  = [&](const edi::Issue& issue) { return guides.issue_kind(issue.id)->layer != "AAA"; };
    if (std::ranges::none_of(checked.issues(), noted)) return;
    add(text_, "set {} of {}: {}\n", checked.set().control_number, sender_,
        checked.accepted() ? "accepted with errors" : "refused, so nothing was decided");
    for (const edi::Issue& issue : checked.issues() | std::views::filter(noted))
        add(text_, "  segment {} {}: {}\n", issue.where.segment_position, issue.where.segment_id, issue.message);
    if (!checked.accepted()) text_ += '\n';
}

void Explanation::on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool repeated)
{
    const auto& guides = edi::Guides::embedded();
    add(text_, "{} of {}: {}\n", request.reference, sender_, asked_in_words(guides, request));
    add(text_, "  answer   {}{}\n", answer_in_words(determination), repeated ? " (as before)" : "");
    for (const model::Rejection& rejection : determination.rejections) {
        const auto* code = edi::Answers::embedded().rejection(rejection.situation);
        if (code != nullptr)
            add(text_, "  rejected {:<6} AAA {} {}  {}\n", code->loop, code->aaa03, code->aaa04, rejection_in_words(rejection));
    }
    const bool  noted = request.kind == model::RequestKind::notification;
    std::string why;
    if (determination.rejections.empty())
        why = noted ? receipt_in_words(guides, determination) : reason_in_words(guides, determination);
    if (!why.empty()) add(text_, "  because  {}\n", why);
    if (!determination.payer.empty())
        add(text_, "  plan     {}, revision {}{}\n", determination.payer, determination.plan_revision.words(),
            determination.facts_as_of.empty() ? "" : ", reference data " + determination.facts_as_of);
    if (!determination.certification_number.empty()) add(text_, "  number   {}\n", determination.certification_number);
    if (!noted && !determination.administrative_reference.empty())
        add(text_, "  pend     {}\n", determination.administrative_reference);
    if (determination.lines.empty()) line(determination.event, "the event");
    for (const auto& decided : determination.lines) line(decided, fmt::format("line {}", decided.line));
    text_ += '\n';
}

void Explanation::on_inquiry(const model::ServiceReviewRequest& inquiry, const model::InquiryAnswer& answer)
{
    const auto& guides = edi::Guides::embedded();
    add(text_, "{} of {}: {}\n", inquiry.reference, sender_, asked_in_words(guides, inquiry));
    add(text_, "  answer   {}\n", answer_in_words(answer));
    if (!answer.rejections.empty()) add(text_, "  because  {}\n", reason_in_words(answer));
    for (const model::Match& match : answer.matches) {
        const auto& decided = match.determination;
        add(text_, "  {}: {}\n", match.asked.reference, asked_in_words(guides, match.asked));
        add(text_, "    stands   {}\n", answer_in_words(decided));
        if (!decided.certification_number.empty()) add(text_, "    number   {}\n", decided.certification_number);
        if (!decided.administrative_reference.empty()) add(text_, "    pend     {}\n", decided.administrative_reference);
    }
    text_ += '\n';
}

void Explanation::line(const model::LineDetermination& decided, const std::string& what)
{
    // Of a request that is rejected or only received, nothing was decided.
    if (decided.findings.empty() && decided.reasons.empty()) return;
    add(text_, "  {}: {}{}\n", what, outcome_in_words(decided.outcome),
        decided.decided_by.empty() ? "" : ", by " + decided.decided_by.words());
    if (!decided.message.empty()) add(text_, "    says   {}\n", decided.message.words());
    if (!decided.queue.empty()) add(text_, "    queue  {}\n", decided.queue);
    if (!decided.documents_wanted.empty()) add(text_, "    wants  {}\n", fmt::join(decided.documents_wanted, ", "));
    for (const model::Effect& effect : decided.effects)
        add(text_, "    {:<6} {}, by {}\n", effect_words(effect.kind), effect.name.words(), effect.rule.words());
    findings(decided.findings);
}

// A table of rules, their answers and what speaks for these: as wide as its longest id.
void Explanation::findings(const std::vector<model::Finding>& asked)
{
    std::size_t id_width = id_width_min;
    for (const model::Finding& finding : asked) id_width = std::max(id_width, finding.rule->id.size());
    const std::size_t title_at = id_width + 1 + answer_width;
    for (const model::Finding& finding : asked) {
        add(text_, "    {:<{}} {:<{}} {}\n", finding.rule->id, id_width, answer_words(finding.answer), answer_width,
            finding.rule->title);
        for (const std::string& fact : finding.because) add(text_, "    {:<{}} {}\n", "", title_at, fact);
        if (!finding.rule->source.empty() && finding.answer != model::Finding::Answer::does_not_apply)
            add(text_, "    {:<{}} source: {}\n", "", title_at, finding.rule->source);
    }
}

}  // namespace x278::cli
