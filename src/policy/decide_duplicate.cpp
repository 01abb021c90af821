#include "policy/decide_line.hpp"

namespace x278::policy {

// What is still open is not asked for again. That is said for reasons of order alone, and yet a payer whose engine may
// not deny has a person say it. Source: code source 886, 0Q.
void decide_duplicate(const LineView& line, LineDecision& decision)
{
    static const model::RuleName name{"open-duplicate", "what is still open is not asked for again", "code source 886"};
    const bool                   denies = may_deny(line);

    model::LineDetermination& said = decision.determination;
    said.outcome                   = denies ? model::Outcome::denied_administratively : model::Outcome::pended;
    said.queue                     = denies ? "" : "intake";
    said.reasons                   = {{denies ? "0Q" : "0V", "the same is asked for in a request that is still open"}};
    said.decided_by                = model::Wording::by_keeper(name.id);

    model::Finding& finding = said.findings.emplace_back();
    finding.rule            = &name;
    finding.answer          = model::Finding::Answer::applies;
    finding.because         = {"a request under another reference asks for the same and is pended"};
}

}  // namespace x278::policy
