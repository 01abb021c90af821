// Cases are run, fail when the plan answers otherwise, and show which rules were tried.
#include "case_fixture.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy::tests {

namespace {

// What differs in a case about therapy (VIS-1) that expects `what`.
std::vector<std::string> differences_of(std::string_view request, std::string_view what)
{
    const auto report =
        run_of("case \"a title\"\n  member HMO\n  " + std::string(request) + "\n  expect " + std::string(what) + "\n");
    for (const PlanError& error : report.errors) MESSAGE(error.message);
    REQUIRE(report.cases.size() == 1);
    return report.cases[0].differences;
}

constexpr std::string_view therapy = "request services, service type PT, 30 visits, from 2024-05-06 to 2024-06-30";
constexpr std::string_view network =
    "member PPO\n  given service provider out of network\n  request services\n  line procedure 97110";

const RuleUse& use_of(const CaseReport& report, std::string_view rule)
{
    return *std::ranges::find(report.rules, rule, &RuleUse::rule);
}

}  // namespace

TEST_CASE("cases: what is as expected makes no difference")
{
    const std::vector<std::string_view> expected{
        "modified",
        "modified to 26 visits until 2024-06-30 because 04, by VIS-1",
        "from 2024-05-06",
        "event modified",
        "says \"26 of 30 visits\"",
        "applied VIS-1, not applied REF-1",
        "no documents",
    };
    for (const auto what : expected) {
        CAPTURE(what);
        CHECK(differences_of(therapy, what) == std::vector<std::string>{});
    }
    const std::string_view rejected = "given requester not on file\n  request services";
    CHECK(differences_of(rejected, "reject requester/unknown") == std::vector<std::string>{});
}

TEST_CASE("cases: what is not as expected is told in a sentence")
{
    struct Failing {
        std::string_view request;
        const char*      expected;
        const char*      difference;
    };
    const std::vector<Failing> failing{
        {therapy, "approved", "event: expected approved, was modified"},
        {therapy, "to 25 visits", "event: expected 25 visits, was 26 visits"},
        {therapy, "to 26 days", "event: expected 26 days, was 26 visits"},
        {therapy, "until 2024-12-31", "event: expected until 2024-12-31, was until 2024-06-30"},
        {therapy, "from 2024-05-07", "event: expected from 2024-05-07, was from 2024-05-06"},
        {therapy, "no reason", "event: expected no reason, was 04"},
        {therapy, "because 0L", "event: expected because 0L, was 04"},
        {therapy, "by REF-1", "event: expected by REF-1, was by VIS-1"},
        {therapy, "by nobody", "event: expected by nobody, was by VIS-1"},
        {therapy, "says \"27 of 30\"", "event: expected the message to say \"27 of 30\", was \"26 OF 30 VISITS\""},
        {therapy, "documents 08", "event: expected documents 08, was none"},
        {therapy, "contact vendor", "event: expected contact, was modified"},
        {therapy, "modified contact vendor", "event: expected contact vendor, was no contact"},
        {therapy, "applied REF-1", "event: expected REF-1 to apply; it was not asked"},
        {therapy, "not applied VIS-1",
         "event: expected VIS-1 not to apply; it applied (service type PT is PT; quantity 30 visits > 26 visits)"},
        {therapy, "cannot tell VIS-1",
         "event: expected VIS-1 to be unable to tell; it applied (service type PT is PT; quantity 30 visits > 26 "
         "visits)"},
        {therapy, "pended to nurse", "event: expected pended, was modified"},
        {therapy, "reject member/not-found", "expected to be rejected: member/not-found; was modified"},
        {"given requester not on file\n  request services", "approved", "expected approved, was rejected: requester/unknown"},
        {"given requester not on file\n  request services", "reject member/not-found",
         "expected to be rejected: member/not-found; was requester/unknown"},
    };
    for (const Failing& one : failing) {
        CAPTURE(one.expected);
        const auto found = differences_of(one.request, one.expected);
        REQUIRE(!found.empty());
        CHECK(found[0] == one.difference);
    }
}

TEST_CASE("cases: a part of the answer is that of its line, of every line, or of the event")
{
    constexpr std::string_view two = "request services\n  line procedure 72148\n  line service type PT, 12 visits";
    CHECK(differences_of(two, "line 1 contact vendor because 0J") == std::vector<std::string>{});
    CHECK(differences_of(two, "line 2 approved to 12 visits") == std::vector<std::string>{});
    CHECK(differences_of(two, "partly approved") == std::vector<std::string>{});
    CHECK(differences_of(two, "event partly approved, applied IMG-1, VIS-1") == std::vector<std::string>{});
    CHECK(differences_of(two, "every line approved") == std::vector<std::string>{"line 1: expected approved, was contact"});
    CHECK(differences_of(two, "line 2 because 04") == std::vector<std::string>{"line 2: expected because 04, was none"});
}

