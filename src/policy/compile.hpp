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

// compile_rule.cpp; after the code sets, the contacts and the payer.
void compile_rule(const Compilation& to, InFile<language::ast::Rule> rule);

// compile_condition.cpp. Each unit a quantity is compared in is left in `units`.
struct Units {
    std::vector<const language::ast::Name*> words;
};
Condition compile_condition(const Compilation& to, const PlanFile& file, const language::ast::Condition& condition, Units& units);
Limit     compile_amount(const language::ast::Amount& amount, Units& units);

// compile_index.cpp; after all rules stand in order.
[[nodiscard]] RuleIndex index_of(std::span<const Rule> rules);

// The keys of a map, for suggesting one.
template <class Map>
[[nodiscard]] std::vector<std::string_view> keys_of(const Map& map)
{
    std::vector<std::string_view> keys;
    for (const auto& entry : map) keys.push_back(entry.first);
    return keys;
}

}  // namespace x278::policy
