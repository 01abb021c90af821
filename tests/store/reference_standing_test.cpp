// What reference data says of a request's standing: names, groups, deaths, enrollments, roles,
// restrictions, closures and what a payer wants.
#include "reference_fixture.hpp"
#include "store/reference_names.hpp"

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;
using namespace std::chrono_literals;
using model::Known;
using Day = std::chrono::year_month_day;

namespace {

constexpr Day some_day = 2024y / 3 / 1;

[[nodiscard]] model::ServiceReviewRequest request_for(std::string_view member_id = "XYZ100")
{
    model::ServiceReviewRequest request;
    request.utilization_management_organization.id = {"PI", "00700"};
    request.requester.id                           = {"XX", "1000000001"};
    request.subscriber.id                          = {"MI", member_id};
    request.subscriber.name                        = "SAMPLE";
    request.subscriber.first_name                  = "ANNA";
    request.subscriber.birth_date                  = 1970y / 1 / 31;
    request.event.event_period                     = model::Period{some_day, some_day, false};
    return request;
}

// The facts of a request when these files stand beside, or in place of, the usual ones.
[[nodiscard]] model::Facts facts_of(const model::ServiceReviewRequest& request, const Files& more = {})
{
    auto files = some_files();
    for (const auto& [name, text] : more) files[name] = text;
    return read_reference(files).facts_of(request, some_moment);
}

const std::string requirements_header   = "payer_id,requirement,value\n";
const std::string restrictions_header   = "payer_id,npi,member_id,from,to\n";
const std::string certifications_header = "certification,payer_id,member_id\n";
const std::string closures_header       = "payer_id,closed,from,to\n";

}  // namespace

TEST_CASE("names: spelling does not make another person")
{
    struct Case {
        const char* one;
        const char* other;
        bool        same;
    };
    for (const Case& c :
         {Case{"SAMPLE", "Sample", true}, Case{"O'BRIEN", "OBRIEN", true}, Case{"DE LA CRUZ", "DELACRUZ", true},
          Case{"SAMPLE JR", "SAMPLE", true}, Case{"SAMPLE III", "SAMPLE JR.", true}, Case{"SMITH-JONES", "JONES", true},
          Case{"SMITH JONES", "SMITH", true}, Case{"ST. JOHN", "ST JOHN", true}, Case{"SAMPLE", "SIMPLE", false},
          Case{"DE SOTO", "DE VRIES", false}, Case{"V", "JR", false}}) {
        CAPTURE(c.one);
        CAPTURE(c.other);
        CHECK(same_last_name(c.one, c.other) == c.same);
        CHECK(same_last_name(c.other, c.one) == c.same);
    }
    for (const Case& c : {Case{"ANNA", "A", true}, Case{"CHRIS", "CHRISTOPHER", true}, Case{"MARY-ANN", "Mary Ann", true},
                          Case{"", "ANNA", true}, Case{"ANNA", "BEN", false}}) {
        CAPTURE(c.one);
        CAPTURE(c.other);
        CHECK(same_first_name(c.one, c.other) == c.same);
        CHECK(same_first_name(c.other, c.one) == c.same);
    }
}

TEST_CASE("reference: the patient's name and gender are compared with the file's")
{
    struct Case {
        const char*         last_name;
        const char*         first_name;
        std::optional<Day>  birth_date;
        const char*         gender;
        std::optional<bool> name_matches;
        std::optional<bool> gender_matches;
    };
    const Day born = 1970y / 1 / 31;
    for (const Case& c :
         {Case{"SAMPLE", "ANNA", born, "F", true, true}, Case{"Sample-West", "ANNA", born, "U", true, std::nullopt},
          Case{"OTHER", "ANNA", born, "M", false, false}, Case{"", "ANNA", born, "", std::nullopt, std::nullopt},
          Case{"SAMPLE", "NAN", born, "F", true, true},  // known by the birth date
          Case{"SAMPLE", "NAN", std::nullopt, "F", false, true}}) {
        CAPTURE(c.last_name);
        CAPTURE(c.first_name);
        auto request                  = request_for();
        request.subscriber.name       = c.last_name;
        request.subscriber.first_name = c.first_name;
        request.subscriber.birth_date = c.birth_date;
        request.subscriber.gender     = c.gender;
        const auto facts              = facts_of(request);
        CHECK(facts.member.name_matches == c.name_matches);
        CHECK(facts.member.gender_matches == c.gender_matches);
    }

    // A dependent may have a name of their own, or the subscriber's.
    auto dependent                           = request_for();
    dependent.dependent.emplace().first_name = "BEN";
    for (const auto& [name, matches] : {std::pair{"SAMPLE", true}, {"OTHER", false}}) {
        dependent.dependent->name = name;
        CHECK(facts_of(dependent).member.name_matches == matches);
    }
}

