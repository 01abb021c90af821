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

model::PastService in_hours(model::PastService service)
{
    service.unit = "HS";
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

TEST_CASE("counters: a count is compared with a number of the account, in whatever unit the counter goes by")
{
    const auto asked_of = [](std::string_view unit, std::string_view condition) {
        return with("unit", unit) + R"(
option benefit of number else 20 because "why" source S
option sessions of number source S
rule USED "the benefit is used up"
  stage   coverage
  for     every product
  when    )" + std::string(condition)
               + R"(
  deny because 0L
  source  S
)";
    };
    const std::string_view used_up = "the count by therapy is at least option benefit";
    const std::string_view beyond  = "the count by therapy with this request is more than option benefit";
    const auto             past    = [](double visits) { return std::vector{used("97110", 2024y / 3 / 4, visits)}; };
    struct Case {
        const char*      unit;
        std::string_view condition;
        double           visits;
        const char*      expected;
    };
    for (const Case& one :
         {Case{"visits", used_up, 19, "modified because 04 1VS by FIRST"},
          Case{"visits", used_up, 20, "denied because 0L by USED"}, Case{"days", used_up, 20, "approved 12VS by FIRST"},
          Case{"visits", beyond, 8, "approved 12VS by FIRST"}, Case{"visits", beyond, 9, "denied because 0L by USED"},
          Case{"days", beyond, 9, "approved 12VS by FIRST"},
          Case{"visits", "the count by therapy is at least option sessions", 1, "pended because 0V to intake by USED"}}) {
        CAPTURE(one.unit);
        CAPTURE(one.condition);
        CAPTURE(one.visits);
        CHECK(summary(answer(asked_of(one.unit, one.condition), "HMO", past(one.visits))) == one.expected);
    }
    const auto line = answer(asked_of("visits", used_up), "HMO", past(20));
    CHECK(line.findings.at(0).because.back() == "therapy 20 = option benefit 20 visits");
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

TEST_CASE("counters: a service that nobody is on file for may be of the same provider, and the count cannot be told")
{
    const auto by_provider = with("scope", "provider");
    const auto nobodys     = used("97110", 2024y / 3 / 4, 15, "");
    CHECK(answer(readings, "HMO", {nobodys}).message == "5 OF 12, 15 USED");  // counted for the member, whoever it was
    const auto line = answer(by_provider, "HMO", {nobodys});
    CHECK(summary(line) == "pended because 0V to intake by FIRST");
    CHECK(line.reasons.at(0).text == "cannot be told without who gave earlier services");

    CHECK(answer(by_provider, "HMO", {used("99213", 2024y / 3 / 4, 15, "")}).outcome == Outcome::approved);  // not therapy
    CHECK(answer(by_provider, "HMO", {used("97110", 2023y / 3 / 4, 15, "")}).outcome == Outcome::approved);  // another year
    std::string anchored = by_provider;
    const auto  at       = anchored.find("= year of");
    anchored.replace(at, 6, "= 365-days");
    CHECK(answer(anchored, "HMO", {used("97110", 2023y / 3 / 4, 15, "")}).outcome == Outcome::pended);  // it may begin the period
}

TEST_CASE("counters: who is asked for the unit of an earlier service is whoever recorded it")
{
    const auto line = answer(readings, "HMO", {in_hours(used("97110", 2024y / 3 / 4, 15))});
    CHECK(summary(line) == "pended because 0V to intake by FIRST");
    CHECK(line.reasons.at(0).text == "cannot be told without earlier services in the unit of the rule");

    RequestBuilder builder;  // the request's own earlier line is in hours
    builder.dates(2024y / 5 / 6, 2024y / 5 / 6).line("97530").visits(4, "HS");
    builder.line("97110").visits(12);
    model::Facts facts             = facts_of("HMO");
    facts.history.authorized_known = true;
    facts.history.used_known       = true;
    const std::string rules =
        with("kinds", "all") + rule("HOURS", "eligibility", "every product", "procedure is 97530", "approve");
    const auto lines = decide(builder.request, test_plans(rules), facts).lines;
    CHECK(summary(lines.at(0)) == "approved 4HS by HOURS");
    CHECK(summary(lines.at(1)) == "pended because 0U to intake by FIRST");
}

