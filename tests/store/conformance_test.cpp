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

// What a payer's person has on the desk, or once had. Seen: whether the store knew of an open one.
struct Asked {
    const char*        reference;
    const char*        content;
    model::Outcome     outcome  = model::Outcome::pended;
    const char*        number   = "";  // given with the answer
    const char*        previous = "";  // of a cancellation
    const char*        case_of  = "";  // likewise
    model::RequestKind kind     = model::RequestKind::review;
};

model::Known seen(Store& store, const Asked& asked)
{
    Sent sent(asked.reference, asked.reference);
    sent.arrival.content                        = asked.content;
    sent.request.kind                           = asked.kind;
    sent.request.subscriber.id                  = {"MI", "M1"};
    sent.request.event.previous_certification   = asked.previous;
    sent.request.event.administrative_reference = asked.case_of;
    model::Known known                          = model::Known::unknown;
    const auto   recorded                       = determine_one(store, sent(), [&](const Arrival&, const Moment& moment) {
        known = moment.facts.open_duplicate;
        Decided decided;
        decided.determination.event.outcome                                                    = asked.outcome;
        (asked.outcome == model::Outcome::pended ? decided.determination.administrative_reference
                                                                         : decided.determination.certification_number) = asked.number;
        return decided;
    });
    CHECK_FALSE(recorded.repeated);
    return known;
}

}  // namespace

TEST_CASE("store: the same content under another reference is known while the first is pended, and other content is not")
{
    using enum model::Known;
    with_each_backend([](Store& store) {
        CHECK(seen(store, {.reference = "R1", .content = "knee", .number = "CASE1"}) == no);
        CHECK(seen(store, {.reference = "R2", .content = "hip"}) == no);
        CHECK(seen(store, {.reference = "R3", .content = "knee", .kind = model::RequestKind::notification}) == no);
        CHECK(seen(store, {.reference = "R4", .content = "knee", .outcome = model::Outcome::denied_administratively}) == yes);

        // The first of them is asked again under its own reference: nobody decides.
        Sent again("R1", "R1");
        again.arrival.content = "knee";
        CHECK(determine_one(store, again(), nobody_decides).determination.administrative_reference == "CASE1");
    });
}

TEST_CASE("store: what was decided, rejected, received or told without its content is no open request")
{
    using enum model::Known;
    with_each_backend([](Store& store) {
        CHECK(seen(store, {.reference = "R1", .content = "knee", .outcome = model::Outcome::approved, .number = "PA1"}) == no);
        CHECK(seen(store, {.reference = "R2", .content = "knee", .outcome = model::Outcome::denied_administratively}) == no);
        CHECK(seen(store, {.reference = "R3", .content = "knee", .kind = model::RequestKind::notification}) == no);
        CHECK(seen(store, {.reference = "R4", .content = "knee"}) == no);

        CHECK(seen(store, {.reference = "R5", .content = ""}) == no);
        CHECK(seen(store, {.reference = "R6", .content = ""}) == no);
    });
}

TEST_CASE("store: what was cancelled since is not open, by whatever number the cancellation named it")
{
    using enum model::Known;
    with_each_backend([](Store& store) {
        CHECK(seen(store, {.reference = "R1", .content = "knee", .number = "CASE1"}) == no);
        CHECK(seen(store, {.reference = "C0", .content = "c0", .outcome = model::Outcome::cancelled, .case_of = "CASE9"}) == no);
        CHECK(seen(store, {.reference = "R2", .content = "knee", .number = "CASE2"}) == yes);
        CHECK(seen(store, {.reference = "C1", .content = "c1", .outcome = model::Outcome::cancelled, .case_of = "case1"}) == no);
        CHECK(seen(store, {.reference = "R3", .content = "knee", .number = "CASE3"}) == yes);  // R2
        CHECK(seen(store, {.reference = "C2", .content = "c2", .outcome = model::Outcome::cancelled, .previous = "CASE2"}) == no);
        CHECK(seen(store, {.reference = "C3", .content = "c3", .outcome = model::Outcome::cancelled, .previous = "CASE3"}) == no);
        CHECK(seen(store, {.reference = "R4", .content = "knee", .number = "CASE4"}) == no);
    });
}

TEST_CASE("store: what was recorded is told once, in the order it was recorded, as it came and as it was decided")
{
    with_each_backend([](Store& store) {
        constexpr int            count = 600;  // more than are read at a time
        std::vector<std::string> numbers;
        for (int i = 0; i < count; ++i) {
            const Sent sent("R" + std::to_string(i), "knee" + std::to_string(i));
            numbers.push_back(determine_one(store, sent()).determination.certification_number);
        }
        static_cast<void>(determine_one(store, Sent("R7", "knee7")(), nobody_decides));  // a retry is no request of its own

        std::vector<History> all;
        REQUIRE(store.for_each_recorded([&](const History& past) { all.push_back(past); }).has_value());
        REQUIRE(all.size() == count);
        for (int i = 0; i < count; ++i) {
            CAPTURE(i);
            const History& past = all[static_cast<std::size_t>(i)];
            CHECK(past.key == Sent("R" + std::to_string(i), "").arrival.key);
            CHECK(past.fingerprint == "knee" + std::to_string(i));
            CHECK(past.received_at == some_moment);
            CHECK(past.kind == model::RequestKind::review);
            CHECK(past.then.source == "ST*278*knee" + std::to_string(i) + "~");
            CHECK(past.then.determination.certification_number == numbers[static_cast<std::size_t>(i)]);
        }
    });
}

TEST_CASE("store: whoever is told what was recorded may determine more, which is not told")
{
    with_each_backend([](Store& store) {
        static_cast<void>(determine_one(store, Sent("R1", "knee")()));
        int told = 0;
        REQUIRE(store.for_each_recorded([&](const History&) {
            ++told;
            static_cast<void>(determine_one(store, Sent("N" + std::to_string(told), "hip")()));
        }));
        CHECK(told == 1);
        told = 0;
        REQUIRE(store.for_each_recorded([&](const History&) { ++told; }));
        CHECK(told == 2);
    });
}