TEST_CASE("reference: a number given to two subscribers is told of, and so are namesakes")
{
    const std::string twice = members_header
                              + "XYZ100,00,18,SAMPLE,ANNA,1970-01-31,F\nXYZ100,00,18,OTHER,DAN,1981-01-31,M\n"
                                "XYZ200,00,18,EXAMPLE,DORA,1980-05-05,F\n";
    const Files only_members{{"members.csv", twice}, {"referrals.csv", referrals_header}};
    const auto  facts = facts_of(request_for(), only_members);
    CHECK(facts.member.id_is_shared);
    CHECK_FALSE(facts.member.name_matches.has_value());
    CHECK_FALSE(facts_of(request_for("XYZ200"), only_members).member.id_is_shared);

    auto request                           = request_for();
    request.dependent.emplace().first_name = "CAI";
    CHECK(facts_of(request).member.namesakes == 2);
    request.dependent->birth_date = 2003y / 3 / 3;
    CHECK(facts_of(request).member.namesakes == 1);
    request.dependent->birth_date = 2003y / 3 / 4;
    CHECK(facts_of(request).member.namesakes == 0);
}

TEST_CASE("reference: the group sent is compared with that of the coverage")
{
    struct Case {
        const char*         qualifier;
        const char*         value;
        std::optional<bool> in_group;
    };
    for (const Case& c : {Case{"6P", "acme", true}, Case{"6P", "OTHER", false}, Case{"1L", "OTHER", false},
                          Case{"1L", "XYZ 100", std::nullopt}, Case{"EJ", "OTHER", std::nullopt}}) {
        CAPTURE(c.qualifier);
        CAPTURE(c.value);
        auto request                  = request_for();
        request.event.event_period    = model::Period{2023y / 3 / 1, 2023y / 3 / 1, false};  // by then in the group ACME
        request.subscriber.references = {{c.qualifier, c.value, ""}};
        CHECK(facts_of(request).member.in_group == c.in_group);
        request.event.event_period->first = some_day;  // of no group on file
        CHECK_FALSE(facts_of(request).member.in_group.has_value());
    }
}

TEST_CASE("reference: deaths and primary care come with the members, when the file has the columns")
{
    const std::string members = "member_id,person,relationship,last_name,first_name,birth_date,gender,died,primary_care\n"
                                "XYZ100,00,18,SAMPLE,ANNA,1970-01-31,F,2024-02-01,1000000001\n"
                                "XYZ200,00,18,EXAMPLE,DORA,1980-05-05,F,,1000000002\n";
    const Files       files{{"members.csv", members}, {"referrals.csv", referrals_header}};
    auto              facts = facts_of(request_for(), files);
    CHECK(facts.member.died == Day(2024y / 2 / 1));
    CHECK(facts.member.requester_is_primary_care == true);
    facts = facts_of(request_for("XYZ200"), files);
    CHECK_FALSE(facts.member.died.has_value());
    CHECK(facts.member.requester_is_primary_care == false);
    CHECK_FALSE(facts_of(request_for()).member.requester_is_primary_care.has_value());
}

