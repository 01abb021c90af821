// A segment as it stood in the file: an id and its elements, nothing looked up.
//
// Text views the block of input it was read from and lives as long as that block.
#pragma once

#include "edi/delimiters.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace x278::edi {

// One piece of data and the separator that ended it.
struct Token {
    const char*   data     = nullptr;
    std::uint32_t size     = 0;
    char          ended_by = '\0';

    [[nodiscard]] std::string_view text() const noexcept { return {data, size}; }
};

class Segment {
public:
    Segment() = default;
    explicit Segment(std::span<const Token> tokens) noexcept : tokens_(tokens) {}

    // "NM1"
    [[nodiscard]] std::string_view id() const noexcept { return tokens_.front().text(); }

    // Everything in the order it stood, the id first: what the validator walks.
    [[nodiscard]] std::span<const Token> tokens() const noexcept { return tokens_; }

    // From the first character of the id to the last before the terminator.
    [[nodiscard]] std::string_view text() const noexcept
    {
        const Token& last = tokens_.back();
        return {tokens_.front().data, static_cast<std::size_t>(last.data + last.size - tokens_.front().data)};
    }

    // The first component of the first repetition of element `position` (1-based); empty when absent.
    [[nodiscard]] std::string_view element(int position, const Delimiters& delimiters) const noexcept
    {
        for (const Token *token = tokens_.data(), *end = token + tokens_.size(); token != end; ++token) {
            if (position == 0) return token->text();
            if (token->ended_by == delimiters.element) --position;
        }
        return {};
    }

    // Component `part` (1-based) of the first repetition of element `position`; empty when absent.
    [[nodiscard]] std::string_view component(int position, int part, const Delimiters& delimiters) const noexcept
    {
        for (const Token& token : tokens_) {
            if (position > 0) {
                if (token.ended_by == delimiters.element) --position;
                continue;
            }
            if (--part == 0) return token.text();
            if (token.ended_by != delimiters.component) return {};
        }
        return {};
    }

private:
    std::span<const Token> tokens_;  // never empty once read
};

}  // namespace x278::edi
