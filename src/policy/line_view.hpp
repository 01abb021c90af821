// One service line as the rules see it: what the line says itself, else what the event says.
#pragma once

#include "model/facts.hpp"
#include "model/service_review.hpp"
#include "policy/code_set.hpp"
#include "policy/language/vocabulary.hpp"
#include "policy/program.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace x278::policy {

// How much is asked for, in one unit.
struct Quantity {
    std::optional<double> total;  // nothing, if it was told as a rate that cannot be totalled
    std::string_view      unit;   // HSD01; SV units as their HSD equals, "" when there is none
};

// What is the same for all lines of a request. Views all it names.
struct Asked {
    const model::ServiceReviewRequest& request;
    const model::Facts&                facts;
    const PayerProgram&                payer;
    const ParameterValues*             trial = nullptr;  // values tried instead of the plan's own
    model::Moment                      received;         // by the payer's clock
};

inline constexpr std::string_view elective = "E";  // UM06

// Views what `Asked` names.
struct LineView {
    const model::ServiceReviewRequest* request = nullptr;
    const model::Facts*                facts   = nullptr;
    const PayerProgram*                payer   = nullptr;
    const ParameterValues*             trial   = nullptr;
    model::Moment                      received;
    const model::ServiceLine*          line              = nullptr;  // null: the event itself is asked for
    Products                           possible_products = 0;        // those the member may have; one, if it is known

    std::span<const model::PastService> earlier_lines;  // what those of this request take that go ahead

    // UM01, UM02 and UM06, and what was decided, by their place among the language's words; any other code stands behind
    // the last of them. UM06 is sent when it is not the usual: without it, the service is elective,
    // unless it is an admission and CL101 says otherwise.
    std::size_t request_category = language::request_words.size();
    std::size_t certification    = language::certification_words.size();
    std::size_t level            = language::place_of(language::level_of_service_words, elective);
    std::size_t outcome          = language::outcome_words.size();  // before stage `effects`

    std::string_view service_type;
    std::string_view facility;
    CodeSystem       facility_system = CodeSystem::place_of_service;
    bool             facility_known  = false;
    std::string_view procedure;
    CodeSystem       procedure_system = CodeSystem::procedure;
    std::string_view drug_list;     // N4 or IV, where the service is told by an NDC or a HIEC code; there is no procedure then
    std::string      revenue_code;  // four digits
    LineEntries      entries;

    std::span<const model::Text> modifiers;           // may hold empty ones
    const model::Party*          provider = nullptr;  // who serves: of the line, else of the event; null: nobody is named
    std::string                  area;                // the first tooth or oral cavity area, as model/areas.hpp has it

    const model::Delivery* delivery = nullptr;  // HSD of the line, else of the event
    Quantity               delivered;           // what it amounts to
    Quantity               serviced;            // SV104, SV205, SV306

    std::optional<model::Date>   first_service_date;
    std::optional<model::Period> service_period;

    // Whether anything says what is asked for. A request that names its service by a
    // revenue code asks for no procedure; one that names nothing might mean any.
    [[nodiscard]] bool names_service() const noexcept
    {
        return !procedure.empty() || !drug_list.empty() || !revenue_code.empty() || !service_type.empty();
    }
};

[[nodiscard]] LineView view_of(const Asked& asked, const model::ServiceLine* line);

// The same for a service of the past: its codes and its day, and nothing else. `modifiers` keeps what is viewed.
[[nodiscard]] LineView view_of(const Asked& asked, const model::PastService& service, std::vector<model::Text>& modifiers);

// The letters a member number begins with; empty when it is too short to have any.
[[nodiscard]] std::string_view member_prefix(const LineView& line) noexcept;

// Its place among language::outcome_words.
[[nodiscard]] std::size_t place_of(model::Outcome outcome) noexcept;

// The procedure of a line and the system its code belongs to; nothing if it has none
// that a plan can speak of.
struct Procedure {
    CodeSystem       system;
    std::string_view code;
};
[[nodiscard]] std::optional<Procedure> procedure_of(const model::Service& service);

// Whether HI names a diagnosis here: principal, admitting or other.
[[nodiscard]] bool is_diagnosis(const model::Diagnosis& diagnosis);

// The minute of the day of the admission, told by the stay that began on it; DTP*435 has no hour.
[[nodiscard]] std::optional<int> admission_minute(const LineView& line);

// What is known of who serves: of the line's own provider, else of the event's.
[[nodiscard]] const model::ProviderFacts& service_provider_facts(const LineView& line);

// The certification that REF*BB of the line, else of the event, goes back to; empty when none is named.
[[nodiscard]] std::string_view                   earlier_number(const LineView& line);
[[nodiscard]] const model::EarlierCertification* earlier_certification(const LineView& line);

// The day the request stands on: its first service date, else the day of its receipt.
[[nodiscard]] model::Date day_of_request(const LineView& line);

// The period of the line, else of the event or the admission.
[[nodiscard]] std::optional<model::Period> service_period_of(const model::PatientEvent& event, const model::ServiceLine* line);

}  // namespace x278::policy
