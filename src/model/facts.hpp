// What a rule may ask about beyond the request itself. A missing fact is unknown,
// never false.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace x278::model {

// Whether reference data knows somebody. `unknown`: there is no data to look in.
enum class Known : std::uint8_t { unknown, yes, no };

struct MemberFacts {
    Known                      on_file         = Known::unknown;
    Known                      patient_on_file = Known::unknown;  // the dependent, when there is one
    std::optional<bool>        birth_date_matches;                // of the patient
    std::optional<bool>        eligible;                          // on the first day of service
    std::optional<std::string> product;                           // "HMO", "Medicare-HMO-Blue"; coverage on that day
    std::optional<std::string> account;                           // the group the coverage belongs to
};

struct ProviderFacts {
    Known               on_file = Known::unknown;
    std::optional<bool> in_network;  // for the member's product, on the first day of service
};

struct ReferralFacts {
    std::string                 id;           // the referral's number
    std::string                 type;         // "open" or "specialist"
    std::string                 to_provider;  // NPI; empty for an open referral
    std::chrono::year_month_day first;
    std::chrono::year_month_day last;
};

struct Facts {
    std::chrono::sys_seconds   received_at{};    // by our clock, UTC
    std::string                reference_as_of;  // which reference data was looked in, for the record
    MemberFacts                member;
    ProviderFacts              requester;                         // 2010B
    ProviderFacts              service_provider;                  // the first 2010EA, or of the line 2010F; else the requester
    Known                      referrals_known = Known::unknown;  // yes: `referrals` is all there are
    std::vector<ReferralFacts> referrals;                         // the patient's, open on the first day of service
};

}  // namespace x278::model