TEST_CASE("counters: the day of a visit is told by visits of one day, and not by what was certified for a period")
{
    const auto on       = [](unsigned day, double visits = 1) { return used("97110", 2024y / 3 / day, visits); };
    const auto under_a1 = [](model::PastService service) {
        service.certification = "A1";
        return service;
    };
    model::PastService certified = under_a1(on(1, 3));
    certified.kind               = model::PastService::Kind::authorized;
    certified.last               = 2024y / 3 / 31;

    struct Case {
        const char*                     title;
        const char*                     unit;
        std::vector<model::PastService> past;
        std::string                     expected;  // the 3rd falls before 8 March
    };
    const std::string before = "contact payer because 0J by EARLY";
    const std::string after  = "approved 12VS by FIRST";
    const std::string open   = "pended because 0V to intake by EARLY";
    for (const Case& one :
         {Case{"one a day", "visits", {on(4), on(5), on(6)}, before}, Case{"too late", "visits", {on(4), on(5), on(12)}, after},
          Case{"several on one day", "visits", {on(4), on(6, 2)}, before},
          Case{"one in hours", "visits", {on(4), on(5), in_hours(on(6))}, open},
          Case{"somewhere in March", "visits", {certified}, open},
          Case{"certified, and all were used", "visits", {certified, under_a1(on(4)), under_a1(on(5)), under_a1(on(6))}, before},
          Case{"certified, and one was used", "visits", {certified, under_a1(on(4)), on(5), on(6)}, open},
          Case{"two dates", "days", {on(4), on(4), on(6)}, after},
          Case{"three dates", "days", {on(4), on(4), on(5), on(6)}, before}}) {
        CAPTURE(one.title);
        const std::string rules = with("unit", one.unit)
                                  + rule("EARLY", "eligibility", "every product", "the 3rd visit by therapy is before 2024-03-08",
                                         "contact vendor because 0J");
        CHECK(summary(answer(rules, "HMO", one.past)) == one.expected);
    }
}

TEST_CASE("counters: the first and the last service are as old as the records say, or cannot be told")
{
    model::PastService march = used("97110", 2024y / 3 / 1, 3);
    march.last               = 2024y / 3 / 31;
    const auto on            = [](unsigned month) { return used("97110", 2024y / month / 4, 1); };
    const auto said          = [](std::string_view when, std::vector<model::PastService> past) {
        const std::string rules =
            std::string(readings) + rule("EARLY", "eligibility", "every product", when, "contact vendor because 0J");
        return summary(answer(rules, "HMO", std::move(past)));
    };
    const std::string yes   = "contact payer because 0J by EARLY";
    const std::string open  = "pended because 0V to intake by EARLY";
    constexpr auto    first = "the first service by therapy is before 2024-03-08";
    constexpr auto    last  = "the last service by therapy is before 2024-04-08";
    CHECK(said(first, {on(2), march}) == yes);
    CHECK(said(first, {march, on(4)}) == open);
    CHECK(said(last, {march, on(4)}) == yes);
    CHECK(said(last, {on(2), march}) == open);
}

TEST_CASE("counters: an earlier line that needs no authorization is used, and not authorized")
{
    const auto second_line = [](std::string_view counted) {
        const std::string rules =
            "counter therapy counts visits " + std::string(counted)
            + "\n  when procedure is 97110\n  by member\n  ever\n  source S\n"
            + rule("BEYOND", "limits", "every product", "the count by therapy with this request is more than 12 visits",
                   "contact vendor because 0J")
            + rule("FREE", "review", "every product", "procedure is 97110", "not required because 0H");
        RequestBuilder builder;
        builder.dates(2024y / 5 / 6, 2024y / 5 / 6).line("97110").visits(10);
        builder.line("97110").visits(3);
        model::Facts facts             = facts_of("HMO");
        facts.history.authorized_known = true;
        facts.history.used_known       = true;
        const auto lines               = decide(builder.request, test_plans(rules), facts).lines;
        CHECK(summary(lines.at(0)) == "not required because 0H by FREE");
        return summary(lines.at(1));
    };
    CHECK(second_line("used") == "contact payer because 0J by BEYOND");
    CHECK(second_line("used or authorized") == "contact payer because 0J by BEYOND");
    CHECK(second_line("authorized") == "not required because 0H by FREE");
}

TEST_CASE("counters: a limit by area holds for each area of a line")
{
    const std::string rules = std::string("counter scaling counts services used or authorized\n  when procedure is D4341\n"
                                          "  by member and area\n  ever\n  source S\n")
                              + rule("TWICE", "limits", "every product", "procedure is D4341",
                                     "approve\n    up to 2 services by scaling\n      beyond modify because 04\n"
                                     "        say \"{certified} of {requested}, {used} of {limit} used\"");
    const auto in_areas = [&](std::vector<std::string_view> teeth, double units) {
        RequestBuilder builder;
        builder.dates(2024y / 5 / 6, 2024y / 5 / 6).line("D4341", "AD").units(units);
        for (const std::string_view tooth : teeth) builder.last().teeth.push_back({tooth, {}});
        model::Facts facts             = facts_of("HMO");
        facts.history.authorized_known = true;
        facts.history.used_known       = true;
        model::PastService past        = used("D4341", 2024y / 3 / 4, 1);
        past.area                      = "#3";
        facts.history.services         = {past};
        const auto line                = decide(builder.request, test_plans(rules), facts).lines.at(0);
        return summary(line) + (line.message.empty() ? "" : ", " + line.message.words());
    };
    CHECK(in_areas({"2"}, 2) == "approved 2FL by TWICE");
    CHECK(in_areas({"1", "2"}, 4) == "approved 4FL by TWICE");
    CHECK(in_areas({"1", "2"}, 6) == "modified because 04 4FL by TWICE, 4 OF 6, 0 OF 2 USED");
    CHECK(in_areas({"3"}, 2) == "modified because 04 1FL by TWICE, 1 OF 2, 1 OF 2 USED");
    CHECK(in_areas({"2", "3"}, 2) == "approved 2FL by TWICE");
    CHECK(in_areas({"2", "3"}, 4) == "modified because 04 2FL by TWICE, 2 OF 4, 1 OF 2 USED");
    CHECK(in_areas({"03"}, 2) == in_areas({"3"}, 2));
}