TEST_CASE("cases: a pend is held to its queue, its documents and its contact")
{
    const auto report =
        run_of("case \"a\"\n  " + std::string(network)
               + "\n  expect pended to nurse because 0V documents DS, 08 contact vendor, by NET-1\n" + "case \"b\"\n  "
               + std::string(network) + "\n  expect to intake, documents 08, contact intake\n");
    REQUIRE(report.cases.size() == 2);
    CHECK(report.cases[0].differences == std::vector<std::string>{});
    CHECK(report.cases[1].differences
          == std::vector<std::string>{"line 1: expected to intake, was to nurse", "line 1: expected documents 08, was 08, DS",
                                      "line 1: expected contact intake, was contact \"VENDOR\""});
    CHECK(!report.passed());
}

TEST_CASE("cases: effects, parameters and rejections by a rule are held to what is expected")
{
    const std::string_view notice = "request services\n  line procedure 99221";
    CHECK(differences_of(notice, "pended by NOT-2, flag late-notice, notify facility, member, start answer, applied EFF-1")
          == std::vector<std::string>{});
    CHECK(differences_of(notice, "event flag late-notice") == std::vector<std::string>{});
    CHECK(differences_of(notice, "no flag late-notice")
          == std::vector<std::string>{"line 1: expected not the flag late-notice, was late-notice"});
    CHECK(differences_of(notice, "flag emergency, notify requester, start clock")
          == std::vector<std::string>{"line 1: expected the flag emergency, was late-notice",
                                      "line 1: expected a notice to requester, was member, facility",
                                      "line 1: expected the timer clock, was answer"});
    CHECK(differences_of("with late = accept\n  " + std::string(notice), "notice accepted because 18, by NOT-1")
          == std::vector<std::string>{});

    const std::string_view rejected = "given requester is not primary care\n  request services\n  line procedure 99214";
    CHECK(differences_of(rejected, "reject requester/not-primary-care, by REJ-1") == std::vector<std::string>{});
    CHECK(differences_of(rejected, "line 1 reject requester/not-primary-care, applied REJ-1") == std::vector<std::string>{});
    CHECK(differences_of(rejected, "approved")
          == std::vector<std::string>{"expected approved, was rejected: requester/not-primary-care"});
}

TEST_CASE("cases: the past counts against a limit, and so do the days it is told with")
{
    const auto asked = [](std::string_view given, std::string_view expected) {
        return differences_of(std::string(given) + "request services, from 2024-06-03\n  line procedure 99215, 2 visits",
                              expected);
    };
    CHECK(asked("", "approved to 2 visits") == std::vector<std::string>{});
    CHECK(asked("given 1 visit of 99215 used on 2024-01-02\n  ", "modified to 1 visit because 04") == std::vector<std::string>{});
    CHECK(asked("given 1 visit of 99215 used on 2023-12-31\n  ", "approved to 2 visits") == std::vector<std::string>{});
    CHECK(asked("given 2 visits of 99215 authorized from 2024-01-02 to 2024-02-02\n  ", "contact intake because 04, by OFF-1")
          == std::vector<std::string>{});
    CHECK(asked("given past services are unknown\n  ", "pended to intake because 0V, cannot tell OFF-1")
          == std::vector<std::string>{});
}

TEST_CASE("cases: those that hold show which rules were tried, and which branches of their limits")
{
    const auto report = run_of(R"(case "as asked"
  member HMO
  request services, service type PT, 26 visits
  expect approved
case "beyond"
  member HMO
  request services, service type PT, 27 visits
  expect modified
case "wrong, so it shows nothing"
  member HMO
  request services
  line procedure 72148
  expect approved
)");
    CHECK(report.errors.empty());
    REQUIRE(report.cases.size() == 3);
    CHECK(!report.passed());
    const RuleUse& limit = use_of(report, "VIS-1");
    CHECK(limit.payer == "TEST");
    CHECK(limit.has_limit);
    CHECK(limit.may_be_all);
    CHECK(limit.asked == 2);
    CHECK(limit.decided == 2);
    CHECK(limit.as_asked == 1);
    CHECK(limit.beyond == 1);
    CHECK(limit.none == 0);
    CHECK(use_of(report, "IMG-1").asked == 0);
    CHECK(use_of(report, "LAT-1").asked == 0);
}

TEST_CASE("cases: a rule only for what is beyond its limit certifies nothing whole")
{
    const auto of_counts = [](std::string_view more_than, std::string_view up_to) {
        const auto files = test_files(fmt::format(R"({}
rule OFF-2 "a title"
  stage criteria
  for every product
  when procedure is 99215 and the count by office-visits with this request is more than {} visits
  approve
    up to {} visits by office-visits
      beyond modify because 04
      none contact intake because 04
  source TEST-7
)",
                                                  case_rules, more_than, up_to),
                                      {});
        return use_of(run_cases(files, compiled(files)), "OFF-2");
    };
    CHECK(!of_counts("3", "3").may_be_all);
    CHECK(!of_counts("4", "3").may_be_all);
    CHECK(of_counts("2", "3").may_be_all);
}

