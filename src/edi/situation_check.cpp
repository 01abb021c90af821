// Holds the placed segments of a set against the situations of its guide.
#include "edi/situations.hpp"

#include "edi/outline.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>

namespace x278::edi {

namespace {

constexpr std::size_t instances_usual = 64;  // loops begun in one set; more than this and memory is asked for
constexpr std::size_t context_max     = 9;   // CTX of one IK3
constexpr int         nowhere         = -1;
constexpr int         slots_max       = 64;  // a loop with more has no rules
constexpr Tag         hl_tag          = tag_of("HL");

class SituationCheck {
public:
    SituationCheck(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues)
        : set_(set), guide_(guide), placement_(placement), issues_(issues)
    {
    }

    void run();

private:
    using Kind = SituationPlace::Kind;

    void        mark();
    void        judge(const Situation& rule);
    void        judge_presence(const Situation& rule);
    void        judge_choice(const Situation& rule);
    void        judge_elements(const Situation& rule);
    bool        breaks(const Situation& rule, int at) const;
    bool        applies(const Situation& rule, int at) const;
    bool        holds(const SituationCondition& condition, int at) const;
    bool        fits(const SituationCondition& condition, int at) const;
    bool        is_of(const SituationPlace& place, int at) const;
    bool        stands(const SituationPlace& place) const;
    bool        was_lost(const SituationPlace& place) const;
    const Slot& slot_of(const SituationPlace& place) const;

    template <class Visit>
    int find_in(const SituationPlace& place, int instance, Visit accept) const;
    template <class Visit>
    int find(const SituationPlace& place, Visit accept) const;

    std::string_view value(const SituationPlace& place, int at) const;
    int              where_missing(const SituationPlace& place) const;
    Location         location_of(const SituationPlace& place, int at) const;
    void             explain(Issue* issue, const Situation& rule, int at) const;
    void             say_missing(const Situation& rule);
    void             say_unwanted(const Situation& rule, int at, const SituationPlace* because = nullptr);
    void             say_element(const Situation& rule, int at);

    const LoopInstance& instance(int i) const { return placement_.instances[static_cast<std::size_t>(i)]; }
    const Loop&         loop(int l) const { return guide_.loops[static_cast<std::size_t>(l)]; }
    const LoopOutline&  outline(int l) const { return guide_.outline->loops[static_cast<std::size_t>(l)]; }
    const Segment&      segment(int at) const { return set_.segments[static_cast<std::size_t>(at)]; }
    const Placed&       placed(int at) const { return placement_.segments[static_cast<std::size_t>(at)]; }
    int                 size() const { return static_cast<int>(placement_.segments.size()); }
    bool                is_used(int i, int slot) const { return (used_[static_cast<std::size_t>(i)] >> slot & 1) != 0; }

    const TransactionSet& set_;
    const Guide&          guide_;
    const Placement&      placement_;
    IssueList&            issues_;

