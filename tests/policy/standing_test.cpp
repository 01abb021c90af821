// Everything that keeps a request from being worked on: what is said together, in which order,
// and what is not said because it only follows.
#include "fixture.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::policy::tests {

namespace {

using model::Known;

// "requester/unknown, service/certification-missing 2, service-provider/unknown 1:2"
std::string said(const model::ServiceReviewRequest&   request,
                 const model::Facts&                  facts,
                 const std::vector<model::Rejection>& faults = {})
{
    const auto               determination = decide(request, shipped_plans(), facts, faults);
    std::vector<std::string> all;
    for (const model::Rejection& r : determination.rejections) {
        std::string where = r.line == 0 && r.provider == 0 ? "" : fmt::format(" {}", r.line);
        if (r.provider != 0) where += fmt::format(":{}", r.provider);
        all.push_back(r.situation + where);
    }
    CHECK((determination.rejections.empty() || (determination.lines.empty() && determination.event.findings.empty())));
    return fmt::format("{}", fmt::join(all, ", "));
}

// Two providers of the event, two lines with a provider each, on days of their own.
model::ServiceReviewRequest some_request()
{
    auto builder = RequestBuilder();
    builder.service_type("62").dates(2024y / 5 / 6, 2024y / 5 / 9);
    builder.line("72148").line_dates(2024y / 5 / 6, 2024y / 5 / 6).line("72149").line_dates(2024y / 5 / 9, 2024y / 5 / 9);
    auto request = std::move(builder.request);
    for (const char* role : {"SJ", "FA"}) {
        model::Party& provider = request.event.providers.emplace_back();
        provider.role          = role;
        provider.id            = {"XX", good_npi};
    }
    for (model::ServiceLine& line : request.event.lines) line.providers.emplace_back().id = {"XX", good_npi};
    return request;
}

model::Facts some_facts()
{
    auto facts            = facts_of("HMO");
    facts.event_providers = {{Known::yes, true, {}, {}, {}}, {Known::yes, true, {}, {}, {}}};
    facts.lines           = {{Known::unknown, facts.event_providers}, {Known::unknown, facts.event_providers}};
    facts.lines[0].providers.resize(1);
    facts.lines[1].providers.resize(1);
    return facts;
}

// One thing changed in a request that is well, or in what is known of it.
struct Case {
    const char* said;
    void (*change)(model::ServiceReviewRequest&, model::Facts&);
};

void check_all(std::initializer_list<Case> cases)
{
    for (const Case& one : cases) {
        CAPTURE(one.said);
        auto request = some_request();
        auto facts   = some_facts();
        one.change(request, facts);
        CHECK(said(request, facts) == one.said);
    }
}

using Request = model::ServiceReviewRequest;
using Facts   = model::Facts;

}  // namespace

TEST_CASE("standing: who cannot answer says so, and nothing else is said")
{
    check_all({
        {"", [](Request&, Facts&) {}},
        {"system/down", [](Request&, Facts& f) { f.closure = model::Closure::system; }},
        {"system/down-held", [](Request&, Facts& f) { f.closure = model::Closure::system_held; }},
        {"payer/unavailable", [](Request&, Facts& f) { f.closure = model::Closure::payer; }},
        {"payer/unavailable-held", [](Request&, Facts& f) { f.closure = model::Closure::payer_held; }},
        {"payer/no-response", [](Request&, Facts& f) { f.closure = model::Closure::no_response; }},
        {"payer/unknown",
         [](Request& r, Facts& f) {
             r.utilization_management_organization.id.value = "99999";
             f.member.on_file                               = Known::no;
         }},
        {"payer/id-missing", [](Request& r, Facts&) { r.utilization_management_organization.id.value = ""; }},
        {"system/down",
         [](Request& r, Facts& f) {
             r.utilization_management_organization.id.value = "99999";
             f.closure                                      = model::Closure::system;
         }},
    });
}

