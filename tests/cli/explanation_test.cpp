// Explanations: a table of rules whose columns hold, whatever the rules are called.
#include "cli/explanation.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace x278::cli::tests {

namespace {

const model::RuleName short_one{"A-1", "a short one", "SOURCE-1"};
const model::RuleName long_one{"UM-02-retrospective", "a long one", "SOURCE-2"};

using Answer = model::Finding::Answer;

// The explanation of an event of which these rules were asked.
std::string explained(std::vector<model::Finding> findings)
{
    model::ServiceReviewRequest request;
    request.reference = "REF1";
    model::Determination determination;
    determination.event.outcome  = model::Outcome::pended;
    determination.event.findings = std::move(findings);
    Explanation explanation;
    explanation.on_answer(request, determination, false);
    return explanation.text();
}

}  // namespace

TEST_CASE("explanations: rules, answers and facts stand in columns, as wide as the longest id wants them")
{
    CHECK(explained({{&short_one, Answer::does_not_apply, {"a fact"}}, {&long_one, Answer::applies, {"another"}}})
              .contains("    A-1                 does not apply  a short one\n"
                        "                                        a fact\n"
                        "    UM-02-retrospective applies         a long one\n"
                        "                                        another\n"
                        "                                        source: SOURCE-2\n"));
    CHECK(explained({{&short_one, Answer::cannot_tell, {"a fact"}}})
              .contains("    A-1          cannot be told  a short one\n"
                        "                                 a fact\n"
                        "                                 source: SOURCE-1\n"));
}

}  // namespace x278::cli::tests
