// Check of rules that can both apply and disagree, shown by a case in which they do.
//
// A case is made from the conditions of both rules and decided: only what decide() confirms is said.
#include "policy/case_build.hpp"
#include "policy/engine.hpp"
#include "policy/language/case_parse.hpp"
#include "policy/plan_check/checks.hpp"
#include "policy/plan_check/witness.hpp"
#include "policy/plan_walk.hpp"
#include "policy/same_outcome.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy::plan_check {

namespace {

using model::Finding;

// No more cases than this are tried for two rules.
constexpr std::size_t tries_max = 48;

struct Pair {
    const Rule& one;
    const Rule& other;
};

bool applies(const model::LineDetermination& answer, const Rule& rule)
{
    return std::ranges::any_of(answer.findings, [&](const Finding& finding) {
        return finding.rule->id == rule.name->id && finding.answer == Finding::Answer::applies;
    });
}

// Whether both rules apply to the same part of the case, and no more specific one decides it.
bool shows(const std::string& words, const Pair& pair, const PayerProgram& payer, const Plans& plans)
{
    const PlanFile file{payer.folder + "/overlap.cases", "case \"both\"\n" + words + "  expect   pended\n"};
    const auto     parsed = language::parse_cases(file);
    if (parsed.cases.size() != 1) return false;
    std::vector<PlanError> errors;
    const auto             built = build_case(parsed.cases.front(), file, payer, errors);
    if (!built) return false;
    const auto answer = decide(built->request, plans, built->facts, {}, {.detail = Detail::answers, .trial = nullptr});
    const auto both   = [&](const model::LineDetermination& part) {
        const bool decided_by_them = part.decided_by == pair.one.name->id || part.decided_by == pair.other.name->id;
        return decided_by_them && applies(part, pair.one) && applies(part, pair.other);
    };
    return both(answer.event) || std::ranges::any_of(answer.lines, both);
}

// The day on which to ask: one on which both rules are in force; nothing if there is none.
std::optional<std::chrono::year_month_day> day_for(const Pair& pair, const std::chrono::year_month_day& today)
{
    auto day = today;
    for (const Rule* rule : {&pair.one, &pair.other})
        if (rule->until) day = std::min(day, *rule->until);
    for (const Rule* rule : {&pair.one, &pair.other})
        if (rule->from) day = std::max(day, *rule->from);
    for (const Rule* rule : {&pair.one, &pair.other})
        if (rule->until && *rule->until < day) return std::nullopt;
    return day;
}

std::string unit_for(const Pair& pair)
{
    for (const Rule* rule : {&pair.one, &pair.other})
        if (!rule->outcome.limits.empty()) return rule->outcome.limits.front().limit.word;
    return "visits";
}

// The products for which both rules are equally specific.
std::vector<std::string> products_for(const Pair& pair, const PayerProgram& payer)
{
    std::vector<std::string> products;
    const Products           both = products_of(pair.one, payer) & products_of(pair.other, payer);
    for (std::size_t i = 0; i < payer.products.size(); ++i) {
        const Products product = Products{1} << i;
        if ((both & product) != 0 && rank_for(pair.one, product) == rank_for(pair.other, product))
            products.push_back(payer.products[i]);
    }
    return products;
}

// The ways of making both hold.
std::vector<Literals> ways_of_both(const std::vector<Literals>& ways_of_one, const std::vector<Literals>& ways_of_other)
{
    std::vector<Literals> all;
    for (const Literals& one : ways_of_one)
        for (const Literals& other : ways_of_other) {
            Literals& both = all.emplace_back(one);
            both.insert(both.end(), other.begin(), other.end());
        }
    return all;
}

// A case in which both apply, in the words of a case file; nothing if none was found.
std::optional<std::string> witness(const Pair&                pair,
                                   std::span<const Literals>  ways,
                                   const PayerProgram&        payer,
                                   const Subject&             subject,
                                   std::span<const CodeTable> tables)
{
    const auto day = day_for(pair, subject.today);
    if (!day) return std::nullopt;
    for (const std::string& product : products_for(pair, payer)) {
        const Circumstances about{product, *day, unit_for(pair), tables};
        std::size_t         tried = 0;
        for (const Literals& both : ways)
            for (const std::string& words : witnesses_of(both, about))
                if (++tried <= tries_max && shows(words, pair, payer, subject.plans)) return words;
    }
    return std::nullopt;
}

}  // namespace

void find_overlaps(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    const auto                         tables = tables_of(subject.files, payer.folder);
    std::vector<std::vector<Literals>> ways;
    for (const Rule& rule : payer.rules) ways.push_back(ways_of(rule.when));
    for (std::size_t i = 0; i < payer.rules.size(); ++i)
        for (std::size_t j = i + 1; j < payer.rules.size() && payer.rules[j].stage == payer.rules[i].stage; ++j) {
            const Pair pair{payer.rules[i], payer.rules[j]};
            if (!decides(pair.one) || !decides(pair.other) || agree(pair.one.outcome, pair.other.outcome)) continue;
            const auto shown = witness(pair, ways_of_both(ways[i], ways[j]), payer, subject, tables);
            if (!shown) continue;
            found.about({pair.one.name->id, pair.other.name->id})(
                pair.other.path, pair.other.line,
                fmt::format(
                    "rules `{}` ({}:{}) and `{}` can both apply, are equally specific and answer differently, so that the "
                    "line pends; in this case, for one:\n{}",
                    pair.one.name->id, pair.one.path, pair.one.line, pair.other.name->id, *shown));
        }
}

}  // namespace x278::policy::plan_check
