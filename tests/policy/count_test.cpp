// Counters that parameters read in one way or another.
#include "fixture.hpp"

namespace x278::policy::tests {

namespace {

constexpr std::string_view readings = R"(
parameter scope = member of member, provider for other = provider because "why" source E-1
parameter period = year of year, 365-days because "why" source E-1
parameter unit = visits of visits, days because "why" source E-1
parameter kinds = one of one, all for other = all because "why" source E-1

counter therapy counts visits, or dates where parameter unit is days, used or authorized
  when    (procedure is 97110 or (parameter kinds is all and procedure is 97530))
  by      member, or member and provider where parameter scope is provider
  in      the calendar year, or in 365 days from the first where parameter period is 365-days
  source  S

rule FIRST "the first visits"
  stage   limits
  for     every product
  approve
    up to 20 by therapy
      beyond modify because 04 say "{certified} of {requested}, {used} used"
  source  S
)";

model::PastService used(std::string_view procedure, Date day, double visits, std::string_view provider = good_npi)
{
    model::PastService service;
    service.kind      = model::PastService::Kind::used;
    service.first     = day;
    service.last      = day;
    service.quantity  = visits;
    service.unit      = "VS";
    service.procedure = procedure;
    service.provider  = provider;
    return service;
}

// 12 visits are asked for, on 2024-05-06.
model::LineDetermination answer(std::string_view rules, std::string_view product, std::vector<model::PastService> past)
{
    RequestBuilder builder;
    builder.dates(2024y / 5 / 6, 2024y / 5 / 6).line("97110").visits(12);
    model::Facts facts             = facts_of(product.empty() ? std::nullopt : std::optional(std::string(product)));
    facts.history.authorized_known = true;
    facts.history.used_known       = true;
    facts.history.services         = std::move(past);
    return decide(builder.request, test_plans(rules), facts).lines.at(0);
}

// The readings above, with another value in force.
std::string with(std::string_view parameter, std::string_view value)
{
    std::string text(readings);
    const auto  at = text.find("= ", text.find("parameter " + std::string(parameter))) + 2;
    return text.replace(at, text.find(' ', at) - at, value);
}

}  // namespace

TEST_CASE("counters: a parameter says for whom, over what period and in what unit is counted")
{
    struct Case {
        const char*                     title;
        std::string                     rules;
        const char*                     product;
        std::vector<model::PastService> past;
        const char*                     expected;
    };
    const auto otherwise = std::string_view("1987654328");
    const auto this_year = used("97110", 2024y / 3 / 4, 15, otherwise);
    const auto last_year = used("97110", 2023y / 9 / 4, 15);
    const auto same_day  = std::vector{used("97110", 2024y / 3 / 4, 15), used("97110", 2024y / 3 / 4, 15)};
    for (const Case& one :
         {Case{"of the member", with("scope", "member"), "HMO", {this_year}, "modified because 04 5VS by FIRST"},
          Case{"of the provider", with("scope", "provider"), "HMO", {this_year}, "approved 12VS by FIRST"},
          Case{"of the provider, for a product", with("scope", "member"), "PPO", {this_year}, "approved 12VS by FIRST"},
          Case{"this year", with("period", "year"), "HMO", {last_year}, "approved 12VS by FIRST"},
          Case{"365 days", with("period", "365-days"), "HMO", {last_year}, "modified because 04 5VS by FIRST"},
          Case{"visits", with("unit", "visits"), "HMO", same_day, "pended because 0V to intake by FIRST"},
          Case{"days", with("unit", "days"), "HMO", same_day, "approved 12VS by FIRST"}}) {
        CAPTURE(one.title);
        CHECK(summary(answer(one.rules, one.product, one.past)) == one.expected);
    }
}

TEST_CASE("counters: what is counted may be a parameter's, which goes by the product of the member")
{
    const std::vector past{used("97530", 2024y / 3 / 4, 15)};
    CHECK(summary(answer(readings, "HMO", past)) == "approved 12VS by FIRST");
    CHECK(summary(answer(readings, "PPO", past)) == "modified because 04 5VS by FIRST");
    CHECK(summary(answer(with("kinds", "all"), "HMO", past)) == "modified because 04 5VS by FIRST");
}

TEST_CASE("counters: a reading that goes by the product cannot be told of a member whose product is not known")
{
    const auto line = answer(readings, "", {});
    CHECK(summary(line) == "pended because 0V to intake by FIRST");
    CHECK(line.findings.at(0).answer == model::Finding::Answer::cannot_tell);
}

TEST_CASE("counters: a finding says how it was counted")
{
    const auto line = answer(with("period", "365-days"), "HMO", {used("97110", 2023y / 9 / 4, 15)});
    CHECK(line.findings.at(0).because
          == std::vector<std::string>{"parameter unit visits", "parameter scope member", "parameter period 365-days",
                                      "parameter kinds one", "quantity 12 visits > 5 visits left (therapy: 15 of 20 used)"});
}

TEST_CASE("counters: days used of what was certified for a period are not counted twice")
{
    model::PastService certified = used("97110", 2024y / 2 / 1, 10);
    certified.kind               = model::PastService::Kind::authorized;
    certified.last               = 2024y / 4 / 30;
    certified.certification      = "A1";
    std::vector past{certified, used("97110", 2024y / 3 / 4, 1), used("97110", 2024y / 3 / 4, 1),
                     used("97110", 2024y / 3 / 5, 1)};
    past[1].certification = past[2].certification = past[3].certification = "A1";
    CHECK(answer(with("unit", "days"), "HMO", past).message == "10 OF 12, 10 USED");

    past.push_back(used("97110", 2024y / 3 / 6, 1));  // under no number: an eleventh
    CHECK(answer(with("unit", "days"), "HMO", past).message == "9 OF 12, 11 USED");
    CHECK(summary(answer(with("unit", "days"), "HMO", {certified, certified})) == "pended because 0V to intake by FIRST");
}

}  // namespace x278::policy::tests
