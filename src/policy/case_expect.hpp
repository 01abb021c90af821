// Holds an answer, and what reviewers make of it, to what a case expects.
#pragma once

#include "model/determination.hpp"
#include "policy/case_build.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace x278::policy {

// What expectations are held to.
struct Standing {
    model::Determination      answer;
    std::optional<Permission> permission;  // of the review just made
    std::set<int>             reviewed;    // lines a reviewer has decided, 0 the event: the answer says nothing of them any more
};

// The parts of an answer that `target` speaks of: numbers of lines, or 0 for the event. What was rejected has no lines.
[[nodiscard]] std::vector<int> parts_of(const language::ast::Target& target, const model::Determination& answer);

// `answer` is a model::Determination, or a const one.
template <class Determination>
[[nodiscard]] auto& part_of(Determination& answer, int number)
{
    return number == 0 ? answer.event : answer.lines.at(static_cast<std::size_t>(number) - 1);
}

// "event", "line 2"
[[nodiscard]] std::string words_of_part(int number);

// "pended", as cases have it.
[[nodiscard]] std::string_view outcome_in_words(model::Outcome outcome);

// Whether there is such a part of the request; what is wrong is reported.
void check_target(const CaseBuilding& building, const language::ast::Target& target, const language::ast::Located& at);

// Whether what is expected can be: its rules, gates and contacts are in the plan, its lines in the request.
void check_expectations(const CaseBuilding& building);

// Adds a sentence for each thing that differs: "line 1: expected modified, was approved".
void add_differences(std::span<const language::ast::Expectation* const> expectations,
                     const Standing&                                    standing,
                     const PayerProgram&                                payer,
                     std::vector<std::string>&                          found);

// case_review.cpp: lets somebody act on the parts they mean. Adds a sentence for each that nobody waits for.
void review(
    const BuiltReview& said, const Plans& plans, const PayerProgram& payer, Standing& standing, std::vector<std::string>& found);

}  // namespace x278::policy
