// Takes a transaction set through its guide, segment by segment: which loop each one
// belongs to, what is missing, repeated, out of order or not wanted, and whether the HL
// tree is one. Answers where each segment stands. The values inside each segment are segment_check's.
#pragma once

#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue_list.hpp"
#include "edi/placement.hpp"

namespace x278::edi {

Placement walk_set(const TransactionSet& set, const Guide& guide, IssueList& issues);

}  // namespace x278::edi
