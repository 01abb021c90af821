// The steps of decide(), one file each.
#pragma once

#include "model/determination.hpp"
#include "policy/line_view.hpp"
#include "policy/program.hpp"

#include <span>
#include <vector>

namespace x278::policy {

// standing.cpp: why this request cannot be worked on, if it cannot; every cause, in order of
// levels. `payer_known`: a plan answers for the payer named. `faults` were found before.
[[nodiscard]] std::vector<model::Rejection> rejections_of(const model::ServiceReviewRequest& request,
                                                          const model::Facts&                facts,
                                                          bool                               payer_known,
                                                          std::span<const model::Rejection>  faults);

// decide_line.cpp: asks the rules about one line, or about the event when `line.line` is null.
[[nodiscard]] model::LineDetermination decide_line(const LineView& line, const PayerProgram& payer);

// apply_outcome.cpp: what a rule that applies makes of a line.
void apply_outcome(const Rule& rule, const LineView& line, model::LineDetermination& determination);

// roll_up.cpp: what the lines amount to. `lines` is not empty.
[[nodiscard]] model::LineDetermination roll_up(std::span<const model::LineDetermination> lines);

}  // namespace x278::policy
