#include "policy/case_expect.hpp"

#include "core/day.hpp"
#include "policy/capitals.hpp"
#include "policy/compile.hpp"
#include "policy/evaluate.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <boost/variant/apply_visitor.hpp>
#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

using ast::ExpectedNames;
using ast::ExpectedOutcome;
using model::Effect;
using model::Finding;
using model::LineDetermination;
using model::Outcome;

struct OutcomeWord {
    ExpectedOutcome  expected;
    Outcome          outcome;
    std::string_view words;
};

constexpr std::array outcome_words{
    OutcomeWord{ExpectedOutcome::not_required, Outcome::not_required, "not required"},
    OutcomeWord{ExpectedOutcome::notice_accepted, Outcome::notice_accepted, "notice accepted"},
    OutcomeWord{ExpectedOutcome::approved, Outcome::approved, "approved"},
    OutcomeWord{ExpectedOutcome::modified, Outcome::modified, "modified"},
    OutcomeWord{ExpectedOutcome::partly_approved, Outcome::partly_approved, "partly approved"},
    OutcomeWord{ExpectedOutcome::pended, Outcome::pended, "pended"},
    OutcomeWord{ExpectedOutcome::contact, Outcome::contact_payer, "contact"},
    OutcomeWord{ExpectedOutcome::denied, Outcome::denied_administratively, "denied"},
    OutcomeWord{ExpectedOutcome::cancelled, Outcome::cancelled, "cancelled"},
};

std::string_view words_of(ExpectedOutcome outcome)
{
    if (outcome == ExpectedOutcome::rejected) return "rejected";
    if (outcome == ExpectedOutcome::allowed) return "allowed";
    if (outcome == ExpectedOutcome::blocked) return "blocked";
    return std::ranges::find(outcome_words, outcome, &OutcomeWord::expected)->words;
}

// What is asked of the gates, not of the answer.
bool is_permission(std::optional<ExpectedOutcome> outcome)
{
    return outcome == ExpectedOutcome::allowed || outcome == ExpectedOutcome::blocked;
}

bool names_gates(const ast::Expectation& expected, const ExpectedNames& names)
{
    return is_permission(expected.outcome) && names.kind == ExpectedNames::Kind::by;
}

std::string quantity_text(const model::CertifiedQuantity& quantity)
{
    return fmt::format("{} {}", number_text(quantity.value), language::word_of(language::unit_words, quantity.unit));
}

std::string joined(const std::vector<std::string>& texts)
{
    return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, ", "));
}

std::vector<std::string> codes_of(const LineDetermination& part)
{
    std::vector<std::string> codes;
    for (const model::ReasonCode& reason : part.reasons)
        if (!reason.code.empty()) codes.push_back(reason.code);
    return codes;
}

std::string why_blocked(const Permission& permission)
{
    for (const GateFinding& gate : permission.gates)
        if (gate.gate == permission.blocked_by) return gate.because;
    return permission.refusal;
}

// One part of an answer, held to one expectation.
struct Comparison {
    const model::Determination& answer;
    const LineDetermination&    part;
    const PayerProgram&         payer;
    std::vector<std::string>&   found;

    void operator()(const ast::Amount& amount) const
    {
        const std::string_view   unit = language::code_of(language::unit_words, amount.unit.text);
        model::CertifiedQuantity expected{amount.value.value, std::string(unit)};
        // Dates and services are certified in the unit that was asked for.
        const bool of_rules_only = unit == language::dates_unit || unit == language::services_unit;
        if (of_rules_only && part.quantity) expected.unit = part.quantity->unit;
        if (part.quantity != expected)
            differ(quantity_text(expected), part.quantity ? quantity_text(*part.quantity) : "no quantity");
    }
    void operator()(const ast::ExpectedDay& expected) const
    {
        const auto day = part.period ? std::optional(expected.first ? part.period->first : part.period->last) : std::nullopt;
        if (day == expected.day.date) return;
        const std::string_view which = expected.first ? "from" : "until";
        differ(fmt::format("{} {}", which, day_text(expected.day.date)),
               day ? fmt::format("{} {}", which, day_text(*day)) : "no certified days");
    }
    void operator()(const ast::Text& text) const
    {
        if (!part.message.words().contains(capitals(text.text)))
            differ(fmt::format("the message to say \"{}\"", text.text), fmt::format("\"{}\"", part.message.words()));
    }
    void operator()(const ExpectedNames& expected) const;

