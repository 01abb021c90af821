#include "policy/language/parse.hpp"

#include "policy/language/diagnostics.hpp"
#include "policy/language/grammar.hpp"

#include <array>

#include <fmt/format.h>

namespace x278::policy::language {

namespace {

constexpr std::array<std::string_view, 9> statement_words{"payer", "contact",  "rule",    "parameter", "option",
                                                          "band",  "calendar", "counter", "gate"};
constexpr std::string_view                a_statement =
    "`rule`, `counter`, `parameter`, `option`, `band`, `calendar`, `gate`, `contact` or `payer`";

bool begins_statement(Iterator first, Iterator last)
{
    const std::string_view word(first, end_of_name(first, last));
    return std::ranges::find(statement_words, word) != statement_words.end();
}

Iterator next_line(Iterator first, Iterator last)
{
    const Iterator end_of_line = std::find(first, last, '\n');
    return end_of_line == last ? last : end_of_line + 1;
}

// The left margin of the next statement, at or after the line `first` begins.
Iterator next_statement(Iterator first, Iterator last)
{
    while (first != last && !begins_statement(first, last)) first = next_line(first, last);
    return first;
}

// The word at or after `at`; what stands at the end of a file is its last character.
ast::Located word_at(Iterator at, Iterator last, const PlanFile& file)
{
    x3::skip_over(at, last, x3::make_context<x3::skipper_tag>(skipper));
    const Iterator end_of_text = file.text.data() + file.text.size();
    if (at == last) {
        while (at != file.text.data() && (at == end_of_text || *at == '\n' || *at == ' ')) --at;
        return {at, at + 1};
    }
    Iterator end = end_of_name(at, last);
    if (end == at && *at == '"') end = std::min(std::find(at + 1, last, '"'), std::find(at + 1, last, '\n'));
    if (end != last && *at == '"' && *end == '"') ++end;
    return {at, std::max(end, at + 1)};
}

// The words in backticks in `expected`: what the author may have meant to write.
std::vector<std::string_view> words_in(std::string_view expected)
{
    std::vector<std::string_view> words;
    for (std::size_t open = expected.find('`'); open != std::string_view::npos;) {
        const std::size_t close = expected.find('`', open + 1);
        if (close == std::string_view::npos) break;
        const std::string_view phrase_in = expected.substr(open + 1, close - open - 1);
        words.push_back(phrase_in);
        if (const auto space = phrase_in.find(' '); space != std::string_view::npos) words.push_back(phrase_in.substr(0, space));
        open = expected.find('`', close + 1);
    }
    return words;
}

PlanError expected_error(
    const PlanFile& file, Iterator where, Iterator last, std::string_view expected, std::span<const std::string_view> also = {})
{
    const ast::Located     at = word_at(where, last, file);
    const std::string_view found(at.begin, at.end);
    x3::skip_over(where, last, x3::make_context<x3::skipper_tag>(skipper));
    if (where == last) return error_at(file, at, fmt::format("expected {}, found the end of the {}", expected, "statement"));

    auto candidates = words_in(expected);
    candidates.insert(candidates.end(), also.begin(), also.end());
    return error_at(file, at, fmt::format("expected {}, found `{}`", expected, found), did_you_mean(found, candidates));
}

// The statement between `first` and `last`, or what is wrong with it.
std::expected<ast::Statement, PlanError> parse_statement(const PlanFile& file, Iterator first, Iterator last)
{
    // What may be left out stands between two things that may not, so an unknown word
    // there was perhaps meant to be one of these.
    static constexpr std::array<std::string_view, 12> optional_words{
        "from", "until", "when", "and", "or", "because", "say", "documents", "contact", "disabled because", "disabled", ","};
    ast::Statement statement;
    try {
        if (!x3::phrase_parse(first, last, payer | contact | plan_rule | parameter | option | band | calendar | counter | gate,
                              skipper, statement))
            return std::unexpected(expected_error(file, first, last, a_statement));
    } catch (const x3::expectation_failure<Iterator>& failure) {
        return std::unexpected(expected_error(file, failure.where(), last, failure.which(), optional_words));
    }
    if (first != last)
        return std::unexpected(expected_error(file, first, last, "the end of the statement, or the next `rule`", optional_words));
    return statement;
}

}  // namespace

ParsedFile parse(const PlanFile& file)
{
    ParsedFile     parsed;
    const Iterator last  = file.text.data() + file.text.size();
    Iterator       first = file.text.data();

    const Iterator start  = next_statement(first, last);
    Iterator       before = first;
    x3::skip_over(before, start, x3::make_context<x3::skipper_tag>(skipper));
    if (before != start)
        parsed.errors.push_back(expected_error(file, before, start, fmt::format("{} at the left margin", a_statement)));

    for (first = start; first != last;) {
        const Iterator end       = next_statement(next_line(first, last), last);
        auto           statement = parse_statement(file, first, end);
        if (statement)
            parsed.statements.push_back(std::move(*statement));
        else
            parsed.errors.push_back(std::move(statement.error()));
        first = end;
    }
    return parsed;
}

}  // namespace x278::policy::language
