// One function a kind of condition.
#include "policy/evaluate.hpp"

#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace {

using language::ast::ChoiceSubject;
using language::ast::CodeSubject;

Answer evaluate(const Condition& condition, const LineView& line, Because& because);

// "is" or "is not", or what is missing.
Answer compared(Because& because, Answer answer, std::string_view subject, std::string_view words)
{
    if (answer.truth == Truth::unknown)
        because.push_back(fmt::format("{} is unknown", answer.missing.named(false)));
    else
        because.push_back(fmt::format("{} {} {}", subject, answer.truth == Truth::yes ? "is" : "is not", words));
    return answer;
}

// ---- codes ----------------------------------------------------------------------

Truth contains(const CodeTest& test, CodeSystem system, std::string_view code, std::optional<model::Date> on)
{
    Truth answer = test.codes.contains(system, code, on);
    for (const NamedSet& set : test.sets) {
        if (answer == Truth::yes) return answer;
        const Truth in_set = set.codes->contains(system, code, on);
        if (in_set != Truth::no) answer = in_set;
    }
    return answer;
}

// A set may hold for some dates only; then its unknown is the date.
Answer dated(Truth truth)
{
    return {truth, truth == Truth::unknown ? MissingFacts(Missing::first_service_date) : MissingFacts{}};
}

// A service is named by its procedure, its revenue code or its type: what the requester
// left out while saying another was not asked for.
Answer names_service(const CodeTest& test, const LineView& line, CodeSystem system, std::string_view code)
{
    if (!code.empty()) return dated(contains(test, system, code, line.first_service_date));
    return line.names_service() ? Answer::yes_or_no(false) : Answer::unknown(Missing::service);
}

Answer modifier_is(const CodeTest& test, const LineView& line)
{
    if (!line.line) return Answer::yes_or_no(false);
    Answer answer;
    for (const auto modifier : line.line->service.modifiers)
        if (!modifier.empty())
            answer = either(answer, dated(contains(test, CodeSystem::modifier, modifier, line.first_service_date)));
    return answer;
}

// A place sent as a bill type can be compared only with bill types, and the other way round.
Answer place_is(const CodeTest& test, const LineView& line)
{
    const auto speaks_of = [&](CodeSystem system) {
        return test.codes.has_system(system)
               || std::ranges::any_of(test.sets, [&](const NamedSet& set) { return set.codes->has_system(system); });
    };
    if (!line.facility_known || !speaks_of(line.facility_system)) return Answer::unknown(Missing::place_of_service);
    return dated(contains(test, line.facility_system, line.facility, line.first_service_date));
}

bool is_diagnosis(const model::Diagnosis& diagnosis)
{
    static constexpr std::array<std::string_view, 6> qualifiers{"ABK", "ABJ", "ABF", "BK", "BJ", "BF"};
    return std::ranges::find(qualifiers, diagnosis.qualifier) != qualifiers.end();
}

Answer diagnosis_is(const CodeTest& test, const LineView& line, bool principal_only)
{
    bool   any_sent = false;
    Answer answer;
    for (const model::Diagnosis& diagnosis : line.request->event.diagnoses) {
        if (!is_diagnosis(diagnosis)) continue;
        const bool principal = diagnosis.qualifier == "ABK" || diagnosis.qualifier == "BK";
        if (principal_only && !principal) continue;
        any_sent = true;
        answer   = either(answer, dated(contains(test, CodeSystem::diagnosis,
                                                 normalised_code(CodeSystem::diagnosis, diagnosis.code), line.first_service_date)));
    }
    return any_sent ? answer : Answer::unknown(Missing::diagnosis);
}

Answer account_is(const CodeTest& test, const LineView& line)
{
    const auto& account = line.facts->member.account;
    if (!account) return Answer::unknown(Missing::account);
    return dated(contains(test, CodeSystem::account, *account, line.first_service_date));
}

Answer same_date(const LineView& line, const model::ServiceLine& other)
{
    const auto period = service_period_of(line.request->event, &other);
    if (!period || !line.first_service_date) return Answer::unknown(Missing::other_line);
    return Answer::yes_or_no(period->first == *line.first_service_date);
}

Answer other_line_is(const CodeTest& test, const LineView& line, bool on_same_date)
{
    Answer answer;
    for (const model::ServiceLine& other : line.request->event.lines) {
        if (&other == line.line) continue;
        const auto procedure = procedure_of(other.service);
        if (!procedure) continue;
        Answer here = dated(contains(test, procedure->system, procedure->code, line.first_service_date));
        if (on_same_date) here = both(here, same_date(line, other));
        answer = either(answer, here);
    }
    return answer;
}

