// What reference data says of a member's past, account and primary care provider, and what it refuses of that.
#include "reference_fixture.hpp"

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;
using namespace std::chrono_literals;
using model::Known;
using State = model::EarlierCertification::State;

namespace {

const std::string services_header =
    "member_id,person,kind,procedure,revenue_code,service_type,modifiers,quantity,unit,first,last,provider,certification,area\n";
const std::string stays_header          = "member_id,person,level,facility,admitted,discharged\n";
const std::string events_header         = "member_id,person,event,since,until\n";
const std::string criteria_header       = "member_id,person,procedure,met,criteria\n";
const std::string options_header        = "account,option,value,from,to\n";
const std::string circles_header        = "primary_care,provider\n";
const std::string certifications_header = "certification,payer_id,member_id,state,issued,first,last,last_visit\n";

[[nodiscard]] model::ServiceReviewRequest request_for(std::string_view member_id = "XYZ100", std::string_view dependent = {})
{
    model::ServiceReviewRequest request;
    request.utilization_management_organization.id = {"PI", "00700"};
    request.requester.id                           = {"XX", "1000000001"};
    request.subscriber.id                          = {"MI", member_id};
    request.event.event_period                     = model::Period{2024y / 3 / 1, 2024y / 3 / 1, false};
    if (!dependent.empty()) request.dependent.emplace().first_name = dependent;
    return request;
}

// The facts of a request when these files stand beside, or in place of, the usual ones.
[[nodiscard]] model::Facts facts_of(const model::ServiceReviewRequest& request, const Files& more, bool usual = true)
{
    auto files = usual ? some_files() : Files();
    for (const auto& [name, text] : more) files[name] = text;
    return read_reference(files).facts_of(request, some_moment);
}

struct Refusal {
    std::string file;
    std::string text;     // header and rows
    std::string message;  // after the file's name
};

void check_refusals(const std::vector<Refusal>& cases)
{
    for (const Refusal& one : cases) {
        CAPTURE(one.text);
        auto files      = some_files();
        files[one.file] = one.text;
        const TemporaryFolder folder;
        write_files(folder, files);
        const auto read = ReferenceData::read(folder.path());
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == ErrorCode::bad_input);
        CHECK(read.error().message == (folder.path() / one.file).string() + one.message);
    }
}

}  // namespace

TEST_CASE("history: without its files nothing of it is known")
{
    const auto facts = facts_of(request_for(), {});
    CHECK_FALSE(facts.history.authorized_known);
    CHECK_FALSE(facts.history.used_known);
    CHECK_FALSE(facts.history.stays_known);
    CHECK_FALSE(facts.history.events_known);
    CHECK_FALSE(facts.history.options_known);
    CHECK(facts.member.primary_care == Known::unknown);
    CHECK_FALSE(facts.member.requester_in_circle.has_value());
}

