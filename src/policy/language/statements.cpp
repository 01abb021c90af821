#include "policy/language/statements.hpp"

#include "policy/language/diagnostics.hpp"
#include "policy/language/words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy::language {

namespace {

using Words = std::span<const std::string_view>;

bool begins_statement(Iterator first, Iterator last, Words words)
{
    const std::string_view word(first, end_of_name(first, last));
    return std::ranges::find(words, word) != words.end();
}

Iterator next_line(Iterator first, Iterator last)
{
    const Iterator end_of_line = std::find(first, last, '\n');
    return end_of_line == last ? last : end_of_line + 1;
}

// The left margin of the next statement, at or after the line `first` begins.
Iterator next_statement(Iterator first, Iterator last, Words words)
{
    while (first != last && !begins_statement(first, last, words)) first = next_line(first, last);
    return first;
}

// The word at or after `at`; what stands at the end of a statement is its last character.
ast::Located word_at(Iterator at, Iterator last, const PlanFile& file)
{
    x3::skip_over(at, last, x3::make_context<x3::skipper_tag>(skipper));
    if (at == last) {
        while (at != file.text.data() && (at == last || *at == '\n' || *at == ' ')) --at;
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

}  // namespace

PlanError expected_error(const PlanFile& file, Iterator where, Iterator last, std::string_view expected, Words also)
{
    const ast::Located     at = word_at(where, last, file);
    const std::string_view found(at.begin, at.end);
    x3::skip_over(where, last, x3::make_context<x3::skipper_tag>(skipper));
    if (where == last) return error_at(file, at, fmt::format("expected {}, found the end of the {}", expected, "statement"));

    auto candidates = words_in(expected);
    candidates.insert(candidates.end(), also.begin(), also.end());
    std::erase(candidates, found);  // it stands there already
    return error_at(file, at, fmt::format("expected {}, found `{}`", expected, found), did_you_mean(found, candidates));
}

Split split(const PlanFile& file, Words words, std::string_view called)
{
    Split          all;
    const Iterator last  = file.text.data() + file.text.size();
    Iterator       first = file.text.data();

    const Iterator start = next_statement(first, last, words);
    x3::skip_over(first, start, x3::make_context<x3::skipper_tag>(skipper));
    if (first != start) all.before = expected_error(file, first, start, fmt::format("{} at the left margin", called));

    for (first = start; first != last;) {
        const Iterator end = next_statement(next_line(first, last), last, words);
        all.statements.push_back({first, end});
        first = end;
    }
    return all;
}

}  // namespace x278::policy::language
