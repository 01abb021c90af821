// How rules are asked: stages, specificity, what is unknown, what is said.
#include "fixture.hpp"

#include "policy/code_set.hpp"

#include <algorithm>

namespace x278::policy::tests {

namespace {

using model::Finding;

model::Determination answer(std::string_view      rules,
                            const RequestBuilder& builder,
                            const model::Facts&   facts,
                            std::vector<PlanFile> tables = {})
{
    return decide(builder.request, test_plans(rules, std::move(tables)), facts);
}

std::string line_summary(std::string_view rules, const RequestBuilder& builder, const model::Facts& facts = facts_of("HMO"))
{
    return summary(answer(rules, builder, facts).lines.at(0));
}

RequestBuilder therapy()
{
    RequestBuilder builder;
    builder.service_type("PT").place("11").dates(2024y / 5 / 6, 2024y / 6 / 6).line("97110").visits(12);
    return builder;
}

// What one condition answers: applies, does_not_apply or cannot_tell.
Finding::Answer truth(std::string_view condition, const RequestBuilder& builder, const model::Facts& facts = facts_of("HMO"))
{
    const auto  determination = answer(rule("R-1", "limits", "every product", condition, "contact vendor because 0J"), builder,
                                       facts, {cpt_table("surgery", {"27447"})});
    const auto& findings      = determination.lines.empty() ? determination.event.findings : determination.lines[0].findings;
    return findings.empty() ? Finding::Answer::does_not_apply : findings.at(0).answer;
}

constexpr auto yes     = Finding::Answer::applies;
constexpr auto no      = Finding::Answer::does_not_apply;
constexpr auto unknown = Finding::Answer::cannot_tell;

}  // namespace

TEST_CASE("conditions: the lines of an admission are lines of an admission, whatever their own category says")
{
    auto  builder                                               = therapy();
    auto& request                                               = builder.request;
    request.event.review.request_category                       = "AR";
    request.event.lines.at(0).review.emplace().request_category = "HS";
    CHECK(truth("request is admission", builder) == yes);
    CHECK(truth("request is services", builder) == no);

    request.event.review.request_category = "SC";
    CHECK(truth("request is services", builder) == yes);
    CHECK(truth("request is specialty-care", builder) == no);
}

TEST_CASE("conditions: each holds, does not hold, or cannot be told")
{
    struct Case {
        const char*     condition;
        RequestBuilder  request;
        Finding::Answer expected;
    };
    std::vector<Case> cases;
    const auto        add = [&](const char* condition, auto&& request, Finding::Answer expected) {
        cases.push_back({condition, std::move(request), expected});
    };
    const auto bare = [] { return RequestBuilder(); };

    add("procedure is 97110", therapy(), yes);
    add("procedure is 97112", therapy(), no);
    add("procedure is 97110", bare().revenue("0420"), no);    // named by its revenue code: no procedure was asked for
    add("procedure is 97110", bare().line("", ""), unknown);  // nothing names the service
    add("procedure is D7240", bare().line("D7240", "AD"), yes);
    add("procedure is D7240", bare().line("D7240", "HC"), yes);
    add("procedure is 97110", bare().line("97110", "WK"), unknown);  // of a list no plan can speak of
    add("procedure is unknown", bare().revenue("0420"), yes);
    add("known procedure", therapy(), yes);
    add("revenue code is 0420", bare().revenue("420"), yes);
    add("service type is PT or AD", therapy(), yes);
    add("service type is AD", therapy(), no);
    add("service type is AD", therapy().line_service_type("AD"), yes);  // the line overrides the event
    add("modifier is 96", therapy().modifier("96"), yes);
    add("modifier is 96", therapy(), no);
    add("place of service is 11 or 22", therapy(), yes);
    add("place of service is 22", therapy().line_place("22"), yes);
    add("place of service is 11", therapy().place("11", "A"), no);  // a bill type is no place of service
    add("place of service is 21 or bill type 11", therapy().place("11", "A"), yes);
    add("place of service is 21 or bill type 13", therapy().place("11", "A"), no);
    add("place of service is 11", bare().line("97110"), unknown);
    add("request is services or individual", therapy(), yes);
    add("request is admission", therapy(), no);
    add("certification is initial", therapy(), yes);
    add("certification is cancel", therapy().certification("3"), yes);
    add("level of service is elective", therapy(), yes);  // not said: the usual
    add("level of service is urgent", therapy().level("U"), yes);
    add("quantity is at most 12 visits", therapy(), yes);
    add("quantity is more than 12 visits", therapy(), no);
    add("quantity is at least 12 days", therapy(), unknown);
    add("quantity is at most 12 units", therapy().units(3), yes);  // SV104, beside the line's HSD
    add("quantity is at most 12 visits", bare().line("97110"), unknown);
    add("quantity is at most 12 visits", bare().delivery(13).line("97110"), no);  // the event's HSD
    add("quantity is unknown", bare().line("97110"), yes);
    add("diagnosis is M5416", therapy().diagnosis("F320").diagnosis("M5416", "ABF"), yes);
    add("principal diagnosis is M5416", therapy().diagnosis("F320").diagnosis("M5416", "ABF"), no);
    add("principal diagnosis is F32", therapy().diagnosis("F320"), yes);  // by its beginning
    add("diagnosis is M5416", therapy(), unknown);
    add("diagnosis is F32", therapy().diagnosis("470", "DR"), unknown);                   // a DRG is no diagnosis
    add("age at first service is at most 44 years", therapy().born(1979y / 5 / 7), yes);  // 45 tomorrow
    add("age at first service is at most 44 years", therapy().born(1979y / 5 / 6), no);
    add("age at first service is less than 19 years", bare().line("97110"), unknown);
    add("service provider is in network", therapy(), yes);
    add("a referral is open", therapy(), unknown);
    add("another line has procedure in surgery", therapy().line("27447"), yes);
    add("another line has procedure in surgery", therapy(), no);
    add("another line on the same date has procedure in surgery",
        therapy().line_dates(2024y / 5 / 7, 2024y / 5 / 7).line("27447"), no);
    add("another line on the same date has procedure in surgery", bare().line("97110").line("27447"), unknown);
    add("not procedure is 97112", therapy(), yes);
    add("not place of service is 11", bare().line("97110"), unknown);
    add("(place of service is 11 or procedure is 97110)", bare().line("97110"), yes);  // one is enough
    add("(place of service is 11 or procedure is 97112)", bare().line("97110"), unknown);
    add("place of service is 11 and modifier is 96", bare().line("97110"), no);  // one is enough
    add("place of service is 11 and procedure is 97110", bare().line("97110"), unknown);
    add("not (place of service is 11 and modifier is 96)", bare().line("97110"), yes);
    add("known first service date and birth date is unknown", therapy(), no);
    add("known previous certification", therapy(), no);

    for (const Case& one : cases) {
        CAPTURE(one.condition);
        CAPTURE(&one - cases.data());
        CHECK(truth(one.condition, one.request) == one.expected);
    }
}

TEST_CASE("conditions: a drug told by a list of its own is no procedure")
{
    const auto told = [](const char* condition, std::string_view code, std::string_view list) {
        RequestBuilder builder;
        return truth(condition, builder.line(code, list));
    };
    CHECK(told("procedure is an NDC", "00002143380", "N4") == yes);
    CHECK(told("procedure is an NDC", "97110", "HC") == no);
    CHECK(told("procedure is an NDC", "", "") == no);
    CHECK(told("procedure is a HIEC code", "1000", "IV") == yes);
    CHECK(told("procedure is a HIEC code", "00002143380", "N4") == no);
    CHECK(told("procedure is 97110", "97110", "N4") == no);
    CHECK(told("known procedure", "00002143380", "N4") == no);
}

TEST_CASE("conditions: an admission that does not say how urgent it is says it by its type")
{
    const auto level = [](const char* condition, std::string_view type, std::string_view sent = "",
                          std::string_view category = "AR") {
        RequestBuilder builder;
        builder.admitted(2024y / 5 / 6).level(sent);
        builder.request.event.review.request_category  = category;
        builder.request.event.admission.emplace().type = type;
        return truth(condition, builder);
    };
    CHECK(level("level of service is emergency", "1") == yes);
    CHECK(level("level of service is emergency", "5") == yes);  // trauma
    CHECK(level("level of service is urgent", "2") == yes);
    CHECK(level("level of service is elective", "3") == yes);
    CHECK(level("level of service is elective", "4") == yes);  // newborn
    CHECK(level("level of service is elective", "") == yes);
    CHECK(level("level of service is elective", "1", "E") == yes);
    CHECK(level("level of service is elective", "1", "", "HS") == yes);  // of what is no admission it says nothing
}

TEST_CASE("conditions: what our records and the request tell of specialties and stays is known")
{
    auto facts = facts_of("HMO");
    CHECK(truth("known stays", therapy(), facts) == no);
    CHECK(truth("stays is unknown", therapy(), facts) == yes);
    CHECK(truth("known service provider specialty", therapy(), facts) == no);
    CHECK(truth("(place of service is 22 or service provider specialty is unknown)", therapy(), facts) == yes);
    facts.history.stays_known         = true;
    facts.service_provider.taxonomies = {"2081P2900X"};
    CHECK(truth("known stays and known service provider specialty", therapy(), facts) == yes);
    CHECK(truth("service provider specialty is 2081P2900X", therapy(), facts) == yes);
}

TEST_CASE("code sets: a range runs over the number its codes end in, or that stands before their last letter")
{
    struct Tried {
        std::string_view low;
        std::string_view high;
        std::string_view code;
        bool             holds;
    };
    const Tried all[] = {
        {"0402T", "0410T", "0402T", true},  {"0402T", "0410T", "0410T", true},  {"0402T", "0410T", "0411T", false},
        {"0402T", "0410T", "0405U", false}, {"0402T", "0410T", "00405", false}, {"A0425", "A0436", "A0430", true},
        {"A0425", "A0436", "B0430", false}, {"10004", "69990", "27447", true},  {"10004", "69990", "3000F", false},
        {"0001T", "2000T", "0999T", true},  {"0001T", "2000T", "0500F", false},
    };
    for (const Tried& one : all) {
        CAPTURE(one.low);
        CAPTURE(one.code);
        CodeSet set;
        CHECK(set.add(CodeSystem::procedure, one.low, one.high, {}) == std::nullopt);
        CHECK((set.contains(CodeSystem::procedure, one.code, std::nullopt) == Truth::yes) == one.holds);
    }
    CodeSet none;
    CHECK(none.add(CodeSystem::procedure, "0402T", "0410U", {})
          == "`0402T..0410U` is no range: the ends may differ only in a number, at their end or before a last letter");
    CHECK(none.add(CodeSystem::modifier, "GA", "GZ", {}).has_value());
}

TEST_CASE("conditions: a rate is totalled before it is compared, or cannot be told")
{
    struct Rate {
        double      quantity;
        const char* unit;
        double      rate;  // 0: not sent
        const char* period;
        double      periods;
        double      total;  // 0: it cannot be told
    };
    for (const Rate& rate : {Rate{3, "WK", 0, "35", 4, 12}, Rate{1, "DA", 0, "35", 2, 14}, Rate{2, "MO", 0, "21", 1, 24},
                             Rate{2, "WK", 0, "34", 1, 0}, Rate{12, "WK", 2, "35", 6, 12}, Rate{7, "DA", 1, "7", 7, 7},
                             Rate{1, "DA", 3, "7", 21, 0}}) {
        auto  builder      = therapy();
        auto& delivery     = *builder.last().delivery;
        delivery.quantity  = decimal(rate.quantity);
        delivery.rate_unit = rate.unit;
        if (rate.rate > 0) delivery.rate = decimal(rate.rate);
        delivery.period  = rate.period;
        delivery.periods = decimal(rate.periods);
        CAPTURE(rate.quantity);
        CAPTURE(rate.total);
        const auto determination =
            answer(rule("R-1", "limits", "HMO", "", "approve up to 7 visits beyond modify because 04"), builder, facts_of("HMO"));
        const auto& because  = determination.lines.at(0).findings.at(0).because;
        const auto  total    = std::to_string(static_cast<int>(rate.total));
        const auto  expected = rate.total == 0 ? std::string("the quantity in the unit of the rule is unknown")
                                               : "quantity " + total + " visits " + (rate.total > 7 ? ">" : "=") + " 7 visits";
        CHECK(because == std::vector<std::string>{expected});
    }
}

TEST_CASE("conditions: referrals count when the list of them is whole")
{
    auto facts            = facts_of("HMO");
    facts.referrals_known = model::Known::yes;
    CHECK(truth("a referral is open", therapy(), facts) == no);
    facts.referrals.push_back({"R-1", "specialist", std::string(good_npi), 2024y / 1 / 1, 2024y / 12 / 31});
    CHECK(truth("a referral is open", therapy(), facts) == yes);
    CHECK(truth("the requester has an open referral", therapy(), facts) == no);
    facts.referrals.push_back({"R-2", "open", std::string(good_npi), 2024y / 1 / 1, 2024y / 12 / 31});
    CHECK(truth("the requester has an open referral", therapy(), facts) == yes);
    facts.referrals.back().to_provider = "1987654328";
    CHECK(truth("the requester has an open referral", therapy(), facts) == no);
    facts.referrals.back().to_provider.clear();
    CHECK(truth("the requester has an open referral", therapy(), facts) == yes);
}

TEST_CASE("rules: the earlier stage decides, however late it stands in the file")
{
    const auto rules = rule("B-1", "limits", "HMO", "procedure is 97110", "approve")
                       + rule("A-1", "exemption", "HMO", "procedure is 97110", "not required because 0H");
    const auto determination = answer(rules, therapy(), facts_of("HMO"));
    CHECK(summary(determination.lines.at(0)) == "not required because 0H by A-1");
    CHECK(determination.lines[0].findings.size() == 1);  // the later stage was not asked
}

TEST_CASE("rules: within a stage a product beats its family, and a family beats every product")
{
    const auto every   = rule("A-1", "limits", "every product", "", "contact intake because 0J");
    const auto family  = rule("B-1", "limits", "commercial", "", "pend to nurse because 0V");
    const auto product = rule("C-1", "limits", "HMO", "", "not required because 0H");
    CHECK(line_summary(every + family + product, therapy()) == "not required because 0H by C-1");
    CHECK(line_summary(every + family + product, therapy(), facts_of("POS")) == "pended because 0V to nurse by B-1");
    CHECK(line_summary(every + family + product, therapy(), facts_of("PPO")) == "contact payer because 0J by A-1");
}

TEST_CASE("rules: what cannot be told pends, and says for want of what and of whom")
{
    const auto approve = rule("B-1", "limits", "HMO", "procedure is 97110", "approve");
    const auto builder = RequestBuilder().line("97110").request.event.lines.size();
    CHECK(builder == 1);

    const auto determination =
        answer(rule("A-1", "exemption", "HMO", "place of service is 23", "not required because 0H") + approve,
               RequestBuilder().line("97110"), facts_of("HMO"));
    const auto& line = determination.lines.at(0);
    CHECK(summary(line) == "pended because 0U to intake by A-1");
    CHECK(line.reasons[0].text == "cannot be told without the place of service");
    CHECK(line.message == "PLEASE SEND THE PLACE OF SERVICE");
    CHECK(line.findings.size() == 1);

    const auto ours =
        answer(rule("A-1", "exemption", "HMO", "service provider is in network", "not required because 0H") + approve, therapy(),
               facts_of("HMO", std::nullopt));
    CHECK(summary(ours.lines.at(0)) == "pended because 0V to intake by A-1");
    CHECK(ours.lines[0].message.empty());  // the requester cannot help
}

TEST_CASE("rules: a member whose product is unknown is pended by rules for products, and not by others")
{
    const auto rules = rule("A-1", "limits", "HMO", "procedure is 97110", "approve");
    const auto facts = facts_of(std::nullopt);
    CHECK(line_summary(rules, therapy(), facts) == "pended because 0V to intake by A-1");
    CHECK(answer(rules, therapy(), facts).lines.at(0).reasons.at(0).text == "cannot be told without the member's product");
    CHECK(line_summary(rules, RequestBuilder().line("99213"), facts) == "contact payer by nobody");
    CHECK(line_summary(rules, therapy(), facts_of("Not-A-Product")) == "pended because 0V to intake by A-1");
    CHECK(line_summary(rule("A-1", "limits", "every product", "procedure is 97110", "approve"), therapy(), facts)
          == "approved 12VS by A-1");
    CHECK(line_summary(rule("A-1", "limits", "commercial", "procedure is 97110", "approve"), therapy(), facts_of("commercial"))
          == "approved 12VS by A-1");
}

TEST_CASE("rules: what is unknown does not matter where every answer would be the same, unless it certifies")
{
    const auto exempt = [](std::string_view outcome) {
        return rule("A-1", "exemption", "HMO", "procedure is 97110", outcome)
               + rule("B-1", "exemption", "HMO", "place of service is 23", outcome);
    };
    const auto builder = [] { return std::move(RequestBuilder().line("97110").visits(3)); };
    CHECK(line_summary(exempt("not required because 0H"), builder()) == "not required because 0H by A-1");
    CHECK(line_summary(exempt("approve"), builder()) == "pended because 0U to intake by B-1");
    CHECK(line_summary(rule("A-1", "exemption", "HMO", "procedure is 97110", "not required because 0H")
                           + rule("B-1", "exemption", "HMO", "place of service is 23", "pend to nurse because 0V"),
                       builder())
          == "pended because 0U to intake by B-1");
}

TEST_CASE("rules: a rule holds from its first day to its last, by the first service date")
{
    const auto rules = "rule A-1 \"dated\"\n  stage limits\n  for HMO\n  from 2024-05-06\n  until 2024-05-31\n  not required "
                       "because 0H\n  source S\n";
    CHECK(line_summary(rules, therapy()) == "not required because 0H by A-1");
    CHECK(line_summary(rules, therapy().line_dates(2024y / 5 / 31, 2024y / 6 / 1)) == "not required because 0H by A-1");
    CHECK(line_summary(rules, therapy().line_dates(2024y / 5 / 5, 2024y / 5 / 6)) == "contact payer by nobody");
    CHECK(line_summary(rules, therapy().line_dates(2024y / 6 / 1, 2024y / 6 / 1)) == "contact payer by nobody");
    CHECK(line_summary(rules, RequestBuilder().line("97110")) == "pended because 0U to intake by A-1");
}

TEST_CASE("rules: codes count on the days their table says")
{
    const PlanFile table{"plans/test/codes/t.csv", "code,system,from,to,tag,source\n97110,CPT,2024-05-06,,,S\n"};
    const auto     rules = rule("A-1", "limits", "HMO", "procedure is in t", "not required because 0H");
    CHECK(summary(answer(rules, therapy(), facts_of("HMO"), {table}).lines.at(0)) == "not required because 0H by A-1");
    CHECK(summary(answer(rules, therapy().line_dates(2024y / 5 / 5, 2024y / 5 / 5), facts_of("HMO"), {table}).lines.at(0))
          == "contact payer by nobody");
    CHECK(summary(answer(rules, RequestBuilder().line("97110"), facts_of("HMO"), {table}).lines.at(0))
          == "pended because 0U to intake by A-1");
}

TEST_CASE("rules: a disabled rule is not asked")
{
    const auto rules = rule("A-1", "limits", "HMO", "", "approve") + "  disabled because \"not yet\"\n";
    CHECK(line_summary(rules, therapy()) == "contact payer by nobody");
}

TEST_CASE("rules: only those the codes of a line allow are asked")
{
    const auto rules = rule("A-1", "limits", "HMO", "procedure is 97112", "approve")
                       + rule("B-1", "limits", "HMO", "(procedure is 97110 or revenue code is 0420)", "approve")
                       + rule("C-1", "limits", "POS", "procedure is 97110", "approve")
                       + rule("D-1", "criteria", "HMO", "", "approve");
    const auto determination = answer(rules, therapy(), facts_of("HMO"));
    REQUIRE(determination.lines.at(0).findings.size() == 1);
    CHECK(determination.lines[0].findings[0].rule->id == "B-1");
}

TEST_CASE("moments: an hour nobody told is asked for, where the plan says so, and only where hours are compared")
{
    const auto summary_of = [](std::string_view taken, std::string_view condition, std::optional<int> minute) {
        const std::string rules = "parameter unknown-hour = " + std::string(taken)
                                  + " of latest, earliest, ask because \"why\" source E-1\n"
                                    "rule LATE \"late\"\n  stage limits\n  for HMO\n  when "
                                  + std::string(condition) + "\n  contact vendor because 0J\n  source S\n";
        RequestBuilder builder;
        builder.category("AR").admitted(2024y / 4 / 28);
        model::Facts facts = facts_of("HMO");
        facts.history.stays.push_back({});
        facts.history.stays.back().admitted = {2024y / 4 / 28, minute};
        return summary(decide(builder.request, test_plans(rules), facts).event);
    };
    const auto* const hours = "receipt is more than 72 hours after admission";  // 10:31 on 2024-05-01
    CHECK(summary_of("ask", hours, std::nullopt) == "pended because 0U to intake by LATE");
    CHECK(summary_of("ask", hours, 10 * 60) == "contact payer because 0J by LATE");
    CHECK(summary_of("ask", "receipt is more than 2 days after admission", std::nullopt) == "contact payer because 0J by LATE");
    CHECK(summary_of("earliest", hours, std::nullopt) == "contact payer because 0J by LATE");
    CHECK(summary_of("latest", hours, std::nullopt) == "contact payer by nobody");
}

TEST_CASE("counters: a line for several teeth counts once for each of them, and is held to the one that most was counted for")
{
    const std::string rules =
        std::string("counter scaling counts units authorized\n  when procedure is D4341\n"
                    "  by member and area\n  ever\n  source S\n")
        + rule("ONCE", "limits", "every product", "the count by scaling is at least 1 unit", "contact vendor because 0J")
        + rule("SCALING", "review", "every product", "procedure is D4341", "approve");
    const auto for_teeth = [](RequestBuilder& builder, std::vector<std::string_view> teeth, double units) {
        builder.line("D4341", "AD").units(units);
        for (const std::string_view tooth : teeth) builder.last().teeth.push_back({tooth, {}});
    };
    RequestBuilder builder;
    builder.dates(2024y / 5 / 6, 2024y / 5 / 6);
    for_teeth(builder, {"2", "3"}, 2);
    for_teeth(builder, {"3"}, 1);
    for_teeth(builder, {"4"}, 1);
    for_teeth(builder, {"5", "2"}, 2);
    for_teeth(builder, {"5", "6"}, 1);  // half a unit each
    for_teeth(builder, {"6"}, 1);

    model::Facts facts             = facts_of("HMO");
    facts.history.authorized_known = true;
    std::vector<std::string> said;
    for (const auto& line : answer(rules, builder, facts).lines) said.push_back(summary(line));
    const std::string once = "contact payer because 0J by ONCE";
    CHECK(said
          == std::vector<std::string>{"approved 2FL by SCALING", once, "approved 1FL by SCALING", once, "approved 1FL by SCALING",
                                      "approved 1FL by SCALING"});
}

TEST_CASE("options: what cannot have been chosen is not known")
{
    const std::string rules = "option limit of number source S\noption plan of red, blue source S\n"
                              + rule("RED", "coverage", "every product", "option plan is red", "not required because 0H")
                              + rule("FEW", "limits", "every product", "option limit is at most 10", "deny because 0L");
    const auto chosen = [&](std::string_view option, std::string_view value, std::string_view plan) {
        model::Facts facts          = facts_of("HMO");
        facts.history.options       = {{"plan", std::string(plan)}, {std::string(option), std::string(value)}};
        facts.history.options_known = true;
        return summary(answer(rules, therapy(), facts).lines.at(0));
    };
    CHECK(chosen("limit", "5", "blue") == "denied because 0L by FEW");
    CHECK(chosen("limit", "-5", "blue") == "pended because 0V to intake by FEW");
    CHECK(chosen("limit", "inf", "blue") == "pended because 0V to intake by FEW");
    CHECK(chosen("limit", "sixty", "blue") == "pended because 0V to intake by FEW");
    CHECK(chosen("limit", "5", "rd") == "pended because 0V to intake by RED");
}

TEST_CASE("outcomes: each verb is what it says")
{
    struct Case {
        const char* outcome;
        const char* expected;
    };
    for (const Case& one :
         {Case{"not required because 0H", "not required because 0H by A-1"},
          Case{"accept notice because 18", "notice accepted because 18 by A-1"}, Case{"approve", "approved 12VS by A-1"},
          Case{"pend to nurse because 0U documents 08, DS contact vendor", "pended because 0U to nurse by A-1"},
          Case{"contact vendor because 0J", "contact payer because 0J by A-1"},
          Case{"deny because 0M", "denied because 0M by A-1"}, Case{"cancel", "cancelled by A-1"},
          Case{"approve up to 12 visits beyond modify because 04", "approved 12VS by A-1"},
          Case{"approve up to 11 visits beyond modify because 04", "modified because 04 11VS by A-1"}}) {
        CAPTURE(one.outcome);
        CHECK(line_summary(rule("A-1", "limits", "HMO", "", one.outcome), therapy()) == one.expected);
    }
    const auto pended =
        answer(rule("A-1", "limits", "HMO", "", "pend to nurse because 0U say \"Send both\" documents 08, DS contact vendor"),
               therapy(), facts_of("HMO"))
            .lines.at(0);
    CHECK(pended.documents_wanted == std::vector<std::string>{"08", "DS"});
    CHECK(pended.message == "SEND BOTH");
    auto sent = therapy();
    sent.request.event.attachments.push_back({"08", "EL", "CONTROL-1", ""});
    CHECK(answer(rule("A-1", "limits", "HMO", "", "pend to nurse because 0U documents 08, DS"), sent, facts_of("HMO"))
              .lines.at(0)
              .documents_wanted
          == std::vector<std::string>{"DS"});  // the other one is on its way
    REQUIRE(pended.contact);
    CHECK(pended.contact->numbers == std::vector<model::ContactPoint::Number>{{"TE", "8005550133"}, {"EX", "12"}});
    CHECK(!pended.period);
}

}  // namespace x278::policy::tests
