// Whether a person may decide what they want to decide, by the gates of the payer's plan.
//
// decide() never asks a gate: what it can say needs none. What a reviewer says does, and a denial on medical necessity
// can be said by a reviewer alone. Pure: who somebody is and what they want is told, what is allowed is answered.
#pragma once

#include "model/determination.hpp"
#include "policy/plan.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace x278::policy {

struct Reviewer {
    std::vector<std::string> licences;             // words of language::licence_words; none: a clerk
    std::vector<std::string> specialties;          // taxonomy codes
    std::vector<std::string> supervisor_licences;  // of the person they work under; none: of nobody
};

// What somebody wants to say of a case, and what the case has.
struct ReviewAct {
    std::string              outcome;    // a word of language::review_words(); asking for documents is "pended"
    std::vector<std::string> documents;  // PWK01 codes, of those asked for
    std::vector<std::string> expertise;  // taxonomy codes that match the case
    bool                     criteria_exist = false;
    std::vector<std::string> consulted;  // taxonomy codes of the board-certified physicians whose opinion is attached
};

// A gate that stood before what somebody said.
struct GateFinding {
    std::string gate;     // its id
    std::string missing;  // why it stayed shut; empty: it opened
    std::string because;  // both in a sentence, for the audit
};

// What the gates answer. Blocked: the determination stands as it is, unless `queue` says who is to decide instead.
struct Permission {
    bool                     allowed = true;
    std::string              blocked_by;  // the id of the first gate that stayed shut; empty: no gate could be asked
    std::string              queue;       // when the reviewer might decide but for what is missing
    std::string              reason;      // HCR03 of that pend
    std::vector<GateFinding> gates;       // each gate asked, by id
    std::string              refusal;     // why no gate could be asked
};

// Errors: an unknown payer or outcome is blocked, and `refusal` says so.
[[nodiscard]] Permission may_decide(const Reviewer& reviewer, const ReviewAct& act, const Plans& plans, std::string_view payer);

// What stands of a pended part of an answer after somebody acted on it: as it was, sent on to who may decide, or waiting
// for the documents asked for. The rule that pended it stays named. Nothing, if what they decided is allowed: that is
// theirs to say, and no model::Outcome can hold a denial on necessity.
[[nodiscard]] std::optional<model::LineDetermination> after_review(model::LineDetermination before,
                                                                   const ReviewAct&         act,
                                                                   const Permission&        permission);

}  // namespace x278::policy
