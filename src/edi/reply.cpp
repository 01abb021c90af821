#include "edi/reply.hpp"

#include "edi/dialogue.hpp"
#include "edi/guided_writer.hpp"
#include "edi/response_text.hpp"
#include "edi/segment_text.hpp"
#include "edi/values.hpp"

#include <fmt/chrono.h>
#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>

namespace x278::edi {

ReplyWriter::ReplyWriter(const Guides& guides, const Answers& answers, NumberSource numbers, Clock clock, ReplySink& sink)
    : guides_(guides),
      responses_(guides, answers),
      numbers_(std::move(numbers)),
      clock_(std::move(clock)),
      sink_(sink),
      of_group_(guides)
{
}

void ReplyWriter::open(const InterchangeHeader& header, const EnvelopeVerdict& verdict)
{
    header_               = header;
    delimiters_           = verdict.accepted() ? reply_delimiters(header.delimiters) : Delimiters{};
    response_             = {};
    acknowledgment_       = {};
    const Agreement terms = verdict.agreement != nullptr ? *verdict.agreement : Agreement{};
    receipts_             = terms.receipts;
    acknowledgments_      = terms.acknowledgments;
    of_group_.begin_interchange();
    if (owes_ta1(verdict)) write_ta1(verdict);
    ++counts_.interchanges_read;
    if (!verdict.accepted()) ++counts_.interchanges_refused;
}

bool ReplyWriter::owes_ta1(const EnvelopeVerdict& verdict) const
{
    if (verdict.holds_only_receipts) return false;
    if (!verdict.issues.empty() || receipts_ == Election::always) return true;
    return receipts_ == Election::asked && header_.wants_acknowledgment();
}

// TA101..03 repeat ISA13, ISA09 and ISA10; a value that no TA1 may hold is replaced, so
// that the TA1 itself can be read. Source: guide-rules 13; element dictionary I12, I08, I09.
void ReplyWriter::write_ta1(const EnvelopeVerdict& verdict)
{
    const auto digits = [](std::string_view text, std::size_t size) {
        return text.size() == size && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    };
    const auto number = digits(header_.elements[13], 9) ? header_.elements[13] : std::string(9, '0');
    const auto now    = clock_();
    const auto date   = is_short_date(header_.elements[9]) ? header_.elements[9] : fmt::format("{:%y%m%d}", now);
    const auto time =
        header_.elements[10].size() == 4 && is_time(header_.elements[10]) ? header_.elements[10] : fmt::format("{:%H%M}", now);
    const auto* code   = verdict.issues.empty() ? nullptr : guides_.issue_kind(verdict.issues.front().id);
    const auto  answer = !verdict.accepted() ? "R" : verdict.issues.empty() ? "A" : "E";

    const std::uint64_t control = numbers_.interchange();
    std::string         out;
    append_isa(out, control);
    append_segment(out, delimiters_, {"TA1", number, date, time, answer, code != nullptr ? std::string_view(code->code) : "000"});
    append_segment(out, delimiters_, {"IEA", "0", fmt::format("{:09}", control)});
    sink_.append(ReplyKind::ta1, out);
}

void ReplyWriter::open(const GroupHeader& header, const GroupVerdict& verdict)
{
    group_         = header;
    group_verdict_ = verdict;
    if (header.functional_id() != "FA") begin_999();
}

// Every group gets its 999 begun; when nothing turns out to be owed it is taken back again.
// Groups of one reply interchange share a reply group as long as the same two applications talk.
void ReplyWriter::begin_999()
{
    acknowledgment_before_ = acknowledgment_;
    written_before_        = sink_.written(ReplyKind::acknowledgment);
    if (!acknowledgment_.open) open_envelope(acknowledgment_, ReplyKind::acknowledgment);
    const bool same = acknowledgment_.sender == group_.receiver() && acknowledgment_.receiver == group_.sender();
    if (acknowledgment_.group != 0 && !same) close_reply_group(acknowledgment_, ReplyKind::acknowledgment);
    if (acknowledgment_.group == 0) open_reply_group(acknowledgment_, ReplyKind::acknowledgment, "FA", acknowledgment_guide);
    text_.clear();
    of_group_.begin(text_, group_, delimiters_, ++acknowledgment_.sets);
    sink_.append(ReplyKind::acknowledgment, text_);
}

void ReplyWriter::take_back_999()
{
    sink_.roll_back(ReplyKind::acknowledgment, written_before_);
    acknowledgment_ = acknowledgment_before_;
}

void ReplyWriter::acknowledge(const Validated& checked)
{
    if (!checked.accepted()) ++counts_.sets_refused;
    text_.clear();
    of_group_.add(text_, checked);
    sink_.append(ReplyKind::acknowledgment, text_);
}

std::string ReplyWriter::response_text(const model::ServiceReviewRequest& request,
                                       const model::Determination&        determination) const
{
    std::string text;
    responses_.write(text, request, determination, header_.delimiters, delimiters_);
    return text;
}

void ReplyWriter::answer(const model::ServiceReviewRequest& request, const model::Determination& determination)
{
    write_answer(request.kind, [&] { return responses_.write(text_, request, determination, header_.delimiters, delimiters_); });
}

void ReplyWriter::answer(const model::ServiceReviewRequest& inquiry, const model::InquiryAnswer& answer)
{
    write_answer(inquiry.kind, [&] { return responses_.write(text_, inquiry, answer, delimiters_); });
}

// The sets of a received group are of one guide, and so are those of the group that answers it.
template <class Body>
void ReplyWriter::write_answer(model::RequestKind asked, Body body)
{
    const auto guide_id = dialogue_of(asked).guide_id;
    if (!response_.open) open_envelope(response_, ReplyKind::response);
    if (response_.group == 0) open_reply_group(response_, ReplyKind::response, "HI", guide_id);
    ++response_.sets;
    ++counts_.sets_answered;
    const std::string control = fmt::format("{:04}", response_.sets);
    text_.clear();
    append_segment(text_, delimiters_, {"ST", "278", control, guide_id});
    const int segments = body();
    append_segment(text_, delimiters_, {"SE", std::to_string(segments + 2), control});
    sink_.append(ReplyKind::response, text_);
}

void ReplyWriter::close(const GroupTrailer& trailer)
{
    if (response_.group != 0) close_reply_group(response_, ReplyKind::response);
    if (group_.functional_id() == "FA") return;
    if (!group_verdict_.accepted()) ++counts_.groups_refused;
    const bool owed = of_group_.remarked() || !group_verdict_.issues.empty() || acknowledgments_ == Election::always
                      || (acknowledgments_ == Election::asked && header_.wants_acknowledgment());
    if (!owed) return take_back_999();
    text_.clear();
    of_group_.end(text_, trailer, group_verdict_);
    sink_.append(ReplyKind::acknowledgment, text_);
}

void ReplyWriter::close(const InterchangeTrailer&)
{
    if (response_.open) close_envelope(response_, ReplyKind::response);
    if (acknowledgment_.open) {
        close_reply_group(acknowledgment_, ReplyKind::acknowledgment);
        close_envelope(acknowledgment_, ReplyKind::acknowledgment);
    }
}

void ReplyWriter::open_envelope(Envelope& envelope, ReplyKind kind)
{
    envelope             = {};
    envelope.open        = true;
    envelope.interchange = numbers_.interchange();
    std::string out;
    append_isa(out, envelope.interchange);
    sink_.append(kind, out);
}

// Sender and receiver change places. Source: 005010X217 C.1; the usage indicator is the sender's.
void ReplyWriter::append_isa(std::string& out, std::uint64_t number) const
{
    // An id that cannot be repeated, blank or holding a separator, must not make the reply unreadable as well.
    const auto id = [&](std::string_view text) {
        // Counted in bytes, as ISA is; a format would count characters of several bytes as one.
        std::string whole(text.empty() ? std::string_view("UNKNOWN") : text.substr(0, isa_lengths[6]));
        whole.resize(isa_lengths[6], ' ');
        std::ranges::replace_if(
            whole,
            [&](char c) {
                return is_separator(c, delimiters_) || !is_printable({&c, 1});
            },
            ' ');
        return whole.starts_with(' ') ? fmt::format("{:<15}", "UNKNOWN") : whole;
    };
    const auto* known = use_of(*guides_.find_direction("00501", "interchange"), "ISA", "ISA")
                            .elements.at(4)
                            .codes;  // ISA05 and ISA07 have one list
    const auto qualifier = [&](std::string_view text) { return known->contains(text) ? text : std::string_view("ZZ"); };
    const auto usage     = header_.usage() == "P" || header_.usage() == "T" ? std::string(header_.usage()) : std::string("P");
    const auto now       = clock_();
    append_segment(out, delimiters_,
                   {"ISA", "00", std::string(10, ' '), "00", std::string(10, ' '), qualifier(header_.receiver_qualifier()),
                    id(header_.receiver()), qualifier(header_.sender_qualifier()), id(header_.sender()),
                    fmt::format("{:%y%m%d}", now), fmt::format("{:%H%M}", now), std::string(1, delimiters_.repetition), "00501",
                    fmt::format("{:09}", number), "0", usage, std::string(1, delimiters_.component)});
}

void ReplyWriter::open_reply_group(Envelope& envelope, ReplyKind kind, std::string_view functional_id, std::string_view guide_id)
{
    const auto now    = clock_();
    envelope.group    = numbers_.group();
    envelope.sets     = 0;
    envelope.sender   = group_.receiver();
    envelope.receiver = group_.sender();
    ++envelope.groups;
    std::string out;
    append_segment(out, delimiters_,
                   {"GS", functional_id, envelope.sender, envelope.receiver, fmt::format("{:%Y%m%d}", now),
                    fmt::format("{:%H%M}", now), std::to_string(envelope.group), "X", guide_id});
    sink_.append(kind, out);
}

void ReplyWriter::close_reply_group(Envelope& envelope, ReplyKind kind)
{
    std::string out;
    append_segment(out, delimiters_, {"GE", std::to_string(envelope.sets), std::to_string(envelope.group)});
    sink_.append(kind, out);
    envelope.group = 0;
}

void ReplyWriter::close_envelope(Envelope& envelope, ReplyKind kind)
{
    std::string out;
    append_segment(out, delimiters_, {"IEA", std::to_string(envelope.groups), fmt::format("{:09}", envelope.interchange)});
    sink_.append(kind, out);
    envelope.open = false;
}

}  // namespace x278::edi
