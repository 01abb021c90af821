// The main path: everything one sender sent, from its bytes to what is owed for them.
#pragma once

#include "app/input.hpp"
#include "core/clock.hpp"
#include "core/result.hpp"
#include "edi/acknowledgment.hpp"
#include "edi/agreement.hpp"
#include "edi/answers.hpp"
#include "edi/guide.hpp"
#include "edi/reply.hpp"
#include "model/determination.hpp"
#include "model/inquiry.hpp"
#include "policy/plan.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace x278::app {

// Somebody who wants to know what happens: the command line, the log. All calls come from
// the thread that processes, in order.
class Observer {
public:
    virtual ~Observer() = default;

    virtual void on_error(const Error&) {}  // text that was passed over
    virtual void on_interchange(const edi::InterchangeHeader&, const edi::EnvelopeVerdict&) {}
    virtual void on_group(const edi::GroupHeader&, const edi::GroupVerdict&) {}
    virtual void on_set(const edi::Validated&) {}  // accepted or refused
    // What partners say about our own replies; never answered.
    virtual void on_acknowledgment(const edi::Acknowledgment&) {}
    virtual void on_receipt(const edi::InterchangeReceipt&) {}
    virtual void on_answer(const model::ServiceReviewRequest&, const model::Determination&, bool /*repeated*/) {}
    virtual void on_inquiry(const model::ServiceReviewRequest&, const model::InquiryAnswer&) {}
    virtual void on_progress(std::uint64_t /*offset_bytes*/) {}
};

// An inquiry that fits more requests than this is answered with the latest of them.
inline constexpr std::size_t inquiry_matches_max = 20;

// Bounds on what is held before it is recorded: one commit of the store takes this much.
struct BatchLimits {
    std::size_t requests_max = 256;
    std::size_t bytes_max    = 2 * 1024 * 1024;
};

class Processor {
public:
    // References outlive the processor. Thread-safe when the store is. Without `agreements`
    // everybody may send.
    Processor(const edi::Guides&  guides,
              const edi::Answers& answers,
              policy::Plans       plans,
              store::Store&       store,
              Clock               clock,
              BatchLimits         limits     = {},
              edi::Agreements     agreements = {})
        : guides_(guides),
          answers_(answers),
          plans_(std::make_shared<const policy::Plans>(std::move(plans))),
          store_(store),
          clock_(std::move(clock)),
          limits_(limits),
          agreements_(std::move(agreements))
    {
    }

    // Answers all of `input` into `replies`. Errors: `unavailable` or `corrupt`, the store or
    // the input failed; what was determined until then is kept, and the same input may be
    // given again: it gets the same determinations.
    [[nodiscard]] Result<edi::ReplyCounts> process(const Input& input, edi::ReplySink& replies, Observer& observer) const;

    // Another version of the plans decides from the next requests on; those at hand, which are recorded together,
    // keep the one they began with. Thread-safe.
    void use(policy::Plans plans);

    // The version in use, which whoever asks may keep. Thread-safe.
    [[nodiscard]] std::shared_ptr<const policy::Plans> plans() const;

private:
    struct Pending;

    void         note_acknowledgment(const edi::TransactionSet& set, const edi::GroupHeader& group, Observer& observer) const;
    Result<void> flush(Pending& pending, edi::ReplyWriter& reply, Observer& observer) const;
    [[nodiscard]] store::Decided       decide(const store::Arrival&   arrival,
                                              const store::Moment&    moment,
                                              const policy::Plans&    plans,
                                              const edi::ReplyWriter& reply) const;
    [[nodiscard]] bool                 is_asked_again(const model::Determination& determination) const;
    [[nodiscard]] model::Determination rejected(std::vector<model::Rejection> rejections) const;
    [[nodiscard]] Result<void>         answer_inquiry(const model::ServiceReviewRequest& inquiry,
                                                      std::span<const model::Rejection>  faults,
                                                      edi::ReplyWriter&                  reply,
                                                      Observer&                          observer) const;

    const edi::Guides&                   guides_;
    const edi::Answers&                  answers_;
    mutable std::mutex                   plans_mutex_;  // guards what follows
    std::shared_ptr<const policy::Plans> plans_;        // never null
    store::Store&                        store_;
    Clock                                clock_;
    BatchLimits                          limits_;
    edi::Agreements                      agreements_;
};

}  // namespace x278::app
