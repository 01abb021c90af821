#include "edi/interchange_check.hpp"

#include "edi/outline.hpp"
#include "edi/segment_check.hpp"

#include <algorithm>
#include <span>

namespace x278::edi {

namespace {

constexpr std::string_view no_error = "000";  // TA105

const Slot* slot_of_ta1(const Guide& guide)
{
    const auto& slots = guide.outline->loops.front().slots;
    const auto  found = std::ranges::find(slots, tag_of("TA1"), &Slot::tag);
    return found == slots.end() ? nullptr : &*found;
}

// TA104 and TA105 must say the same: A and no error, or E or R and which one. Source: code lists I17, I18.
void check_note(const InterchangeAcknowledgment& ta1, IssueList& issues)
{
    const std::string& answer = ta1.elements[4];
    const std::string& note   = ta1.elements[5];
    if (note.empty() || (answer != "A" && answer != "E" && answer != "R")) return;  // said already
    const bool accepted = answer == "A";
    if (accepted == (note == no_error)) return;
    issues.add_element("element/pattern", ta1.segment, 0, {}, {5, 0, 0}, nullptr, note,
                       accepted ? "TA104 accepts the interchange and TA105 names an error; expected `000`"
                                : "TA104 holds an error or a refusal and TA105 names none; expected a note other than `000`");
}

}  // namespace

std::vector<Issue> check_acknowledgment(const InterchangeAcknowledgment& ta1, const Guides& guides)
{
    const Guide& guide = *guides.find_direction("00501", "interchange");
    // The checks of a segment ask the set around it only for its text and its separators.
    TransactionSet around;
    around.segments          = std::span(&ta1.segment, 1);
    around.text              = ta1.segment.text();
    around.delimiters        = ta1.delimiters;
    around.offset_bytes      = ta1.offset_bytes;
    around.may_hold_controls = ta1.may_hold_controls;
    IssueList issues(around, guides);
    if (const Slot* slot = slot_of_ta1(guide)) check_segment({around, ta1.segment, 0, guide.loops.front()}, *slot, issues);
    check_note(ta1, issues);
    std::vector<Issue> found = issues.take();
    for (Issue& issue : found) issue.where.loop_id.clear();  // envelopes have no loops
    return found;
}

}  // namespace x278::edi
