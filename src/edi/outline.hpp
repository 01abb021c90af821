// A guide laid out for walking: for every loop, what may stand in it in order of
// position, its own segments and the segments that open its child loops alike.
//
// Made once for each guide when it is loaded; the validator's inner loops read nothing else.
#pragma once

#include "edi/guide.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace x278::edi {

// One segment that may stand in a loop.
struct Slot {
    Tag               tag                 = 0;
    std::uint16_t     position            = 0;
    std::int16_t      child               = -1;  // the loop this segment opens; -1: it belongs to the loop itself
    std::uint8_t      qualifier_element   = 0;   // 0: the id alone tells
    std::uint8_t      qualifier_component = 0;
    std::uint16_t     count               = 0;  // where its uses are counted, in Outline::counts
    const SegmentUse* use                 = nullptr;
    std::uint64_t     required            = 0;  // bit n: element n+1 must be there
    std::uint64_t     not_used            = 0;  // bit n: element n+1 must not
};

struct LoopOutline {
    Slot                       opener;           // the segment that begins the loop
    std::vector<Slot>          slots;            // in order of position; without the opener
    std::vector<Tag>           tags;             // of the slots, close together for searching
    std::uint64_t              sieve = 0;        // one bit for each tag: most that do not stand here are told at once
    std::vector<std::uint16_t> required;         // slots that must be used, in order
    std::uint16_t              first_count = 0;  // this loop's counts are [first_count, first_count + slots.size())
    std::uint8_t               level       = 0;  // of an HL loop: 1 for the highest; 0 for other loops
};

struct Outline {
    std::vector<LoopOutline> loops;  // as Guide::loops
    std::size_t              counts = 0;
};

// The bit of a tag in LoopOutline::sieve.
[[nodiscard]] constexpr std::uint64_t sieve_bit(Tag tag) noexcept
{
    return std::uint64_t{1} << (tag * 0x9E3779B97F4A7C15u >> 58);
}

[[nodiscard]] std::shared_ptr<const Outline> make_outline(const Guide& guide);

}  // namespace x278::edi
