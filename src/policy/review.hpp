// Whether a person may decide what they want to decide, by the gates of the payer's plan.
//
// decide() never asks a gate: what it can say needs none. What a reviewer says does, and a denial on medical necessity
// can be said by a reviewer alone. Pure: who somebody is and what they want is told, what is allowed is answered.
#pragma once

#include "policy/plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace x278::policy {

struct Reviewer {
    std::vector<std::string> licences;             // "RN", "MD"; none: a clerk
    std::vector<std::string> specialties;          // taxonomy codes
    std::vector<std::string> supervisor_licences;  // of the person they work under; none: of nobody
};

// What somebody wants to say of a case, and what the case has.
struct ReviewAct {
    // A word of language::gate_words(): "approved", "modified", "denied", "not-necessary", "level-of-care",
    // "experimental", "reduced"; asking for documents is "pended".
    std::string              outcome;
    std::vector<std::string> expertise;  // taxonomy codes that match the case
    bool                     criteria_exist = false;
    std::vector<std::string> consulted;  // taxonomy codes of the board-certified physicians whose opinion is attached
};

// What the gates answer. Blocked: the determination stands as it is, unless `queue` says who is to decide instead.
struct Permission {
    bool                     allowed = true;
    std::string              blocked_by;  // the gate's id
    std::string              queue;       // when the reviewer might decide but for what is missing
    std::string              reason;      // HCR03 of that pend
    std::vector<std::string> because;     // each gate asked, and what it found; for the audit
};

// Errors: an unknown payer or outcome is blocked, and `because` says so.
[[nodiscard]] Permission may_decide(const Reviewer& reviewer, const ReviewAct& act, const Plans& plans, std::string_view payer);

}  // namespace x278::policy
