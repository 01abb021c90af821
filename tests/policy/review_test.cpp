// What gates answer that no case can ask, and what stands afterwards. Who may say what is in plans/*/*.cases.
#include "policy/review.hpp"

#include "policy/fixture.hpp"

#include <doctest/doctest.h>

namespace x278::policy::tests {

namespace {

const std::string psychiatry = "2084P0800X", spine_surgery = "207XS0117X";

const Reviewer nurse{{"RN"}, {}, {}};
const Reviewer psychiatrist{{"MD"}, {psychiatry}, {}};

ReviewAct says(const char* outcome)
{
    ReviewAct act;
    act.outcome        = outcome;
    act.criteria_exist = true;
    return act;
}

model::LineDetermination waiting()
{
    model::LineDetermination line;
    line.line             = 2;
    line.outcome          = Outcome::pended;
    line.reasons          = {{"0V", "new technology"}};
    line.decided_by       = "UM-08";
    line.queue            = "nurse";
    line.documents_wanted = {"08"};
    return line;
}

}  // namespace

TEST_CASE("review: whom no plan answers for, and what is no outcome, is refused")
{
    struct Refused {
        const char* outcome;
        const char* payer;
        const char* refusal;
    };
    const Refused all[] = {
        {"approved", "NOBODY", "no plan answers for `NOBODY`"},
        {"perhaps", "THPNH", "`perhaps` is no outcome"},
        {"any-denial", "THPNH", "`any-denial` is no outcome"},  // a gate's word for several
    };
    for (const Refused& one : all) {
        const Permission permission = may_decide(psychiatrist, says(one.outcome), shipped_plans(), one.payer);
        CHECK(!permission.allowed);
        CHECK(permission.refusal == one.refusal);
        CHECK(permission.gates.empty());
        CHECK(after_review(waiting(), says(one.outcome), permission) == waiting());
    }
}

TEST_CASE("review: the audit says what a gate missed")
{
    const Permission permission = may_decide(nurse, says("experimental"), shipped_plans(), "BCBSMA");
    REQUIRE(permission.gates.size() == 1);
    CHECK(permission.gates[0].missing == "a licence: MD or DO");
    CHECK(permission.gates[0].because
          == "BCBSMA-IQ-02: a nurse does not deny: care is found not necessary by a physician only; missing is a licence: MD or "
             "DO");
}

TEST_CASE("review: nothing changes for who lacks the licence, and nothing of the engine's stands where somebody decided")
{
    const auto stands = [](const Reviewer& reviewer, const ReviewAct& act) {
        return after_review(waiting(), act, may_decide(reviewer, act, shipped_plans(), "THPNH"));
    };
    CHECK(stands(nurse, says("denied")) == waiting());
    CHECK(stands(nurse, says("approved")) == std::nullopt);

    ReviewAct fusion = says("not-necessary");
    fusion.expertise = {spine_surgery};
    const auto sent  = stands(psychiatrist, fusion);
    REQUIRE(sent);
    CHECK(summary(*sent) == "pended because 0W to physician by UM-08");
    CHECK(sent->line == 2);
    CHECK(sent->documents_wanted == std::vector<std::string>{"08"});
    CHECK(sent->reasons[0].text.words().find("missing is the expertise of the case") != std::string::npos);

    ReviewAct asks   = says("pended");
    asks.documents   = {"RR", "OR"};
    const auto asked = stands(nurse, asks);
    REQUIRE(asked);
    CHECK(summary(*asked) == "pended because 0U to nurse by UM-08");
    CHECK(asked->documents_wanted == asks.documents);
}

}  // namespace x278::policy::tests
