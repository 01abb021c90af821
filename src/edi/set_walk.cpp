#include "edi/set_walk.hpp"

#include "edi/outline.hpp"
#include "edi/segment_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace x278::edi {

namespace {

constexpr std::uint8_t level_unknown = 255;  // below every other, so that nothing is looked for under it
constexpr std::size_t  depth_max     = 16;   // of loops within loops; the guides have 7

class Walk {
public:
    Walk(const TransactionSet& set, const Guide& guide, IssueList& issues)
        : set_(set), guide_(guide), outline_(*guide.outline), issues_(issues), counts_(outline_.counts)
    {
    }

    Placement run();

private:
    struct Open {
        int         loop     = 0;
        std::size_t next     = 0;   // first slot that may still stand here
        int         hl       = -1;  // into hls_, for an HL loop
        int         instance = 0;   // into placement_.instances
    };
    struct Level {  // one HL
        int              position = 0;
        std::uint8_t     level    = 0;
        std::string_view id;
        bool             says_child = false;
        bool             has_child  = false;
        bool             may_choose = false;  // the guide leaves HL04 open: with or without levels below
    };

    bool               place(const Segment& segment, int position, Tag tag);
    const Slot*        find(Open& open, const Segment& segment, Tag tag, std::size_t& at) const;
    bool               matches(const Slot& slot, const Segment& segment) const;
    void               stand(const Slot& slot, const Segment& segment, int position);
    void               open_loop(const Slot& slot, const Segment& segment, int position, std::uint32_t count);
    void               close_loop(const Segment& next, int position);
    void               say_missing(const Open& open, std::size_t until, const Segment& next, int position);
    void               check_level(const Segment& segment, int position, std::uint8_t level, bool may_choose);
    void               check_children();
    void               cannot_place(const Segment& segment, int position, Tag tag);
    bool               assume_level(const Segment& segment, int position, Tag tag, bool certain);
    void               enter_missing(std::size_t depth, const Slot& slot, const Segment& segment, int position);
    const Segment*     next_level(int position) const;
    bool               doubtful() const { return tree_broken_ || level_missing_; }  // HL01, HL02 and HL04 mean nothing then
    bool               is_full(const Slot& slot) const;
    bool               needs_levels(int loop) const;
    bool               holds(int loop, const Segment& segment, Tag tag) const;
    const Slot*        passed(const Segment& segment, Tag tag, const Loop*& loop) const;
    const Slot*        wrongly_qualified(Tag tag, const Loop*& loop) const;
    const Loop&        loop_of(const Open& open) const { return guide_.loops[static_cast<std::size_t>(open.loop)]; }
    bool               ends_id(char c) const { return c == set_.delimiters.element || c == set_.delimiters.segment; }
    const LoopOutline& outline_of(const Open& open) const { return outline_.loops[static_cast<std::size_t>(open.loop)]; }

