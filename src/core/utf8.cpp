#include "core/utf8.hpp"

#include <algorithm>

namespace x278 {

namespace {

// A byte that goes on with a character.
[[nodiscard]] bool is_tail(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

}  // namespace

std::size_t character_size(std::string_view text) noexcept
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto tail = [&](std::size_t i) { return i < text.size() && is_tail(text[i]); };
    const auto lead = byte(0);
    if (text.empty() || lead < 0x80) return text.empty() ? 0 : 1;
    if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong  = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
        return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
    }
    const bool in_range = lead >= 0xF0 && lead <= 0xF4 && !(lead == 0xF0 && byte(1) < 0x90) && !(lead == 0xF4 && byte(1) >= 0x90);
    return in_range && tail(1) && tail(2) && tail(3) ? 4 : 0;
}

std::size_t end_of_utf8(std::string_view text) noexcept
{
    std::size_t at = 0;
    while (at < text.size() && text[at] != '\0') {
        const std::size_t size = character_size(text.substr(at));
        if (size == 0) break;
        at += size;
    }
    return at;
}

std::size_t characters_in(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !is_tail(c); }));
}

}  // namespace x278
