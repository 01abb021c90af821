// Conditions: code sets found, words turned into codes, units noted.
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

using ast::CodeSubject;

// The systems whose codes a subject may be compared with, the first one being that of
// a code written in the rule itself.
std::vector<CodeSystem> systems_of(CodeSubject subject)
{
    switch (subject) {
        case CodeSubject::service_type: return {CodeSystem::service_type};
        case CodeSubject::revenue_code: return {CodeSystem::revenue_code};
        case CodeSubject::modifier: return {CodeSystem::modifier};
        case CodeSubject::account: return {CodeSystem::account};
        case CodeSubject::place_of_service: return {CodeSystem::place_of_service, CodeSystem::bill_type};
        case CodeSubject::diagnosis:
        case CodeSubject::principal_diagnosis: return {CodeSystem::diagnosis};
        case CodeSubject::procedure:
        case CodeSubject::other_line_procedure:
        case CodeSubject::other_line_same_date_procedure: return {CodeSystem::procedure, CodeSystem::dental_procedure};
    }
    return {};
}

struct Shape {
    std::size_t      shortest;
    std::size_t      longest;
    std::string_view called;
};

Shape shape_of(CodeSystem system)
{
    switch (system) {
        case CodeSystem::service_type: return {1, 2, "a service type code of one or two characters"};
        case CodeSystem::revenue_code: return {3, 4, "a revenue code of four digits"};
        case CodeSystem::account: return {1, 30, "the number of an account"};
        case CodeSystem::modifier: return {2, 2, "a modifier of two characters"};
        case CodeSystem::place_of_service: return {2, 2, "a place of service of two digits"};
        case CodeSystem::bill_type: return {2, 2, "a bill type of two digits"};
        case CodeSystem::diagnosis: return {3, 7, "a diagnosis of three to seven characters, without its point"};
        case CodeSystem::procedure:
        case CodeSystem::dental_procedure: return {5, 5, "a procedure code of five characters"};
    }
    return {0, 0, ""};
}

// A dental code begins with D.
CodeSystem system_of_literal(CodeSubject subject, const ast::CodeValue& value)
{
    const CodeSystem system = systems_of(subject).front();
    if (value.kind == ast::CodeValue::Kind::bill_type) return CodeSystem::bill_type;
    return system == CodeSystem::procedure && value.name.text.starts_with('D') ? CodeSystem::dental_procedure : system;
}

struct Context {
    const Compilation& to;
    const PlanFile&    file;
    Units&             units;

    void add_set(CodeTest& test, const ast::Name& name) const
    {
        const auto found = to.payer.code_sets.find(name.text);
        if (found == to.payer.code_sets.end()) {
            const auto  known = keys_of(to.payer.code_sets);
            const auto  meant = nearest(name.text, known);
            const bool  table = std::ranges::any_of(known, [&](auto set) { return set == meant; });
            std::string hint  = meant.empty() || !table
                                    ? fmt::format("a set is named by its file in {}/codes, or by a tag", to.folder)
                                    : fmt::format("did you mean `{}`?", meant);
            return to.report(file, name, fmt::format("no code set is called `{}`", name.text), hint);
        }
        const auto systems = systems_of(test.subject);
        const bool fits    = found->second->empty()
                          || std::ranges::any_of(systems, [&](CodeSystem system) { return found->second->has_system(system); });
        if (!fits) return to.report(file, name, fmt::format("code set `{}` holds no codes this can be compared with", name.text));
        test.sets.push_back({name.text, found->second.get()});
    }

    void add_code(CodeTest& test, const ast::CodeValue& value) const
    {
        const CodeSystem   system = system_of_literal(test.subject, value);
        const Shape        shape  = shape_of(system);
        const std::string& code   = value.name.text;
        if (to.payer.code_sets.contains(code))
            return to.report(file, value.name, fmt::format("`{}` is the name of a code set", code),
                             fmt::format("write `in {}`", code));
        if (code.size() < shape.shortest || code.size() > shape.longest)
            return to.report(file, value.name, fmt::format("`{}` is neither a code set nor {}", code, shape.called),
                             did_you_mean(code, keys_of(to.payer.code_sets)));
        static_cast<void>(test.codes.add(system, code, code, {}));
    }

    [[nodiscard]] Condition operator()(const ast::CodeTest& from) const
    {
        CodeTest test;
        test.subject = from.subject;
        for (const ast::CodeValue& value : from.values) {
            if (!test.words.empty()) test.words += " or ";
            if (value.kind == ast::CodeValue::Kind::set) test.words += "in ";
            if (value.kind == ast::CodeValue::Kind::bill_type) {
                test.words += "bill type ";
                if (from.subject != CodeSubject::place_of_service)
                    to.report(file, value.name, "only the place of service may be given as a bill type");
            }
            test.words += value.name.text;
            value.kind == ast::CodeValue::Kind::set ? add_set(test, value.name) : add_code(test, value);
        }
        return {std::move(test)};
    }

    [[nodiscard]] Condition operator()(const ast::ChoiceTest& from) const
    {
        ChoiceTest test;
        test.subject = from.subject;
        for (const ast::Name& word : from.words) {
            if (!test.words.empty()) test.words += " or ";
            test.words += word.text;
            switch (from.subject) {
                case ast::ChoiceSubject::request:
                    test.codes.emplace_back(language::code_of(language::request_words, word.text));
                    break;
                case ast::ChoiceSubject::certification:
                    test.codes.emplace_back(language::code_of(language::certification_words, word.text));
                    break;
                case ast::ChoiceSubject::level_of_service:
                    test.codes.emplace_back(language::code_of(language::level_of_service_words, word.text));
                    break;
            }
        }
        return {std::move(test)};
    }

    [[nodiscard]] Condition operator()(const ast::QuantityTest& from) const
    {
        return {QuantityTest{from.relation, compile_amount(from.limit, units)}};
    }

    [[nodiscard]] Condition operator()(const ast::AgeTest& from) const
    {
        const int years = static_cast<int>(from.years.value);
        if (years != from.years.value || years > 150)
            to.report(file, from.years, "an age is a whole number of years, at most 150");
        return {AgeTest{from.relation, years}};
    }

    [[nodiscard]] Condition operator()(const ast::FactTest& from) const { return {FactTest{from.fact}}; }
    [[nodiscard]] Condition operator()(const ast::KnownTest& from) const { return {KnownTest{from.wanted, from.subject}}; }

    [[nodiscard]] Condition operator()(const ast::Group& from) const
    {
        Group group{from.kind, {}};
        for (const ast::Condition& part : from.parts) group.parts.push_back(compile_condition(to, file, part, units));
        return {std::move(group)};
    }
};

}  // namespace

Limit compile_amount(const ast::Amount& amount, Units& units)
{
    units.words.push_back(&amount.unit);
    const std::string code(language::code_of(language::unit_words, amount.unit.text));
    return {amount.value.value, code, std::string(language::word_of(language::unit_words, code))};
}

Condition compile_condition(const Compilation& to, const PlanFile& file, const ast::Condition& condition, Units& units)
{
    return boost::apply_visitor(
        [&]<class Node>(const Node& node) -> Condition {
            const Context context{to, file, units};
            if constexpr (std::is_same_v<Node, ast::x3::forward_ast<ast::Group>>)
                return context(node.get());
            else
                return context(node);
        },
        condition);
}

}  // namespace x278::policy
