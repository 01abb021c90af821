// Reference data as it is looked in: by hash of the member number or the NPI.
#pragma once

#include "core/text_hash.hpp"
#include "model/facts.hpp"
#include "store/reference.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace x278::store {

// What identifiers and first names are compared by: upper case, without blanks.
[[nodiscard]] std::string folded(std::string_view text);

inline constexpr std::string_view subscriber_person = "00";

struct Validity {
    std::chrono::year_month_day                first;
    std::optional<std::chrono::year_month_day> last;  // none: until further notice

    [[nodiscard]] bool holds(std::chrono::year_month_day day) const { return first <= day && (!last || day <= *last); }
    [[nodiscard]] bool overlaps(const Validity& other) const
    {
        return (!last || other.first <= *last) && (!other.last || first <= *other.last);
    }
};

struct PersonOnFile {
    std::string                                person;  // "00" the subscriber, "01".. dependents
    std::string                                first_name;
    std::string                                last_name;
    std::chrono::year_month_day                birth_date;
    std::string                                gender;  // DMG03, or empty
    std::optional<std::chrono::year_month_day> died;
    std::string                                primary_care;  // NPI, or empty
};

// What is on file of one person's past.
struct Past {
    std::string                        person;    // as in members.csv
    std::vector<model::PastService>    services;  // in order of `first`
    std::vector<model::Stay>           stays;
    std::vector<model::MemberEvent>    events;
    std::vector<model::CriteriaAnswer> criteria;  // one for each procedure
};

struct Coverage {
    std::string payer_id;  // folded
    std::string product;
    std::string account;
    Validity    validity;
};

struct Referral {
    std::string          person;
    model::ReferralFacts facts;
};

// Everything under one member number.
struct Member {
    std::vector<PersonOnFile> persons;
    std::vector<Coverage>     coverage;  // of one payer, never two on the same day
    std::vector<Referral>     referrals;
    std::vector<Past>         pasts;  // of those persons of whom something is told

    [[nodiscard]] const PersonOnFile* find(std::string_view person) const;
};

struct Contract {
    std::string              payer_id;  // folded
    std::vector<std::string> products;  // empty: all of the payer's
    Validity                 validity;
};

// In whose rolls a provider stood, whatever its contracts say.
struct Enrollment {
    std::string payer_id;  // folded
    Validity    validity;
};

struct Provider {
    std::vector<Contract>    contracts;    // empty: on file, in nobody's network
    std::vector<Enrollment>  enrollments;  // empty: nothing is known of them
    std::vector<std::string> taxonomies;   // empty: nothing is known of its specialty
    std::vector<std::string> roles;        // NM101 it may have; empty: any
    std::string              state;        // where it practises, two letters; empty: not told
    std::optional<bool>      fax_back;     // enrolled in the fax-back program; nothing: not told
};

// Who may not ask: for one member, or for any of the payer's when `member_id` is empty.
struct Restriction {
    std::string payer_id;   // folded
    std::string member_id;  // folded
    Validity    validity;
};

struct ClosedTime {
    std::string              payer_id;  // folded; empty: this system as a whole
    model::Closure           closure = model::Closure::none;
    std::chrono::sys_seconds from;
    std::chrono::sys_seconds to;  // the first second that is open again
};

// A certification given before this store was.
struct CertificationOnFile {
    std::string                                payer_id;   // folded
    std::string                                member_id;  // folded
    std::optional<model::EarlierCertification> told;       // none: nothing but that it was given
};

// What an account has chosen, and when that holds.
struct OptionOnFile {
    model::AccountOption option;
    Validity             validity;
};

struct PayerRequirements {
    model::Requirements      wanted;      // its days are left out here: they go by the day of the request
    std::vector<std::string> member_ids;  // their shapes, as parts_of() has them; empty: any
    std::vector<std::string> requester_ids;
    std::vector<std::string> provider_ids;
    std::optional<int>       days_back;
    std::optional<int>       days_ahead;
};

// Whose number somebody sent.
struct FoundMember {
    std::string_view id;  // as it is on file, folded; lives as long as the tables
    const Member*    member = nullptr;
};

template <class T>
using ByText = std::unordered_map<std::string, T, TextHash, TextEqual>;

struct ReferenceTables {
    bool has_members   = false;  // there was a members.csv, and so on
    bool has_coverage  = false;
    bool has_providers = false;
    bool has_referrals = false;
    bool has_sources   = false;

    bool has_requirements   = false;
    bool has_restrictions   = false;
    bool has_certifications = false;
    bool has_closures       = false;

    bool has_services     = false;
    bool has_stays        = false;
    bool has_events       = false;
    bool has_criteria     = false;
    bool has_options      = false;
    bool has_circles      = false;
    bool has_primary_care = false;  // members.csv has that column

    ByText<Member>                    members;         // by folded member number
    ByText<std::vector<std::string>>  numbers;         // of members, by payer and what of a number may not be left out
    ByText<Provider>                  providers;       // by NPI
    ByText<PayerRequirements>         requirements;    // by folded payer id
    ByText<std::vector<Restriction>>  restrictions;    // by NPI
    ByText<CertificationOnFile>       certifications;  // by folded number
    ByText<std::vector<OptionOnFile>> options;         // by folded account
    ByText<std::vector<std::string>>  circles;         // NPIs of those in a referral circle, by that of its primary care provider
    std::vector<ClosedTime>           closures;
    WordsInUse                        words_in_use;
    std::string                       as_of;  // names the files' contents; empty when there were none

    std::map<std::string, std::chrono::year_month_day> taken_on;  // by file, from where it was taken; as far as it is told

    // By the whole number, else by what was sent of it, if that can be one member's only.
    [[nodiscard]] FoundMember     find_member(std::string_view payer_id, std::string_view sent) const;
    [[nodiscard]] const Provider* find_provider(std::string_view npi) const;

    // Whether the provider belongs to the referral circle of that primary care provider.
    [[nodiscard]] bool is_in_circle(std::string_view primary_care, std::string_view npi) const;
};

struct ReferenceData::Tables : ReferenceTables {};

// Errors as ReferenceData::read().
[[nodiscard]] Result<ReferenceTables> read_reference_tables(const std::string& folder);

}  // namespace x278::store
