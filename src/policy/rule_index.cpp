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
        case Absent::drug_codes: return line.drug_list.empty();
        case Absent::past_services:
            return line.service_period && line.service_period->first >= line.received.day && !line.request->event.discharge_date;
    }
    return false;
}

// A bit for each Absent.
std::size_t absent_of(const LineView& line)
{
    std::size_t absent = 0;
    for (std::size_t i = 0; i < absent_count; ++i)
        absent |= static_cast<std::size_t>(is_absent(static_cast<Absent>(i), line)) << i;
    return absent;
}

const RuleSet::Word* words_of(const RuleSet& rules) { return rules.words().data(); }

}  // namespace

Candidates::Candidates(const LineView& line) : rules_(line.payer->index.rules)
{
    const RuleIndex& index     = line.payer->index;
    const auto*      by_review = words_of(index.by_review[line.request_category][line.certification][line.level]);
    const auto*      prefix    = words_of(line.entries.prefix->rules);
    const auto*      without   = words_of(index.without[absent_of(line)]);
    // What is not known rules nothing out; nor does a product whose parameters are tried, because other values may let in rules
    // that the plan's own rule out.
    const bool  one_product = !line.trial && std::has_single_bit(line.possible_products);
    const auto* product =
        one_product ? words_of(index.by_product[static_cast<std::size_t>(std::countr_zero(line.possible_products))]) : by_review;
    const auto* facility = line.facility_known ? words_of(line.entries.facility->rules) : by_review;

    words_.resize(index.by_review[0][0][0].words().size(), boost::container::default_init);
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] = by_review[i] & prefix[i] & without[i] & product[i] & facility[i];

    // A service that nothing names might be any.
    if (!line.names_service()) return;
    const auto* nothing      = words_of(index.need_nothing);
    const auto* procedure    = words_of(line.entries.procedure->met);
    const auto* revenue_code = words_of(line.entries.revenue_code->met);
    const auto* service_type = words_of(line.entries.service_type->met);
    const auto* place        = words_of(line.facility_known ? line.entries.facility->met : index.need_place);
    for (std::size_t i = 0; i < words_.size(); ++i)
        words_[i] &= nothing[i] | procedure[i] | revenue_code[i] | service_type[i] | place[i];
}

void Candidates::narrow_to_outcome(const LineView& line)
{
    const auto* by_outcome = words_of(line.payer->index.by_outcome[line.outcome]);
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= by_outcome[i];
}

}  // namespace x278::policy
