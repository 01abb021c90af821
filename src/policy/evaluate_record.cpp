// Conditions over what the payer's records hold: counters, options, stays, events, providers, criteria.
#include "core/day.hpp"
#include "policy/count.hpp"
#include "policy/evaluate.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace x278::policy {

namespace {

std::string_view tried(const Parameter& parameter, const LineView& line)
{
    if (!line.trial || parameter.number >= line.trial->size()) return {};
    return (*line.trial)[parameter.number];
}

// An open referral names nobody, or the requester.
Answer requester_has_open_referral(const LineView& line)
{
    if (line.facts->referrals_known != model::Known::yes) return Answer::unknown(Missing::referrals);
    return Answer::yes_or_no(std::ranges::any_of(line.facts->referrals, [&](const model::ReferralFacts& referral) {
        return referral.type == "open"
               && (referral.to_provider.empty() || referral.to_provider == line.request->requester.id.value);
    }));
}

Answer referral_open(const LineView& line)
{
    if (line.facts->referrals_known != model::Known::yes) return Answer::unknown(Missing::referrals);
    return Answer::yes_or_no(!line.facts->referrals.empty());
}

Answer known_or(const std::optional<bool>& fact, Missing missing)
{
    return fact ? Answer::yes_or_no(*fact) : Answer::unknown(missing);
}

// The persons the line names, not the groups they work for.
Answer every_named_person_in_network(const LineView& line)
{
    Answer answer = Answer::yes_or_no(true);
    if (!line.line) return answer;
    const auto  own   = static_cast<std::size_t>(line.line->number - 1);
    const auto& lines = line.facts->lines;
    for (std::size_t i = 0; i < line.line->providers.size(); ++i) {
        if (line.line->providers[i].is_organization) continue;
        const bool known = own < lines.size() && i < lines[own].providers.size();
        answer           = both(answer, known ? known_or(lines[own].providers[i].in_network, Missing::network_status)
                                              : Answer::unknown(Missing::network_status));
    }
    return answer;
}

// Whoever has none cannot be asked for by it.
Answer requester_is_primary_care(const model::MemberFacts& member)
{
    if (member.primary_care == model::Known::no) return Answer::yes_or_no(false);
    return known_or(member.requester_is_primary_care, Missing::primary_care);
}

Answer member_has_primary_care(const LineView& line)
{
    const model::Known known = line.facts->member.primary_care;
    return known == model::Known::unknown ? Answer::unknown(Missing::primary_care)
                                          : Answer::yes_or_no(known == model::Known::yes);
}

// Nothing when nobody answered for this procedure.
const model::CriteriaAnswer* criteria_of(const LineView& line)
{
    const auto& answers = line.facts->history.criteria;
    const auto  found   = std::ranges::find_if(answers, [&](const auto& answer) { return answer.procedure == line.procedure; });
    return found == answers.end() ? nullptr : &*found;
}

}  // namespace

Setting setting_of(const Parameter& parameter, const LineView& line)
{
    if (const auto value = tried(parameter, line); !value.empty()) return {Answer::yes_or_no(true), value};
    return setting_of(parameter, line.possible_products);
}

std::optional<std::string_view> engine_setting(std::string_view parameter, const LineView& line)
{
    const auto found = line.payer->parameters.find(parameter);
    if (found == line.payer->parameters.end()) return std::nullopt;
    return setting_of(found->second, line).value;
}

Setting setting_of(const Parameter& parameter, Products possible)
{
    const Answer yes = Answer::yes_or_no(true);
    for (const auto& [products, value] : parameter.scoped) {
        if ((possible & ~products) == 0) return {yes, value};
        if ((possible & products) != 0) return {Answer::unknown(Missing::product), {}};
    }
    return {yes, parameter.value};
}

