// What the benches know of everybody who asks: a member, covered by the first product.
#pragma once

#include "core/clock.hpp"
#include "store/store.hpp"

namespace x278::bench {

[[nodiscard]] inline store::LookUp everybody_covered(Clock now)
{
    return [now = std::move(now)](const model::ServiceReviewRequest&) {
        model::Facts facts;
        facts.received_at    = now();
        facts.member.on_file = model::Known::yes;
        facts.member.product = "HMO";
        return facts;
    };
}

}  // namespace x278::bench
