// What an inquiry asks after, beyond whom it is about, and how its answer begins.
#pragma once

#include "edi/answers.hpp"
#include "model/inquiry.hpp"
#include "store/store.hpp"

#include <string>

namespace x278::app {

// By HCR01, and by when a certification was given, ends or holds. Views `inquiry` and `answers`.
[[nodiscard]] store::Wanted wanted_by(const model::ServiceReviewRequest& inquiry, const edi::Answers& answers);

// By whom and when, and why not if so: what policy::receive() says.
[[nodiscard]] model::InquiryAnswer begin_answer(const model::Determination& received);

// The situation of schemas/answers/rejections.csv for an inquiry that finds nothing.
[[nodiscard]] std::string nothing_found(const model::ServiceReviewRequest& inquiry);

}  // namespace x278::app