TEST_CASE("standing: what the requester may not do is asked for by the payer's own requirements")
{
    check_all({
        {"requester/not-authorized",
         [](Request&, Facts& f) {
             f.member.requester_may_ask = false;
             f.member.on_file           = Known::no;  // not told to somebody who may not ask
         }},
        {"", [](Request&, Facts& f) { f.requester.in_network = false; }},
        {"requester/out-of-network",
         [](Request&, Facts& f) {
             f.requester.in_network              = false;
             f.requirements.requester_in_network = true;
         }},
        {"", [](Request&, Facts& f) { f.requirements.requester_in_network = true; }},  // not known: not said
        {"", [](Request&, Facts& f) { f.member.requester_is_primary_care = false; }},
        {"requester/not-primary-care",
         [](Request&, Facts& f) {
             f.member.requester_is_primary_care    = false;
             f.requirements.requester_primary_care = true;
         }},
        {"requester/specialty-missing, provider/specialty-missing 0:1, provider/specialty-missing 0:2, "
         "service-provider/specialty-missing 1:1, service-provider/specialty-missing 2:1",
         [](Request&, Facts& f) { f.requirements.specialty_sent = true; }},
        {"requester/specialty-missing",
         [](Request&, Facts& f) {
             f.requirements.specialty_on_file = true;
             f.requester.specialty_on_file    = false;
         }},
    });
}

TEST_CASE("standing: a member is told by what is wrong, and another person is not told in parts")
{
    check_all({
        {"member/duplicate-id",
         [](Request&, Facts& f) {
             f.member.id_is_shared       = true;
             f.member.birth_date_matches = false;
         }},
        {"member/name-invalid", [](Request&, Facts& f) { f.member.name_matches = false; }},
        {"member/gender-invalid", [](Request&, Facts& f) { f.member.gender_matches = false; }},
        {"member/not-found",
         [](Request&, Facts& f) {
             f.member.name_matches       = false;
             f.member.birth_date_matches = false;
             f.member.gender_matches     = false;
         }},
        {"member/birth-date-differs, member/gender-invalid, member/not-eligible, member/not-in-plan",
         [](Request&, Facts& f) {
             f.member.birth_date_matches = false;
             f.member.gender_matches     = false;
             f.member.eligible           = false;
             f.member.in_group           = false;
         }},
        {"member/not-found",
         [](Request&, Facts& f) {
             f.member.on_file  = Known::no;
             f.member.eligible = false;
         }},
    });
}

TEST_CASE("standing: a dependent who is not found is told by what would find them")
{
    check_all({
        {"dependent/not-found",
         [](Request& r, Facts& f) {
             r.dependent.emplace().first_name = "KIM";
             f.member.patient_on_file         = Known::no;
         }},
        {"dependent/name-invalid",
         [](Request& r, Facts& f) {
             r.dependent.emplace();
             f.member.patient_on_file = Known::no;
         }},
        {"dependent/birth-date-missing",
         [](Request& r, Facts& f) {
             r.dependent.emplace().first_name = "KIM";
             f.member.patient_on_file         = Known::no;
             f.member.namesakes               = 2;
         }},
        {"dependent/duplicate",
         [](Request& r, Facts& f) {
             r.dependent.emplace().first_name = "KIM";
             r.dependent->birth_date          = Date(2010y / 1 / 2);
             f.member.patient_on_file         = Known::no;
             f.member.namesakes               = 2;
         }},
        {"member/not-in-plan, dependent/gender-invalid, dependent/not-eligible",
         [](Request& r, Facts& f) {
             r.dependent.emplace().first_name = "KIM";
             f.member.gender_matches          = false;
             f.member.eligible                = false;
             f.member.in_group                = false;
         }},
    });
}

TEST_CASE("standing: the event and its lines are asked for what the payer reviews, and when")
{
    check_all({
        {"request/review-type-unsupported",
         [](Request&, Facts& f) {
             f.requirements.reviewed = {"AR", "SC"};
         }},
        {"",
         [](Request&, Facts& f) {
             f.requirements.reviewed = {"AR", "HS"};
         }},
        {"service/review-type-unsupported 2",
         [](Request& r, Facts& f) {
             f.requirements.reviewed                            = {"HS"};
             r.event.lines[1].review.emplace().request_category = "SC";
         }},
        {"request/date-inappropriate", [](Request&, Facts& f) { f.requirements.earliest = 2024y / 5 / 7; }},
        {"request/date-inappropriate", [](Request&, Facts& f) { f.requirements.latest = 2024y / 5 / 5; }},
        {"service/date-outside-window 2", [](Request&, Facts& f) { f.requirements.latest = 2024y / 5 / 6; }},
        {"service/date-outside-window 1, service/date-outside-window 2",
         [](Request& r, Facts& f) {
             r.event.event_period.reset();
             f.requirements.earliest = 2024y / 6 / 1;
         }},
        {"", [](Request&, Facts& f) { f.requirements.earliest = 2024y / 5 / 6; }},
        {"request/died-before-service", [](Request&, Facts& f) { f.member.died = 2024y / 5 / 5; }},
        {"service/died-before-service 2", [](Request&, Facts& f) { f.member.died = 2024y / 5 / 6; }},
        {"", [](Request&, Facts& f) { f.member.died = 2024y / 5 / 9; }},
    });
}

