// What a person may have meant to write: the known word most like the one they wrote.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace x278 {

// The one of `words` most like `word`, if it is like enough to be meant; else empty.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> words);

// "did you mean `X`?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> words);

}  // namespace x278
