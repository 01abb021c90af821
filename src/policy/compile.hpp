// From words to meanings: the steps of Plans::compile, one file each.
//
// Every step reports what is wrong where it stands and goes on, so that one run shows
// everything there is to mend.
#pragma once

#include "policy/language/diagnostics.hpp"
#include "policy/program.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace x278::policy {

// A statement and the file it stands in.
template <class Statement>
struct InFile {
    const PlanFile*  file      = nullptr;
    const Statement* statement = nullptr;
};

// What is being built for one folder of files, which is one payer.
struct Compilation {
    std::string             folder;  // "plans/bcbsma"
    PayerProgram&           payer;
    std::vector<PlanError>& errors;

    void report(const PlanFile&               file,
                const language::ast::Located& at,
                std::string_view              message,
                std::string_view              hint = {}) const
    {
        errors.push_back(language::error_at(file, at, message, hint));
    }
};

// compile_codes.cpp: every row of a table goes into the set named after the file and
// into the set named by its tag.
void compile_codes(const Compilation& to, const PlanFile& table);

// compile_payer.cpp
void compile_contact(const Compilation& to, InFile<language::ast::Contact> contact);
void compile_payer(const Compilation& to, InFile<language::ast::Payer> payer);

// compile_declarations.cpp; after the payer, whose products they may name.
void compile_parameter(const Compilation& to, InFile<language::ast::Parameter> parameter);
void compile_option(const Compilation& to, InFile<language::ast::Option> option);
void compile_band(const Compilation& to, InFile<language::ast::Band> band);
void compile_calendar(const Compilation& to, InFile<language::ast::Calendar> calendar);
void compile_gate(const Compilation& to, InFile<language::ast::Gate> gate);

// compile_counter.cpp; after the code sets.
void compile_counter(const Compilation& to, InFile<language::ast::Counter> counter);

// compile_rule.cpp; after everything a rule may speak of.
void compile_rule(const Compilation& to, InFile<language::ast::Rule> rule);

// The units quantities of the request are compared in, for finding those that do not go together.
struct Units {
    std::vector<const language::ast::Name*> words;
};

// Where a condition or an outcome is compiled.
struct Context {
    const Compilation& to;
    const PlanFile&    file;
    Units&             units;

    void report(const language::ast::Located& at, std::string_view message, std::string_view hint = {}) const
    {
        to.report(file, at, message, hint);
    }
};

// compile_condition.cpp
[[nodiscard]] Condition compile_condition(const Context& at, const language::ast::Condition& condition);
[[nodiscard]] Limit     compile_amount(const language::ast::Amount& amount, Units& units);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::Group& group);

// compile_codes_test.cpp
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::CodeTest& test);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::LinesTest& test);

// compile_time.cpp
[[nodiscard]] Moment    compile_moment(const Context& at, const language::ast::Moment& moment);
[[nodiscard]] Span      compile_span(const Context& at, const language::ast::Span& span);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::DateTest& test);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::AgeTest& test);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::CalendarTest& test);

// compile_record.cpp
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::CountTest& test);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::SettingTest& test);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::DocumentTest& test);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::StayTest& test);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::MemberTest& test);

// compile_outcome.cpp
[[nodiscard]] Outcome compile_outcome(const Context& at, const language::ast::Outcome& outcome);

// compile_scope.cpp: the products named by their own names, and those meant by a family's.
struct NamedProducts {
    Products own      = 0;
    Products families = 0;
};
[[nodiscard]] NamedProducts compile_products(const Context& at, const std::vector<language::ast::Name>& names);

// "A, B", each as it is written.
[[nodiscard]] std::string joined(const std::vector<language::ast::Name>& names, std::string_view between = ", ");

// The keys of a map, for suggesting one.
template <class Map>
[[nodiscard]] std::vector<std::string_view> keys_of(const Map& map)
{
    std::vector<std::string_view> keys;
    for (const auto& entry : map) keys.push_back(entry.first);
    return keys;
}

// What `name` calls in `map`, or null after saying that `what` is not called so.
template <class Map>
[[nodiscard]] auto find_named(const Context& at, Map& map, const language::ast::Name& name, std::string_view what)
    -> decltype(&map.begin()->second)
{
    const auto found = map.find(name.text);
    if (found != map.end()) return &found->second;
    at.report(name, "no " + std::string(what) + " is called `" + name.text + "`",
              map.empty() ? "declare one in a file of its own" : did_you_mean(name.text, keys_of(map)));
    return nullptr;
}

}  // namespace x278::policy
