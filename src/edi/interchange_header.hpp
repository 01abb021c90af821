// ISA, the one segment of fixed width: where an interchange begins, and what
// punctuation it uses. The only place that knows ISA's offsets.
//
// Source: X12.5 interchange control structures; 005010X217 appendix B.1.1.2.5, C.1.
#pragma once

#include "edi/delimiters.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace x278::edi {

inline constexpr std::size_t isa_size_bytes     = 106;  // segment terminator included
inline constexpr std::size_t isa_size_bytes_max = 256;  // how far a header of wrong widths is followed

struct InterchangeHeader {
    Delimiters                  delimiters;
    std::array<std::string, 17> elements;             // [1] is ISA01 ... [16] is ISA16, as sent, blanks included
    std::size_t                 offset_bytes = 0;     // of the I of ISA, from the start of the input
    std::size_t                 size_bytes   = 0;     // of the segment, terminator included
    bool                        fixed_width  = true;  // every element has its prescribed length

    [[nodiscard]] std::string_view sender_qualifier() const noexcept { return elements[5]; }
    [[nodiscard]] std::string_view sender() const noexcept { return trimmed(elements[6]); }
    [[nodiscard]] std::string_view receiver_qualifier() const noexcept { return elements[7]; }
    [[nodiscard]] std::string_view receiver() const noexcept { return trimmed(elements[8]); }
    [[nodiscard]] std::string_view version() const noexcept { return elements[12]; }
    [[nodiscard]] std::string_view control_number() const noexcept { return elements[13]; }
    [[nodiscard]] bool             wants_acknowledgment() const noexcept { return elements[14] == "1"; }
    [[nodiscard]] std::string_view usage() const noexcept { return elements[15]; }  // T test, P production

    [[nodiscard]] static std::string_view trimmed(std::string_view text) noexcept
    {
        const auto last = text.find_last_not_of(' ');
        return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
    }
};

// The prescribed length of ISA01..ISA16; [0] is unused.
inline constexpr std::array<std::size_t, 17> isa_lengths{0, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1};

// Whether a header of fixed width stands at the start of `bytes`: "ISA", sixteen equal
// element separators where they belong, and a component separator and terminator after
// them. Text that merely holds the letters ISA does not pass.
[[nodiscard]] bool looks_like_header(std::string_view bytes) noexcept;

// Reads the header at the start of `bytes`, which begin with "ISA". A header whose
// elements have wrong lengths is still read, by its separators, so that its sender can
// be answered; `fixed_width` is then false.
//
// Nothing when there is no following it: fewer than sixteen element separators within
// isa_size_bytes_max, or the input ends in it.
[[nodiscard]] std::optional<InterchangeHeader> read_header(std::string_view bytes);

// The offset of the next header of fixed width in `bytes` from `from` on; npos if there is none.
[[nodiscard]] std::size_t find_header(std::string_view bytes, std::size_t from) noexcept;

}  // namespace x278::edi
