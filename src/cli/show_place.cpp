#include "cli/show_place.hpp"

#include "edi/outline.hpp"

namespace x278::cli {

namespace {

class Placing {
public:
    Placing(const edi::TransactionSet& set, const edi::Guide& guide) : set_(set), guide_(guide) {}

    std::vector<PlacedLoop> run()
    {
        enter(0);
        add(set_.segments.front(), &guide_.loops.front().segments.front());
        for (const edi::Segment& segment : set_.segments.subspan(1))
            if (!place(segment)) add(segment, nullptr);
        return std::move(placed_);
    }

private:
    void enter(int loop)
    {
        open_.push_back(loop);
        begin();
    }
    void begin() { placed_.push_back({&guide_.loops[static_cast<std::size_t>(open_.back())], {}}); }
    void add(const edi::Segment& segment, const edi::SegmentUse* use) { placed_.back().segments.push_back({&segment, use}); }

    // From the innermost open loop outwards, as the guide's own reader would, but in any order.
    bool place(const edi::Segment& segment)
    {
        for (std::size_t depth = open_.size(); depth-- > 0;) {
            const edi::Slot* slot = find(open_[depth], segment);
            if (slot == nullptr) continue;
            const bool back = open_.size() > depth + 1;
            open_.resize(depth + 1);
            if (slot->child >= 0)
                enter(slot->child);
            else if (back)
                begin();
            add(segment, slot->use);
            return true;
        }
        return false;
    }

    const edi::Slot* find(int loop, const edi::Segment& segment) const
    {
        const edi::Tag tag = edi::tag_of(segment.id());
        for (const edi::Slot& slot : guide_.outline->loops[static_cast<std::size_t>(loop)].slots) {
            if (slot.tag != tag) continue;
            if (slot.qualifier_element == 0
                || slot.use->qualifier.codes.contains(segment.element(slot.qualifier_element, set_.delimiters)))
                return &slot;
        }
        return nullptr;
    }

    const edi::TransactionSet& set_;
    const edi::Guide&          guide_;
    std::vector<int>           open_;
    std::vector<PlacedLoop>    placed_;
};

}  // namespace

std::vector<PlacedLoop> place_segments(const edi::TransactionSet& set, const edi::Guide& guide)
{
    return Placing(set, guide).run();
}

}  // namespace x278::cli
