// Check of services that have rules for some products and none for others.
#include "policy/plan_check/checks.hpp"
#include "policy/plan_walk.hpp"

#include <map>

#include <fmt/format.h>

namespace x278::policy::plan_check {

namespace {

using language::ast::CodeSubject;

bool names_service(const CodeTest& test)
{
    return test.subject == CodeSubject::procedure || test.subject == CodeSubject::revenue_code
           || test.subject == CodeSubject::service_type;
}

struct Spoken {
    const Rule* first    = nullptr;  // the first rule that speaks of the set
    Products    products = 0;        // those of all that do
};

}  // namespace

void find_gaps(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    std::map<std::string_view, Spoken> sets;
    Products                           anything = 0;  // products of rules that speak of whatever is asked
    for (const Rule& rule : payer.rules) {
        if (!decides(rule) && rule.outcome.mode == nullptr) continue;
        if (rule.until && *rule.until < subject.today) continue;
        bool names = false;
        for_each_condition(rule.when, [&](const Condition& condition, bool wanted) {
            const auto* test = std::get_if<CodeTest>(&condition.is);
            if (!wanted || test == nullptr || !names_service(*test)) return;
            names = true;
            for (const NamedSet& set : test->sets) {
                Spoken& spoken = sets[set.name];
                if (spoken.first == nullptr) spoken.first = &rule;
                spoken.products |= products_of(rule, payer);
            }
        });
        if (!names && rule.when.parts.empty()) anything |= products_of(rule, payer);
    }
    const Products all = payer.products.size() >= products_max ? ~Products{0} : (Products{1} << payer.products.size()) - 1;
    for (const auto& [set, spoken] : sets) {
        const Products silent = all & ~spoken.products & ~anything;
        if (silent == 0) continue;
        std::vector<std::string> about{std::string(set)};
        for (std::size_t i = 0; i < payer.products.size(); ++i)
            if ((silent & (Products{1} << i)) != 0) about.push_back(payer.products[i]);
        found.about(std::move(about))(find_word(subject.files, spoken.first->path, spoken.first->line, {set, "when"}),
                                      *spoken.first,
                                      fmt::format("`{}` has rules for {}, and none for {}: who asks is told to contact the payer",
                                                  set, names_of(spoken.products, payer), names_of(silent, payer)));
    }
}

}  // namespace x278::policy::plan_check
