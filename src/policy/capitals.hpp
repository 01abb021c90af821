// Messages travel in capitals, in X12's basic character set.
#pragma once

#include <algorithm>
#include <string>

namespace x278::policy {

[[nodiscard]] constexpr char capital(char c) noexcept { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

[[nodiscard]] inline std::string capitals(std::string text)
{
    std::ranges::transform(text, text.begin(), capital);
    return text;
}

}  // namespace x278::policy
