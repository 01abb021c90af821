// What a rule that applies makes of a line: outcome, reasons, quantity, period, words.
#include "policy/decide_line.hpp"
#include "policy/evaluate.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace {

model::Outcome outcome_of(Verb verb)
{
    switch (verb) {
        case Verb::not_required: return model::Outcome::not_required;
        case Verb::accept_notice: return model::Outcome::notice_accepted;
        case Verb::approve:
        case Verb::approve_up_to: return model::Outcome::approved;
        case Verb::pend: return model::Outcome::pended;
        case Verb::contact: return model::Outcome::contact_payer;
        case Verb::deny: return model::Outcome::denied_administratively;
        case Verb::cancel: return model::Outcome::cancelled;
    }
    return model::Outcome::pended;
}

// What was asked for, as it was asked.
std::optional<model::CertifiedQuantity> quantity_as_asked(const LineView& line)
{
    if (line.delivered.total) return model::CertifiedQuantity{*line.delivered.total, std::string(line.delivered.unit)};
    if (line.serviced.total && !line.serviced.unit.empty())
        return model::CertifiedQuantity{*line.serviced.total, std::string(line.serviced.unit)};
    return std::nullopt;
}

std::optional<model::CertifiedPeriod> period_as_asked(const LineView& line)
{
    if (!line.service_period) return std::nullopt;
    return model::CertifiedPeriod{line.service_period->first, line.service_period->last};
}

// Whether the requester has announced such a document with the request.
bool is_announced(const std::string& report_type, const LineView& line)
{
    const auto announces = [&](const model::Attachment& attachment) { return attachment.report_type == report_type; };
    return std::ranges::any_of(line.request->event.attachments, announces)
           || (line.line && std::ranges::any_of(line.line->attachments, announces));
}

void replace(std::string& text, std::string_view slot, std::string_view value)
{
    for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot)) text.replace(at, slot.size(), value);
}

void say(const Details& details, std::string reason, model::LineDetermination& determination)
{
    if (!details.code.empty() || !is_certified(determination.outcome))
        determination.reasons.push_back({details.code, std::move(reason)});
    determination.message = details.say;
    if (details.contact) determination.contact = *details.contact;
}

void modify(const Outcome& outcome, double requested, model::LineDetermination& determination)
{
    const std::string certified_text = number_text(outcome.limit->value);
    const std::string requested_text = number_text(requested);

    determination.outcome  = model::Outcome::modified;
    determination.quantity = {outcome.limit->value, outcome.limit->unit};
    say(outcome.beyond, fmt::format("{} of {} {} certified", certified_text, requested_text, outcome.limit->word), determination);
    replace(determination.message, "{certified}", certified_text);
    replace(determination.message, "{requested}", requested_text);
}

}  // namespace

void apply_outcome(const Rule& rule, const LineView& line, model::LineDetermination& determination)
{
    const Outcome& outcome   = rule.outcome;
    determination.decided_by = rule.id;
    determination.outcome    = outcome_of(outcome.verb);
    determination.queue      = outcome.queue;
    if (is_certified(determination.outcome)) {
        determination.quantity = quantity_as_asked(line);
        determination.period   = period_as_asked(line);
    }
    if (outcome.limit) {
        const double requested = quantity_asked(*outcome.limit, line).value;
        if (requested > outcome.limit->value) return modify(outcome, requested, determination);
        determination.quantity = {requested, outcome.limit->unit};
    }
    for (const std::string& document : outcome.details.documents)
        if (!is_announced(document, line)) determination.documents_wanted.push_back(document);
    say(outcome.details, rule.title, determination);
}

}  // namespace x278::policy
