// Where each segment of a set stands in its guide, as the walk found it: what rules that
// look at more than one segment ask, and whoever shows a set.
#pragma once

#include <cstdint>
#include <vector>

namespace x278::edi {

struct Slot;  // edi/outline.hpp

// One time that a loop was begun.
struct LoopInstance {
    int loop    = 0;   // index into Guide::loops
    int parent  = -1;  // index into Placement::instances; -1 for the set itself
    int ordinal = 1;   // 1-based, among its likes inside the parent
    int first   = 0;   // index into TransactionSet::segments of the one that began it
};

struct Placed {
    const Slot*  slot     = nullptr;  // lives as long as the guide; null: the segment fits nowhere
    std::int32_t instance = 0;        // index into Placement::instances; of one that fits nowhere, the open one
};

struct Placement {
    std::vector<LoopInstance> instances;  // in the order they begin; [0] is the set itself
    std::vector<Placed>       segments;   // as TransactionSet::segments, as far as the walk went
};

}  // namespace x278::edi
