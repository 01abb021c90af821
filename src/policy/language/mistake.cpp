#include "policy/language/mistake.hpp"

#include "policy/language/diagnostics.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <ranges>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace x278::policy::language {

namespace {

using Words = std::vector<std::string_view>;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// The word at or after `at`, a time of day with its colon; what stands at the end of a statement is its last character.
ast::Located word_at(Iterator at, Iterator last, const PlanFile& file)
{
    at = past_blanks(at, last);
    if (at == last) {
        while (at != file.text.data() && (at == last || *at == '\n' || *at == ' ')) --at;
        return {at, at + 1};
    }
    Iterator end = end_of_name(at, last);
    if (end == at && *at == '"') end = std::min(std::find(at + 1, last, '"'), std::find(at + 1, last, '\n'));
    if (end != last && *at == '"' && *end == '"') ++end;
    if (is_digit(*at) && end != last && *end == ':') end = end_of_name(end + 1, last);
    return {at, std::max(end, past_character(at, last))};
}

std::string_view first_word(std::string_view words) { return words.substr(0, words.find(' ')); }

// Each once, in the order they were looked for.
Words looked_for_at(const Attempts& attempts, Iterator where, bool rests_only = false)
{
    Words words;
    for (const Attempt& attempt : attempts.made) {
        const bool counts = attempt.where == where && (attempt.is_rest() || !rests_only);
        if (counts && std::ranges::find(words, attempt.words) == words.end()) words.push_back(attempt.words);
    }
    return words;
}

// Whether a phrase was begun with what stands at `where`.
bool is_begun_with(const Attempts& attempts, Iterator where)
{
    return std::ranges::any_of(attempts.made, [&](const Attempt& a) { return a.begin <= where && where < a.where; });
}

// The one of `meant` that `found` nearly is; empty if there is none. What begins one phrase only stands for all of it.
std::string meant_by(std::string_view found, const Words& meant)
{
    constexpr std::size_t letters_min = 3;  // any two-letter word is nearly any other
    Words                 candidates;
    if (found.size() < letters_min) return {};
    for (const std::string_view words : meant) {
        if (words == found || first_word(words) == found) continue;  // it stands there already
        candidates.push_back(words);
        candidates.push_back(first_word(words));
    }
    const std::string_view word = nearest(found, candidates);
    if (word.empty() || std::ranges::find(meant, word) != meant.end()) return std::string(word);
    const auto begins = [&](std::string_view words) { return first_word(words) == word; };
    return std::string(std::ranges::count_if(meant, begins) == 1 ? *std::ranges::find_if(meant, begins) : word);
}

// The numbers of a date however it is written; none if it is no date at all.
std::vector<int> numbers_of_date(std::string_view text)
{
    std::vector<int> numbers;
    for (const char *at = text.data(), *const last = at + text.size(); at != last;) {
        int value               = 0;
        const auto [end, error] = std::from_chars(at, last, value);
        if (error != std::errc{} || (end != last && *end != '-' && *end != '/')) return {};
        numbers.push_back(value);
        at = end == last ? end : end + 1;
    }
    return numbers.size() == 3 && !day_from(text) ? numbers : std::vector<int>{};
}

std::string wrong_with_date(std::string_view text, const std::vector<int>& numbers)
{
    using namespace std::chrono;
    constexpr std::size_t year_digits = 4;
    if (text.find_first_of("-/") != year_digits) return "a date is written year-month-day, as in 2024-01-31";
    const year_month     month(year(numbers[0]), std::chrono::month(static_cast<unsigned>(numbers[1])));
    const year_month_day day(month / static_cast<unsigned>(numbers[2]));
    if (day.ok()) return fmt::format("write it {:04}-{:02}-{:02}", numbers[0], numbers[1], numbers[2]);
    if (!month.ok()) return "months go from 01 to 12";
    return fmt::format("that month has {} days", static_cast<unsigned>(year_month_day_last(month / last).day()));
}

// Empty if nothing is wrong with it.
std::string wrong_with_time(std::string_view text)
{
    constexpr std::size_t digits_of_hour = 2;

    int        hour = 0, minute = 0;
    const auto colon  = text.find(':');
    const auto number = [&](std::string_view digits, int& value) {
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc{} && end == digits.data() + digits.size();
    };
    if (!number(text.substr(0, colon), hour) || !number(text.substr(colon + 1), minute)) return "a time is written as in 08:30";
    if (hour > 24 || (hour == 24 && minute > 0)) return "the day ends at 24:00";
    if (minute > 59) return "minutes go from 00 to 59";
    if (colon == digits_of_hour && text.size() == digits_of_hour + 1 + 2) return {};
    return fmt::format("write it {:02}:{:02}", hour, minute);
}

bool begins_condition(std::string_view word)
{
    static constexpr std::array<std::string_view, 22> words{
        "procedure", "service",  "place",     "revenue",   "diagnosis", "principal", "quantity", "age",
        "receipt",   "request",  "level",     "option",    "parameter", "criteria",  "modifier", "certification",
        "account",   "document", "documents", "requester", "not",       "known"};
    return std::ranges::find(words, word) != words.end();
}

// The word that stands before `at`, with nothing but blanks between; empty if there is none.
std::string_view word_before(Iterator at, const PlanFile& file)
{
    const std::string_view text(file.text.data(), at);
    const auto             last  = text.find_last_not_of(" \n");
    const auto             begin = text.find_last_of(" \n(", last);
    return last == text.npos ? std::string_view() : text.substr(begin == text.npos ? 0 : begin + 1, last - begin);
}

// What is wrong with a word because of the one before it; empty if nothing.
std::string wrong_after(std::string_view before, std::string_view found)
{
    if (before == "the" && begins_condition(found)) return fmt::format("write `{}` without `the`", found);
    if (before == "is" && found == "not") return "`not` stands before all of a condition, as in `not procedure is in NAME`";
    return {};
}

// What else there is to say of a word that stands where it cannot; empty if nothing.
std::string wrong_with(std::string_view found, const Words& meant)
{
    if (const auto numbers = numbers_of_date(found); !numbers.empty()) return wrong_with_date(found, numbers);
    if (is_digit(found.front()) && found.find(':') != std::string_view::npos) return wrong_with_time(found);
    if (found == "#" || found == "/") return "a remark begins with `--`";

    const bool goes_on = std::ranges::find(meant, "and") != meant.end();
    if (goes_on && begins_condition(found)) return "put `and` before a further condition";

    struct Habit {
        std::string_view found, meant, told;
    };
    constexpr std::string_view clauses =
        "a rule says `stage`, `for`, `from`, `until`, `when` in this order, and then its outcome";
    constexpr std::string_view  details = "an outcome says `because`, `say`, `documents`, `contact` in this order";
    static constexpr std::array habits{
        Habit{"week", "days", "a week is 7 days"},
        Habit{"weeks", "days", "a week is 7 days"},
        Habit{"year", "months", "a year is 12 months"},
        Habit{"years", "months", "a year is 12 months"},
        Habit{"or", "and", "conditions of which one is enough stand in brackets: `(A or B)`"},
        Habit{"and", ")", "in one pair of brackets stands either `and` or `or`; write brackets in brackets"},
        Habit{")", "and", "no bracket is open here"},
        Habit{"to", "until", "the last day stands after `until`"},
        Habit{"stage", "not required", clauses},
        Habit{"for", "not required", clauses},
        Habit{"from", "not required", clauses},
        Habit{"until", "not required", clauses},
        Habit{"because", "source", details},
        Habit{"say", "source", details},
        Habit{"documents", "source", details},
    };
    for (const Habit& habit : habits)
        if (habit.found == found && std::ranges::find(meant, habit.meant) != meant.end()) return std::string(habit.told);
    return {};
}

// "`a`, `b` or `c`"; of many phrases their first words.
std::string expected_of(const Words& words)
{
    constexpr std::size_t phrases_max = 5;
    if (words.size() <= phrases_max) return listed(words);
    Words begins;
    for (const std::string_view phrase : words)
        if (std::ranges::find(begins, first_word(phrase)) == begins.end()) begins.push_back(first_word(phrase));
    return listed(begins);
}

}  // namespace

