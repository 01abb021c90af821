// The outcome of an event from the outcomes of its lines.
//
// Source of the table: any line pended, the event is pended; all alike (lines that need
// nothing aside), the event is like them; one line modified, the event is modified; what
// else is certified in part is partly approved.
#include "policy/decide_line.hpp"

#include <algorithm>
#include <array>

namespace x278::policy {

namespace {

using model::LineDetermination;
using model::Outcome;

constexpr std::size_t reasons_max = 5;  // HCR03 repeats

// Outcomes that ask nothing of anybody and do not change what the others amount to.
bool asks_nothing(Outcome outcome) { return outcome == Outcome::not_required || outcome == Outcome::notice_accepted; }

Outcome outcome_of(std::span<const LineDetermination> lines)
{
    std::array<std::size_t, static_cast<std::size_t>(Outcome::cancelled) + 1> counts{};
    for (const LineDetermination& line : lines) ++counts[static_cast<std::size_t>(line.outcome)];
    const auto count = [&](Outcome outcome) { return counts[static_cast<std::size_t>(outcome)]; };
    const auto all   = lines.size();
    const auto rest  = all - count(Outcome::not_required) - count(Outcome::notice_accepted);

    if (count(Outcome::pended) > 0) return Outcome::pended;
    if (rest == 0) return count(Outcome::notice_accepted) > 0 ? Outcome::notice_accepted : Outcome::not_required;
    for (const Outcome alike : {Outcome::contact_payer, Outcome::denied_administratively, Outcome::approved, Outcome::cancelled})
        if (count(alike) == rest) return alike;
    if (rest == 1 && count(Outcome::modified) == 1) return Outcome::modified;
    if (count(Outcome::approved) + count(Outcome::modified) > 0) return Outcome::partly_approved;
    // Nothing is certified, so nothing is certified in part: there is still somebody to ask.
    return count(Outcome::contact_payer) > 0 ? Outcome::contact_payer : Outcome::denied_administratively;
}

template <class Value>
void add_new(std::vector<Value>& all, const Value& value)
{
    if (std::ranges::find(all, value) == all.end()) all.push_back(value);
}

// What the event has from the lines that made it what it is.
void gather(const LineDetermination& line, LineDetermination& event)
{
    for (const auto& reason : line.reasons) {
        const bool coded_twice = std::ranges::any_of(event.reasons, [&](const auto& r) { return r.code == reason.code; });
        if (!coded_twice && event.reasons.size() < reasons_max) event.reasons.push_back(reason);
    }
    for (const auto& document : line.documents_wanted) add_new(event.documents_wanted, document);
    if (event.queue.empty()) event.queue = line.queue;
    if (!event.contact) event.contact = line.contact;
}

void widen(std::optional<model::CertifiedPeriod>& period, const std::optional<model::CertifiedPeriod>& by)
{
    if (!by) return;
    if (!period) {
        period = by;
        return;
    }
    period->first = std::min(period->first, by->first);
    period->last  = std::max(period->last, by->last);
}

}  // namespace

void roll_up(std::span<const LineDetermination> lines, LineDetermination& event)
{
    event.line    = 0;
    event.keeper  = lines.front().keeper;
    event.outcome = outcome_of(lines);

    const bool one_rule =
        std::ranges::all_of(lines, [&](const auto& line) { return line.decided_by == lines.front().decided_by; });
    if (one_rule) event.decided_by = lines.front().decided_by;
    for (const LineDetermination& line : lines) {
        if (line.outcome == event.outcome || (asks_nothing(event.outcome) && asks_nothing(line.outcome))) gather(line, event);
        if (is_certified(line.outcome) && is_certified(event.outcome)) widen(event.period, line.period);
    }
}

}  // namespace x278::policy
