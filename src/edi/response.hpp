// The answer to a request, an inquiry or a notification: what was asked, echoed, and what was
// decided, what is on file, or that it was received.
//
// Source: 005010X217 and 005010X215 response, 005010X216 acknowledgment, in schemas/guides;
// schemas/answers.
#pragma once

#include "edi/answers.hpp"
#include "edi/delimiters.hpp"
#include "edi/guide.hpp"
#include "model/determination.hpp"
#include "model/inquiry.hpp"
#include "model/service_review.hpp"

#include <array>
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
    // same bytes again. The answer to a notification acknowledges it: its determination
    // gives the receipt number, and what was decided is what the notification says.
    //
    // `asked_with` are the separators of the request; its texts hold none of them.
    int write(std::string&                       out,
              const model::ServiceReviewRequest& request,
              const model::Determination&        determination,
              const Delimiters&                  asked_with,
              const Delimiters&                  delimiters) const;

    // The same for an inquiry: a patient event for each match, or why there is none.
    int write(std::string&                       out,
              const model::ServiceReviewRequest& inquiry,
              const model::InquiryAnswer&        answer,
              const Delimiters&                  delimiters) const;

    struct Uses;  // the segments of a guide, found once: edi/response_uses.hpp

private:
    [[nodiscard]] const Uses& uses_for(model::RequestKind kind) const { return *uses_[static_cast<std::size_t>(kind)]; }

    const Answers&                             answers_;
    std::array<std::unique_ptr<const Uses>, 3> uses_;  // by model::RequestKind, of the guide that answers it
};

}  // namespace x278::edi
