// The table a provider is given, read off the rules.
#include "fixture.hpp"

#include "policy/program.hpp"
#include "policy/summary.hpp"

#include <algorithm>

namespace x278::policy::tests {

namespace {

constexpr std::string_view rules = R"(rule NOT-PPO "PPO members need none"
  stage exemption
  for PPO
  when procedure is in imaging
  not required because 0H
  source TEST-1

rule EMERGENCY "in an emergency none is needed"
  stage exemption
  for commercial
  when procedure is in imaging
    and level of service is emergency
  not required because 0H
  source TEST-2

rule VENDOR "the vendor decides imaging"
  stage delegation
  for commercial
  when (procedure is in imaging or (service type is 62 and procedure is unknown))
  contact vendor because 0J
  source TEST-3

rule REVIEW "never told: the vendor decides first"
  stage criteria
  for HMO
  when procedure is in imaging
  pend to nurse because 0V
  source TEST-4

rule THERAPY "the first visits are approved at once"
  stage limits
  for HMO
  when service type is PT
  approve up to 26 visits beyond modify because 04
  source TEST-5
)";

// "HMO, POS: not required [EMERGENCY]; ask VENDOR"
std::string text(const SummaryCell& cell)
{
    std::string all;
    for (const std::string& product : cell.products) all += (all.empty() ? "" : ", ") + product;
    all += ":";
    for (const SummaryAnswer& answer : cell.answers)
        all += " " + answer.words + (answer.conditional ? " [" + answer.rule->name->id + "]" : "") + ";";
    return all;
}

}  // namespace

TEST_CASE("summary: each product's answers in the order they are asked, down to the one that always holds")
{
    const auto files    = test_files(rules, {cpt_table("imaging", {"70450", "70460"})});
    const auto plans    = compiled(files);
    const auto services = summary_of(*plans.program().payers.front(), files);
    REQUIRE(services.size() == 2);

    const SummaryService& imaging = services[0];
    CHECK(imaging.name == "imaging");
    CHECK(imaging.codes == std::vector<std::string>{"70450 CPT", "70460 CPT"});
    REQUIRE(imaging.cells.size() == 2);
    CHECK(text(imaging.cells[0]) == "HMO, POS: not required [EMERGENCY]; ask VENDOR;");
    CHECK(text(imaging.cells[1]) == "PPO: not required;");
    CHECK(imaging.needs_authorization);
    CHECK(imaging.codes_to_authorize == imaging.codes);

    const SummaryService& therapy = services[1];
    CHECK(therapy.name == "service type PT");
    CHECK(therapy.codes.empty());
    REQUIRE(therapy.cells.size() == 2);
    CHECK(text(therapy.cells[0]) == "HMO: approved at once up to 26 visits;");
    CHECK(text(therapy.cells[1]) == "POS, PPO:");  // no rule speaks
}

TEST_CASE("summary: a parameter is settled, for each product as it stands")
{
    const auto files    = test_files(R"(parameter late = deny of deny, pend for HMO = pend because "why" source TEST-1

rule DENY "late is not paid"
  stage requirement
  for every product
  when procedure is in imaging and parameter late is deny
  deny because 0M
  source TEST-1

rule PEND "late is reviewed"
  stage requirement
  for every product
  when procedure is in imaging and not parameter late is deny
  pend to nurse because 0V
  source TEST-1
)",
                                     {cpt_table("imaging", {"70450"})});
    const auto plans    = compiled(files);
    const auto services = summary_of(*plans.program().payers.front(), files);
    REQUIRE(services.size() == 1);
    REQUIRE(services[0].cells.size() == 2);
    CHECK(text(services[0].cells[0]) == "HMO: authorization, nurse reviews;");
    CHECK(text(services[0].cells[1]) == "POS, PPO: not covered (0M);");
}

