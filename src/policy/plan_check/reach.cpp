// Checks of rules that can never decide.
//
// Only what can be seen without trying requests is said, so that every remark is right: a rule comes before another
// one when it is asked first, is for all its products and days, and asks nothing that the other does not ask too.
#include "policy/evaluate.hpp"
#include "policy/plan_check/bounds.hpp"
#include "policy/plan_check/checks.hpp"
#include "policy/plan_walk.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace x278::policy::plan_check {

namespace {

using language::ast::ChoiceSubject;
using language::ast::CodeSubject;
using language::ast::Relation;
using GroupKind = language::ast::Group::Kind;

constexpr std::array all_systems{CodeSystem::procedure,
                                 CodeSystem::dental_procedure,
                                 CodeSystem::revenue_code,
                                 CodeSystem::service_type,
                                 CodeSystem::place_of_service,
                                 CodeSystem::bill_type,
                                 CodeSystem::diagnosis,
                                 CodeSystem::modifier,
                                 CodeSystem::account,
                                 CodeSystem::prefix,
                                 CodeSystem::taxonomy,
                                 CodeSystem::provider_role,
                                 CodeSystem::cause,
                                 CodeSystem::state};
static_assert(all_systems.size() == code_system_count);

// Subjects of which a line has at most one code.
bool has_one_code(CodeSubject subject)
{
    switch (subject) {
        case CodeSubject::modifier:
        case CodeSubject::diagnosis:
        case CodeSubject::requester_specialty:
        case CodeSubject::service_provider_specialty: return false;
        default: return true;
    }
}

// Whether any set of `test` has the code on some day.
bool may_hold(const CodeTest& test, CodeSystem system, std::string_view code)
{
    return std::ranges::any_of(sets_of(test),
                               [&](const CodeSet* set) { return set->contains(system, code, std::nullopt) != Truth::no; });
}

// Every code that may make `test` hold is one for which `holds` is true; false when they cannot be listed.
template <class Holds>
bool all_codes(const CodeTest& test, Holds holds)
{
    for (const CodeSet* const set : sets_of(test))
        for (const CodeSystem system : all_systems) {
            const auto codes = set->codes(system);
            if (!codes) return false;
            if (!std::ranges::all_of(*codes, [&](std::string_view code) { return holds(system, code); })) return false;
        }
    return true;
}

bool disjoint(const CodeTest& a, const CodeTest& b)
{
    const auto not_in = [](const CodeTest& test) {
        return [&test](CodeSystem system, std::string_view code) { return !may_hold(test, system, code); };
    };
    return all_codes(a, not_in(b)) || all_codes(b, not_in(a));
}

// Every code of `a` is surely one of `b`, whatever the day.
bool within(const CodeTest& a, const CodeTest& b)
{
    if (a.subject != b.subject) return false;
    const auto named = [&](const NamedSet& set) {
        return std::ranges::any_of(b.sets, [&](const NamedSet& other) { return other.codes == set.codes; });
    };
    CodeTest rest = a;
    std::erase_if(rest.sets, named);
    return all_codes(rest, [&](CodeSystem system, std::string_view code) {
        return std::ranges::any_of(sets_of(b),
                                   [&](const CodeSet* set) { return set->contains(system, code, std::nullopt) == Truth::yes; });
    });
}

bool within(const ChoiceTest& a, const ChoiceTest& b)
{
    return a.subject == b.subject && std::ranges::all_of(a.codes, [&](const std::string& code) {
               return std::ranges::find(b.codes, code) != b.codes.end();
           });
}

bool implies(const Condition& a, const Condition& b);

// Whatever makes `a` hold makes `b` hold; false when that cannot be seen.
bool implies_group(const Condition& a, const Group& b)
{
    if (b.kind == GroupKind::any) return std::ranges::any_of(b.parts, [&](const Condition& part) { return implies(a, part); });
    return b.kind == GroupKind::all && std::ranges::all_of(b.parts, [&](const Condition& part) { return implies(a, part); });
}

bool implies(const Condition& a, const Condition& b)
{
    if (text_of(a) == text_of(b)) return true;
    if (const auto* group = std::get_if<Group>(&a.is)) {
        if (group->kind == GroupKind::any)
            return std::ranges::all_of(group->parts, [&](const Condition& part) { return implies(part, b); });
        if (group->kind == GroupKind::all
            && std::ranges::any_of(group->parts, [&](const Condition& part) { return implies(part, b); }))
            return true;
    }
    if (const auto* group = std::get_if<Group>(&b.is)) return implies_group(a, *group);
    if (const auto* codes = std::get_if<CodeTest>(&a.is))
        if (const auto* more = std::get_if<CodeTest>(&b.is)) return within(*codes, *more);
    if (const auto* choice = std::get_if<ChoiceTest>(&a.is))
        if (const auto* more = std::get_if<ChoiceTest>(&b.is)) return within(*choice, *more);
    return implies_number(a, b);
}

// Whatever makes `narrow` apply makes `wide` apply.
bool asks_no_more(const Rule& wide, const Rule& narrow)
{
    const auto asked = parts_of(narrow.when);
    return std::ranges::all_of(parts_of(wide.when), [&](const Condition* condition) {
        return std::ranges::any_of(asked, [&](const Condition* part) { return implies(*part, *condition); });
    });
}

bool in_force_whenever(const Rule& wide, const Rule& narrow)
{
    const bool begins = !wide.from || (narrow.from && *wide.from <= *narrow.from);
    const bool ends   = !wide.until || (narrow.until && *narrow.until <= *wide.until);
    return begins && ends;
}

// Whether `first` decides before `rule` for every product that `rule` is for.
bool comes_before(const Rule& first, const Rule& rule, const PayerProgram& payer)
{
    if (first.stage > rule.stage || !decides(first)) return false;
    const Products products = products_of(rule, payer);
    if ((products & ~products_of(first, payer)) != 0) return false;
    if (first.stage < rule.stage) return true;
    for (std::size_t i = 0; i < payer.products.size(); ++i) {
        const Products product = Products{1} << i;
        if ((products & product) != 0 && rank_for(first, product) <= rank_for(rule, product)) return false;
    }
    return true;
}

// Why a rule can never apply, and the condition that is one too many.
struct Clash {
    std::string      why;
    const Condition* at = nullptr;
};

// Two of `parts` that cannot hold together; nothing when none is seen.
std::optional<Clash> clash_in(const std::vector<const Condition*>& parts)
{
    for (const Condition* const part : parts)
        if (auto never = never_holds(*part)) return Clash{*never, part};
    for (std::size_t i = 0; i < parts.size(); ++i)
        for (std::size_t j = i + 1; j < parts.size(); ++j) {
            const auto* a = std::get_if<CodeTest>(&parts[i]->is);
            const auto* b = std::get_if<CodeTest>(&parts[j]->is);
            if (a && b && a->subject == b->subject && has_one_code(a->subject) && disjoint(*a, *b))
                return Clash{fmt::format("nothing is both {} and {}", a->words, b->words), parts[j]};
            const auto* c = std::get_if<ChoiceTest>(&parts[i]->is);
            const auto* d = std::get_if<ChoiceTest>(&parts[j]->is);
            if (c && d && c->subject == d->subject && std::ranges::none_of(c->codes, [&](const auto& code) {
                    return std::ranges::find(d->codes, code) != d->codes.end();
                }))
                return Clash{fmt::format("nothing is both {} and {}", c->words, d->words), parts[j]};
            if (auto never = never_both(*parts[i], *parts[j])) return Clash{*never, parts[j]};
            for (const auto& [test, known] : {std::pair(a, parts[j]), std::pair(b, parts[i])}) {
                const auto* is = std::get_if<KnownTest>(&known->is);
                if (test && test->subject == CodeSubject::procedure && is && !is->wanted && is->subject == Knowable::procedure)
                    return Clash{fmt::format("what is {} is known", test->words), known};
            }
        }
    return std::nullopt;
}

// A part that one of the `not` parts always takes away again.
std::optional<Clash> denial_in(const std::vector<const Condition*>& parts)
{
    for (const Condition* const part : parts) {
        const auto* none = std::get_if<Group>(&part->is);
        if (none == nullptr || none->kind != GroupKind::none) continue;
        for (const Condition* const other : parts) {
            if (other == part) continue;
            for (const Condition& denied : none->parts) {
                if (!implies(*other, denied)) continue;
                const auto* codes = std::get_if<CodeTest>(&other->is);
                return Clash{
                    fmt::format("what it asks for{} it also rules out", codes != nullptr ? ", " + codes->words + "," : ""),
                    &denied};
            }
        }
    }
    return std::nullopt;
}

// The word a condition ends in, as far as it is its own: a set, a code, a value, a number. Empty for others.
struct LastWord {
    static std::string last_of(std::string_view words)
    {
        const auto blank = words.rfind(' ');
        return std::string(blank == std::string_view::npos ? words : words.substr(blank + 1));
    }
    std::string operator()(const CodeTest& test) const { return last_of(test.words); }
    std::string operator()(const ChoiceTest& test) const { return last_of(test.words); }
    std::string operator()(const DateTest& test) const { return last_of(test.right.words); }
    std::string operator()(const CalendarTest& test) const { return test.calendar->name; }
    std::string operator()(const ParameterTest& test) const { return last_of(test.words); }
    std::string operator()(const OptionTest& test) const
    {
        return test.relation ? number_text(test.number) : last_of(test.words);
    }
    std::string operator()(const QuantityTest& test) const { return number_text(test.limit.value); }
    std::string operator()(const CountTest& test) const
    {
        return test.option != nullptr ? test.option->name : number_text(test.limit.value);
    }
    std::string operator()(const AgeTest& test) const { return test.band ? test.band->name : number_text(test.years); }
    template <class Other>
    std::string operator()(const Other&) const
    {
        return {};
    }
};

}  // namespace

void find_contradictions(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    for (const Rule& rule : payer.rules) {
        const auto parts = parts_of(rule.when);
        auto       clash = clash_in(parts);
        if (!clash) clash = denial_in(parts);
        if (clash)
            found(find_word(subject.files, rule.path, rule.line, {std::visit(LastWord{}, clash->at->is), "when"}), rule,
                  fmt::format("rule `{}` can never apply: {}", rule.name->id, clash->why), {}, Severity::error);
    }
}

void find_unreachable(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    for (const Rule& rule : payer.rules) {
        if (!decides(rule)) continue;
        const auto first = std::ranges::find_if(payer.rules, [&](const Rule& other) {
            return &other != &rule && comes_before(other, rule, payer) && in_force_whenever(other, rule)
                   && asks_no_more(other, rule);
        });
        if (first != payer.rules.end())
            found.about({rule.name->id, first->name->id})(
                id_of(rule, subject), rule,
                fmt::format("rule `{}` is never reached: `{}` ({}:{}) decides whatever it would", rule.name->id, first->name->id,
                            first->path, first->line));
    }
}

}  // namespace x278::policy::plan_check
