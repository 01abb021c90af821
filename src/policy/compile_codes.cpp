// Tables of codes: `plans/<payer>/codes/*.csv`.
#include "core/csv.hpp"
#include "core/day.hpp"
#include "policy/compile.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include <fmt/format.h>

namespace x278::policy {

namespace {

struct SystemName {
    std::string_view name;
    CodeSystem       system;
};

constexpr std::array system_names{
    SystemName{"CPT", CodeSystem::procedure},
    SystemName{"HCPCS", CodeSystem::procedure},
    SystemName{"CDT", CodeSystem::dental_procedure},
    SystemName{"revenue", CodeSystem::revenue_code},
    SystemName{"service-type", CodeSystem::service_type},
    SystemName{"place-of-service", CodeSystem::place_of_service},
    SystemName{"bill-type", CodeSystem::bill_type},
    SystemName{"ICD-10-CM", CodeSystem::diagnosis},
    SystemName{"modifier", CodeSystem::modifier},
    SystemName{"account", CodeSystem::account},
    SystemName{"prefix", CodeSystem::prefix},
    SystemName{"taxonomy", CodeSystem::taxonomy},
    SystemName{"provider-role", CodeSystem::provider_role},
    SystemName{"cause", CodeSystem::cause},
    SystemName{"state", CodeSystem::state},
};

// What read_csv could not read; its message begins with path:line:column.
PlanError unreadable(const PlanFile& table, const Error& error)
{
    PlanError  wrong{table.path, 0, 0, error.message};
    const auto start = table.path.size() + 1;
    if (error.message.starts_with(table.path + ":")) {
        const char* const end  = error.message.data() + error.message.size();
        const auto        line = std::from_chars(error.message.data() + start, end, wrong.line);
        if (line.ptr != end) std::from_chars(line.ptr + 1, end, wrong.column);
    }
    return wrong;
}

// The text of a cell in the file itself, for the carets.
language::ast::Located place_of(const PlanFile& table, const CsvRow& row, std::size_t column)
{
    const char* at = table.text.data();
    for (int line = 1; line < row.line(); ++line) at = std::find(at, table.text.data() + table.text.size(), '\n') + 1;
    at += row.position(column) - 1;
    return {at, at + row[column].size()};
}

CodeSet& set_named(PayerProgram& payer, std::string_view name)
{
    auto& set = payer.code_sets[std::string(name)];
    if (!set) set = std::make_unique<CodeSet>();
    return *set;
}

// "70450..70498" is a low and a high end; a single code is both.
std::pair<std::string_view, std::string_view> ends_of(std::string_view code)
{
    const auto dots = code.find("..");
    if (dots == std::string_view::npos) return {code, code};
    return {code.substr(0, dots), code.substr(dots + 2)};
}

void compile_row(const Compilation&                to,
                 const PlanFile&                   table,
                 const CsvRow&                     row,
                 std::span<const std::string_view> sets,
                 std::span<const std::size_t>      columns)
{
    const auto [code_column, system_column, from_column, to_column] = std::array{columns[0], columns[1], columns[2], columns[3]};

    const auto system = std::ranges::find(system_names, row[system_column], &SystemName::name);
    if (system == system_names.end()) {
        std::vector<std::string_view> known;
        for (const SystemName& entry : system_names) known.push_back(entry.name);
        to.report(table, place_of(table, row, system_column),
                  fmt::format("no code system is called `{}`; expected one of {}", row[system_column], fmt::join(known, ", ")),
                  did_you_mean(row[system_column], known));
        return;
    }
    Validity validity;
    for (const auto& [column, end] : {std::pair{from_column, &validity.from}, std::pair{to_column, &validity.to}}) {
        if (row[column].empty()) continue;
        *end = day_from(row[column]);
        if (!*end)
            return to.report(table, place_of(table, row, column),
                             fmt::format("`{}` is no date; expected one as in 2024-01-31", row[column]));
    }
    const std::string_view code = row[code_column];
    if (code.empty()) return to.report(table, place_of(table, row, code_column), "a row without a code");
    if (system->system == CodeSystem::diagnosis && code.find("..") == std::string_view::npos && code.contains('.'))
        return to.report(table, place_of(table, row, code_column), fmt::format("diagnosis `{}` is written with its point", code),
                         "diagnoses travel without it: leave it out");

    const auto [low, high] = ends_of(code);
    for (const std::string_view name : sets) {
        if (const auto wrong = set_named(to.payer, name).add(system->system, low, high, validity)) {
            to.report(table, place_of(table, row, code_column), *wrong);
            return;
        }
    }
}

}  // namespace

void compile_codes(const Compilation& to, const PlanFile& table)
{
    const auto rows = read_csv(table.path, table.text, {"code", "system", "from", "to", "tag", "source"});
    if (!rows) {
        to.errors.push_back(unreadable(table, rows.error()));
        return;
    }
    const std::string file_name = std::filesystem::path(table.path).stem().string();
    set_named(to.payer, file_name);  // a table may be empty: its codes come later

    const std::array columns{*rows->column("code"), *rows->column("system"), *rows->column("from"), *rows->column("to")};
    for (const CsvRow row : *rows) {
        std::vector<std::string_view> sets{file_name};
        if (const auto tag = row["tag"]; !tag.empty() && tag != file_name) sets.push_back(tag);
        compile_row(to, table, row, sets, columns);
    }
}

}  // namespace x278::policy
