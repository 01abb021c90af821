// How the rows of reference data are read: cell by cell, and the first that is wrong is told.
//
// Messages point at the cell and never repeat it: most of them are patient data.
#pragma once

#include "core/csv.hpp"
#include "store/reference_tables.hpp"

#include <array>
#include <chrono>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace x278::store {

// The cells of one row, checked as they are taken. The first that is wrong is the row's error;
// what is taken after it counts for nothing.
class Cells {
public:
    explicit Cells(CsvRow row) : row_(row) {}

    void expect(bool holds, std::string_view column, std::string_view message);

    // Without the blanks around it.
    [[nodiscard]] std::string_view text(std::string_view column) const;
    [[nodiscard]] std::string_view required(std::string_view column);
    // Empty where the file has no such column.
    [[nodiscard]] std::string_view optional(std::string_view column) const;
    [[nodiscard]] bool             has(std::string_view column) const { return row_.find(column).has_value(); }

    [[nodiscard]] std::string                 member_id();
    [[nodiscard]] std::string                 person();
    [[nodiscard]] std::string                 npi(std::string_view column);
    [[nodiscard]] std::chrono::year_month_day day(std::string_view column);
    [[nodiscard]] std::chrono::sys_seconds    time(std::string_view column);
    [[nodiscard]] model::Moment               moment(std::string_view column);    // a day, or 2024-04-10T22:00
    [[nodiscard]] double                      quantity(std::string_view column);  // more than 0
    [[nodiscard]] Validity                    validity(std::string_view first, std::string_view last);
    [[nodiscard]] std::vector<std::string>    list(std::string_view column);  // what stands between `|`

    // Nothing where the cell is empty, or the file has no such column.
    [[nodiscard]] std::string                                optional_npi(std::string_view column);
    [[nodiscard]] std::optional<std::chrono::year_month_day> optional_day(std::string_view column);

    // What one of the words stands for.
    template <class Value, std::size_t N>
    [[nodiscard]] Value word(std::string_view column, const std::array<std::pair<std::string_view, Value>, N>& words)
    {
        std::vector<std::string_view> names;
        for (const auto& [name, value] : words) {
            if (name == text(column)) return value;
            names.push_back(name);
        }
        expect_one_of(column, names);
        return Value();
    }

    [[nodiscard]] Result<void> result() const;

private:
    void expect_one_of(std::string_view column, const std::vector<std::string_view>& names);

    CsvRow               row_;
    std::optional<Error> error_;
};

// One file of the folder.
struct ReferenceFile {
    const char*                             name;
    std::initializer_list<std::string_view> columns;   // those it must have
    std::initializer_list<std::string_view> optional;  // what else is read; any others are passed over
    bool ReferenceTables::*is_there;
    Result<void> (*read_row)(Cells&, ReferenceTables&);
    Result<void> (*after_rows)(const CsvTable&, ReferenceTables&) = nullptr;  // null: nothing more to do
};

// reference_payer_reader.cpp: what a payer wants, when it is closed, whom it bars, what it has
// certified before.
[[nodiscard]] std::span<const ReferenceFile> payer_files();

// reference_history_reader.cpp: what is on file of a member's past, and what goes with the member's account and primary
// care provider.
[[nodiscard]] std::span<const ReferenceFile> history_files();

// reference_words.cpp: what is said in words of a plan, once all rows of coverage.csv, providers.csv, account-options.csv,
// stays.csv, member-events.csv were read.
[[nodiscard]] Result<void> note_products(const CsvTable& csv, ReferenceTables& tables);
[[nodiscard]] Result<void> note_contracts(const CsvTable& csv, ReferenceTables& tables);
[[nodiscard]] Result<void> note_levels(const CsvTable& csv, ReferenceTables& tables);
[[nodiscard]] Result<void> note_events(const CsvTable& csv, ReferenceTables& tables);
[[nodiscard]] Result<void> note_options(const CsvTable& csv, ReferenceTables& tables);

}  // namespace x278::store
