#include "policy/summary.hpp"

#include "policy/evaluate.hpp"
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

// A code of a table, the first of a range.
struct Code {
    CodeSystem       system;
    std::string_view text;
};

bool is_procedure(CodeSystem system) { return system == CodeSystem::procedure || system == CodeSystem::dental_procedure; }

// Whether a test looks at the code, and not at another that stands beside it.
bool is_asked(const Code& code, const CodeTest& test)
{
    if (test.subject == CodeSubject::procedure && is_procedure(code.system)) return true;
    return (test.systems >> static_cast<unsigned>(code.system) & 1U) != 0;
}

bool is_in(const Code& code, const CodeTest& test)
{
    return std::ranges::any_of(
        sets_of(test), [&](const CodeSet* set) { return set->contains(code.system, code.text, std::nullopt) != Truth::no; });
}

// What of a rule holds for a product, if the service it names is asked for, or one code. All but the service and the
// parameters is unknown.
struct Holds {
    Products    product;
    const Code* code = nullptr;

    [[nodiscard]] Truth operator()(const Group& group, bool wanted = true) const
    {
        const bool is_none = group.kind == language::ast::Group::Kind::none;
        const auto has     = [&](Truth truth) {
            return std::ranges::any_of(group.parts, [&](const Condition& part) { return of(part, wanted != is_none) == truth; });
        };
        if (group.kind == language::ast::Group::Kind::all)
            return has(Truth::no) ? Truth::no : all_else(has(Truth::unknown), Truth::yes);
        if (has(Truth::yes)) return is_none ? Truth::no : Truth::yes;
        return all_else(has(Truth::unknown), is_none ? Truth::yes : Truth::no);
    }

private:
    [[nodiscard]] static Truth all_else(bool unknown, Truth known) { return unknown ? Truth::unknown : known; }

    [[nodiscard]] Truth of(const Condition& condition, bool wanted) const
    {
        const auto if_so = [](bool holds) { return holds ? Truth::yes : Truth::no; };
        if (const auto* group = std::get_if<Group>(&condition.is)) return (*this)(*group, wanted);
        if (const auto* test = std::get_if<ParameterTest>(&condition.is))
            return if_so(std::ranges::find(test->values, setting_of(*test->parameter, product).value) != test->values.end());
        if (!names_service(condition)) return Truth::unknown;
        if (code == nullptr) return wanted ? Truth::yes : Truth::unknown;
        const auto* known = std::get_if<KnownTest>(&condition.is);
        if (known != nullptr && is_procedure(code->system)) return if_so(known->wanted);
        const auto* test = std::get_if<CodeTest>(&condition.is);
        if (test == nullptr || !is_asked(*code, *test)) return Truth::unknown;
        return if_so(is_in(*code, *test));
    }
};

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

// Rules that speak of a service, and those that may speak of any.
struct RulesAsked {
    std::vector<const Rule*> rules;
    std::vector<const Rule*> of_any;
};

// The answers for one product, of rules in the order they are asked: of those for any service the ones that are sure to
// hold for `example`, a code of this one.
std::vector<SummaryAnswer> answers_for(const Holds& holds, const RulesAsked& asked, const Code* example)
{
    std::vector<const Rule*> rules;
    std::ranges::copy_if(asked.rules, std::back_inserter(rules), [&](const Rule* rule) {
        return (rule->products & holds.product) != 0 && holds(rule->when) != Truth::no;
    });
    std::ranges::copy_if(asked.of_any, std::back_inserter(rules), [&](const Rule* rule) {
        return (rule->products & holds.product) != 0 && Holds{holds.product, example}(rule->when) == Truth::yes;
    });
    std::ranges::stable_sort(rules, {},
                             [&](const Rule* rule) { return std::pair(rule->stage, -rank_for(*rule, holds.product)); });

    std::vector<SummaryAnswer> answers;
    for (const Rule* const rule : rules) {
        const bool of_any      = std::ranges::find(asked.of_any, rule) != asked.of_any.end();
        const bool conditional = rule->from || rule->until || (!of_any && holds(rule->when) != Truth::yes);
        answers.push_back({rule, words_of(rule->outcome), conditional, !of_any && authorizes(rule->outcome)});
        if (!conditional && decides(*rule)) break;
    }
    return answers;
}

