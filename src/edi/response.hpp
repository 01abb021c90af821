// The 278 response: what was asked, echoed, and what was decided.
//
// Source: 005010X217 response; schemas/guides/005010X217-response and schemas/answers.
#pragma once

#include "edi/answers.hpp"
#include "edi/delimiters.hpp"
#include "edi/guide.hpp"
#include "model/determination.hpp"
#include "model/service_review.hpp"

#include <memory>
#include <string>

namespace x278::edi {

class ResponseWriter {
public:
    ResponseWriter(const Guides& guides, const Answers& answers);
    ~ResponseWriter();
    ResponseWriter(ResponseWriter&&) noexcept;

    // Appends BHT to the last segment before SE, and says how many segments those are. A
    // pure function of its arguments: a determination read back from the store gives the
    // same bytes again.
    //
    // `asked_with` are the separators of the request; its texts hold none of them.
    int write(std::string&                       out,
              const model::ServiceReviewRequest& request,
              const model::Determination&        determination,
              const Delimiters&                  asked_with,
              const Delimiters&                  delimiters) const;

private:
    struct Uses;  // the segments of the guide, found once
    const Answers&              answers_;
    std::unique_ptr<const Uses> uses_;
};

// The separators to answer with: the sender's own, so that nothing echoed can hold one;
// the usual ones when the sender's would break our dates, numbers or ids.
[[nodiscard]] Delimiters reply_delimiters(const Delimiters& asked_with) noexcept;

}  // namespace x278::edi
