// A request that only repeats one that is still open: what is said, and by whom it may be said.
#include "fixture.hpp"

namespace x278::policy::tests {

namespace {

RequestBuilder two_lines(std::string_view payer)
{
    RequestBuilder builder(payer);
    builder.service_type("PT").place("11").dates(2024y / 5 / 6, 2024y / 6 / 6).line("97110").visits(12).line("97112").visits(12);
    return builder;
}

model::Facts facts_with(model::Known open_duplicate, std::string product)
{
    auto facts           = facts_of(std::move(product));
    facts.open_duplicate = open_duplicate;
    return facts;
}

}  // namespace

TEST_CASE("duplicate: it is denied as one and never certified, and a payer whose engine may not deny has a person look")
{
    const struct {
        const char* payer;
        const char* product;
        const char* said;
    } cases[] = {
        {"00700", "HMO", "denied because 0Q by open-duplicate"},
        {"04298", "Network-Health", "pended because 0V to intake by open-duplicate"},
        {"00751", "Montana-PPO", "pended because 0V to intake by open-duplicate"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.payer);
        auto       builder = two_lines(c.payer);
        const auto answer  = decide(builder.request, shipped_plans(), facts_with(model::Known::yes, c.product));
        CHECK(summary(answer.event) == c.said);
        REQUIRE(answer.lines.size() == 2);
        for (const model::LineDetermination& line : answer.lines) {
            CHECK(summary(line) == c.said);
            CHECK(line.reasons.at(0).text == "the same is asked for in a request that is still open");
            REQUIRE(line.findings.size() == 1);
            CHECK(line.findings[0].rule->id == line.decided_by);
        }
        CHECK(answer.lines[1].line == 2);

        builder.request.event.lines.clear();
        const auto whole = decide(builder.request, shipped_plans(), facts_with(model::Known::yes, c.product));
        CHECK(summary(whole.event) == c.said);
        CHECK(whole.lines.empty());
    }
}

TEST_CASE("duplicate: without one the rules are asked, and what cannot be worked on is rejected first")
{
    const auto builder = two_lines("00700");
    for (const auto known : {model::Known::no, model::Known::unknown}) {
        const auto answer = decide(builder.request, shipped_plans(), facts_with(known, "HMO"));
        CHECK(answer.event.decided_by != "open-duplicate");
        CHECK(answer.lines.at(0).findings.size() > 1);
    }
    auto facts           = facts_with(model::Known::yes, "HMO");
    facts.member.on_file = model::Known::no;
    const auto answer    = decide(builder.request, shipped_plans(), facts);
    CHECK(answer.rejections == std::vector<model::Rejection>{{"member/not-found"}});
    CHECK(answer.lines.empty());
}

}  // namespace x278::policy::tests
