// Whether an interchange, and each group in it, can be used at all: answered before
// anything inside is decided, because a fault of the trailer refuses what came before it.
//
// The survey reads each interchange once from ISA to IEA with a Reader of its own, and
// keeps only the verdicts. What it says goes out as TA1 (interchange) and AK9 (group).
// Source: guide-level notes of ISA, IEA, GS and GE; code lists I18 and 716; docs/decisions.
#pragma once

#include "edi/agreement.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue.hpp"
#include "edi/number_set.hpp"
#include "edi/reader.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace x278::edi {

inline constexpr std::size_t faulty_groups_max = 1000;  // remembered of one interchange; more refuse it
inline constexpr std::size_t senders_max       = 1000;  // of one input whose interchange numbers are remembered

struct GroupVerdict {
    std::vector<Issue> issues;

    [[nodiscard]] bool accepted() const noexcept;  // no Severity::error
};

struct EnvelopeVerdict {
    std::vector<Issue>          issues;  // of the interchange, the gravest first
    std::map<int, GroupVerdict> groups;  // by ordinal (1-based); only those with an issue

    const Agreement* agreement           = nullptr;  // with the sender; lives as long as the Agreements surveyed with
    bool             holds_only_receipts = false;    // TA1s and nothing else: never answered, whatever is wrong with it

    [[nodiscard]] bool                accepted() const noexcept;  // no Severity::error
    [[nodiscard]] const GroupVerdict& group(int ordinal) const noexcept;
};

class EnvelopeSurvey {
public:
    // `ahead` reads the same input as the reader it runs ahead of. Without `agreements`
    // everybody may send.
    EnvelopeSurvey(Reader ahead, const Guides& guides, const Agreements* agreements = nullptr);

    // The verdict on the next interchange of the input, in order. Nothing when there is none.
    [[nodiscard]] std::optional<EnvelopeVerdict> next();

private:
    [[nodiscard]] NumberSet* numbers_of(const InterchangeHeader& header);

    Reader                           ahead_;
    const Guides&                    guides_;
    const Agreements*                agreements_;
    std::map<std::string, NumberSet> numbers_;  // ISA13, by sender (ISA05 and ISA06)
};

}  // namespace x278::edi
