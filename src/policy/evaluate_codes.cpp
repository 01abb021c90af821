// Conditions over codes: of the line, of other lines, of those who ask and serve.
#include "policy/evaluate.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace {

using language::ast::CodeSubject;
using Which = language::ast::LinesTest::Which;

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

// The same where the plan's index knows the code.
Truth contains(
    const CodeTest& test, CodeSystem system, std::string_view code, const CodeEntry* entry, std::optional<model::Date> on)
{
    if (entry && test.number) {
        if (!entry->tests.contains(*test.number)) return Truth::no;
        if (test.is_plain) return Truth::yes;
    }
    return contains(test, system, code, on);
}

// A set may hold for some dates only; then its unknown is the date.
Answer dated(Truth truth)
{
    return {truth, truth == Truth::unknown ? MissingFacts(Missing::first_service_date) : MissingFacts{}};
}

// A service is named by its procedure, its revenue code or its type: what the requester
// left out while saying another was not asked for.
Answer names_service(const CodeTest& test, const LineView& line, CodeSystem system, std::string_view code, const CodeEntry* entry)
{
    if (code.empty()) return line.names_service() ? Answer::yes_or_no(false) : Answer::unknown(Missing::service);
    return dated(contains(test, system, code, entry, line.first_service_date));
}

Answer modifier_is(const CodeTest& test, const LineView& line)
{
    Answer answer;
    for (const auto modifier : line.modifiers)
        if (!modifier.empty())
            answer = either(answer, dated(contains(test, CodeSystem::modifier, modifier, line.first_service_date)));
    return answer;
}