TEST_CASE("cases: what a reviewer says is held to the gates, and what then stands to what is expected")
{
    const auto tried = [](std::string_view after) {
        return run_of("case \"a\"\n  " + std::string(network) + "\n  " + std::string(after) + "\n");
    };
    const auto found = [&](std::string_view after) { return tried(after).cases.at(0).differences; };

    const std::vector<std::string_view> hold{
        "review denied by RN\n expect blocked by DEN-1, to nurse because 0V documents 08, DS",
        "review denied by RN\n expect event pended",
        "review denied by MD, specialty A, expertise B\n expect blocked by DEN-1\n expect pended to physician because 0W",
        "review denied by MD, specialty A, expertise B\n expect event pended to physician because 0W",
        "review denied by MD and RN specialty A consulting B expertise B\n expect allowed by DEN-1",
        "review approved by clerk, supervised by RN, with criteria\n expect allowed by APP-1",
        "review approved by clerk, supervised by RN\n expect blocked by APP-1, to nurse",
        "review approved by RN\n expect allowed by nobody",
        "review documents RR, OR by clerk\n expect allowed by nobody\n expect pended to nurse because 0U, documents OR, RR",
        "review every line documents RR by clerk\n expect line 1 pended because 0U",
        "expect because 0V, by NET-1\n review denied by RN\n expect blocked\n review line 1 denied by MD, specialty A, "
        "expertise A\n expect allowed",
    };
    for (const auto after : hold) {
        CAPTURE(after);
        const auto report = tried(after);
        for (const PlanError& error : report.errors) MESSAGE(error.message);
        REQUIRE(report.cases.size() == 1);
        CHECK(report.cases[0].differences == std::vector<std::string>{});
    }

    struct Failing {
        const char* after;
        const char* difference;
    };
    const std::vector<Failing> failing{
        {"review denied by RN\n expect allowed",
         "line 1: expected allowed, was blocked: DEN-1: a denial is a matching physician's; missing is a licence: MD or DO"},
        {"review approved by RN\n expect blocked", "line 1: expected blocked, was allowed by no gate"},
        {"review denied by RN\n expect blocked by APP-1", "line 1: expected by APP-1, was by DEN-1"},
        {"review approved by RN\n expect allowed by APP-1", "line 1: expected by APP-1, was by nobody"},
        {"review denied by RN\n expect blocked by nobody", "line 1: expected by nobody, was by DEN-1"},
        {"review denied by RN\n expect blocked, to physician", "line 1: expected to physician, was to nurse"},
        {"review approved by RN\n expect allowed\n expect approved", "line 1: expected approved, but a reviewer has decided it"},
        {"review approved by RN\n expect event pended", "event: expected pended, but a reviewer has decided it"},
        {"review approved by RN\n expect allowed because 0V",
         "line 1: expected more than the gates say, but a reviewer has decided it"},
        {"review approved by RN\n expect allowed\n review denied by RN\n expect blocked",
         "line 1: expected to wait for a reviewer, was decided by one"},
    };
    for (const Failing& one : failing) {
        CAPTURE(one.after);
        const auto differs = found(one.after);
        REQUIRE(!differs.empty());
        CHECK(differs[0] == one.difference);
    }
    CHECK(differences_of("request services\n  line procedure 72148\n  review approved by RN", "allowed")
          == std::vector<std::string>{"line 1: expected to wait for a reviewer, was contact"});
    CHECK(differences_of("given requester not on file\n  request services\n  review approved by RN", "allowed")
          == std::vector<std::string>{"event: expected to wait for a reviewer, was rejected"});
}

TEST_CASE("cases: those that hold show which gates were tried")
{
    const std::string good   = "case \"a\"\n  " + std::string(network) + "\n  review denied by RN\n  expect blocked\n";
    const auto        report = run_of(good + "  review denied by MD, specialty A, expertise A\n  expect allowed\n" + good
                                      + "  review approved by clerk\n  expect allowed\n");
    REQUIRE(report.cases.size() == 2);
    CHECK(report.cases[0].passed());
    CHECK(!report.cases[1].passed());
    REQUIRE(report.gates.size() == 2);
    CHECK(report.gates[0].gate == "APP-1");
    CHECK(report.gates[0].asked == 0);  // the case that asks it does not hold
    CHECK(report.gates[1].gate == "DEN-1");
    CHECK(report.gates[1].payer == "TEST");
    CHECK(report.gates[1].asked == 2);
    CHECK(report.gates[1].opened == 1);
}

TEST_CASE("cases: they stand beside a plan, and are no part of what decides")
{
    const auto with    = case_files("case \"a\"\n  member HMO\n  request services\n  expect contact\n");
    auto       without = with;
    std::erase_if(without, is_case_file);
    CHECK(without.size() + 1 == with.size());
    CHECK(compiled(with).revision() == compiled(without).revision());

    const std::vector<PlanFile> elsewhere{
        {"plans/other/a.cases", "case \"a\"\n  member HMO\n  request services\n  expect contact\n"}};
    const auto report = run_cases(elsewhere, compiled(without));
    REQUIRE(report.errors.size() == 1);
    CHECK(report.errors[0].message == "plans/other/a.cases: no plan stands beside these cases");
}

}  // namespace x278::policy::tests
