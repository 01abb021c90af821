// One service line as the rules see it: what the line says itself, else what the event says.
#pragma once

#include "model/facts.hpp"
#include "model/service_review.hpp"
#include "policy/code_set.hpp"
#include "policy/program.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace x278::policy {

// How much is asked for, in one unit.
struct Quantity {
    std::optional<double> total;  // nothing, if it was told as a rate that cannot be totalled
    std::string_view      unit;   // HSD01; SV units as their HSD equals, "" when there is none
};

// Views the request, the facts and the payer.
struct LineView {
    const model::ServiceReviewRequest* request           = nullptr;
    const model::Facts*                facts             = nullptr;
    const model::ServiceLine*          line              = nullptr;  // null: the event itself is asked for
    Products                           possible_products = 0;        // those the member may have; one, if it is known

    std::string_view request_category;
    std::string_view certification_type;
    std::string_view service_type;
    std::string_view level_of_service;
    std::string_view facility;
    CodeSystem       facility_system = CodeSystem::place_of_service;
    bool             facility_known  = false;
    std::string_view procedure;
    CodeSystem       procedure_system = CodeSystem::procedure;
    std::string      revenue_code;  // four digits

    const model::Delivery* delivery = nullptr;  // HSD of the line, else of the event
    Quantity               delivered;           // what it amounts to
    Quantity               serviced;            // SV104, SV205, SV306

    std::optional<model::Date>   first_service_date;
    std::optional<model::Period> service_period;

    // Whether anything says what is asked for. A request that names its service by a
    // revenue code asks for no procedure; one that names nothing might mean any.
    [[nodiscard]] bool names_service() const noexcept
    {
        return !procedure.empty() || !revenue_code.empty() || !service_type.empty();
    }
};

[[nodiscard]] LineView view_of(const model::ServiceReviewRequest& request,
                               const model::ServiceLine*          line,
                               const model::Facts&                facts,
                               const PayerProgram&                payer);

// The procedure of a line and the system its code belongs to; nothing if it has none
// that a plan can speak of.
struct Procedure {
    CodeSystem       system;
    std::string_view code;
};
[[nodiscard]] std::optional<Procedure> procedure_of(const model::Service& service);

// The period of the line, else of the event or the admission.
[[nodiscard]] std::optional<model::Period> service_period_of(const model::PatientEvent& event, const model::ServiceLine* line);

}  // namespace x278::policy
