// What a rule may ask about beyond the request itself. A missing fact is unknown,
// never false.
#pragma once

#include "model/history.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace x278::model {

// Whether reference data knows somebody. `unknown`: there is no data to look in.
enum class Known : std::uint8_t { unknown, yes, no };

struct MemberFacts {
    Known               on_file         = Known::unknown;
    Known               patient_on_file = Known::unknown;  // the dependent, when there is one
    std::optional<bool> id_fits;                           // the member id looks like one of this payer's
    std::string         number;                       // the member id on file, where it was sent with more or less of it; folded
    bool                id_is_shared = false;         // more than one subscriber has this member id
    int                 namesakes    = 0;             // dependents whom the name and birth date sent may mean
    std::optional<bool> name_matches;                 // of the patient
    std::optional<bool> birth_date_matches;           // of the patient
    std::optional<bool> gender_matches;               // of the patient
    std::optional<std::chrono::year_month_day> died;  // the patient
    std::optional<bool>                        eligible;                   // on the first day of service
    std::optional<bool>                        in_group;                   // the group sent is the one the coverage belongs to
    std::optional<std::string>                 product;                    // "HMO", "Medicare-HMO-Blue"; coverage on that day
    std::optional<std::string>                 account;                    // the group the coverage belongs to
    std::optional<bool>                        requester_may_ask;          // false: a restriction is on file
    std::optional<bool>                        requester_is_primary_care;  // the patient's own
    std::optional<bool>                        requester_in_circle;        // of the patient's primary care provider
    Known                                      primary_care = Known::unknown;  // whether the patient has one
    std::optional<bool>                        primary_care_in_network;
    std::optional<std::string>                 primary_care_state;  // "MA", where it practises
};

struct ProviderFacts {
    Known               on_file = Known::unknown;
    std::optional<bool> in_network;         // for the member's product, on the first day of service
    std::optional<bool> enrolled;           // with the payer, on the first day of service
    std::optional<bool> role_fits;          // whether it may be what NM101 says it is here
    std::optional<bool> specialty_on_file;  // whether the specialty sent is the one on file

    std::vector<std::string> taxonomies = {};  // on file; empty: nothing is known of its specialty
    std::optional<bool>      id_fits    = {};  // the identifier looks like one that the payer knows
    std::optional<bool>      fax_back   = {};  // it has asked to be told of decisions by fax
};

// Beside those of the event; of each line in order, or of none when nothing is known.
struct LineFacts {
    Known                      previous_certification = Known::unknown;  // REF*BB of the line
    std::vector<ProviderFacts> providers;                                // in order
};

struct ReferralFacts {
    std::string                 id;           // the referral's number
    std::string                 type;         // "open" or "specialist"
    std::string                 to_provider;  // NPI; empty for an open referral
    std::chrono::year_month_day first;
    std::chrono::year_month_day last;
};

// What a payer may want to be told of an event; by its lines where the event is silent.
enum class EventData : std::uint8_t {
    service_type,
    level_of_service,
    facility,
    provider,
    service_date,
    admission_date,
    diagnosis
};

// What it may want to be told of a provider.
enum class ProviderData : std::uint8_t { name, telephone, state, address };

// What the payer wants of a request before any rule is asked. At rest it wants nothing.
struct Requirements {
    std::vector<std::string>                   reviewed;  // UM01 that it reviews; empty: all
    std::optional<std::chrono::year_month_day> earliest;  // first day of service that may be asked for
    std::optional<std::chrono::year_month_day> latest;
    bool                                       requester_in_network   = false;
    bool                                       requester_primary_care = false;
    bool                                       provider_on_file       = false;
    bool                                       provider_in_network    = false;
    bool                                       specialty_sent         = false;
    bool                                       specialty_on_file      = false;
    std::vector<EventData>                     of_event;  // of a request for review that cancels nothing
    std::vector<ProviderData>                  of_requester;
    std::vector<ProviderData>                  of_providers;  // of the event and of each line
};

// Who has said that it cannot answer now, and what the sender is to do.
enum class Closure : std::uint8_t {
    none,
    system,       // this system; send again
    system_held,  // this system; the request is kept and answered later
    payer,        // the payer named; send again
    payer_held,
    no_response,  // what stands behind the payer does not answer; send again
};

struct Facts {
    std::chrono::sys_seconds   received_at{};    // by our clock, UTC
    std::string                reference_as_of;  // which reference data was looked in, and of what day
    Closure                    closure = Closure::none;
    Requirements               requirements;
    Known                      open_duplicate = Known::unknown;  // yes: a request that is still pended asks for exactly this
    MemberFacts                member;
    ProviderFacts              requester;         // 2010B
    ProviderFacts              service_provider;  // the first 2010EA, or of the line 2010F; else the requester
    std::vector<ProviderFacts> event_providers;   // of 2010EA in order, or of none
    Known                      previous_certification = Known::unknown;  // REF*BB of the event
    std::vector<LineFacts>     lines;
    Known                      referrals_known = Known::unknown;  // yes: `referrals` is all there are
    std::vector<ReferralFacts> referrals;                         // the patient's, open on the first day of service
    History                    history;                           // the patient's
};

}  // namespace x278::model
