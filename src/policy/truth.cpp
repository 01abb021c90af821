#include "policy/truth.hpp"

#include <array>
#include <string_view>

namespace x278::policy {

namespace {

// In the order of Missing.
constexpr std::array<std::string_view, 13> names{
    "the service asked for",
    "the place of service",
    "the quantity",
    "the quantity in the unit of the rule",
    "the diagnosis",
    "the first service date",
    "the birth date",
    "the dates of the other lines",
    "the previous certification number",
    "the member's product",
    "the service provider's network status",
    "the referrals on file",
    "the member's account",
};

}  // namespace

std::string MissingFacts::named(bool only_from_requester) const
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto fact = static_cast<Missing>(1U << i);
        if ((bits_ & static_cast<std::uint16_t>(fact)) == 0) continue;
        if (only_from_requester && !MissingFacts(fact).any_from_requester()) continue;
        if (!text.empty()) text += ", ";
        text += names[i];
    }
    return text;
}

}  // namespace x278::policy
