// What every backend promises. A new backend joins by a line in `backends`.
#include "store_fixture.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <thread>

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;

namespace {

struct Backend {
    const char*                                                   name;
    std::function<std::unique_ptr<Store>(const TemporaryFolder&)> open;
};

const std::vector<Backend> backends{
    {"SQLite on disk", [](const TemporaryFolder& folder) { return open_store(folder.data()); }},
    {"SQLite in memory", [](const TemporaryFolder&) { return open_store(":memory:"); }},
};

// Runs `check` against a fresh store of each backend.
void with_each_backend(const std::function<void(Store&)>& check)
{
    for (const Backend& backend : backends) {
        CAPTURE(backend.name);
        const TemporaryFolder folder;
        check(*backend.open(folder));
    }
}

[[nodiscard]] std::vector<Arrival> arrivals_of(const std::vector<Sent>& sent)
{
    std::vector<Arrival> arrivals;
    for (const Sent& one : sent) arrivals.push_back(one());
    return arrivals;
}

}  // namespace

TEST_CASE("store: a new request is decided with the facts of the moment and a number of its own")
{
    with_each_backend([](Store& store) {
        const Recorded first = determine_one(store, Sent("R1", "knee")());
        CHECK_FALSE(first.repeated);
        CHECK_FALSE(first.conflicting);
        CHECK(first.determination.certification_number == "C000001");
        CHECK(first.determination.determined_at == some_moment);
        CHECK(first.determination.event.reasons == std::vector<model::ReasonCode>{{"A1", "seen: ST*278*knee~"}});

        CHECK(determine_one(store, Sent("R2", "hip")()).determination.certification_number == "C000002");
    });
}

TEST_CASE("store: a retry gets the determination of the first time, and nobody decides again")
{
    with_each_backend([](Store& store) {
        const Sent     sent("R1", "knee");
        const Recorded first  = determine_one(store, sent());
        const Recorded second = determine_one(store, sent(), nobody_decides);
        CHECK(second.repeated);
        CHECK_FALSE(second.conflicting);
        CHECK(second.determination == first.determination);
    });
}

TEST_CASE("store: each part of the key makes another request, an absent trace number included")
{
    with_each_backend([](Store& store) {
        Sent other_sender("R1", "knee", "T1");
        other_sender.arrival.key.sender = "OTHER";
        std::set<std::string> numbers;
        for (const Arrival& arrival : {Sent("R1", "knee", "T1")(), Sent("R2", "knee", "T1")(), Sent("R1", "knee", "T2")(),
                                       Sent("R1", "knee", "")(), other_sender()}) {
            // Deciding reads only the key: the request itself is gone when this line is reached.
            const Sent     asked("R", "knee");
            const Arrival  whole{arrival.key, arrival.fingerprint, &asked.request};
            const Recorded recorded = determine_one(store, whole);
            CHECK_FALSE(recorded.repeated);
            numbers.insert(recorded.determination.certification_number);
            CHECK(determine_one(store, whole, nobody_decides).repeated);
        }
        CHECK(numbers.size() == 5);
    });
}

TEST_CASE("store: a key used before for another request is a conflict, and gives nothing away")
{
    with_each_backend([](Store& store) {
        const Recorded first    = determine_one(store, Sent("R1", "knee")());
        const Recorded conflict = determine_one(store, Sent("R1", "hip")(), nobody_decides);
        CHECK(conflict.conflicting);
        CHECK_FALSE(conflict.repeated);
        CHECK(conflict.determination == model::Determination());

        // The first is still what stands under the key.
        CHECK(determine_one(store, Sent("R1", "knee")(), nobody_decides).determination == first.determination);
    });
}

