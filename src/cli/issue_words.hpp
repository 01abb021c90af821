// What is wrong with received data, for the operator's terminal: where, in the words of
// the 999, and the segment itself with a caret under the place.
#pragma once

#include "cli/page.hpp"
#include "edi/answers.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue.hpp"

#include <string>
#include <string_view>

namespace x278::cli {

// "UM01", "UM04-2", "HI02, repetition 3"; nothing for the segment as a whole.
[[nodiscard]] std::string element_words(const edi::Location& where);

// "segment 13 UM, loop 2000E, UM01"; outside a set "ISA13".
[[nodiscard]] std::string place_words(const edi::Location& where);

// "element/code-not-allowed, IK403 7": the issue's id, and how an acknowledgment says it; what is answered
// in the response as it will stand there, "diagnosis/invalid, AAA 2000E AF C".
[[nodiscard]] std::string kind_words(const edi::Guides& guides, std::string_view issue_id);

// The AAA that the response will say the issue with; null when an acknowledgment says it.
[[nodiscard]] const edi::RejectionCode* rejection_of(const edi::Guides& guides, std::string_view issue_id);

// A segment, or as much of a long one as fits a line, and a line with carets under the place.
struct PointedSegment {
    std::string text;
    std::string carets;
};

inline constexpr std::size_t pointed_chars_max = line_width_max - 6;  // of a segment on one line, the dots of a cut one aside

// Carets under the value at fault; under the segment's id when the segment is meant as a whole,
// and after its end when the element never came.
[[nodiscard]] PointedSegment point_at(const edi::Segment&    segment,
                                      const edi::Delimiters& delimiters,
                                      const edi::Location&   where,
                                      std::size_t            chars_max = pointed_chars_max);

// The same for `size` characters of a text from `first` on.
[[nodiscard]] PointedSegment point_into(std::string_view text,
                                        std::size_t      first,
                                        std::size_t      size,
                                        std::size_t      chars_max = pointed_chars_max);

}  // namespace x278::cli
