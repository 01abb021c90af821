// Asks a line the rules that can hold for it, stage by stage.
#include "policy/decide_line.hpp"

#include "policy/evaluate.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace x278::policy {

namespace {

using model::Finding;

// A rule that was asked. The higher the rank, the more specific its scope.
struct AskedRule {
    const Rule* rule = nullptr;
    Answer      answer;
    int         rank = 0;
};

// The numbers of the rules to ask, in order of stage and id. A service that nothing
// names might be any, so every rule is asked.
std::vector<RuleNumber> rules_for(const LineView& line, const PayerProgram& payer)
{
    std::vector<RuleNumber> numbers;
    if (!line.names_service()) {
        numbers.resize(payer.rules.size());
        std::iota(numbers.begin(), numbers.end(), RuleNumber{0});
    } else {
        numbers        = payer.index.always;
        const auto add = [&](CodeSystem system, std::string_view code) {
            const auto& codes = payer.index.by_code[static_cast<std::size_t>(system)];
            const auto  found = codes.find(code);
            if (found != codes.end()) numbers.insert(numbers.end(), found->second.begin(), found->second.end());
        };
        add(line.procedure_system, line.procedure);
        add(CodeSystem::revenue_code, line.revenue_code);
        add(CodeSystem::service_type, line.service_type);
        std::ranges::sort(numbers);
        numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
    }
    std::erase_if(numbers, [&](RuleNumber number) { return (payer.rules[number].products & line.possible_products) == 0; });
    return numbers;
}

int rank_of(const Rule& rule, const LineView& line)
{
    if (rule.named & line.possible_products) return 2;
    return rule.families & line.possible_products ? 1 : 0;
}

Answer in_scope(const Rule& rule, const LineView& line)
{
    const bool all = (line.possible_products & ~rule.products) == 0;
    return all ? Answer::yes_or_no(true) : Answer::unknown(Missing::product);
}

Answer in_force(const Rule& rule, const LineView& line)
{
    if (!rule.from && !rule.until) return Answer::yes_or_no(true);
    if (!line.first_service_date) return Answer::unknown(Missing::first_service_date);
    return Answer::yes_or_no((!rule.from || *rule.from <= *line.first_service_date)
                             && (!rule.until || *line.first_service_date <= *rule.until));
}

// A rule that certifies up to a limit must know how much is asked for.
Answer limit_known(const Rule& rule, const LineView& line, Because& because)
{
    if (!rule.outcome.limit) return Answer::yes_or_no(true);
    const Limit& limit = *rule.outcome.limit;
    const auto   asked = quantity_asked(limit, line);
    if (asked.known.truth == Truth::unknown)
        because.push_back(fmt::format("{} is unknown", asked.known.missing.named(false)));
    else
        because.push_back(fmt::format("quantity {0} {2} {3} {1} {2}", number_text(asked.value), number_text(limit.value),
                                      limit.word,
                                      asked.value > limit.value   ? ">"
                                      : asked.value < limit.value ? "<"
                                                                  : "="));
    return asked.known;
}

Finding::Answer finding_answer(Truth truth)
{
    switch (truth) {
        case Truth::no: return Finding::Answer::does_not_apply;
        case Truth::yes: return Finding::Answer::applies;
        case Truth::unknown: return Finding::Answer::cannot_tell;
    }
    return Finding::Answer::cannot_tell;
}

AskedRule ask(const Rule& rule, const LineView& line, std::vector<Finding>& findings)
{
    Finding    finding{rule.id, rule.title, rule.source, {}, {}};
    const auto dated  = in_force(rule, line);
    Answer     answer = dated;
    if (dated.truth != Truth::yes)
        finding.because.push_back(dated.truth == Truth::no ? "the first service date is outside the rule's dates"
                                                           : "the first service date is unknown");
    if (answer.truth != Truth::no) answer = both(answer, evaluate(rule.when, line, finding.because));
    if (answer.truth != Truth::no) {
        answer             = both(answer, limit_known(rule, line, finding.because));
        const Answer scope = in_scope(rule, line);
        if (scope.truth == Truth::unknown) finding.because.emplace_back("the member's product is unknown");
        answer = both(answer, scope);
    }
    finding.answer = finding_answer(answer.truth);
    findings.push_back(std::move(finding));
    return {&rule, answer, rank_of(rule, line)};
}

// Whether two rules answer the same, whatever words they choose.
bool same_outcome(const Outcome& a, const Outcome& b)
{
    const bool same_limit = a.limit.has_value() == b.limit.has_value()
                            && (!a.limit || (a.limit->value == b.limit->value && a.limit->unit == b.limit->unit));
    return a.verb == b.verb && a.queue == b.queue && same_limit && a.details.code == b.details.code
           && a.details.contact == b.details.contact && a.details.documents == b.details.documents;
}

bool certifies(const Outcome& outcome) { return outcome.verb == Verb::approve || outcome.verb == Verb::approve_up_to; }

std::string capitals(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

// Somebody must find out: the requester (0U) or we (0V).
void pend_unknown(std::span<const AskedRule> unknown, const PayerProgram& payer, model::LineDetermination& determination)
{
    MissingFacts missing;
    for (const AskedRule& asked : unknown) missing |= asked.answer.missing;

    const bool ask_requester = missing.any_from_requester();
    determination.outcome    = model::Outcome::pended;
    determination.queue      = "intake";
    determination.decided_by = unknown.front().rule->id;
    determination.reasons    = {{ask_requester ? "0U" : "0V", fmt::format("cannot be told without {}", missing.named(false))}};
    if (!ask_requester) return;
    determination.message = capitals(fmt::format("please send {}", missing.named(true)));
    if (payer.default_contact) determination.contact = *payer.default_contact;
}

// Two rules that are equally specific and disagree: a person must say which is meant.
void pend_conflict(const Rule& one, const Rule& other, model::LineDetermination& determination)
{
    determination.outcome    = model::Outcome::pended;
    determination.queue      = "intake";
    determination.decided_by = one.id;
    determination.reasons    = {{"0V", fmt::format("rules {} and {} disagree", one.id, other.id)}};
}

// Whether the rules asked in one stage decide the line.
//
// The most specific ones that apply decide. One that cannot tell and is at least as
// specific leaves the line undecided, unless it could only answer the same; and even
// then nothing is certified while anything is unknown.
bool decide_stage(std::span<const AskedRule> stage,
                  const LineView&            line,
                  const PayerProgram&        payer,
                  model::LineDetermination&  determination)
{
    int rank = -1;
    for (const AskedRule& asked : stage)
        if (asked.answer.truth == Truth::yes) rank = std::max(rank, asked.rank);

    const AskedRule*       deciding = nullptr;
    const AskedRule*       opposing = nullptr;
    std::vector<AskedRule> unknown;
    for (const AskedRule& asked : stage) {
        if (asked.rank < rank) continue;
        if (asked.answer.truth == Truth::unknown) unknown.push_back(asked);
        if (asked.answer.truth != Truth::yes) continue;
        if (!deciding) deciding = &asked;
        if (!same_outcome(deciding->rule->outcome, asked.rule->outcome)) opposing = &asked;
    }
    if (!deciding && unknown.empty()) return false;

    const auto answers_the_same = [&](const AskedRule& asked) {
        return same_outcome(asked.rule->outcome, deciding->rule->outcome);
    };
    const bool undecided =
        !deciding
        || (!unknown.empty() && (certifies(deciding->rule->outcome) || !std::ranges::all_of(unknown, answers_the_same)));
    if (opposing)
        pend_conflict(*deciding->rule, *opposing->rule, determination);
    else if (undecided)
        pend_unknown(unknown, payer, determination);
    else
        apply_outcome(*deciding->rule, line, determination);
    return true;
}

// No rule speaks: never an approval, never a denial.
void stay_silent(const PayerProgram& payer, model::LineDetermination& determination)
{
    determination.outcome = model::Outcome::contact_payer;
    determination.reasons = {{"", "no rule of the plan speaks for this service"}};
    if (payer.default_contact) determination.contact = *payer.default_contact;
}

}  // namespace

model::LineDetermination decide_line(const LineView& line, const PayerProgram& payer)
{
    model::LineDetermination determination;
    determination.line = line.line ? line.line->number : 0;

    const auto             numbers = rules_for(line, payer);
    std::vector<AskedRule> stage;
    for (std::size_t i = 0; i < numbers.size();) {
        const auto current = payer.rules[numbers[i]].stage;
        stage.clear();
        for (; i < numbers.size() && payer.rules[numbers[i]].stage == current; ++i)
            stage.push_back(ask(payer.rules[numbers[i]], line, determination.findings));
        if (decide_stage(stage, line, payer, determination)) return determination;
    }
    stay_silent(payer, determination);
    return determination;
}

}  // namespace x278::policy
