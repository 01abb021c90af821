#include "policy/language/diagnostics.hpp"

#include "core/utf8.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy::language {

namespace {

// Of a line as long as a file there is shown what stands around its mistake.
constexpr std::size_t shown_before = 120;
constexpr std::size_t shown_bytes  = 240;

// A line as it is shown, and where in it the mistake stands.
struct Quote {
    std::string text;
    std::size_t offset = 0;
    std::size_t size   = 0;
};

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }

Quote quote_of(std::string_view line, std::size_t offset, std::size_t size)
{
    constexpr std::string_view left_out = "...";
    std::size_t                begin    = offset > shown_before ? offset - shown_before : 0;
    while (begin > 0 && begin < offset && !begins_character(line[begin])) ++begin;
    if (begin <= left_out.size()) begin = 0;
    std::size_t end = std::min(line.size(), begin + shown_bytes);
    while (end < line.size() && end > offset + 1 && !begins_character(line[end])) --end;

    Quote quote;
    if (begin > 0) quote.text = left_out;
    quote.offset = quote.text.size() + offset - begin;
    quote.size   = std::min(size, end - std::min(offset, end));
    quote.text += line.substr(begin, end - begin);
    if (end < line.size()) quote.text += left_out;
    return quote;
}

}  // namespace

const char* past_character(const char* at, const char* last)
{
    return at == last ? at : at + std::max<std::size_t>(1, character_size({at, last}));
}

PlanError error_at(const PlanFile& file, const ast::Located& at, std::string_view message, std::string_view hint)
{
    const std::string_view text   = file.text;
    const std::size_t      offset = static_cast<std::size_t>(at.begin - text.data());
    const std::size_t      start  = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;  // npos + 1 is 0
    const std::size_t      end    = std::min(text.find('\n', offset), text.size());

    PlanError error;
    error.path   = file.path;
    error.line   = 1 + static_cast<int>(std::ranges::count(text.substr(0, start), '\n'));
    error.column = 1 + static_cast<int>(characters_in(text.substr(start, offset - start)));

    const Quote quote = quote_of(text.substr(start, end - start), offset - start, static_cast<std::size_t>(at.end - at.begin));
    const std::string_view shown(quote.text);

    // A tab stays a tab before the carets, so that they stand under the word in any editor.
    std::string margin;
    for (const char c : shown.substr(0, quote.offset))
        if (begins_character(c)) margin += c == '\t' ? '\t' : ' ';
    const std::size_t marked = std::max<std::size_t>(1, characters_in(shown.substr(quote.offset, quote.size)));

    error.message = fmt::format("{}:{}:{}: {}\n{:5} | {}\n      | {}{}", file.path, error.line, error.column, message, error.line,
                                shown, margin, std::string(marked, '^'));
    if (!hint.empty()) error.message += fmt::format(" {}", hint);
    return error;
}

}  // namespace x278::policy::language
