#include "policy/line_view.hpp"

#include "model/areas.hpp"

#include <algorithm>
#include <array>

namespace x278::policy {

namespace {

// What `word` of the line overrides, if the line says anything.
std::string_view first_said(std::string_view line, std::string_view event) { return line.empty() ? event : line; }

// How many of the unit HSD03 names are in one of the period HSD05 names; 0 where the
// calendar gives no fixed number.
double units_in_period(std::string_view rate_unit, std::string_view period)
{
    if (rate_unit == "DA") return period == "7" ? 1 : period == "35" ? 7 : 0;
    if (rate_unit == "WK") return period == "35" ? 1 : 0;
    if (rate_unit == "MO") return period == "34" ? 1 : period == "21" ? 12 : 0;
    return 0;
}

// HSD*VS*40***7*60 is 40 in all; HSD*VS*3*WK**35*4 is 3 a week for 4 weeks, 12 in all.
//
// With HSD04, some mean HSD02 in all at HSD04 a week, others HSD02 every HSD04 weeks.
// HSD*VS*12*WK*2*35*6 is 12, since 2 a week for 6 weeks are 12; where the numbers do not
// agree there is no telling.
Quantity total_of(const model::Delivery& delivery)
{
    Quantity quantity{std::nullopt, delivery.quantity_qualifier};
    if (!delivery.quantity) return quantity;
    if (delivery.rate_unit.empty()) {
        quantity.total = delivery.quantity->value;
        return quantity;
    }
    const double units = delivery.periods ? units_in_period(delivery.rate_unit, delivery.period) * delivery.periods->value : 0;
    if (units <= 0) return quantity;
    if (!delivery.rate)
        quantity.total = delivery.quantity->value * units;
    else if (delivery.rate->value * units == delivery.quantity->value)
        quantity.total = delivery.quantity->value;
    return quantity;
}

// SV units and the HSD units that mean the same; minutes and international units have none.
Quantity quantity_of(const model::Service& service)
{
    if (!service.quantity) return {};
    const std::string_view unit = service.quantity_unit;
    if (unit == "UN" || (unit.empty() && service.kind == model::Service::Kind::dental)) return {service.quantity->value, "FL"};
    if (unit == "DA") return {service.quantity->value, "DY"};
    return {service.quantity->value, ""};
}

// A product of the plan is one; a family stands for any of its members; what is not
// known or not in the plan may be any.
Products possible_products_of(const model::Facts& facts, const PayerProgram& payer)
{
    if (!facts.member.product) return ~Products{0};
    const auto product = std::ranges::find(payer.products, *facts.member.product);
    if (product != payer.products.end()) return Products{1} << (product - payer.products.begin());
    const auto family = payer.families.find(*facts.member.product);
    return family == payer.families.end() ? ~Products{0} : family->second;
}

// What UM06 would say of a type of admission, CL101. Source: NUBC, priority (type) of admission or visit.
struct TypeOfAdmission {
    std::string_view type;
    std::string_view level;
};
constexpr std::array types_of_admission{
    TypeOfAdmission{"1", "03"},  // emergency
    TypeOfAdmission{"2", "U"},   // urgent
    TypeOfAdmission{"5", "03"},  // trauma
};

// UM06; of an admission that does not send it, what its type says.
std::string_view level_of(std::string_view sent, const model::PatientEvent& event)
{
    if (!sent.empty() || event.review.request_category != "AR" || !event.admission) return sent;
    const auto found = std::ranges::find(types_of_admission, event.admission->type, &TypeOfAdmission::type);
    return found == types_of_admission.end() ? sent : found->level;
}

void read_review(const model::Review& event, const model::Review* line, LineView& view)
{
    static const model::Review nothing;
    const model::Review&       own = line ? *line : nothing;

    // An admission stays one whatever its lines are: 2000F UM01 has no code for it. Source: guide-level list of UM01.
    const bool             refinable = event.request_category == "HS" || event.request_category == "SC";
    const std::string_view category =
        refinable ? first_said(own.request_category, event.request_category) : event.request_category;
    const std::string_view certification = first_said(own.certification_type, event.certification_type);
    const std::string_view level = level_of(first_said(own.level_of_service, event.level_of_service), view.request->event);

    view.request_category = language::place_of(language::request_words, category);
    view.certification    = language::place_of(language::certification_words, certification);
    view.level            = language::place_of(language::level_of_service_words, level.empty() ? elective : level);
    view.service_type     = first_said(own.service_type, event.service_type);

    const model::FacilityType& facility = own.facility.code.empty() ? event.facility : own.facility;
    view.facility                       = facility.code;
    view.facility_known                 = !facility.code.empty();
    view.facility_system                = facility.qualifier == "A" ? CodeSystem::bill_type : CodeSystem::place_of_service;
}

// The first who is known by an NPI, of the line, else of the event.
const model::Party* provider_of(const model::PatientEvent& event, const model::ServiceLine* line)
{
    const auto first_of = [](const std::vector<model::Party>& parties) -> const model::Party* {
        const auto found = std::ranges::find_if(parties, [](const auto& party) { return party.id.qualifier == "XX"; });
        return found == parties.end() ? nullptr : &*found;
    };
    const model::Party* const own = line ? first_of(line->providers) : nullptr;
    return own ? own : first_of(event.providers);
}

void read_service(const model::PatientEvent& event, const model::ServiceLine* line, LineView& view)
{
    view.delivery = event.delivery ? &*event.delivery : nullptr;
    if (line) {
        if (line->delivery) view.delivery = &*line->delivery;
        if (const auto procedure = procedure_of(line->service)) {
            view.procedure        = procedure->code;
            view.procedure_system = procedure->system;
        }
        const std::string_view list = line->service.procedure_qualifier;
        if (!line->service.procedure.empty() && (list == "N4" || list == "IV")) view.drug_list = list;
        if (!line->service.revenue_code.empty())
            view.revenue_code = normalised_code(CodeSystem::revenue_code, line->service.revenue_code);
        view.serviced  = quantity_of(line->service);
        view.modifiers = line->service.modifiers;
        if (const auto areas = model::areas_of(*line); !areas.empty()) view.area = areas.front();
    }
    if (view.delivery) view.delivered = total_of(*view.delivery);
}

void look_up_service(LineView& view)
{
    const RuleIndex& index    = view.payer->index;
    view.entries.procedure    = &index.of(view.procedure_system, view.procedure);
    view.entries.revenue_code = &index.of(CodeSystem::revenue_code, view.revenue_code);
    view.entries.service_type = &index.of(CodeSystem::service_type, view.service_type);
}

}  // namespace

std::string_view member_prefix(const LineView& line) noexcept
{
    constexpr std::size_t  size = 3;
    const std::string_view id   = line.request->subscriber.id.value;
    return id.size() > size ? id.substr(0, size) : std::string_view();
}

namespace {

// As language::outcome_words have it.
constexpr std::string_view code_of(model::Outcome outcome)
{
    switch (outcome) {
        case model::Outcome::not_required: return "not_required";
        case model::Outcome::notice_accepted: return "notice_accepted";
        case model::Outcome::approved: return "approved";
        case model::Outcome::modified: return "modified";
        case model::Outcome::partly_approved: return "partly_approved";
        case model::Outcome::pended: return "pended";
        case model::Outcome::contact_payer: return "contact_payer";
        case model::Outcome::denied_administratively: return "denied_administratively";
        case model::Outcome::cancelled: return "cancelled";
    }
    return {};
}

constexpr auto outcome_places = [] {
    std::array<std::size_t, static_cast<std::size_t>(model::Outcome::cancelled) + 1> places{};
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = language::place_of(language::outcome_words, code_of(static_cast<model::Outcome>(i)));
    return places;
}();

}  // namespace

std::size_t place_of(model::Outcome outcome) noexcept { return outcome_places[static_cast<std::size_t>(outcome)]; }

bool is_diagnosis(const model::Diagnosis& diagnosis)
{
    static constexpr std::array<std::string_view, 6> qualifiers{"ABK", "ABJ", "ABF", "BK", "BJ", "BF"};
    return std::ranges::find(qualifiers, diagnosis.qualifier) != qualifiers.end();
}

// Dental codes travel as AD; D codes sent as HC are the same codes.
std::optional<Procedure> procedure_of(const model::Service& service)
{
    const std::string_view code = service.procedure;
    if (code.empty()) return std::nullopt;
    if (service.procedure_qualifier == "AD") return Procedure{CodeSystem::dental_procedure, code};
    if (!service.procedure_qualifier.empty() && service.procedure_qualifier != "HC") return std::nullopt;
    return Procedure{code.starts_with('D') ? CodeSystem::dental_procedure : CodeSystem::procedure, code};
}

std::optional<model::Period> service_period_of(const model::PatientEvent& event, const model::ServiceLine* line)
{
    if (line && line->service_period) return line->service_period;
    return event.event_period ? event.event_period : event.admission_period;
}

LineView view_of(const Asked& asked, const model::ServiceLine* line)
{
    const model::PatientEvent& event = asked.request.event;

    LineView view;
    view.request           = &asked.request;
    view.facts             = &asked.facts;
    view.payer             = &asked.payer;
    view.trial             = asked.trial;
    view.received          = asked.received;
    view.line              = line;
    view.possible_products = possible_products_of(asked.facts, asked.payer);
    read_review(event.review, line && line->review ? &*line->review : nullptr, view);
    read_service(event, line, view);
    view.provider       = provider_of(event, line);
    view.service_period = service_period_of(event, line);
    if (view.service_period) view.first_service_date = view.service_period->first;
    look_up_service(view);
    view.entries.facility = &view.payer->index.of(view.facility_system, view.facility);
    view.entries.prefix   = &view.payer->index.of(CodeSystem::prefix, member_prefix(view));
    return view;
}

LineView view_of(const Asked& asked, const model::PastService& service, std::vector<model::Text>& modifiers)
{
    modifiers.assign(service.modifiers.begin(), service.modifiers.end());

    LineView view;
    view.request            = &asked.request;
    view.facts              = &asked.facts;
    view.payer              = &asked.payer;
    view.trial              = asked.trial;
    view.received           = asked.received;
    view.procedure          = service.procedure;
    view.procedure_system   = service.procedure.starts_with('D') ? CodeSystem::dental_procedure : CodeSystem::procedure;
    view.revenue_code       = service.revenue_code;
    view.service_type       = service.service_type;
    view.modifiers          = modifiers;
    view.first_service_date = service.first;
    look_up_service(view);
    return view;
}

std::optional<int> admission_minute(const LineView& line)
{
    const auto& period = line.request->event.admission_period;
    if (!period) return std::nullopt;
    for (const model::Stay& stay : line.facts->history.stays)
        if (stay.admitted.day == period->first && stay.admitted.minute) return stay.admitted.minute;
    return std::nullopt;
}

const model::ProviderFacts& service_provider_facts(const LineView& line)
{
    if (line.line && line.provider) {
        const auto  own   = static_cast<std::size_t>(line.line->number - 1);
        const auto  place = static_cast<std::size_t>(line.provider - line.line->providers.data());
        const auto& lines = line.facts->lines;
        if (place < line.line->providers.size() && own < lines.size() && place < lines[own].providers.size())
            return lines[own].providers[place];
    }
    return line.facts->service_provider;
}

std::string_view earlier_number(const LineView& line)
{
    if (line.line && !line.line->previous_certification.empty()) return line.line->previous_certification;
    return line.request->event.previous_certification;
}

const model::EarlierCertification* earlier_certification(const LineView& line)
{
    const auto number = earlier_number(line);
    if (number.empty()) return nullptr;
    const auto& known = line.facts->history.certifications;
    const auto  found = std::ranges::find(known, number, &model::EarlierCertification::number);
    return found == known.end() ? nullptr : &*found;
}

model::Date day_of_request(const LineView& line) { return line.first_service_date.value_or(line.received.day); }

}  // namespace x278::policy
