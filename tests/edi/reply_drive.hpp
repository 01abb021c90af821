// Drives the reply writer over a whole input as the program does, with a clock that stands
// still, numbers that count, and every decision taken by the test.
#pragma once

#include "edi/reply.hpp"
#include "edi/request.hpp"
#include "edi/support.hpp"

#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace x278::edi::test {

using namespace std::chrono_literals;
using model::Outcome;

class MemorySink : public ReplySink {
public:
    void                        append(ReplyKind kind, std::string_view bytes) override { of(kind) += bytes; }
    [[nodiscard]] std::uint64_t written(ReplyKind kind) const override { return streams_[static_cast<std::size_t>(kind)].size(); }
    void                        roll_back(ReplyKind kind, std::uint64_t to) override { of(kind).resize(to); }

    std::string& of(ReplyKind kind) { return streams_[static_cast<std::size_t>(kind)]; }

private:
    std::array<std::string, reply_kinds> streams_;
};

struct Replies {
    std::string ta1;
    std::string acknowledgment;
    std::string response;
    ReplyCounts counts;
};

using Decide = std::function<model::Determination(const model::ServiceReviewRequest&)>;

inline model::LineDetermination line_of(int number, Outcome outcome, std::vector<model::ReasonCode> reasons = {})
{
    model::LineDetermination line;
    line.line    = number;
    line.outcome = outcome;
    line.reasons = std::move(reasons);
    return line;
}

inline model::Determination approve_all(const model::ServiceReviewRequest& request)
{
    model::Determination d;
    d.determined_on        = 2026y / 9 / 2;
    d.determined_minute    = 631;
    d.certification_number = "PA1";
    d.event.outcome        = Outcome::approved;
    for (const auto& line : request.event.lines) d.lines.push_back(line_of(line.number, Outcome::approved));
    return d;
}

// What the program writes in answer to `bytes`, every decision taken by `decide`.
inline Replies replies_to(std::string_view         bytes,
                          std::uint64_t            first_number = 901,
                          std::chrono::sys_seconds now          = std::chrono::sys_days(2026y / 9 / 2) + 10h + 31min,
                          const Decide&            decide       = approve_all,
                          const Agreements*        agreements   = nullptr,
                          const Guides&            guides       = Guides::embedded())
{
    MemorySink     sink;
    std::uint64_t  interchanges = first_number;
    std::uint64_t  groups       = first_number;
    Reader         in(source_of(bytes));
    EnvelopeSurvey survey(Reader(source_of(bytes)), guides, agreements);
    ReplyWriter reply(guides, Answers::embedded(), {[&] { return interchanges++; }, [&] { return groups++; }}, fixed_clock(now),
                      sink);
    EnvelopeVerdict interchange;
    GroupHeader     group;
    GroupVerdict    group_verdict;
    int             ordinal = 0;
    while (auto event = in.next()) {
        if (!*event) continue;
        if (const auto* header = std::get_if<InterchangeHeader>(&**event)) {
            interchange = survey.next().value_or(EnvelopeVerdict{});
            ordinal     = 0;
            reply.open(*header, interchange);
        }
        if (!interchange.accepted()) continue;
        if (const auto* header = std::get_if<GroupHeader>(&**event)) {
            group         = *header;
            group_verdict = interchange.group(++ordinal);
            reply.open(group, group_verdict);
        }
        if (const auto* set = std::get_if<TransactionSet>(&**event);
            set != nullptr && group_verdict.accepted() && group.functional_id() != "FA") {
            const auto checked = validate(*set, group, guides);
            reply.acknowledge(checked);
            if (checked.accepted()) {
                const auto request = to_request(checked);
                reply.answer(request, decide(request));
            }
        }
        if (const auto* trailer = std::get_if<GroupTrailer>(&**event)) reply.close(*trailer);
        if (const auto* trailer = std::get_if<InterchangeTrailer>(&**event)) reply.close(*trailer);
    }
    return {sink.of(ReplyKind::ta1), sink.of(ReplyKind::acknowledgment), sink.of(ReplyKind::response), reply.counts()};
}

// The part of a 999 between AK1 and SE, one segment after another.
inline std::string body_of(std::string_view acknowledgment)
{
    std::string text;
    for (const auto& segment : segments_of(acknowledgment))
        if (segment.starts_with("AK") || segment.starts_with("IK") || segment.starts_with("CTX"))
            text += (text.empty() ? "" : "~") + segment;
    return text;
}

// The first segment of `text` with this id.
inline std::string first(std::string_view text, std::string_view id)
{
    for (const auto& segment : segments_of(text))
        if (segment.starts_with(id)) return segment;
    return {};
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, std::string(from));
    return text.replace(at, from.size(), to);
}

// A request without a line.
inline const std::string good =
    "ST*278*0001*005010X217~BHT*0007*13*REF0001*20260901*1030~HL*1**20*1~NM1*X3*2*BLUE EXAMPLE "
    "PLAN*****PI*00700~HL*2*1*21*1~NM1*1P*1*RIVERA*ANA****XX*1234567893~"
    "HL*3*2*22*1~NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~DMG*D8*19800201*F~HL*4*3*EV*0~TRN*1*TRACE0001*"
    "9012345678~UM*HS*I*PT*11:B~HI*ABK:M5416~SE*14*0001~";

inline std::string refused(std::string set = good) { return replaced(std::move(set), "UM*HS", "UM*QQ"); }
inline std::string numbered(std::string set, const std::string& number)
{
    return replaced(replaced(std::move(set), "ST*278*0001", "ST*278*" + number), "SE*14*0001", "SE*14*" + number);
}

// Every written reply can be read back, and follows its guide.
inline void check_valid(const Replies& replies)
{
    CAPTURE(replies.ta1);
    CAPTURE(replies.acknowledgment);
    for (const std::string& written : {replies.ta1, replies.acknowledgment, replies.response}) {
        CHECK(envelope_issues_of(written).empty());
        CHECK(issues_of(written).find('/') == std::string::npos);
        std::size_t events = 0;
        Reader      reader(source_of(written));
        while (auto event = reader.next()) {
            CHECK(event->has_value());
            ++events;
        }
        CHECK((events == 0) == written.empty());
    }
}

}  // namespace x278::edi::test
