// Which rules need what of a line, so that a line asks only the rules that can hold for it; and which tests its codes pass.
#include "policy/compile.hpp"
#include "policy/evaluate.hpp"
#include "policy/program.hpp"
#include "policy/rule_index.hpp"
#include "policy/truth.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace x278::policy {

namespace {

using language::ast::ChoiceSubject;
using language::ast::CodeSubject;
using Kind = language::ast::Group::Kind;

// Systems of codes that a line has one of, at most: those that name a service,
constexpr std::array naming{CodeSystem::procedure, CodeSystem::dental_procedure, CodeSystem::revenue_code,
                            CodeSystem::service_type};
// and all.
constexpr std::array indexed{CodeSystem::procedure,    CodeSystem::dental_procedure, CodeSystem::revenue_code,
                             CodeSystem::service_type, CodeSystem::place_of_service, CodeSystem::bill_type,
                             CodeSystem::prefix};

// ---- tests of codes -------------------------------------------------------------

// Those whose answers the index holds; each is here once, whatever rules and counters ask it.
class CodeTests {
public:
    explicit CodeTests(PayerProgram& payer)
    {
        for (Rule& rule : payer.rules) number(rule.when);
        for (auto& [name, counter] : payer.counters) number(counter.when);
    }

    [[nodiscard]] std::size_t     size() const noexcept { return tests_.size(); }
    [[nodiscard]] const CodeTest& operator[](std::size_t number) const { return *tests_[number]; }

private:
    void number(Group& group)
    {
        for (Condition& part : group.parts) {
            if (auto* const inner = std::get_if<Group>(&part.is)) number(*inner);
            if (auto* const test = std::get_if<CodeTest>(&part.is)) number(*test);
        }
    }

    void number(CodeTest& test)
    {
        const auto systems = systems_of(test.subject);
        if (std::ranges::find_first_of(systems, indexed) == systems.end()) return;
        const auto [known, fresh] = numbers_.try_emplace({test.subject, test.words}, static_cast<std::uint16_t>(tests_.size()));
        if (fresh) tests_.push_back(&test);
        test.number   = known->second;
        test.is_plain = std::ranges::all_of(sets_of(test), [&](const CodeSet* set) {
            return std::ranges::all_of(systems, [&](CodeSystem system) { return set->is_plain(system); });
        });
    }