TEST_CASE("history: the patient's services are known whole, in order of their first days")
{
    const Files files{{"services.csv", services_header
                                           + "XYZ 100,00,used,97110,,pt,GP|59,1.5,hours,2024-02-01,,1000000001,,\n"
                                             "XYZ100,00,authorized,,0912,,,26,visits,2024-01-10,2024-06-30,,A777,\n"
                                             "XYZ100,01,used,d7240,,,,1,units,2024-01-01,,,,#17\n"}};
    const auto  facts = facts_of(request_for("xyz100"), files);
    CHECK(facts.history.used_known);
    CHECK(facts.history.authorized_known);
    REQUIRE(facts.history.services.size() == 2);
    CHECK(facts.history.services[0]
          == model::PastService{.kind          = model::PastService::Kind::authorized,
                                .procedure     = "",
                                .revenue_code  = "0912",
                                .service_type  = "",
                                .modifiers     = {},
                                .quantity      = 26,
                                .unit          = "VS",
                                .first         = 2024y / 1 / 10,
                                .last          = 2024y / 6 / 30,
                                .provider      = "",
                                .certification = "A777",
                                .area          = ""});
    CHECK(facts.history.services[1]
          == model::PastService{.kind          = model::PastService::Kind::used,
                                .procedure     = "97110",
                                .revenue_code  = "",
                                .service_type  = "PT",
                                .modifiers     = {"GP", "59"},
                                .quantity      = 1.5,
                                .unit          = "HS",
                                .first         = 2024y / 2 / 1,
                                .last          = 2024y / 2 / 1,
                                .provider      = "1000000001",
                                .certification = "",
                                .area          = ""});

    const auto of_child = facts_of(request_for("XYZ100", "BEN"), files).history;
    REQUIRE(of_child.services.size() == 1);
    CHECK(of_child.services.front().procedure == "D7240");
    CHECK(of_child.services.front().area == "#17");

    const auto of_nobody = facts_of(request_for("XYZ200"), files).history;
    CHECK(of_nobody.used_known);
    CHECK(of_nobody.services.empty());

    // Of two who go by the same name there is no telling whose past it is.
    CHECK_FALSE(facts_of(request_for("XYZ100", "CAI"), files).history.used_known);

    // Without members.csv the subscriber alone can be told from the others.
    CHECK(facts_of(request_for(), files, false).history.services.size() == 2);
    CHECK_FALSE(facts_of(request_for("XYZ100", "BEN"), files, false).history.used_known);
}

TEST_CASE("history: stays, events and criteria are the patient's, to the minute where it is told")
{
    const Files files{{"stays.csv", stays_header
                                        + "XYZ100,00,observation,1000000001,2024-02-29T22:05,2024-03-01\n"
                                          "XYZ100,00,inpatient,,2024-03-01,\n"
                                          "XYZ100,01,inpatient,,2024-03-01,\n"},
                      {"member-events.csv", events_header
                                                + "XYZ100,00,case-management,2024-01-01T00:00,\n"
                                                  "XYZ100,00,consent,2023-01-01,2023-12-31\n"},
                      {"criteria.csv", criteria_header
                                           + "XYZ100,00,27447,yes,InterQual 2024 knee\n"
                                             "XYZ100,00,22630,no,\n"}};
    const auto  history = facts_of(request_for(), files).history;
    CHECK(history.stays_known);
    CHECK(history.stays
          == std::vector<model::Stay>{{"observation", "1000000001", {2024y / 2 / 29, 22 * 60 + 5}, 2024y / 3 / 1},
                                      {"inpatient", "", {2024y / 3 / 1, {}}, {}}});
    CHECK(history.events_known);
    CHECK(history.events
          == std::vector<model::MemberEvent>{{"case-management", {2024y / 1 / 1, 0}, {}},
                                             {"consent", {2023y / 1 / 1, {}}, 2023y / 12 / 31}});
    CHECK(history.criteria == std::vector<model::CriteriaAnswer>{{"27447", true, "InterQual 2024 knee"}, {"22630", false, ""}});
    CHECK_FALSE(history.used_known);
}

TEST_CASE("history: the options are those of the member's account on the first day of service")
{
    const Files files{{"account-options.csv", options_header
                                                  + "acme,rehab-limit,60,2023-01-01,2023-06-30\n"
                                                    "ACME,rehab-limit,40,2023-07-01,\n"
                                                    "ACME,chiropractic,no,2023-01-01,\n"
                                                    "OTHER,rehab-limit,20,2023-01-01,\n"}};
    auto        request        = request_for();
    request.event.event_period = model::Period{2023y / 6 / 30, 2023y / 6 / 30, false};  // by then in the account ACME
    const auto history         = facts_of(request, files).history;
    CHECK(history.options_known);
    CHECK(history.options == std::vector<model::AccountOption>{{"rehab-limit", "60"}, {"chiropractic", "no"}});

    request.event.event_period = model::Period{2023y / 7 / 1, 2023y / 7 / 1, false};
    CHECK(facts_of(request, files).history.options.front() == model::AccountOption{"rehab-limit", "40"});

    // The coverage of 2024 names no account.
    CHECK_FALSE(facts_of(request_for(), files).history.options_known);
}

