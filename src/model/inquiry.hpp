// The answer to an inquiry: the requests of before that it is about, and how they stand.
//
// A notification has no answer type of its own: it is received as a Determination whose
// outcome is `notice_accepted` and whose administrative reference is the receipt number.
#pragma once

#include "model/determination.hpp"
#include "model/service_review.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace x278::model {

struct Match {
    ServiceReviewRequest asked;          // as it was received then
    Determination        determination;  // as it stands now
};

// Move-only, as what was asked is.
struct InquiryAnswer {
    std::string                 payer;                // the plan that answers; empty when none was found
    std::chrono::sys_seconds    answered_at{};        // UTC
    std::chrono::year_month_day answered_on{};        // the payer's own calendar day
    int                         answered_minute = 0;  // minutes since that day's midnight, payer's time
    std::vector<Rejection>      rejections;           // if any, `matches` is empty
    std::vector<Match>          matches;              // the newest first
    bool                        more = false;         // older ones were left out, for there are too many
};

}  // namespace x278::model
