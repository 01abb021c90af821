// A checked 278 request as the typed values the rest of the house works with.
#pragma once

#include "edi/validator.hpp"
#include "model/service_review.hpp"

#include <string>

namespace x278::edi {

// Everything the sender wrote in an accepted 005010X217 request. Its texts view a copy of
// the set that it carries along, so it outlives the reader's block.
//
// `checked` is an accepted 005010X217 request; anything else is a broken promise and throws.
[[nodiscard]] model::ServiceReviewRequest to_request(const Validated& checked);

// What was asked, whatever its envelope: the same for two sets that differ only in ST02,
// in BHT04 and BHT05 (when it was sent), in SE, in separators and in line breaks.
[[nodiscard]] std::string fingerprint_of(const TransactionSet& set);

}  // namespace x278::edi
