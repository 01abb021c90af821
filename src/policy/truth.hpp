// Three-valued answers: a condition holds, does not hold, or cannot be told, and then
// for want of which facts.
#pragma once

#include <cstdint>
#include <string>

namespace x278::policy {

enum class Truth : std::uint8_t { no, yes, unknown };

// Facts that may be missing. What only the requester can tell stands before what our
// own reference data should have told.
enum class Missing : std::uint32_t {
    service                = 1 << 0,
    place_of_service       = 1 << 1,
    quantity               = 1 << 2,
    quantity_in_unit       = 1 << 3,
    diagnosis              = 1 << 4,
    first_service_date     = 1 << 5,
    birth_date             = 1 << 6,
    other_line             = 1 << 7,
    previous_certification = 1 << 8,
    admission_date         = 1 << 9,
    event_date             = 1 << 10,  // discharge, onset or accident
    requester_specialty    = 1 << 11,
    event_hour             = 1 << 12,
    area                   = 1 << 13,
    product                = 1 << 14,  // from here on: our own records
    network_status         = 1 << 15,
    referrals              = 1 << 16,
    account                = 1 << 17,
    account_option         = 1 << 18,
    primary_care           = 1 << 19,
    earlier_services       = 1 << 20,
    stays                  = 1 << 21,
    member_events          = 1 << 22,
    earlier_certification  = 1 << 23,
    provider_specialty     = 1 << 24,
    fax_back               = 1 << 25,
    earlier_quantities     = 1 << 26,
    earlier_days           = 1 << 27,
    earlier_providers      = 1 << 28,
    earlier_areas          = 1 << 29,
};

// A set of missing facts.
class MissingFacts {
public:
    constexpr MissingFacts() = default;
    constexpr MissingFacts(Missing fact) : bits_(static_cast<std::uint32_t>(fact)) {}  // NOLINT: a fact is a set of one

    constexpr MissingFacts& operator|=(MissingFacts other) noexcept
    {
        bits_ |= other.bits_;
        return *this;
    }
    constexpr void remove(Missing fact) noexcept { bits_ &= ~static_cast<std::uint32_t>(fact); }

    [[nodiscard]] constexpr bool any_from_requester() const noexcept
    {
        return (bits_ & (static_cast<std::uint32_t>(Missing::product) - 1)) != 0;
    }

    // "the place of service, the quantity"; of the requester's facts only, or of all.
    [[nodiscard]] std::string named(bool only_from_requester) const;

private:
    std::uint32_t bits_ = 0;
};

struct Answer {
    Truth        truth = Truth::no;
    MissingFacts missing;  // what would have to be known, if the truth is unknown

    [[nodiscard]] static constexpr Answer yes_or_no(bool holds) noexcept { return {holds ? Truth::yes : Truth::no, {}}; }
    [[nodiscard]] static constexpr Answer unknown(MissingFacts facts) noexcept { return {Truth::unknown, facts}; }
};

// All hold; it takes one that does not to be false, whatever is unknown.
[[nodiscard]] constexpr Answer both(Answer a, Answer b) noexcept
{
    if (a.truth == Truth::no || b.truth == Truth::no) return {Truth::no, {}};
    if (a.truth == Truth::yes && b.truth == Truth::yes) return {Truth::yes, {}};
    a.missing |= b.missing;
    return Answer::unknown(a.missing);
}

// One of them holds; it takes one to be true, whatever is unknown.
[[nodiscard]] constexpr Answer either(Answer a, Answer b) noexcept
{
    if (a.truth == Truth::yes || b.truth == Truth::yes) return {Truth::yes, {}};
    if (a.truth == Truth::no && b.truth == Truth::no) return {Truth::no, {}};
    a.missing |= b.missing;
    return Answer::unknown(a.missing);
}

[[nodiscard]] constexpr Answer opposite(Answer a) noexcept
{
    if (a.truth == Truth::unknown) return a;
    return {a.truth == Truth::yes ? Truth::no : Truth::yes, {}};
}

}  // namespace x278::policy
