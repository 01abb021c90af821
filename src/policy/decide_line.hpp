// The steps of decide(), one file each.
#pragma once

#include "model/determination.hpp"
#include "policy/engine.hpp"
#include "policy/limits.hpp"
#include "policy/line_view.hpp"
#include "policy/program.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace x278::policy {

// standing.cpp: why this request cannot be worked on, if it cannot; every cause, in order of
// levels. `payer_known`: a plan answers for the payer named. `faults` were found before.
[[nodiscard]] std::vector<model::Rejection> rejections_of(const model::ServiceReviewRequest& request,
                                                          const model::Facts&                facts,
                                                          bool                               payer_known,
                                                          std::span<const model::Rejection>  faults);

// What the rules make of a line.
struct LineDecision {
    model::LineDetermination& determination;
    std::vector<std::string>  rejected_as = {};  // keys of schemas/answers/rejections.csv; none: it was not rejected
};

// decide_line.cpp: asks the rules about one line, or about the event when `line.line` is null. What is decided becomes its
// `outcome`.
void decide_line(LineView& line, Detail detail, LineDecision& decision);

// The same by the rules of stage `intake` alone; false when none of them decides.
[[nodiscard]] bool decide_at_intake(const LineView& line, Detail detail, LineDecision& decision);

// decide_duplicate.cpp: what is answered for a line of a request that asks for the same as one that is still open.
void decide_duplicate(const LineView& line, LineDecision& decision);

// apply_outcome.cpp: whether the engine may deny for this payer, on administrative grounds.
[[nodiscard]] bool may_deny(const LineView& line);

// apply_outcome.cpp: what a rule that applies makes of a line.
void apply_outcome(const Rule& rule, const Binding& binding, const LineView& line, LineDecision& decision);

// apply_outcome.cpp: what a line asks for, as it was asked; nothing, if it cannot be totalled or was not told.
[[nodiscard]] std::optional<model::CertifiedQuantity> quantity_as_asked(const LineView& line);
[[nodiscard]] std::optional<model::CertifiedPeriod>   period_as_asked(const LineView& line);

// apply_outcome.cpp: what another rule wants that pends the line alike: its documents, its contact, its words.
void add_wants(const Rule& rule, const LineView& line, model::LineDetermination& determination);

// The first condition that compares dates, whose day `{day}` stands for; null if there is none.
[[nodiscard]] const DateTest* date_test_of(const Group& group);

// A rule of stage `effects`, which adds to what was decided.
void apply_effect(const Rule& rule, const LineView& line, model::LineDetermination& determination);

// Whether a vendor's rule leaves the decision to later rules of the plan.
[[nodiscard]] bool leaves_to_others(const Outcome& outcome, const LineView& line);

// roll_up.cpp: what the lines amount to, into an event of which nothing is said yet. `lines` is not empty.
void roll_up(std::span<const model::LineDetermination> lines, model::LineDetermination& event);

}  // namespace x278::policy
