// What is wrong with received data, for the operator's terminal: where, in the words of
// the 999, and the segment itself with a caret under the place.
#pragma once

#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue.hpp"

#include <string>

namespace x278::cli {

// "UM01", "UM04-2", "HI02, repetition 3"; nothing for the segment as a whole.
[[nodiscard]] std::string element_words(const edi::Location& where);

// "segment 13 UM, loop 2000E, UM01"; outside a set "ISA13".
[[nodiscard]] std::string place_words(const edi::Location& where);

// "element/code-not-allowed, IK403 7": the issue's id, and how an acknowledgment says it.
[[nodiscard]] std::string kind_words(const edi::Guides& guides, const edi::Issue& issue);

// A segment, or as much of a long one as fits a line, and a line with carets under the place.
struct PointedSegment {
    std::string text;
    std::string carets;
};

// Carets under the value at fault; under the segment's id when the segment is meant as a whole,
// and after its end when the element never came.
[[nodiscard]] PointedSegment point_at(const edi::Segment& segment, const edi::Delimiters& delimiters, const edi::Location& where);

}  // namespace x278::cli
