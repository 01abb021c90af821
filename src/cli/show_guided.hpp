// Any set whose guide is known, as the guide names its parts: what has no page of its own,
// and what does not follow its guide well enough to be read otherwise.
#pragma once

#include "cli/page.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/validator.hpp"

namespace x278::cli {

// First what was answered, decisions and rejections, if anything was; then a section for each
// loop in the order they came, a row for each segment. Segments that only hold the set together
// are left out. `checked` has a guide.
[[nodiscard]] Page guided_page(const edi::Validated& checked, const edi::Guides& guides);

// The segments as they are: for a set of no known guide.
[[nodiscard]] Page plain_page(const edi::TransactionSet& set);

}  // namespace x278::cli