TEST_CASE("store: answers stand in the order of the arrivals, and an arrival sees those before it")
{
    with_each_backend([](Store& store) {
        const std::vector<Sent> sent = [] {
            std::vector<Sent> all;
            for (const auto& [reference, fingerprint] :
                 {std::pair{"R1", "knee"}, {"R2", "hip"}, {"R1", "knee"}, {"R2", "elbow"}, {"R3", "knee"}})
                all.emplace_back(reference, fingerprint);
            return all;
        }();
        const auto arrivals = arrivals_of(sent);
        int        decided  = 0;
        const auto all      = store.determine(arrivals, [&](const Arrival& arrival, const Moment& moment) {
            ++decided;
            return certify(arrival, moment);
        });

        REQUIRE(all.has_value());
        REQUIRE(all->size() == 5);
        CHECK(decided == 3);
        CHECK((*all)[0].determination.certification_number == "C000001");
        CHECK((*all)[1].determination.certification_number == "C000002");
        CHECK((*all)[2].repeated);
        CHECK((*all)[2].determination == (*all)[0].determination);
        CHECK((*all)[3].conflicting);
        CHECK((*all)[4].determination.certification_number == "C000003");
    });
}

TEST_CASE("store: what is not to be kept is decided afresh when it comes again")
{
    with_each_backend([](Store& store) {
        const Sent sent("R1", "knee");
        const auto closed = [](const Arrival&, const Moment&) {
            Decided decided;
            decided.determination.rejections = {{"system/down"}};
            decided.kept                     = false;
            return decided;
        };
        for (int i = 0; i < 2; ++i) {
            const Recorded refused = determine_one(store, sent(), closed);
            CHECK_FALSE(refused.repeated);
            CHECK(refused.determination.rejections == std::vector<model::Rejection>{{"system/down"}});
        }
        const Recorded decided = determine_one(store, sent());
        CHECK_FALSE(decided.repeated);
        CHECK(decided.determination.certification_number == "C000001");
        CHECK(determine_one(store, sent(), nobody_decides).repeated);
    });
}

TEST_CASE("store: a certification given here is known again, to the same member")
{
    with_each_backend([](Store& store) {
        Sent first("R1", "knee");
        first.request.utilization_management_organization.id = {"PI", "00700"};
        first.request.subscriber.id                          = {"MI", "XYZ100"};
        const std::string given                              = determine_one(store, first()).determination.certification_number;

        struct Case {
            std::string_view member;
            std::string_view number;
            model::Known     known;
        };
        int references = 2;
        for (const Case& c : {Case{"XYZ100", given, model::Known::yes}, Case{"xyz100", given, model::Known::yes},
                              Case{"XYZ200", given, model::Known::unknown}, Case{"XYZ100", "C999999", model::Known::unknown},
                              Case{"XYZ100", "", model::Known::unknown}}) {
            CAPTURE(c.member);
            CAPTURE(c.number);
            Sent later("R" + std::to_string(references++), "hip");
            later.request.utilization_management_organization.id = {"PI", "00700"};
            later.request.subscriber.id                          = {"MI", c.member};
            later.request.event.previous_certification           = c.number;
            const auto seen                                      = [&](const Arrival& arrival, const Moment& moment) {
                CHECK(moment.facts.previous_certification == c.known);
                return certify(arrival, moment);
            };
            static_cast<void>(determine_one(store, later(), seen));
        }
    });
}

TEST_CASE("store: nothing to determine is determined at once")
{
    with_each_backend([](Store& store) {
        const auto none = store.determine({}, nobody_decides);
        REQUIRE(none.has_value());
        CHECK(none->empty());
    });
}

TEST_CASE("store: when `decide` throws, nothing of the call is recorded and its numbers are given again")
{
    with_each_backend([](Store& store) {
        const std::vector<Sent> sent = [] {
            std::vector<Sent> all;
            for (const char* reference : {"R1", "R2", "R3"}) all.emplace_back(reference, "knee");
            return all;
        }();
        const auto arrivals = arrivals_of(sent);
        const auto broken   = [](const Arrival& arrival, const Moment& moment) {
            if (arrival.key.reference == "R3") throw std::runtime_error("the plan is broken");
            return certify(arrival, moment);
        };
        CHECK_THROWS_WITH_AS(static_cast<void>(store.determine(arrivals, broken)), "the plan is broken", std::runtime_error);

        const auto all = store.determine(arrivals, certify);
        REQUIRE(all.has_value());
        for (const Recorded& recorded : *all) CHECK_FALSE(recorded.repeated);
        CHECK(all->front().determination.certification_number == "C000001");
    });
}

