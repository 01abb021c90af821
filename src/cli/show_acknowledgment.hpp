// What a 999 or a TA1 says, in words: accepted or refused, and every fault with its place; beside the
// segment it means when the file it is about is at hand.
#pragma once

#include "app/input.hpp"
#include "cli/page.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"

#include <string>

namespace x278::cli {

struct AcknowledgmentPage {
    Page        page;
    std::string not_found;  // what it speaks of and `original` does not have; empty when all was there
};

// `original` may be null. 999:
[[nodiscard]] AcknowledgmentPage acknowledgment_page(const edi::TransactionSet& set,
                                                     const edi::Guides&         guides,
                                                     const app::Input*          original);
// TA1:
[[nodiscard]] AcknowledgmentPage acknowledgment_page(const edi::InterchangeAcknowledgment& ta1,
                                                     const edi::Guides&                    guides,
                                                     const app::Input*                     original);

}  // namespace x278::cli
