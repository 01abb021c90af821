// What reference data holds of a member's past, for rules that count, compare dates or look back.
#pragma once

#include "model/service_review.hpp"
#include "store/reference_tables.hpp"

#include <chrono>
#include <string_view>

namespace x278::store {

// Adds what is on file of this person under the member number. `member` is null when nothing has that number, which
// then had no past. What has no file of its own stays unknown.
void add_past(const ReferenceTables& tables, const Member* member, std::string_view person, model::History& history);

// Adds what the account has chosen for the day.
void add_options(const ReferenceTables&      tables,
                 std::string_view            account,
                 std::chrono::year_month_day day,
                 model::History&             history);

// Adds what is told of the certifications the request goes back to, under the number as it names it. Another member's
// or payer's is none here. `payer_id` is folded.
void add_certifications(const ReferenceTables&             tables,
                        const model::ServiceReviewRequest& request,
                        std::string_view                   payer_id,
                        std::string_view                   member_id,
                        model::History&                    history);

}  // namespace x278::store
