// Equally specific rules of one stage that apply to the same line: whether they agree, and what is then said.
#include "fixture.hpp"

namespace x278::policy::tests {

namespace {

// Of two rules for therapy, ONE asked before TWO.
model::LineDetermination answer_of(std::string_view one, std::string_view two)
{
    RequestBuilder builder;
    builder.service_type("PT").place("11").dates(2024y / 5 / 6, 2024y / 6 / 6).line("97110").visits(12);
    const std::string declared = R"(
counter visits counts visits used
  by member in the calendar year
  source S

parameter vendor-mode = redirect of redirect, forward, evaluate because "why" source S

counter years counts visits used
  by member in the last 12 months
  source S

)";
    const auto        facts    = with_records(facts_of("HMO"));
    const auto        rules    = declared + rule("ONE", "criteria", "HMO", "", one) + rule("TWO", "criteria", "HMO", "", two);
    return decide(builder.request, test_plans(rules), facts).lines.at(0);
}

void check_agree(std::string_view one, std::string_view two)
{
    CAPTURE(one);
    CAPTURE(two);
    const auto line = answer_of(one, two);
    CHECK((line.reasons.empty() || line.reasons.at(0).text != "rules ONE and TWO disagree"));
}

void check_disagree(std::string_view one, std::string_view two)
{
    CAPTURE(one);
    CAPTURE(two);
    for (const auto& line : {answer_of(one, two), answer_of(two, one)}) {
        CHECK(summary(line) == "pended because 0V to intake by ONE");
        CHECK(line.reasons.at(0).text == "rules ONE and TWO disagree");
    }
}

}  // namespace

TEST_CASE("agreement: two rules that answer differently pend for a person to say which is meant")
{
    check_disagree("approve", "not required because 0H");
    check_disagree("pend to nurse because 0V", "pend to intake because 0V");
    check_disagree("pend to nurse because 0V", "pend to nurse because 0U");
    check_disagree("pend to nurse because 0V", "approve");
    check_disagree("contact intake", "contact vendor");
    check_disagree("deny because 0M", "deny because 0N");
    check_disagree("send to vendor", "send to vendor by criteria of the payer");
}

TEST_CASE("agreement: what is certified differs by its last day, its limits, and what is said beyond them")
{
    check_disagree("approve", "approve until 5 days after first service");
    check_disagree("approve until 3 days after first service", "approve until 5 days after first service");
    check_disagree("approve until 3 days after first service", "approve until 3 days after receipt");
    check_disagree("approve", "approve up to 6 visits beyond modify because 04");
    check_disagree("approve up to 5 visits beyond modify because 04", "approve up to 6 visits beyond modify because 04");
    check_disagree("approve up to 5 visits by visits beyond modify because 04",
                   "approve up to 5 visits by years beyond modify because 04");
    check_disagree("approve up to 5 visits beyond modify because 04", "approve up to 5 visits beyond modify because 0L");
    check_disagree("approve up to 5 visits by visits beyond modify because 04",
                   "approve up to 5 visits by visits beyond modify because 04 none deny because 0L");
    check_disagree("approve up to 5 visits by visits beyond modify because 04 none deny because 0M",
                   "approve up to 5 visits by visits beyond modify because 04 none deny because 0L");
    check_disagree("approve up to 5 visits by visits beyond modify because 04 none contact vendor",
                   "approve up to 5 visits by visits beyond modify because 04 none contact intake");

    check_agree("approve until 3 days after first service", "approve until 3 days after first service");
    check_agree("approve up to 5 visits beyond modify because 04 say \"one\"",
                "approve up to 5 visits beyond modify because 04 say \"two\"");
}

TEST_CASE("agreement: those that pend alike add up")
{
    const auto both = answer_of("pend to intake because 0U say \"Send the form\" documents 77, DS",
                                "pend to intake because 0U say \"Send the plan\" documents 08, DS contact vendor");
    CHECK(summary(both) == "pended because 0U to intake by ONE");
    CHECK(both.documents_wanted == std::vector<std::string>{"77", "DS", "08"});
    CHECK(both.message == "SEND THE FORM; SEND THE PLAN");
    CHECK(both.contact->name == "VENDOR");
    CHECK(both.reasons.at(0).text == "title of ONE; title of TWO");
    CHECK(answer_of("pend to nurse because 0V", "pend to nurse because 0V").message.empty());
}

TEST_CASE("agreement: what rules that answer the same have to say is all said")
{
    CHECK(answer_of("deny because 0M say \"One\"", "deny because 0M say \"Two\"").message == "ONE; TWO");
    CHECK(answer_of("contact vendor say \"One\"", "contact vendor say \"Two\"").message == "ONE; TWO");
    CHECK(answer_of("approve say \"One\"", "approve").message == "ONE");
    CHECK(answer_of("not required because 0H say \"One\"", "not required because 0H say \"One\"").message == "ONE");
}

}  // namespace x278::policy::tests