// Products with the same answers share a cell. Of one code, if there is one.
std::vector<SummaryCell> cells_of(const RulesAsked&   asked,
                                  const PayerProgram& payer,
                                  const Code*         example,
                                  const Code*         code = nullptr)
{
    std::vector<SummaryCell> cells;
    for (std::size_t i = 0; i < payer.products.size(); ++i) {
        auto       answers = answers_for({Products{1} << i, code}, asked, example);
        const auto alike   = std::ranges::find(cells, answers, &SummaryCell::answers);
        if (alike == cells.end())
            cells.push_back({{payer.products[i]}, std::move(answers)});
        else
            alike->products.push_back(payer.products[i]);
    }
    return cells;
}

bool is_authorized(const std::vector<SummaryCell>& cells)
{
    return std::ranges::any_of(
        cells, [](const SummaryCell& cell) { return std::ranges::any_of(cell.answers, &SummaryAnswer::authorizes); });
}

// Whether a rule speaks of a code among others.
bool names(const Rule& rule, const Code& code)
{
    bool does = false;
    for_each_condition(rule.when, [&](const Condition& condition, bool wanted) {
        const auto* test = std::get_if<CodeTest>(&condition.is);
        does |= wanted && test != nullptr && names_service(condition) && is_in(code, *test);
    });
    return does;
}

bool is_told(const Rule& rule)
{
    const auto stage = language::stage_words[rule.stage];
    return stage != "intake" && stage != "effects";
}

// Adds the codes of its set to a service.
void add_codes(SummaryService& service, const PayerProgram& payer, const std::vector<CodeTable>& tables)
{
    for (const CodeTable& table : tables)
        for (const CodeRow& row : table.rows) {
            if (table.name != service.name && row.tag != service.name) continue;
            service.codes.push_back(fmt::format("{} {}", row.code, row.system));
            const auto system = code_system_of(row.system);
            if (!system) continue;
            const Code               code{*system, row.code.substr(0, row.code.find(".."))};
            std::vector<const Rule*> rules;
            for (const Rule& rule : payer.rules)
                if (is_told(rule) && names(rule, code)) rules.push_back(&rule);
            if (is_authorized(cells_of({std::move(rules), {}}, payer, nullptr, &code)))
                service.codes_to_authorize.push_back(service.codes.back());
        }
}

// The first code of a set; nothing if its codes are written in rules.
std::optional<Code> example_of(std::string_view set, const std::vector<CodeTable>& tables)
{
    for (const CodeTable& table : tables)
        for (const CodeRow& row : table.rows)
            if (const auto system = code_system_of(row.system); system && (table.name == set || row.tag == set))
                return Code{*system, std::string_view(row.code).substr(0, row.code.find(".."))};
    return std::nullopt;
}

}  // namespace

std::vector<SummaryService> summary_of(const PayerProgram& payer, std::span<const PlanFile> files)
{
    std::map<std::string, std::vector<const Rule*>> rules;
    for (const Rule& rule : payer.rules)
        if (is_told(rule))
            for (const std::string& service : services_of(rule)) rules[service].push_back(&rule);
    const auto                  tables = tables_of(files, payer.folder);
    const auto                  of_any = rules[std::string(any_service)];
    std::vector<SummaryService> services;
    for (const auto& [name, of_service] : rules) {
        const auto       example = example_of(name, tables);
        const RulesAsked asked{of_service, name == any_service ? std::vector<const Rule*>() : of_any};
        SummaryService&  service =
            services.emplace_back(name, std::vector<std::string>(), cells_of(asked, payer, example ? &*example : nullptr));
        add_codes(service, payer, tables);
        service.needs_authorization =
            is_authorized(service.cells) && (service.codes.empty() || !service.codes_to_authorize.empty());
    }
    std::erase_if(services, [](const SummaryService& service) {
        return std::ranges::all_of(service.cells, [](const SummaryCell& cell) { return cell.answers.empty(); });
    });
    std::ranges::stable_partition(services, [](const SummaryService& service) { return service.name != any_service; });
    return services;
}

}  // namespace x278::policy