// Scaling once a quadrant; D4341 is asked for in `areas` (a tooth with `#`).
model::LineDetermination scaled(std::vector<std::string> areas, double units, std::vector<std::string> past)
{
    const std::string rules =
        std::string("counter scaling counts services used or authorized\n  when procedure is D4341\n"
                    "  by member and quadrant\n  ever\n  source S\n")
        + rule("TWICE", "limits", "every product",
               "procedure is D4341 and the count by scaling with this request is more than 1 service", "deny because 17")
        + rule("ONCE", "review", "every product", "procedure is D4341", "not required because 0H");
    RequestBuilder builder;
    builder.dates(2024y / 5 / 6, 2024y / 5 / 6).line("D4341", "AD").units(units);
    std::size_t i = 0;
    for (const std::string& area : areas) {
        if (area.starts_with('#'))
            builder.last().teeth.push_back({std::string_view(area).substr(1), {}});
        else
            builder.last().service.oral_cavity.at(i++) = area;
    }
    model::Facts facts             = facts_of("HMO");
    facts.history.authorized_known = true;
    facts.history.used_known       = true;
    for (const std::string& area : past) {
        facts.history.services.push_back(used("D4341", 2024y / 3 / 4, 1));
        facts.history.services.back().area = area;
    }
    return decide(builder.request, test_plans(rules), facts).lines.at(0);
}

TEST_CASE("counters: a quadrant is that of the teeth in it, and of the areas that take it up")
{
    const std::string once = "not required because 0H by ONCE", twice = "denied because 17 by TWICE";
    struct Case {
        std::vector<std::string> asked, past;
        std::string              said;
    };
    const std::vector<Case> cases{
        {{"10"}, {"10"}, twice},       {{"10"}, {"20"}, once},        {{"10"}, {"#3"}, twice},      {{"10"}, {"#10"}, once},
        {{"#3"}, {"10"}, twice},       {{"#9"}, {"10"}, once},        {{"#3"}, {"#8"}, twice},      {{"#8"}, {"#9"}, once},
        {{"#9", "#3"}, {"#2"}, twice}, {{"#a"}, {"10"}, twice},       {{"#KS"}, {"30"}, twice},     {{"#58"}, {"10"}, twice},
        {{"40"}, {"00"}, twice},       {{"40"}, {"02"}, twice},       {{"40"}, {"01"}, once},       {{"01"}, {"20"}, twice},
        {{"L"}, {"R"}, once},          {{"10", "20"}, {"20"}, twice}, {{"30"}, {"10", "20"}, once},
    };
    for (const Case& tried : cases) {
        CAPTURE(tried.asked);
        CAPTURE(tried.past);
        CHECK(summary(scaled(tried.asked, static_cast<double>(tried.asked.size()), tried.past)) == tried.said);
    }
    CHECK(summary(scaled({"00"}, 4, {})) == once);  // once in each of four
    CHECK(summary(scaled({"10"}, 2, {})) == twice);
}

TEST_CASE("counters: a quadrant that was not told may be any")
{
    const std::string once = "not required because 0H by ONCE";
    CHECK(summary(scaled({}, 1, {})) == once);
    for (const auto& [areas, units, past] :
         {std::tuple{std::vector<std::string>{}, 1.0, std::vector<std::string>{"10"}},
          std::tuple{std::vector<std::string>{}, 2.0, std::vector<std::string>{}},
          std::tuple{std::vector<std::string>{"09"}, 1.0, std::vector<std::string>{"10"}},
          std::tuple{std::vector<std::string>{"10", "09"}, 2.0, std::vector<std::string>{"20"}}}) {
        const auto line = scaled(areas, units, past);
        CHECK(summary(line) == "pended because 0U to intake by TWICE");
        CHECK(line.message.words().contains("THE TOOTH OR QUADRANT"));
    }
    CHECK(summary(scaled({"10"}, 1, {""})) == "pended because 0V to intake by TWICE");
    CHECK(summary(scaled({"10"}, 1, {"09"})) == "pended because 0V to intake by TWICE");
}

}  // namespace x278::policy::tests