    void outcome(ExpectedOutcome expected) const
    {
        if (words_of(expected) != outcome_in_words(part.outcome)) differ(words_of(expected), outcome_in_words(part.outcome));
    }

private:
    void tell(std::string_view sentence) const { found.push_back(fmt::format("{}: {}", words_of_part(part.line), sentence)); }
    void differ(std::string_view expected, std::string_view was) const
    {
        tell(fmt::format("expected {}, was {}", expected, was));
    }
    void whole(std::string_view         called,
               std::string_view         none,
               std::vector<std::string> expected,
               std::vector<std::string> was) const
    {
        std::ranges::sort(expected);
        std::ranges::sort(was);
        if (expected != was)
            differ(expected.empty() ? std::string(none) : fmt::format("{} {}", called, joined(expected)), joined(was));
    }
    void contact(const std::vector<ast::Name>& names) const
    {
        if (names.empty()) return;
        const auto wanted = payer.contacts.find(names.front().text);
        if (wanted == payer.contacts.end() || part.contact != wanted->second)
            differ(fmt::format("contact {}", names.front().text),
                   part.contact ? fmt::format("contact \"{}\"", part.contact->name) : "no contact");
    }
    void answered(const std::vector<ast::Name>& rules, Finding::Answer wanted, bool is) const;
    void effects(Effect::Kind kind, std::string_view called, const std::vector<ast::Name>& names, bool wanted) const;
    [[nodiscard]] const Finding* finding_of(std::string_view rule) const;
};

// Of an event that has lines: on any of them.
const Finding* Comparison::finding_of(std::string_view rule) const
{
    const Finding* any = nullptr;
    const auto     ask = [&](const LineDetermination& asked) {
        for (const Finding& finding : asked.findings)
            if (finding.rule->id == rule && (!any || finding.answer == Finding::Answer::applies)) any = &finding;
    };
    ask(part);
    if (part.line == 0) std::ranges::for_each(answer.lines, ask);
    return any;
}

std::string words_of(const Finding* finding)
{
    if (!finding) return "was not asked";
    const std::string because = finding->because.empty() ? "" : fmt::format(" ({})", fmt::join(finding->because, "; "));
    switch (finding->answer) {
        case Finding::Answer::applies: return "applied" + because;
        case Finding::Answer::does_not_apply: return "did not apply" + because;
        case Finding::Answer::cannot_tell: return "could not tell" + because;
    }
    return "";
}

void Comparison::answered(const std::vector<ast::Name>& rules, Finding::Answer wanted, bool is) const
{
    const std::string_view expected = wanted == Finding::Answer::cannot_tell ? "to be unable to tell"
                                      : is                                   ? "to apply"
                                                                             : "not to apply";
    for (const ast::Name& rule : rules) {
        const Finding* const finding = finding_of(rule.text);
        if ((finding && finding->answer == wanted) != is)
            tell(fmt::format("expected {} {}; it {}", rule.text, expected, words_of(finding)));
    }
}

// Of an event that has lines: on any of them.
void Comparison::effects(Effect::Kind kind, std::string_view called, const std::vector<ast::Name>& names, bool wanted) const
{
    std::vector<std::string> had;
    const auto               add = [&](const LineDetermination& of) {
        for (const Effect& effect : of.effects)
            if (effect.kind == kind && std::ranges::find(had, effect.name.words()) == had.end()) had.push_back(effect.name);
    };
    add(part);
    if (part.line == 0) std::ranges::for_each(answer.lines, add);
    for (const ast::Name& name : names)
        if ((std::ranges::find(had, name.text) != had.end()) != wanted)
            differ(fmt::format("{}{} {}", wanted ? "" : "not ", called, name.text), joined(had));
}

void Comparison::operator()(const ExpectedNames& expected) const
{
    using Kind = ExpectedNames::Kind;
    switch (expected.kind) {
        case Kind::because: return whole("because", "no reason", ast::texts_of(expected.names), codes_of(part));
        case Kind::documents: return whole("documents", "no documents", ast::texts_of(expected.names), part.documents_wanted);
        case Kind::by: {
            const std::string rule = expected.names.empty() ? "" : expected.names.front().text;
            if (part.decided_by != rule)
                differ(fmt::format("by {}", rule.empty() ? "nobody" : rule),
                       fmt::format("by {}", part.decided_by.empty() ? "nobody" : part.decided_by.words()));
            return;
        }
        case Kind::applied: return answered(expected.names, Finding::Answer::applies, true);
        case Kind::not_applied: return answered(expected.names, Finding::Answer::applies, false);
        case Kind::cannot_tell: return answered(expected.names, Finding::Answer::cannot_tell, true);
        case Kind::queue:
            if (part.queue != expected.names.front().text)
                differ(fmt::format("to {}", expected.names.front().text),
                       part.queue.empty() ? "to nobody" : fmt::format("to {}", part.queue));
            return;
        case Kind::contact: return contact(expected.names);
        case Kind::flag: return effects(Effect::Kind::flag, "the flag", expected.names, true);
        case Kind::no_flag: return effects(Effect::Kind::flag, "the flag", expected.names, false);
        case Kind::notify: return effects(Effect::Kind::notice, "a notice to", expected.names, true);
        case Kind::start: return effects(Effect::Kind::timer, "the timer", expected.names, true);
        case Kind::rejections: return;  // of the whole request
    }
}

