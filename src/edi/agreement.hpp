// What was agreed with a trading partner about envelopes and acknowledgments, as far as
// whoever reads and answers must know. Where it is written down is not known here.
#pragma once

#include "edi/guide.hpp"
#include "edi/interchange_header.hpp"
#include "edi/issue.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

// When an acknowledgment is owed. What is refused or noted is always told.
enum class Election : std::uint8_t {
    errors,  // that alone
    asked,   // and whatever the interchange asks for, ISA14 = 1
    always,  // for everything received
};

// What becomes of an interchange whose ISA13 the sender used before in the same input.
enum class Duplicates : std::uint8_t {
    refuse,  // it is not used, TA1 R 025
    note,    // it is, and the sender is told, TA1 E 025
};

// Lists that are empty, and passwords that are empty, agree to anything.
struct Agreement {
    std::string              partner;                             // our name for them
    std::string              sender_qualifier;                    // ISA05
    std::string              sender;                              // ISA06, without the blanks at its end
    std::vector<std::string> receivers;                           // ISA08, ours, likewise
    std::string              authorization;                       // ISA02, likewise; a secret
    std::string              security;                            // ISA04, likewise; a secret
    std::vector<std::string> application_senders;                 // GS02
    std::vector<std::string> usages;                              // ISA15
    std::vector<std::string> purposes;                            // BHT02
    std::vector<std::string> request_categories;                  // UM01
    Election                 receipts        = Election::asked;   // TA1
    Election                 acknowledgments = Election::errors;  // 999
    Duplicates               duplicates      = Duplicates::refuse;
};

// Those of all partners. Without any, everybody is a partner on the terms of an empty agreement.
class Agreements {
public:
    Agreements() = default;
    explicit Agreements(std::vector<Agreement> all) : all_(std::move(all)) {}

    // Lives as long as this. Null when nothing is agreed with the sender.
    [[nodiscard]] const Agreement* find(const InterchangeHeader& header) const noexcept;

    // What the header says against its agreement, in order of ISA; none when there are no
    // agreements. Layer TA1: 005, 006, 009, 011, 013, 020.
    [[nodiscard]] std::vector<Issue> issues_of(const InterchangeHeader& header, const Guides& guides) const;

    [[nodiscard]] std::span<const Agreement> all() const noexcept { return all_; }

private:
    std::vector<Agreement> all_;
};

// Whether the value is in the list; an empty list holds everything.
[[nodiscard]] bool agreed(const std::vector<std::string>& list, std::string_view value) noexcept;

}  // namespace x278::edi
