#include "policy/language/parse.hpp"

#include "policy/language/diagnostics.hpp"
#include "policy/language/grammar.hpp"
#include "policy/language/mistake.hpp"
#include "policy/language/statements.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace x278::policy::language {

namespace {

constexpr std::array<std::string_view, 9> statement_words{"payer", "contact",  "rule",    "parameter", "option",
                                                          "band",  "calendar", "counter", "gate"};
constexpr std::string_view                a_statement =
    "`rule`, `counter`, `parameter`, `option`, `band`, `calendar`, `gate`, `contact` or `payer`";

// Deeper than anybody reads; what stands in brackets is read by a function that calls itself.
constexpr int nesting_max = 16;

Iterator past_text(Iterator at, Iterator last)
{
    const Iterator close = std::find_if(at + 1, last, [](char c) { return c == '"' || c == '\n'; });
    return close == last ? last : close + 1;
}

// The bracket, or the `not`, by which the conditions of a statement are nested too deep.
std::optional<PlanError> nested_too_deep(const PlanFile& file, Iterator first, Iterator last)
{
    const auto error = [&](Iterator begin, Iterator end) {
        return error_at(file, {begin, end}, fmt::format("conditions are nested more than {} deep", nesting_max),
                        "write a rule for each case");
    };
    int brackets = 0;
    int nots     = 0;  // one after the other
    while (first != last) {
        const Iterator word = end_of_name(first, last);
        if (word != first) {
            nots = std::string_view(first, word) == "not" ? nots + 1 : 0;
            if (brackets + nots > nesting_max) return error(first, word);
            first = word;
        } else if (*first == '"') {
            first = past_text(first, last);
        } else if (std::string_view(first, last).starts_with("--")) {
            first = std::find(first, last, '\n');
        } else {
            if (*first == '(') nots = 0;
            brackets = std::max(0, brackets + (*first == '(' ? 1 : *first == ')' ? -1 : 0));
            if (brackets > nesting_max) return error(first, first + 1);
            ++first;
        }
    }
    return std::nullopt;
}

// The name that a statement gives to what it declares.
std::string_view second_word(Iterator first, Iterator last)
{
    first = end_of_name(first, last);
    while (first != last && *first == ' ') ++first;
    return {first, end_of_name(first, last)};
}

// The statement between `first` and `last`, or what is wrong with it.
std::expected<ast::Statement, PlanError> parse_statement(const PlanFile& file, Iterator first, Iterator last)
{
    if (auto deep = nested_too_deep(file, first, last)) return std::unexpected(std::move(*deep));
    return parse_whole<ast::Statement>(file, first, last,
                                       payer | contact | plan_rule | parameter | option | band | calendar | counter | gate,
                                       "the end of the statement, or the next `rule`", statement_words);
}

}  // namespace

ParsedFile parse(const PlanFile& file)
{
    ParsedFile parsed;
    Split      parts = split(file, statement_words, a_statement);
    if (parts.before) parsed.errors.push_back(std::move(*parts.before));
    for (const auto& [first, last] : parts.statements) {
        auto statement = parse_statement(file, first, last);
        if (statement) {
            parsed.statements.push_back(std::move(*statement));
            continue;
        }
        parsed.errors.push_back(std::move(statement.error()));
        parsed.unread.emplace_back(second_word(first, last));
    }
    return parsed;
}

}  // namespace x278::policy::language
