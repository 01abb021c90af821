#include "edi/grammar/request_segments.hpp"

#include <algorithm>

namespace x278::edi::grammar {

namespace {

model::Address& address_of(RequestBuild& build)
{
    auto& address = build.party->address;
    return address ? *address : address.emplace();
}

// The procedure composite C003: qualifier, code, four modifiers, description, end of a range.
void read_procedure(model::Service& service, ElementCursor& e)
{
    const auto c                = e.next_composite<8>();
    service.procedure_qualifier = c[0];
    service.procedure           = c[1];
    std::copy_n(c.begin() + 2, 4, service.modifiers.begin());
    service.description         = c[6];
    service.procedure_range_end = c[7];
}

}  // namespace

void read_bht(RequestBuild& build, ElementCursor& e)
{
    e.skip();  // BHT01 is always 0007
    build.request.purpose          = e.next();
    build.request.reference        = e.next();
    build.request.created          = e.next_date();
    build.request.created_time     = e.next();
    build.request.transaction_type = e.next();
}

void read_nm1(RequestBuild& build, ElementCursor& e)
{
    model::Party& party   = *build.party;
    party.role            = e.next();
    party.is_organization = e.next() == "2";
    party.name            = e.next();
    party.first_name      = e.next();
    party.middle_name     = e.next();
    party.prefix          = e.next();
    party.suffix          = e.next();
    party.id.qualifier    = e.next();
    party.id.value        = e.next();
}

void read_party_ref(RequestBuild& build, ElementCursor& e)
{
    model::Reference& reference = build.party->references.emplace_back();
    reference.qualifier         = e.next();
    reference.value             = e.next();
    reference.state             = e.next();
}

void read_n3(RequestBuild& build, ElementCursor& e)
{
    model::Address& address = address_of(build);
    address.line            = e.next();
    address.second_line     = e.next();
}

void read_n4(RequestBuild& build, ElementCursor& e)
{
    model::Address& address = address_of(build);
    address.city            = e.next();
    address.state           = e.next();
    address.postal_code     = e.next();
    address.country         = e.next();
    e.skip(2);  // N405, N406
    address.subdivision = e.next();
}

void read_per(RequestBuild& build, ElementCursor& e)
{
    model::Contact& contact = build.party->contact.emplace();
    e.skip();  // PER01 is always IC
    contact.name = e.next();
    for (model::CommunicationNumber& number : contact.numbers) {
        number.qualifier = e.next();
        number.number    = e.next();
    }
}

void read_prv(RequestBuild& build, ElementCursor& e)
{
    model::ProviderRole& provider = build.party->provider.emplace();
    provider.role                 = e.next();
    e.skip();  // PRV02 is always PXC
    provider.taxonomy = e.next();
}

void read_dmg(RequestBuild& build, ElementCursor& e)
{
    e.skip();  // DMG01 is always D8
    build.person->birth_date = e.next_date();
    build.person->gender     = e.next();
}

void read_ins(RequestBuild& build, ElementCursor& e)
{
    e.skip();  // INS01 says what the loop says
    build.person->relationship = e.next();
    e.skip(5);
    build.person->military_status = e.next();
    e.skip(8);
    build.person->birth_order = e.next();
}

void read_trn(RequestBuild& build, ElementCursor& e)
{
    model::Trace& trace = (build.line != nullptr ? build.line->traces : build.request.event.traces).emplace_back();
    trace.kind          = e.next();
    trace.number        = e.next();
    trace.originator    = e.next();
    trace.detail        = e.next();
}

void read_um(RequestBuild& build, ElementCursor& e)
{
    model::Review& review     = build.line != nullptr ? build.line->review.emplace() : build.request.event.review;
    review.request_category   = e.next();
    review.certification_type = e.next();
    review.service_type       = e.next();
    const auto facility       = e.next_composite<2>();
    review.facility           = {facility[0], facility[1]};
    if (const auto causes = e.next_composite<5>(); !causes[0].empty())
        review.related_causes = {{causes[0], causes[1], causes[2]}, causes[3], causes[4]};
    review.level_of_service = e.next();
    review.health_condition = e.next();
    review.prognosis        = e.next();
    review.release          = e.next();
    review.delay_reason     = e.next();
}

void read_ref(RequestBuild& build, ElementCursor& e)
{
    const bool previous = e.next() == "BB";
    auto&      event    = build.request.event;
    if (build.line != nullptr)
        (previous ? build.line->previous_certification : build.line->administrative_reference) = e.next();
    else
        (previous ? event.previous_certification : event.administrative_reference) = e.next();
}

void read_hcr(RequestBuild& build, ElementCursor& e)
{
    model::Decision& decision     = (build.line != nullptr ? build.line->decision : build.request.event.decision).emplace();
    decision.action               = e.next();
    decision.certification_number = e.next();
    decision.reasons              = e.next_repetitions<5>();
    decision.second_opinion       = e.next();
}

void read_dtp(RequestBuild& build, ElementCursor& e)
{
    const auto qualifier     = e.next();
    const auto period        = e.next_period();
    auto&      event         = build.request.event;
    auto&      certification = build.line != nullptr ? build.line->certification : event.certification;
    if (qualifier == "102")
        certification.issued = period;
    else if (qualifier == "036")
        certification.expires = period;
    else if (qualifier == "007")
        certification.effective = period;
    else if (build.line != nullptr)
        build.line->service_period = period;  // 472
    else if (qualifier == "AAH")
        event.event_period = period;
    else if (qualifier == "435")
        event.admission_period = period;
    else if (qualifier == "096")
        event.discharge_date = period;
    else if (qualifier == "439")
        event.accident_date = period;
    else if (qualifier == "484")
        event.last_menstrual_period = period;
    else if (qualifier == "ABC")
        event.estimated_birth_date = period;
    else if (qualifier == "431")
        event.onset_date = period;
}

void read_hi(RequestBuild& build, ElementCursor& e)
{
    auto& diagnoses = build.request.event.diagnoses;
    diagnoses.reserve(12);
    while (!e.at_end()) {
        const auto c = e.next_composite<4>();
        if (!c[0].empty()) diagnoses.push_back({c[0], c[1], parse_date(c[3])});
    }
}

void read_hsd(RequestBuild& build, ElementCursor& e)
{
    model::Delivery& delivery   = build.line != nullptr ? build.line->delivery.emplace() : build.request.event.delivery.emplace();
    delivery.quantity_qualifier = e.next();
    delivery.quantity           = e.next_decimal();
    delivery.rate_unit          = e.next();
    delivery.rate               = e.next_decimal();
    delivery.period             = e.next();
    delivery.periods            = e.next_decimal();
    delivery.pattern            = e.next();
    delivery.time               = e.next();
}

void read_crc(RequestBuild& build, ElementCursor& e)
{
    model::Condition& condition = build.request.event.conditions.emplace_back();
    condition.category          = e.next();
    condition.applies           = e.next() == "Y";
    for (model::Text& code : condition.codes) code = e.next();
}

void read_cl1(RequestBuild& build, ElementCursor& e)
{
    model::Admission& admission   = build.request.event.admission.emplace();
    admission.type                = e.next();
    admission.source              = e.next();
    admission.patient_status      = e.next();
    admission.nursing_home_status = e.next();
}

void read_cr1(RequestBuild& build, ElementCursor& e)
{
    model::AmbulanceTransport& ambulance = build.request.event.ambulance.emplace();
    ambulance.weight_unit                = e.next();
    ambulance.weight                     = e.next_decimal();
    ambulance.kind                       = e.next();
    ambulance.reason                     = e.next();
    ambulance.distance_unit              = e.next();
    ambulance.distance                   = e.next_decimal();
    e.skip(2);  // CR107, CR108
    ambulance.round_trip_purpose = e.next();
    ambulance.stretcher_purpose  = e.next();
}

void read_cr2(RequestBuild& build, ElementCursor& e)
{
    model::SpinalManipulation& manipulation = build.request.event.spinal_manipulation.emplace();
    manipulation.number_in_series           = e.next_decimal();
    manipulation.series_size                = e.next_decimal();
    manipulation.first_level                = e.next();
    manipulation.last_level                 = e.next();
    e.skip(3);  // CR205..207
    manipulation.condition          = e.next();
    manipulation.complication       = e.next();
    manipulation.description        = e.next();
    manipulation.second_description = e.next();
    manipulation.x_rays_available   = e.next();
}

void read_cr5(RequestBuild& build, ElementCursor& e)
{
    model::HomeOxygen& oxygen = build.request.event.home_oxygen.emplace();
    e.skip(2);  // CR501, CR502
    oxygen.equipment[0]       = e.next();
    oxygen.equipment[1]       = e.next();
    oxygen.equipment_reason   = e.next();
    oxygen.flow_rate          = e.next_decimal();
    oxygen.daily_use_count    = e.next_decimal();
    oxygen.use_period_hours   = e.next_decimal();
    oxygen.therapist_order    = e.next();
    oxygen.arterial_blood_gas = e.next_decimal();
    oxygen.saturation         = e.next_decimal();
    oxygen.test_condition     = e.next();
    for (model::Text& finding : oxygen.test_findings) finding = e.next();
    oxygen.portable_flow_rate = e.next_decimal();
    oxygen.delivery_system    = e.next();
    oxygen.equipment[2]       = e.next();
}

void read_cr6(RequestBuild& build, ElementCursor& e)
{
    model::HomeHealth& home   = build.request.event.home_health.emplace();
    home.prognosis            = e.next();
    home.start_of_care        = e.next_date();
    home.certification_period = e.next_period();
    e.skip(2);  // CR605, CR606
    home.medicare_coverage      = e.next();
    home.certification_type     = e.next();
    home.surgery_date           = e.next_date();
    home.surgery_qualifier      = e.next();
    home.surgery_code           = e.next();
    home.order_date             = e.next_date();
    home.last_visit_date        = e.next_date();
    home.physician_contact_date = e.next_date();
    home.last_admission         = e.next_period();
    home.patient_location       = e.next();
}

void read_pwk(RequestBuild& build, ElementCursor& e)
{
    model::Attachment& attachment =
        (build.line != nullptr ? build.line->attachments : build.request.event.attachments).emplace_back();
    attachment.report_type  = e.next();
    attachment.transmission = e.next();
    e.skip(3);  // PWK03..05; the qualifier is always AC
    attachment.control_number = e.next();
    attachment.description    = e.next();
}

void read_msg(RequestBuild& build, ElementCursor& e)
{
    (build.line != nullptr ? build.line->message : build.request.event.message) = e.next();
}

void read_other_umo_ref(RequestBuild& build, ElementCursor& e)
{
    auto& reasons = build.request.event.other_decisions.back().reasons;
    e.skip();  // REF01 is always ZZ
    reasons[0] = e.next();
    e.skip();  // REF03
    const auto more = e.next_composite<6>();
    for (std::size_t i = 0; i < 3; ++i) reasons[i + 1] = more[i * 2 + 1];
}

void read_other_umo_dtp(RequestBuild& build, ElementCursor& e)
{
    e.skip();  // DTP01 is always 598
    if (const auto period = e.next_period()) build.request.event.other_decisions.back().date = period->first;
}

void read_sv1(RequestBuild& build, ElementCursor& e)
{
    model::Service& service = build.line->service;
    service.kind            = model::Service::Kind::professional;
    read_procedure(service, e);
    service.charge        = e.next_decimal();
    service.quantity_unit = e.next();
    service.quantity      = e.next_decimal();
    e.skip(2);  // SV105, SV106
    service.diagnosis_pointers = e.next_composite<4>();
    e.skip(3);  // SV108..110
    service.screening = e.next();
    e.skip(8);  // SV112..119
    service.level_of_care = e.next();
}

void read_sv2(RequestBuild& build, ElementCursor& e)
{
    model::Service& service = build.line->service;
    service.kind            = model::Service::Kind::institutional;
    service.revenue_code    = e.next();
    read_procedure(service, e);
    service.charge        = e.next_decimal();
    service.quantity_unit = e.next();
    service.quantity      = e.next_decimal();
    service.unit_rate     = e.next_decimal();
    e.skip(2);  // SV207, SV208
    service.nursing_home_status = e.next();
    service.level_of_care       = e.next();
}

void read_sv3(RequestBuild& build, ElementCursor& e)
{
    model::Service& service = build.line->service;
    service.kind            = model::Service::Kind::dental;
    read_procedure(service, e);
    service.charge = e.next_decimal();
    e.skip();  // SV303
    service.oral_cavity        = e.next_composite<5>();
    service.prosthesis         = e.next();
    service.quantity           = e.next_decimal();
    service.dental_description = e.next();
}

void read_too(RequestBuild& build, ElementCursor& e)
{
    model::Tooth& tooth = build.line->teeth.emplace_back();
    e.skip();  // TOO01 is always JP
    tooth.number   = e.next();
    tooth.surfaces = e.next_composite<5>();
}

}  // namespace x278::edi::grammar
