// Which rules need what of a line, so that a line asks only the rules that can hold for it.
#include "policy/rule_index.hpp"

#include "policy/evaluate.hpp"
#include "policy/program.hpp"
#include "policy/truth.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace x278::policy {

namespace {

using language::ast::ChoiceSubject;
using language::ast::CodeSubject;
using Kind = language::ast::Group::Kind;

// ---- codes that name a service --------------------------------------------------

struct Key {
    CodeSystem  system;
    std::string code;
};

// One of the keys must be in the line for a condition to hold; nothing if no codes can
// be named for that.
using Keys = std::optional<std::vector<Key>>;

Keys keys_of(const Condition& condition);

std::vector<const CodeSet*> sets_of(const CodeTest& test)
{
    std::vector<const CodeSet*> sets{&test.codes};
    for (const NamedSet& set : test.sets) sets.push_back(set.codes);
    return sets;
}

Keys keys_of(const CodeTest& test)
{
    std::vector<CodeSystem> systems;
    switch (test.subject) {
        case CodeSubject::procedure: systems = {CodeSystem::procedure, CodeSystem::dental_procedure}; break;
        case CodeSubject::revenue_code: systems = {CodeSystem::revenue_code}; break;
        case CodeSubject::service_type: systems = {CodeSystem::service_type}; break;
        default: return std::nullopt;
    }
    std::vector<Key> keys;
    for (const CodeSet* const set : sets_of(test)) {
        for (const CodeSystem system : systems) {
            const auto codes = set->codes(system);
            if (!codes) return std::nullopt;
            for (const std::string_view code : *codes) keys.push_back({system, std::string(code)});
        }
    }
    return keys;
}

// All must hold: the keys of any one of the parts will do, and the fewest are best. Any may hold: it takes the
// keys of every part.
Keys keys_of(const Group& group)
{
    if (group.kind == Kind::none) return std::nullopt;
    Keys all;
    for (const Condition& part : group.parts) {
        Keys keys = keys_of(part);
        if (group.kind == Kind::any) {
            if (!keys) return std::nullopt;
            if (!all) all.emplace();
            all->insert(all->end(), keys->begin(), keys->end());
        } else if (keys && (!all || keys->size() < all->size())) {
            all = std::move(keys);
        }
    }
    return all;
}

Keys keys_of(const Condition& condition)
{
    if (const auto* test = std::get_if<CodeTest>(&condition.is)) return keys_of(*test);
    if (const auto* group = std::get_if<Group>(&condition.is)) return keys_of(*group);
    return std::nullopt;
}

// Every code has, beside the rules that need it, those that need none.
void index_services(const PayerProgram& payer, RuleIndex& index)
{
    std::vector<Keys> keys;
    RuleSet           any_service(index.rules);
    for (const Rule& rule : payer.rules) {
        keys.push_back(keys_of(rule.when));
        if (!keys.back()) any_service.add(static_cast<RuleNumber>(keys.size() - 1));
    }
    for (const CodeSystem system :
         {CodeSystem::procedure, CodeSystem::dental_procedure, CodeSystem::revenue_code, CodeSystem::service_type})
        index.by_code[static_cast<std::size_t>(system)].otherwise = any_service;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!keys[i]) continue;
        for (const Key& key : *keys[i]) {
            auto& codes = index.by_code[static_cast<std::size_t>(key.system)].named;
            codes.try_emplace(key.code, any_service).first->second.add(static_cast<RuleNumber>(i));
        }
    }
}

// ---- what else a line says --------------------------------------------------------

// What is told of a line; nothing else is. Places are those of LineView.
struct Told {
    std::optional<std::size_t> request       = std::nullopt;
    std::optional<std::size_t> certification = std::nullopt;
    std::optional<std::size_t> level         = std::nullopt;
    std::optional<std::size_t> outcome       = std::nullopt;
    std::optional<CodeSystem>  system        = std::nullopt;  // of a place, or a prefix,
    std::string_view           code          = {};            // and its code
    Products                   product       = 0;             // one
    std::optional<Absent>      absent        = std::nullopt;
};

Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }

// What a condition answers when no more is told of a line: no, only if it is no whatever the rest may be.
class ToldTruth {
public:
    explicit ToldTruth(const Told& told) : told_(told) {}

    Truth operator()(const Condition& condition) const { return std::visit(*this, condition.is); }

    Truth operator()(const Group& group) const
    {
        Answer answer = Answer::yes_or_no(group.kind != Kind::any);
        for (const Condition& part : group.parts) {
            const Answer next{(*this)(part), {}};
            answer = group.kind == Kind::any ? either(answer, next) : both(answer, next);
        }
        return group.kind == Kind::none ? opposite(answer).truth : answer.truth;
    }

    Truth operator()(const ChoiceTest& test) const
    {
        const auto is = [&](std::optional<std::size_t> place) {
            return place ? truth_of((test.places >> *place & 1U) != 0) : Truth::unknown;
        };
        switch (test.subject) {
            case ChoiceSubject::request: return is(told_.request);
            case ChoiceSubject::certification: return is(told_.certification);
            case ChoiceSubject::level_of_service: return is(told_.level);
            case ChoiceSubject::outcome: return is(told_.outcome);
            case ChoiceSubject::earlier_certification: break;
        }
        return Truth::unknown;
    }

