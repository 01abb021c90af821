// What stands in a file of interchanges, in the order it stands there.
//
// Texts view the block of input they were read from: valid until the next read.
#pragma once

#include "edi/interchange_header.hpp"
#include "edi/segment.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace x278::edi {

struct GroupHeader {                      // GS
    std::array<std::string, 9> elements;  // [1] is GS01 ... [8] is GS08
    std::size_t                offset_bytes = 0;
    Delimiters                 delimiters;

    [[nodiscard]] std::string_view functional_id() const noexcept { return elements[1]; }  // "HI"
    [[nodiscard]] std::string_view sender() const noexcept { return elements[2]; }
    [[nodiscard]] std::string_view receiver() const noexcept { return elements[3]; }
    [[nodiscard]] std::string_view control_number() const noexcept { return elements[6]; }
    [[nodiscard]] std::string_view guide_id() const noexcept { return elements[8]; }  // "005010X217"
};

struct TransactionSet {                       // ST..SE, both included
    std::string_view         transaction;     // ST01, "278"
    std::string_view         control_number;  // ST02
    std::string_view         guide_id;        // ST03; empty when not sent
    std::string_view         purpose;         // BHT02; empty when the second segment is no BHT
    std::span<const Segment> segments;        // ST first; SE last if `has_trailer`
    std::string_view         text;            // all of it, separators included
    Delimiters               delimiters;
    std::size_t              offset_bytes      = 0;      // of ST, from the start of the input
    int                      ordinal           = 0;      // 1-based within its group
    bool                     has_trailer       = true;   // false: SE never came
    bool                     may_hold_controls = false;  // control characters were seen near it
    bool                     number_repeated   = false;  // ST02 was used before in its group
};

// `present` is false when the trailer never came and something above it did.
struct GroupTrailer {  // GE
    bool        present = true;
    std::string sets_declared;   // GE01
    std::string control_number;  // GE02
    int         sets_read = 0;
};

struct InterchangeTrailer {  // IEA
    bool        present = true;
    std::string groups_declared;  // IEA01
    std::string control_number;   // IEA02
    int         groups_read = 0;
};

struct InterchangeAcknowledgment {        // TA1
    std::array<std::string, 6> elements;  // [1] is TA101 ... [5] is TA105
    Segment                    segment;   // as it was sent
    std::size_t                offset_bytes      = 0;
    bool                       may_hold_controls = false;  // control characters were seen near it
    Delimiters                 delimiters;
};

// A segment, or a piece of one, where none of its kind may stand: between IEA and ISA's GS,
// or between SE and ST.
struct StraySegment {
    std::string id;  // at most 3 characters
    std::size_t offset_bytes = 0;
};

using Event = std::variant<InterchangeHeader,
                           InterchangeAcknowledgment,
                           GroupHeader,
                           TransactionSet,
                           GroupTrailer,
                           InterchangeTrailer,
                           StraySegment>;

}  // namespace x278::edi
