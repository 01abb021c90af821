// Decides a request under the plan of the payer it names, and says why.
//
// Deciding is a pure function: no clock, no database, no network. Whatever a rule
// may ask about is in the request or in Facts, so any past decision can be made
// again from its stored inputs.
#pragma once

#include "model/determination.hpp"
#include "model/facts.hpp"
#include "model/service_review.hpp"
#include "policy/plan.hpp"

#include <span>
#include <string>
#include <vector>

namespace x278::policy {

// How much a determination is to tell. The answers are the same.
enum class Detail : std::uint8_t {
    answers,  // which rules were asked, and what each answered
    reasons,  // and the facts each compared
};

// What decide() may be told beside its inputs.
struct Options {
    Detail                          detail = Detail::reasons;
    const std::vector<std::string>* trial  = nullptr;  // values of parameters tried instead of the plan's own, by
                                                       // Parameter::number; an empty one is the plan's
};

// Asks the rules of the payer's plan that can apply, stage by stage, about every
// service line; a request without lines is decided as a whole.
//
// A request that cannot be worked on (the payer is not ours, the member or requester
// is not on file, not eligible) is answered with rejections and nothing is decided. All
// that are true are said, those of a level before those below it; what only follows from
// another is not. `faults` are those found while the request was read.
//
// Rules of stage `intake` are asked before the member is looked for: when they decide all of it, it is no matter whether
// the member is on file. A rule may reject: then nothing is decided, and `event` holds what was asked.
//
// The first stage in which a rule applies decides the line; those of stage `effects` then add to it. Lines that go ahead,
// certified or in need of nothing, count for the lines after them. A rule that cannot tell, because a fact is missing,
// pends it and names the fact. A line that no rule speaks for is `contact_payer`, decided_by empty, for the operator to see.
//
// What only repeats a request that is still open (facts.open_duplicate) is denied as such, or
// pended where the payer's engine may not deny, and no rule is asked.
//
// Guarantees: one LineDetermination per service line, in order; one Finding per rule
// asked; at least one ReasonCode on every line that is not certified. Numbers
// (certification_number, administrative_reference) are left empty: the store gives them.
//
// Only a request for review is decided; what else is sent is received.
[[nodiscard]] model::Determination decide(const model::ServiceReviewRequest& request,
                                          const Plans&                       plans,
                                          const model::Facts&                facts,
                                          std::span<const model::Rejection>  faults  = {},
                                          const Options&                     options = {});

// Who answers, when by their clock, and whether the people named can be asked for: what
// decide() does before it asks a rule. An inquiry may be about somebody whose coverage has ended.
[[nodiscard]] model::Determination receive(const model::ServiceReviewRequest& request,
                                           const Plans&                       plans,
                                           const model::Facts&                facts,
                                           std::span<const model::Rejection>  faults = {});

}  // namespace x278::policy
