// What a 999 or a TA1 says, in words: accepted or refused, and every fault with its place.
#pragma once

#include "cli/page.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"

namespace x278::cli {

[[nodiscard]] Page acknowledgment_page(const edi::TransactionSet& set, const edi::Guides& guides);             // 999
[[nodiscard]] Page acknowledgment_page(const edi::InterchangeAcknowledgment& ta1, const edi::Guides& guides);  // TA1

}  // namespace x278::cli
