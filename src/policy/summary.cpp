#include "policy/summary.hpp"

#include "policy/language/vocabulary.hpp"
#include "policy/plan_walk.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::policy {

namespace {

using language::ast::CodeSubject;

constexpr std::string_view any_service = "any service";

std::string_view service_word(CodeSubject subject)
{
    switch (subject) {
        case CodeSubject::procedure: return "procedure";
        case CodeSubject::revenue_code: return "revenue code";
        case CodeSubject::service_type: return "service type";
        default: return {};
    }
}

bool names_service(const Condition& condition)
{
    if (const auto* test = std::get_if<CodeTest>(&condition.is)) return !service_word(test->subject).empty();
    const auto* known = std::get_if<KnownTest>(&condition.is);
    return known != nullptr && known->subject == Knowable::procedure;
}

// The services a rule names: its sets of codes, else the codes it holds itself, else any.
std::set<std::string> services_of(const Rule& rule)
{
    std::set<std::string> sets;
    std::set<std::string> codes;
    for_each_condition(rule.when, [&](const Condition& condition, bool wanted) {
        const auto* test = std::get_if<CodeTest>(&condition.is);
        if (!wanted || test == nullptr || !names_service(condition)) return;
        for (const NamedSet& set : test->sets) sets.insert(set.name);
        if (test->sets.empty()) codes.insert(fmt::format("{} {}", service_word(test->subject), test->words));
    });
    if (!sets.empty()) return sets;
    return codes.empty() ? std::set<std::string>{std::string(any_service)} : codes;
}

// Whether a rule asks for nothing but its service.
bool is_unconditional(const Rule& rule)
{
    bool more = rule.from.has_value() || rule.until.has_value();
    for_each_condition(rule.when, [&](const Condition& condition, bool wanted) { more |= !wanted || !names_service(condition); });
    return !more;
}

std::string contact_name(const Outcome& outcome)
{
    return outcome.details.contact != nullptr ? outcome.details.contact->name : std::string("THE PAYER");
}

std::string limit_words(const LimitClause& limit)
{
    const std::string much = limit.option != nullptr ? fmt::format("the {} of the account", limit.option->name)
                                                     : fmt::format("{:g} {}", limit.limit.value, limit.limit.word);
    return limit.counter != nullptr ? fmt::format("{} by {}", much, limit.counter->name) : much;
}

std::string words_of(const Outcome& outcome)
{
    switch (outcome.verb) {
        case Verb::not_required: return "not required";
        case Verb::accept_notice: return "notice";
        case Verb::approve: {
            std::vector<std::string> limits;
            for (const LimitClause& limit : outcome.limits) limits.push_back(limit_words(limit));
            return limits.empty() ? "approved at once" : fmt::format("approved at once up to {}", fmt::join(limits, " and "));
        }
        case Verb::pend: return fmt::format("authorization, {} reviews", outcome.queue);
        case Verb::contact: return fmt::format("ask {}", contact_name(outcome));
        case Verb::send: return fmt::format("authorization by {}", contact_name(outcome));
        case Verb::deny: return fmt::format("not covered ({})", outcome.details.code);
        case Verb::cancel: return "cancelled as asked";
        case Verb::reject: return fmt::format("not taken ({})", outcome.situation);
        case Verb::flag:
        case Verb::notify:
        case Verb::start:
        case Verb::note: return {};
    }
    return {};
}

bool authorizes(const Outcome& outcome)
{
    return outcome.verb == Verb::approve || outcome.verb == Verb::pend || outcome.verb == Verb::send
           || outcome.verb == Verb::contact;
}

// The answers for one product, of rules in the order they are asked.
std::vector<SummaryAnswer> answers_for(Products product, std::vector<const Rule*> rules)
{
    std::erase_if(rules, [&](const Rule* rule) { return (rule->products & product) == 0; });
    std::ranges::stable_sort(rules, {}, [&](const Rule* rule) { return std::pair(rule->stage, -rank_for(*rule, product)); });

    std::vector<SummaryAnswer> answers;
    for (const Rule* const rule : rules) {
        const bool conditional = !is_unconditional(*rule);
        answers.push_back({rule, words_of(rule->outcome), conditional, authorizes(rule->outcome)});
        if (!conditional && decides(*rule)) break;
    }
    return answers;
}

// Products with the same answers share a cell.
std::vector<SummaryCell> cells_of(const std::vector<const Rule*>& rules, const PayerProgram& payer)
{
    std::vector<SummaryCell> cells;
    for (std::size_t i = 0; i < payer.products.size(); ++i) {
        auto       answers = answers_for(Products{1} << i, rules);
        const auto alike   = std::ranges::find(cells, answers, &SummaryCell::answers);
        if (alike == cells.end())
            cells.push_back({{payer.products[i]}, std::move(answers)});
        else
            alike->products.push_back(payer.products[i]);
    }
    return cells;
}

std::vector<std::string> codes_of(std::string_view set, const std::vector<CodeTable>& tables)
{
    std::vector<std::string> codes;
    for (const CodeTable& table : tables)
        for (const CodeRow& row : table.rows)
            if (table.name == set || row.tag == set) codes.push_back(fmt::format("{} {}", row.code, row.system));
    return codes;
}

}  // namespace

bool SummaryService::needs_authorization() const
{
    return std::ranges::any_of(
        cells, [](const SummaryCell& cell) { return std::ranges::any_of(cell.answers, &SummaryAnswer::authorizes); });
}

std::vector<SummaryService> summary_of(const PayerProgram& payer, std::span<const PlanFile> files)
{
    std::map<std::string, std::vector<const Rule*>> rules;
    for (const Rule& rule : payer.rules) {
        const auto stage = language::stage_words[rule.stage];
        if (stage == "intake" || stage == "effects") continue;
        for (const std::string& service : services_of(rule)) rules[service].push_back(&rule);
    }
    const auto                  tables = tables_of(files, payer.folder);
    std::vector<SummaryService> services;
    for (const auto& [name, of_service] : rules) services.push_back({name, codes_of(name, tables), cells_of(of_service, payer)});
    std::ranges::stable_partition(services, [](const SummaryService& service) { return service.name != any_service; });
    return services;
}

}  // namespace x278::policy
