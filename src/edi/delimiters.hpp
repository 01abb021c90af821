// The separators of one interchange.
//
// X12 has no fixed punctuation: every interchange declares its own in ISA, the
// one segment of fixed width. Where in ISA they stand is known to
// edi/interchange_header.hpp alone; everything downstream holds a Delimiters value
// instead of spelling '*', ':' or '~'.
//
// Source: X12.5 interchange control structures; 005010X217 appendix B.1.1.2.5.
#pragma once

#include <array>

namespace x278::edi {

struct Delimiters {
    char element    = '*';
    char repetition = '^';  // ISA11; version 00402 and later, before that ISA11 held `U`
    char component  = ':';  // ISA16
    char segment    = '~';  // the character after ISA16

    friend bool operator==(const Delimiters&, const Delimiters&) = default;
};

[[nodiscard]] constexpr bool is_separator(char c, const Delimiters& d) noexcept
{
    return c == d.element || c == d.component || c == d.repetition || c == d.segment;
}

}  // namespace x278::edi