TEST_CASE("standing: whatever goes back to a certification names it, and one that is known")
{
    check_all({
        {"",
         [](Request& r, Facts&) {
             r.event.review.certification_type = "4";
             r.event.previous_certification    = "PA1";
         }},
        {"",
         [](Request& r, Facts&) {
             r.event.review.certification_type = "S";
             r.event.administrative_reference  = "CASE1";  // it was pended
         }},
        {"",
         [](Request& r, Facts&) {
             r.event.review.certification_type       = "R";
             r.event.lines[1].previous_certification = "PA1";
         }},
        {"",
         [](Request& r, Facts&) {
             r.purpose                         = "36";  // a reservation
             r.event.review.certification_type = "R";
         }},
        {"request/certification-unknown",
         [](Request& r, Facts& f) {
             r.event.previous_certification = "PA1";
             f.previous_certification       = Known::no;
         }},
        {"service/certification-unknown 2",
         [](Request& r, Facts& f) {
             r.event.lines[1].previous_certification = "PA1";
             f.lines[1].previous_certification       = Known::no;
         }},
    });
}

TEST_CASE("standing: each provider is told of by its place")
{
    check_all({
        {"", [](Request&, Facts& f) { f.event_providers[1].on_file = Known::no; }},
        {"provider/unknown 0:2",
         [](Request&, Facts& f) {
             f.event_providers[1].on_file    = Known::no;
             f.event_providers[1].enrolled   = false;  // follows
             f.requirements.provider_on_file = true;
         }},
        {"provider/not-enrolled 0:1, provider/role-inappropriate 0:2, service-provider/not-enrolled 2:1",
         [](Request&, Facts& f) {
             f.event_providers[0].enrolled       = false;
             f.event_providers[1].role_fits      = false;
             f.lines[1].providers.at(0).enrolled = false;
         }},
        {"", [](Request&, Facts& f) { f.event_providers[0].in_network = false; }},  // a rule of the plan decides that
        {"provider/out-of-network 0:1",
         [](Request&, Facts& f) {
             f.event_providers[0].in_network    = false;
             f.requirements.provider_in_network = true;
         }},
        {"transport/address-invalid 0:2",
         [](Request& r, Facts&) {
             r.event.transport_locations.resize(3);
             r.event.transport_locations[0].address.emplace().state   = "MA";
             r.event.transport_locations[1].address.emplace().city    = "ANYTOWN";
             r.event.transport_locations[2].address.emplace().country = "CA";
         }},
    });
}

TEST_CASE("standing: an identifier of a kind the payer does not know is said alone of whoever has it")
{
    check_all({
        {"requester/participant-invalid",
         [](Request&, Facts& f) {
             f.requester.id_fits                 = false;
             f.requester.on_file                 = Known::no;
             f.requester.in_network              = false;
             f.requirements.requester_in_network = true;
         }},
        {"provider/participant-invalid 0:2, service-provider/participant-invalid 1:1",
         [](Request&, Facts& f) {
             f.event_providers[1].id_fits       = false;
             f.event_providers[1].enrolled      = false;
             f.lines[0].providers.at(0).id_fits = false;
             f.lines[1].providers.at(0).id_fits = true;
         }},
    });
}

