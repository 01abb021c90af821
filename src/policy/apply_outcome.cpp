// What a rule that applies makes of a line: outcome, reasons, quantity, period, words, effects.
#include "core/day.hpp"
#include "policy/capitals.hpp"
#include "policy/decide_line.hpp"
#include "policy/evaluate.hpp"
#include "policy/moment.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace {

using KeptContact = model::Kept<model::ContactPoint>;

constexpr std::size_t usual_effects = 4;  // of a line

constexpr std::string_view physician = "physician";

// A vendor decides: how it is asked is the plan's parameter.
constexpr std::string_view redirect_code = "0J";
constexpr std::string_view forward_code  = "0B";

std::string_view mode_of(const Outcome& outcome, const LineView& line)
{
    return outcome.mode ? setting_of(*outcome.mode, line).value : std::string_view();
}

model::Outcome outcome_of(Verb verb)
{
    switch (verb) {
        case Verb::not_required: return model::Outcome::not_required;
        case Verb::accept_notice: return model::Outcome::notice_accepted;
        case Verb::approve: return model::Outcome::approved;
        case Verb::contact:
        case Verb::send: return model::Outcome::contact_payer;
        case Verb::deny: return model::Outcome::denied_administratively;
        case Verb::cancel: return model::Outcome::cancelled;
        default: return model::Outcome::pended;
    }
}

void replace(std::string& text, std::string_view slot, std::string_view value)
{
    for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot)) text.replace(at, slot.size(), value);
}

model::Wording title_of(const Rule& rule) { return model::Wording::by_keeper(rule.name->title); }

// A reason without a code belongs to an outcome that needs none; what is certified as asked needs no reason at all.
void say(const Details& details, model::Wording reason, model::LineDetermination& determination)
{
    if (!details.code.empty() || !is_certified(determination.outcome)) {
        model::ReasonCode& said = determination.reasons.emplace_back();
        said.code               = details.code;
        said.text               = std::move(reason);
    }
    if (!details.say.empty()) determination.message = model::Wording::by_keeper(details.say);
    if (details.contact) determination.contact = KeptContact::by_keeper(*details.contact);
}

// The day such a condition turns on: the moment on its right, its span before or after it.
std::string day_of(const DateTest& test, const LineView& line)
{
    using Kind              = language::ast::DateTest::Kind;
    const PointInTime point = point_in_time(test.right, line);
    if (point.known.truth != Truth::yes) return "unknown";
    Span span = test.span;
    if (test.kind == Kind::apart_before || test.kind == Kind::within_before) span.value = -span.value;
    return day_text(moved(point.day, span));
}

// {day}, in whatever a rule says that compares dates.
void fill_day(const Rule& rule, const LineView& line, model::Wording& message)
{
    if (!message.words().contains("{day}")) return;
    const DateTest* const test = date_test_of(rule.when);
    if (!test) return;
    std::string text = message;
    replace(text, "{day}", day_of(*test, line));
    message = std::move(text);
}

// `{remaining COUNTER}`: what that limit leaves, whichever binds, with its unit.
void fill_remaining(const Rule& rule, const LineView& line, double certified, std::string& message)
{
    for (const LimitClause& clause : rule.outcome.limits) {
        if (!clause.counter) continue;
        const std::string slot = fmt::format("{{remaining {}}}", clause.counter->name);
        if (!message.contains(slot)) continue;
        const Binding binding = binding_of(clause, line);
        replace(message, slot,
                fmt::format("{} {}", number_text(std::max(0.0, binding.left - certified / binding.areas)),
                            capitals(std::string(binding.limit.word))));
    }
}

void fill_slots(
    const Rule& rule, const LineView& line, const Binding& binding, double certified, model::LineDetermination& determination)
{
    if (!determination.message.words().contains('{')) return;
    std::string message = determination.message;
    fill_remaining(rule, line, certified, message);
    replace(message, "{requested}", number_text(binding.asked * binding.areas));
    replace(message, "{certified}", number_text(certified));
    replace(message, "{remaining}", number_text(std::max(0.0, binding.left - certified / binding.areas)));
    replace(message, "{used}", number_text(binding.used));
    replace(message, "{limit}", number_text(binding.limit.value));
    replace(message, "{until}", determination.period ? day_text(std::chrono::sys_days(determination.period->last)) : "no day");
    determination.message = std::move(message);
}