TEST_CASE("summary: a code is not among those to be authorized if a rule for it alone says so")
{
    const auto files    = test_files(R"(rule EVALUATION "an evaluation needs none"
  stage exemption
  for every product
  when procedure is in evaluations
  not required because 0H
  source TEST-1

rule ACUTE "a treatment in an emergency needs none"
  stage exemption
  for every product
  when procedure is in acute and level of service is emergency
  not required because 0H
  source TEST-1

rule THERAPY "therapy is reviewed"
  stage criteria
  for every product
  when procedure is in therapy and not procedure is 97150
  pend to nurse because 0V
  source TEST-1
)",
                                     {cpt_table("therapy", {"97110", "97150", "97161..97163"}),
                                      cpt_table("evaluations", {"97161..97163"}), cpt_table("acute", {"97110"})});
    const auto plans    = compiled(files);
    const auto services = summary_of(*plans.program().payers.front(), files);
    const auto therapy  = std::ranges::find(services, "therapy", &SummaryService::name);
    REQUIRE(therapy != services.end());
    CHECK(therapy->codes.size() == 3);
    CHECK(therapy->codes_to_authorize == std::vector<std::string>{"97110 CPT"});
    CHECK(!std::ranges::find(services, "evaluations", &SummaryService::name)->needs_authorization);
    CHECK(std::ranges::find(services, "acute", &SummaryService::name)->codes_to_authorize
          == std::vector<std::string>{"97110 CPT"});
}

TEST_CASE("summary: every product of the shipped plans has one cell in every service, and each service a rule")
{
    const auto files = embedded_plan_files();
    for (const auto& payer : shipped_plans().program().payers) {
        for (const SummaryService& service : summary_of(*payer, files)) {
            CAPTURE(service.name);
            std::size_t products = 0;
            for (const SummaryCell& cell : service.cells) products += cell.products.size();
            CHECK(products == payer->products.size());
            CHECK(std::ranges::any_of(service.cells, [](const SummaryCell& cell) { return !cell.answers.empty(); }));
        }
    }
}

TEST_CASE("summary: a rule for any service that is sure to speak is told of each, and makes none an authorized one")
{
    const std::string any      = R"(rule OTHERS "what is not imaging is asked elsewhere"
  stage exemption
  for PPO
  when not (procedure is in imaging or (service type is 62 and procedure is unknown))
  contact vendor
  source TEST-6

rule ALL "whatever a POS member asks for"
  stage requirement
  for POS
  contact vendor
  source TEST-7

rule MAYBE "what is urgent"
  stage requirement
  for POS
  when level of service is urgent
  pend to nurse because 0V
  source TEST-8

rule VISITS "visits need none"
  stage requirement
  for every product
  when procedure is in visits
  not required because 0H
  source TEST-9

rule IMAGING "imaging needs none"
  stage requirement
  for every product
  when procedure is in imaging
  not required because 0H
  source TEST-10
)";
    const auto        files    = test_files(any, {cpt_table("imaging", {"70450"}), cpt_table("visits", {"99213"})});
    const auto        plans    = compiled(files);
    const auto        services = summary_of(*plans.program().payers.front(), files);
    REQUIRE(services.size() == 3);
    CHECK(services[0].name == "imaging");
    REQUIRE(services[0].cells.size() == 2);
    CHECK(text(services[0].cells[0]) == "HMO, PPO: not required;");
    CHECK(text(services[0].cells[1]) == "POS: ask VENDOR;");
    CHECK_FALSE(services[0].needs_authorization);
    CHECK(services[1].name == "visits");
    REQUIRE(services[1].cells.size() == 3);
    CHECK(text(services[1].cells[0]) == "HMO: not required;");
    CHECK(text(services[1].cells[1]) == "POS: ask VENDOR;");
    CHECK(text(services[1].cells[2]) == "PPO: ask VENDOR;");
    CHECK_FALSE(services[1].needs_authorization);
    CHECK(services[2].name == "any service");
}

}  // namespace x278::policy::tests
