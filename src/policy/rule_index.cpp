#include "policy/rule_index.hpp"

#include "policy/line_view.hpp"
#include "policy/program.hpp"

#include <algorithm>
#include <bit>

namespace x278::policy {

namespace {

const RuleSet& rules_on(Axis axis, std::string_view value, const LineView& line)
{
    return line.payer->index.by_axis[static_cast<std::size_t>(axis)].of(value);
}

const RuleSet& rules_by_review(const LineView& line)
{
    const auto request       = language::place_of(language::request_words, line.request_category);
    const auto certification = language::place_of(language::certification_words, line.certification_type);
    const auto level         = language::place_of(language::level_of_service_words, level_of_service(line));
    return line.payer->index.by_review[request][certification][level];
}

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
    }
    return false;
}

}  // namespace

Candidates::Candidates(const LineView& line) : rules_(line.payer->index.rules)
{
    const RuleIndex& index = line.payer->index;
    const auto       all   = rules_by_review(line).words();
    words_.assign(all.begin(), all.end());
    if (line.facility_known) {
        const bool bill_type = line.facility_system == CodeSystem::bill_type;
        keep(rules_on(bill_type ? Axis::bill_type : Axis::place_of_service, line.facility, line));
    }
    keep(rules_on(Axis::member_prefix, member_prefix(line), line));
    for (std::size_t i = 0; i < absent_count; ++i)
        if (is_absent(static_cast<Absent>(i), line)) keep(index.without[i]);
    // Parameters that are tried may let in rules that the plan's own values rule out.
    if (!line.trial && std::has_single_bit(line.possible_products))
        keep(index.by_product[static_cast<std::size_t>(std::countr_zero(line.possible_products))]);

    // A service that nothing names might be any.
    if (!line.names_service()) return;
    const auto with_code = [&](CodeSystem system, std::string_view code) -> const RuleSet& {
        const auto& codes = index.by_code[static_cast<std::size_t>(system)];
        const auto  found = codes.find(code);
        return found == codes.end() ? index.any_service : found->second;
    };
    const auto procedure    = with_code(line.procedure_system, line.procedure).words();
    const auto revenue_code = with_code(CodeSystem::revenue_code, line.revenue_code).words();
    const auto service_type = with_code(CodeSystem::service_type, line.service_type).words();
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= procedure[i] | revenue_code[i] | service_type[i];
}

void Candidates::keep(const RuleSet& rules) noexcept
{
    const auto words = rules.words();
    for (std::size_t i = 0; i < words.size(); ++i) words_[i] &= words[i];
}

void Candidates::narrow_to_outcome(const LineView& line) { keep(rules_on(Axis::outcome, outcome_code(line), line)); }

std::size_t Candidates::next(std::size_t from) const noexcept
{
    std::size_t number = from / RuleSet::word_bits;
    if (number >= words_.size()) return rules_;
    RuleSet::Word bits = words_[number] & (~RuleSet::Word{0} << from % RuleSet::word_bits);
    while (bits == 0 && ++number < words_.size()) bits = words_[number];
    return bits == 0 ? rules_ : number * RuleSet::word_bits + static_cast<std::size_t>(std::countr_zero(bits));
}

}  // namespace x278::policy
