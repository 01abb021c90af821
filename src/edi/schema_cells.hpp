// Reading the files of schemas/: finding them, and the small notations their cells hold.
//
// schemas/README.md explains the notations. Used only while the tables are compiled.
#pragma once

#include "core/csv.hpp"
#include "core/embedded.hpp"
#include "edi/guide.hpp"

#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

// The file at that path, which must have these columns. Errors: `not_found`, `bad_input`.
[[nodiscard]] Result<CsvTable> read_schema(std::span<const EmbeddedFile>           files,
                                           std::string_view                        path,
                                           std::initializer_list<std::string_view> columns);

// "HI03..12-2": component 2 of each of HI03 to HI12.
struct ElementRange {
    std::uint8_t first     = 0;
    std::uint8_t last      = 0;
    std::uint8_t component = 0;  // 0: the element as a whole
};

// One row as typed values. The first cell that cannot be read is remembered and gives a
// harmless value, so that a row is read whole and asked once: `if (cells.failed()) …`.
class Cells {
public:
    explicit Cells(CsvRow row) noexcept : row_(row) {}

    [[nodiscard]] std::string_view              text(std::string_view column) const { return row_[column]; }
    [[nodiscard]] std::string                   word(std::string_view column);        // must not be empty
    [[nodiscard]] std::vector<std::string_view> list(std::string_view column) const;  // what stands between `|`

    // An empty cell gives `if_empty`, or fails without one.
    [[nodiscard]] std::uint32_t number(std::string_view             column,
                                       std::optional<std::uint32_t> if_empty = std::nullopt,
                                       std::uint32_t                max      = std::numeric_limits<std::uint16_t>::max());
    [[nodiscard]] std::uint32_t repeat(std::string_view column);  // `>1` is 0, no limit; empty is 1
    [[nodiscard]] Usage         usage(std::string_view column);
    [[nodiscard]] Confidence    confidence(std::string_view column);
    [[nodiscard]] DataType      data_type(std::string_view column);
    [[nodiscard]] Severity      severity(std::string_view column);
    [[nodiscard]] bool          yes(std::string_view column);

    [[nodiscard]] std::vector<SyntaxNote> conditions(std::string_view column);  // "P0304 R0102"
    [[nodiscard]] ElementRange            reference(std::string_view column, std::string_view segment);
    [[nodiscard]] Qualifier qualifier(std::string_view column, std::string_view segment);  // "NM101=FS|ND"; may be empty

    void fail(std::string_view column, std::string_view message);

    [[nodiscard]] bool                   failed() const noexcept { return error_.has_value(); }
    [[nodiscard]] std::unexpected<Error> error() const { return std::unexpected(*error_); }

private:
    template <class Value>
    [[nodiscard]] Value one_of(std::string_view column, std::initializer_list<std::pair<std::string_view, Value>> words);

    CsvRow               row_;
    std::optional<Error> error_;
};

// The texts between `|`; none in an empty text.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view text);

}  // namespace x278::edi
