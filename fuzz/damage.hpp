// What goes wrong with a transaction set between two programs: one value or one segment
// of it damaged in one way; and, for fuzzing, bytes of it damaged in several.
//
// Sets are lists of segments in the usual separators, without terminators.
#pragma once

#include "bench/people.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace x278::fuzz {

using Segments = std::vector<std::string>;

enum class Harm : std::uint8_t {
    // to a value: an element that is not empty, or a component of one
    emptied,
    cut_short,
    wrong_code,
    wrong_type,
    too_long,
    control_character,
    // to an element, so that those after it move
    taken_out,
    doubled,
    swapped,
    // to a segment
    segment_taken_out,
    segment_doubled,
    segment_swapped,
    segment_moved,
};

[[nodiscard]] std::string_view name_of(Harm harm) noexcept;

struct Damage {
    Harm        harm;
    std::size_t segment;    // into Segments
    int         element;    // 1-based; 0 for a segment as a whole
    int         component;  // 1-based; 0 for an element as a whole

    // "too_long of REF02", "emptied of HI01-2", "segment_doubled of UM"; `set` before the damage.
    [[nodiscard]] std::string described(const Segments& set) const;
};

// Calls `visit` once for every damage that can be done to the set, with the set after it.
// SE counts what is left, unless SE is what was damaged.
void for_each_damage(const Segments& set, const std::function<void(const Damage&, const Segments&)>& visit);

// `text` with `SE` made to count its segments.
void count_again(Segments& set);

[[nodiscard]] Segments    split(std::string_view text, char separator = '~');
[[nodiscard]] std::string joined(const Segments& set);

// A few random changes to bytes of X12: pieces between separators are taken out, doubled,
// exchanged or taken from `other`, and single bytes written over.
[[nodiscard]] std::string scrambled(std::string bytes, std::string_view other, bench::Dice& dice, std::size_t size_max);

}  // namespace x278::fuzz
