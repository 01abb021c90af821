// Reference data as it is looked in: by hash of the member number or the NPI.
#pragma once

#include "model/facts.hpp"
#include "store/reference.hpp"

#include <chrono>
#include <functional>
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
    std::string                 person;      // "00" the subscriber, "01".. dependents
    std::string                 first_name;  // folded
    std::chrono::year_month_day birth_date;
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

    [[nodiscard]] const PersonOnFile* find(std::string_view person) const;
};

struct Contract {
    std::string              payer_id;  // folded
    std::vector<std::string> products;  // empty: all of the payer's
    Validity                 validity;
};

struct Provider {
    std::vector<Contract> contracts;  // empty: on file, in nobody's network
};

struct TextHash {
    using is_transparent = void;
    [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

template <class T>
using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

struct ReferenceTables {
    bool has_members   = false;  // there was a members.csv, and so on
    bool has_coverage  = false;
    bool has_providers = false;
    bool has_referrals = false;

    ByText<Member>   members;    // by folded member number
    ByText<Provider> providers;  // by NPI
    std::string      as_of;      // names the files' contents; empty when there were none

    [[nodiscard]] const Member*   find_member(std::string_view member_id) const;
    [[nodiscard]] const Provider* find_provider(std::string_view npi) const;
};

struct ReferenceData::Tables : ReferenceTables {};

// Errors as ReferenceData::read().
[[nodiscard]] Result<ReferenceTables> read_reference_tables(const std::string& folder);

}  // namespace x278::store
