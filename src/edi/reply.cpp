#include "edi/reply.hpp"

#include "edi/dialogue.hpp"
#include "edi/guided_writer.hpp"
#include "edi/values.hpp"

#include <fmt/chrono.h>
#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>

namespace x278::edi {

namespace {

constexpr std::string_view acknowledgment_guide = "005010X231A1";

constexpr std::size_t set_codes_max   = 5;  // IK502..06
constexpr std::size_t group_codes_max = 5;  // AK905..09

}  // namespace

ReplyWriter::ReplyWriter(const Guides& guides, const Answers& answers, NumberSource numbers, Clock clock, ReplySink& sink)
    : guides_(guides), responses_(guides, answers), numbers_(std::move(numbers)), clock_(std::move(clock)), sink_(sink)
{
}

void ReplyWriter::open(const InterchangeHeader& header, const EnvelopeVerdict& verdict)
{
    header_         = header;
    delimiters_     = verdict.accepted() ? reply_delimiters(header.delimiters) : Delimiters{};
    response_       = {};
    acknowledgment_ = {};
    if (!verdict.accepted() || !verdict.issues.empty() || header.wants_acknowledgment()) write_ta1(verdict);
    ++counts_.interchanges_read;
    if (!verdict.accepted()) ++counts_.interchanges_refused;
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
    out += segment({"TA1", number, date, time, answer, code != nullptr ? std::string_view(code->code) : std::string_view("000")});
    out += segment({"IEA", "0", fmt::format("{:09}", control)});
    sink_.append(ReplyKind::ta1, out);
}

void ReplyWriter::open(const GroupHeader& header, const GroupVerdict& verdict)
{
    group_         = header;
    group_verdict_ = verdict;
    remark_        = !verdict.issues.empty();
    if (header.functional_id() != "FA") begin_999();
}

// Every group gets its 999 begun; when the group turns out clean it is forgotten again.
void ReplyWriter::begin_999()
{
    if (!acknowledgment_.open) open_envelope(acknowledgment_, ReplyKind::acknowledgment);
    if (acknowledgment_.group == 0) open_reply_group(acknowledgment_, ReplyKind::acknowledgment, "FA", acknowledgment_guide);
    before_group_  = sink_.written(ReplyKind::acknowledgment);
    sets_accepted_ = 0;
    ++acknowledgment_.sets;
    const std::string control = fmt::format("{:04}", acknowledgment_.sets);
    std::string       out     = segment({"ST", "999", control, acknowledgment_guide});
    out += segment({"AK1", group_.functional_id(), group_.control_number(), group_.guide_id()});
    segments_999_ = 2;
    sink_.append(ReplyKind::acknowledgment, out);
}

void ReplyWriter::acknowledge(const Validated& checked)
{
    const bool accepted = checked.accepted();
    const bool noted    = std::ranges::any_of(checked.issues(), [&](const Issue& i) { return is_acknowledged(i); });
    remark_ |= noted;
    sets_accepted_ += accepted ? 1 : 0;
    counts_.sets_refused += accepted ? 0 : 1;

    text_.clear();
    text_ += segment({"AK2", checked.set().transaction, checked.set().control_number, checked.set().guide_id});
    append_issues(text_, checked);
    std::vector<std::string_view> codes;
    const auto                    note = [&](std::string_view code) {
        if (codes.size() < set_codes_max && std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
    };
    for (const Issue& issue : checked.issues()) {
        if (!is_acknowledged(issue)) continue;
        const IssueKind& kind = *guides_.issue_kind(issue.id);
        if (kind.layer == "IK5")
            note(kind.code);
        else
            note("5");
        if (kind.layer != "IK5" && kind.code.starts_with('I')) note("I5");
    }
    std::vector<std::string_view> ik5{"IK5", !accepted ? "R" : !noted ? "A" : "E"};
    ik5.insert(ik5.end(), codes.begin(), codes.end());
    for (std::size_t i = 0; i < ik5.size(); ++i) (text_ += i == 0 ? "" : std::string(1, delimiters_.element)) += ik5[i];
    text_ += delimiters_.segment;
    segments_999_ += 2;
    sink_.append(ReplyKind::acknowledgment, text_);
}

// What layer AAA says is answered in the response.
bool ReplyWriter::is_acknowledged(const Issue& issue) const { return guides_.issue_kind(issue.id)->layer != "AAA"; }

// IK3 for each segment with issues, IK4 for each of its elements.
// Source: guide-rules 12; IK303 takes four characters, so longer loop ids are left out.
void ReplyWriter::append_issues(std::string& out, const Validated& checked)
{
    const auto& issues = checked.issues();
    for (std::size_t i = 0; i < issues.size(); ++i) {
        const Issue&     issue    = issues[i];
        const IssueKind& kind     = *guides_.issue_kind(issue.id);
        const auto&      where    = issue.where;
        const auto       position = std::to_string(where.segment_position);
        const auto       loop =
            where.loop_id.size() <= 4 && where.loop_id != "ST" ? std::string_view(where.loop_id) : std::string_view{};
        if (kind.layer == "IK3") {
            out += segment({"IK3", where.segment_id, position, loop, kind.code});
            ++segments_999_;
            continue;
        }
        if (kind.layer != "IK4") continue;
        const bool first = i == 0 || issues[i - 1].where.segment_position != where.segment_position
                           || guides_.issue_kind(issues[i - 1].id)->layer != "IK4";
        if (first) {
            out += segment({"IK3", where.segment_id, position, loop, "8"});
            ++segments_999_;
        }
        std::string place = std::to_string(where.element);
        if (where.component != 0 || where.repetition != 0)
            place += delimiters_.component + (where.component != 0 ? std::to_string(where.component) : std::string{});
        if (where.repetition != 0) place += delimiters_.component + std::to_string(where.repetition);
        const bool copies = std::ranges::none_of(issue.bad_value, [&](char c) { return is_separator(c, delimiters_); });
        out +=
            segment({"IK4", place,
                     issue.data_element.find_first_not_of("0123456789") == std::string::npos ? issue.data_element : std::string{},
                     kind.code, copies ? std::string_view(issue.bad_value) : std::string_view{}});
        ++segments_999_;
    }
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
    text_                     = segment({"ST", "278", control, guide_id});
    const int segments        = body();
    text_ += segment({"SE", std::to_string(segments + 2), control});
    sink_.append(ReplyKind::response, text_);
}

void ReplyWriter::close(const GroupTrailer& trailer)
{
    if (response_.group != 0) close_reply_group(response_, ReplyKind::response);
    if (group_.functional_id() == "FA") return;
    if (!group_verdict_.accepted()) ++counts_.groups_refused;
    if (remark_) return end_999(trailer);
    // Nothing to say about this group. Without an earlier one that was worth a 999, there is none at all.
    if (--acknowledgment_.sets > 0) return sink_.roll_back(ReplyKind::acknowledgment, before_group_);
    sink_.roll_back(ReplyKind::acknowledgment, acknowledgment_.before);
    acknowledgment_.open   = false;
    acknowledgment_.group  = 0;
    acknowledgment_.groups = 0;
}

// AK9 and SE. Source: guide-rules 12.11; code list 715.
void ReplyWriter::end_999(const GroupTrailer& trailer)
{
    const int   received = trailer.sets_read;
    const int   accepted = group_verdict_.accepted() ? sets_accepted_ : 0;
    const bool  noted    = remark_;
    const auto  answer   = accepted == 0 ? "R" : accepted < received ? "P" : noted ? "E" : "A";
    const auto  declared = trailer.present && !trailer.sets_declared.empty() && trailer.sets_declared.size() <= 6
                                  && trailer.sets_declared.find_first_not_of("0123456789") == std::string::npos
                               ? trailer.sets_declared
                               : std::to_string(received);
    std::string out      = fmt::format("AK9{0}{1}{0}{2}{0}{3}{0}{4}", delimiters_.element, answer, declared, received, accepted);
    std::size_t codes    = 0;
    for (const Issue& issue : group_verdict_.issues)
        if (codes++ < group_codes_max) (out += delimiters_.element) += guides_.issue_kind(issue.id)->code;
    out += delimiters_.segment;
    out += segment({"SE", std::to_string(segments_999_ + 2), fmt::format("{:04}", acknowledgment_.sets)});
    sink_.append(ReplyKind::acknowledgment, out);
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
    envelope.before      = sink_.written(kind);
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
        std::string whole = fmt::format("{:<15.15}", text.empty() ? "UNKNOWN" : text);
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
    out += segment({"ISA", "00", std::string(10, ' '), "00", std::string(10, ' '), qualifier(header_.receiver_qualifier()),
                    id(header_.receiver()), qualifier(header_.sender_qualifier()), id(header_.sender()),
                    fmt::format("{:%y%m%d}", now), fmt::format("{:%H%M}", now), std::string(1, delimiters_.repetition), "00501",
                    fmt::format("{:09}", number), "0", usage, std::string(1, delimiters_.component)});
}

void ReplyWriter::open_reply_group(Envelope& envelope, ReplyKind kind, std::string_view functional_id, std::string_view guide_id)
{
    const auto now = clock_();
    envelope.group = numbers_.group();
    envelope.sets  = 0;
    ++envelope.groups;
    sink_.append(kind, segment({"GS", functional_id, group_.receiver(), group_.sender(), fmt::format("{:%Y%m%d}", now),
                                fmt::format("{:%H%M}", now), std::to_string(envelope.group), "X", guide_id}));
}

void ReplyWriter::close_reply_group(Envelope& envelope, ReplyKind kind)
{
    sink_.append(kind, segment({"GE", std::to_string(envelope.sets), std::to_string(envelope.group)}));
    envelope.group = 0;
}

void ReplyWriter::close_envelope(Envelope& envelope, ReplyKind kind)
{
    sink_.append(kind, segment({"IEA", std::to_string(envelope.groups), fmt::format("{:09}", envelope.interchange)}));
    envelope.open = false;
}

// Elements up to the last that is not empty. ISA's blanks are not empty.
std::string ReplyWriter::segment(std::initializer_list<std::string_view> elements) const
{
    std::string out;
    std::size_t pending = 0;
    for (const std::string_view element : elements) {
        if (!out.empty()) ++pending;
        if (element.empty()) continue;
        out.append(pending, delimiters_.element);
        pending = 0;
        out += element;
    }
    return out + delimiters_.segment;
}

}  // namespace x278::edi