namespace {

// Numbers of visits, days and the like.
std::optional<double> number_in(std::string_view text)
{
    double      value = 0;
    const auto* end   = text.data() + text.size();
    const auto  read  = std::from_chars(text.data(), end, value);
    return read.ec == std::errc{} && read.ptr == end && std::isfinite(value) && value >= 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

bool is_value_of(const AccountOption& option, std::string_view value)
{
    switch (option.kind) {
        case AccountOption::Kind::word: return std::ranges::find(option.values, value) != option.values.end();
        case AccountOption::Kind::number: return number_in(value).has_value();
        case AccountOption::Kind::date: return day_from(value).has_value();
    }
    return false;
}

Setting setting_of(const AccountOption& option, const LineView& line)
{
    const auto& chosen = line.facts->history.options;
    const auto  found  = std::ranges::find(chosen, option.name, &model::AccountOption::name);
    if (found != chosen.end()) {
        if (!is_value_of(option, found->value)) return {Answer::unknown(Missing::account_option), {}};
        return {Answer::yes_or_no(true), found->value};
    }
    // What holds otherwise is said of accounts, so it takes one: of nobody knows whose account, nothing is known.
    const bool has_account = line.facts->member.account || line.facts->history.options_known;
    if (option.otherwise && has_account) return {Answer::yes_or_no(true), *option.otherwise};
    return {Answer::unknown(has_account ? Missing::account_option : Missing::account), {}};
}

NumberSetting number_of(const AccountOption& option, const LineView& line)
{
    const Setting setting = setting_of(option, line);
    if (setting.known.truth != Truth::yes) return {setting.known, 0};
    const auto value = number_in(setting.value);
    return value ? NumberSetting{setting.known, *value} : NumberSetting{Answer::unknown(Missing::account_option), 0};
}

Answer evaluate(const CountTest& test, const LineView& line, Because& because)
{
    tell_readings(*test.counter, line, because);
    const Count so_far = count(*test.counter, line);
    Answer      known  = so_far.known;
    double      value  = so_far.value;
    double      limit  = test.limit.value;
    if (test.option != nullptr && known.truth == Truth::yes) {
        const NumberSetting number = number_of(*test.option, line);
        known                      = number.known;
        limit                      = number.value;
    }
    if (test.with_request && known.truth == Truth::yes) {
        const Limit         in_unit{0, so_far.unit->code, so_far.unit->word};
        const AskedQuantity asked = quantity_asked(*test.counter, in_unit, line);
        known                     = asked.known;
        value += asked.value;
    }
    if (known.truth != Truth::yes)
        return compared(
            because, known, [] { return ""; }, "");
    because.add([&] {
        return fmt::format("{}{} {} {} {}{} {}", test.counter->name, test.with_request ? " with this request" : "",
                           number_text(value), sign(value, limit),
                           test.option != nullptr ? fmt::format("option {} ", test.option->name) : "", number_text(limit),
                           so_far.unit->word);
    });
    return Answer::yes_or_no(holds(test.relation, value, limit));
}

Answer evaluate(const OptionTest& test, const LineView& line, Because& because)
{
    if (test.relation) {
        const NumberSetting number = number_of(*test.option, line);
        Answer              answer = number.known;
        if (answer.truth == Truth::yes) answer = Answer::yes_or_no(holds(*test.relation, number.value, test.number));
        return compared(
            because, answer, [&] { return fmt::format("option {} {}", test.option->name, number_text(number.value)); },
            [&] { return fmt::format("{} {}", words_of(*test.relation), number_text(test.number)); });
    }
    const Setting setting = setting_of(*test.option, line);
    Answer        answer  = setting.known;
    if (answer.truth == Truth::yes)
        answer = Answer::yes_or_no(std::ranges::find(test.values, setting.value) != test.values.end());
    return compared(
        because, answer, [&] { return fmt::format("option {} {}", test.option->name, setting.value); }, test.words);
}

Answer evaluate(const ParameterTest& test, const LineView& line, Because& because)
{
    const Setting setting = setting_of(*test.parameter, line);
    Answer        answer  = setting.known;
    if (answer.truth == Truth::yes)
        answer = Answer::yes_or_no(std::ranges::find(test.values, setting.value) != test.values.end());
    return compared(
        because, answer, [&] { return fmt::format("parameter {} {}", test.parameter->name, setting.value); }, test.words);
}

Answer evaluate(const StayTest& test, const LineView& line, Because& because)
{
    const model::History& history = line.facts->history;
    const model::Date     day     = day_of_request(line);
    const bool            open    = std::ranges::any_of(history.stays, [&](const model::Stay& stay) {
        return stay.admitted.day <= day && (!stay.discharged || day <= *stay.discharged)
               && (test.levels.empty() || std::ranges::find(test.levels, stay.level) != test.levels.end());
    });
    Answer                answer  = Answer::yes_or_no(open == test.has);
    if (!open && !history.stays_known) answer = Answer::unknown(Missing::stays);
    because.add([&] {
        if (answer.truth == Truth::unknown) return answer.missing.named(false) + " is unknown";
        return fmt::format("the member has {}{}", open ? "" : "not ", test.words);
    });
    return answer;
}

// In force on the day the request stands on.
Answer evaluate(const MemberTest& test, const LineView& line, Because& because)
{
    const model::History& history = line.facts->history;
    const model::Date     day     = day_of_request(line);
    const bool            has     = std::ranges::any_of(history.events, [&](const model::MemberEvent& event) {
        return event.name == test.event && event.since.day <= day && (!event.until || day <= *event.until);
    });
    Answer                answer  = Answer::yes_or_no(has == test.has);
    if (!has && !history.events_known) answer = Answer::unknown(Missing::member_events);
    because.add([&] {
        if (answer.truth == Truth::unknown) return answer.missing.named(false) + " is unknown";
        return fmt::format("the member has {}{}", has ? "" : "no ", test.event);
    });
    return answer;
}

Answer evaluate(const FactTest& test, const LineView& line, Because& because)
{
    const model::MemberFacts& member = line.facts->member;
    const auto                is     = [&](Answer answer, std::string_view subject, std::string_view words) {
        return compared(
                               because, answer, [&] { return subject; }, words);
    };
    const auto* const answered = criteria_of(line);
    switch (test.fact) {
        case Fact::service_provider_in_network:
            return is(known_or(service_provider_facts(line).in_network, Missing::network_status), "service provider",
                      "in network");
        case Fact::every_named_person_in_network:
            return is(every_named_person_in_network(line), "every named person", "in network");
        case Fact::requester_has_open_referral:
            return is(requester_has_open_referral(line), "an open referral to the requester", "on file");
        case Fact::referral_open: return is(referral_open(line), "a referral", "on file");
        case Fact::requester_is_primary_care: return is(requester_is_primary_care(member), "requester", "primary care");
        case Fact::requester_in_circle:
            return is(known_or(member.requester_in_circle, Missing::primary_care), "requester", "in the referral circle");
        case Fact::requester_in_fax_back:
            return is(known_or(line.facts->requester.fax_back, Missing::fax_back), "requester", "in the fax-back program");
        case Fact::primary_care_in_network:
            return is(known_or(member.primary_care_in_network, Missing::primary_care), "primary care provider", "in network");
        case Fact::member_has_primary_care: return is(member_has_primary_care(line), "a primary care provider", "on file");
        case Fact::criteria_met:
            return is(Answer::yes_or_no(answered && answered->met), "the answer to the criteria", "that they are met");
        case Fact::criteria_not_met:
            return is(Answer::yes_or_no(answered && !answered->met), "the answer to the criteria", "that they are not met");
        case Fact::criteria_unanswered: return is(Answer::yes_or_no(!answered), "the questionnaire", "unanswered");
        case Fact::procedure_is_ndc: return is(Answer::yes_or_no(line.drug_list == "N4"), "the procedure", "an NDC");
        case Fact::procedure_is_hiec: return is(Answer::yes_or_no(line.drug_list == "IV"), "the procedure", "a HIEC code");
    }
    return {};
}

}  // namespace x278::policy