TEST_CASE("standing: what the payer needs to be told of the event is missed once, by the word it has")
{
    using model::EventData;
    check_all({
        {"request/data-missing", [](Request&, Facts& f) { f.requirements.of_event = {EventData::level_of_service}; }},
        {"request/data-missing",
         [](Request& r, Facts& f) {
             f.requirements.of_event                            = {EventData::level_of_service, EventData::facility};
             r.event.lines[0].review.emplace().level_of_service = "U";  // of one line only
         }},
        {"",
         [](Request& r, Facts& f) {
             f.requirements.of_event = {EventData::level_of_service, EventData::facility};
             for (auto& line : r.event.lines) {
                 line.review.emplace().level_of_service = "U";
                 line.review->facility.code             = "11";
             }
         }},
        {"",
         [](Request&, Facts& f) {
             f.requirements.of_event = {EventData::service_type, EventData::service_date};
         }},
        {"request/data-missing, request/date-missing",
         [](Request& r, Facts& f) {
             f.requirements.of_event     = {EventData::service_type, EventData::service_date};
             r.event.review.service_type = "";
             r.event.event_period.reset();
             r.event.lines[1].service_period.reset();
         }},
        {"",
         [](Request& r, Facts& f) {
             f.requirements.of_event = {EventData::provider};
             r.event.providers.clear();  // each line says who
         }},
        {"request/data-missing",
         [](Request& r, Facts& f) {
             f.requirements.of_event = {EventData::provider};
             r.event.providers.clear();
             r.event.lines[0].providers.clear();
         }},
        {"request/diagnosis-missing", [](Request&, Facts& f) { f.requirements.of_event = {EventData::diagnosis}; }},
        {"", [](Request&, Facts& f) { f.requirements.of_event = {EventData::admission_date}; }},  // no admission
        {"request/admission-date-missing",
         [](Request& r, Facts& f) {
             f.requirements.of_event         = {EventData::admission_date};
             r.event.review.request_category = "AR";
         }},
        {"",
         [](Request& r, Facts& f) {  // what is cancelled was told before
             f.requirements.of_event           = {EventData::level_of_service, EventData::diagnosis};
             r.event.review.certification_type = "3";
             r.event.previous_certification    = "PA1";
         }},
    });
}

TEST_CASE("standing: what the payer needs to be told of a provider is missed where the provider stands")
{
    using model::ProviderData;
    check_all({
        {"requester/name-missing, requester/phone-missing, requester/state-missing, requester/address-missing",
         [](Request&, Facts& f) {
             f.requirements.of_requester = {ProviderData::name, ProviderData::telephone, ProviderData::state,
                                            ProviderData::address};
         }},
        {"",
         [](Request& r, Facts& f) {
             f.requirements.of_requester = {ProviderData::name, ProviderData::telephone, ProviderData::state,
                                            ProviderData::address};
             r.requester.name            = "RIVERA";
             r.requester.address         = model::Address{"1 EXAMPLE STREET", "", "SAMPLETON", "MA", "02134", "", ""};
             r.requester.contact         = model::Contact{"", {{{"FX", "6175550101"}, {"TE", "6175550100"}, {}}}};
         }},
        {"requester/phone-missing",
         [](Request& r, Facts& f) {  // a licence says the state, a fax is no telephone
             f.requirements.of_requester = {ProviderData::telephone, ProviderData::state};
             r.requester.references      = {{"0B", "L1", "MA"}};
             r.requester.contact         = model::Contact{"", {{{"FX", "6175550101"}, {}, {}}}};
         }},
        {"provider/name-missing 0:1, service-provider/name-missing 1:1, service-provider/name-missing 2:1",
         [](Request& r, Facts& f) {
             f.requirements.of_providers = {ProviderData::name};
             r.event.providers[1].name   = "SAMPLETON REHAB GROUP";
         }},
    });
}

TEST_CASE("standing: faults found while reading stand in their place, once, and hide what follows from them")
{
    const auto request = some_request();
    auto       facts   = some_facts();
    CHECK(said(request, facts, {{"service/procedure-missing", 2}, {"request/diagnosis-missing"}})
          == "request/diagnosis-missing, service/procedure-missing 2");

    facts.requester.on_file             = Known::no;
    facts.event_providers[1].on_file    = Known::no;
    facts.requirements.provider_on_file = true;
    CHECK(said(request, facts, {{"provider/id-invalid", 0, 2}, {"requester/id-invalid"}, {"requester/id-invalid"}})
          == "requester/id-invalid, provider/id-invalid 0:2");
    CHECK(said(request, facts) == "requester/unknown, provider/unknown 0:2");

    facts.member.on_file = Known::no;
    CHECK(said(request, facts, {{"member/id-missing"}}) == "requester/unknown, member/id-missing, provider/unknown 0:2");
    CHECK(said(request, facts, {{"partner/not-authorized"}, {"service/procedure-missing", 1}}) == "partner/not-authorized");
}

}  // namespace x278::policy::tests