TEST_CASE("store: a `decide` that calls the store is told so instead of waiting for ever")
{
    with_each_backend([](Store& store) {
        const Sent sent("R1", "knee");
        const auto arrival = sent();
        const auto calls   = [&](const Arrival&, const Moment&) -> Decided {
            static_cast<void>(store.next_number(Series::interchange));
            return {};
        };
        CHECK_THROWS_WITH_AS(static_cast<void>(store.determine({&arrival, 1}, calls)),
                             "store: `decide` called the store that called it", std::logic_error);
        CHECK_FALSE(determine_one(store, arrival).repeated);
    });
}

TEST_CASE("store: numbers of a series begin at 1, follow on, and are of that series alone")
{
    with_each_backend([](Store& store) {
        for (std::uint64_t expected = 1; expected <= 250; ++expected) CHECK(store.next_number(Series::interchange) == expected);
        CHECK(store.next_number(Series::group) == 1u);
        CHECK(determine_one(store, Sent("R1", "knee")()).determination.certification_number == "C000001");
        CHECK(store.next_number(Series::interchange) == 251u);
    });
}

TEST_CASE("store: four threads with the same requests decide each of them once")
{
    with_each_backend([](Store& store) {
        constexpr int threads = 4, requests = 200, batch = 5;

        std::vector<Sent> sent;
        for (int i = 0; i < requests; ++i) sent.emplace_back(fmt::format("R{}", i), "knee");
        const auto arrivals = arrivals_of(sent);

        std::map<std::string, int>              decided;  // written under the store's own turn
        std::vector<std::vector<std::string>>   seen(threads);
        std::vector<std::vector<std::uint64_t>> numbers(threads);
        const auto                              work = [&](int thread) {
            for (int first = 0; first < requests; first += batch) {
                const auto all =
                    store.determine(std::span(arrivals).subspan(first, batch), [&](const Arrival& arrival, const Moment& moment) {
                        ++decided[arrival.key.reference];
                        return certify(arrival, moment);
                    });
                if (!all) return;
                for (const Recorded& recorded : *all) seen[thread].push_back(recorded.determination.certification_number);
                numbers[thread].push_back(store.next_number(Series::group).value_or(0));
            }
        };
        std::vector<std::thread> running;
        for (int thread = 0; thread < threads; ++thread) running.emplace_back(work, thread);
        for (std::thread& thread : running) thread.join();

        CHECK(decided.size() == requests);
        CHECK(std::ranges::all_of(decided, [](const auto& one) { return one.second == 1; }));
        CHECK(seen[0].size() == requests);
        for (const auto& others : seen) CHECK(others == seen[0]);

        std::set<std::uint64_t> given;
        for (const auto& own : numbers) given.insert(own.begin(), own.end());
        CHECK(given.size() == threads * requests / batch);
        CHECK_FALSE(given.contains(0));
    });
}

TEST_CASE("store: what a sender wrote is kept byte for byte, in whatever alphabet")
{
    with_each_backend([](Store& store) {
        using namespace std::string_literals;
        const std::string odd    = "quote \" backslash \\ newline \n nul \0 latin-1 \xE9 utf-8 \xC3\xA9"s;
        const auto        decide = [&](const Arrival& arrival, const Moment& moment) {
            Decided decided                   = certify(arrival, moment);
            decided.determination.event.queue = odd;
            decided.reply                     = odd;
            return decided;
        };
        const Sent sent(odd, odd, odd);
        CHECK_FALSE(determine_one(store, sent(), decide).repeated);
        const Recorded again = determine_one(store, sent(), nobody_decides);
        CHECK(again.repeated);
        CHECK(again.determination.event.queue == odd);

        // The parts of a key are told apart beyond a NUL.
        CHECK_FALSE(determine_one(store, Sent(odd + "2", odd, odd)()).repeated);
    });
}

TEST_CASE("store: a request that kept no bytes of its own is recorded all the same")
{
    with_each_backend([](Store& store) {
        const model::ServiceReviewRequest empty;
        const Arrival                     arrival{{"", "", ""}, "", &empty};
        CHECK_FALSE(determine_one(store, arrival).repeated);
        CHECK(determine_one(store, arrival, nobody_decides).repeated);
    });
}

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
