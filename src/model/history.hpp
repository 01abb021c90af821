// What a payer's records hold of a member's past, for rules that count, compare dates or look back.
//
// Days and minutes are by the payer's own clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace x278::model {

// A day, and the minute of it when somebody told it.
struct Moment {
    std::chrono::year_month_day day{};
    std::optional<int>          minute;  // since midnight, 0 to 1439

    friend bool operator==(const Moment&, const Moment&) = default;
};

// A service that was certified for, or given to, the patient. A rule counts those its codes fit.
struct PastService {
    enum class Kind : std::uint8_t { authorized, used };

    Kind                        kind = Kind::used;
    std::string                 procedure;        // without its qualifier; a dental one begins with D
    std::string                 revenue_code;     // four digits
    std::string                 service_type;     // UM03
    std::vector<std::string>    modifiers;        // of the procedure
    double                      quantity = 1;     // of `unit`
    std::string                 unit     = "VS";  // HSD01: VS visits, DY days, HS hours, FL units, MN months
    std::chrono::year_month_day first{};          // of the service, or of the certified period
    std::chrono::year_month_day last{};           // not before `first`
    std::string                 provider;         // NPI of whom it was certified for or who gave it; empty: not told
    std::string                 certification;    // under whose number; empty: none
    std::string                 area;             // as areas.hpp has it; empty: not told

    friend bool operator==(const PastService&, const PastService&) = default;
};

// A stay in a facility; without `discharged` it is open.
struct Stay {
    std::string                                level;     // "inpatient", "observation", "residential", "emergency"
    std::string                                facility;  // NPI; empty: not told
    Moment                                     admitted;
    std::optional<std::chrono::year_month_day> discharged;

    friend bool operator==(const Stay&, const Stay&) = default;
};

// Something in the member's record that has a name and holds for a time: enrolment in a program, a consent, a
// condition, a treatment that has begun.
struct MemberEvent {
    std::string                                name;  // "case-management", "consent", "diabetes"
    Moment                                     since;
    std::optional<std::chrono::year_month_day> until;  // the last day; none: until further notice

    friend bool operator==(const MemberEvent&, const MemberEvent&) = default;
};

// What the member's account has chosen, in words the plan declares (`option`).
struct AccountOption {
    std::string name;
    std::string value;

    friend bool operator==(const AccountOption&, const AccountOption&) = default;
};

// Answers to a criteria questionnaire for one procedure.
struct CriteriaAnswer {
    std::string procedure;
    bool        met = false;
    std::string criteria;  // which set, with its version: "InterQual 2024 lumbar fusion"

    friend bool operator==(const CriteriaAnswer&, const CriteriaAnswer&) = default;
};

// An earlier determination that the request goes back to by REF*BB.
struct EarlierCertification {
    enum class State : std::uint8_t { approved, pended, denied };

    std::string                                number;
    State                                      state = State::approved;
    std::optional<std::chrono::year_month_day> issued;
    std::optional<std::chrono::year_month_day> first;  // of what is certified
    std::optional<std::chrono::year_month_day> last;
    std::optional<std::chrono::year_month_day> last_visit;  // the last covered visit, when it is planned or done

    friend bool operator==(const EarlierCertification&, const EarlierCertification&) = default;
};

// The patient's past as of the moment of deciding. What is not `known` may hold more than is listed.
struct History {
    bool                              authorized_known = false;  // `services` has all that was certified
    bool                              used_known       = false;  // `services` has all that was given
    std::vector<PastService>          services;                  // in order of `first`
    bool                              stays_known = false;
    std::vector<Stay>                 stays;
    bool                              events_known = false;
    std::vector<MemberEvent>          events;
    bool                              options_known = false;  // an option that is not listed is not set
    std::vector<AccountOption>        options;                // those in force on the first day of service
    std::vector<CriteriaAnswer>       criteria;
    std::vector<EarlierCertification> certifications;  // those the request names, as far as they are known
};

}  // namespace x278::model