TEST_CASE("reference: each provider is known by its place, on the day it serves")
{
    const std::string providers = "npi,name,taxonomy,payer_id,products,from,to,enrolled_from,enrolled_to,roles\n"
                                  "1000000001,ONE,207Q00000X,00700,*,2023-01-01,,2023-01-01,2024-03-31,SJ|DD\n"
                                  "1000000002,TWO,,00700,*,2024-01-01,,,,\n";
    auto              request   = request_for();
    for (const auto& [role, npi] :
         {std::pair{"SJ", "1000000001"}, {"FA", "1000000001"}, {"FA", "1000000002"}, {"FA", "1999999999"}}) {
        model::Party& party               = request.event.providers.emplace_back();
        party.role                        = role;
        party.id                          = {"XX", npi};
        party.provider.emplace().taxonomy = "207R00000X";
    }
    model::ServiceLine& line = request.event.lines.emplace_back();
    line.service_period      = model::Period{2024y / 4 / 1, 2024y / 4 / 1, false};
    line.providers           = {request.event.providers.front()};

    const auto facts = facts_of(request, {{"providers.csv", providers}});
    REQUIRE(facts.event_providers.size() == 4);
    CHECK(facts.event_providers[0].role_fits == true);
    CHECK(facts.event_providers[0].enrolled == true);
    CHECK(facts.event_providers[0].specialty_on_file == false);
    CHECK(facts.event_providers[1].role_fits == false);
    CHECK_FALSE(facts.event_providers[2].role_fits.has_value());
    CHECK_FALSE(facts.event_providers[2].enrolled.has_value());
    CHECK_FALSE(facts.event_providers[2].specialty_on_file.has_value());
    CHECK(facts.event_providers[3].on_file == Known::no);
    CHECK(facts.lines.at(0).providers.at(0).enrolled == false);  // a day later it no longer was
}

TEST_CASE("reference: a restriction keeps a requester from a member, or from all of a payer's")
{
    struct Case {
        const char* row;
        bool        may_ask;
    };
    for (const Case& c :
         {Case{"00700,1000000001,xyz100,2024-01-01,\n", false}, Case{"00700,1000000001,,2024-01-01,2024-12-31\n", false},
          Case{"00700,1000000001,,2024-03-02,\n", true}, Case{"00700,1000000001,XYZ200,2024-01-01,\n", true},
          Case{"00800,1000000001,,2024-01-01,\n", true}, Case{"00700,1000000002,,2024-01-01,\n", true}}) {
        CAPTURE(c.row);
        CHECK(facts_of(request_for(), {{"restrictions.csv", restrictions_header + c.row}}).member.requester_may_ask == c.may_ask);
    }
    CHECK_FALSE(facts_of(request_for()).member.requester_may_ask.has_value());
}

TEST_CASE("reference: a certification of the member's own is known, another's is not")
{
    const Files files{
        {"certifications.csv", certifications_header + "OLD1,00700,XYZ100\nOLD2,00700,XYZ200\nOLD3,00800,XYZ100\n"}};
    for (const auto& [number, known] :
         {std::pair{"old1", Known::yes}, {"OLD2", Known::no}, {"OLD3", Known::no}, {"OLD4", Known::no}, {"", Known::unknown}}) {
        CAPTURE(number);
        auto request                                              = request_for();
        request.event.previous_certification                      = number;
        request.event.lines.emplace_back().previous_certification = number;
        CHECK(facts_of(request, files).previous_certification == known);
        CHECK(facts_of(request, files).lines.at(0).previous_certification == known);
        CHECK(facts_of(request).previous_certification == Known::unknown);  // nobody says what was certified before
    }
}

TEST_CASE("reference: what a payer wants counts from the day it was asked")
{
    const auto facts =
        facts_of(request_for(), {{"requirements.csv", requirements_header
                                                          + "00700,reviews,HS\n00700,reviews,AR\n00700,days-back-at-most,4\n"
                                                            "00700,days-ahead-at-most,26\n00700,provider-on-file,yes\n"
                                                            "00700,requester-in-network,no\n00800,specialty-is-sent,yes\n"}});
    const model::Requirements& wants = facts.requirements;
    CHECK(wants.reviewed == std::vector<std::string>{"HS", "AR"});
    CHECK(wants.earliest == Day(2024y / 3 / 31));
    CHECK(wants.latest == Day(2024y / 4 / 30));
    CHECK(wants.provider_on_file);
    CHECK_FALSE(wants.requester_in_network);
    CHECK_FALSE(wants.specialty_sent);
    CHECK(facts_of(request_for()).requirements.reviewed.empty());
}

