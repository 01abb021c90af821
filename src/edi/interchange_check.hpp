// Checks a received TA1, which stands outside of all sets: presence, types, lengths and codes
// by the guide of the envelopes, and that its answer and its note agree.
#pragma once

#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue.hpp"

#include <vector>

namespace x278::edi {

// In order of element; `where.segment_position` is 0. A TA1 is never answered, so nobody is sent the codes.
[[nodiscard]] std::vector<Issue> check_acknowledgment(const InterchangeAcknowledgment& ta1, const Guides& guides);

}  // namespace x278::edi
