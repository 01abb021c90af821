// SHA-256, for naming contents by what they are.
#pragma once

#include <string>
#include <string_view>

namespace x278 {

// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace x278
