// The file that an acknowledgment is about: finds in it what a 999 or a TA1 complains of, so that
// a complaint can be shown beside the segment it means.
#pragma once

#include "app/input.hpp"
#include "cli/issue_words.hpp"
#include "edi/interchange.hpp"
#include "edi/issue.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace x278::cli {

// One place a 999 points at.
struct Pointer {
    std::string   set;    // ST02, from AK202
    edi::Location where;  // segment position, element, component, repetition
};

struct Quote {
    std::string    segment_id;
    PointedSegment segment;
};

struct Quotes {
    bool                              group_found = false;
    std::vector<std::optional<Quote>> of;  // one for each pointer, in their order; nothing where the original has no such segment
};

// Reads `original` once and keeps only what is pointed at. `functional_id` and `group` are AK101 and
// AK102; of several groups with that number the first that has the segment counts.
[[nodiscard]] Quotes quotes_from(const app::Input&        original,
                                 std::string_view         functional_id,
                                 std::string_view         group,
                                 std::span<const Pointer> pointers);

// The ISA that a TA1 is about, carets under the element that its note means. Nothing when the
// original has no interchange with this number, date and time.
[[nodiscard]] std::optional<PointedSegment> header_from(const app::Input& original, const edi::InterchangeAcknowledgment& ta1);

}  // namespace x278::cli
