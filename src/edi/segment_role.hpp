// What a segment's id means to the envelopes around it.
#pragma once

#include <cstdint>
#include <string_view>

namespace x278::edi {

// What a segment id means to the envelopes.
enum class Role : std::uint8_t { content, interchange, group, set, set_end, group_end, interchange_end, acknowledgment };

[[nodiscard]] constexpr Role role_of(std::string_view id) noexcept
{
    constexpr auto word = [](char a, char b, char c) { return (a << 16) | (b << 8) | c; };
    if (id.size() != 2 && id.size() != 3) return Role::content;
    switch (word(id[0], id[1], id.size() == 3 ? id[2] : ' ')) {
        case word('S', 'T', ' '): return Role::set;
        case word('S', 'E', ' '): return Role::set_end;
        case word('G', 'S', ' '): return Role::group;
        case word('G', 'E', ' '): return Role::group_end;
        case word('I', 'E', 'A'): return Role::interchange_end;
        case word('I', 'S', 'A'): return Role::interchange;
        case word('T', 'A', '1'): return Role::acknowledgment;
        default: return Role::content;
    }
}

}  // namespace x278::edi
