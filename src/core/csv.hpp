// The one reader of CSV files: schemas, a plan's code tables, reference data.
//
// RFC 4180 quoting. The first line that says anything names the columns. Blank lines
// and lines that begin with `#` say nothing; a cell that begins with `#` at the start
// of a line is quoted. Every row has as many cells as there are columns. Bytes that are no
// UTF-8 are kept as they are: what is compared with them may be in any alphabet. A NUL byte
// is refused, and so is UTF-16.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace x278 {

class CsvTable;

// One row; views its table.
class CsvRow {
public:
    // The cell, unquoted; valid as long as the table.
    [[nodiscard]] std::string_view operator[](std::size_t column) const;       // throws std::out_of_range
    [[nodiscard]] std::string_view operator[](std::string_view column) const;  // the same for a column the header lacks

    // The cell, or nothing where the header lacks the column.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view column) const noexcept;

    [[nodiscard]] int         line() const noexcept;               // 1-based; of the first cell
    [[nodiscard]] int         position(std::size_t column) const;  // 1-based; where on the line the cell begins
    [[nodiscard]] std::size_t size() const noexcept;               // as many as there are columns

    [[nodiscard]] std::string where(std::string_view column) const;  // `path:line:column` of the cell

    // `path:line:column: message`, pointing at the cell of that column.
    [[nodiscard]] std::unexpected<Error> error(std::string_view column, std::string_view message) const;

private:
    friend class CsvTable;
    CsvRow(const CsvTable& table, std::size_t number) noexcept : table_(&table), number_(number) {}

    const CsvTable* table_;
    std::size_t     number_;
};

class CsvTable {
public:
    class Iterator {
    public:
        Iterator(const CsvTable& table, std::size_t number) noexcept : table_(&table), number_(number) {}
        [[nodiscard]] CsvRow operator*() const noexcept { return table_->row(number_); }
        Iterator&            operator++() noexcept { return ++number_, *this; }
        [[nodiscard]] bool   operator==(const Iterator&) const noexcept = default;

    private:
        const CsvTable* table_;
        std::size_t     number_;
    };

    [[nodiscard]] Iterator    begin() const noexcept { return {*this, 0}; }
    [[nodiscard]] Iterator    end() const noexcept { return {*this, size()}; }
    [[nodiscard]] std::size_t size() const noexcept { return lines_.size(); }  // rows, the header not counted
    [[nodiscard]] CsvRow      row(std::size_t number) const noexcept { return CsvRow(*this, number); }

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::optional<std::size_t>      column(std::string_view name) const noexcept;

    using Names = std::initializer_list<std::string_view>;

    // Fails, pointing at the header, unless it names all of these; at the column that was meant, if one is like it.
    [[nodiscard]] Result<void> require(Names names) const;

    // Fails, pointing at the header, if a column that is neither may be one of `optional` misspelled: what it tells would
    // be passed over in silence.
    [[nodiscard]] Result<void> refuse_misspelt(Names required, Names optional) const;

    // "path:line:column: message", pointing at that column of the header.
    [[nodiscard]] std::unexpected<Error> header_error(std::size_t column, std::string_view message) const;

private:
    friend class CsvRow;
    friend class CsvBuilder;
    friend Result<CsvTable> read_csv(std::string, std::string_view, Names, Names);

    struct Cell {
        std::string_view text;
        std::uint32_t    position = 1;
    };

    [[nodiscard]] const Cell& cell(std::size_t row, std::size_t column) const;

    std::string                  path_;
    std::unique_ptr<std::string> text_;      // what the cells view
    std::deque<std::string>      unquoted_;  // what the cells that held `""` view
    std::vector<std::string>     columns_;
    std::vector<int>             column_positions_;  // 1-based; where on the line of the header each begins
    std::vector<Cell>            cells_;             // row by row
    std::vector<int>             lines_;             // one for each row
    int                          header_line_ = 1;
};

// `path` is only how messages name the text. The table keeps a copy of the text. Columns that are neither required nor
// optional are passed over.
// Errors: `bad_input`, "path:line:column: what was expected".
[[nodiscard]] Result<CsvTable> read_csv(std::string      path,
                                        std::string_view text,
                                        CsvTable::Names  required = {},
                                        CsvTable::Names  optional = {});

}  // namespace x278
