#include "policy/language/statements.hpp"

#include "policy/language/mistake.hpp"
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

}  // namespace

Split split(const PlanFile& file, Words words, std::string_view called)
{
    Split          all;
    const Iterator last  = file.text.data() + file.text.size();
    Iterator       first = file.text.data();

    const Iterator start = next_statement(first, last, words);
    x3::skip_over(first, start, x3::make_context<x3::skipper_tag>(skipper));
    if (first != start) all.before = expected_error(file, first, start, fmt::format("{} at the left margin", called), words);

    for (first = start; first != last;) {
        const Iterator end = next_statement(next_line(first, last), last, words);
        all.statements.push_back({first, end});
        first = end;
    }
    return all;
}

}  // namespace x278::policy::language
