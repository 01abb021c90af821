// From words to meanings: the steps of Plans::compile, one file each.
//
// Every step reports what is wrong where it stands and goes on, so that one run shows
// everything there is to mend.
#pragma once

#include "policy/evaluate.hpp"
#include "policy/language/diagnostics.hpp"
#include "policy/language/names.hpp"
#include "policy/program.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace x278::policy {

// What is being built for one folder of files, which is one payer.
struct Compilation {
    std::string             folder;  // "plans/bcbsma"
    PayerProgram&           payer;
    std::vector<PlanError>& errors;

    // What has a mistake of its own is not called unknown where it is used.
    std::set<std::string, std::less<>> unread        = {};     // names of statements that could not be read
    bool                               tables_failed = false;  // a table of codes did; any set may have been in it

    mutable std::set<std::string, std::less<>> unknown_products = {};  // each is told once, where it is named first

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

// The units that quantities of the request are compared in, of one statement, for finding those that do not go together.
struct Units {
    std::vector<const language::ast::Name*> words;
};

// Where a statement is compiled, and what stands in it.
struct Context {
    const Compilation& to;
    const PlanFile&    file;
    Units&             units;

    void report(const language::ast::Located& at, std::string_view message, std::string_view hint = {}) const
    {
        to.report(file, at, message, hint);
    }
};

// compile_payer.cpp
void compile_contact(const Context& at, const language::ast::Contact& contact);
void compile_payer(const Context& at, const language::ast::Payer& payer);

// compile_declarations.cpp; after the payer, whose products they may name.
void compile_parameter(const Context& at, const language::ast::Parameter& parameter);
void compile_option(const Context& at, const language::ast::Option& option);
void compile_band(const Context& at, const language::ast::Band& band);
void compile_calendar(const Context& at, const language::ast::Calendar& calendar);
void compile_gate(const Context& at, const language::ast::Gate& gate);

// compile_counter.cpp; after the code sets and the parameters.
void compile_counter(const Context& at, const language::ast::Counter& counter);

// Reports a unit, of what is compared with the counter, that is not the counter's own.
void check_counted_unit(const Context& at, const Counter& counter, const language::ast::Name& unit);

// compile_rule.cpp; after everything a rule may speak of.
void compile_rule(const Context& at, const language::ast::Rule& rule);

// compile_condition.cpp
[[nodiscard]] Condition compile_condition(const Context& at, const language::ast::Condition& condition);
[[nodiscard]] Limit     compile_amount(const language::ast::Amount& amount, Units& units);
[[nodiscard]] bool      is_only_counted(std::string_view unit);  // dates and records: nobody asks for a quantity of them
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::Group& group);

// compile_codes_test.cpp
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::CodeTest& test);
[[nodiscard]] Condition compile_test(const Context& at, const language::ast::LinesTest& test);
// The systems whose codes a subject may be compared with, the first one being that of a code written in the rule itself.
[[nodiscard]] std::vector<CodeSystem> systems_of(language::ast::CodeSubject subject);

// Whether a code looks like those of its system; what these look like, as in "a place of service of two digits"; and the
// same code in capitals, if that would be one.
[[nodiscard]] bool             has_shape(CodeSystem system, std::string_view code);
[[nodiscard]] std::string_view shape_in_words(CodeSystem system);
[[nodiscard]] std::string      shape_hint(CodeSystem system, std::string_view code);

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

// An option whose value is a number; another, or none of that name, is reported.
[[nodiscard]] const AccountOption* find_number_option(const Context& at, const language::ast::Name& name);

// Reports a value that `what` cannot have.
void check_value(const Context&                  at,
                 const language::ast::Name&      value,
                 std::string_view                what,
                 const std::vector<std::string>& values);

// compile_outcome.cpp
[[nodiscard]] Outcome compile_outcome(const Context& at, const language::ast::Outcome& outcome);
[[nodiscard]] bool    is_effect(Verb verb);  // what adds to a decision, and decides nothing

// compile_rule.cpp: the products named by their own names, and those meant by a family's.
struct NamedProducts {
    Products own      = 0;
    Products families = 0;
};
[[nodiscard]] NamedProducts compile_products(const Context& at, const std::vector<language::ast::Name>& names);

// Reports a value that no account can have chosen, here or in a case.
template <class Report>
void check_option_value(const Report& report, const language::ast::Name& value, const AccountOption& option)
{
    if (is_value_of(option, value.text)) return;
    const std::string_view expected = option.kind == AccountOption::Kind::number ? "; expected a number, 0 or more"
                                      : option.kind == AccountOption::Kind::date ? "; expected a day, as in `2024-01-31`"
                                                                                 : "";
    report(value, "option `" + option.name + "` has no value `" + value.text + "`" + std::string(expected),
           did_you_mean(value.text, std::vector<std::string_view>(option.values.begin(), option.values.end())));
}

// The keys of a map, for suggesting one.
template <class Map>
[[nodiscard]] std::vector<std::string_view> keys_of(const Map& map)
{
    std::vector<std::string_view> keys;
    for (const auto& entry : map) keys.push_back(entry.first);
    return keys;
}

// Puts `value` under `name` into `map`, or says that another `what` has that name.
template <class Map, class Value>
void add_named(const Context& at, Map& map, const language::ast::Name& name, Value value, std::string_view what)
{
    if (!map.emplace(name.text, std::move(value)).second)
        at.report(name, std::string(what) + " `" + name.text + "` is named twice");
}

// What `name` calls in `map`, or null after saying that `what` is not called so.
template <class Map>
[[nodiscard]] auto find_named(const Context& at, Map& map, const language::ast::Name& name, std::string_view what)
    -> decltype(&map.begin()->second)
{
    const auto found = map.find(name.text);
    if (found != map.end()) return &found->second;
    if (at.to.unread.contains(name.text)) return nullptr;
    at.report(name, "no " + std::string(what) + " is called `" + name.text + "`",
              map.empty() ? "declare one in a file of its own" : did_you_mean(name.text, keys_of(map)));
    return nullptr;
}

}  // namespace x278::policy
