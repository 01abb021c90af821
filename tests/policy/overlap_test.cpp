// Rules that disagree: seen where some request shows both, and not where none can.
#include "check_fixture.hpp"

namespace x278::policy::tests {

TEST_CASE("plan check: two rules that disagree are shown by a case in which they do")
{
    const auto files = std::vector{cpt_table("imaging", {"70450", "70460"}), cpt_table("brain", {"70450"})};
    const auto check = [&](std::string_view one, std::string_view other, std::string_view scope = "every product",
                           std::string_view outcome = pends) {
        return said("overlap",
                    covered_rule("ONE", "criteria", "every product", one, no_need)
                        + covered_rule("TWO", "criteria", scope, other, outcome),
                    files);
    };
    const Said shown = check("procedure is in imaging", "procedure is in brain and level of service is urgent");
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].starts_with(
        "a.rules:8: rules `ONE` (plans/test/a.rules:1) and `TWO` can both apply, are equally specific and "
        "answer differently, so that the line pends; in this case, for one:\n  member   HMO, born 1980-01-01\n"));
    CHECK(shown[0].find("urgent") != std::string::npos);
    CHECK(shown[0].find("procedure 70450") != std::string::npos);

    CHECK(check("procedure is in imaging", "procedure is 97110") == Said{});
    CHECK(check("procedure is in imaging", "procedure is in brain", "HMO") == Said{});                     // the second beats it
    CHECK(check("procedure is in imaging", "procedure is in brain", "every product", no_need) == Said{});  // they agree
    CHECK(check("procedure is in imaging and quantity is at most 3 visits",
                "procedure is in brain and quantity is more than 3 visits")
          == Said{});
    CHECK(check("procedure is in imaging and quantity is at most 3 visits",
                "procedure is in brain and quantity is at least 3 visits and age at first service is less than 19 years")
              .size()
          == 1);
    CHECK(check("service type is PT and service provider is in network",
                "service type is PT and not (service provider is in network)")
          == Said{});
    CHECK(check("service type is PT and not (service provider is in network)", "request is admission and place of service is 21")
              .size()
          == 1);
}

TEST_CASE("plan check: rules that disagree for one product only are seen, where a parameter is another there")
{
    const std::string late = "parameter late = pend of pend, deny for PPO = deny because \"why\" source TEST-1\n\n";
    const Said        shown =
        said("overlap", late + covered_rule("ONE", "criteria", "every product", "service type is PT", no_need)
                            + covered_rule("TWO", "criteria", "every product", "parameter late is deny", "deny because 0M"));
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].find("member   PPO") != std::string::npos);
}

TEST_CASE("overlap: a request is found for whatever two rules ask")
{
    const std::string declared = R"(counter year counts visits used
  when procedure is 97110
  by member
  in the calendar year
  source TEST-1

counter window counts visits used or authorized
  by member and provider
  in the last 90 days
  source TEST-1

option sessions of number
  source TEST-1

calendar closed = Monday to Friday 17:00 to 24:00, Saturday, Sunday
  source TEST-1

)";
    const auto        overlap  = [&](std::string_view one, std::string_view other, std::string_view outcome = no_need,
                             std::string_view other_outcome = pends) {
        CAPTURE(one);
        CAPTURE(other);
        return !said("overlap", declared + covered_rule("ONE", "criteria", "HMO", one, outcome)
                                            + covered_rule("TWO", "criteria", "HMO", other, other_outcome))
                    .empty();
    };
    const std::string_view here = "place of service is 11";
    CHECK(overlap("modifier is 96", "modifier is 97"));
    CHECK(overlap("diagnosis is F32", "diagnosis is F33"));
    CHECK(!overlap("principal diagnosis is F32", "principal diagnosis is F33"));
    CHECK(overlap("receipt is in closed", "level of service is urgent"));
    CHECK(overlap("receipt is in closed", "receipt is after first service"));
    CHECK(!overlap("receipt is in closed", "receipt is outside closed"));
    CHECK(overlap("age at first service is at least 65 years", "age at admission is at least 64 years"));
    CHECK(!overlap("age at first service is at least 65 years", "age at first service is at most 60 years"));
    CHECK(overlap("the count by year is at least 5 visits", "the count by window is at least 5 visits"));
    CHECK(overlap("the count by year is at least option sessions", "level of service is urgent"));
    CHECK(overlap("the count by year is more than option sessions", "option sessions is at most 12"));
    CHECK(overlap("option sessions is at most 12", "option sessions is at least 5"));
    CHECK(overlap("not option sessions is at most 12", "level of service is urgent"));
    CHECK(!overlap("option sessions is at most 4", "option sessions is at least 5"));
    CHECK(overlap("quantity is at least 4 visits", "quantity is at most 9 visits"));
    CHECK(overlap("receipt is within 48 hours after admission", "receipt is more than 1 days after admission"));
    CHECK(overlap("at least 2 lines have procedure 99213", "a line has procedure 99214"));
    CHECK(overlap(here, "level of service is urgent", "approve up to 5 visits beyond modify because 04",
                  "approve up to 6 visits beyond modify because 04"));
    CHECK(overlap(here, "level of service is urgent", "approve", "approve until 3 days after first service"));
    CHECK(!overlap(here, "level of service is urgent", "approve say \"one\"", "approve say \"two\""));
}

TEST_CASE("overlap: rules that a more specific one of their stage always decides before do not disagree")
{
    const std::string rules = covered_rule("ONE", "criteria", "HMO", "service type is PT", "approve")
                              + covered_rule("TWO", "criteria", "every product", "service type is PT", no_need)
                              + covered_rule("THREE", "criteria", "every product", "level of service is urgent", pends);
    const Said shown = said("overlap", rules);
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].find("member   HMO") == std::string::npos);
}

}  // namespace x278::policy::tests
