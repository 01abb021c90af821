// Everything one received input is owed, written as it becomes known: TA1s, 999s and 278s.
//
// For each received interchange at most one reply interchange of each kind, and only what
// is owed: a TA1 for an interchange that cannot be used (or that asked for one), a 999 for
// a group that is not accepted without remark, a 278 for each accepted set; more where the
// partner elected more (edi/agreement.hpp). A 999 is never answered, nor is a TA1.
#pragma once

#include "core/clock.hpp"
#include "edi/acknowledgment_writer.hpp"
#include "edi/answers.hpp"
#include "edi/envelope.hpp"
#include "edi/response.hpp"
#include "edi/validator.hpp"
#include "model/determination.hpp"
#include "model/inquiry.hpp"
#include "model/service_review.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

enum class ReplyKind : std::uint8_t { ta1, acknowledgment, response };
inline constexpr std::size_t reply_kinds = 3;

// Where replies are written. Each kind is a stream of its own.
class ReplySink {
public:
    virtual ~ReplySink() = default;

    virtual void append(ReplyKind kind, std::string_view bytes) = 0;

    // How much has been written; roll_back() forgets everything after it.
    [[nodiscard]] virtual std::uint64_t written(ReplyKind kind) const               = 0;
    virtual void                        roll_back(ReplyKind kind, std::uint64_t to) = 0;
};

// Control numbers, never given before.
struct NumberSource {
    std::function<std::uint64_t()> interchange;  // ISA13
    std::function<std::uint64_t()> group;        // GS06
};

// What was answered, for whoever counts.
struct ReplyCounts {
    std::uint64_t interchanges_read    = 0;
    std::uint64_t interchanges_refused = 0;  // TA1 R
    std::uint64_t groups_refused       = 0;  // AK9 R on the group itself
    std::uint64_t sets_refused         = 0;  // IK5 R
    std::uint64_t sets_answered        = 0;  // 278
};

class ReplyWriter {
public:
    ReplyWriter(const Guides& guides, const Answers& answers, NumberSource numbers, Clock clock, ReplySink& sink);

    // In the order of the reader's events. What is inside an interchange or a group that
    // was refused is not to be acknowledged or answered.
    void open(const InterchangeHeader& header, const EnvelopeVerdict& verdict);
    void open(const GroupHeader& header, const GroupVerdict& verdict);
    void acknowledge(const Validated& checked);
    void answer(const model::ServiceReviewRequest& request, const model::Determination& determination);
    void answer(const model::ServiceReviewRequest& inquiry, const model::InquiryAnswer& answer);
    void close(const GroupTrailer& trailer);
    void close(const InterchangeTrailer& trailer);

    // The 278 as answer() will write it, without its envelope: for the record.
    [[nodiscard]] std::string response_text(const model::ServiceReviewRequest& request,
                                            const model::Determination&        determination) const;

    [[nodiscard]] const ReplyCounts& counts() const noexcept { return counts_; }

private:
    // One reply interchange being written.
    struct Envelope {
        bool          open        = false;
        std::uint64_t interchange = 0;  // ISA13
        std::uint64_t group       = 0;  // GS06, 0 while none is open
        int           groups      = 0;
        int           sets        = 0;  // in the open group
        std::string   sender;           // GS02 of the open group
        std::string   receiver;         // GS03
    };

    void open_envelope(Envelope& envelope, ReplyKind kind);
    void open_reply_group(Envelope& envelope, ReplyKind kind, std::string_view functional_id, std::string_view guide_id);
    void close_reply_group(Envelope& envelope, ReplyKind kind);
    void close_envelope(Envelope& envelope, ReplyKind kind);
    void append_isa(std::string& out, std::uint64_t number) const;
    template <class Body>
    void               write_answer(model::RequestKind asked, Body body);
    void               write_ta1(const EnvelopeVerdict& verdict);
    void               begin_999();
    void               take_back_999();
    [[nodiscard]] bool owes_ta1(const EnvelopeVerdict& verdict) const;

    const Guides&  guides_;
    ResponseWriter responses_;
    NumberSource   numbers_;
    Clock          clock_;
    ReplySink&     sink_;
    ReplyCounts    counts_;
    std::string    text_;  // reused

    InterchangeHeader header_;
    Delimiters        delimiters_;
    GroupHeader       group_;
    GroupVerdict      group_verdict_;

    Envelope             response_;
    Envelope             acknowledgment_;
    AcknowledgmentWriter of_group_;               // the 999 of the open group
    Envelope             acknowledgment_before_;  // both as they were when this group began
    std::uint64_t        written_before_  = 0;
    Election             receipts_        = Election::asked;
    Election             acknowledgments_ = Election::errors;
};

}  // namespace x278::edi
