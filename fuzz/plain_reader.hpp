// A reader of interchanges as plain as can be, to hold edi::Reader to: it has all of the
// input, and cuts it at its separators one character at a time.
#pragma once

#include "edi/reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace x278::fuzz {

// Events as text, everything in them that comes from the input included.
struct PlainEvents {
    std::vector<std::string> events;
    bool                     whole = true;  // false: followed only so far, because the header that comes next
                                            // is damaged, text stands between interchanges, or a limit is near
};

[[nodiscard]] PlainEvents read_plainly(std::string_view bytes);

// What edi::Reader says of the same input in pieces of that size, in the same words.
// Errors are events too.
[[nodiscard]] std::vector<std::string> events_of(std::string_view bytes, std::size_t piece_bytes);

// Where the reader and the plain reader, or two sizes of pieces, tell different events;
// empty when they agree.
[[nodiscard]] std::string disagreement(std::string_view bytes);

}  // namespace x278::fuzz