TEST_CASE("reference: a member id that cannot be one of the payer's is told of")
{
    struct Case {
        const char*         shapes;
        std::optional<bool> fits;
    };
    for (const Case& c :
         {Case{"00700,member-id-like,AAA999\n", true}, Case{"00700,member-id-like,xyz 999\n", true},
          Case{"00700,member-id-like,999AAA\n", false}, Case{"00700,member-id-like,AAA9999\n", false},
          Case{"00700,member-id-like,9\n00700,member-id-like,AAA999\n", true}, Case{"00800,member-id-like,9\n", std::nullopt}}) {
        CAPTURE(c.shapes);
        CHECK(facts_of(request_for(), {{"requirements.csv", requirements_header + c.shapes}}).member.id_fits == c.fits);
    }
}

TEST_CASE("reference: an identifier of a provider that cannot be one the payer knows is told of, by who the provider is")
{
    auto request                                           = request_for();
    request.event.providers.emplace_back().id              = {"46", "OLD-17"};
    request.event.lines.emplace_back().providers           = std::vector<model::Party>(2);
    request.event.lines.front().providers.front().id.value = "1000000001";
    const auto facts =
        facts_of(request, {{"requirements.csv", requirements_header
                                                    + "00700,requester-id-like,A99\n00700,provider-id-like,old-99\n"
                                                      "00800,provider-id-like,9999999999\n"}});
    CHECK(facts.requester.id_fits == false);
    CHECK(facts.requester.on_file == Known::yes);
    CHECK(facts.event_providers.at(0).id_fits == true);
    CHECK(facts.lines.at(0).providers.at(0).id_fits == false);
    CHECK(facts.lines.at(0).providers.at(1).id_fits == std::nullopt);  // there is none to look at
    CHECK(facts_of(request).requester.id_fits == std::nullopt);
}

TEST_CASE("reference: what a payer needs to be told is gathered row by row")
{
    const std::string rows  = "00700,event-needs,level-of-service\n00700,event-needs,diagnosis\n00700,requester-needs,telephone\n"
                              "00700,provider-needs,state\n00700,provider-needs,name\n00800,event-needs,facility\n";
    const auto        wants = facts_of(request_for(), {{"requirements.csv", requirements_header + rows}}).requirements;
    CHECK(wants.of_event == std::vector{model::EventData::level_of_service, model::EventData::diagnosis});
    CHECK(wants.of_requester == std::vector{model::ProviderData::telephone});
    CHECK(wants.of_providers == std::vector{model::ProviderData::state, model::ProviderData::name});
}

TEST_CASE("reference: who is closed says so from its first second to the one before its last")
{
    struct Case {
        const char*    rows;
        model::Closure closure;
    };
    using model::Closure;
    for (const Case& c : {Case{",system,2024-04-04T08:00:00-04:00,2024-04-04T08:00:01-04:00\n", Closure::system},
                          Case{",system-held,2024-04-04T07:59:59-04:00,2024-04-04T08:00:00-04:00\n", Closure::none},
                          Case{"00700,payer,2024-04-04T00:00:00+00:00,2024-04-05T00:00:00+00:00\n", Closure::payer},
                          Case{"00800,payer,2024-04-04T00:00:00+00:00,2024-04-05T00:00:00+00:00\n", Closure::none},
                          Case{"00700,no-response,2024-04-04T00:00:00+00:00,2024-04-05T00:00:00+00:00\n"
                               ",system-held,2024-04-04T00:00:00+00:00,2024-04-05T00:00:00+00:00\n",
                               Closure::system_held}}) {
        CAPTURE(c.rows);
        CHECK(facts_of(request_for(), {{"closures.csv", closures_header + c.rows}}).closure == c.closure);
    }
}

