// Other plans over what was decided before: what would be answered otherwise.
#include "app/replay.hpp"

#include "app/outbox.hpp"
#include "app/processor.hpp"
#include "support/answering.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace x278;
using test::now;

namespace {

constexpr const char* payer = R"(payer TEST "Test Plan"
  identified by PI 00700
  time zone America/New_York
  products all = HMO
  the engine may not deny
  when no rule speaks contact intake
contact intake "INTAKE" telephone 8005550100
)";

policy::Plans plans_saying(const std::string& outcome)
{
    const std::vector<policy::PlanFile> files{
        {"plans/test/payer.rules", payer},
        {"plans/test/a.rules",
         "rule PT-1 \"physical therapy\"\n  stage limits\n  for every product\n  when service type is PT\n  " + outcome
             + "\n  source TEST-1\n"},
    };
    return policy::Plans::compile(files).value();
}

model::Facts facts_at(const model::ServiceReviewRequest&, std::chrono::sys_seconds at)
{
    model::Facts facts;
    facts.received_at              = at;
    facts.member.on_file           = model::Known::yes;
    facts.member.eligible          = true;
    facts.member.product           = "HMO";
    facts.requester.on_file        = model::Known::yes;
    facts.service_provider.on_file = model::Known::yes;
    return facts;
}

std::unique_ptr<store::Store> new_store()
{
    return store::open_sqlite_store(":memory:", [](const auto& request) { return facts_at(request, now); }).value();
}

// Answers the samples in `store` under `plans`.
void process(store::Store& store, const policy::Plans& plans, std::initializer_list<const char*> samples)
{
    const app::Processor processor(edi::Guides::embedded(), edi::Answers::embedded(), plans, store, fixed_clock(now));
    for (const char* const name : samples) {
        const auto bytes = test::read_file(test::project() / "samples" / "inbox" / name);
        REQUIRE(!bytes.empty());
        app::MemoryOutbox replies;
        app::Observer     nobody;
        REQUIRE(processor.process(app::memory_input(name, bytes), replies, nobody).has_value());
    }
}

std::vector<app::Replayed> replayed(store::Store& store, const policy::Plans& plans, app::ReplayCounts* counts = nullptr)
{
    std::vector<app::Replayed> all;
    const auto                 done =
        app::replay(store, plans, facts_at, edi::Guides::embedded(), [&](const app::Replayed& one) { all.push_back(one); });
    REQUIRE(done.has_value());
    if (counts != nullptr) *counts = *done;
    return all;
}

}  // namespace

TEST_CASE("replay: the same plans answer the same, also to what they rejected")
{
    const auto plans = plans_saying("approve up to 26 visits beyond modify because 04");
    const auto store = new_store();
    process(*store, plans, {"physical-therapy-29-visits.edi", "home-oxygen.edi"});

    app::ReplayCounts counts;
    const auto        all = replayed(*store, plans, &counts);
    CHECK(counts.replayed == all.size());
    CHECK(counts.unreadable == 0);
    REQUIRE(all.size() == 2);
    for (const app::Replayed& one : all) {
        CAPTURE(one.key.reference);
        CHECK(one.received_at == now);
        CHECK(app::differences(one.before, one.after).empty());
        CHECK(one.after.certification_number == one.before.certification_number);
    }
}

TEST_CASE("replay: what new plans answer otherwise is told line by line, and what was recorded stays")
{
    const auto store = new_store();
    process(*store, plans_saying("approve up to 26 visits beyond modify because 04"),
            {"physical-therapy-29-visits.edi", "home-oxygen.edi"});

    const auto all = replayed(*store, plans_saying("pend to nurse because 0V"));
    REQUIRE(all.size() == 2);
    const auto therapy = std::ranges::find_if(all, [](const auto& one) {
        return one.before.event.decided_by != one.after.event.decided_by || !app::differences(one.before, one.after).empty();
    });
    REQUIRE(therapy != all.end());
    const auto found = app::differences(therapy->before, therapy->after);
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].before != nullptr);
    REQUIRE(found[0].after != nullptr);
    CHECK(found[0].before->outcome == model::Outcome::modified);
    CHECK(found[0].before->reasons.at(0).code == "04");
    CHECK(found[0].after->outcome == model::Outcome::pended);
    CHECK(found[0].after->queue == "nurse");
    CHECK(found[0].after->decided_by == "PT-1");
    CHECK(std::ranges::count_if(all, [](const auto& one) { return !app::differences(one.before, one.after).empty(); }) == 1);

    // Replaying recorded nothing.
    const auto again = replayed(*store, plans_saying("pend to nurse because 0V"));
    CHECK(again.size() == 2);
    CHECK(again[0].before == all[0].before);
}

TEST_CASE("replay: a payer the new plans do not know is a difference of the whole request")
{
    const auto store = new_store();
    process(*store, plans_saying("approve"), {"physical-therapy-29-visits.edi"});

    std::string other = payer;
    other.replace(other.find("00700"), 5, "99999");
    const std::vector<policy::PlanFile> files{{"plans/test/payer.rules", other}};
    const auto                          all = replayed(*store, policy::Plans::compile(files).value());
    REQUIRE(all.size() == 1);
    const auto found = app::differences(all[0].before, all[0].after);
    REQUIRE(found.size() == 1);
    CHECK(found[0].line == 0);
    CHECK(found[0].before != nullptr);
    CHECK(found[0].after == nullptr);
    CHECK(!all[0].after.rejections.empty());
}
