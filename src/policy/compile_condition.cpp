// Conditions: words turned into codes, units noted; one compile_test() a kind, in the file named after it.
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

template <class Table>
std::vector<std::string> codes_of(const Table& table, const std::vector<ast::Name>& words)
{
    std::vector<std::string> codes;
    for (const ast::Name& word : words) codes.emplace_back(language::code_of(table, word.text));
    return codes;
}

template <class Table>
ChoiceTest choice_among(const Table& table, const ast::ChoiceTest& from)
{
    ChoiceTest test{from.subject, 0, codes_of(table, from.words), ast::joined(from.words, " or ")};
    for (const std::string& code : test.codes) test.places |= std::uint32_t{1} << language::place_of(table, code);
    return test;
}

Condition compile_test(const Context&, const ast::ChoiceTest& from)
{
    switch (from.subject) {
        case ast::ChoiceSubject::request: return {choice_among(language::request_words, from)};
        case ast::ChoiceSubject::certification: return {choice_among(language::certification_words, from)};
        case ast::ChoiceSubject::level_of_service: return {choice_among(language::level_of_service_words, from)};
        case ast::ChoiceSubject::earlier_certification: return {choice_among(language::earlier_words, from)};
        case ast::ChoiceSubject::outcome: return {choice_among(language::outcome_words, from)};
    }
    return {};
}

Condition compile_test(const Context& at, const ast::QuantityTest& from)
{
    Limit limit = compile_amount(from.limit, at.units);
    if (is_only_counted(limit.unit))
        at.report(from.limit.unit, fmt::format("no request asks for a quantity of {}", limit.word),
                  "expected visits, days, hours, units or months; a counter has the others");
    return {QuantityTest{from.relation, std::move(limit)}};
}

Condition compile_test(const Context&, const ast::FactTest& from) { return {FactTest{from.fact}}; }
Condition compile_test(const Context&, const ast::KnownTest& from) { return {KnownTest{from.wanted, from.subject}}; }

}  // namespace

bool is_only_counted(std::string_view unit) { return unit == language::dates_unit || unit == language::services_unit; }

Limit compile_amount(const ast::Amount& amount, Units& units)
{
    units.words.push_back(&amount.unit);
    const std::string code(language::code_of(language::unit_words, amount.unit.text));
    return {amount.value.value, code, std::string(language::word_of(language::unit_words, code))};
}

Condition compile_test(const Context& at, const ast::Group& from)
{
    Group group{from.kind, {}};
    for (const ast::Condition& part : from.parts) group.parts.push_back(compile_condition(at, part));
    return {std::move(group)};
}

Condition compile_condition(const Context& at, const ast::Condition& condition)
{
    return boost::apply_visitor(
        [&]<class Node>(const Node& node) -> Condition {
            if constexpr (std::is_same_v<Node, ast::x3::forward_ast<ast::Group>>)
                return compile_test(at, node.get());
            else
                return compile_test(at, node);
        },
        condition);
}

}  // namespace x278::policy
