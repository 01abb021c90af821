#include "policy/line_view.hpp"

#include <algorithm>

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

void read_review(const model::Review& event, const model::Review* line, LineView& view)
{
    static const model::Review nothing;
    const model::Review&       own = line ? *line : nothing;

    // An admission stays one whatever its lines are: 2000F UM01 has no code for it. Source: guide-level list of UM01.
    const bool refinable    = event.request_category == "HS" || event.request_category == "SC";
    view.request_category   = refinable ? first_said(own.request_category, event.request_category) : event.request_category;
    view.certification_type = first_said(own.certification_type, event.certification_type);
    view.service_type       = first_said(own.service_type, event.service_type);
    view.level_of_service   = first_said(own.level_of_service, event.level_of_service);

    const model::FacilityType& facility = own.facility.code.empty() ? event.facility : own.facility;
    view.facility                       = facility.code;
    view.facility_known                 = !facility.code.empty();
    view.facility_system                = facility.qualifier == "A" ? CodeSystem::bill_type : CodeSystem::place_of_service;
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
        if (!line->service.revenue_code.empty())
            view.revenue_code = normalised_code(CodeSystem::revenue_code, line->service.revenue_code);
        view.serviced = quantity_of(line->service);
    }
    if (view.delivery) view.delivered = total_of(*view.delivery);
}

}  // namespace

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

LineView view_of(const model::ServiceReviewRequest& request,
                 const model::ServiceLine*          line,
                 const model::Facts&                facts,
                 const PayerProgram&                payer)
{
    LineView view;
    view.request           = &request;
    view.facts             = &facts;
    view.line              = line;
    view.possible_products = possible_products_of(facts, payer);
    read_review(request.event.review, line && line->review ? &*line->review : nullptr, view);
    read_service(request.event, line, view);
    view.service_period = service_period_of(request.event, line);
    if (view.service_period) view.first_service_date = view.service_period->first;
    return view;
}

}  // namespace x278::policy
