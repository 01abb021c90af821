// What people may decide: the gates of the shipped plans, scenario by scenario.
#include "policy/review.hpp"

#include "policy/fixture.hpp"

#include <doctest/doctest.h>

namespace x278::policy::tests {

namespace {

const std::string psychiatry = "2084P0800X", spine_surgery = "207XS0117X";

struct Tried {
    const char* what;
    const char* payer;
    Reviewer    reviewer;
    ReviewAct   act;
    bool        allowed;
    const char* blocked_by;
    const char* queue;
    const char* reason;
};

const Reviewer clerk{{}, {}, {"RN"}};
const Reviewer lone_clerk{};
const Reviewer nurse{{"RN"}, {}, {}};
const Reviewer psychiatrist{{"MD"}, {psychiatry}, {}};
const Reviewer surgeon{{"DO"}, {spine_surgery}, {}};

}  // namespace

TEST_CASE("review: who may decide what, by the payer's gates")
{
    const std::vector<Tried> all{
        {"S-176: a clerk under a nurse approves where criteria exist",
         "THPNH",
         clerk,
         {"approved", {}, true, {}},
         true,
         "",
         "",
         ""},
        {"a clerk under nobody does not", "THPNH", lone_clerk, {"approved", {}, true, {}}, false, "UM-18", "nurse", "0V"},
        {"nor where there are no criteria", "THPNH", clerk, {"approved", {}, false, {}}, false, "UM-18", "nurse", "0V"},
        {"a nurse needs neither", "THPNH", nurse, {"approved", {}, false, {}}, true, "", "", ""},
        {"S-178: a clerk denies nothing, and nothing changes", "THPNH", clerk, {"denied", {}, true, {}}, false, "UM-19", "", ""},
        {"nor does a nurse", "THPNH", nurse, {"not-necessary", {}, true, {}}, false, "UM-19", "", ""},
        {"S-179: asking for documents is not deciding", "THPNH", clerk, {"pended", {}, false, {}}, true, "", "", ""},
        {"S-181: a physician without the expertise sends it on",
         "THPNH",
         psychiatrist,
         {"not-necessary", {spine_surgery}, true, {}},
         false,
         "UM-19",
         "physician",
         "0W"},
        {"S-181: a consult with the expertise opens the gate",
         "THPNH",
         psychiatrist,
         {"not-necessary", {spine_surgery}, true, {spine_surgery}},
         true,
         "",
         "",
         ""},
        {"so has who has it", "THPNH", surgeon, {"reduced", {spine_surgery}, true, {}}, true, "", "", ""},
        {"IQ-02: a nurse finds nothing unnecessary",
         "BCBSMA",
         nurse,
         {"not-necessary", {}, true, {}},
         false,
         "BCBSMA-IQ-02",
         "",
         ""},
        {"IQ-02: a physician may", "BCBSMA", psychiatrist, {"not-necessary", {}, true, {}}, true, "", "", ""},
        {"S-100: a physician reduces", "BCBSMA", surgeon, {"reduced", {}, true, {}}, true, "", "", ""},
        {"IQ-01: a nurse approves", "BCBSMA", nurse, {"approved", {}, true, {}}, true, "", "", ""},
        {"who is not ours decides nothing", "NOBODY", surgeon, {"approved", {}, true, {}}, false, "", "", ""},
        {"what is no outcome is none", "THPNH", surgeon, {"perhaps", {}, true, {}}, false, "", "", ""},
    };
    for (const Tried& tried : all) {
        CAPTURE(std::string(tried.what));
        const Permission permission = may_decide(tried.reviewer, tried.act, shipped_plans(), tried.payer);
        CHECK(permission.allowed == tried.allowed);
        CHECK(permission.blocked_by == tried.blocked_by);
        CHECK(permission.queue == tried.queue);
        CHECK(permission.reason == tried.reason);
        if (!permission.allowed) CHECK(!permission.because.empty());
    }
}

}  // namespace x278::policy::tests
