#include "policy/same_outcome.hpp"

#include <algorithm>

namespace x278::policy {

namespace {

bool same_limits(const Outcome& a, const Outcome& b)
{
    return std::ranges::equal(a.limits, b.limits, [](const LimitClause& x, const LimitClause& y) {
        return x.limit.value == y.limit.value && x.limit.unit == y.limit.unit && x.option == y.option && x.counter == y.counter;
    });
}

}  // namespace

bool same_outcome(const Outcome& a, const Outcome& b)
{
    return a.verb == b.verb && a.queue == b.queue && a.situation == b.situation && same_limits(a, b)
           && a.details.code == b.details.code && a.details.contact == b.details.contact
           && a.details.documents == b.details.documents;
}

bool agree(const Outcome& a, const Outcome& b)
{
    const bool pend_alike =
        a.verb == Verb::pend && b.verb == Verb::pend && a.queue == b.queue && a.details.code == b.details.code;
    return pend_alike || same_outcome(a, b);
}

}  // namespace x278::policy
