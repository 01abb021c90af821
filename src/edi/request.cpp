#include "edi/request.hpp"

#include "core/digest.hpp"
#include "edi/dialogue.hpp"
#include "edi/grammar/request.hpp"
#include "edi/outline.hpp"
#include "edi/reader.hpp"
#include "edi/rejection_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace x278::edi {

namespace {

using model::RequestKind;

// NM101 of a loop that is told by it; null when the guide has no such loop.
const CodeList* roles_of(const Guide& guide, std::string_view loop_id)
{
    const auto loop = std::ranges::find(guide.loops, loop_id, &Loop::id);
    return loop == guide.loops.end() ? nullptr : &loop->segments.front().qualifier.codes;
}

// The segments that stand somewhere in the guide. `room` is used only when some do not, which
// is rare: what a guide says with low confidence is noted and not refused.
std::span<const Segment> placed_segments(const Validated& checked, std::vector<Segment>& room)
{
    const auto& segments = checked.set().segments;
    const auto& placed   = checked.placement().segments;
    const auto  stands   = [](const Placed& p) { return p.slot != nullptr && p.slot->use->usage != Usage::not_used; };
    if (std::ranges::all_of(placed, stands)) return segments;
    for (std::size_t i = 0; i < segments.size(); ++i)
        if (i >= placed.size() || stands(placed[i])) room.push_back(segments[i]);
    return room;
}

// Some write a notification with the payer first, as a request has it. Source: guide-rules 11, unresolved.
void tell_sender_from_receiver(model::ServiceReviewRequest& request)
{
    const auto is_provider = [](const model::Party& party) { return party.role == "1P" || party.role == "FA"; };
    if (is_provider(request.utilization_management_organization) && !is_provider(request.requester))
        std::swap(request.utilization_management_organization, request.requester);
}

}  // namespace

model::ServiceReviewRequest to_request(const Validated& checked)
{
    const Dialogue* dialogue = checked.accepted() ? dialogue_begun_by(*checked.guide()) : nullptr;
    if (dialogue == nullptr) throw std::logic_error("to_request was given a set that is no accepted request");

    const TransactionSet&       set   = checked.set();
    const Guide&                guide = *checked.guide();
    const bool                  tells = dialogue->kind == RequestKind::notification;
    model::ServiceReviewRequest request;
    request.kind = dialogue->kind;
    request.source.assign(set.text.begin(), set.text.end());
    request.separators = {set.delimiters.element, set.delimiters.repetition, set.delimiters.component, set.delimiters.segment};

    grammar::RequestBuild build{request,
                                set.text.data(),
                                request.source.data(),
                                set.delimiters,
                                roles_of(guide, tells ? "2010EC" : "2010EB"),
                                roles_of(guide, tells ? "2010ED" : "2010EC"),
                                tells ? roles_of(guide, "2010EB") : nullptr};
    std::vector<Segment>  room;
    if (!grammar::parse_request(placed_segments(checked, room), build))
        throw std::logic_error("an accepted request does not follow the grammar of requests");
    if (tells) tell_sender_from_receiver(request);
    return request;
}

Result<ReadAgain> read_again(std::string_view           source,
                             const std::array<char, 4>& separators,
                             RequestKind                kind,
                             const Guides&              guides)
{
    // The set in an envelope of its own, so that there is one way to read.
    const auto& [element, repetition, component, segment] = separators;
    const auto  guide_id                                  = dialogue_of(kind).guide_id;
    std::string whole                                     = fmt::format(
                                            "ISA{0}00{0}          {0}00{0}          {0}ZZ{0}STORE          {0}ZZ{0}STORE          {0}000101{0}0000{0}{1}{0}00501"
                                                                                "{0}000000001{0}0{0}P{0}{2}{3}GS{0}HI{0}STORE{0}STORE{0}20000101{0}0000{0}1{0}X{0}{4}{3}",
                                            element, repetition, component, segment, guide_id);
    whole += source;
    whole += fmt::format("GE{0}1{0}1{1}IEA{0}1{0}000000001{1}", element, segment);

    Reader      reader(source_of(whole));
    GroupHeader group;
    while (auto event = reader.next()) {
        if (!*event) break;
        if (const auto* header = std::get_if<GroupHeader>(&**event)) group = *header;
        const auto* set = std::get_if<TransactionSet>(&**event);
        if (set == nullptr) continue;
        const auto checked = validate(*set, group, guides);
        if (!checked.accepted()) break;
        return ReadAgain{to_request(checked), rejections_of(checked, guides), content_of(*set)};
    }
    return failure(ErrorCode::corrupt, "a request that was recorded does not follow the guides of this program");
}

namespace {

// A digest of what was said. `says(id, element)` tells what counts: element 0 stands for the whole segment.
template <class Says>
std::string digest_of(const TransactionSet& set, Says says)
{
    // Separators are written as four characters that no data holds, so that only what was said counts.
    constexpr std::string_view marks = "\x1D\x1E\x1F\x1C";
    std::string                asked;
    asked.reserve(set.text.size());
    for (const Segment& segment : set.segments) {
        const auto id = segment.id();
        if (!says(id, 0)) continue;
        int element = 0;
        for (const Token& token : segment.tokens()) {
            if (says(id, element)) asked += token.text();
            asked += token.ended_by == set.delimiters.element      ? marks[0]
                     : token.ended_by == set.delimiters.repetition ? marks[1]
                     : token.ended_by == set.delimiters.component  ? marks[2]
                                                                   : marks[3];
            if (token.ended_by == set.delimiters.element) ++element;
        }
    }
    return sha256_hex(asked);
}

bool says_what(std::string_view id, int element)
{
    return id != "ST" && id != "SE" && !(id == "BHT" && (element == 4 || element == 5));
}

}  // namespace

std::string fingerprint_of(const TransactionSet& set) { return digest_of(set, says_what); }

std::string content_of(const TransactionSet& set)
{
    return digest_of(set, [](std::string_view id, int element) {
        return id != "TRN" && !(id == "BHT" && element == 3) && says_what(id, element);
    });
}

}  // namespace x278::edi