TEST_CASE("history: what became of a certification is told under the number that the request names")
{
    const Files                       files{{"certifications.csv", certifications_header
                                                                       + "a777,00700,XYZ100,approved,2024-01-02,2024-01-10,2024-06-30,2024-05-01\n"
                                                                                               "A778,00700,XYZ100,denied,2024-01-03,,,\n"
                                                                                               "A779,00700,XYZ100,,,,,\n"
                                                                                               "A780,00700,XYZ200,pended,,,,\n"
                                                                                               "A781,00800,XYZ100,pended,,,,\n"}};
    const model::EarlierCertification approved{.number     = "A777",
                                               .state      = State::approved,
                                               .issued     = 2024y / 1 / 2,
                                               .first      = 2024y / 1 / 10,
                                               .last       = 2024y / 6 / 30,
                                               .last_visit = 2024y / 5 / 1};
    const model::EarlierCertification denied{
        .number = "A778", .state = State::denied, .issued = 2024y / 1 / 3, .first = {}, .last = {}, .last_visit = {}};

    auto request                         = request_for();
    request.event.previous_certification = "A777";
    for (const char* number : {"A778", "A777", "A779", "A780", "A781", "A999"})
        request.event.lines.emplace_back().previous_certification = number;
    const auto facts = facts_of(request, files);
    CHECK(facts.previous_certification == Known::yes);
    CHECK(facts.lines[2].previous_certification == Known::yes);
    CHECK(facts.lines[3].previous_certification == Known::no);
    CHECK(facts.history.certifications == std::vector{approved, denied});
}

TEST_CASE("primary care: who the patient's is, and where, is known as far as the files say")
{
    const std::string header = "member_id,person,relationship,last_name,first_name,birth_date,gender,primary_care\n";
    Files             files{{"members.csv", header
                                                + "XYZ100,00,18,SAMPLE,ANNA,1970-01-31,F,1000000002\n"
                                                              "XYZ100,01,19,SAMPLE,BEN,2001-02-28,M,1000000009\n"
                                                              "XYZ100,02,19,SAMPLE,CAI,2003-03-03,,\n"},
                {"referrals.csv", referrals_header},
                {"providers.csv", "npi,name,taxonomy,payer_id,products,from,to,state\n"
                                                          "1000000001,ONE,207Q00000X,00700,HMO|POS,2023-01-01,2024-06-30,\n"
                                                          "1000000002,TWO,207Q00000X,00700,HMO,2024-01-01,,NH\n"
                                                          "1000000002,TWO,207Q00000X,00800,*,2024-01-01,,NH\n"
                                                          "1000000002,TWO,208D00000X,00700,PPO,2024-01-01,,\n"}};
    const auto        known = facts_of(request_for(), files).member;
    CHECK(known.primary_care == Known::yes);
    CHECK(known.requester_is_primary_care == false);
    CHECK(known.primary_care_in_network == true);
    CHECK(known.primary_care_state == "NH");
    CHECK_FALSE(known.requester_in_circle.has_value());

    // Not on file, so that nobody knows of contracts or state.
    const auto stranger = facts_of(request_for("XYZ100", "BEN"), files).member;
    CHECK(stranger.primary_care == Known::yes);
    CHECK_FALSE(stranger.primary_care_in_network.has_value());
    CHECK_FALSE(stranger.primary_care_state.has_value());

    files["referral-circles.csv"] = circles_header + "1000000002,1000000001\n1000000002,1000000003\n";
    CHECK(facts_of(request_for(), files).member.requester_in_circle == true);
    CHECK(facts_of(request_for("XYZ100", "BEN"), files).member.requester_in_circle == false);
    auto by_another         = request_for();
    by_another.requester.id = {"XX", "1000000002"};
    CHECK(facts_of(by_another, files).member.requester_in_circle == false);
    by_another.requester.id = {"24", "1000000001"};
    CHECK_FALSE(facts_of(by_another, files).member.requester_in_circle.has_value());

    const auto without = facts_of(request_for("XYZ100", "CAI"), files).member;
    CHECK(without.primary_care == Known::no);
    CHECK(without.requester_in_circle == false);

    // The specialties of a provider, each once.
    by_another.requester.id = {"XX", "1000000002"};
    CHECK(facts_of(by_another, files).requester.taxonomies == std::vector<std::string>{"207Q00000X", "208D00000X"});
}

