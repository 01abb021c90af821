// What nobody has told certifies nothing: each fact of each shipped case is taken away in turn.
#include "shipped_cases.hpp"

#include "policy/case_build.hpp"

#include <array>

namespace x278::policy::tests {

namespace {

using model::Facts;
using model::Known;
using model::ServiceReviewRequest;

struct Untold {
    const char* fact;
    void (*take_away)(ServiceReviewRequest&, Facts&);
};

template <class Change>
void each_provider(Facts& facts, Change change)
{
    change(facts.requester);
    change(facts.service_provider);
    for (auto& provider : facts.event_providers) change(provider);
    for (auto& line : facts.lines)
        for (auto& provider : line.providers) change(provider);
}

constexpr std::array all_untold{
    Untold{"product", [](auto&, Facts& facts) { facts.member.product.reset(); }},
    Untold{"account", [](auto&, Facts& facts) { facts.member.account.reset(); }},
    Untold{"requester is primary care", [](auto&, Facts& facts) { facts.member.requester_is_primary_care.reset(); }},
    Untold{"requester in circle", [](auto&, Facts& facts) { facts.member.requester_in_circle.reset(); }},
    Untold{"primary care", [](auto&, Facts& facts) { facts.member.primary_care = Known::unknown; }},
    Untold{"primary care in network", [](auto&, Facts& facts) { facts.member.primary_care_in_network.reset(); }},
    Untold{"state of primary care", [](auto&, Facts& facts) { facts.member.primary_care_state.reset(); }},
    Untold{"network", [](auto&, Facts& facts) { each_provider(facts, [](auto& one) { one.in_network.reset(); }); }},
    Untold{"specialties on file", [](auto&, Facts& facts) { each_provider(facts, [](auto& one) { one.taxonomies.clear(); }); }},
    Untold{"earlier certifications", [](auto&, Facts& facts) { facts.history.certifications.clear(); }},
    Untold{"referrals", [](auto&, Facts& facts) { facts.referrals_known = Known::unknown; }},
    Untold{"what was used", [](auto&, Facts& facts) { facts.history.used_known = false; }},
    Untold{"what was authorized", [](auto&, Facts& facts) { facts.history.authorized_known = false; }},
    Untold{"stays", [](auto&, Facts& facts) { facts.history.stays_known = false; }},
    Untold{"member events", [](auto&, Facts& facts) { facts.history.events_known = false; }},
    Untold{"options", [](auto&, Facts& facts) { facts.history.options_known = false; }},
    Untold{"criteria", [](auto&, Facts& facts) { facts.history.criteria.clear(); }},
    Untold{"diagnoses", [](ServiceReviewRequest& request, auto&) { request.event.diagnoses.clear(); }},
    Untold{"documents", [](ServiceReviewRequest& request, auto&) { request.event.attachments.clear(); }},
    Untold{"place",
           [](ServiceReviewRequest& request, auto&) {
               request.event.review.facility = {};
               for (auto& line : request.event.lines)
                   if (line.review) line.review->facility = {};
           }},
};

bool certifies(const model::LineDetermination& line)
{
    return line.outcome == Outcome::approved || line.outcome == Outcome::modified;
}

// Every line that is certified although the fact is not told is certified for just that when it is.
void check_case(const language::ast::Case& words, const PlanFile& file, const PayerProgram& payer, std::size_t& certified)
{
    std::vector<PlanError> errors;
    const auto             told = build_case(words, file, payer, errors);
    REQUIRE(told);
    const Options options{Detail::answers, &told->trial};
    const auto    expected = decide(told->request, shipped_plans(), told->facts, {}, options).lines;
    for (const Untold& untold : all_untold) {
        INFO("not told: ", std::string(untold.fact));
        auto less = *build_case(words, file, payer, errors);
        untold.take_away(less.request, less.facts);
        const auto lines = decide(less.request, shipped_plans(), less.facts, {}, options).lines;
        for (std::size_t i = 0; i < lines.size(); ++i) {  // none, if the request is rejected
            if (!certifies(lines[i])) continue;
            ++certified;
            REQUIRE(expected.size() == lines.size());
            CHECK(summary(lines[i]) == summary(expected[i]));
        }
    }
}

}  // namespace

TEST_CASE("unknown: what nobody has told certifies nothing")
{
    std::size_t certified = 0;
    for_each_shipped_case([&](const language::ast::Case& words, const PlanFile& file, const PayerProgram& payer) {
        check_case(words, file, payer, certified);
    });
    CHECK(certified > 0);
}

}  // namespace x278::policy::tests
