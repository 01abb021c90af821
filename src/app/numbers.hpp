// The keys and numbers that tie a request, its determination and its reply together.
#pragma once

#include "core/result.hpp"
#include "edi/reply.hpp"
#include "model/determination.hpp"
#include "model/service_review.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string_view>

namespace x278::app {

// The store could not give a number. Thrown from inside the reply writer, which has no
// other way out, and caught once for each input.
struct NumbersUnavailable : std::runtime_error {
    explicit NumbersUnavailable(Error e) : std::runtime_error(e.message), error(std::move(e)) {}
    Error error;
};

// Control numbers out of the store.
[[nodiscard]] edi::NumberSource number_source(store::Store& store);

// Source: CORE audit keys, ISA06, BHT03 and the event's first TRN02.
[[nodiscard]] store::RequestKey key_of(std::string_view sender, const model::ServiceReviewRequest& request);

// Gives the determination the numbers it needs: a certification number when anything is
// certified (HCR02), an administrative reference when anything is pended (REF*NT).
void give_numbers(model::Determination& determination, const std::function<std::uint64_t()>& next_case);

// The receipt for a notification that was received without a rejection: nothing is decided, and
// its administrative reference is the receipt number.
void give_receipt(model::Determination&                 determination,
                  const model::ServiceReviewRequest&    notification,
                  const std::function<std::uint64_t()>& next_case);

}  // namespace x278::app
