// A checked 278 request, inquiry or notification as the typed values the rest of the house
// works with.
#pragma once

#include "core/result.hpp"
#include "edi/validator.hpp"
#include "model/determination.hpp"
#include "model/service_review.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

// Everything the sender wrote in an accepted request, inquiry or notification. Its texts view
// a copy of the set that it carries along, so it outlives the reader's block. What fits
// nowhere in the guide, and was only noted, is not read.
//
// `checked` is accepted and begins a dialogue (edi/dialogue.hpp); anything else is a broken
// promise and throws.
[[nodiscard]] model::ServiceReviewRequest to_request(const Validated& checked);

// A request, what the response would say is wrong with it, and its content_of().
struct ReadAgain {
    model::ServiceReviewRequest   request;
    std::vector<model::Rejection> faults;
    std::string                   content;
};

// One that was received before, from its `source` and `separators`. Errors: `corrupt`, it does
// not follow the guides of this program.
[[nodiscard]] Result<ReadAgain> read_again(std::string_view           source,
                                           const std::array<char, 4>& separators,
                                           model::RequestKind         kind,
                                           const Guides&              guides);

// What was asked, whatever its envelope: the same for two sets that differ only in ST02,
// in BHT04 and BHT05 (when it was sent), in SE, in separators and in line breaks.
[[nodiscard]] std::string fingerprint_of(const TransactionSet& set);

// The same without the sender's names for it (BHT03, each TRN): equal for what is asked again under another reference.
[[nodiscard]] std::string content_of(const TransactionSet& set);

}  // namespace x278::edi
