// Asks a line the rules that can hold for it, stage by stage.
#include "policy/decide_line.hpp"

#include "policy/capitals.hpp"
#include "policy/count.hpp"
#include "policy/evaluate.hpp"
#include "policy/language/vocabulary.hpp"
#include "policy/rule_index.hpp"
#include "policy/same_outcome.hpp"

#include <algorithm>

#include <boost/container/small_vector.hpp>
#include <fmt/format.h>

namespace x278::policy {

namespace {

using model::Finding;

// A rule that was asked. The higher the rank, the more specific its scope.
struct AskedRule {
    const Rule* rule = nullptr;
    Answer      answer;
    int         rank = 0;
    Binding     binding;  // when the answer is yes
};

constexpr std::size_t usually_asked = 16;  // rules of a line

using AskedRules = boost::container::small_vector<AskedRule, 8>;

constexpr std::uint8_t intake_stage = 0;

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

// "quantity 29 visits > 12 visits left (pt-window: 0 of 12 used)"
std::string text_of(const Binding& binding)
{
    const std::string_view word = binding.limit.word;
    std::string text = fmt::format("quantity {0} {2} {3} {1} {2}", number_text(binding.asked), number_text(binding.left), word,
                                   sign(binding.asked, binding.left));
    if (binding.clause->counter)
        text += fmt::format(" left ({}: {} of {} used)", binding.clause->counter->name, number_text(binding.used),
                            number_text(binding.limit.value));
    return text;
}

// A rule that certifies up to a limit must know how much is asked for, and how much is left. Of several limits it tells all,
// and which of them binds.
Answer limit_known(const Rule& rule, const LineView& line, Because& because, Binding& binding)
{
    if (rule.outcome.limits.empty()) return Answer::yes_or_no(true);
    for (const LimitClause& clause : rule.outcome.limits)
        if (clause.counter) tell_readings(*clause.counter, line, because);
    binding = binding_limit(rule.outcome, line);
    if (binding.known.truth == Truth::unknown)
        because.add([&] { return binding.known.missing.named(false) + " is unknown"; });
    else
        for (const LimitClause& clause : rule.outcome.limits)
            because.add([&] {
                const bool binds = &clause == binding.clause && rule.outcome.limits.size() > 1;
                return text_of(binding_of(clause, line)) + (binds ? ", which binds" : "");
            });
    return binding.known;
}

std::span<const OpenPart> left_open(const Rule& rule, const LineView& line)
{
    return line.names_service() ? rule.left_open.service_named : rule.left_open.not_named;
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

// Into `asked`, of which nothing is said yet.
void ask(const Rule& rule, const LineView& line, Detail detail, std::vector<Finding>& findings, AskedRule& asked)
{
    Finding& finding = findings.emplace_back();
    finding.rule     = rule.name.get();
    asked.rule       = &rule;
    asked.rank       = rank_of(rule, line);
    asked.answer     = in_force(rule, line);
    Answer& answer   = asked.answer;
    Because because  = detail == Detail::reasons ? Because(finding.because) : Because();
    if (answer.truth != Truth::yes)
        because.add([&] {
            return answer.truth == Truth::no ? "the first service date is outside the rule's dates"
                                             : "the first service date is unknown";
        });
    if (answer.truth != Truth::no)
        answer = both(answer,
                      detail == Detail::reasons ? evaluate(rule.when, line, because) : evaluate_all(left_open(rule, line), line));
    if (answer.truth != Truth::no) {
        answer             = both(answer, limit_known(rule, line, because, asked.binding));
        const Answer scope = in_scope(rule, line);
        if (scope.truth == Truth::unknown) because.add([] { return "the member's product is unknown"; });
        answer = both(answer, scope);
    }
    finding.answer = finding_answer(answer.truth);
}

bool certifies(const Outcome& outcome) { return outcome.verb == Verb::approve; }

void name_contact(const PayerProgram& payer, model::LineDetermination& determination)
{
    if (payer.default_contact) determination.contact = model::Kept<model::ContactPoint>::by_keeper(*payer.default_contact);
}

// Somebody must find out: the requester (0U) or we (0V).
void pend_unknown(std::span<const AskedRule> unknown, const LineView& line, model::LineDetermination& determination)
{
    MissingFacts missing;
    for (const AskedRule& asked : unknown) missing |= asked.answer.missing;

    MissingFacts asked_for = missing;
    if (engine_setting(other_unit, line) == "review") asked_for.remove(Missing::quantity_in_unit);
    const bool ask_requester = asked_for.any_from_requester();
    determination.outcome    = model::Outcome::pended;
    determination.queue      = "intake";
    determination.decided_by = model::Wording::by_keeper(unknown.front().rule->name->id);
    determination.reasons    = {{ask_requester ? "0U" : "0V", fmt::format("cannot be told without {}", missing.named(false))}};
    if (!ask_requester) return;
    determination.message = capitals(fmt::format("please send {}", asked_for.named(true)));
    name_contact(*line.payer, determination);
}

// Two rules that are equally specific and disagree: a person must say which is meant.
void pend_conflict(const Rule& one, const Rule& other, model::LineDetermination& determination)
{
    determination.outcome    = model::Outcome::pended;
    determination.queue      = "intake";
    determination.decided_by = model::Wording::by_keeper(one.name->id);
    determination.reasons    = {{"0V", fmt::format("rules {} and {} disagree", one.name->id, other.name->id)}};
}

// Whether the rules asked in one stage decide the line.
//
// The most specific ones that apply decide. One that cannot tell and is at least as
// specific leaves the line undecided, unless it could only answer the same; and even
// then nothing is certified while anything is unknown.
bool decide_stage(std::span<const AskedRule> stage, const LineView& line, LineDecision& decision)
{
    int rank = -1;
    for (const AskedRule& asked : stage)
        if (asked.answer.truth == Truth::yes) rank = std::max(rank, asked.rank);

    const AskedRule* deciding = nullptr;
    const AskedRule* opposing = nullptr;
    AskedRules       unknown;
    for (const AskedRule& asked : stage) {
        if (asked.rank < rank) continue;
        if (asked.answer.truth == Truth::unknown) unknown.push_back(asked);
        if (asked.answer.truth != Truth::yes) continue;
        if (!deciding)
            deciding = &asked;
        else if (!agree(deciding->rule->outcome, asked.rule->outcome))
            opposing = &asked;
    }
    if (!deciding && unknown.empty()) return false;

    const auto answers_the_same = [&](const AskedRule& asked) {
        return same_outcome(asked.rule->outcome, deciding->rule->outcome);
    };
    const bool undecided =
        !deciding
        || (!unknown.empty() && (certifies(deciding->rule->outcome) || !std::ranges::all_of(unknown, answers_the_same)));
    const auto applies    = [&](const AskedRule& asked) { return asked.answer.truth == Truth::yes && asked.rank >= rank; };
    const bool all_reject = std::ranges::all_of(
        stage, [&](const AskedRule& asked) { return !applies(asked) || asked.rule->outcome.verb == Verb::reject; });
    if (opposing && all_reject && unknown.empty()) {
        for (const AskedRule& asked : stage)
            if (applies(asked)) apply_outcome(*asked.rule, asked.binding, line, decision);
        return true;
    }
    if (opposing)
        pend_conflict(*deciding->rule, *opposing->rule, decision.determination);
    else if (undecided)
        pend_unknown(unknown, line, decision.determination);
    else {
        apply_outcome(*deciding->rule, deciding->binding, line, decision);
        for (const AskedRule& asked : stage)
            if (&asked != deciding && applies(asked) && asked.rule->outcome.limits.empty())
                add_wants(*asked.rule, line, decision.determination);
    }
    return true;
}

// No rule speaks: never an approval, never a denial.
void stay_silent(const PayerProgram& payer, model::LineDetermination& determination)
{
    determination.outcome = model::Outcome::contact_payer;
    determination.reasons = {{"", "no rule of the plan speaks for this service"}};
    name_contact(payer, determination);
}

// Asks the candidates up to the first stage that decides, but none of stage `before` or later.
bool ask_stages(const Candidates& candidates, std::uint8_t before, const LineView& line, Detail detail, LineDecision& decision)
{
    const auto& rules = line.payer->rules;
    AskedRules  stage;
    for (std::size_t number = candidates.next(0); number < rules.size() && rules[number].stage < before;) {
        const auto current = rules[number].stage;
        stage.clear();
        for (; number < rules.size() && rules[number].stage == current; number = candidates.next(number + 1)) {
            if ((rules[number].products & line.possible_products) == 0) continue;
            AskedRule& asked = stage.emplace_back();
            ask(rules[number], line, detail, decision.determination.findings, asked);
            if (asked.answer.truth == Truth::no || leaves_to_others(asked.rule->outcome, line)) stage.pop_back();
        }
        if (!stage.empty() && decide_stage(stage, line, decision)) return true;
    }
    return false;
}

// Every effect that applies happens; one that cannot be told does not.
void ask_effects(Candidates& candidates, const LineView& line, Detail detail, model::LineDetermination& determination)
{
    candidates.narrow_to_outcome(line);

    const auto& rules = line.payer->rules;
    for (auto number = candidates.next(line.payer->index.first_effect); number < rules.size();
         number      = candidates.next(number + 1)) {
        const Rule& rule = rules[number];
        if ((rule.products & line.possible_products) == 0) continue;
        AskedRule asked;
        ask(rule, line, detail, determination.findings, asked);
        if (asked.answer.truth == Truth::yes) apply_effect(rule, line, determination);
    }
}

}  // namespace

void decide_line(LineView& line, Detail detail, LineDecision& decision)
{
    Candidates candidates(line);
    decision.determination.findings.reserve(usually_asked);
    if (!ask_stages(candidates, effects_stage, line, detail, decision)) stay_silent(*line.payer, decision.determination);
    line.outcome = place_of(decision.determination.outcome);
    if (decision.rejected_as.empty()) ask_effects(candidates, line, detail, decision.determination);
}

bool decide_at_intake(const LineView& line, Detail detail, LineDecision& decision)
{
    return ask_stages(Candidates(line), intake_stage + 1, line, detail, decision);
}

}  // namespace x278::policy
