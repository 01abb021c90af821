// Which services of an earlier certification a request speaks of again, to cancel or to revise them.
#pragma once

#include "model/determination.hpp"
#include "model/history.hpp"
#include "model/service_review.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace x278::store {

// Those that were certified under a number. What is empty is any.
struct NamedServices {
    std::string number;     // as it was given, folded
    std::string procedure;  // this and the next two as PastService has them
    std::string revenue_code;
    std::string area;

    [[nodiscard]] bool hold(const model::PastService& service) const;
};

// How the codes of a service stand in a PastService. Codes of other systems, of drugs and the like, are no procedures to a
// rule.
[[nodiscard]] std::string procedure_of(const model::Service& service);
[[nodiscard]] std::string revenue_code_of(const model::Service& service);

// What a request cancels by its determination. All that stands behind the number of the event when the whole event is
// cancelled; else a line that is cancelled takes its own service out.
[[nodiscard]] std::vector<NamedServices> services_cancelled(const model::ServiceReviewRequest& request,
                                                            const model::Determination&        determination);

// What a request takes the place of, being a revision (UM02 S): a line of the same service, an event without lines of all
// there is. A revision has only the lines that change, so what it does not name stands as it stood. By the determination,
// what is certified of it; null: all of it.
[[nodiscard]] std::vector<NamedServices> services_revised(const model::ServiceReviewRequest& request,
                                                          const model::Determination*        determination);

}  // namespace x278::store
