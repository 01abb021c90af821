// Tests of codes: code sets found, literals checked against the shape of their kind.
#include "policy/capitals.hpp"
#include "policy/compile.hpp"

#include <algorithm>
#include <array>
#include <ranges>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

using ast::CodeSubject;

// Of a form, 9 is a digit, A a capital letter, * either of them.
struct Shape {
    CodeSystem       system;
    std::string_view forms;  // one of them; none: any text without a blank, of no more than account_size_max
    std::string_view called;
};

constexpr std::size_t account_size_max = 30;

constexpr std::array shapes{
    Shape{CodeSystem::service_type, "* **", "a service type code of one or two characters"},
    Shape{CodeSystem::revenue_code, "999 9999", "a revenue code of four digits"},
    Shape{CodeSystem::account, "", "the number of an account"},
    Shape{CodeSystem::modifier, "**", "a modifier of two characters"},
    Shape{CodeSystem::place_of_service, "99", "a place of service of two digits"},
    Shape{CodeSystem::bill_type, "99", "a bill type of two digits"},
    Shape{CodeSystem::diagnosis, "A9* A9** A9*** A9**** A9*****",
          "a diagnosis of three to seven characters, as in `F32` or `S72001A`"},
    // Payers have codes of their own; a digit is in all of them. What begins with one is CPT, and may end in a letter of its
    // categories.
    Shape{CodeSystem::procedure, "99999 9999C A9*** AA9** AAA9* AAAA9",
          "a procedure code of five characters, as in `99213`, `J1234` or `0123T`"},
    Shape{CodeSystem::dental_procedure, "D9999", "a dental code, as in `D0120`"},
    Shape{CodeSystem::prefix, "***", "the first three characters of a member number"},
    Shape{CodeSystem::taxonomy, "**********", "a taxonomy code of ten characters"},
    Shape{CodeSystem::provider_role, "** ***", "a role of NM101, as in `1P`"},
    Shape{CodeSystem::cause, "AA", "a cause of UM05, as in `AA`"},
    Shape{CodeSystem::state, "AA", "a state of two letters"},
};
static_assert(shapes.size() == code_system_count);

const Shape& shape_of(CodeSystem system) { return *std::ranges::find(shapes, system, &Shape::system); }

bool has_form(std::string_view code, std::string_view form)
{
    return std::ranges::equal(code, form, [](char c, char wanted) {
        const bool digit = c >= '0' && c <= '9', capital = c >= 'A' && c <= 'Z';
        if (wanted == '9') return digit;
        if (wanted == 'A') return capital;
        if (wanted == 'C') return std::string_view("AFMTU").contains(c);
        return wanted == '*' ? digit || capital : c == wanted;
    });
}

// A dental code begins with D.
CodeSystem system_of_literal(CodeSubject subject, const ast::CodeValue& value)
{
    const CodeSystem system = systems_of(subject).front();
    if (value.kind == ast::CodeValue::Kind::bill_type) return CodeSystem::bill_type;
    return system == CodeSystem::procedure && value.name.text.starts_with('D') ? CodeSystem::dental_procedure : system;
}

void add_set(const Context& at, CodeTest& test, const ast::Name& name)
{
    const auto found = at.to.payer.code_sets.find(name.text);
    if (found == at.to.payer.code_sets.end()) {
        if (at.to.tables_failed) return;
        const auto  known = keys_of(at.to.payer.code_sets);
        const auto  meant = nearest(name.text, known);
        const bool  table = std::ranges::any_of(known, [&](auto set) { return set == meant; });
        const bool  code  = name.text.front() >= '0' && name.text.front() <= '9';
        std::string hint  = code ? fmt::format("a code stands without `in`: `is {}`", name.text)
                            : meant.empty() || !table
                                ? fmt::format("a set is named by its file in {}/codes, or by a tag", at.to.folder)
                                : fmt::format("did you mean `{}`?", meant);
        return at.report(name, fmt::format("no code set is called `{}`", name.text), hint);
    }
    const auto systems = systems_of(test.subject);
    const bool fits    = found->second->empty()
                      || std::ranges::any_of(systems, [&](CodeSystem system) { return found->second->has_system(system); });
    if (!fits) return at.report(name, fmt::format("code set `{}` holds no codes this can be compared with", name.text));
    test.sets.push_back({name.text, found->second.get()});
}