Answer evaluate(const CodeTest& test, const LineView& line, Because& because)
{
    switch (test.subject) {
        case CodeSubject::procedure:
            return compared(because, names_service(test, line, line.procedure_system, line.procedure),
                            fmt::format("procedure {}", line.procedure.empty() ? "none" : line.procedure), test.words);
        case CodeSubject::revenue_code:
            return compared(because, names_service(test, line, CodeSystem::revenue_code, line.revenue_code),
                            fmt::format("revenue code {}", line.revenue_code.empty() ? "none" : line.revenue_code), test.words);
        case CodeSubject::service_type:
            return compared(because, names_service(test, line, CodeSystem::service_type, line.service_type),
                            fmt::format("service type {}", line.service_type.empty() ? "none" : line.service_type), test.words);
        case CodeSubject::modifier: return compared(because, modifier_is(test, line), "a modifier", test.words);
        case CodeSubject::place_of_service:
            return compared(because, place_is(test, line),
                            fmt::format("{} {}", line.facility_system == CodeSystem::bill_type ? "bill type" : "place of service",
                                        line.facility),
                            test.words);
        case CodeSubject::diagnosis: return compared(because, diagnosis_is(test, line, false), "a diagnosis", test.words);
        case CodeSubject::principal_diagnosis:
            return compared(because, diagnosis_is(test, line, true), "principal diagnosis", test.words);
        case CodeSubject::account: return compared(because, account_is(test, line), "the member's account", test.words);
        case CodeSubject::other_line_procedure:
            return compared(because, other_line_is(test, line, false), "the procedure of another line", test.words);
        case CodeSubject::other_line_same_date_procedure:
            return compared(because, other_line_is(test, line, true), "the procedure of another line on the same date",
                            test.words);
    }
    return {};
}

// ---- choices --------------------------------------------------------------------

Answer evaluate(const ChoiceTest& test, const LineView& line, Because& because)
{
    const auto is = [&](std::string_view code) {
        return Answer::yes_or_no(std::ranges::find(test.codes, code) != test.codes.end());
    };
    switch (test.subject) {
        case ChoiceSubject::request:
            return compared(because, is(line.request_category),
                            fmt::format("request {}", language::word_of(language::request_words, line.request_category)),
                            test.words);
        case ChoiceSubject::certification:
            return compared(
                because, is(line.certification_type),
                fmt::format("certification {}", language::word_of(language::certification_words, line.certification_type)),
                test.words);
        case ChoiceSubject::level_of_service: {
            // UM06 is sent when it is not the usual: without it, nothing is urgent.
            const std::string_view level = line.level_of_service.empty() ? "E" : line.level_of_service;
            return compared(because, is(level),
                            fmt::format("level of service {}", language::word_of(language::level_of_service_words, level)),
                            test.words);
        }
    }
    return {};
}

// ---- numbers --------------------------------------------------------------------

bool holds(Relation relation, double value, double limit)
{
    switch (relation) {
        case Relation::at_most: return value <= limit;
        case Relation::at_least: return value >= limit;
        case Relation::more_than: return value > limit;
        case Relation::less_than: return value < limit;
    }
    return false;
}

std::string_view sign(double value, double limit) { return value > limit ? ">" : value < limit ? "<" : "="; }

Answer evaluate(const QuantityTest& test, const LineView& line, Because& because)
{
    const AskedQuantity asked = quantity_asked(test.limit, line);
    if (asked.known.truth == Truth::unknown) return compared(because, asked.known, "", "");
    because.push_back(fmt::format("quantity {0} {2} {3} {1} {2}", number_text(asked.value), number_text(test.limit.value),
                                  test.limit.word, sign(asked.value, test.limit.value)));
    return Answer::yes_or_no(holds(test.relation, asked.value, test.limit.value));
}

// Whole years lived; somebody born on 29 February is a year older on 1 March.
int years_between(model::Date birth, model::Date on)
{
    const int  years = static_cast<int>(on.year()) - static_cast<int>(birth.year());
    const bool later = std::pair(on.month(), on.day()) < std::pair(birth.month(), birth.day());
    return later ? years - 1 : years;
}

std::string_view words(Relation relation)
{
    switch (relation) {
        case Relation::at_most: return "at most";
        case Relation::at_least: return "at least";
        case Relation::more_than: return "more than";
        case Relation::less_than: return "less than";
    }
    return "";
}