    std::vector<const CodeTest*>                                 tests_;
    std::map<std::pair<CodeSubject, std::string>, std::uint16_t> numbers_;
};

// Which tests the codes of a system pass.
void index_tests(CodeSystem system, const CodeTests& tests, RuleIndex::ByCode& to)
{
    const CodeEntry fails_all{RuleSet(), RuleSet(), TestSet(tests.size())};
    const auto      each_test = [&](const auto& look) {
        for (std::size_t number = 0; number < tests.size(); ++number) {
            const auto systems = systems_of(tests[number].subject);
            if (std::ranges::find(systems, system) == systems.end()) continue;
            for (const CodeSet* const set : sets_of(tests[number])) look(number, *set);
        }
    };
    to.otherwise = fails_all;
    each_test([&](std::size_t number, const CodeSet& set) {
        for (const std::string_view code : set.listed(system))
            to.named.try_emplace(std::string(code), fails_all).first->second.tests.add(number);
    });
    each_test([&](std::size_t number, const CodeSet& set) {
        if (set.codes(system)) return;
        to.otherwise.tests.add(number);
        for (auto& [code, entry] : to.named)
            if (set.contains(system, code, std::nullopt) != Truth::no) entry.tests.add(number);
    });
}

// ---- codes that a rule needs ------------------------------------------------------

// A line must pass one of these tests for a condition to hold; nothing if no tests can be named for that.
struct Needs {
    std::vector<std::uint16_t> tests;
    double                     share       = 0;      // of all codes there are, about: so often a line meets them
    bool                       with_places = false;  // a place nobody told may meet them too
};

std::optional<Needs> needs_of(const Condition& condition);

// How many codes a system has, about.
double codes_there_are(CodeSystem system)
{
    switch (system) {
        case CodeSystem::procedure: return 10'000;
        case CodeSystem::dental_procedure: return 800;
        case CodeSystem::revenue_code: return 1'000;
        default: return 200;
    }
}

std::optional<Needs> needs_of(const CodeTest& test)
{
    if (test.subject == CodeSubject::place_of_service) return Needs{{*test.number}, 1, true};
    Needs needs;
    for (const CodeSystem system : systems_of(test.subject)) {
        if (std::ranges::find(naming, system) == naming.end()) return std::nullopt;
        for (const CodeSet* const set : sets_of(test)) {
            const auto codes = set->codes(system);
            needs.share += codes ? static_cast<double>(codes->size()) / codes_there_are(system) : 1;
        }
    }
    needs.tests.push_back(*test.number);
    return needs;
}

// All must hold: the needs of any one of the parts will do, and those that are met least often are best. Any may
// hold: it takes the needs of every part.
std::optional<Needs> needs_of(const Group& group)
{
    if (group.kind == Kind::none) return std::nullopt;
    std::optional<Needs> all;
    for (const Condition& part : group.parts) {
        std::optional<Needs> needs = needs_of(part);
        if (group.kind == Kind::any) {
            if (!needs) return std::nullopt;
            if (!all) all.emplace();
            all->tests.insert(all->tests.end(), needs->tests.begin(), needs->tests.end());
            all->share += needs->share;
            all->with_places = all->with_places || needs->with_places;
        } else if (needs && (!all || needs->share < all->share)) {
            all = std::move(needs);
        }
    }
    return all;
}

std::optional<Needs> needs_of(const Condition& condition)
{
    if (const auto* test = std::get_if<CodeTest>(&condition.is)) return needs_of(*test);
    if (const auto* group = std::get_if<Group>(&condition.is)) return needs_of(*group);
    return std::nullopt;
}

// Which rules a code meets the needs of. A place of one kind is not compared with those of the other, and may meet any need
// of them; so may one that nobody told.
void index_needs(const PayerProgram& payer, const CodeTests& tests, RuleIndex& index)
{
    const RuleSet        none(index.rules);
    std::vector<RuleSet> by_test(tests.size(), none);
    index.need_nothing = none;
    index.need_place   = none;
    for (std::size_t i = 0; i < payer.rules.size(); ++i) {
        const auto needs = needs_of(payer.rules[i].when);
        if (!needs) {
            index.need_nothing.add(i);
            continue;
        }
        if (needs->with_places) index.need_place.add(i);
        for (const auto test : needs->tests) by_test[test].add(i);
    }
    const auto fill = [&](CodeEntry& entry) {
        entry.met = none;
        for (std::size_t test = 0; test < tests.size(); ++test)
            if (entry.tests.contains(test)) entry.met.add(by_test[test]);
    };
    for (const CodeSystem system : indexed) {
        if (system == CodeSystem::prefix) continue;
        RuleIndex::ByCode& codes = index.by_code[static_cast<std::size_t>(system)];
        fill(codes.otherwise);
        for (auto& [code, entry] : codes.named) fill(entry);
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

    Truth operator()(const CodeTest& test) const
    {
        if (test.subject == CodeSubject::modifier) return missing(Absent::modifiers);
        const bool place  = test.subject == CodeSubject::place_of_service && told_.system != CodeSystem::prefix;
        const bool prefix = test.subject == CodeSubject::member_prefix && told_.system == CodeSystem::prefix;
        if (!told_.system || (!place && !prefix)) return Truth::unknown;
        Truth any = Truth::no;
        for (const CodeSet* const set : sets_of(test)) {
            if (!set->codes(*told_.system)) return Truth::unknown;  // a range too wide to list
            any = std::max(any, set->contains(*told_.system, told_.code, std::nullopt));
        }
        return any;
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
            case Fact::requester_in_fax_back: return missing(Absent::fax_back);
            case Fact::procedure_is_ndc:
            case Fact::procedure_is_hiec: return missing(Absent::drug_codes);
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
        if (in_scope && truth(payer.rules[i].when) != Truth::no) rules.add(i);
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

// Of several things that are absent, each rules out what it rules out alone.
void index_absent(const PayerProgram& payer, RuleIndex& index)
{
    index.without.fill(rules_when({}, payer));
    for (std::size_t i = 0; i < absent_count; ++i) {
        const RuleSet rules = rules_when({.absent = static_cast<Absent>(i)}, payer);
        for (std::size_t set = 0; set < absent_sets; ++set)
            if ((set >> i & 1U) != 0) index.without[set].keep(rules);
    }
}

// Whether a condition asks of nothing but UM01, UM02 and UM06, or else of nothing but what was decided. Whoever asks
// its rule knows then that it holds, because the rule would have been left out.
bool is_answered(const Condition& condition, bool of_outcome)
{
    if (const auto* group = std::get_if<Group>(&condition.is))
        return std::ranges::all_of(group->parts, [&](const Condition& part) { return is_answered(part, of_outcome); });
    const auto* const test = std::get_if<ChoiceTest>(&condition.is);
    return test && test->subject != ChoiceSubject::earlier_certification
           && (test->subject == ChoiceSubject::outcome) == of_outcome;
}

// Null for codes that a line may have several of.
const CodeEntry* LineEntries::*code_asked_by(const CodeTest& test)
{
    switch (test.subject) {
        case CodeSubject::procedure: return &LineEntries::procedure;
        case CodeSubject::revenue_code: return &LineEntries::revenue_code;
        case CodeSubject::service_type: return &LineEntries::service_type;
        case CodeSubject::place_of_service: return &LineEntries::facility;
        case CodeSubject::member_prefix: return &LineEntries::prefix;
        default: return nullptr;
    }
}

// Each of them makes a condition hold.
std::vector<PlainTest> enough_for(const Condition& condition)
{
    if (const auto* const test = std::get_if<CodeTest>(&condition.is)) {
        const auto code = code_asked_by(*test);
        return code && test->is_plain ? std::vector{PlainTest{code, *test->number}} : std::vector<PlainTest>();
    }
    std::vector<PlainTest> any;
    const auto* const      group = std::get_if<Group>(&condition.is);
    if (!group || group->kind != Kind::any) return any;
    for (const Condition& part : group->parts) {
        const auto enough = enough_for(part);
        any.insert(any.end(), enough.begin(), enough.end());
    }
    return any;
}

// Whether a condition holds as soon as a line passes one of the tests that its rule needs: a line that names a service does,
// or the rule would have been left out.
bool is_need(const OpenPart& part, const std::optional<Needs>& needs)
{
    if (!needs || needs->with_places) return false;
    const auto is_enough = [&](std::uint16_t number) {
        return std::ranges::find(part.enough, number, &PlainTest::number) != part.enough.end();
    };
    return std::ranges::all_of(needs->tests, is_enough);
}

void find_left_open(Rule& rule)
{
    const auto needs = needs_of(rule.when);
    for (const Condition& part : rule.when.parts) {
        if (is_answered(part, false) || is_answered(part, true)) continue;
        const OpenPart open{&part, enough_for(part)};
        rule.left_open.not_named.push_back(open);
        if (!is_need(open, needs)) rule.left_open.service_named.push_back(open);
    }
}

// A code that no rule names and no element can hold.
constexpr std::string_view no_code = "~";

void index_rules(CodeSystem system, const PayerProgram& payer, RuleIndex::ByCode& to)
{
    to.otherwise.rules = rules_when({.system = system, .code = no_code}, payer);
    for (auto& [code, entry] : to.named) entry.rules = rules_when({.system = system, .code = code}, payer);
}

}  // namespace

void make_index(PayerProgram& payer)
{
    const CodeTests tests(payer);
    RuleIndex       index;
    index.rules = payer.rules.size();
    index.first_effect =
        static_cast<std::size_t>(std::ranges::lower_bound(payer.rules, effects_stage, {}, &Rule::stage) - payer.rules.begin());
    for (std::size_t i = 0; i < payer.products.size(); ++i)
        index.by_product.push_back(rules_when({.product = Products{1} << i}, payer));
    index_absent(payer, index);
    for (std::size_t i = 0; i < RuleIndex::outcome_count; ++i) index.by_outcome[i] = rules_when({.outcome = i}, payer);
    index_reviews(payer, index);
    for (const CodeSystem system : indexed) index_tests(system, tests, index.by_code[static_cast<std::size_t>(system)]);
    for (const CodeSystem system : {CodeSystem::place_of_service, CodeSystem::bill_type, CodeSystem::prefix})
        index_rules(system, payer, index.by_code[static_cast<std::size_t>(system)]);
    index_needs(payer, tests, index);
    std::ranges::for_each(payer.rules, find_left_open);
    payer.index = std::move(index);
}

}  // namespace x278::policy
