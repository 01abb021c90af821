// Runs the cases beside the rules, and says what they show of the rules.
#pragma once

#include "model/determination.hpp"
#include "policy/plan.hpp"
#include "policy/review.hpp"

#include <span>
#include <string>
#include <vector>

namespace x278::policy {

struct CaseResult {
    std::string              path;  // of its file
    int                      line = 0;
    std::string              title;
    std::string              payer;
    std::vector<std::string> scenarios;    // it honours
    std::vector<std::string> differences;  // from what it expects; none: it passed
    model::Determination     answer;       // of the plan, with every rule that was asked
    std::vector<GateFinding> gates;        // every gate that stood before what a reviewer said

    [[nodiscard]] bool passed() const noexcept { return differences.empty(); }
};

// What the cases that passed show of one rule: on how many lines it was asked, and what came of it.
struct RuleUse {
    std::string payer;
    std::string rule;
    std::string title;
    int         asked       = 0;
    int         applied     = 0;
    int         cannot_tell = 0;
    int         decided     = 0;

    // Of a rule with a limit: what was asked certified whole, in part, and not at all.
    bool has_limit  = false;
    bool may_be_all = false;  // unless it applies only to what is beyond the limit
    bool counts     = false;  // against the past, so that nothing may be left
    int  as_asked   = 0;
    int  beyond     = 0;
    int  none       = 0;
};

// What they show of one gate: how often it stood before what a reviewer said, and let them.
struct GateUse {
    std::string payer;
    std::string gate;
    int         asked  = 0;
    int         opened = 0;
};

struct CaseReport {
    std::vector<CaseResult> cases;   // in order of file and line
    std::vector<PlanError>  errors;  // cases that cannot be read, or that cannot be
    std::vector<RuleUse>    rules;   // of every payer, in the order they are asked
    std::vector<GateUse>    gates;   // of every payer, by id

    [[nodiscard]] bool passed() const;
};

// `files` are those `plans` were compiled from, with their cases. Each case is asked of the payer of its folder.
[[nodiscard]] CaseReport run_cases(std::span<const PlanFile> files, const Plans& plans);

}  // namespace x278::policy