TEST_CASE("history: providers.csv says who is in the fax-back program; of whom it says nothing, they are not")
{
    const std::string rows     = "npi,name,taxonomy,payer_id,products,from,to,fax_back\n"
                                 "1000000001,ONE,,00700,HMO,2024-01-01,,yes\n1000000001,ONE,,00800,*,2024-01-01,,\n"
                                 "1000000002,TWO,,00700,HMO,2024-01-01,,no\n1000000003,THREE,,00700,HMO,2024-01-01,,\n";
    const auto        fax_back = [&](std::string_view npi, const std::string& providers) {
        auto request         = request_for();
        request.requester.id = {"XX", npi};
        return facts_of(request, {{"providers.csv", providers}}).requester.fax_back;
    };
    CHECK(fax_back("1000000001", rows) == true);
    CHECK(fax_back("1000000002", rows) == false);
    CHECK(fax_back("1000000003", rows) == false);
    CHECK(fax_back("1000000001", "npi,name,taxonomy,payer_id,products,from,to\n1000000001,ONE,,,,,\n") == false);
    CHECK_FALSE(fax_back("1000000009", rows).has_value());  // not on file
}

TEST_CASE("history: a row that cannot be right is refused")
{
    const std::string unknown_person = ":2:8: `person` of this `member_id` is not in members.csv; expected one who is";
    check_refusals({
        {"services.csv", services_header + "XYZ100,09,used,97110,,,,1,visits,2024-01-01,,,,\n", unknown_person},
        {"services.csv", services_header + "XYZ100,00,planned,97110,,,,1,visits,2024-01-01,,,,\n",
         ":2:11: `kind` is no word that is known here; expected one of authorized, used"},
        {"services.csv", services_header + "XYZ100,00,used,97110,,,,1,sessions,2024-01-01,,,,\n",
         ":2:27: `unit` is no word that is known here; expected one of visits, days, hours, units, months"},
        {"services.csv", services_header + "XYZ100,00,used,97110,,,,1,visit,2024-01-01,,,,\n",
         ":2:27: `unit` is no word that is known here; expected one of visits, days, hours, units, months; did you mean "
         "`visits`?"},
        {"services.csv", services_header + "XYZ100,00,used,97110,,,,0,visits,2024-01-01,,,,\n",
         ":2:25: `quantity` is not a quantity; expected a number more than 0"},
        {"services.csv", services_header + "XYZ100,00,used,97110,,,,1x,visits,2024-01-01,,,,\n",
         ":2:25: `quantity` is not a quantity; expected a number more than 0"},
        {"services.csv", services_header + "XYZ100,00,used,97110,,,,inf,visits,2024-01-01,,,,\n",
         ":2:25: `quantity` is not a quantity; expected a number more than 0"},
        {"services.csv", services_header + "XYZ100,00,used,97110,,,,1,visits,2024-01-02,2024-01-01,,,\n",
         ":2:45: `last` is before `first`; expected the same day or a later one"},
        {"services.csv", services_header + "XYZ100,00,used,97110,912,,,1,visits,2024-01-01,,,,\n",
         ":2:22: `revenue_code` is not four digits; expected one like 0912, or nothing"},
        {"services.csv", services_header + "XYZ100,00,used,,,,,1,visits,2024-01-01,,,,\n",
         ":2:16: nothing says what the service was; expected a `procedure`, a `revenue_code` or a `service_type`"},
        {"services.csv", services_header + "XYZ100,00,used,97110,,,,1,visits,2024-01-01,,DR ONE,,\n",
         ":2:46: `provider` is not an NPI; expected ten digits"},
        {"services.csv", services_header + "XYZ100,00,used,D4341,,,,1,units,2024-01-01,,,,3\n",
         ":2:47: `area` is no area of the oral cavity; expected one like 10, a tooth like #3, or nothing"},
        {"stays.csv", stays_header + "XYZ100,00,,,2024-01-01,\n", ":2:11: `level` is empty; expected a value in every row"},
        {"stays.csv", stays_header + "XYZ100,00,inpatient,,2024-01-01T24:00,\n",
         ":2:22: `admitted` is neither a day nor a time of the calendar; expected CCYY-MM-DD or one like 2024-04-10T22:00"},
        {"stays.csv", stays_header + "XYZ100,00,inpatient,,2024-01-01 22:00,\n",
         ":2:22: `admitted` is neither a day nor a time of the calendar; expected CCYY-MM-DD or one like 2024-04-10T22:00"},
        {"stays.csv", stays_header + "XYZ100,00,inpatient,,2024-01-02,2024-01-01\n",
         ":2:33: `discharged` is before `admitted`; expected the same day or a later one"},
        {"member-events.csv", events_header + "XYZ100,00,consent,2024-01-02,2024-01-01\n",
         ":2:30: `until` is before `since`; expected the same day or a later one"},
        {"criteria.csv", criteria_header + "XYZ100,00,27447,maybe,\n",
         ":2:17: `met` is no word that is known here; expected one of yes, no"},
        {"criteria.csv", criteria_header + "XYZ100,00,27447,yes,\nXYZ100,00,27447,no,\n",
         ":3:11: `procedure` stands twice for this person; expected one answer for each"},
        {"account-options.csv", options_header + "ACME,rehab-limit,60,2024-01-01,\nacme,rehab-limit,40,2024-06-01,\n",
         ":3:21: this account has another value of the same option on some of these days; expected one at a time"},
        {"referral-circles.csv", circles_header + "1000000001,1000000002\n1000000001,1000000002\n",
         ":3:12: `provider` stands twice in this referral circle; expected each once"},
        {"certifications.csv", certifications_header + "A777,00700,XYZ100,open,,,,\n",
         ":2:19: `state` is no word that is known here; expected one of approved, pended, denied"},
        {"certifications.csv", certifications_header + "A777,00700,XYZ100,,2024-01-01,,,\n",
         ":2:20: `issued` without a `state`; expected nothing where the state is not told"},
        {"certifications.csv", certifications_header + "A777,00700,XYZ100,approved,,2024-01-02,2024-01-01,\n",
         ":2:40: `last` is before `first`; expected the same day or a later one"},
        {"providers.csv", "npi,name,taxonomy,payer_id,products,from,to,state\n1000000001,ONE,,,,,,Mass\n",
         ":2:21: `state` is not two letters; expected one like MA, or nothing"},
        {"providers.csv",
         "npi,name,taxonomy,payer_id,products,from,to,state\n1000000001,ONE,,00700,HMO,2024-01-01,,MA\n"
         "1000000001,ONE,,00700,PPO,2024-01-01,,NH\n",
         ":3:39: `state` is another than in an earlier row of this provider; expected the same"},
        {"providers.csv", "npi,name,taxonomy,payer_id,products,from,to,fax_back\n1000000001,ONE,,,,,,perhaps\n",
         ":2:21: `fax_back` is neither; expected `yes`, `no` or nothing"},
        {"providers.csv",
         "npi,name,taxonomy,payer_id,products,from,to,fax_back\n1000000001,ONE,,00700,HMO,2024-01-01,,yes\n"
         "1000000001,ONE,,00700,PPO,2024-01-01,,no\n",
         ":3:39: `fax_back` is another than in an earlier row of this provider; expected the same"},
    });
}