// The age itself stays out of the findings.
Answer evaluate(const AgeTest& test, const LineView& line, Because& because)
{
    const auto   birth = line.request->patient().birth_date;
    MissingFacts missing;
    if (!birth) missing |= Missing::birth_date;
    if (!line.first_service_date) missing |= Missing::first_service_date;
    if (missing.any()) return compared(because, Answer::unknown(missing), "", "");
    const bool is = holds(test.relation, years_between(*birth, *line.first_service_date), test.years);
    return compared(because, Answer::yes_or_no(is), "age at first service",
                    fmt::format("{} {} years", words(test.relation), test.years));
}

// ---- facts ----------------------------------------------------------------------

Answer in_network(const LineView& line)
{
    const auto& known = line.facts->service_provider.in_network;
    return known ? Answer::yes_or_no(*known) : Answer::unknown(Missing::network_status);
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

Answer evaluate(const FactTest& test, const LineView& line, Because& because)
{
    switch (test.fact) {
        case Fact::service_provider_in_network: return compared(because, in_network(line), "service provider", "in network");
        case Fact::requester_has_open_referral:
            return compared(because, requester_has_open_referral(line), "an open referral to the requester", "on file");
        case Fact::referral_open: return compared(because, referral_open(line), "a referral", "on file");
    }
    return {};
}

struct Knowledge {
    bool             known;
    std::string_view name;
};

Knowledge knowledge_of(Knowable subject, const LineView& line)
{
    const auto& event = line.request->event;
    switch (subject) {
        case Knowable::procedure: return {!line.procedure.empty(), "procedure"};
        case Knowable::place_of_service: return {line.facility_known, "place of service"};
        case Knowable::quantity: return {line.delivered.total || line.serviced.total, "quantity"};
        case Knowable::diagnosis: return {std::ranges::any_of(event.diagnoses, is_diagnosis), "diagnosis"};
        case Knowable::first_service_date: return {line.first_service_date.has_value(), "first service date"};
        case Knowable::birth_date: return {line.request->patient().birth_date.has_value(), "birth date"};
        case Knowable::product: return {line.facts->member.product.has_value(), "product"};
        case Knowable::network_status: return {line.facts->service_provider.in_network.has_value(), "network status"};
        case Knowable::referrals: return {line.facts->referrals_known == model::Known::yes, "referrals"};
        case Knowable::previous_certification:
            return {!event.previous_certification.empty() || (line.line && !line.line->previous_certification.empty()),
                    "previous certification"};
    }
    return {false, ""};
}

Answer evaluate(const KnownTest& test, const LineView& line, Because& because)
{
    const Knowledge knowledge = knowledge_of(test.subject, line);
    because.push_back(fmt::format("{} is {}", knowledge.name, knowledge.known ? "known" : "unknown"));
    return Answer::yes_or_no(knowledge.known == test.wanted);
}

Answer evaluate(const Condition& condition, const LineView& line, Because& because)
{
    return std::visit(
        [&]<class Test>(const Test& test) {
            if constexpr (std::is_same_v<Test, Group>)
                return policy::evaluate(test, line, because);
            else
                return evaluate(test, line, because);
        },
        condition.is);
}

}  // namespace

// Asks no further than it takes: the rest is not compared, and not told.
Answer evaluate(const Group& group, const LineView& line, Because& because)
{
    using Kind = language::ast::Group::Kind;
    if (group.kind == Kind::none) return opposite(evaluate(group.parts.front(), line, because));

    const bool all    = group.kind == Kind::all;
    Answer     answer = Answer::yes_or_no(all);
    for (const Condition& part : group.parts) {
        const Answer next = evaluate(part, line, because);
        answer            = all ? both(answer, next) : either(answer, next);
        if (answer.truth == (all ? Truth::no : Truth::yes)) break;
    }
    return answer;
}

AskedQuantity quantity_asked(const Limit& limit, const LineView& line)
{
    if (line.delivered.unit == limit.unit && line.delivered.total) return {Answer::yes_or_no(true), *line.delivered.total};
    if (line.serviced.unit == limit.unit && line.serviced.total) return {Answer::yes_or_no(true), *line.serviced.total};
    const bool other_unit = line.delivered.total || line.serviced.total || line.delivery;
    return {Answer::unknown(other_unit ? Missing::quantity_in_unit : Missing::quantity), 0};
}

std::string number_text(double value) { return fmt::format("{}", value); }

}  // namespace x278::policy