TEST_CASE("reference: what a payer's files cannot mean is refused at its cell")
{
    struct Case {
        const char* file;
        std::string text;
        const char* message;
    };
    const Case cases[] = {
        {"requirements.csv", requirements_header + ",reviews,HS\n", ":2:1: `payer_id` is empty; expected a value in every row"},
        {"requirements.csv", requirements_header + "1,wishes,HS\n",
         ":2:3: `requirement` is none that is known; expected one of reviews, event-needs, member-id-like, requester-id-like, "
         "provider-id-like, days-back-at-most, days-ahead-at-most, requester-in-network, requester-is-primary-care, "
         "provider-on-file, provider-in-network, specialty-is-sent, specialty-is-on-file, requester-needs, provider-needs"},
        {"requirements.csv", requirements_header + "1,provider-onfile,yes\n",
         ":2:3: `requirement` is none that is known; expected one of reviews, event-needs, member-id-like, requester-id-like, "
         "provider-id-like, days-back-at-most, days-ahead-at-most, requester-in-network, requester-is-primary-care, "
         "provider-on-file, provider-in-network, specialty-is-sent, specialty-is-on-file, requester-needs, provider-needs; "
         "did you mean `provider-on-file`?"},
        {"requirements.csv", requirements_header + "1,requester-id-like,\n",
         ":2:21: `value` is empty; expected a shape in each row, `A` a letter and `9` a digit"},
        {"requirements.csv", requirements_header + "1,event-needs,luck\n",
         ":2:15: `value` is no word that is known here; expected one of service-type, level-of-service, facility, provider, "
         "service-date, admission-date, diagnosis"},
        {"requirements.csv", requirements_header + "1,provider-needs,diagnosis\n",
         ":2:18: `value` is no word that is known here; expected one of name, telephone, state, address"},
        {"requirements.csv", requirements_header + "1,provider-on-file,always\n", ":2:20: `value` is neither `yes` nor `no`"},
        {"requirements.csv", requirements_header + "1,days-back-at-most,-1\n",
         ":2:21: `value` is not a number of days; expected 0 or more"},
        {"requirements.csv", requirements_header + "1,reviews,HS|AR\n",
         ":2:11: `value` is not a code of UM01; expected one like HS in each row"},
        {"restrictions.csv", restrictions_header + "1,123,,2024-01-01,\n", ":2:3: `npi` is not an NPI; expected ten digits"},
        {"restrictions.csv", restrictions_header + "1,1000000001,NOBODY,2024-01-01,\n",
         ":2:14: `member_id` is not in members.csv; expected a member of it, or nothing for all"},
        {"certifications.csv", certifications_header + "A1,1,XYZ100\na 1,1,XYZ200\n",
         ":3:1: `certification` stands twice; expected each number once"},
        {"closures.csv", closures_header + "1,lunch,2024-01-01T00:00:00+00:00,2024-01-01T00:00:01+00:00\n",
         ":2:3: `closed` is no word that is known here; expected one of system, system-held, payer, payer-held, no-response"},
        {"closures.csv", closures_header + "1,system,2024-01-01T00:00:00+00:00,2024-01-01T00:00:01+00:00\n",
         ":2:1: `payer_id` does not go with `closed`; expected none for the system, and one for everything else"},
        {"closures.csv", closures_header + "1,payer,noon,2024-01-01T00:00:01+00:00\n",
         ":2:9: `from` is not a time; expected one like 2026-09-14T08:00:00-04:00"},
        {"closures.csv", closures_header + "1,payer,2024-01-01T00:00:00+00:00,2024-01-01T00:00:00+00:00\n",
         ":2:35: `to` is not after `from`; expected a later time"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        auto files      = some_files();
        files[one.file] = one.text;
        const TemporaryFolder folder;
        write_files(folder, files);
        const auto read = ReferenceData::read(folder.path());
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().message == (folder.path() / one.file).string() + one.message);
    }
}
