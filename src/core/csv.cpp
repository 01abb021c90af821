// The CSV grammar, and the table it fills. Source of the quoting rules: RFC 4180.
#include "core/csv.hpp"

#include "core/nearest.hpp"

#include <boost/spirit/home/x3.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace x278 {

namespace {

namespace x3 = boost::spirit::x3;

using Position = const char*;
using Range    = boost::iterator_range<Position>;

constexpr std::size_t      columns_max     = 1000;  // more are no table of ours
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

[[nodiscard]] std::string at(std::string_view path, int line, int position, std::string_view message)
{
    return fmt::format("{}:{}:{}: {}", path, line, position, message);
}

}  // namespace

// Fills a table record by record, in order of the text.
class CsvBuilder {
public:
    explicit CsvBuilder(CsvTable& table)
        : table_(table),
          line_start_(table.text_->data() + (table.text_->starts_with(byte_order_mark) ? byte_order_mark.size() : 0)),
          counted_(line_start_)
    {
    }

    // False at the first record that does not fit; `error()` then says why.
    [[nodiscard]] bool add(const std::vector<Range>& record)
    {
        count_lines_to(record.front().begin());
        return table_.columns_.empty() ? add_header(record) : add_row(record);
    }

    bool fail(Position where, std::string_view message)
    {
        count_lines_to(where);
        error_ = at(table_.path_, line_, position_of(where), message);
        return false;
    }

    [[nodiscard]] const std::string& error() const noexcept { return error_; }

    // Whether it is that a row has other cells than the header.
    [[nodiscard]] bool is_uneven() const noexcept { return is_uneven_; }

private:
    void count_lines_to(Position where)
    {
        for (; counted_ != where; ++counted_) {
            if (*counted_ != '\n') continue;
            ++line_;
            line_start_ = counted_ + 1;
        }
    }

    [[nodiscard]] int position_of(Position where) const noexcept { return static_cast<int>(where - line_start_) + 1; }

    [[nodiscard]] bool add_header(const std::vector<Range>& record)
    {
        table_.header_line_ = line_;
        if (record.size() > columns_max)
            return fail(record.front().begin(), fmt::format("{} columns; expected at most {}", record.size(), columns_max));
        for (const Range& range : record) {
            const std::string_view name = unquoted(range);
            if (name.empty()) return fail(range.begin(), "a column without a name; expected one in every cell of the header");
            // Not repeated: where the header was forgotten, this is somebody's data.
            if (table_.column(name)) return fail(range.begin(), "a column named as an earlier one; expected each name once");
            table_.columns_.emplace_back(name);
            table_.column_positions_.push_back(position_of(range.begin()));
        }
        return true;
    }

    [[nodiscard]] bool add_row(const std::vector<Range>& record)
    {
        if (record.size() != table_.columns_.size()) {
            is_uneven_ = true;
            return fail(record.front().begin(),
                        fmt::format("{} cell{}; expected {}, one for each column of line {}", record.size(),
                                    record.size() == 1 ? "" : "s", table_.columns_.size(), table_.header_line_));
        }
        table_.lines_.push_back(line_);
        for (const Range& range : record) {
            table_.cells_.push_back({unquoted(range), static_cast<std::uint32_t>(position_of(range.begin()))});
        }
        return true;
    }

    [[nodiscard]] std::string_view unquoted(const Range& range)
    {
        std::string_view text(range.begin(), range.size());
        if (!text.starts_with('"')) return text;
        text = text.substr(1, text.size() - 2);
        if (text.find('"') == std::string_view::npos) return text;

        std::string& plain = table_.unquoted_.emplace_back();
        for (std::size_t at = 0; at < text.size(); ++at) {
            plain += text[at];
            if (text[at] == '"') ++at;  // the grammar has seen that its twin follows
        }
        return plain;
    }

    CsvTable&   table_;
    Position    line_start_;
    Position    counted_;
    int         line_      = 1;
    bool        is_uneven_ = false;
    std::string error_;
};

