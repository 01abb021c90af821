// A 999 and a TA1 as what they say, and what they say about what we sent.
//
// Everything here is a value that owns its texts: it outlives the input it was read from
// and can be kept. Positions count as the 999 counts (edi/issue.hpp).
// Source: 005010X231A1 AK1..AK9; the TA1 of 005010X231A1 appendix C.
#pragma once

#include "edi/interchange.hpp"
#include "edi/reader.hpp"
#include "edi/validator.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

// In order of gravity. Rejections for reasons of security (M, W, X) are rejections.
enum class Verdict : std::uint8_t { accepted, accepted_with_errors, partially_accepted, rejected };

// CTX SITUATIONAL TRIGGER: what made a rule apply. Zero and empty: not said.
struct Trigger {
    std::string segment_id;
    int         position = 0;
    std::string loop_id;
    int         element    = 0;
    int         component  = 0;
    int         repetition = 0;
};

// Any other CTX: what the sender knows the unit in error by, "TRN02" and its value.
struct BusinessUnit {
    std::string name;
    std::string value;
};

struct ElementFault {  // IK4
    int                  element    = 0;
    int                  component  = 0;  // 0: the element as a whole
    int                  repetition = 0;  // 0: the first and only
    std::string          data_element;    // IK402
    std::string          code;            // IK403
    std::string          bad_value;       // IK404
    std::vector<Trigger> triggers;
};

struct SegmentFault {  // IK3
    std::string               segment_id;
    int                       position = 0;
    std::string               loop_id;
    std::string               code;  // IK304
    std::vector<Trigger>      triggers;
    std::vector<BusinessUnit> units;
    std::vector<ElementFault> elements;
};

struct SetVerdict {  // AK2..IK5
    std::string               transaction;
    std::string               control_number;
    std::string               guide_id;
    Verdict                   verdict = Verdict::rejected;
    std::vector<std::string>  codes;  // IK502..06
    std::vector<SegmentFault> segments;
};

// A 999: what became of one group.
struct Acknowledgment {
    std::string              functional_id;   // AK101
    std::string              control_number;  // AK102, the GS06 of the group it is about
    std::string              guide_id;        // AK103
    Verdict                  verdict = Verdict::rejected;
    std::vector<std::string> codes;  // AK905..09
    int                      sets_declared = 0;
    int                      sets_received = 0;
    int                      sets_accepted = 0;
    std::vector<SetVerdict>  sets;  // may leave accepted ones out

    // What it says about the set with this ST02; null when it does not name it.
    [[nodiscard]] const SetVerdict* find(std::string_view set_control_number) const noexcept;
};

// A TA1: what became of one interchange.
struct InterchangeReceipt {
    std::string control_number;  // TA101, the ISA13 of the interchange it is about
    std::string date;            // TA102, its ISA09
    std::string time;            // TA103, its ISA10
    Verdict     verdict = Verdict::rejected;
    std::string note;  // TA105
};

// Nothing when the set follows another guide than the 999's. One with issues is read as far
// as it goes: a 999 that breaks its guide still says what was refused.
[[nodiscard]] std::optional<Acknowledgment> to_acknowledgment(const Validated& checked);

// A TA104 that is no code is a rejection.
[[nodiscard]] InterchangeReceipt to_receipt(const InterchangeAcknowledgment& ta1);

// "accepted with errors", for the operator.
[[nodiscard]] std::string_view words_of(Verdict verdict) noexcept;

// What it comes to, in one line for the log: control numbers, positions and codes, nothing
// that was copied. "1 of 3 sets accepted; set 0002 rejected: IK4 UM 12 1 7".
[[nodiscard]] std::string summary_of(const Acknowledgment& acknowledgment);

// "TA1 023" or "TA1 000".
[[nodiscard]] std::string summary_of(const InterchangeReceipt& receipt);

// What is wrong by layer, place and code: "IK5 5", "IK3 HI 13 5", "IK4 UM 12 1 7".
[[nodiscard]] std::vector<std::string> reasons_of(const SetVerdict& verdict);

// Whether the 999 speaks of the group.
[[nodiscard]] bool speaks_of(const Acknowledgment& acknowledgment, const GroupHeader& group) noexcept;

// The segment of the set that the fault is about; null when the set has none there. For a
// missing segment it is the one that stands where the missing one should.
[[nodiscard]] const Segment* segment_at_fault(const SegmentFault& fault, const TransactionSet& set) noexcept;

}  // namespace x278::edi
