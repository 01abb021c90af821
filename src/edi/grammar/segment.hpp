// One segment out of the separator index: the second stage of reading.
//
// Callers include this file only; the grammar is compiled once, in segment.cpp.
#pragma once

#include "edi/delimiters.hpp"
#include "edi/segment.hpp"

#include <cstdint>

namespace x278::edi::grammar {

// A place in the separator index. Positions, not characters, are what the grammar
// iterates over: one step is one separator.
using Cursor = const std::uint32_t*;

// What every terminal of the grammar needs to know, passed in the X3 context because
// the separators of an interchange are known only at run time.
struct Source {
    const char*   block = nullptr;
    Delimiters    delimiters;
    std::uint32_t begin  = 0;        // offset of the next unread character of `block`
    Token*        tokens = nullptr;  // where the next token goes; room for one a separator is the caller's to give
};

// Reads one segment: writes its tokens, moves `first` past its terminator, `source.begin`
// past it in the block, and `source.tokens` past what was written. Line breaks and blanks
// before the segment belong to nobody and are passed over.
//
// Returns false and leaves everything as it was when no terminator stands before `last`:
// the block ended inside the segment. Nothing else can fail.
[[nodiscard]] bool parse_segment(Cursor& first, Cursor last, Source& source);

}  // namespace x278::edi::grammar