// What the gates said, held to `allowed` or `blocked`, and to the gates that are named.
void compare_permission(const ast::Expectation&   expected,
                        const Permission&         permission,
                        std::string_view          part,
                        std::vector<std::string>& found)
{
    std::vector<std::string> asked;
    for (const GateFinding& gate : permission.gates) asked.push_back(gate.gate);
    const bool wanted = expected.outcome == ExpectedOutcome::allowed;
    if (permission.allowed != wanted)
        found.push_back(permission.allowed ? fmt::format("{}: expected blocked, was allowed by {}", part,
                                                         asked.empty() ? "no gate" : joined(asked))
                                           : fmt::format("{}: expected allowed, was blocked: {}", part, why_blocked(permission)));
    for (const ast::ExpectedItem& item : expected.items) {
        const auto* const names = boost::get<ExpectedNames>(&item.get());
        if (!names || !names_gates(expected, *names)) continue;
        const auto was = permission.allowed ? asked : std::vector{permission.blocked_by};
        const bool is  = names->names.empty() ? was.empty() : std::ranges::find(was, names->names.front().text) != was.end();
        if (!is)
            found.push_back(fmt::format("{}: expected by {}, was by {}", part,
                                        names->names.empty() ? "nobody" : names->names.front().text,
                                        was.empty() ? "nobody" : joined(was)));
    }
}

std::vector<std::string> situations_of(const model::Determination& answer)
{
    std::vector<std::string> situations;
    for (const model::Rejection& rejection : answer.rejections) situations.push_back(rejection.situation);
    return situations;
}

// What was expected and could not be, since nothing was decided; or the other way round.
bool differs_in_rejection(const ast::Expectation& expected, const model::Determination& answer, std::vector<std::string>& found)
{
    auto was = situations_of(answer);
    if (expected.outcome != ExpectedOutcome::rejected) {
        if (was.empty()) return false;
        found.push_back(fmt::format("expected {}, was rejected: {}",
                                    expected.outcome ? words_of(*expected.outcome) : "a decision", joined(was)));
        return true;
    }
    std::vector<std::string> wanted;
    for (const ast::ExpectedItem& item : expected.items)
        if (const auto* names = boost::get<ExpectedNames>(&item.get()); names && names->kind == ExpectedNames::Kind::rejections)
            wanted = ast::texts_of(names->names);
    std::ranges::sort(wanted);
    std::ranges::sort(was);
    if (wanted == was) return false;
    found.push_back(fmt::format("expected to be rejected: {}; was {}", joined(wanted),
                                was.empty() ? outcome_in_words(answer.event.outcome) : joined(was)));
    return true;
}

const std::string& id_of(const Rule& rule) { return rule.name->id; }

void check_rule(const CaseBuilding& building, const ast::Name& rule)
{
    const PayerProgram& payer = building.payer;
    if (std::ranges::find(payer.rules, rule.text, id_of) != payer.rules.end()) return;
    if (const auto off = std::ranges::find(payer.disabled, rule.text, &DisabledRule::id); off != payer.disabled.end())
        return building.report(rule, fmt::format("rule `{}` is disabled", rule.text), fmt::format("\"{}\"", off->reason));
    std::vector<std::string_view> ids;
    for (const Rule& known : payer.rules) ids.push_back(known.name->id);
    building.report(rule, fmt::format("no rule of {} is called `{}`", payer.id, rule.text), did_you_mean(rule.text, ids));
}

void check_gate(const CaseBuilding& building, const ast::Name& gate)
{
    const auto& gates = building.payer.gates;
    if (std::ranges::find(gates, gate.text, &Gate::id) != gates.end()) return;
    std::vector<std::string_view> ids;
    for (const Gate& known : gates) ids.push_back(known.id);
    building.report(gate, fmt::format("no gate of {} is called `{}`", building.payer.id, gate.text),
                    did_you_mean(gate.text, ids));
}

// A name that no rule can give would never be missed where it is not expected.
void check_effect(const CaseBuilding& building, const ast::Name& name, ast::Verb verb, std::string_view does)
{
    std::vector<std::string_view> known;
    for (const Rule& rule : building.payer.rules)
        if (rule.outcome.verb == verb) known.insert(known.end(), rule.outcome.names.begin(), rule.outcome.names.end());
    if (std::ranges::find(known, name.text) == known.end())
        building.report(name, fmt::format("no rule of {} {} `{}`", building.payer.id, does, name.text),
                        did_you_mean(name.text, known));
}