void add_code(const Context& at, CodeTest& test, const ast::CodeValue& value)
{
    const CodeSystem   system = system_of_literal(test.subject, value);
    const std::string& code   = value.name.text;
    if (at.to.payer.code_sets.contains(code))
        return at.report(value.name, fmt::format("`{}` is the name of a code set", code), fmt::format("write `in {}`", code));
    if (system == CodeSystem::diagnosis && code.contains('.')) {
        std::string without = code;
        std::erase(without, '.');
        return at.report(value.name, fmt::format("diagnosis `{}` is written with its point", code),
                         fmt::format("write `{}`", without));
    }
    if (!has_shape(system, code)) {
        const std::string set = did_you_mean(code, keys_of(at.to.payer.code_sets));
        return at.report(value.name, fmt::format("`{}` is neither a code set nor {}", code, shape_in_words(system)),
                         set.empty() ? shape_hint(system, code) : set);
    }
    static_cast<void>(test.codes.add(system, code, code, {}));
}

CodeTest compile_codes_of(const Context& at, CodeSubject subject, const std::vector<ast::CodeValue>& values)
{
    CodeTest test;
    test.subject = subject;
    for (const ast::CodeValue& value : values) {
        if (!test.words.empty()) test.words += " or ";
        if (value.kind == ast::CodeValue::Kind::set) test.words += "in ";
        if (value.kind == ast::CodeValue::Kind::bill_type) {
            test.words += "bill type ";
            if (subject != CodeSubject::place_of_service)
                at.report(value.name, "only the place of service may be given as a bill type");
        }
        test.words += value.name.text;
        value.kind == ast::CodeValue::Kind::set ? add_set(at, test, value.name) : add_code(at, test, value);
    }
    for (const CodeSet* const set : sets_of(test))
        for (std::size_t system = 0; system < code_system_count; ++system)
            if (set->has_system(static_cast<CodeSystem>(system))) test.systems |= static_cast<std::uint16_t>(1U << system);
    return test;
}

}  // namespace

bool has_shape(CodeSystem system, std::string_view code)
{
    const std::string_view forms = shape_of(system).forms;
    if (forms.empty()) return !code.empty() && code.size() <= account_size_max && !code.contains(' ');
    return std::ranges::any_of(std::views::split(forms, ' '),
                               [&](auto form) { return has_form(code, std::string_view(form.begin(), form.end())); });
}

std::string_view shape_in_words(CodeSystem system) { return shape_of(system).called; }

std::string shape_hint(CodeSystem system, std::string_view code)
{
    const std::string meant = capitals(std::string(code));
    return has_shape(system, meant) ? fmt::format("write `{}`", meant) : std::string();
}

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
        case CodeSubject::procedure: return {CodeSystem::procedure, CodeSystem::dental_procedure};
        case CodeSubject::member_prefix: return {CodeSystem::prefix};
        case CodeSubject::requester_role: return {CodeSystem::provider_role};
        case CodeSubject::requester_specialty:
        case CodeSubject::service_provider_specialty: return {CodeSystem::taxonomy};
        case CodeSubject::primary_care_state: return {CodeSystem::state};
        case CodeSubject::cause: return {CodeSystem::cause};
    }
    return {};
}

Condition compile_test(const Context& at, const ast::CodeTest& from) { return {compile_codes_of(at, from.subject, from.values)}; }

Condition compile_test(const Context& at, const ast::LinesTest& from)
{
    LinesTest test{from.which, 1, compile_codes_of(at, CodeSubject::procedure, from.values), {}, {}};
    if (from.at_least) {
        test.at_least = static_cast<int>(from.at_least->value);
        if (test.at_least != from.at_least->value || test.at_least < 1)
            at.report(*from.at_least, "a number of lines is a whole number, at least 1");
    }
    for (const ast::Name& place : from.places) {
        if (!has_shape(CodeSystem::place_of_service, place.text))
            at.report(place, fmt::format("`{}` is not {}", place.text, shape_in_words(CodeSystem::place_of_service)));
        test.places.push_back(place.text);
    }
    test.words = test.procedure.words;
    if (!test.places.empty()) test.words += " at place " + ast::joined(from.places, " or ");
    return {std::move(test)};
}

}  // namespace x278::policy
