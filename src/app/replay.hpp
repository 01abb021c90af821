// Decides again, under other plans, what was decided before: what a new version would change.
#pragma once

#include "core/result.hpp"
#include "edi/guide.hpp"
#include "model/determination.hpp"
#include "model/facts.hpp"
#include "model/service_review.hpp"
#include "policy/plan.hpp"
#include "store/store.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace x278::app {

// A request that was decided twice.
struct Replayed {
    store::RequestKey        key;
    std::chrono::sys_seconds received_at{};
    model::Determination     before;
    model::Determination     after;  // without the facts compared
};

struct ReplayCounts {
    std::uint64_t replayed   = 0;
    std::uint64_t passed_by  = 0;  // notifications: nothing is decided about them
    std::uint64_t unreadable = 0;  // they do not follow the guides of this program any more
};

// What is on file about a request that came at that moment.
using FactsAt = std::function<model::Facts(const model::ServiceReviewRequest&, std::chrono::sys_seconds)>;

// Decides every review in `recorded` again, in the order they came, each as of the moment it came. What
// `plans` certify on the way counts for the requests after it; certifications keep the numbers they were
// given, so that requests go back to them as they did.
//
// Facts are those of today's reference data as of then: what it said at the time is not kept.
// Errors: `unavailable`, `corrupt`, of the store.
[[nodiscard]] Result<ReplayCounts> replay(store::Store&                               recorded,
                                          const policy::Plans&                        plans,
                                          const FactsAt&                              facts_at,
                                          const edi::Guides&                          guides,
                                          const std::function<void(const Replayed&)>& each);

// Where two determinations differ. Numbers, revisions and findings do not count; which rule decided does.
struct Difference {
    int                             line   = 0;        // ServiceLine::number; 0 is the event
    const model::LineDetermination* before = nullptr;  // null: rejected, or there was no such line
    const model::LineDetermination* after  = nullptr;
};

// The event where neither has lines, else every line that differs; the event alone when one of them was rejected
// and the other not, or they were rejected otherwise. Views both.
[[nodiscard]] std::vector<Difference> differences(const model::Determination& before, const model::Determination& after);

}  // namespace x278::app