    // A place is comparable only with places of its kind; of a prefix there is one kind.
    Truth operator()(const CodeTest& test) const
    {
        if (test.subject == CodeSubject::modifier) return missing(Absent::modifiers);
        const bool place  = test.subject == CodeSubject::place_of_service && told_.system != CodeSystem::prefix;
        const bool prefix = test.subject == CodeSubject::member_prefix && told_.system == CodeSystem::prefix;
        if (!told_.system || (!place && !prefix)) return Truth::unknown;
        Truth any          = Truth::no;
        bool  speaks_of_it = prefix;
        for (const CodeSet* const set : sets_of(test)) {
            if (!set->codes(*told_.system)) return Truth::unknown;  // a range too wide to list
            speaks_of_it = speaks_of_it || set->has_system(*told_.system);
            any          = std::max(any, set->contains(*told_.system, told_.code, std::nullopt));
        }
        return speaks_of_it ? any : Truth::unknown;
    }

    Truth operator()(const ParameterTest& test) const
    {
        if (told_.product == 0) return Truth::unknown;
        return truth_of(std::ranges::find(test.values, setting_of(*test.parameter, told_.product).value) != test.values.end());
    }

    // What holds for an account that chose nothing.
    Truth operator()(const OptionTest& test) const
    {
        if (told_.absent != Absent::account_options || !test.option->otherwise || test.relation) return Truth::unknown;
        return truth_of(std::ranges::find(test.values, *test.option->otherwise) != test.values.end());
    }

    Truth operator()(const DateTest& test) const
    {
        using language::ast::Anchor;
        const bool of_service = test.left.anchor == Anchor::first_service || test.left.anchor == Anchor::last_service;
        const bool past       = test.kind == language::ast::DateTest::Kind::before && test.right.anchor == Anchor::receipt;
        return of_service && past ? missing(Absent::past_services) : Truth::unknown;
    }

    Truth operator()(const KnownTest& test) const
    {
        return test.wanted && test.subject == Knowable::discharge_date ? missing(Absent::past_services) : Truth::unknown;
    }

    Truth operator()(const DocumentTest& /*none is announced*/) const { return missing(Absent::documents); }
    Truth operator()(const StayTest& test) const { return test.has ? missing(Absent::stays) : Truth::unknown; }
    Truth operator()(const MemberTest& test) const { return test.has ? missing(Absent::member_events) : Truth::unknown; }

    Truth operator()(const FactTest& test) const
    {
        switch (test.fact) {
            case Fact::criteria_met:
            case Fact::criteria_not_met: return missing(Absent::criteria_answers);
            case Fact::requester_has_open_referral:
            case Fact::referral_open: return missing(Absent::referrals);
            default: return Truth::unknown;
        }
    }

    template <class Test>
    Truth operator()(const Test& /*asks for something else*/) const
    {
        return Truth::unknown;
    }

private:
    [[nodiscard]] Truth missing(Absent absent) const { return told_.absent == absent ? Truth::no : Truth::unknown; }

    Told told_;
};

RuleSet rules_when(const Told& told, const PayerProgram& payer)
{
    RuleSet         rules(payer.rules.size());
    const ToldTruth truth(told);
    for (std::size_t i = 0; i < payer.rules.size(); ++i) {
        const bool in_scope = told.product == 0 || (payer.rules[i].products & told.product) != 0;
        if (in_scope && truth(payer.rules[i].when) != Truth::no) rules.add(static_cast<RuleNumber>(i));
    }
    return rules;
}

void index_reviews(const PayerProgram& payer, RuleIndex& index)
{
    for (std::size_t request = 0; request < RuleIndex::request_count; ++request)
        for (std::size_t certification = 0; certification < RuleIndex::certification_count; ++certification)
            for (std::size_t level = 0; level < RuleIndex::level_count; ++level)
                index.by_review[request][certification][level] =
                    rules_when({.request = request, .certification = certification, .level = level}, payer);
}

// A code that no rule names and no element can hold.
constexpr std::string_view no_code = "~";

using Values = std::set<std::string, std::less<>>;

// Adds every code of `system` that `condition` names.
void add_codes(CodeSystem system, const Condition& condition, Values& codes)
{
    if (const auto* group = std::get_if<Group>(&condition.is))
        for (const Condition& part : group->parts) add_codes(system, part, codes);
    const auto* test = std::get_if<CodeTest>(&condition.is);
    if (!test) return;
    for (const CodeSet* const set : sets_of(*test))
        if (const auto listed = set->codes(system)) codes.insert(listed->begin(), listed->end());
}

void index_codes(CodeSystem system, const PayerProgram& payer, RuleIndex& index)
{
    Values codes;
    for (const Rule& rule : payer.rules)
        for (const Condition& part : rule.when.parts) add_codes(system, part, codes);
    RuleIndex::ByCode& to = index.by_code[static_cast<std::size_t>(system)];
    to.otherwise          = rules_when({.system = system, .code = no_code}, payer);
    for (const std::string& code : codes) to.named.emplace(code, rules_when({.system = system, .code = code}, payer));
}

}  // namespace

RuleIndex index_of(const PayerProgram& payer)
{
    RuleIndex index;
    index.rules = payer.rules.size();
    for (std::size_t i = 0; i < payer.products.size(); ++i)
        index.by_product.push_back(rules_when({.product = Products{1} << i}, payer));
    for (std::size_t i = 0; i < absent_count; ++i) index.without[i] = rules_when({.absent = static_cast<Absent>(i)}, payer);
    for (std::size_t i = 0; i < RuleIndex::outcome_count; ++i) index.by_outcome[i] = rules_when({.outcome = i}, payer);
    index_reviews(payer, index);
    for (const CodeSystem system : {CodeSystem::place_of_service, CodeSystem::bill_type, CodeSystem::prefix})
        index_codes(system, payer, index);
    index_services(payer, index);
    return index;
}

}  // namespace x278::policy