// What was sent as a bill type is no place of service, and the other way round: UM04 tells one of them.
Answer place_is(const CodeTest& test, const LineView& line)
{
    if (!line.facility_known) return Answer::unknown(Missing::place_of_service);
    const bool of_its_kind = (test.systems >> static_cast<unsigned>(line.facility_system) & 1U) != 0;
    if (!of_its_kind) return Answer::yes_or_no(false);
    return dated(contains(test, line.facility_system, line.facility, line.entries.facility, line.first_service_date));
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

// ---- other codes ----------------------------------------------------------------

Answer prefix_is(const CodeTest& test, const LineView& line)
{
    return dated(contains(test, CodeSystem::prefix, member_prefix(line), line.entries.prefix, line.first_service_date));
}

// As it was sent, and as it is on file; it takes one of them.
Answer specialty_is(
    const CodeTest& test, const LineView& line, const model::Party* party, const model::ProviderFacts& facts, Missing missing)
{
    bool       any = false;
    Answer     answer;
    const auto look = [&](std::string_view taxonomy) {
        if (taxonomy.empty()) return;
        any    = true;
        answer = either(answer, dated(contains(test, CodeSystem::taxonomy, taxonomy, line.first_service_date)));
    };
    if (party && party->provider) look(party->provider->taxonomy);
    for (const std::string& taxonomy : facts.taxonomies) look(taxonomy);
    return any ? answer : Answer::unknown(missing);
}

Answer state_is(const CodeTest& test, const LineView& line)
{
    const auto& state = line.facts->member.primary_care_state;
    if (line.facts->member.primary_care == model::Known::no) return Answer::yes_or_no(false);
    if (!state) return Answer::unknown(Missing::primary_care);
    return dated(contains(test, CodeSystem::state, *state, line.first_service_date));
}

Answer cause_is(const CodeTest& test, const LineView& line)
{
    Answer      answer;
    const auto& causes = line.request->event.review.related_causes;
    if (!causes) return answer;
    for (const auto cause : causes->causes)
        if (!cause.empty()) answer = either(answer, dated(contains(test, CodeSystem::cause, cause, line.first_service_date)));
    return answer;
}

// ---- lines ----------------------------------------------------------------------

// How many services a line stands for: its teeth, else its units, else one.
int services_in(const model::ServiceLine& line)
{
    if (!line.teeth.empty()) return static_cast<int>(line.teeth.size());
    if (line.service.kind == model::Service::Kind::dental && line.service.quantity)
        return static_cast<int>(line.service.quantity->value);
    return 1;
}

Answer at_place(const LinesTest& test, const LineView& line, const model::ServiceLine& other)
{
    if (test.places.empty()) return Answer::yes_or_no(true);
    const auto& event = line.request->event.review.facility;
    const auto& own   = other.review && !other.review->facility.code.empty() ? other.review->facility : event;
    if (own.code.empty()) return Answer::unknown(Missing::place_of_service);
    return Answer::yes_or_no(own.qualifier != "A" && std::ranges::find(test.places, own.code) != test.places.end());
}

Answer line_fits(const LinesTest& test, const LineView& line, const model::ServiceLine& other)
{
    const auto procedure = procedure_of(other.service);
    if (!procedure) return Answer::yes_or_no(false);
    Answer fits = dated(contains(test.procedure, procedure->system, procedure->code, line.first_service_date));
    if (fits.truth != Truth::no) fits = both(fits, at_place(test, line, other));
    if (fits.truth != Truth::no && test.which == Which::another_on_same_date) fits = both(fits, same_date(line, other));
    return fits;
}

std::string_view words_of(Which which)
{
    switch (which) {
        case Which::another: return "the procedure of another line";
        case Which::another_on_same_date: return "the procedure of another line on the same date";
        case Which::any: return "the procedure of a line";
    }
    return {};
}

// ---- the subject of a test --------------------------------------------------------

Answer answer_of(const CodeTest& test, const LineView& line)
{
    switch (test.subject) {
        case CodeSubject::procedure:
            return names_service(test, line, line.procedure_system, line.procedure, line.entries.procedure);
        case CodeSubject::revenue_code:
            return names_service(test, line, CodeSystem::revenue_code, line.revenue_code, line.entries.revenue_code);
        case CodeSubject::service_type:
            return names_service(test, line, CodeSystem::service_type, line.service_type, line.entries.service_type);
        case CodeSubject::modifier: return modifier_is(test, line);
        case CodeSubject::place_of_service: return place_is(test, line);
        case CodeSubject::diagnosis: return diagnosis_is(test, line, false);
        case CodeSubject::principal_diagnosis: return diagnosis_is(test, line, true);
        case CodeSubject::account: return account_is(test, line);
        case CodeSubject::member_prefix: return prefix_is(test, line);
        case CodeSubject::requester_role:
            return dated(contains(test, CodeSystem::provider_role, line.request->requester.role, line.first_service_date));
        case CodeSubject::requester_specialty:
            return specialty_is(test, line, &line.request->requester, line.facts->requester, Missing::requester_specialty);
        case CodeSubject::service_provider_specialty:
            return specialty_is(test, line, line.provider, service_provider_facts(line), Missing::provider_specialty);
        case CodeSubject::primary_care_state: return state_is(test, line);
        case CodeSubject::cause: return cause_is(test, line);
    }
    return {};
}

// What was compared; a code is told only if it says nothing of the patient's health or person.
std::string words_of(CodeSubject subject, const LineView& line)
{
    const auto named = [](std::string_view what, std::string_view code) {
        return fmt::format("{} {}", what, code.empty() ? "none" : code);
    };
    switch (subject) {
        case CodeSubject::procedure: return named("procedure", line.procedure);
        case CodeSubject::revenue_code: return named("revenue code", line.revenue_code);
        case CodeSubject::service_type: return named("service type", line.service_type);
        case CodeSubject::modifier: return "a modifier";
        case CodeSubject::place_of_service:
            return named(line.facility_system == CodeSystem::bill_type ? "bill type" : "place of service", line.facility);
        case CodeSubject::diagnosis: return "a diagnosis";
        case CodeSubject::principal_diagnosis: return "principal diagnosis";
        case CodeSubject::account: return "the member's account";
        case CodeSubject::member_prefix: return "the prefix of the member number";
        case CodeSubject::requester_role: return named("requester role", line.request->requester.role);
        case CodeSubject::requester_specialty: return "the requester's specialty";
        case CodeSubject::service_provider_specialty: return "the service provider's specialty";
        case CodeSubject::primary_care_state: return "the state of the primary care provider";
        case CodeSubject::cause: return "a cause";
    }
    return {};
}

}  // namespace

Answer evaluate(const LinesTest& test, const LineView& line, Because& because)
{
    int    sure = 0, perhaps = 0;
    Answer doubt;
    for (const model::ServiceLine& other : line.request->event.lines) {
        if (&other == line.line && test.which != Which::any) continue;
        const Answer fits = line_fits(test, line, other);
        if (fits.truth == Truth::yes) sure += services_in(other);
        if (fits.truth == Truth::unknown) {
            perhaps += services_in(other);
            doubt.missing |= fits.missing;
        }
    }
    Answer answer = Answer::yes_or_no(sure >= test.at_least);
    if (sure < test.at_least && sure + perhaps >= test.at_least) answer = Answer::unknown(doubt.missing);
    if (test.at_least > 1) {
        because.add([&] { return fmt::format("{} services {}, at least {}", sure, test.words, test.at_least); });
        return answer;
    }
    return compared(
        because, answer, [&] { return words_of(test.which); }, test.words);
}

Answer evaluate(const CodeTest& test, const LineView& line, Because& because)
{
    return compared(
        because, answer_of(test, line), [&] { return words_of(test.subject, line); }, test.words);
}

}  // namespace x278::policy
