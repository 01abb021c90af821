// The National Provider Identifier, NM109 when NM108 is XX.
#pragma once

#include <string_view>

namespace x278::model {

// Whether the last of the ten digits checks the others: the Luhn check over `80840`
// (health, United States) and the ten digits.
// Source: CMS, National Provider Identifier standard, check digit.
[[nodiscard]] constexpr bool is_npi(std::string_view id) noexcept
{
    if (id.size() != 10) return false;
    int  sum      = 24;  // what 80840 adds
    bool doubling = false;
    for (auto digit = id.rbegin(); digit != id.rend(); ++digit, doubling = !doubling) {
        if (*digit < '0' || *digit > '9') return false;
        const int value = (*digit - '0') * (doubling ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

}  // namespace x278::model
