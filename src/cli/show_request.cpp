#include "cli/show_request.hpp"

#include "cli/show_clinical.hpp"
#include "cli/value_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace x278::cli {

using namespace model;

namespace {

// From the first day anything is to be done to the last; nothing when no day was sent.
std::optional<Period> service_span(const PatientEvent& event)
{
    std::optional<Period> span;
    const auto            widen = [&](const std::optional<Period>& period) {
        if (!period) return;
        if (!span) span = period;
        span->first = std::min(span->first, period->first);
        span->last  = std::max(span->last, period->last);
    };
    for (const ServiceLine& line : event.lines) widen(line.service_period);
    return span;
}

std::optional<Date> first_day_of(const PatientEvent& event)
{
    std::optional<Date> first;
    for (const auto& period : {service_span(event), event.event_period, event.admission_period})
        if (period && (!first || period->first < *first)) first = period->first;
    return first;
}

Section who_asks(const ServiceReviewRequest& request, const Names& names)
{
    const Party& requester = request.requester;
    Section      section{"Who asks", {}};
    section.add("Requester", joined({name_words(requester), names("98", requester.role)}));
    section.add("Ids", identifier_words(names, requester.id));
    for (const Reference& reference : requester.references) section.add("Ids", reference_words(names, reference));
    if (requester.provider) section.add("Role", provider_words(names, *requester.provider));
    if (requester.contact) section.add("Contact", contact_words(names, *requester.contact));
    if (requester.address) section.add("Address", address_words(*requester.address));
    section.add("Asked of", party_words(names, request.utilization_management_organization));
    return section;
}

void add_person(Section& section, const Names& names, const Person& person, const std::optional<Date>& service_day)
{
    if (person.birth_date)
        section.add("Born",
                    joined({date_words(person.birth_date), service_day ? age_words(*person.birth_date, *service_day) : ""}));
    section.add("Gender", names("1068", person.gender));
    section.add("Ids", identifier_words(names, person.id));
    for (const Reference& reference : person.references) section.add("Ids", reference_words(names, reference));
    section.add("Address", person.address ? address_words(*person.address) : "");
    section.add("Military status", names("584", person.military_status));
    section.add("Birth order", person.birth_order);
}

Section for_whom(const ServiceReviewRequest& request, const Names& names)
{
    const Person& patient = request.patient();
    Section       section{"For whom", {}};
    section.add("Patient", joined({name_words(patient), request.dependent
                                                            ? prefixed("to the subscriber:", names("1069", patient.relationship))
                                                            : "the subscriber"}));
    add_person(section, names, patient, first_day_of(request.event));
    return section;
}

// The subscriber, when the patient is somebody else.
Section subscriber(const ServiceReviewRequest& request, const Names& names)
{
    Section section{"Covered through", {}};
    if (!request.dependent) return section;
    section.add("Subscriber", name_words(request.subscriber));
    add_person(section, names, request.subscriber, std::nullopt);
    return section;
}

Section how_urgent(const PatientEvent& event, const Names& names)
{
    Section section{"How urgent", {}};
    section.add("Level of service", names("1338", event.review.level_of_service));
    if (event.admission) section.add("Admission type", names("ext231", event.admission->type));
    section.add("Reason for delay", names("1514", event.review.delay_reason));
    return section;
}

Section what(const PatientEvent& event, const Names& names)
{
    Section section{"What", {}};
    add_review(section, names, event.review);
    if (event.delivery) section.add("How much", delivery_words(names, *event.delivery));
    if (event.admission) {
        section.add("Point of origin", names("ext230", event.admission->source));
        section.add("Patient status", names("ext239", event.admission->patient_status));
        section.add("Nursing home", names("1345", event.admission->nursing_home_status));
    }
    return section;
}

Section when(const PatientEvent& event)
{
    Section section{"When", {}};
    section.add("Event", period_words(event.event_period));
    section.add("Admission", period_words(event.admission_period));
    section.add("Discharge", period_words(event.discharge_date));
    section.add("Services", period_words(service_span(event)));
    section.add("Accident", period_words(event.accident_date));
    section.add("Onset", period_words(event.onset_date));
    section.add("Last menstrual period", period_words(event.last_menstrual_period));
    section.add("Expected birth", period_words(event.estimated_birth_date));
    return section;
}

bool is_principal(const Diagnosis& diagnosis) noexcept { return diagnosis.qualifier == "ABK" || diagnosis.qualifier == "BK"; }

// Numbered as sent, which is how service lines point to them.
Section why(const PatientEvent& event, const Names& names)
{
    Section    section{"Why", {}};
    const auto add = [&](bool principal) {
        for (std::size_t i = 0; i < event.diagnoses.size(); ++i) {
            const Diagnosis& diagnosis = event.diagnoses[i];
            if (is_principal(diagnosis) != principal) continue;
            section.add(fmt::format("Diagnosis {}", i + 1),
                        joined({std::string(diagnosis.code), names("1270", diagnosis.qualifier),
                                prefixed("since", date_words(diagnosis.date))}));
        }
    };
    add(true);
    add(false);
    return section;
}

Section from_and_to(const PatientEvent& event, const Names& names)
{
    Section section{"From where, to where", {}};
    for (const Party& place : event.transport_locations) section.add(names("98", place.role), party_words(names, place));
    if (event.ambulance) add_ambulance(section, names, *event.ambulance);
    return section;
}

Section documents(const PatientEvent& event, const Names& names)
{
    Section section{"Documents and remarks", {}};
    for (const Attachment& attachment : event.attachments) section.add("Announced", attachment_words(names, attachment));
    section.add("Remark", event.message);
    return section;
}

Section providers(const PatientEvent& event, const Names& names)
{
    Section section{"Who is to give the care", {}};
    for (const Party& provider : event.providers) section.add(names("98", provider.role), party_words(names, provider));
    return section;
}

Section earlier(const PatientEvent& event, const Names& names)
{
    Section section{"What came before", {}};
    section.add("Authorization", event.previous_certification);
    section.add("Payer's reference", event.administrative_reference);
    for (const OtherDecision& other : event.other_decisions) {
        std::vector<std::string> parts{party_words(names, other.organization), date_words(other.date)};
        for (const Text reason : other.reasons) parts.push_back(names("ext886", reason));
        section.add("Refused by", joined(parts));
    }
    return section;
}

Section codes(const ServiceReviewRequest& request, const Names& names)
{
    Section section{"Codes", {}};
    section.add("Reference", request.reference);
    section.add("Sent", joined({date_words(request.created), time_words(request.created_time)}, " "));
    section.add("Purpose", names("353", request.purpose));
    section.add("Transaction type", names("640", request.transaction_type));
    for (const Trace& trace : request.event.traces) section.add("Trace", trace_words(trace));
    for (const ServiceLine& line : request.event.lines)
        for (const Trace& trace : line.traces) section.add(fmt::format("Trace, service {}", line.number), trace_words(trace));
    return section;
}

}  // namespace

Page request_page(const ServiceReviewRequest& request, const edi::Guides& guides)
{
    const Names         names(guides);
    const PatientEvent& event = request.event;
    Page                page;
    page.title = joined({names("353", request.purpose), std::string(request.reference)}, " ");
    page.add(who_asks(request, names));
    page.add(for_whom(request, names));
    page.add(subscriber(request, names));
    page.add(what(event, names));
    for (const ServiceLine& line : event.lines) page.add(service_section(line, names));
    page.add(when(event));
    page.add(why(event, names));
    page.add(how_urgent(event, names));
    page.add(from_and_to(event, names));
    for (Section& section : clinical_sections(event, names)) page.add(std::move(section));
    page.add(documents(event, names));
    page.add(providers(event, names));
    page.add(earlier(event, names));
    page.add(codes(request, names));
    return page;
}

}  // namespace x278::cli
