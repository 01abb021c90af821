// Another version of the plans, while requests are being decided.
#include "app/reload.hpp"

#include "app/outbox.hpp"
#include "bench/generate.hpp"
#include "support/answering.hpp"

#include <doctest/doctest.h>

using namespace x278;
using test::now;

namespace {

// Two versions of one plan: this one and, with another number, another.
Result<policy::Plans> version(const std::string& extension)
{
    const std::vector<policy::PlanFile> files{{"plans/test/payer.rules", "payer TEST \"Test Plan\"\n"
                                                                         "  identified by PI 00700\n"
                                                                         "  time zone America/New_York\n"
                                                                         "  products all = HMO\n"
                                                                         "  the engine may not deny\n"
                                                                         "  when no rule speaks contact intake\n"
                                                                         "contact intake \"INTAKE\" telephone "
                                                                             + extension + "\n"}};
    auto                                plans = policy::Plans::compile(files);
    if (!plans) return failure(ErrorCode::bad_input, plans.error().front().message);
    return std::move(*plans);
}

std::unique_ptr<store::Store> new_store()
{
    return store::open_sqlite_store(":memory:",
                                    [](const model::ServiceReviewRequest&) {
                                        model::Facts facts;
                                        facts.received_at = now;
                                        return facts;
                                    })
        .value();
}

// Which revision decided each request; takes another version into use after the first answer.
struct Revisions : app::Observer {
    explicit Revisions(app::Processor& p) : processor(p) {}

    void on_answer(const model::ServiceReviewRequest&, const model::Determination& determination, bool) override
    {
        if (all.empty()) processor.use(version("8005550111").value());
        all.push_back(determination.plan_revision);
    }

    app::Processor&          processor;
    std::vector<std::string> all;
};

}  // namespace

TEST_CASE("reload: another version is in use from then on; the same one, and one that does not compile, change nothing")
{
    const auto     store = new_store();
    app::Processor processor(edi::Guides::embedded(), edi::Answers::embedded(), version("8005550100").value(), *store,
                             fixed_clock(now));
    const auto     first = processor.plans();

    std::vector<std::string> asked;  // the revisions whose warnings were wanted
    const auto               warnings_of = [&](const policy::Plans& plans) {
        asked.push_back(plans.revision());
        return std::vector<std::string>{"coverage.csv:2:14: no such product"};
    };

    CHECK(app::reload_plans(
              processor, [] { return version("8005550100"); }, warnings_of)
          == app::Reloaded::unchanged);
    CHECK(processor.plans() == first);

    CHECK(app::reload_plans(
              processor, [] { return version("nonsense nonsense"); }, warnings_of)
          == app::Reloaded::refused);
    CHECK(processor.plans() == first);
    CHECK(asked.empty());

    CHECK(app::reload_plans(
              processor, [] { return version("8005550111"); }, warnings_of)
          == app::Reloaded::replaced);
    CHECK(asked == std::vector<std::string>{version("8005550111")->revision()});
    CHECK(processor.plans()->revision() == version("8005550111")->revision());
    CHECK(first->revision() == version("8005550100")->revision());  // whoever holds it may go on
}

TEST_CASE("reload: requests that are recorded together are decided by one version, and each says by which")
{
    const std::string before = version("8005550100")->revision();
    const std::string after  = version("8005550111")->revision();

    const auto     store = new_store();
    app::Processor processor(edi::Guides::embedded(), edi::Answers::embedded(), version("8005550100").value(), *store,
                             fixed_clock(now), {.requests_max = 4});
    Revisions      revisions(processor);

    const std::string bytes = bench::generate({.requests = 12, .per_group = 12, .per_interchange = 12});
    app::MemoryOutbox replies;
    REQUIRE(processor.process(app::memory_input("test", bytes), replies, revisions).has_value());
    REQUIRE(revisions.all.size() == 12);
    for (std::size_t i = 0; i < 12; ++i) {
        CAPTURE(i);
        CHECK(revisions.all[i] == (i < 4 ? before : after));
    }
}