    const TransactionSet&      set_;
    const Guide&               guide_;
    const Outline&             outline_;
    IssueList&                 issues_;
    std::vector<std::uint32_t> counts_;
    std::vector<Open>          open_;
    std::vector<Level>         hls_;
    Placement                  placement_;
    Tag                        lost_        = 0;  // segments are passed over until this loop opener, after one that fits nowhere
    bool                       tree_broken_ = false;    // an HL fitted nowhere: what hangs on it cannot be judged
    bool                       bare_        = false;    // no HL came any more, and some had to
    bool                       level_missing_ = false;  // an HL never came, and what belongs under it did
};

constexpr Tag hl_tag  = tag_of("HL");
constexpr Tag nm1_tag = tag_of("NM1");
constexpr Tag se_tag  = tag_of("SE");

// ST and SE as they should be, in shape: what they hold is validate()'s to compare.
bool is_checked_as_envelope(const Segment& segment) noexcept
{
    const std::size_t tokens = segment.tokens().size();  // the id is one of them
    return (segment.id() == "ST" && tokens <= 4) || (segment.id() == "SE" && tokens <= 3);
}

Placement Walk::run()
{
    open_.reserve(depth_max);
    open_.push_back({0, 0, -1, 0});
    placement_.instances.push_back({});
    placement_.segments.reserve(set_.segments.size());
    placement_.segments.push_back({&outline_.loops.front().opener, 0});
    const Segment& st = set_.segments.front();
    if (!is_checked_as_envelope(st)) check_segment({set_, st, 1, guide_.loops.front()}, outline_.loops.front().opener, issues_);

    int position = 1;
    for (const Segment& segment : set_.segments.subspan(1)) {
        ++position;
        if (issues_.full()) break;
        // Only an element, or nothing, may follow an id: `NM1:1P` is none.
        const bool id_ends = ends_id(segment.tokens().front().ended_by);
        const Tag  tag     = id_ends ? tag_of(segment.id()) : 0;
        placement_.segments.push_back({nullptr, open_.back().instance});
        if (lost_ != 0 && tag != lost_ && tag != hl_tag && tag != se_tag) continue;
        lost_ = 0;
        if (!place(segment, position, tag)) cannot_place(segment, position, tag);
    }
    if (issues_.full()) return std::move(placement_);
    if (set_.has_trailer)
        while (!open_.empty()) close_loop(set_.segments.back(), position);
    check_children();
    return std::move(placement_);
}

// Finds where the segment stands, from the innermost open loop outwards, and puts it there.
bool Walk::place(const Segment& segment, int position, Tag tag)
{
    for (std::size_t depth = open_.size(); depth-- > 0;) {
        std::size_t at   = 0;
        const Slot* slot = find(open_[depth], segment, tag, at);
        if (slot == nullptr) continue;
        if (tag == nm1_tag && is_full(*slot) && assume_level(segment, position, tag, true)) return true;
        while (open_.size() > depth + 1) close_loop(segment, position);
        say_missing(open_[depth], at, segment, position);
        open_[depth].next = at;
        stand(*slot, segment, position);
        return true;
    }
    return false;
}

const Slot* Walk::find(Open& open, const Segment& segment, Tag tag, std::size_t& at) const
{
    if ((outline_of(open).sieve & sieve_bit(tag)) == 0) return nullptr;
    const auto& tags  = outline_of(open).tags;
    const auto& slots = outline_of(open).slots;
    for (std::size_t i = open.next; i < tags.size(); ++i) {
        if (tags[i] != tag || !matches(slots[i], segment)) continue;
        // Segments that share a position may come in any order, so the next one may stand at its first.
        at = i;
        while (at > 0 && slots[at - 1].position == slots[i].position) --at;
        return &slots[i];
    }
    return nullptr;
}

bool Walk::matches(const Slot& slot, const Segment& segment) const
{
    if (slot.qualifier_element == 0) return true;
    return slot.use->qualifier.codes.contains(segment.element(slot.qualifier_element, set_.delimiters));
}

void Walk::stand(const Slot& slot, const Segment& segment, int position)
{
    const std::uint32_t count = ++counts_[slot.count];
    if (slot.child >= 0) {
        open_loop(slot, segment, position, count);
        placement_.segments.back() = {&slot, open_.back().instance};
        const Loop& loop           = guide_.loops[static_cast<std::size_t>(slot.child)];
        if (loop.repeat_max != 0 && count > loop.repeat_max)
            issues_.add(
                "loop/too-many", segment, position,
                fmt::format("loop {} occurs more often than the guide allows; expected at most {}", loop.id, loop.repeat_max),
                loop.id, {}, loop.confidence);
        check_segment({set_, segment, position, loop}, outline_.loops[static_cast<std::size_t>(slot.child)].opener, issues_);
        return;
    }
    const Loop& loop           = loop_of(open_.back());
    placement_.segments.back() = {&slot, open_.back().instance};
    if (slot.use->usage == Usage::not_used) {
        issues_.add("segment/not-used", segment, position,
                    fmt::format("{} is not used in loop {}; leave it out", slot.use->key, loop.id), loop.id, {},
                    slot.use->confidence);
        return;
    }
    if (slot.use->repeat_max != 0 && count > slot.use->repeat_max)
        issues_.add("segment/too-many", segment, position,
                    fmt::format("{} occurs more often in loop {} than the guide allows; expected at most {}", slot.use->key,
                                loop.id, slot.use->repeat_max),
                    loop.id, {}, slot.use->confidence);
    if (!is_checked_as_envelope(segment)) check_segment({set_, segment, position, loop}, slot, issues_);
}

void Walk::open_loop(const Slot& slot, const Segment& segment, int position, std::uint32_t count)
{
    Open open{slot.child, 0, -1, static_cast<int>(placement_.instances.size())};
    placement_.instances.push_back({slot.child, open_.back().instance, static_cast<int>(count), position - 1});
    const LoopOutline& laid = outline_of(open);
    std::fill_n(counts_.begin() + laid.first_count, laid.slots.size(), 0u);
    if (laid.level != 0) {
        open.hl            = static_cast<int>(hls_.size());
        const auto& hl     = guide_.loops[static_cast<std::size_t>(slot.child)].segments.front();
        const auto* choice = hl.elements.size() < 4 ? nullptr : hl.elements[3].codes;
        check_level(segment, position, laid.level, choice != nullptr && choice->codes().size() > 1);
    }
    open_.push_back(open);
}

// Closes the innermost loop; `next` is the segment that ended it.
void Walk::close_loop(const Segment& next, int position)
{
    say_missing(open_.back(), outline_of(open_.back()).slots.size(), next, position);
    open_.pop_back();
}

// Says what had to stand in a loop before slot `until` and does not; `next` stands in its place.
void Walk::say_missing(const Open& open, std::size_t until, const Segment& next, int position)
{
    if (bare_) return;
    for (const std::uint16_t i : outline_of(open).required) {
        if (i < open.next) continue;
        if (i >= until) return;
        const Slot& slot = outline_of(open).slots[i];
        if (counts_[slot.count] != 0) continue;
        const Loop& loop  = loop_of(open);
        const Loop* inner = slot.child >= 0 ? &guide_.loops[static_cast<std::size_t>(slot.child)] : nullptr;
        if (tree_broken_ && slot.tag == hl_tag) continue;
        const char* id = slot.use->mandatory_in_standard ? "segment/missing"
                         : inner != nullptr              ? "loop/missing"
                                                         : "segment/missing-in-guide";
        issues_.add(id, next, position,
                    inner != nullptr ? fmt::format("loop {} ({}) is missing from loop {}; expected {} before this segment",
                                                   inner->id, inner->name, loop.id, slot.use->id)
                                     : fmt::format("{} ({}) is missing from loop {}; expected it before this segment",
                                                   slot.use->key, slot.use->name, loop.id),
                    inner != nullptr ? inner->id : loop.id, slot.use->id,
                    inner != nullptr ? inner->confidence : slot.use->confidence);
    }
}

// HL01 counts from 1, HL02 names the nearest level above. Source: guide-level notes of HL; X12 RFI 2394.
void Walk::check_level(const Segment& segment, int position, std::uint8_t level, bool may_choose)
{
    const std::string_view id     = segment.element(1, set_.delimiters);
    const std::string_view parent = segment.element(2, set_.delimiters);
    const std::string_view loop   = "";
    int                    number = 0;
    const auto [end, error]       = std::from_chars(id.data(), id.data() + id.size(), number);
    const int expected            = static_cast<int>(hls_.size()) + 1;
    if (!doubtful() && !id.empty() && (error != std::errc{} || end != id.data() + id.size() || number != expected))
        issues_.add_element("hierarchy/number", segment, position, loop, {1, 0, 0}, nullptr, id,
                            fmt::format("HL01 does not count the levels of the set; expected `{}`", expected));

    const auto above = std::find_if(hls_.rbegin(), hls_.rend(), [&](const Level& l) { return l.level < level; });
    if (above != hls_.rend()) {
        above->has_child = true;
        // A level that is numbered wrong may be named by the number it should have; it has been told.
        const auto counted = std::to_string(hls_.rend() - above);
        if (!parent.empty() && parent != above->id && parent != counted && !doubtful()) {
            const Segment& upper = set_.segments[static_cast<std::size_t>(above->position - 1)];
            Issue* const   issue =
                issues_.add_element("hierarchy/parent-wrong", segment, position, loop, {2, 0, 0}, nullptr, parent,
                                    fmt::format("HL02 does not name the level above; expected `{}`", above->id));
            if (issue != nullptr) issue->context.push_back(issues_.location(upper, above->position, loop, {1, 0, 0}));
        }
    }
    hls_.push_back({position, level, id, segment.element(4, set_.delimiters) == "1", false, may_choose});
}

// HL04 says whether a level has levels below it; whether it has is known at the end. Where
// the guide allows one answer only, its code list and what it requires have said all there is.
void Walk::check_children()
{
    if (doubtful()) return;
    for (const Level& level : hls_) {
        if (level.says_child == level.has_child || !level.may_choose) continue;
        const Segment&         segment = set_.segments[static_cast<std::size_t>(level.position - 1)];
        const std::string_view value   = segment.element(4, set_.delimiters);
        if (value != "0" && value != "1") continue;  // said already
        issues_.add_element("hierarchy/child-flag", segment, level.position, {}, {4, 0, 0}, nullptr, value,
                            level.has_child ? "HL04 says that no level follows below, and one does; expected `1`"
                                            : "HL04 says that a level follows below, and none does; expected `0`");
    }
}

// Whether the loop that a segment opens has come as often as it may.
bool Walk::is_full(const Slot& slot) const
{
    if (slot.child < 0) return false;
    const auto most = guide_.loops[static_cast<std::size_t>(slot.child)].repeat_max;
    return most != 0 && counts_[slot.count] >= most;
}

bool Walk::needs_levels(int loop) const
{
    const LoopOutline& laid = outline_.loops[static_cast<std::size_t>(loop)];
    return std::ranges::any_of(laid.required, [&](std::uint16_t slot) { return laid.slots[slot].tag == hl_tag; });
}

// The next HL after a segment; null when there is none.
const Segment* Walk::next_level(int position) const
{
    for (const Segment& segment : set_.segments.subspan(static_cast<std::size_t>(position)))
        if (tag_of(segment.id()) == hl_tag) return &segment;
    return nullptr;
}

// Whether the segment may stand in the loop, or begin a loop in it; of NM1 the code must be one listed there.
bool Walk::holds(int loop, const Segment& segment, Tag tag) const
{
    return std::ranges::any_of(outline_.loops[static_cast<std::size_t>(loop)].slots, [&](const Slot& slot) {
        if (slot.tag != tag || !matches(slot, segment)) return false;
        const CodeList* codes = tag == nm1_tag ? slot.use->elements.front().codes : nullptr;
        return codes == nullptr || codes->contains(segment.element(1, set_.delimiters));
    });
}

// A segment of a level whose HL never came: says that the level is missing, once, and goes
// on as if it had come. `certain`: what follows shows it, being of a level below that one.
bool Walk::assume_level(const Segment& segment, int position, Tag tag, bool certain)
{
    if (tree_broken_) return false;
    const Segment* const below = tag == hl_tag ? &segment : next_level(position);
    for (std::size_t depth = open_.size(); depth-- > 0;) {
        for (const Slot& slot : outline_of(open_[depth]).slots) {
            if (slot.tag != hl_tag || slot.child < 0 || is_full(slot) || !holds(slot.child, segment, tag)) continue;
            // Where no level follows and this one needs some, they are all missing: nothing can be said of what is left.
            const bool bare    = below == nullptr && needs_levels(slot.child);
            const bool evident = bare || (below != nullptr && holds(slot.child, *below, hl_tag));
            const bool still_due =
                below != nullptr && matches(slot, *below) && guide_.loops[static_cast<std::size_t>(slot.child)].repeat_max == 1;
            if (certain ? !evident : still_due) continue;
            enter_missing(depth, slot, segment, position);
            if (!bare) return place(segment, position, tag);
            lost_ = hl_tag;
            bare_ = true;
            return true;
        }
    }
    return false;
}

void Walk::enter_missing(std::size_t depth, const Slot& slot, const Segment& segment, int position)
{
    while (open_.size() > depth + 1) close_loop(segment, position);
    Open&       outer = open_[depth];
    const auto  at    = static_cast<std::size_t>(&slot - outline_of(outer).slots.data());
    const Loop& inner = guide_.loops[static_cast<std::size_t>(slot.child)];
    say_missing(outer, at, segment, position);
    outer.next = at;
    issues_.add(slot.use->mandatory_in_standard ? "segment/missing" : "loop/missing", segment, position,
                fmt::format("loop {} ({}) has no HL; expected {} before this segment", inner.id, inner.name, slot.use->key),
                inner.id, slot.use->id, inner.confidence);
    level_missing_ = true;

    const Open  open{slot.child, 0, -1, static_cast<int>(placement_.instances.size())};
    const auto  count = ++counts_[slot.count];
    const auto& laid  = outline_of(open);
    placement_.instances.push_back({slot.child, outer.instance, static_cast<int>(count), position - 1});
    std::fill_n(counts_.begin() + laid.first_count, laid.slots.size(), 0u);
    open_.push_back(open);
}

void Walk::cannot_place(const Segment& segment, int position, Tag tag)
{
    const Loop* loop = nullptr;
    if (passed(segment, tag, loop) == nullptr && assume_level(segment, position, tag, true)) return;
    const bool opens_loop = tag == hl_tag || tag == nm1_tag;
    if (opens_loop) lost_ = tag;
    if (tag == hl_tag) {
        hls_.push_back(
            {position, level_unknown, segment.element(1, set_.delimiters), false, false, false});  // it counts for HL01
        if (std::exchange(tree_broken_, true)) return;
    }

    const std::string_view id = segment.id();
    if (!guide_.segments_of_x12->contains(id) || !ends_id(segment.tokens().front().ended_by)) {
        issues_.add("segment/unknown-id", segment, position, "X12 has no segment of this id; leave it out or correct the id");
        return;
    }
    if (const Slot* slot = wrongly_qualified(tag, loop)) {
        const Qualifier& qualifier = slot->use->qualifier;
        const Element&   element   = slot->use->elements.at(qualifier.element - 1u);
        const auto       value     = segment.element(qualifier.element, set_.delimiters);
        issues_.add_element(element.standard_codes != nullptr && !element.standard_codes->contains(value)
                                ? "element/code-not-allowed"
                                : "element/code-not-in-guide",
                            segment, position, loop->id, {qualifier.element, 0, 0}, &element, value,
                            fmt::format("{} does not hold a code that may stand here in loop {}", element.reference, loop->id),
                            slot->use->confidence);
        return;
    }
    if (const Slot* slot = passed(segment, tag, loop)) {
        issues_.add("segment/out-of-order", segment, position,
                    fmt::format("{} stands too late in loop {}; expected it earlier", slot->use->key, loop->id), loop->id, {},
                    slot->use->confidence);
        return;
    }
    if (assume_level(segment, position, tag, false)) return;
    const bool         in_guide = std::ranges::any_of(guide_.loops, [&](const Loop& l) {
        return std::ranges::any_of(l.segments, [&](const SegmentUse& s) { return s.tag == tag; });
    });
    const std::string& where    = loop_of(open_.back()).id;
    if (in_guide)
        issues_.add("segment/unexpected", segment, position,
                    fmt::format("{} may not stand here, after what stands before it in loop {}", id, where), where);
    else if (guide_.segments_in_standard.contains(id))
        issues_.add("segment/not-used", segment, position, fmt::format("{} is not used in this guide; leave it out", id), where);
    else
        issues_.add("segment/not-in-set", segment, position,
                    fmt::format("{} does not belong in a {}; leave it out", id, guide_.transaction), where);
}

// The place in an open loop that the segment would have fitted, had it come earlier.
const Slot* Walk::passed(const Segment& segment, Tag tag, const Loop*& loop) const
{
    for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
        for (const Slot& slot : outline_of(*open).slots) {
            if (slot.tag != tag || !matches(slot, segment)) continue;
            loop = &loop_of(*open);
            return &slot;
        }
    }
    return nullptr;
}

// A place for this id in the innermost open loop that only its qualifier denies it.
const Slot* Walk::wrongly_qualified(Tag tag, const Loop*& loop) const
{
    for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
        for (std::size_t i = open->next; i < outline_of(*open).slots.size(); ++i) {
            const Slot& slot = outline_of(*open).slots[i];
            if (slot.tag != tag || slot.qualifier_element == 0) continue;
            loop = slot.child >= 0 ? &guide_.loops[static_cast<std::size_t>(slot.child)] : &loop_of(*open);
            return &slot;
        }
        if (tag != hl_tag && tag != nm1_tag) break;
    }
    return nullptr;
}

}  // namespace

Placement walk_set(const TransactionSet& set, const Guide& guide, IssueList& issues) { return Walk(set, guide, issues).run(); }

}  // namespace x278::edi
