// Tables of codes: `plans/<payer>/codes/*.csv`.
#include "core/csv.hpp"
#include "core/day.hpp"
#include "policy/compile.hpp"
#include "policy/language/words.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <tuple>

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

// The beginning of a line of the file.
const char* line_of(const PlanFile& table, int number)
{
    const char*       at  = table.text.data();
    const char* const end = at + table.text.size();
    for (int line = 1; line < number; ++line) {
        at = std::find(at, end, '\n');
        if (at != end) ++at;
    }
    return at;
}

// What read_csv could not read; its message begins with path:line:column.
PlanError unreadable(const PlanFile& table, const Error& error)
{
    int               line = 1, column = 1;
    const char* const end = error.message.data() + error.message.size();
    const char*       at  = error.message.data() + std::min(table.path.size() + 1, error.message.size());
    at                    = std::from_chars(at, end, line).ptr;
    if (at != end) at = std::from_chars(at + 1, end, column).ptr;
    const auto        message = std::string_view(at, end).substr(std::min<std::size_t>(2, static_cast<std::size_t>(end - at)));
    const char* const begin   = line_of(table, line) + column - 1;
    const auto        rest    = std::string_view(begin, table.text.data() + table.text.size());
    return language::error_at(table, {begin, begin + std::min(rest.find_first_of("\r\n"), rest.size())}, message);
}

// The text of a cell in the file itself, for the carets.
language::ast::Located place_of(const PlanFile& table, const CsvRow& row, std::size_t column)
{
    const char* at = line_of(table, row.line()) + row.position(column) - 1;
    if (std::string_view(at, table.text.data() + table.text.size()).starts_with('"')) ++at;
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

struct Columns {
    std::size_t code, system, from, to, tag, source;
};

// Reads the rows of one table.
struct RowCompiler {
    // A row as far as it says which code belongs to what.
    struct Seen {
        Validity validity;
        int      line = 0;
    };

    const Compilation& to;
    const PlanFile&    table;
    std::string        set;  // the table's own
    Columns            columns;

    std::map<std::tuple<CodeSystem, std::string, std::string>, std::vector<Seen>> seen = {};  // by code and tag

    void report(const CsvRow& row, std::size_t column, std::string_view message, std::string_view hint = {}) const
    {
        to.report(table, place_of(table, row, column), message, hint);
    }

    void compile(const CsvRow& row)
    {
        if (row[columns.source].empty())
            report(row, columns.source, "a row without a source", "name the rule or page that the code is taken from");
        const bool may_be_named = check_tag(row);
        const auto system       = system_of(row);
        const auto validity     = validity_of(row);
        if (!system || !validity || !check_code(row, *system)) return;
        check_once(row, *system, *validity);

        const auto [low, high] = ends_of(row[columns.code]);
        std::vector<std::string_view> sets{set};
        if (const auto tag = row[columns.tag]; may_be_named && !tag.empty() && tag != set) sets.push_back(tag);
        for (const std::string_view name : sets)
            if (const auto wrong = set_named(to.payer, name).add(*system, low, high, *validity))
                return report(row, columns.code, *wrong);
    }

private:
    // A tag is said in rules, so it is a word of theirs.
    [[nodiscard]] bool check_tag(const CsvRow& row) const
    {
        const std::string_view tag = row[columns.tag];
        if (language::end_of_name(tag.data(), tag.data() + tag.size()) == tag.data() + tag.size()) return true;
        report(row, columns.tag, fmt::format("no rule can name the tag `{}`", tag),
               "a tag is one word of letters, digits and hyphens, as in `mri`");
        return false;
    }

    [[nodiscard]] std::optional<CodeSystem> system_of(const CsvRow& row) const
    {
        if (const auto system = code_system_of(row[columns.system])) return system;
        std::vector<std::string_view> known;
        for (const SystemName& entry : system_names) known.push_back(entry.name);
        report(row, columns.system,
               fmt::format("no code system is called `{}`; expected one of {}", row[columns.system], fmt::join(known, ", ")),
               did_you_mean(row[columns.system], known));
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Validity> validity_of(const CsvRow& row) const
    {
        Validity validity;
        for (const auto& [column, end] : {std::pair{columns.from, &validity.from}, std::pair{columns.to, &validity.to}}) {
            if (row[column].empty()) continue;
            *end = day_from(row[column]);
            if (*end) continue;
            report(row, column, fmt::format("`{}` is no date; expected one as in 2024-01-31", row[column]));
            return std::nullopt;
        }
        if (validity.from && validity.to && *validity.to < *validity.from) {
            report(row, columns.to, "the row ends before it begins");
            return std::nullopt;
        }
        return validity;
    }

    [[nodiscard]] bool check_code(const CsvRow& row, CodeSystem system) const
    {
        const std::string_view code = row[columns.code];
        if (code.empty()) return report(row, columns.code, "a row without a code"), false;
        const auto [low, high] = ends_of(code);
        if (system == CodeSystem::diagnosis && (low.contains('.') || high.contains('.'))) {
            report(row, columns.code, fmt::format("diagnosis `{}` is written with its point", code),
                   "diagnoses travel without it: leave it out");
            return false;
        }
        for (const std::string_view end : {low, high}) {
            if (low.size() != high.size() || has_shape(system, end)) continue;  // the ends of no range are told by the set
            report(row, columns.code, fmt::format("`{}` is not {}", end, shape_in_words(system)), hint_for(system, end));
            return false;
        }
        return true;
    }

    // How else the code may have been meant: in capitals, or as a range.
    [[nodiscard]] static std::string hint_for(CodeSystem system, std::string_view code)
    {
        const auto hyphen = code.find('-');
        const auto low = code.substr(0, hyphen), high = code.substr(std::min(hyphen, code.size() - 1) + 1);
        if (hyphen == std::string_view::npos || !has_shape(system, low) || !has_shape(system, high))
            return shape_hint(system, code);
        return fmt::format("a range is written `{}..{}`", low, high);
    }

    void check_once(const CsvRow& row, CodeSystem system, const Validity& validity)
    {
        auto&      rows     = seen[{system, normalised_code(system, row[columns.code]), std::string(row[columns.tag])}];
        const auto overlaps = [&](const Seen& other) {
            const bool before = other.validity.to && validity.from && *other.validity.to < *validity.from;
            const bool after  = validity.to && other.validity.from && *validity.to < *other.validity.from;
            return !before && !after;
        };
        if (const auto first = std::ranges::find_if(rows, overlaps); first != rows.end())
            report(row, columns.code, fmt::format("`{}` stands here twice", row[columns.code]),
                   fmt::format("first in line {}, with the same tag and for days of both", first->line));
        rows.push_back({validity, row.line()});
    }
};

}  // namespace

std::optional<CodeSystem> code_system_of(std::string_view name)
{
    const auto found = std::ranges::find(system_names, name, &SystemName::name);
    return found == system_names.end() ? std::nullopt : std::optional(found->system);
}

void compile_codes(const Compilation& to, const PlanFile& table)
{
    const auto rows = read_csv(table.path, table.text, {"code", "system", "from", "to", "tag", "source"});
    if (!rows) {
        to.errors.push_back(unreadable(table, rows.error()));
        return;
    }
    const std::string file_name = std::filesystem::path(table.path).stem().string();
    set_named(to.payer, file_name);  // a table may be empty: its codes come later

    const auto  at = [&](std::string_view column) { return *rows->column(column); };
    RowCompiler compiler{to, table, file_name, {at("code"), at("system"), at("from"), at("to"), at("tag"), at("source")}};
    for (const CsvRow row : *rows) compiler.compile(row);
}

}  // namespace x278::policy
