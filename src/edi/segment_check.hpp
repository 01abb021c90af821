// Checks the values of one segment against its use in the guide: presence, length,
// type, codes, repetitions, components and the conditions between them.
#pragma once

#include "edi/interchange.hpp"
#include "edi/issue_list.hpp"
#include "edi/outline.hpp"

namespace x278::edi {

struct SegmentPlace {
    const TransactionSet& set;
    const Segment&        segment;
    int                   position = 0;  // ST is 1
    const Loop&           loop;
};

void check_segment(const SegmentPlace& place, const Slot& slot, IssueList& issues);

}  // namespace x278::edi