namespace {

// X3 finds the builder in the context by this.
struct BuilderTag;

const auto add_record = [](auto& context) { x3::_pass(context) = x3::get<BuilderTag>(context).get().add(x3::_attr(context)); };

const auto line_end = x3::lit("\r\n") | '\n' | x3::eoi;
const auto blank    = *x3::char_(" \t") >> &line_end;
const auto comment  = '#' >> *(x3::char_ - x3::char_("\r\n"));
const auto quoted   = '"' >> *(x3::lit("\"\"") | ~x3::char_('"')) >> '"';
const auto plain    = *~x3::char_(",\"\r\n");
const auto cell = x3::rule<struct Cell, Range>{"a cell"} = x3::raw[quoted | plain];
const auto record = x3::rule<struct Record, std::vector<Range>>{"a record"} = cell % ',' > &line_end;
const auto line = x3::omit[blank] | x3::omit[comment] | record[add_record];
const auto file = -x3::lit("\xEF\xBB\xBF") >> line % ("\r\n" | x3::lit('\n'));

// Spelled in capitals or with blanks around it, a column is meant all the same.
[[nodiscard]] std::string as_compared(std::string_view name)
{
    std::string compared;
    for (const char c : name)
        if (c != ' ' && c != '\t') compared += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return compared;
}

// Whether `written` may be this column misspelled. Short names are close to many: `status` is no `state`.
[[nodiscard]] bool is_meant(std::string_view column, std::string_view written)
{
    constexpr std::size_t short_max = 7;
    const auto            letters   = [](std::string_view name) {
        std::string all = as_compared(name);
        std::erase_if(all, [](char c) { return c == '_' || c == '-'; });
        return all;
    };
    if (letters(column) == letters(written)) return true;
    return column.size() > short_max && written.size() > short_max && !nearest(written, {&column, 1}).empty();
}

// What a spreadsheet parts cells by where a comma is the decimal point.
[[nodiscard]] std::string_view wrong_separator_in(std::string_view header)
{
    return header.find(';') != std::string_view::npos ? "`;`" : header.find('\t') != std::string_view::npos ? "a tab" : "";
}

// What is no text in one byte a letter; null where everything is.
[[nodiscard]] std::pair<Position, std::string_view> no_text_in(std::string_view text)
{
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return {text.data(), "this is UTF-16; expected UTF-8, as a spreadsheet saves `CSV UTF-8`"};
    const auto nul = text.find('\0');
    if (nul == std::string_view::npos) return {nullptr, {}};
    return {text.data() + nul, "a NUL byte; expected text in UTF-8: was the file saved as UTF-16, or damaged?"};
}

}  // namespace