    boost::container::small_vector<std::uint64_t, instances_usual> used_;      // as instances: bit n for slot n of its loop
    int                                                            here_ = 0;  // the instance being judged
};

void SituationCheck::run()
{
    mark();
    for (here_ = 0; here_ < static_cast<int>(placement_.instances.size()); ++here_) {
        const std::uint64_t used = used_[static_cast<std::size_t>(here_)];
        for (const Situation& rule : guide_.situations->of_loop[static_cast<std::size_t>(instance(here_).loop)])
            if ((used & rule.needs) == rule.needs && (used & rule.lacks) == 0) judge(rule);
    }
}

// Which slots of each loop are used. What opens a child loop uses a slot of the parent.
void SituationCheck::mark()
{
    used_.resize(placement_.instances.size(), 0);
    for (int at = 1; at < size(); ++at) {
        const Slot* slot = placed(at).slot;
        if (slot == nullptr) continue;
        const int  owner  = slot->child >= 0 ? instance(placed(at).instance).parent : placed(at).instance;
        const auto number = slot - outline(instance(owner).loop).slots.data();
        if (number < slots_max) used_[static_cast<std::size_t>(owner)] |= std::uint64_t{1} << number;
    }
}

void SituationCheck::judge(const Situation& rule)
{
    if (rule.demand == Demand::one_of || rule.demand == Demand::at_most_one_of) return judge_choice(rule);
    if (rule.places.front().kind == Kind::element) return judge_elements(rule);
    judge_presence(rule);
}

// A segment or a loop that must be there, or must not.
void SituationCheck::judge_presence(const Situation& rule)
{
    const SituationPlace& target = rule.places.front();
    const bool            wanted = rule.demand == Demand::required;
    if (stands(target) == wanted || !applies(rule, nowhere)) return;
    if (!wanted) return say_unwanted(rule, find(target, [](int) { return true; }));
    if (!was_lost(target)) say_missing(rule);
}

void SituationCheck::judge_choice(const Situation& rule)
{
    const SituationPlace* first = nullptr;
    for (const SituationPlace& place : rule.places) {
        if (!stands(place)) continue;
        if (rule.demand == Demand::one_of) return;
        if (first == nullptr) {
            first = &place;
            continue;
        }
        if (applies(rule, nowhere)) say_unwanted(rule, find(place, [](int) { return true; }), first);
        return;
    }
    if (rule.demand == Demand::at_most_one_of || !applies(rule, nowhere)) return;
    if (std::ranges::none_of(rule.places, [&](const SituationPlace& place) { return was_lost(place); })) say_missing(rule);
}

// An element, in every occurrence of its segment.
void SituationCheck::judge_elements(const Situation& rule)
{
    find_in(rule.places.front(), here_, [&](int at) {
        if (breaks(rule, at) && applies(rule, at)) say_element(rule, at);
        return false;
    });
}

bool SituationCheck::breaks(const Situation& rule, int at) const
{
    const std::string_view text   = value(rule.places.front(), at);
    const auto             is     = [&](const std::string& code) { return text == code; };
    const auto             begins = [&](const std::string& code) { return text.starts_with(code); };
    switch (rule.demand) {
        case Demand::required: return text.empty();
        case Demand::not_used: return !text.empty();
        case Demand::must_be: return !text.empty() && std::ranges::none_of(rule.codes, is);
        case Demand::must_not_be: return std::ranges::any_of(rule.codes, is);
        case Demand::must_begin: return !text.empty() && std::ranges::none_of(rule.codes, begins);
        case Demand::one_of:
        case Demand::at_most_one_of: break;
    }
    return false;
}

// `at` is the occurrence of the rule's own segment that is looked at; `nowhere` for a rule about a segment or a loop.
bool SituationCheck::applies(const Situation& rule, int at) const
{
    return std::ranges::all_of(rule.when, [&](const SituationCondition& condition) { return holds(condition, at); });
}

bool SituationCheck::holds(const SituationCondition& condition, int at) const
{
    const SituationPlace& place = condition.place;
    if (place.kind != Kind::element) return stands(place) == (condition.test == Test::present);
    const auto accept = [&](int occurrence) { return fits(condition, occurrence); };
    const bool found  = is_of(place, at) ? accept(at) : find(place, accept) != nowhere;
    return found == (condition.test != Test::absent);
}

// Whether that occurrence holds what the condition asks of an element; of `absent`, whether it holds anything.
bool SituationCheck::fits(const SituationCondition& condition, int at) const
{
    const std::string_view text = value(condition.place, at);
    if (condition.test == Test::among) return condition.codes.contains(text);
    return !text.empty() && (condition.test != Test::not_among || !condition.codes.contains(text));
}

// Whether the segment at `at` is an occurrence of that place in the instance at hand.
bool SituationCheck::is_of(const SituationPlace& place, int at) const
{
    if (at == nowhere || place.loop != instance(here_).loop) return false;
    return place.slot == SituationPlace::opener ? at == instance(here_).first : placed(at).slot == &slot_of(place);
}

bool SituationCheck::stands(const SituationPlace& place) const
{
    if (place.kind == Kind::segment && place.loop == instance(here_).loop)
        return place.slot == SituationPlace::opener || is_used(here_, place.slot);
    return find(place, [](int) { return true; }) != nowhere;
}

// The first segment at that place that `accept` takes, or `nowhere`. The loops below one
// stand right behind it among the instances.
template <class Visit>
int SituationCheck::find(const SituationPlace& place, Visit accept) const
{
    int top = here_;
    while (instance(top).loop != place.common) top = instance(top).parent;
    if (place.loop == place.common) return find_in(place, top, accept);
    for (int i = top + 1; i < static_cast<int>(placement_.instances.size()) && instance(i).parent >= top; ++i) {
        if (instance(i).loop != place.loop) continue;
        if (const int at = find_in(place, i, accept); at != nowhere) return at;
    }
    return nowhere;
}

template <class Visit>
int SituationCheck::find_in(const SituationPlace& place, int i, Visit accept) const
{
    const int first = instance(i).first;
    if (place.kind == Kind::loop || place.slot == SituationPlace::opener) return accept(first) ? first : nowhere;
    if (!is_used(i, place.slot)) return nowhere;
    const Slot& slot = slot_of(place);
    for (int at = first; at < size(); ++at) {  // a level whose HL never came begins with a segment of its own
        if (placed(at).instance != i || placed(at).slot == nullptr || placed(at).slot->child >= 0) continue;
        if (placed(at).slot == &slot && accept(at)) return at;
        if (placed(at).slot->position > slot.position) break;
    }
    return nowhere;
}

const Slot& SituationCheck::slot_of(const SituationPlace& place) const
{
    const LoopOutline& laid = outline(place.loop);
    return place.slot == SituationPlace::opener ? laid.opener : laid.slots[static_cast<std::size_t>(place.slot)];
}

std::string_view SituationCheck::value(const SituationPlace& place, int at) const
{
    return place.component == 0 ? segment(at).element(place.element, set_.delimiters)
                                : segment(at).component(place.element, place.component, set_.delimiters);
}

// Whether a segment of that id came and fitted nowhere: then that has been said, and it is not missing.
bool SituationCheck::was_lost(const SituationPlace& place) const
{
    const Tag tag = slot_of(place).tag;
    for (int at = 1; at < size(); ++at) {
        const Tag lost = placed(at).slot == nullptr ? tag_of(segment(at).id()) : 0;
        if (lost != 0 && (lost == tag || lost == hl_tag)) return true;
    }
    return false;
}

// The segment before which one of that place should have stood in the instance at hand.
int SituationCheck::where_missing(const SituationPlace& place) const
{
    std::uint16_t position = slot_of(place).position;
    if (place.loop != instance(here_).loop) position = loop(place.loop).position;
    for (int at = instance(here_).first; at < size(); ++at) {
        int i = placed(at).instance;
        if (placed(at).slot == nullptr || (i == here_ && placed(at).slot->child >= 0)) continue;
        if (i == here_ || (instance(i).parent == here_ && placed(at).slot->child >= 0)) {
            if (placed(at).slot->position > position) return at;
            continue;
        }
        while (i > here_) i = instance(i).parent;
        if (i != here_) return at;
    }
    return size() - 1;
}

Location SituationCheck::location_of(const SituationPlace& place, int at) const
{
    if (at != nowhere) return issues_.location(segment(at), at + 1, loop(place.loop).id, {place.element, place.component, 0});
    const int missing = where_missing(place);
    Location  where   = issues_.location(segment(missing), missing + 1, loop(place.loop).id, {});
    where.segment_id  = slot_of(place).use->id;
    return where;
}

// What made the rule apply: what is there, else what is not, else the loop itself.
void SituationCheck::explain(Issue* issue, const Situation& rule, int at) const
{
    if (issue == nullptr) return;
    for (const bool absent : {false, true}) {
        for (const SituationCondition& condition : rule.when) {
            if ((condition.test == Test::absent) != absent || issue->context.size() == context_max) continue;
            const SituationPlace& place = condition.place;
            const auto            shown = [&](int occurrence) {
                return place.kind != Kind::element || absent || fits(condition, occurrence);
            };
            issue->context.push_back(location_of(place, is_of(place, at) ? at : find(place, shown)));
        }
        if (!issue->context.empty()) return;
    }
    const int first = instance(here_).first;
    issue->context.push_back(issues_.location(segment(first), first + 1, loop(instance(here_).loop).id, {}));
}

// An issue that a response answers stands where the reason for it stands; a 999 wants the place where it is missing.
void SituationCheck::say_missing(const Situation& rule)
{
    const SituationPlace& target = rule.places.front();
    const int             at     = where_missing(target);
    Issue* issue = issues_.add(rule.issue, segment(at), at + 1, rule.sentence, loop(target.loop).id, slot_of(target).use->id,
                               rule.confidence);
    explain(issue, rule, nowhere);
    if (issue != nullptr && issues_.is_answered(*issue) && !issue->context.empty()) issue->where = issue->context.front();
}

void SituationCheck::say_unwanted(const Situation& rule, int at, const SituationPlace* because)
{
    Issue* issue = issues_.add(rule.issue, segment(at), at + 1, rule.sentence, loop(instance(placed(at).instance).loop).id, {},
                               rule.confidence);
    if (issue != nullptr && because != nullptr)
        issue->context.push_back(location_of(*because, find(*because, [](int) { return true; })));
    explain(issue, rule, nowhere);
}

void SituationCheck::say_element(const Situation& rule, int at)
{
    const SituationPlace& target = rule.places.front();
    if (issues_.has(at + 1, target.element)) return;
    const Element& whole   = slot_of(target).use->elements[target.element - 1u];
    const Element& element = target.component == 0 ? whole : whole.components[target.component - 1u];
    explain(issues_.add_element(rule.issue, segment(at), at + 1, loop(target.loop).id, {target.element, target.component, 0},
                                &element, value(target, at), rule.sentence, rule.confidence),
            rule, at);
}

}  // namespace

void check_situations(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues)
{
    SituationCheck(set, guide, placement, issues).run();
}

}  // namespace x278::edi
