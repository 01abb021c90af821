// What plan check finds and the authors mean: accepted.csv takes it out, and nothing else.
#include "case_fixture.hpp"
#include "policy/plan_check/checks.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy::tests {

namespace {

using plan_check::Remark;
using plan_check::Severity;
using namespace std::chrono_literals;

// Two rules that overlap, and a code set with a gap. Today is 2024-06-01.
constexpr std::string_view rules = R"(rule ONE "a title"
  stage criteria
  for   HMO
  when  procedure is in imaging
  approve
  source TEST-1

rule TWO "a title"
  stage criteria
  for   HMO
  when  level of service is urgent
  pend to nurse because 0V
  source TEST-1
)";

std::vector<Remark> remarks_with(std::string_view rows)
{
    const auto files = test_files(
        rules, {{"plans/test/codes/imaging.csv", "# reviewed 2024-05-01\ncode,system,from,to,tag,source\n70450,CPT,,,,TEST-1\n"},
                {"plans/test/accepted.csv", fmt::format("check,names,because,source\n{}\n", rows)}});
    const auto plans = compiled(files);
    const auto cases = run_cases(files, plans);
    const auto none  = [](std::string_view, std::string_view) { return std::optional<bool>(); };
    return plan_check::check_plans({plans, files, cases, 2024y / 6 / 1, none});
}

// "overlap: REASON" of what is accepted.
std::vector<std::string> accepted_by(std::string_view rows)
{
    std::vector<std::string> accepted;
    for (const Remark& remark : remarks_with(rows))
        if (!remark.accepted.empty()) accepted.push_back(fmt::format("{}: {}", remark.check, remark.accepted));
    return accepted;
}

// "error 2:1: MESSAGE" of what is wrong with the rows.
std::vector<std::string> wrong_with(std::string_view rows)
{
    std::vector<std::string> wrong;
    for (const Remark& remark : remarks_with(rows)) {
        if (remark.check != "accepted") continue;
        CHECK(remark.path == "plans/test/accepted.csv");
        wrong.push_back(fmt::format("{} {}:{}: {}", remark.severity == Severity::error ? "error" : "warning", remark.line,
                                    remark.column, remark.message));
    }
    return wrong;
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("accepted: a row takes out the warnings that speak of its names and of no others")
{
    CHECK(accepted_by("") == Told{});
    CHECK(accepted_by("overlap,ONE TWO,it is meant,TEST-1") == Told{"overlap: it is meant"});
    CHECK(accepted_by("overlap,TWO  ONE THREE,it is meant,TEST-1") == Told{"overlap: it is meant"});
    CHECK(accepted_by("overlap,ONE,it is meant,TEST-1") == Told{});
    CHECK(accepted_by("gap,ONE TWO,it is meant,TEST-1") == Told{});
    CHECK(accepted_by("gap,imaging POS PPO,only HMO,TEST-1\noverlap,ONE TWO,it is meant,TEST-1").size() == 2);
    CHECK(accepted_by("gap,imaging POS,one product is new,TEST-1") == Told{});
    CHECK(accepted_by("overlap,ONE TWO,the first,TEST-1\noverlap,ONE TWO,the second,TEST-1") == Told{"overlap: the first"});
}

TEST_CASE("accepted: a row that accepts nothing, and a row that cannot be right, are told with their place")
{
    CHECK(wrong_with("overlap,ONE TWO,it is meant,TEST-1") == Told{});
    CHECK(wrong_with("overlap,ONE THREE TWO,it is meant,TEST-1")
          == Told{"warning 2:9: no warning of `overlap` about `THREE` is accepted here; take it out"});
    CHECK(wrong_with("ovrlap,ONE TWO,it is meant,TEST-1")
          == Told{"error 2:1: `ovrlap` finds nothing that can be accepted; expected one of never-reached, overlap, gap, "
                  "unlisted-code, expired-table, unused; did you mean `overlap`?"});
    CHECK(wrong_with("no-case,ONE,later,TEST-1").size() == 1);  // a case is to be written
    CHECK(wrong_with("overlap, ,it is meant,TEST-1")
          == Told{"error 2:9: nothing is named here; expected what the warnings speak of"});
    CHECK(wrong_with("overlap,ONE TWO,,TEST-1") == Told{"error 2:17: nobody is told why; expected a reason"});
    CHECK(wrong_with("overlap,ONE TWO,it is meant,") == Told{"error 2:29: no source; expected where the reason comes from"});
}

TEST_CASE("accepted: the table decides nothing")
{
    const auto without = test_files(rules, {cpt_table("imaging", {"70450"})});
    auto       with    = without;
    with.push_back({"plans/test/accepted.csv", "check,names,because,source\n"});
    CHECK(compiled(with).revision() == compiled(without).revision());
}

}  // namespace x278::policy::tests