void check_names(const CaseBuilding& building, const ExpectedNames& expected)
{
    using Kind = ExpectedNames::Kind;
    for (const ast::Name& name : expected.names) {
        if (expected.kind == Kind::by || expected.kind == Kind::applied || expected.kind == Kind::not_applied
            || expected.kind == Kind::cannot_tell)
            check_rule(building, name);
        if (expected.kind == Kind::flag || expected.kind == Kind::no_flag)
            check_effect(building, name, ast::Verb::flag, "raises the flag");
        if (expected.kind == Kind::start) check_effect(building, name, ast::Verb::start, "starts the timer");
        if (expected.kind == Kind::contact && !building.payer.contacts.contains(name.text))
            building.report(name, fmt::format("no contact is called `{}`", name.text),
                            did_you_mean(name.text, keys_of(building.payer.contacts)));
    }
}

// One expectation, as far as it can be.
void check_expectation(const CaseBuilding& building, const ast::Expectation& expected, bool reviewed)
{
    if (!reviewed && is_permission(expected.outcome))
        building.report(expected, fmt::format("nobody has said anything yet that could be {}", words_of(*expected.outcome)),
                        "write a `review` before it");
    check_target(building, expected.target, expected);
    for (const ast::ExpectedItem& item : expected.items) {
        const auto* const names = boost::get<ExpectedNames>(&item.get());
        if (!names) continue;
        if (!names_gates(expected, *names)) {
            check_names(building, *names);
            continue;
        }
        for (const ast::Name& gate : names->names) check_gate(building, gate);
    }
}

// One expectation of one part of the answer.
void compare(const ast::Expectation&   expected,
             const Standing&           standing,
             int                       number,
             const PayerProgram&       payer,
             std::vector<std::string>& found)
{
    const std::string part = words_of_part(number);
    if (is_permission(expected.outcome) && standing.permission) compare_permission(expected, *standing.permission, part, found);

    const Comparison with{standing.answer, part_of(standing.answer, number), payer, found};
    const bool       decided = standing.reviewed.contains(number);
    const bool       outcome = expected.outcome && !is_permission(expected.outcome);
    if (outcome && decided)
        found.push_back(fmt::format("{}: expected {}, but a reviewer has decided it", part, words_of(*expected.outcome)));
    else if (outcome && expected.outcome != ExpectedOutcome::rejected)
        with.outcome(*expected.outcome);
    for (const ast::ExpectedItem& item : expected.items) {
        const auto* const names = boost::get<ExpectedNames>(&item.get());
        if (names && names_gates(expected, *names)) continue;
        if (decided && !outcome)
            found.push_back(fmt::format("{}: expected more than the gates say, but a reviewer has decided it", part));
        else if (!decided)
            boost::apply_visitor(with, item.get());
    }
}

}  // namespace

std::string_view outcome_in_words(model::Outcome outcome)
{
    return std::ranges::find(outcome_words, outcome, &OutcomeWord::outcome)->words;
}

std::string words_of_part(int number) { return number == 0 ? "event" : fmt::format("line {}", number); }

std::vector<int> parts_of(const ast::Target& target, const model::Determination& answer)
{
    using Kind       = ast::Target::Kind;
    const auto lines = static_cast<int>(answer.lines.size());
    if (target.kind == Kind::line && lines > 0) return {static_cast<int>(target.number.value)};
    if (target.kind == Kind::unsaid && lines == 1) return {1};
    if (target.kind != Kind::every_line) return {0};
    std::vector<int> parts;
    for (int line = 1; line <= lines; ++line) parts.push_back(line);
    return parts;
}

void check_target(const CaseBuilding& building, const ast::Target& target, const ast::Located& at)
{
    using Kind          = ast::Target::Kind;
    const auto   lines  = static_cast<double>(building.to.request.event.lines.size());
    const double number = target.number.value;
    const bool   there  = number >= 1 && number <= lines && std::floor(number) == number;
    if (target.kind == Kind::line && !there)
        building.report(target.number, fmt::format("the request has {} line{}", lines, lines == 1 ? "" : "s"));
    if (target.kind == Kind::every_line && lines == 0) building.report(at, "the request has no line");
}

void check_expectations(const CaseBuilding& building)
{
    for (const ast::Expectation* const expected : building.to.expectations) check_expectation(building, *expected, false);
    for (const BuiltReview& review : building.to.reviews)
        for (const ast::Expectation* const expected : review.expectations) check_expectation(building, *expected, true);
}

void add_differences(std::span<const ast::Expectation* const> expectations,
                     const Standing&                          standing,
                     const PayerProgram&                      payer,
                     std::vector<std::string>&                found)
{
    for (const ast::Expectation* const expected : expectations) {
        if (differs_in_rejection(*expected, standing.answer, found)) continue;
        for (const int part : parts_of(expected->target, standing.answer)) compare(*expected, standing, part, payer, found);
    }
}

}  // namespace x278::policy
