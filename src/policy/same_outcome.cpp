#include "policy/same_outcome.hpp"

#include <algorithm>

namespace x278::policy {

namespace {

bool same_details(const Details& a, const Details& b)
{
    return a.code == b.code && a.contact == b.contact && a.documents == b.documents;
}

bool same_when_none(const std::optional<NoneLeft>& a, const std::optional<NoneLeft>& b)
{
    if (!a || !b) return !a && !b;
    return a->verb == b->verb && a->queue == b->queue && same_details(a->details, b->details);
}

bool same_limits(const Outcome& a, const Outcome& b)
{
    return std::ranges::equal(a.limits, b.limits, [](const LimitClause& x, const LimitClause& y) {
        return x.limit.value == y.limit.value && x.limit.unit == y.limit.unit && x.option == y.option && x.counter == y.counter
               && same_details(x.beyond, y.beyond) && same_when_none(x.none, y.none);
    });
}

}  // namespace

bool same_outcome(const Outcome& a, const Outcome& b)
{
    return a.verb == b.verb && a.queue == b.queue && a.situation == b.situation && same_limits(a, b) && a.until == b.until
           && a.mode == b.mode && a.payer_criteria == b.payer_criteria && same_details(a.details, b.details);
}

bool agree(const Outcome& a, const Outcome& b)
{
    const bool pend_alike =
        a.verb == Verb::pend && b.verb == Verb::pend && a.queue == b.queue && a.details.code == b.details.code;
    return pend_alike || same_outcome(a, b);
}

}  // namespace x278::policy
