// A 278 request as a nurse reads it: who asks, for whom, what, when, why, and the codes
// that only machines need at the end.
#pragma once

#include "cli/page.hpp"
#include "edi/guide.hpp"
#include "model/service_review.hpp"

namespace x278::cli {

[[nodiscard]] Page request_page(const model::ServiceReviewRequest& request, const edi::Guides& guides);

}  // namespace x278::cli