// The last day the rule certifies to; what is asked beyond it is cut off.
void limit_period(const Rule& rule, const LineView& line, model::LineDetermination& determination)
{
    if (!rule.outcome.until) return;
    const Until&      until = *rule.outcome.until;
    const PointInTime point = point_in_time(until.moment, line);
    if (point.known.truth != Truth::yes) return;
    const model::Date last(until.span ? moved(point.day, *until.span) : point.day);
    if (!determination.period) determination.period = {day_of_request(line), last};
    if (determination.period->last > last) {
        determination.outcome = model::Outcome::modified;
        determination.reasons.push_back(
            {"", fmt::format("certified until {} and not longer", day_text(std::chrono::sys_days(last)))});
    }
    determination.period->last = std::max(last, determination.period->first);
}

void nothing_left(const Rule& rule, const Binding& binding, const LineView& line, LineDecision& decision)
{
    model::LineDetermination& determination = decision.determination;
    const std::string         why =
        fmt::format("{} of {} {} are used", number_text(binding.used), number_text(binding.limit.value), binding.limit.word);
    determination.quantity.reset();
    determination.period.reset();
    determination.outcome = model::Outcome::pended;
    determination.queue   = "intake";
    if (!binding.clause->none) {
        determination.reasons.push_back({"0V", why});
        return;
    }
    const NoneLeft& none  = *binding.clause->none;
    determination.outcome = outcome_of(none.verb);
    determination.queue   = none.queue;
    if (none.verb == Verb::deny && !may_deny(line)) {
        determination.outcome = model::Outcome::pended;
        determination.queue   = physician;
        determination.reasons.push_back({"0V", title_of(rule)});
        return;
    }
    say(none.details, why, determination);
    fill_slots(rule, line, binding, 0, determination);
}

void approve(const Rule& rule, const Binding& binding, const LineView& line, LineDecision& decision)
{
    model::LineDetermination& determination = decision.determination;
    determination.outcome                   = model::Outcome::approved;
    determination.quantity                  = quantity_as_asked(line);
    determination.period                    = period_as_asked(line);
    if (!binding.clause) {
        limit_period(rule, line, determination);
        return say(rule.outcome.details, title_of(rule), determination);
    }
    if (binding.left <= 0) return nothing_left(rule, binding, line, decision);

    const double asked     = binding.asked * binding.areas;
    const double certified = std::min(binding.asked, binding.left) * binding.areas;
    const bool   on_wire   = binding.limit.unit.size() == 2;
    if (on_wire)
        determination.quantity = {certified, std::string(binding.limit.unit)};
    else if (determination.quantity)
        determination.quantity->value = std::min(determination.quantity->value, certified);
    if (certified < asked) {
        determination.outcome = model::Outcome::modified;
        say(binding.clause->beyond,
            fmt::format("{} of {} {} certified", number_text(certified), number_text(asked), binding.limit.word), determination);
    } else {
        say(rule.outcome.details, title_of(rule), determination);
    }
    limit_period(rule, line, determination);
    fill_slots(rule, line, binding, certified, determination);
}

void send(const Rule& rule, const LineView& line, model::LineDetermination& determination)
{
    const Outcome& outcome  = rule.outcome;
    const bool     forward  = mode_of(outcome, line) == "forward";
    determination.outcome   = forward ? model::Outcome::pended : model::Outcome::contact_payer;
    determination.queue     = forward ? outcome.queue : std::string();
    const char* const owner = outcome.payer_criteria ? " decides by the payer's criteria" : " decides by its own criteria";
    say(outcome.details, rule.name->title + "; " + outcome.queue + owner, determination);
    if (determination.reasons.back().code.empty()) determination.reasons.back().code = forward ? forward_code : redirect_code;
}

