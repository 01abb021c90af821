#include "cli/show_clinical.hpp"

#include <fmt/format.h>

#include <span>

namespace x278::cli {

using namespace model;

namespace {

std::string number_words(const std::optional<Decimal>& number, std::string_view unit = {})
{
    return number ? joined({std::string(number->text), std::string(unit)}, " ") : std::string();
}

std::string names_of(const Names& names, std::string_view data_element, std::span<const Text> codes)
{
    std::vector<std::string> parts;
    for (const Text code : codes) parts.push_back(names(data_element, code));
    return joined(parts);
}

std::string texts_of(std::span<const Text> texts) { return joined(std::vector<std::string>(texts.begin(), texts.end())); }

void add_service(Section& section, const Names& names, const Service& service)
{
    const std::string modifiers = texts_of(service.modifiers);
    section.add("Revenue code", service.revenue_code);
    section.add("Procedure", joined({joined({std::string(service.procedure), prefixed("to", service.procedure_range_end)}, " "),
                                     prefixed("modifier", modifiers), names("235", service.procedure_qualifier)}));
    section.add("Description", service.description);
    section.add("Description", service.dental_description);
    if (service.quantity) section.add("Quantity", names.counted(service.quantity->text, "355", service.quantity_unit));
    section.add("Charge", number_words(service.charge));
    section.add("Rate", number_words(service.unit_rate));
    section.add("For diagnosis", texts_of(service.diagnosis_pointers));
    section.add("Screening", names("1073", service.screening));
    section.add("Oral cavity", texts_of(service.oral_cavity));
    section.add("Prosthesis", names("1358", service.prosthesis));
    section.add("Nursing home", names("1345", service.nursing_home_status));
    section.add("Level of care", names("1337", service.level_of_care));
}

std::string tooth_words(const Names& names, const Tooth& tooth)
{
    return joined({std::string(tooth.number), names_of(names, "1369", tooth.surfaces)});
}

Section conditions(const PatientEvent& event, const Names& names)
{
    Section section{"Conditions", {}};
    for (const Condition& condition : event.conditions)
        section.add(names("1136", condition.category),
                    (condition.applies ? "" : "do not apply: ") + names_of(names, "1321", condition.codes));
    return section;
}

Section spinal_manipulation(const SpinalManipulation& manipulation, const Names& names)
{
    Section section{"Chiropractic", {}};
    section.add(
        "Treatment",
        joined({number_words(manipulation.number_in_series), prefixed("of", number_words(manipulation.series_size))}, " "));
    section.add("Subluxation",
                joined({names("1367", manipulation.first_level), prefixed("to", names("1367", manipulation.last_level))}, " "));
    section.add("Condition", names("1342", manipulation.condition));
    section.add("Complication", names("1073", manipulation.complication));
    section.add("Description", manipulation.description);
    section.add("Description", manipulation.second_description);
    section.add("X-rays available", names("1073", manipulation.x_rays_available));
    return section;
}

Section home_oxygen(const HomeOxygen& oxygen, const Names& names)
{
    Section section{"Oxygen", {}};
    section.add("Equipment", names_of(names, "1348", oxygen.equipment));
    section.add("Why this equipment", oxygen.equipment_reason);
    section.add("Flow", number_words(oxygen.flow_rate, "litres a minute"));
    section.add("Times a day", number_words(oxygen.daily_use_count));
    section.add("Hours each time", number_words(oxygen.use_period_hours));
    section.add("Order", oxygen.therapist_order);
    section.add("Arterial blood gas", number_words(oxygen.arterial_blood_gas, "mmHg"));
    section.add("Saturation", number_words(oxygen.saturation, "%"));
    section.add("Tested", names("1349", oxygen.test_condition));
    section.add("Findings", names_of(names, "1350", oxygen.test_findings));
    section.add("Portable flow", number_words(oxygen.portable_flow_rate, "litres a minute"));
    section.add("Delivered by", names("1382", oxygen.delivery_system));
    return section;
}

Section home_health(const HomeHealth& care, const Names& names)
{
    Section section{"Home health", {}};
    section.add("Prognosis", names("923", care.prognosis));
    section.add("Start of care", date_words(care.start_of_care));
    section.add("Certified", period_words(care.certification_period));
    section.add("Certification", names("1322", care.certification_type));
    section.add("Medicare coverage", names("1073", care.medicare_coverage));
    section.add("Surgery",
                joined({date_words(care.surgery_date), std::string(care.surgery_code), names("235", care.surgery_qualifier)}));
    section.add("Ordered", date_words(care.order_date));
    section.add("Last visit", date_words(care.last_visit_date));
    section.add("Physician contact", date_words(care.physician_contact_date));
    section.add("Last admission", period_words(care.last_admission));
    section.add("Discharged from", names("1384", care.patient_location));
    return section;
}

}  // namespace

void add_review(Section& section, const Names& names, const Review& review)
{
    section.add("Category", names("1525", review.request_category));
    section.add("Certification", names("1322", review.certification_type));
    section.add("Service type", names("1365", review.service_type));
    section.add(facility_label(review.facility), facility_words(names, review.facility));
    if (review.related_causes)
        section.add("Caused by",
                    joined({names_of(names, "1362", review.related_causes->causes), prefixed("in", review.related_causes->state),
                            std::string(review.related_causes->country)}));
    section.add("Health condition", names("1213", review.health_condition));
    section.add("Prognosis", names("923", review.prognosis));
    section.add("Release of records", names("1363", review.release));
}

void add_ambulance(Section& section, const Names& names, const AmbulanceTransport& transport)
{
    section.add("Trip", names("1316", transport.kind));
    section.add("Reason", names("1317", transport.reason));
    if (transport.distance) section.add("Distance", names.counted(transport.distance->text, "355", transport.distance_unit));
    if (transport.weight) section.add("Patient's weight", names.counted(transport.weight->text, "355", transport.weight_unit));
    section.add("Why a round trip", transport.round_trip_purpose);
    section.add("Why a stretcher", transport.stretcher_purpose);
}

Section service_section(const ServiceLine& line, const Names& names)
{
    Section section{fmt::format("Service {}", line.number), {}};
    add_service(section, names, line.service);
    for (const Tooth& tooth : line.teeth) section.add("Tooth", tooth_words(names, tooth));
    if (line.delivery) section.add("How much", delivery_words(names, *line.delivery));
    section.add("When", period_words(line.service_period));
    if (line.review) {
        add_review(section, names, *line.review);
        section.add("Level of service", names("1338", line.review->level_of_service));
        section.add("Reason for delay", names("1514", line.review->delay_reason));
    }
    for (const Party& provider : line.providers) section.add(names("98", provider.role), party_words(names, provider));
    for (const Attachment& attachment : line.attachments) section.add("Announced", attachment_words(names, attachment));
    section.add("Remark", line.message);
    section.add("Authorization", line.previous_certification);
    section.add("Payer's reference", line.administrative_reference);
    return section;
}

std::vector<Section> clinical_sections(const PatientEvent& event, const Names& names)
{
    std::vector<Section> sections{conditions(event, names)};
    if (event.spinal_manipulation) sections.push_back(spinal_manipulation(*event.spinal_manipulation, names));
    if (event.home_oxygen) sections.push_back(home_oxygen(*event.home_oxygen, names));
    if (event.home_health) sections.push_back(home_health(*event.home_health, names));
    return sections;
}

}  // namespace x278::cli
