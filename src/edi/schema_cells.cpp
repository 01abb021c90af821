// The notations of schemas/, as X3 grammars.
#include "edi/schema_cells.hpp"

#include <boost/spirit/home/x3.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace x278::edi {

namespace {

namespace x3 = boost::spirit::x3;

using TwoDigits = x3::uint_parser<unsigned, 10, 2, 2>;

constexpr TwoDigits two_digits{};

// A parser that sets a variable when it matches.
template <class Parser, class Target>
auto into(const Parser& parser, Target& target)
{
    return parser[([&target](auto& context) { target = static_cast<Target>(x3::_attr(context)); })];
}

template <class Grammar>
bool matches(std::string_view text, const Grammar& grammar)
{
    auto position = text.begin();
    return x3::parse(position, text.end(), grammar >> x3::eoi);
}

struct Condition {
    char                  kind = 0;
    std::vector<unsigned> positions;
};

std::optional<SyntaxNote> note_of(const Condition& condition)
{
    SyntaxNote note;
    if (condition.positions.size() < 2 || condition.positions.size() > note.positions.size()) return std::nullopt;
    switch (condition.kind) {
        case 'P': note.kind = SyntaxNote::Kind::paired; break;
        case 'R': note.kind = SyntaxNote::Kind::required_one; break;
        case 'E': note.kind = SyntaxNote::Kind::exclusive; break;
        case 'C': note.kind = SyntaxNote::Kind::conditional; break;
        default: note.kind = SyntaxNote::Kind::list_conditional; break;
    }
    for (const unsigned position : condition.positions) {
        note.positions[note.count++] = static_cast<std::uint8_t>(position);
        note.mask |= std::uint64_t{1} << (position - 1);
    }
    return note;
}

}  // namespace

Result<CsvTable> read_schema(std::span<const EmbeddedFile>           files,
                             std::string_view                        path,
                             std::initializer_list<std::string_view> columns)
{
    const auto found = std::ranges::find(files, path, &EmbeddedFile::path);
    if (found == files.end()) return failure(ErrorCode::not_found, fmt::format("{}: no such file among the schemas", path));
    return read_csv(std::string(path), found->text, columns);
}

std::vector<std::string_view> split_list(std::string_view text)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('|'), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

void Cells::fail(std::string_view column, std::string_view message)
{
    if (!error_) error_ = row_.error(column, message).error();
}

std::string Cells::word(std::string_view column)
{
    if (text(column).empty()) fail(column, fmt::format("`{}` is empty; expected a value", column));
    return std::string(text(column));
}

std::vector<std::string_view> Cells::list(std::string_view column) const { return split_list(text(column)); }

std::uint32_t Cells::number(std::string_view column, std::optional<std::uint32_t> if_empty, std::uint32_t max)
{
    const std::string_view cell = text(column);
    if (cell.empty() && if_empty) return *if_empty;
    std::uint32_t value         = 0;
    const auto [end, condition] = std::from_chars(cell.begin(), cell.end(), value);
    if (condition != std::errc{} || end != cell.end() || value > max) {
        fail(column, fmt::format("`{}` holds `{}`; expected a number up to {}", column, cell, max));
        return 0;
    }
    return value;
}

std::uint32_t Cells::repeat(std::string_view column) { return text(column) == ">1" ? 0 : number(column, 1); }

template <class Value>
Value Cells::one_of(std::string_view column, std::initializer_list<std::pair<std::string_view, Value>> words)
{
    const auto found = std::ranges::find(words, text(column), &std::pair<std::string_view, Value>::first);
    if (found != words.end()) return found->second;

    std::string expected;
    for (const auto& [word, value] : words) expected += fmt::format("{}`{}`", expected.empty() ? "" : ", ", word);
    fail(column, fmt::format("`{}` holds `{}`; expected one of {}", column, text(column), expected));
    return words.begin()->second;
}

Usage Cells::usage(std::string_view column)
{
    return one_of<Usage>(column,
                         {{"required", Usage::required}, {"situational", Usage::situational}, {"not used", Usage::not_used}});
}

Confidence Cells::confidence(std::string_view column)
{
    return one_of<Confidence>(column, {{"high", Confidence::high}, {"medium", Confidence::medium}, {"low", Confidence::low}});
}

DataType Cells::data_type(std::string_view column)
{
    return one_of<DataType>(column, {{"text", DataType::text},
                                     {"identifier", DataType::identifier},
                                     {"integer", DataType::integer},
                                     {"decimal", DataType::decimal},
                                     {"date", DataType::date},
                                     {"time", DataType::time},
                                     {"period", DataType::period}});
}

Severity Cells::severity(std::string_view column)
{
    return one_of<Severity>(column, {{"error", Severity::error}, {"warning", Severity::warning}});
}

bool Cells::yes(std::string_view column) { return one_of<bool>(column, {{"yes", true}, {"no", false}}); }

std::vector<SyntaxNote> Cells::conditions(std::string_view column)
{
    std::vector<SyntaxNote> notes;
    if (text(column).empty()) return notes;

    bool       known = true;
    Condition  condition;
    const auto kind     = into(x3::char_("PRECL"), condition.kind);
    const auto position = two_digits[([&](auto& context) { condition.positions.push_back(x3::_attr(context)); })];
    const auto complete = x3::eps[([&](auto&) {
        const auto note = note_of(condition);
        known           = known && note;
        if (note) notes.push_back(*note);
        condition = {};
    })];
    if (!matches(text(column), (kind >> +position >> complete) % ' ') || !known) {
        fail(column, fmt::format("`{}` is no condition; expected a letter of P, R, E, C, L and two to six positions: `P0304`",
                                 text(column)));
    }
    return notes;
}

ElementRange Cells::reference(std::string_view column, std::string_view segment)
{
    ElementRange range;
    const auto   first     = into(two_digits, range.first);
    const auto   last      = into(two_digits, range.last);
    const auto   component = into(x3::uint_, range.component);
    const auto   grammar   = x3::lit(std::string(segment)) >> first >> -(".." >> last) >> -('-' >> component);
    if (!matches(text(column), grammar) || range.first == 0 || (range.last != 0 && range.last < range.first)) {
        fail(column, fmt::format("`{}` is no element; expected one like `{}01`, `{}01-2` or `{}03..12`", text(column), segment,
                                 segment, segment));
        return {};
    }
    if (range.last == 0) range.last = range.first;
    return range;
}

Qualifier Cells::qualifier(std::string_view column, std::string_view segment)
{
    Qualifier qualifier;
    if (text(column).empty()) return qualifier;

    std::string codes;
    const auto  element   = into(two_digits, qualifier.element);
    const auto  component = into(x3::uint_, qualifier.component);
    const auto  grammar   = x3::lit(std::string(segment)) >> element >> -('-' >> component) >> '=' >> into(+x3::char_, codes);
    if (!matches(text(column), grammar)) {
        fail(column, fmt::format("`{}` is no qualifier; expected one like `{}01=AB|CD`", text(column), segment));
        return {};
    }
    const auto parts = split_list(codes);
    qualifier.codes  = CodeList({parts.begin(), parts.end()});
    return qualifier;
}

}  // namespace x278::edi
