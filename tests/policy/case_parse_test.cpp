// What the words of a case mean, and what its author is told of a mistake.
#include "case_fixture.hpp"
#include "policy/case_build.hpp"
#include "policy/language/case_parse.hpp"

#include <algorithm>
#include <memory>

namespace x278::policy::tests {

namespace {

// The first case of a file, and what it views.
struct Read {
    PlanFile                 file;
    Plans                    plans;
    language::ParsedCases    parsed;
    std::vector<PlanError>   errors;
    std::optional<BuiltCase> built;
};

std::unique_ptr<Read> read(std::string_view clauses)
{
    auto all    = std::make_unique<Read>();
    all->file   = {"plans/test/a.cases", "case \"a title\"\n" + std::string(clauses)};
    all->plans  = test_plans(case_rules);
    all->parsed = language::parse_cases(all->file);
    for (const PlanError& error : all->parsed.errors) MESSAGE(error.message);
    REQUIRE(all->parsed.cases.size() == 1);
    all->built = build_case(all->parsed.cases[0], all->file, *all->plans.program().payers[0], all->errors);
    for (const PlanError& error : all->errors) MESSAGE(error.message);
    REQUIRE(all->built.has_value());
    return all;
}

// A case of which only `given` is of interest.
std::unique_ptr<Read> given(std::string_view words)
{
    return read("  member HMO\n  given " + std::string(words)
                + "\n  request services\n  line procedure 97110\n  expect approved\n");
}

std::vector<std::string> errors_in(std::string_view cases)
{
    std::vector<std::string> messages;
    for (const PlanError& error : run_of(cases).errors) messages.push_back(error.message);
    return messages;
}

// A case whose `line` replaces the one that begins with the same word, or is added.
std::string case_with(std::string_view changed)
{
    std::vector<std::string> lines{"  member HMO", "  request services", "  line procedure 97110", "  expect approved"};
    const auto               word = [](std::string_view line) {
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        return line.substr(0, line.find(' '));
    };
    const auto same = std::ranges::find_if(lines, [&](const auto& line) { return word(line) == word(changed); });
    if (same != lines.end())
        *same = changed;
    else
        lines.insert(lines.begin() + 1, std::string(changed));
    std::string text = "case \"a title\"\n";
    for (const auto& line : lines) text += line + "\n";
    return text;
}

struct Mistake {
    const char* line;
    const char* message;
};

// Each put in a case in place of the line that begins with its word.
const std::vector<Mistake> mistakes{
    {"  membr HMO",
     R"(plans/test/a.cases:3:3: expected `scenario`, `member`, `given`, `with`, `request`, `line`, `review`, `expect` or the next `case`, found `membr`
    3 |   membr HMO
      |   ^^^^^ did you mean `member`?)"},
    {"  member HMOs", R"(plans/test/a.cases:2:10: TEST has no product or family `HMOs`
    2 |   member HMOs
      |          ^^^^ did you mean `HMO`?)"},
    {"  member HMO, borne 1980-02-01",
     R"(plans/test/a.cases:2:15: expected what is known of the member: `born`, `account`, `prefix`, `terminated`, `not on file` or `not eligible`, found `borne`
    2 |   member HMO, borne 1980-02-01
      |               ^^^^^ did you mean `born`?)"},
    {"  given 24 visits of 97110 autorized from 2024-01-10",
     R"(plans/test/a.cases:3:28: expected `authorized` or `used`, found `autorized`
    3 |   given 24 visits of 97110 autorized from 2024-01-10
      |                            ^^^^^^^^^ did you mean `authorized`?)"},
    {"  given 24 days 97110 used on 2024-01-10", R"(plans/test/a.cases:3:17: expected `of`, found `97110`
    3 |   given 24 days 97110 used on 2024-01-10
      |                 ^^^^^)"},
    {"  given 5 visits of 97110 used on 2024-01-10, 2024-01-11",
     R"(plans/test/a.cases:3:9: 5 visits cannot be spread evenly over 2 days
    3 |   given 5 visits of 97110 used on 2024-01-10, 2024-01-11
      |         ^)"},
    {"  given criteria meet", R"(plans/test/a.cases:3:18: expected `met`, `not met` or `unanswered`, found `meet`
    3 |   given criteria meet
      |                  ^^^^ did you mean `met`?)"},
    {"  with early = pend", R"(plans/test/a.cases:3:8: TEST has no parameter `early`
    3 |   with early = pend
      |        ^^^^^)"},
    {"  with late = deny", R"(plans/test/a.cases:3:15: parameter `late` has no value `deny`
    3 |   with late = deny
      |               ^^^^ it may be pend, accept)"},
    {"  given 2 visits of 97110 used on Monday", R"(plans/test/a.cases:3:35: expected a date, as in 2024-01-31, found `Monday`
    3 |   given 2 visits of 97110 used on Monday
      |                                   ^^^^^^)"},
    {"  given 2 visits of 97110 used every 2 months from 2024-01-01",
     R"(plans/test/a.cases:3:40: expected `day` or `days`, found `months`
    3 |   given 2 visits of 97110 used every 2 months from 2024-01-01
      |                                        ^^^^^^)"},
    {"  request services, 40 dates", R"(plans/test/a.cases:3:24: only a rule counts in `dates`
    3 |   request services, 40 dates
      |                        ^^^^^ write `visits`, `days` or `units`)"},
    {"  with late-notice deny", R"(plans/test/a.cases:3:20: expected `=`, found `deny`
    3 |   with late-notice deny
      |                    ^^^^)"},
    {"  request service",
     R"(plans/test/a.cases:3:11: expected `admission`, `services`, `specialty-care` or `individual`, found `service`
    3 |   request service
      |           ^^^^^^^ did you mean `services`?)"},
    {"  request services, servise type PT",
     R"(plans/test/a.cases:3:21: expected what a request says: `service type`, `place`, `bill type`, `principal`, `diagnosis`, `cause`, `refers to`, `admitted`, `received`, `discharged`, `onset`, `accident`, `from`, `to`, `documents`, a quantity, `undated`, or how and of which kind: `urgent`, `emergency`, `elective`, `initial`, `extension` and the like, found `servise`
    3 |   request services, servise type PT
      |                     ^^^^^^^ did you mean `service type`?)"},
    {"  request services, procedure 97110",
     R"(plans/test/a.cases:3:21: expected what a request says: `service type`, `place`, `bill type`, `principal`, `diagnosis`, `cause`, `refers to`, `admitted`, `received`, `discharged`, `onset`, `accident`, `from`, `to`, `documents`, a quantity, `undated`, or how and of which kind: `urgent`, `emergency`, `elective`, `initial`, `extension` and the like, found `procedure`
    3 |   request services, procedure 97110
      |                     ^^^^^^^^^)"},
    {"  request services, received 2024-02-30",
     R"(plans/test/a.cases:3:30: expected a date, as in 2024-01-31 or 2024-01-31 08:00, found `2024-02-30`
    3 |   request services, received 2024-02-30
      |                              ^^^^^^^^^^ that month has 29 days)"},
    {"  request services, from 2024-02-30",
     R"(plans/test/a.cases:3:26: expected a date, as in 2024-01-31, found `2024-02-30`
    3 |   request services, from 2024-02-30
      |                          ^^^^^^^^^^ that month has 29 days)"},
    {"  line procedur 97110",
     R"(plans/test/a.cases:4:8: expected what a service line says, as in `procedure 97110`, found `procedur`
    4 |   line procedur 97110
      |        ^^^^^^^^ did you mean `procedure`?)"},
    {"  line procedure 97110, admitted 2024-01-01",
     R"(plans/test/a.cases:4:25: expected what a service line says: `procedure`, `modifier`, `revenue`, `service type`, `place`, `bill type`, `tooth`, `area`, `NDC`, `HIEC`, `described as`, `refers to`, `from`, `to`, `documents`, a quantity, or how and of which kind: `urgent`, `emergency`, `extension` and the like, found `admitted`
    4 |   line procedure 97110, admitted 2024-01-01
      |                         ^^^^^^^^)"},
    {"  review aproved by RN",
     R"(plans/test/a.cases:3:10: expected what a reviewer decides, `not-required`, `notice`, `approved`, `modified`, `contact`, `denied`, `cancelled`, `not-necessary`, `level-of-care`, `experimental` or `reduced`, or `documents` and which are asked for, found `aproved`
    3 |   review aproved by RN
      |          ^^^^^^^ did you mean `approved`?)"},
    {"  review approved RN", R"(plans/test/a.cases:3:19: expected `by`, found `RN`
    3 |   review approved RN
      |                   ^^)"},
    {"  review approved by LPM",
     R"(plans/test/a.cases:3:22: expected who says it: `clerk`, or a licence: `RN`, `LPN`, `NP`, `PA`, `MD`, `DO`, `DC`, `DDS`, `DMD`, `DPM`, `OD`, `PharmD`, `PhD`, `PsyD`, `LICSW`, `PT`, `OT` or `SLP`, found `LPM`
    3 |   review approved by LPM
      |                      ^^^ did you mean `LPN`?)"},
    {"  review approved by RN, suprevised by MD",
     R"(plans/test/a.cases:3:26: expected `specialty`, `supervised by`, `consulting`, `expertise` or `with criteria`, found `suprevised`
    3 |   review approved by RN, suprevised by MD
      |                          ^^^^^^^^^^ did you mean `supervised by`?)"},
    {"  expect blocked by DEN-1", R"(plans/test/a.cases:5:10: nobody has said anything yet that could be blocked
    5 |   expect blocked by DEN-1
      |          ^^^^^^^^^^^^^^^^ write a `review` before it)"},
    {"  expect aproved",
     R"(plans/test/a.cases:5:10: expected an outcome as in `not required`, `approved`, `pended`, or what comes with one as in `because`, `by`, `says`, found `aproved`
    5 |   expect aproved
      |          ^^^^^^^ did you mean `approved`?)"},
    {"  expect approved by VIS-11", R"(plans/test/a.cases:5:22: no rule of TEST is called `VIS-11`
    5 |   expect approved by VIS-11
      |                      ^^^^^^ did you mean `VIS-1`?)"},
    {"  expect contact vendr", R"(plans/test/a.cases:5:18: no contact is called `vendr`
    5 |   expect contact vendr
      |                  ^^^^^ did you mean `vendor`?)"},
    {"  expect line 2 approved", R"(plans/test/a.cases:5:15: the request has 1 line
    5 |   expect line 2 approved
      |               ^)"},
    {"  expect modified to 26 visit 04",
     R"(plans/test/a.cases:5:31: expected `scenario`, `member`, `given`, `with`, `request`, `line`, `review`, `expect` or the next `case`, found `04`
    5 |   expect modified to 26 visit 04
      |                               ^^)"},
    {"  expect approved because 04, bye VIS-1",
     R"(plans/test/a.cases:5:35: expected `scenario`, `member`, `given`, `with`, `request`, `line`, `review`, `expect` or the next `case`, found `VIS-1`
    5 |   expect approved because 04, bye VIS-1
      |                                   ^^^^^)"},
};

}  // namespace

TEST_CASE("cases: what a case does not say is well")
{
    const auto  all     = read("  member HMO\n  request services\n  line procedure 97110\n  expect approved\n");
    const auto& request = all->built->request;
    const auto& facts   = all->built->facts;
    CHECK(request.utilization_management_organization.id.value == "00700");
    CHECK(request.event.review.request_category == "HS");
    CHECK(request.event.review.certification_type == "I");
    CHECK(request.event.previous_certification.empty());
    CHECK(request.requester.role == "1P");
    CHECK(facts.received_at == std::chrono::sys_days(2024y / 5 / 1) + 14h);  // 10:00 in Boston
    REQUIRE(request.event.event_period);
    CHECK(request.event.event_period->first == Date(2024y / 5 / 15));
    CHECK(facts.member.eligible == true);
    CHECK(facts.member.product == "HMO");
    CHECK(facts.member.requester_is_primary_care == true);
    CHECK(facts.service_provider.in_network == true);
    CHECK(facts.referrals_known == model::Known::yes);
    CHECK(facts.referrals.empty());
    CHECK(facts.history.authorized_known);
    CHECK(facts.history.used_known);
    CHECK(facts.history.stays_known);
    CHECK(facts.history.events_known);
    CHECK(facts.history.options_known);
}

TEST_CASE("cases: a request says everything its words have a place for")
{
    const auto all = read(R"(  scenario S-001, S-002
  member commercial, born 2001-04-11, account GRP1, prefix ABC, terminated 2024-05-31
  request admission, extension, urgent, service type RT, bill type 11, principal F1120, diagnosis F332,
          cause AA, cause EM, admitted 2024-04-10 22:00, discharged 2024-04-12, received 2024-07-13 08:00, onset 2024-01-02,
          accident 2024-01-01, from 2024-04-10 to 2024-04-20, from facility, to 1987654328 out of network specialty 2081P2900X,
          documents CK, 08, refers to A777, 3 visits a week for 4 weeks
  expect approved
)");
    CHECK(all->built->scenarios == std::vector<std::string>{"S-001", "S-002"});
    const auto& request = all->built->request;
    const auto& event   = request.event;
    CHECK(request.subscriber.birth_date == Date(2001y / 4 / 11));
    CHECK(request.subscriber.id.value == "ABC900000001");
    CHECK(request.requester.role == "FA");
    CHECK(event.review.request_category == "AR");
    CHECK(event.review.certification_type == "4");
    CHECK(event.review.level_of_service == "U");
    CHECK(event.review.service_type == "RT");
    CHECK(event.review.facility.code == "11");
    CHECK(event.review.facility.qualifier == "A");
    REQUIRE(event.review.related_causes);
    CHECK(event.review.related_causes->causes[1] == "EM");
    REQUIRE(event.diagnoses.size() == 2);
    CHECK(event.diagnoses[0].qualifier == "ABK");
    CHECK(event.diagnoses[1].code == "F332");
    CHECK(event.admission_period->first == Date(2024y / 4 / 10));
    CHECK(event.discharge_date->first == Date(2024y / 4 / 12));
    CHECK(event.onset_date->first == Date(2024y / 1 / 2));
    CHECK(event.accident_date->first == Date(2024y / 1 / 1));
    CHECK(event.event_period->last == Date(2024y / 4 / 20));
    REQUIRE(event.attachments.size() == 2);
    CHECK(event.attachments[1].report_type == "08");
    CHECK(event.previous_certification == "A777");
    REQUIRE(event.delivery);
    CHECK(event.delivery->quantity->value == 3);
    CHECK(event.delivery->rate_unit == "WK");
    CHECK(event.delivery->period == "35");
    CHECK(event.delivery->periods->value == 4);
    REQUIRE(event.providers.size() == 1);
    CHECK(event.providers[0].id.value == "1987654328");
    CHECK(event.providers[0].is_organization);

    const auto& facts = all->built->facts;
    CHECK(facts.received_at == std::chrono::sys_days(2024y / 7 / 13) + 12h);
    CHECK(facts.member.account == "GRP1");
    CHECK(facts.member.requester_is_primary_care == false);
    CHECK(facts.member.eligible == true);  // on 10 April
    CHECK(facts.service_provider.in_network == false);
    CHECK(facts.service_provider.taxonomies == std::vector<std::string>{"2081P2900X"});
    CHECK(facts.previous_certification == model::Known::yes);
}

TEST_CASE("cases: a line says everything its words have a place for")
{
    const auto  all   = read(R"(  member HMO, terminated 2024-05-31
  request services, 10 days
  line procedure 97110, modifier 96, modifier GP, service type PT, place 24, 5 visits, from 2024-06-06 to 2024-06-30, documents XP,
       emergency, to 1992739874 person out of network, refers to A777
  line revenue 1002, bill type 13, 2 units
  line procedure D8080, tooth 2, area 10
  expect line 3 approved
)");
    const auto& lines = all->built->request.event.lines;
    REQUIRE(lines.size() == 3);
    CHECK(all->built->request.event.delivery->quantity_qualifier == "DY");
    CHECK(lines[0].service.procedure_qualifier == "HC");
    CHECK(lines[0].service.kind == model::Service::Kind::professional);
    CHECK(lines[0].service.modifiers[1] == "GP");
    CHECK(lines[0].review->service_type == "PT");
    CHECK(lines[0].review->facility.code == "24");
    CHECK(lines[0].review->level_of_service == "03");
    CHECK(lines[0].delivery->quantity_qualifier == "VS");
    CHECK(lines[0].delivery->quantity->value == 5);
    CHECK(lines[0].service_period->last == Date(2024y / 6 / 30));
    CHECK(lines[0].attachments[0].report_type == "XP");
    CHECK(lines[0].previous_certification == "A777");
    CHECK(!lines[0].providers[0].is_organization);
    CHECK(lines[1].service.kind == model::Service::Kind::institutional);
    CHECK(lines[1].service.quantity_unit == "UN");
    CHECK(lines[1].service.quantity->value == 2);
    CHECK(lines[2].service.procedure_qualifier == "AD");
    CHECK(lines[2].teeth[0].number == "2");
    CHECK(lines[2].service.oral_cavity[0] == "10");

    const auto& facts = all->built->facts;
    CHECK(facts.lines[0].providers[0].in_network == false);
    CHECK(facts.service_provider.in_network == false);  // no provider of the event is named
    CHECK(facts.member.eligible == false);              // the first service is asked for on 6 June
}

TEST_CASE("cases: past services stand on the days the case tells, as many on each")
{
    using Kind        = model::PastService::Kind;
    const auto period = given("24 visits of 97110 authorized from 2024-01-10 to 2024-02-01, to 1987654328 service type PT, "
                              "modifier 96, area 10, certification A777");
    REQUIRE(period->built->facts.history.services.size() == 1);
    CHECK(period->built->facts.history.services[0]
          == model::PastService{
              Kind::authorized, "97110", "", "PT", {"96"}, 24, "VS", 2024y / 1 / 10, 2024y / 2 / 1, "1987654328", "A777", "10"});

    const auto days = given("6 hours of revenue 551 used on 2024-01-12, 2024-01-10");
    REQUIRE(days->built->facts.history.services.size() == 2);
    CHECK(days->built->facts.history.services[0]
          == model::PastService{Kind::used, "", "0551", "", {}, 3, "HS", 2024y / 1 / 10, 2024y / 1 / 10, "", "", ""});
    CHECK(days->built->facts.history.services[1].first == Date(2024y / 1 / 12));

    const auto every = given("3 visits of service type PT authorized every 2 days from 2024-02-27");
    REQUIRE(every->built->facts.history.services.size() == 3);
    CHECK(every->built->facts.history.services[1].first == Date(2024y / 2 / 29));
    CHECK(every->built->facts.history.services[2].first == Date(2024y / 3 / 2));
    CHECK(every->built->facts.history.services[2].quantity == 1);
}

TEST_CASE("cases: each `given` is put on file")
{
    CHECK(given("option rehab-limit is 60")->built->facts.history.options
          == std::vector<model::AccountOption>{{"rehab-limit", "60"}});
    CHECK(given("case-management since 2024-06-01 09:00 until 2024-06-30")->built->facts.history.events
          == std::vector<model::MemberEvent>{{"case-management", {2024y / 6 / 1, 540}, Date(2024y / 6 / 30)}});
    CHECK(given("stay observation from 2024-05-01 10:00 to 2024-05-03")->built->facts.history.stays
          == std::vector<model::Stay>{{"observation", "", {2024y / 5 / 1, 600}, Date(2024y / 5 / 3)}});
    const model::EarlierCertification earlier{"A777",
                                              model::EarlierCertification::State::denied,
                                              Date(2024y / 3 / 1),
                                              Date(2024y / 3 / 2),
                                              Date(2024y / 4 / 30),
                                              Date(2024y / 4 / 1)};
    CHECK(given("certification A777 denied issued 2024-03-01 from 2024-03-02 to 2024-04-30 last visit 2024-04-01")
              ->built->facts.history.certifications
          == std::vector<model::EarlierCertification>{earlier});

    const auto referral = given("referral specialist to 1987654328");
    REQUIRE(referral->built->facts.referrals.size() == 1);
    CHECK(referral->built->facts.referrals[0].type == "specialist");
    CHECK(referral->built->facts.referrals[0].to_provider == "1987654328");
    CHECK(given("referral open from 2024-01-01 to 2024-05-14")->built->facts.referrals.empty());  // the service is a day later
    CHECK(given("referral open from 2024-01-01 to 2024-05-15")->built->facts.referrals.size() == 1);
    CHECK(given("no referral")->built->facts.referrals.empty());

    // The hour of an admission is told by the stay that began then.
    const auto admitted = read("  member HMO\n  request admission, admitted 2024-04-10 22:05\n  expect approved\n");
    CHECK(admitted->built->facts.history.stays == std::vector<model::Stay>{{"inpatient", "", {2024y / 4 / 10, 1325}, {}}});
    CHECK(
        read("  member HMO\n  request admission, admitted 2024-04-10\n  expect approved\n")->built->facts.history.stays.empty());

    CHECK(given("service provider out of network")->built->facts.service_provider.in_network == false);
    CHECK(given("requester out of network")->built->facts.requester.in_network == false);
    CHECK(given("requester not on file")->built->facts.requester.on_file == model::Known::no);
    CHECK(given("requester may not ask")->built->facts.member.requester_may_ask == false);
    CHECK(given("requester is primary care")->built->facts.member.requester_is_primary_care == true);
    CHECK(given("requester is not primary care")->built->facts.member.requester_is_primary_care == false);
    CHECK(given("requester in referral circle")->built->facts.member.requester_in_circle == true);
    CHECK(given("requester in fax-back program")->built->facts.requester.fax_back == true);
    CHECK(given("requester is primary care")->built->facts.requester.fax_back == false);
    CHECK(given("requester not in referral circle")->built->facts.member.requester_in_circle == false);
    CHECK(given("requester specialty 225100000X")->built->request.requester.provider->taxonomy == "225100000X");
    CHECK(given("service provider specialty 225100000X")->built->facts.service_provider.taxonomies.size() == 1);
    CHECK(given("primary care in NH out of network")->built->facts.member.primary_care_state == "NH");
    CHECK(given("primary care in NH out of network")->built->facts.member.primary_care_in_network == false);
    CHECK(given("no primary care")->built->facts.member.primary_care == model::Known::no);
    CHECK(given("criteria met")->built->facts.history.criteria
          == std::vector<model::CriteriaAnswer>{{"97110", true, "criteria of the case"}});
    CHECK(given("criteria not met")->built->facts.history.criteria.at(0).met == false);
    CHECK(given("criteria unanswered")->built->facts.history.criteria.empty());
}

TEST_CASE("cases: what is unknown is not on file")
{
    CHECK(!given("product is unknown")->built->facts.member.product);
    CHECK(!given("account is unknown")->built->facts.member.account);
    CHECK(!given("network status is unknown")->built->facts.service_provider.in_network);
    CHECK(given("referrals are unknown")->built->facts.referrals_known == model::Known::unknown);
    CHECK(!given("past services are unknown")->built->facts.history.used_known);
    CHECK(!given("stays are unknown")->built->facts.history.stays_known);
    CHECK(!given("member events are unknown")->built->facts.history.events_known);
    CHECK(!given("options are unknown")->built->facts.history.options_known);
    CHECK(given("primary care is unknown")->built->facts.member.primary_care == model::Known::unknown);

    constexpr std::string_view extension = "  member HMO\n  request services, extension\n  expect approved\n";
    CHECK(!read(extension)->built->request.event.previous_certification.empty());
    CHECK(read("  given previous certification is unknown\n" + std::string(extension))
              ->built->request.event.previous_certification.empty());
    CHECK(!read("  member HMO\n  request services, undated\n  expect approved\n")->built->request.event.event_period);
}

TEST_CASE("cases: each mistake has one message, with its place and what was expected")
{
    for (const Mistake& mistake : mistakes) {
        CAPTURE(mistake.line);
        const auto messages = errors_in(case_with(mistake.line));
        REQUIRE(messages.size() == 1);
        CHECK(messages[0] == mistake.message);
    }
}

TEST_CASE("cases: a mistake in a review has one message")
{
    constexpr std::string_view one = "case \"a\"\n  member PPO\n  request services\n  line procedure 97110\n";
    const std::vector<Mistake> wrong{
        {"  review denied by RN\n  expect blocked by DEN-2\n", R"(plans/test/a.cases:6:21: no gate of TEST is called `DEN-2`
    6 |   expect blocked by DEN-2
      |                     ^^^^^ did you mean `DEN-1`?)"},
        {"  review line 2 denied by RN\n  expect blocked\n", R"(plans/test/a.cases:5:15: the request has 1 line
    5 |   review line 2 denied by RN
      |               ^)"},
        {"  review event denied by RN\n  expect blocked\n",
         R"(plans/test/a.cases:5:10: the request has 1 line, which are decided one by one
    5 |   review event denied by RN
      |          ^^^^^^^^^^^^^^^^^^ write `review line 1` or `review every line`)"},
        {"  expect pended\n  review denied by RN\n", R"(plans/test/a.cases:6:10: nothing is expected of what is said here
    6 |   review denied by RN
      |          ^^^^^^^^^^^^ write `expect allowed` or `expect blocked` after it)"},
    };
    for (const Mistake& mistake : wrong) {
        CAPTURE(mistake.line);
        const auto messages = errors_in(std::string(one) + mistake.line);
        REQUIRE(messages.size() == 1);
        CHECK(messages[0] == mistake.message);
    }
}

TEST_CASE("cases: a review says who acts, and what they say")
{
    const auto all =
        read("  member HMO\n  request services\n  line procedure 97110\n  expect pended\n  review experimental by MD and "
             "PhD, specialty 2084P0800X, supervised by DO, consulting 207XS0117X, expertise 207XS0117X, with "
             "criteria\n  expect allowed\n  review documents 08, DS by clerk\n  expect allowed\n  expect pended\n");
    CHECK(all->built->expectations.size() == 1);
    REQUIRE(all->built->reviews.size() == 2);
    const BuiltReview& first = all->built->reviews[0];
    CHECK(first.reviewer.licences == std::vector<std::string>{"MD", "PhD"});
    CHECK(first.reviewer.specialties == std::vector<std::string>{"2084P0800X"});
    CHECK(first.reviewer.supervisor_licences == std::vector<std::string>{"DO"});
    CHECK(first.act.outcome == "experimental");
    CHECK(first.act.consulted == std::vector<std::string>{"207XS0117X"});
    CHECK(first.act.expertise == std::vector<std::string>{"207XS0117X"});
    CHECK(first.act.criteria_exist);
    CHECK(first.expectations.size() == 1);
    const BuiltReview& second = all->built->reviews[1];
    CHECK(second.reviewer.licences.empty());
    CHECK(second.act.outcome == "pended");
    CHECK(second.act.documents == std::vector<std::string>{"08", "DS"});
    CHECK(!second.act.criteria_exist);
    CHECK(second.expectations.size() == 2);
}

TEST_CASE("cases: a mistake hides no case after it, and a case needs a member, a request and an expectation")
{
    const auto report = run_of(R"(Something else
case "without a request"
  member HMO
  expect approved
case "wrong" member
case "good"
  member HMO
  request services, service type PT, 12 visits
  expect approved to 12 visits
)");
    REQUIRE(report.errors.size() == 3);
    CHECK(report.errors[0].message.find("plans/test/a.cases:1:1: expected `case` at the left margin") == 0);
    CHECK(report.errors[1].message.find("plans/test/a.cases:2:6: the case has no `request`") == 0);
    CHECK(report.errors[2].message.find("plans/test/a.cases:5:19: expected the member's product, or `unknown`, found the end")
          == 0);
    REQUIRE(report.cases.size() == 1);
    CHECK(report.cases[0].title == "good");
    CHECK(report.cases[0].line == 6);
    CHECK(report.cases[0].differences == std::vector<std::string>{});
}

}  // namespace x278::policy::tests