// Those that were not sent.
void want_documents(const Details& details, const LineView& line, model::LineDetermination& determination)
{
    auto& wanted = determination.documents_wanted;
    for (const std::string& document : details.documents)
        if (!is_announced(document, line) && std::ranges::find(wanted, document) == wanted.end()) wanted.push_back(document);
}

// What was said before is not said again.
void append(model::Wording& message, const model::Wording& more)
{
    const std::string& said = message.words();
    if (more.empty() || said.contains(more.words()) || said.size() + 2 + more.words().size() > message_max) return;
    message = said.empty() ? more : model::Wording(said + "; " + more.words());
}

}  // namespace

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

const DateTest* date_test_of(const Group& group)
{
    for (const Condition& part : group.parts) {
        if (const auto* const test = std::get_if<DateTest>(&part.is)) return test;
        const auto* const inner = std::get_if<Group>(&part.is);
        if (const auto* const test = inner ? date_test_of(*inner) : nullptr) return test;
    }
    return nullptr;
}

bool may_deny(const LineView& line)
{
    const auto set = engine_setting(administrative_denial, line);
    return set ? *set == "allow" : line.payer->may_deny;
}

bool leaves_to_others(const Outcome& outcome, const LineView& line)
{
    return outcome.verb == Verb::send && mode_of(outcome, line) == "evaluate";
}

void apply_outcome(const Rule& rule, const Binding& binding, const LineView& line, LineDecision& decision)
{
    model::LineDetermination& determination = decision.determination;
    const Outcome&            outcome       = rule.outcome;
    determination.decided_by                = model::Wording::by_keeper(rule.name->id);
    switch (outcome.verb) {
        case Verb::approve: return approve(rule, binding, line, decision);
        case Verb::send: return send(rule, line, determination);
        case Verb::reject:
            decision.rejected_as.push_back(outcome.situation);
            determination.outcome = model::Outcome::contact_payer;
            determination.reasons.push_back({"", title_of(rule)});
            return;
        default: break;
    }
    determination.outcome = outcome_of(outcome.verb);
    determination.queue   = outcome.queue;
    if (outcome.verb == Verb::deny && !may_deny(line)) {
        determination.outcome = model::Outcome::pended;
        determination.queue   = physician;
        determination.reasons.push_back({"0V", fmt::format("{}; only a physician may deny", rule.name->title)});
        return;
    }
    want_documents(outcome.details, line, determination);
    say(outcome.details, title_of(rule), determination);
    fill_day(rule, line, determination.message);
}

void add_wants(const Rule& rule, const LineView& line, model::LineDetermination& determination)
{
    const Details& details = rule.outcome.details;
    want_documents(details, line, determination);
    if (!determination.contact && details.contact) determination.contact = KeptContact::by_keeper(*details.contact);
    for (model::ReasonCode& reason : determination.reasons) reason.text = reason.text.words() + "; " + rule.name->title;
    model::Wording text = model::Wording::by_keeper(details.say);
    fill_day(rule, line, text);
    append(determination.message, text);
}

void apply_effect(const Rule& rule, const LineView& line, model::LineDetermination& determination)
{
    using Kind             = model::Effect::Kind;
    const Outcome& outcome = rule.outcome;
    if (determination.effects.capacity() < outcome.names.size()) determination.effects.reserve(usual_effects);
    for (const std::string& name : outcome.names) {
        model::Effect& effect = determination.effects.emplace_back();
        effect.name           = model::Wording::by_keeper(name);
        effect.rule           = model::Wording::by_keeper(rule.name->id);
        if (outcome.verb == Verb::notify) effect.kind = Kind::notice;
        if (outcome.verb == Verb::start) {
            const bool hours = outcome.span.unit == Span::Unit::hours;
            effect.kind      = Kind::timer;
            effect.due       = line.facts->received_at;
            if (hours)
                *effect.due += std::chrono::hours(outcome.span.value);
            else
                *effect.due +=
                    moved(std::chrono::sys_days(line.received.day), outcome.span) - std::chrono::sys_days(line.received.day);
        }
    }
    if (outcome.details.say.empty()) return;
    model::Wording text = model::Wording::by_keeper(outcome.details.say);
    fill_day(rule, line, text);
    append(determination.message, text);
}

}  // namespace x278::policy
