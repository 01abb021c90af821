// What contradicts itself and has no form in situations.csv: dates against each other,
// pointers beyond what they point at, counts that do not add up. One small function each.
//
// Source: guide-rules 4.11 to 4.14, 4.27 and 12 of the guides' facts; the AAA lists of 005010X217.
#pragma once

#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue_list.hpp"
#include "edi/placement.hpp"

namespace x278::edi {

// A date this many years before the request was made, or after, is a slip of the pen.
inline constexpr int service_years_max = 10;

void check_sense(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues);

}  // namespace x278::edi
