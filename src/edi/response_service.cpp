#include "edi/response_service.hpp"

#include "edi/response_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace x278::edi {

using namespace model;

namespace {

using Components = std::array<std::string_view, 8>;

std::string_view text(const std::optional<Decimal>& number) { return number ? number->text : std::string_view{}; }

}  // namespace

void put_diagnoses(GuidedWriter& put, const ResponseWriter::Uses& uses, const PatientEvent& e)
{
    std::array<Components, 12>  diagnoses{};
    std::array<std::string, 12> dates;
    std::array<Value, 12>       elements;
    for (std::size_t i = 0; i < std::min<std::size_t>(12, e.diagnoses.size()); ++i) {
        const Diagnosis& d = e.diagnoses[i];
        if (d.date) dates[i] = wire_date(*d.date);
        diagnoses[i] = {d.qualifier, d.code, d.date ? "D8" : "", dates[i]};
        elements[i]  = Value::components(diagnoses[i]);
    }
    put.put(uses.hi, elements);
}

void put_clinical(GuidedWriter& put, const ResponseWriter::Uses& uses, const PatientEvent& e)
{
    if (const auto& a = e.admission) put.put(uses.cl1, {a->type, a->source, a->patient_status});
    if (const auto& a = e.ambulance) put.put(uses.cr1, {"", "", a->kind, "", a->distance_unit, text(a->distance)});
    if (const auto& m = e.spinal_manipulation)
        put.put(uses.cr2, {text(m->number_in_series), text(m->series_size), m->first_level, m->last_level});
    if (const auto& o = e.home_oxygen)
        put.put(uses.cr5, {"", "", o->equipment[0], o->equipment[1], "", text(o->flow_rate), text(o->daily_use_count),
                           text(o->use_period_hours), o->therapist_order, "", "", "", "", "", "", text(o->portable_flow_rate),
                           o->delivery_system, o->equipment[2]});
    if (const auto& h = e.home_health)
        put.put(uses.cr6,
                {h->prognosis, h->start_of_care ? wire_date(*h->start_of_care) : "", h->certification_period ? "RD8" : "",
                 h->certification_period ? wire_period(*h->certification_period) : "", "", "", h->medicare_coverage,
                 h->certification_type});
}

void put_delivery(GuidedWriter&                  put,
                  const SegmentUse&              hsd,
                  const std::optional<Delivery>& asked,
                  const LineDetermination&       decided)
{
    const std::string certified =
        decided.outcome == Outcome::modified && decided.quantity ? wire_number(decided.quantity->value) : std::string{};
    if (!certified.empty()) {
        put.put(hsd, {decided.quantity->unit, certified});
        return;
    }
    if (!asked) return;
    put.put(hsd, {asked->quantity_qualifier, text(asked->quantity), asked->rate_unit, text(asked->rate), asked->period,
                  text(asked->periods), asked->pattern, asked->time});
}

void put_service(GuidedWriter& put, const ResponseWriter::Uses& uses, const Service& s, const LineDetermination& decided)
{
    const Components procedure{s.procedure_qualifier, s.procedure,    s.modifiers[0], s.modifiers[1],
                               s.modifiers[2],        s.modifiers[3], s.description,  s.procedure_range_end};
    // A line that asked for a quantity is answered with the one certified.
    const std::string certified = decided.outcome == Outcome::modified && decided.quantity && s.quantity
                                      ? wire_number(decided.quantity->value)
                                      : std::string(text(s.quantity));
    switch (s.kind) {
        case Service::Kind::none: return;
        case Service::Kind::professional: {
            std::array<Value, 20> elements{Value::components(procedure), text(s.charge), s.quantity_unit, certified};
            elements[10] = s.screening;
            elements[19] = s.level_of_care;
            put.put(uses.sv1, elements);
            return;
        }
        case Service::Kind::institutional:
            put.put(uses.sv2, {s.revenue_code, Value::components(procedure), text(s.charge), s.quantity_unit, certified,
                               text(s.unit_rate), "", "", "", s.level_of_care});
            return;
        case Service::Kind::dental:
            put.put(uses.sv3, {Value::components(procedure), text(s.charge), "", Value::components(s.oral_cavity), s.prosthesis,
                               certified});
            return;
    }
}

}  // namespace x278::edi
