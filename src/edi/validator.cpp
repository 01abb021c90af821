#include "edi/validator.hpp"

#include "edi/checks.hpp"
#include "edi/dialogue.hpp"
#include "edi/external_codes.hpp"
#include "edi/issue_list.hpp"
#include "edi/outline.hpp"
#include "edi/segment_check.hpp"
#include "edi/set_walk.hpp"
#include "edi/situations.hpp"
#include "edi/version_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace x278::edi {

namespace {

constexpr std::size_t control_number_chars_min = 4;  // ST02
constexpr std::size_t control_number_chars_max = 9;

// ST and SE against each other. Source: 005010X217 B.1.1.4; guide-level code list of IK502.
void check_envelope(const TransactionSet& set, IssueList& issues)
{
    const Segment& st = set.segments.front();
    if (set.number_repeated)
        issues.add("set/control-number-repeated", st, 1, "ST02 was used before in this group; expected a number of its own");
    if (set.control_number.size() < control_number_chars_min || set.control_number.size() > control_number_chars_max)
        issues.add("set/control-number-bad", st, 1,
                   fmt::format("ST02 has {} characters; expected {} to {}", set.control_number.size(), control_number_chars_min,
                               control_number_chars_max));
    if (!set.has_trailer) {
        issues.add("set/trailer-missing", set.segments.back(), static_cast<int>(set.segments.size()),
                   "the set has no SE; expected one after its last segment");
        return;
    }
    const Segment&         se       = set.segments.back();
    const int              position = static_cast<int>(set.segments.size());
    const std::string_view declared = se.element(1, set.delimiters);
    std::size_t            count    = 0;
    const auto [end, error]         = std::from_chars(declared.data(), declared.data() + declared.size(), count);
    if (error != std::errc{} || end != declared.data() + declared.size() || count != set.segments.size())
        issues.add("set/segment-count", se, position,
                   fmt::format("SE01 does not count the segments of the set; expected {}", set.segments.size()));
    if (se.element(2, set.delimiters) != set.control_number)
        issues.add("set/control-number-differs", se, position, "SE02 differs from ST02; both must hold the set's control number");
}

// The guide of the set, or the one issue that says why it is not taken.
const Guide* choose_guide(
    const TransactionSet& set, const GroupHeader& group, const Guides& guides, Taking taking, IssueList& issues)
{
    const Segment& st = set.segments.front();
    if (set.transaction.empty()) {
        issues.add("set/id-missing", st, 1, "ST01 is empty; expected 278");
        return nullptr;
    }
    const auto   id    = set.guide_id.empty() ? group.guide_id() : set.guide_id;
    const Guide* guide = guides.find(set.transaction, id, set.purpose);
    if (guide == nullptr) {
        const auto known = std::ranges::find(guides.all(), set.transaction, &Guide::transaction);
        if (known == guides.all().end())
            issues.add("set/not-supported", st, 1, "ST01 names a transaction set that is not taken; expected 278");
        else
            issues.add("set/guide-not-supported", st, 1,
                       fmt::format("{} names {}; expected {}", set.guide_id.empty() ? "GS08" : "ST03", version_words(guides, id),
                                   taken_words(guides, known->functional_id)));
        return nullptr;
    }
    if (guide->functional_id != group.functional_id()) {
        issues.add("set/wrong-group", st, 1,
                   fmt::format("a {} does not belong in a group of this kind; expected GS01 `{}`", guide->transaction,
                               guide->functional_id));
        return nullptr;
    }
    // ST03 is the guide's word on itself; where it and GS08 disagree, nobody knows which one to check against.
    if (set.guide_id != group.guide_id()) {
        issues.add("set/guide-mismatch", st, 1,
                   "ST03 is not the guide that GS08 of its group names; both must name the same one");
        return nullptr;
    }
    if (taking == Taking::requests && dialogue_begun_by(*guide) == nullptr) {
        issues.add("set/guide-not-supported", st, 1,
                   fmt::format("a {} {} is not taken here; expected a request (005010X217), an inquiry (005010X215) or a "
                               "notification (005010X216), as BHT02 tells",
                               guide->id, guide->direction));
        return nullptr;
    }
    return guide;
}

// What can be judged only once every segment has its place.
void check_placed(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues)
{
    check_external_codes(set, guide, placement, issues);
    check_situations(set, guide, placement, issues);
    check_sense(set, guide, placement, issues);
}

// Which line and which party an issue is about, for whoever answers at that place.
void tell_line_and_party(std::vector<Issue>& issues, const Placement& placement, const Guide& guide)
{
    for (Issue& issue : issues) {
        const auto at = static_cast<std::size_t>(issue.where.segment_position - 1);
        if (at >= placement.segments.size()) continue;
        for (int i = placement.segments[at].instance; i >= 0; i = placement.instances[static_cast<std::size_t>(i)].parent) {
            const LoopInstance& instance = placement.instances[static_cast<std::size_t>(i)];
            const std::string&  loop     = guide.loops[static_cast<std::size_t>(instance.loop)].id;
            if (loop == "2000F") issue.where.line = instance.ordinal;
            if (loop.starts_with("2010")) issue.where.party = instance.ordinal;
        }
    }
}

}  // namespace

Validated validate(const TransactionSet& set, const GroupHeader& group, const Guides& guides, Taking taking)
{
    IssueList    issues(set, guides);
    Placement    placement;
    const Guide* guide = choose_guide(set, group, guides, taking, issues);
    if (guide != nullptr) {
        check_envelope(set, issues);
        placement = walk_set(set, *guide, issues);
        if (!issues.full()) check_placed(set, *guide, placement, issues);
    }
    // Where the list is full, checking stopped, and nobody knows what the rest holds.
    const bool         accepted = guide != nullptr && !issues.refuses() && !issues.full();
    std::vector<Issue> found    = issues.take();
    if (guide != nullptr) tell_line_and_party(found, placement, *guide);
    return Validated(set, guide, std::move(placement), std::move(found), accepted);
}

}  // namespace x278::edi
