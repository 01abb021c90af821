// What every backend finds for an inquiry, and for whom. docs/decisions/014-who-may-see-what-is-on-file.md
#include "store_fixture.hpp"

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;

namespace {

using model::Outcome;
using model::RequestKind;

constexpr std::chrono::year_month_day day(int month, unsigned of_month)
{
    return std::chrono::year(2026) / month / static_cast<int>(of_month);
}

// What a request is about, for those that are asked after later.
struct About {
    const char* reference;
    const char* member    = "M1";
    const char* requester = "1234567893";
    Outcome     outcome   = Outcome::approved;
    const char* number    = "";  // certification, or case number of a pend
    const char* procedure = "97110";
    int         month     = 8;  // of the service
    const char* previous  = "";
    RequestKind kind      = RequestKind::review;
    const char* provider  = "2999990064";
};

model::ServiceReviewRequest request_about(const About& about)
{
    model::ServiceReviewRequest request;
    const std::string           source = std::string("ST*278*") + about.reference + "~";
    request.source.assign(source.begin(), source.end());
    request.separators                        = {'|', '!', '>', '~'};
    request.kind                              = about.kind;
    request.reference                         = about.reference;
    request.subscriber.id                     = {"MI", about.member};
    request.requester.id                      = {"XX", about.requester};
    request.event.review.request_category     = "HS";
    request.event.previous_certification      = about.previous;
    request.event.providers.emplace_back().id = {"XX", about.provider};
    model::ServiceLine& line                  = request.event.lines.emplace_back();
    line.number                               = 1;
    line.service.procedure                    = about.procedure;
    line.service_period                       = {{day(about.month, 1), day(about.month, 28), true}};
    return request;
}

void record(Store& store, const About& about)
{
    const auto    request = request_about(about);
    const Arrival arrival{{"SENDER", about.reference, "T1"}, about.reference, &request};
    const auto    recorded = determine_one(store, arrival, [&](const Arrival&, const Moment&) {
        Decided decided;
        auto&   d                      = decided.determination;
        d.event.outcome                = about.outcome;
        d.lines.emplace_back().outcome = about.outcome;
        if (about.outcome == Outcome::denied_administratively) d.rejections = {{"member/not-found"}};
        (about.outcome == Outcome::pended ? d.administrative_reference : d.certification_number) = about.number;
        return decided;
    });
    CHECK_FALSE(recorded.repeated);
}

// An inquiry of a requester about a member, that asks for nothing else.
model::ServiceReviewRequest inquiry_of(const char* requester, const char* member = "M1")
{
    model::ServiceReviewRequest inquiry;
    inquiry.kind                          = RequestKind::inquiry;
    inquiry.subscriber.id                 = {"MI", member};
    inquiry.requester.id                  = {"XX", requester};
    inquiry.event.review.request_category = "HS";
    return inquiry;
}

const Wanted any_determination = [](const model::Determination&) { return true; };

// The sources of what is found, in order: "R2 R1".
std::string found(Store&                             store,
                  const model::ServiceReviewRequest& inquiry,
                  const Wanted&                      wanted = any_determination,
                  std::size_t                        max    = 20)
{
    const auto answer = store.find(inquiry, wanted, max);
    REQUIRE_MESSAGE(answer.has_value(), (answer ? "" : answer.error().message));
    std::string all;
    for (const OnRecord& one : answer->requests) all += (all.empty() ? "" : " ") + one.source.substr(7, one.source.size() - 8);
    return all + (answer->more ? " ..." : "");
}

}  // namespace

TEST_CASE("store: an inquiry finds what its requester asked for or is to do, the newest first, and nobody else's")
{
    with_each_backend([](Store& store) {
        record(store, {.reference = "R1", .number = "PA1"});
        record(store, {.reference = "R2", .outcome = Outcome::pended, .number = "CASE2"});
        record(store, {.reference = "R3", .requester = "2999990031", .number = "PA3", .provider = "2999990049"});
        record(store, {.reference = "R4", .member = "M2", .number = "PA4"});
        record(store, {.reference = "R5", .outcome = Outcome::denied_administratively});  // rejected: nothing was decided
        record(store, {.reference = "R6", .kind = RequestKind::notification});
        CHECK(found(store, inquiry_of("1234567893")) == "R2 R1");
        CHECK(found(store, inquiry_of("2999990064")) == "R2 R1");  // who is to serve
        CHECK(found(store, inquiry_of("2999990031")) == "R3");
        CHECK(found(store, inquiry_of("2999990049")) == "R3");
        CHECK(found(store, inquiry_of("2999990015")) == "");
        CHECK(found(store, inquiry_of("1234567893", "m2 ")) == "R4");

        record(store, {.reference = "R7", .member = "short M7", .number = "PA7"});  // on file as M7
        CHECK(found(store, inquiry_of("1234567893", "M7")) == "R7");
        CHECK(found(store, inquiry_of("1234567893", "short M7")) == "R7");
        CHECK(found(store, inquiry_of("1234567893", "")) == "");

        const auto answer = store.find(inquiry_of("1234567893"), any_determination, 1);
        REQUIRE(answer.has_value());
        CHECK(answer->more);
        CHECK(answer->facts.received_at == some_moment);
        REQUIRE(answer->requests.size() == 1);
        CHECK(answer->requests[0].determination.administrative_reference == "CASE2");
        CHECK(answer->requests[0].separators == std::array<char, 4>{'|', '!', '>', '~'});
    });
}

