#include "edi/outline.hpp"

#include <algorithm>

namespace x278::edi {

namespace {

Slot slot_of(const SegmentUse& use, std::uint16_t position, int child)
{
    Slot slot;
    slot.tag                 = use.tag;
    slot.position            = position;
    slot.child               = static_cast<std::int16_t>(child);
    slot.qualifier_element   = use.qualifier.element;
    slot.qualifier_component = use.qualifier.component;
    slot.use                 = &use;
    for (std::size_t i = 0; i < use.elements.size() && i < 64; ++i) {
        if (use.elements[i].usage == Usage::required) slot.required |= std::uint64_t{1} << i;
        if (use.elements[i].usage == Usage::not_used) slot.not_used |= std::uint64_t{1} << i;
    }
    return slot;
}

}  // namespace

std::shared_ptr<const Outline> make_outline(const Guide& guide)
{
    auto         outline = std::make_shared<Outline>();
    std::uint8_t level   = 0;
    for (const Loop& loop : guide.loops) {
        LoopOutline& laid = outline->loops.emplace_back();
        laid.opener       = slot_of(loop.segments.front(), loop.segments.front().position, -1);
        if (loop.segments.front().id == "HL") laid.level = ++level;
        for (std::size_t i = 1; i < loop.segments.size(); ++i)
            laid.slots.push_back(slot_of(loop.segments[i], loop.segments[i].position, -1));
        for (const int child : loop.children) {
            const Loop& inner = guide.loops[static_cast<std::size_t>(child)];
            laid.slots.push_back(slot_of(inner.segments.front(), inner.position, child));
        }
        std::ranges::stable_sort(laid.slots, {}, &Slot::position);
        laid.first_count = static_cast<std::uint16_t>(outline->counts);
        for (Slot& slot : laid.slots) {
            const Usage usage = slot.child >= 0 ? guide.loops[static_cast<std::size_t>(slot.child)].usage : slot.use->usage;
            if (usage == Usage::required) laid.required.push_back(static_cast<std::uint16_t>(laid.tags.size()));
            laid.tags.push_back(slot.tag);
            laid.sieve |= sieve_bit(slot.tag);
            slot.count = static_cast<std::uint16_t>(outline->counts++);
        }
    }
    return outline;
}

}  // namespace x278::edi