Iterator past_blanks(Iterator at, Iterator last)
{
    x3::skip_over(at, last, x3::make_context<x3::skipper_tag>(skipper));
    return at;
}

PlanError expected_error(
    const PlanFile& file, Iterator where, Iterator last, std::string_view expected, std::span<const std::string_view> meant)
{
    const ast::Located     at = word_at(where, last, file);
    const std::string_view found(at.begin, at.end);
    if (past_blanks(where, last) == last)
        return error_at(file, at, fmt::format("expected {}, found the end of the {}", expected, "statement"));

    const Words       words(meant.begin(), meant.end());
    const std::string near = meant_by(found, words);
    std::string       hint = near.empty() ? wrong_with(found, words) : fmt::format("did you mean `{}`?", near);
    if (hint.empty()) hint = wrong_after(word_before(at.begin, file), found);
    return error_at(file, at, fmt::format("expected {}, found `{}`", expected, found), hint);
}

PlanError mistake_in(const PlanFile& file, Iterator where, Iterator last, std::string expected, Attempts attempts)
{
    where = past_blanks(where, last);
    std::vector<Iterator> places{where};
    for (const Attempt& attempt : attempts.made) places.push_back(attempt.where);
    std::ranges::sort(places);
    places.erase(std::ranges::unique(places).begin(), places.end());

    const auto found_at = [&](Iterator at) {
        const ast::Located word = word_at(at, last, file);
        return std::string_view(word.begin, word.end);
    };
    const auto tell = [&](Iterator place, const Words& looked_for) {
        return expected_error(file, place, last, place == where ? expected : expected_of(looked_for),
                              looked_for_at(attempts, place));
    };
    const auto is_right = [&](Iterator at) { return at == last || is_begun_with(attempts, at); };
    for (const Iterator at : places) {
        if (is_right(at) || meant_by(found_at(at), looked_for_at(attempts, at)).empty()) continue;
        const Words rests = looked_for_at(attempts, at, true);
        if (meant_by(found_at(at), rests).empty()) return tell(at, looked_for_at(attempts, at));
        expected = expected_of(rests);
        return tell(at, rests);
    }
    for (const Iterator at : places)
        if (!is_right(at) && !wrong_with(found_at(at), looked_for_at(attempts, at)).empty())
            return tell(at, looked_for_at(attempts, at));
    for (const Iterator at : places | std::views::reverse)
        if (const Words rests = looked_for_at(attempts, at, true); at != where && !rests.empty()) return tell(at, rests);
    return tell(where, {});
}

}  // namespace x278::policy::language
