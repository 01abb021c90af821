// Which loop of its guide each segment of a set belongs to. Finds a home for every segment
// that has one, whatever is wrong around it; what is wrong is the validator's to say.
#pragma once

#include "edi/guide.hpp"
#include "edi/interchange.hpp"

#include <vector>

namespace x278::cli {

struct PlacedSegment {
    const edi::Segment*    segment;
    const edi::SegmentUse* use;  // null: the guide has no place for it after what came before
};

struct PlacedLoop {
    const edi::Loop*           loop;
    std::vector<PlacedSegment> segments;
};

// One entry each time a loop begins, or goes on after a loop inside it.
[[nodiscard]] std::vector<PlacedLoop> place_segments(const edi::TransactionSet& set, const edi::Guide& guide);

}  // namespace x278::cli
