// UTF-8, as far as messages and files of text need it.
#pragma once

#include <cstddef>
#include <string_view>

namespace x278 {

// Bytes of the character `text` begins with; 0 if it begins with none.
[[nodiscard]] std::size_t character_size(std::string_view text) noexcept;

// Where `text` stops to be UTF-8, or holds a NUL; its size if it is text throughout.
[[nodiscard]] std::size_t end_of_utf8(std::string_view text) noexcept;

// Characters of a UTF-8 text.
[[nodiscard]] std::size_t characters_in(std::string_view text) noexcept;

}  // namespace x278
