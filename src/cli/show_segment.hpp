// One segment in words: a date as a date, a decision as a decision, and what has no words
// of its own by the names its guide has for its elements.
#pragma once

#include "cli/value_words.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"

#include <string>

namespace x278::cli {

// The values of a segment by position, whatever is missing.
class Fields {
public:
    Fields(const edi::Segment& segment, const edi::Delimiters& delimiters) noexcept : segment_(segment), delimiters_(delimiters)
    {
    }

    [[nodiscard]] const edi::Segment& segment() const noexcept { return segment_; }

    // All 1-based; empty when it is not there.
    [[nodiscard]] std::string_view at(int element, int component = 1, int repetition = 1) const noexcept;
    [[nodiscard]] int              repetitions(int element) const noexcept;  // 0 when it is not there

private:
    const edi::Segment&    segment_;
    const edi::Delimiters& delimiters_;
};

[[nodiscard]] std::string segment_words(const Fields& fields, const edi::SegmentUse& use, const Names& names);

}  // namespace x278::cli
