// A request and its determination in a few words, for the terminal: what was asked, and
// what it came to. Names no person, so it may be logged.
#pragma once

#include "edi/guide.hpp"
#include "model/determination.hpp"
#include "model/inquiry.hpp"
#include "model/service_review.hpp"

#include <string>

namespace x278::cli {

// "services: physical therapy, 29 visits"
[[nodiscard]] std::string asked_in_words(const edi::Guides& guides, const model::ServiceReviewRequest& request);

// "approved"
[[nodiscard]] std::string_view outcome_in_words(model::Outcome outcome) noexcept;

// "modified to 26 visits", "not worked on"
[[nodiscard]] std::string answer_in_words(const model::Determination& determination);

// "line 2, provider 1, the provider of the service is not among the providers on file"
[[nodiscard]] std::string rejection_in_words(const model::Rejection& rejection);

// "2 found: approved, pended", "not worked on"
[[nodiscard]] std::string answer_in_words(const model::InquiryAnswer& answer);

// Why an inquiry found nothing; else the numbers by which what it found is known.
[[nodiscard]] std::string reason_in_words(const model::InquiryAnswer& answer);

// Of a notification: "receipt RN26091400001", or why it was not worked on.
[[nodiscard]] std::string receipt_in_words(const edi::Guides& guides, const model::Determination& determination);

// "authorization limit reached [04]; rule TH-06"
[[nodiscard]] std::string reason_in_words(const edi::Guides& guides, const model::Determination& determination);

}  // namespace x278::cli