Result<CsvTable> read_csv(std::string path, std::string_view text, CsvTable::Names required, CsvTable::Names optional)
{
    CsvTable table;
    table.path_ = std::move(path);
    table.text_ = std::make_unique<std::string>(text);

    CsvBuilder     builder(table);
    Position       position = table.text_->data();
    const Position end      = position + table.text_->size();
    if (const auto [where, why] = no_text_in(*table.text_); where != nullptr) {
        builder.fail(where, why);
        return failure(ErrorCode::bad_input, builder.error());
    }
    try {
        x3::parse(position, end, x3::with<BuilderTag>(std::ref(builder))[file]);
    } catch (const x3::expectation_failure<Position>& stopped) {
        const Position where     = stopped.where();
        const bool     in_quotes = *where == '"' && (where == table.text_->data() || where[-1] == ',' || where[-1] == '\n');
        const bool     returns   = *where == '\r';  // by the grammar, nothing that ends a line follows it
        builder.fail(where, returns ? "a carriage return alone; expected lines to end with a line feed, as on Unix and Windows"
                            : in_quotes ? "a quoted cell without an end; expected `\"` before the end of the text"
                                        : "expected a comma or the end of the line after a cell");
    }
    auto complete = table.require(required);
    if (builder.is_uneven() && !complete) return std::unexpected(complete.error());  // it follows from what the header lacks
    if (!builder.error().empty()) return failure(ErrorCode::bad_input, builder.error());
    if (!complete) return std::unexpected(complete.error());
    if (auto spelled = table.refuse_misspelt(required, optional); !spelled) return std::unexpected(spelled.error());
    return table;
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const noexcept
{
    const auto found = std::ranges::find(columns_, name);
    if (found == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
}

Result<void> CsvTable::require(Names names) const
{
    const auto missing = std::ranges::find_if(names, [&](std::string_view name) { return !column(name); });
    if (missing == names.end()) return {};
    const std::string expected = fmt::format("expected the header `{}`", fmt::join(names, ","));
    if (columns_.empty()) return failure(ErrorCode::bad_input, at(path_, 1, 1, fmt::format("nothing stands here; {}", expected)));
    if (const auto separator = wrong_separator_in(columns_.front()); columns_.size() == 1 && !separator.empty())
        return header_error(0, fmt::format("one column, with {} in its name; {}, parted by commas", separator, expected));

    // Of the columns that nobody asked for, one may be this one misspelled. Where none is as it should be, the header may
    // have been forgotten, and these are somebody's data.
    const bool is_header = std::ranges::any_of(names, [&](std::string_view name) { return column(name).has_value(); });
    std::vector<std::string>      compared;
    std::vector<std::string_view> candidates;
    for (const std::string& name : columns_)
        compared.push_back(std::ranges::find(names, name) == names.end() ? as_compared(name) : "");
    candidates.assign(compared.begin(), compared.end());
    const std::string_view meant = nearest(*missing, candidates);
    if (!is_header || meant.empty()) return header_error(0, fmt::format("no column `{}`; {}", *missing, expected));
    const auto place = static_cast<std::size_t>(std::ranges::find(candidates, meant) - candidates.begin());
    return header_error(place, fmt::format("no column `{}`; is it meant by `{}`? {}", *missing, columns_[place], expected));
}

Result<void> CsvTable::refuse_misspelt(Names required, Names optional) const
{
    const auto is_among = [](Names names, std::string_view name) { return std::ranges::find(names, name) != names.end(); };
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (is_among(required, columns_[i]) || is_among(optional, columns_[i])) continue;
        for (const std::string_view meant : optional)
            if (!column(meant) && is_meant(meant, columns_[i]))
                return header_error(i, fmt::format("no column `{}` is read here; did you mean `{}`?", columns_[i], meant));
    }
    return {};
}

std::unexpected<Error> CsvTable::header_error(std::size_t column, std::string_view message) const
{
    return failure(ErrorCode::bad_input, at(path_, header_line_, column_positions_.at(column), message));
}

const CsvTable::Cell& CsvTable::cell(std::size_t row, std::size_t column) const
{
    if (column >= columns_.size()) throw std::out_of_range(fmt::format("{}: no column {}", path_, column));
    return cells_.at(row * columns_.size() + column);
}

std::string_view CsvRow::operator[](std::size_t column) const { return table_->cell(number_, column).text; }

std::string_view CsvRow::operator[](std::string_view column) const
{
    const auto index = table_->column(column);
    if (!index) throw std::out_of_range(fmt::format("{}: no column `{}`", table_->path(), column));
    return (*this)[*index];
}

std::optional<std::string_view> CsvRow::find(std::string_view column) const noexcept
{
    const auto index = table_->column(column);
    if (!index) return std::nullopt;
    return (*this)[*index];
}

int CsvRow::line() const noexcept { return table_->lines_[number_]; }

int CsvRow::position(std::size_t column) const { return static_cast<int>(table_->cell(number_, column).position); }

std::size_t CsvRow::size() const noexcept { return table_->columns().size(); }

std::string CsvRow::where(std::string_view column) const
{
    const auto index = table_->column(column);
    return fmt::format("{}:{}:{}", table_->path(), line(), index ? position(*index) : 1);
}

std::unexpected<Error> CsvRow::error(std::string_view column, std::string_view message) const
{
    return failure(ErrorCode::bad_input, fmt::format("{}: {}", where(column), message));
}

}  // namespace x278
