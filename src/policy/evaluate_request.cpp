// Conditions over what the request says of itself: its kind, how much it asks for, what it announces, what it tells.
#include "policy/evaluate.hpp"

#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace {

using language::ast::ChoiceSubject;

// As the words of language::earlier_words.
std::string_view state_of(const model::EarlierCertification& earlier)
{
    using State = model::EarlierCertification::State;
    switch (earlier.state) {
        case State::approved: return "approved";
        case State::pended: return "pended";
        case State::denied: return "denied";
    }
    return {};
}

Answer evaluate_earlier(const ChoiceTest& test, const LineView& line, Because& because)
{
    const auto* const earlier = earlier_certification(line);
    if (!earlier)
        return compared(
            because,
            Answer::unknown(earlier_number(line).empty() ? Missing::previous_certification : Missing::earlier_certification),
            [] { return ""; }, "");
    const bool is = std::ranges::find(test.codes, state_of(*earlier)) != test.codes.end();
    return compared(
        because, Answer::yes_or_no(is), [&] { return fmt::format("the earlier certification {}", state_of(*earlier)); },
        test.words);
}

template <class Table>
Answer evaluate_choice(const ChoiceTest& test, Because& because, std::string_view what, std::size_t place, const Table& table)
{
    const bool is   = (test.places >> place & 1U) != 0;
    const auto said = [&] { return fmt::format("{} {}", what, place < table.size() ? table[place].word : "another"); };
    return compared(because, Answer::yes_or_no(is), said, test.words);
}

struct Knowledge {
    bool             known;
    std::string_view name;
};

// As it was sent, or as it is on file.
bool has_specialty(const model::Party* party, const model::ProviderFacts& facts)
{
    return (party && party->provider && !party->provider->taxonomy.empty()) || !facts.taxonomies.empty();
}

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
        case Knowable::admission_hour: return {admission_minute(line).has_value(), "the hour of the admission"};
        case Knowable::accident_date: return {event.accident_date.has_value(), "accident date"};
        case Knowable::discharge_date: return {event.discharge_date.has_value(), "discharge date"};
        case Knowable::primary_care: return {line.facts->member.primary_care != model::Known::unknown, "primary care provider"};
        case Knowable::requester_specialty:
            return {has_specialty(&line.request->requester, line.facts->requester), "requester specialty"};
        case Knowable::service_provider_specialty:
            return {has_specialty(line.provider, service_provider_facts(line)), "service provider specialty"};
        case Knowable::stays: return {line.facts->history.stays_known, "stays"};
        case Knowable::earlier_certification: return {earlier_certification(line) != nullptr, "the earlier certification"};
        case Knowable::service_description: return {line.line && !line.line->service.description.empty(), "service description"};
    }
    return {false, ""};
}

}  // namespace

Answer evaluate(const ChoiceTest& test, const LineView& line, Because& because)
{
    switch (test.subject) {
        case ChoiceSubject::request:
            return evaluate_choice(test, because, "request", line.request_category, language::request_words);
        case ChoiceSubject::certification:
            return evaluate_choice(test, because, "certification", line.certification, language::certification_words);
        case ChoiceSubject::level_of_service:
            return evaluate_choice(test, because, "level of service", line.level, language::level_of_service_words);
        case ChoiceSubject::earlier_certification: return evaluate_earlier(test, line, because);
        case ChoiceSubject::outcome: return evaluate_choice(test, because, "outcome", line.outcome, language::outcome_words);
    }
    return {};
}

Answer evaluate(const QuantityTest& test, const LineView& line, Because& because)
{
    const AskedQuantity asked = quantity_asked(test.limit, line);
    if (asked.known.truth == Truth::unknown)
        return compared(
            because, asked.known, [] { return ""; }, "");
    because.add([&] {
        return fmt::format("quantity {0} {2} {3} {1} {2}", number_text(asked.value), number_text(test.limit.value),
                           test.limit.word, sign(asked.value, test.limit.value));
    });
    return Answer::yes_or_no(holds(test.relation, asked.value, test.limit.value));
}

bool is_announced(std::string_view report_type, const LineView& line)
{
    const auto announces = [&](const model::Attachment& attachment) { return attachment.report_type == report_type; };
    return std::ranges::any_of(line.request->event.attachments, announces)
           || (line.line && std::ranges::any_of(line.line->attachments, announces));
}

Answer evaluate(const DocumentTest& test, const LineView& line, Because& because)
{
    const auto announced = [&](const std::string& code) { return is_announced(code, line); };
    const bool are       = test.all ? std::ranges::all_of(test.codes, announced) : std::ranges::any_of(test.codes, announced);
    because.add([&] { return fmt::format("documents {} are {}announced", test.words, are ? "" : "not "); });
    return Answer::yes_or_no(are);
}

Answer evaluate(const KnownTest& test, const LineView& line, Because& because)
{
    const Knowledge knowledge = knowledge_of(test.subject, line);
    because.add([&] { return fmt::format("{} is {}", knowledge.name, knowledge.known ? "known" : "unknown"); });
    return Answer::yes_or_no(knowledge.known == test.wanted);
}

// Visits and days are dates when dates are counted: a date of service has one or more visits.
AskedQuantity quantity_asked(const Limit& limit, const LineView& line)
{
    if (limit.unit == language::services_unit) return {Answer::yes_or_no(true), line.serviced.total.value_or(1)};
    const auto fits = [&](const Quantity& quantity) {
        if (!quantity.total) return false;
        return quantity.unit == limit.unit
               || (limit.unit == language::dates_unit && (quantity.unit == "VS" || quantity.unit == "DY"));
    };
    if (fits(line.delivered)) return {Answer::yes_or_no(true), *line.delivered.total};
    if (fits(line.serviced)) return {Answer::yes_or_no(true), *line.serviced.total};
    const bool in_other_unit = line.delivered.total || line.serviced.total || line.delivery;
    return {Answer::unknown(in_other_unit ? Missing::quantity_in_unit : Missing::quantity), 0};
}

}  // namespace x278::policy