TEST_CASE("store: a number opens what it names to whoever names it, and nothing beside it")
{
    with_each_backend([](Store& store) {
        record(store, {.reference = "R1", .number = "PA1"});
        record(store, {.reference = "R2", .outcome = Outcome::pended, .number = "CASE2"});
        auto stranger                         = inquiry_of("2999990015");
        stranger.event.previous_certification = "pa1";
        CHECK(found(store, stranger) == "R1");
        stranger.event.administrative_reference = "CASE2";  // no request has both
        CHECK(found(store, stranger) == "");
        stranger.event.previous_certification = "";
        CHECK(found(store, stranger) == "R2");
        stranger.event.administrative_reference = "CASE9";
        CHECK(found(store, stranger) == "");

        auto at_line                                              = inquiry_of("2999990015");
        at_line.event.lines.emplace_back().previous_certification = "PA1";
        CHECK(found(store, at_line) == "R1");

        auto other_member                         = inquiry_of("1234567893", "M2");
        other_member.event.previous_certification = "PA1";
        CHECK(found(store, other_member) == "");
        auto own                         = inquiry_of("1234567893");
        own.event.previous_certification = "PA9";
        CHECK(found(store, own) == "");
    });
}

TEST_CASE("store: dates, kinds of service and services narrow what is found; what the other side does not say does not")
{
    with_each_backend([](Store& store) {
        record(store, {.reference = "R1", .number = "PA1"});
        record(store, {.reference = "R2", .number = "PA2", .procedure = "70551", .month = 9});
        auto inquiry               = inquiry_of("1234567893");
        inquiry.event.event_period = {{day(8, 28), day(8, 31), true}};
        CHECK(found(store, inquiry) == "R1");
        inquiry.event.event_period = {{day(8, 28), day(9, 1), true}};
        CHECK(found(store, inquiry) == "R2 R1");
        inquiry.event.event_period = {{day(10, 1), day(10, 1), false}};
        CHECK(found(store, inquiry) == "");

        auto service                                         = inquiry_of("1234567893");
        service.event.lines.emplace_back().service.procedure = "70551";
        CHECK(found(store, service) == "R2");
        auto category                          = inquiry_of("1234567893");
        category.event.review.request_category = "AR";
        CHECK(found(store, category) == "");
        category.event.previous_certification = "PA1";  // a number says enough
        CHECK(found(store, category) == "R1");
        auto type                      = inquiry_of("1234567893");
        type.event.review.service_type = "PT";  // none of them said theirs
        CHECK(found(store, type) == "R2 R1");

        CHECK(found(store, inquiry_of("1234567893"), [](const auto& d) { return d.certification_number == "PA1"; }) == "R1");
        CHECK(found(store, inquiry_of("1234567893"), any_determination, 1) == "R2 ...");
        CHECK(found(store, inquiry_of("1234567893"), any_determination, 2) == "R2 R1");
    });
}

TEST_CASE("store: a dependent's requests are found for that dependent, the subscriber's for the subscriber")
{
    with_each_backend([](Store& store) {
        auto request                           = request_about({.reference = "R1"});
        request.dependent.emplace().first_name = "Jo";
        request.dependent->birth_date          = day(5, 11);
        const Arrival arrival{{"SENDER", "R1", "T1"}, "R1", &request};
        CHECK_FALSE(determine_one(store, arrival).repeated);

        CHECK(found(store, inquiry_of("1234567893")) == "");
        auto inquiry                           = inquiry_of("1234567893");
        inquiry.dependent.emplace().first_name = "JO";
        CHECK(found(store, inquiry) == "R1");
        inquiry.dependent->birth_date = day(5, 11);
        CHECK(found(store, inquiry) == "R1");
        inquiry.dependent->birth_date = day(5, 12);
        CHECK(found(store, inquiry) == "");
    });
}

TEST_CASE("store: what was cancelled since stands cancelled")
{
    with_each_backend([](Store& store) {
        record(store, {.reference = "R1", .number = "PA1"});
        record(store, {.reference = "R2", .number = "PA2"});
        record(store, {.reference = "R3", .outcome = Outcome::cancelled, .previous = "PA1"});
        auto inquiry                         = inquiry_of("1234567893");
        inquiry.event.previous_certification = "PA1";
        const auto answer                    = store.find(inquiry, any_determination, 20);
        REQUIRE(answer.has_value());
        REQUIRE(answer->requests.size() == 1);
        CHECK(answer->requests[0].determination.event.outcome == Outcome::cancelled);
        CHECK(answer->requests[0].determination.lines.at(0).outcome == Outcome::cancelled);
        CHECK(found(store, inquiry_of("1234567893")) == "R3 R2 R1");
        CHECK(found(store, inquiry_of("1234567893"), [](const auto& d) { return d.event.outcome == Outcome::approved; }) == "R2");
    });
}

TEST_CASE("store: what was pended and cancelled by its case number stands cancelled")
{
    with_each_backend([](Store& store) {
        record(store, {.reference = "R1", .outcome = Outcome::pended, .number = "CASE1"});
        record(store, {.reference = "R2", .outcome = Outcome::pended, .number = "CASE2"});
        record(store, {.reference = "C1", .outcome = Outcome::cancelled, .previous = "CASE1"});
        const auto answer = store.find(inquiry_of("1234567893"), any_determination, 20);
        REQUIRE(answer.has_value());
        REQUIRE(answer->requests.size() == 3);
        CHECK(answer->requests[1].determination.event.outcome == Outcome::pended);
        CHECK(answer->requests[2].determination.event.outcome == Outcome::cancelled);
    });
}
