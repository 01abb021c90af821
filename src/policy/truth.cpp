#include "policy/truth.hpp"

#include <array>
#include <string_view>

namespace x278::policy {

namespace {

// In the order of Missing.
constexpr std::array<std::string_view, 30> names{
    "the service asked for",
    "the place of service",
    "the quantity",
    "the quantity in the unit of the rule",
    "the diagnosis",
    "the first service date",
    "the birth date",
    "the dates of the other lines",
    "the previous certification number",
    "the admission date",
    "the date of the event",
    "the requester's specialty",
    "the hour of the admission or event",
    "the tooth or quadrant",
    "the member's product",
    "the service provider's network status",
    "the referrals on file",
    "the member's account",
    "the option of the member's account",
    "the member's primary care provider",
    "earlier services",
    "the member's stays",
    "the member's record",
    "the earlier certification",
    "the service provider's specialty",
    "whether the requester is in the fax-back program",
    "earlier services in the unit of the rule",
    "the days of earlier services",
    "who gave earlier services",
    "the teeth or quadrants of earlier services",
};

}  // namespace

std::string MissingFacts::named(bool only_from_requester) const
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto fact = static_cast<Missing>(1U << i);
        if ((bits_ & static_cast<std::uint32_t>(fact)) == 0) continue;
        if (only_from_requester && !MissingFacts(fact).any_from_requester()) continue;
        if (!text.empty()) text += ", ";
        text += names[i];
    }
    return text;
}

}  // namespace x278::policy
