#include "policy/rule_index.hpp"

#include "policy/line_view.hpp"
#include "policy/program.hpp"

#include <algorithm>
#include <bit>

namespace x278::policy {

namespace {

// Whether it is known that the line comes without it.
bool is_absent(Absent what, const LineView& line)
{
    const model::History& history = line.facts->history;
    switch (what) {
        case Absent::account_options: return history.options.empty() && (line.facts->member.account || history.options_known);
        case Absent::documents: return line.request->event.attachments.empty() && (!line.line || line.line->attachments.empty());
        case Absent::modifiers: return std::ranges::all_of(line.modifiers, &model::Text::empty);
        case Absent::member_events: return history.events.empty() && history.events_known;
        case Absent::criteria_answers: return history.criteria.empty();
        case Absent::referrals: return line.facts->referrals.empty() && line.facts->referrals_known == model::Known::yes;
        case Absent::stays: return history.stays.empty() && history.stays_known;
        case Absent::fax_back: return line.facts->requester.fax_back == false;
        case Absent::past_services:
            return line.service_period && line.service_period->first >= line.received.day && !line.request->event.discharge_date;
    }
    return false;
}

}  // namespace

Candidates::Candidates(const LineView& line) : rules_(line.payer->index.rules)
{
    const RuleIndex& index = line.payer->index;
    const auto       all   = index.by_review[line.request_category][line.certification][line.level].words();
    words_.assign(all.begin(), all.end());
    if (line.facility_known) keep(line.entries.facility->rules);
    keep(line.entries.prefix->rules);
    std::size_t absent = 0;
    for (std::size_t i = 0; i < absent_count; ++i)
        absent |= static_cast<std::size_t>(is_absent(static_cast<Absent>(i), line)) << i;
    keep(index.without[absent]);
    // Parameters that are tried may let in rules that the plan's own values rule out.
    if (!line.trial && std::has_single_bit(line.possible_products))
        keep(index.by_product[static_cast<std::size_t>(std::countr_zero(line.possible_products))]);

    // A service that nothing names might be any. What one of its codes lets hold may hold, whatever the others say.
    if (!line.names_service()) return;
    const auto procedure    = line.entries.procedure->rules.words();
    const auto revenue_code = line.entries.revenue_code->rules.words();
    const auto service_type = line.entries.service_type->rules.words();
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= procedure[i] | revenue_code[i] | service_type[i];
}

void Candidates::keep(const RuleSet& rules) noexcept
{
    const auto words = rules.words();
    for (std::size_t i = 0; i < words.size(); ++i) words_[i] &= words[i];
}

void Candidates::narrow_to_outcome(const LineView& line) { keep(line.payer->index.by_outcome[line.outcome]); }

std::size_t Candidates::next(std::size_t from) const noexcept
{
    std::size_t number = from / RuleSet::word_bits;
    if (number >= words_.size()) return rules_;
    RuleSet::Word bits = words_[number] & (~RuleSet::Word{0} << from % RuleSet::word_bits);
    while (bits == 0 && ++number < words_.size()) bits = words_[number];
    return bits == 0 ? rules_ : number * RuleSet::word_bits + static_cast<std::size_t>(std::countr_zero(bits));
}

}  // namespace x278::policy
