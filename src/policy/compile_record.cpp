// Conditions over what the payer's records hold.
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

Condition compile_option_test(const Context& at, const ast::SettingTest& from)
{
    const AccountOption* option =
        from.relation ? find_number_option(at, from.name) : find_named(at, at.to.payer.options, from.name, "option");
    OptionTest test{option, ast::texts_of(from.values), ast::joined(from.values, " or "), from.relation,
                    from.number ? from.number->value : 0};
    if (!test.option) return {std::move(test)};
    for (const ast::Name& value : from.values)
        check_option_value([&](auto&&... what) { at.report(what...); }, value, *test.option);
    return {std::move(test)};
}

Condition compile_parameter_test(const Context& at, const ast::SettingTest& from)
{
    ParameterTest test{find_named(at, at.to.payer.parameters, from.name, "parameter"), ast::texts_of(from.values),
                       ast::joined(from.values, " or ")};
    if (from.relation) at.report(from.name, "a parameter is compared with its values", "write `parameter NAME is VALUE`");
    if (test.parameter)
        for (const ast::Name& value : from.values)
            check_value(at, value, fmt::format("parameter `{}`", from.name.text), test.parameter->values);
    return {std::move(test)};
}

}  // namespace

void check_value(const Context& at, const ast::Name& value, std::string_view what, const std::vector<std::string>& values)
{
    if (std::ranges::find(values, value.text) != values.end()) return;
    const std::string meant = did_you_mean(value.text, std::vector<std::string_view>(values.begin(), values.end()));
    at.report(value, fmt::format("{} has no value `{}`", what, value.text),
              meant.empty() ? fmt::format("it may be {}", fmt::join(values, ", ")) : meant);
}

const AccountOption* find_number_option(const Context& at, const ast::Name& name)
{
    const AccountOption* option = find_named(at, at.to.payer.options, name, "option");
    if (option && option->kind != AccountOption::Kind::number)
        at.report(name, fmt::format("option `{}` is no number", name.text), "declare it `of number`");
    return option;
}

Condition compile_test(const Context& at, const ast::CountTest& from)
{
    CountTest test;
    test.counter      = find_named(at, at.to.payer.counters, from.counter, "counter");
    test.with_request = from.with_request;
    test.relation     = from.relation;
    if (from.limit.option) {
        test.option = find_number_option(at, *from.limit.option);
        if (test.counter) test.limit = {0, test.counter->unit.usual.code, test.counter->unit.usual.word};
        return {std::move(test)};
    }
    Units apart;  // it is the counter that says the unit
    test.limit = compile_amount(*from.limit.amount, apart);
    if (!test.counter) return {std::move(test)};
    if (test.counter->unit.others.empty())
        check_counted_unit(at, *test.counter, from.limit.amount->unit);
    else
        at.report(from.limit.amount->unit, fmt::format("`{}` goes by several units", test.counter->name),
                  "compare it with an option, as in `is at least option NAME`");
    return {std::move(test)};
}

Condition compile_test(const Context& at, const ast::SettingTest& from)
{
    return from.kind == ast::SettingTest::Kind::option ? compile_option_test(at, from) : compile_parameter_test(at, from);
}

Condition compile_test(const Context& at, const ast::DocumentTest& from)
{
    for (const ast::Name& code : from.codes)
        if (code.text.size() != 2)
            at.report(code, fmt::format("`{}` is no report type code", code.text), "expected two characters, as in `08`");
    return {DocumentTest{from.all, ast::texts_of(from.codes), ast::joined(from.codes, from.all ? ", " : " or ")}};
}

Condition compile_test(const Context&, const ast::StayTest& from)
{
    const std::string words = from.levels.empty() ? "a stay" : fmt::format("a stay at {}", ast::joined(from.levels, " or "));
    return {StayTest{from.has, ast::texts_of(from.levels), words}};
}

Condition compile_test(const Context&, const ast::MemberTest& from) { return {MemberTest{from.has, from.event.text}}; }

}  // namespace x278::policy
