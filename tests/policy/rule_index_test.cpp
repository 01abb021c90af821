// A rule that the index leaves out would have answered "does not apply", and one that it lets through is answered as
// without it: on every case that ships, and on requests of every kind.
#include "generated.hpp"
#include "shipped_cases.hpp"

#include "policy/case_build.hpp"
#include "policy/evaluate.hpp"
#include "policy/rule_index.hpp"

#include <set>

namespace x278::policy::tests {

namespace {

struct Seen {
    std::size_t asked    = 0;
    std::size_t left_out = 0;
};

void check_same(const Answer& answer, const Answer& other)
{
    CHECK(answer.truth == other.truth);
    CHECK(answer.missing.named(false) == other.missing.named(false));
}

void check_rules(const LineView& line, const Candidates& candidates, bool is_decided, Seen& seen)
{
    std::set<std::size_t> kept;
    const auto&           rules = line.payer->rules;
    for (auto number = candidates.next(0); number < rules.size(); number = candidates.next(number + 1)) kept.insert(number);
    for (std::size_t number = 0; number < rules.size(); ++number) {
        if ((rules[number].products & line.possible_products) == 0) continue;
        INFO(rules[number].name->id);
        Because  unread;
        LineView unindexed  = line;
        unindexed.entries   = {};
        const Answer answer = evaluate(rules[number].when, unindexed, unread);
        ++(kept.contains(number) ? seen.asked : seen.left_out);
        if (!kept.contains(number)) {
            CHECK(answer.truth == Truth::no);
            continue;
        }
        check_same(evaluate(rules[number].when, line, unread), answer);
        const LeftOpen& parts     = rules[number].left_open;
        const auto&     left_open = line.names_service() ? parts.service_named : parts.not_named;
        if (is_decided || rules[number].stage < effects_stage) check_same(evaluate_all(left_open, line), answer);
    }
}

// Before anything is decided, and when any outcome is.
void check_line(const LineView& line, Seen& seen)
{
    check_rules(line, Candidates(line), false, seen);
    for (const auto outcome : {Outcome::not_required, Outcome::notice_accepted, Outcome::approved, Outcome::modified,
                               Outcome::pended, Outcome::contact_payer, Outcome::denied_administratively, Outcome::cancelled}) {
        LineView decided = line;
        decided.outcome  = place_of(outcome);
        Candidates candidates(decided);
        candidates.narrow_to_outcome(decided);
        check_rules(decided, candidates, true, seen);
    }
}

void check_request(const model::ServiceReviewRequest& request, const model::Facts& facts, const PayerProgram& payer, Seen& seen)
{
    const Asked asked{request, facts, payer, nullptr, {2024y / 5 / 6, 600}};
    check_line(view_of(asked, nullptr), seen);
    for (const auto& line : request.event.lines) check_line(view_of(asked, &line), seen);
}

}  // namespace

TEST_CASE("rule index: what it leaves out of a shipped case does not apply, and nothing else changes")
{
    Seen seen;
    for_each_shipped_case([&](const language::ast::Case& words, const PlanFile& file, const PayerProgram& payer) {
        std::vector<PlanError> errors;
        const auto             built = build_case(words, file, payer, errors);
        REQUIRE(built);
        check_request(built->request, built->facts, payer, seen);
    });
    MESSAGE(seen.asked, " asked, ", seen.left_out, " left out");
    CHECK(seen.asked > 0);
    CHECK(seen.left_out > seen.asked);
}

TEST_CASE("rule index: what it leaves out of any request does not apply, and nothing else changes")
{
    std::mt19937 random(627);
    Seen         seen;
    for (int i = 0; i < 500; ++i) {
        const auto request = any_request(random);
        const auto facts   = any_facts(random);
        for (const auto& payer : shipped_plans().program().payers) {
            INFO(i, " ", payer->id);
            check_request(request.request, facts, *payer, seen);
        }
    }
    CHECK(seen.left_out > seen.asked);
}

}  // namespace x278::policy::tests
