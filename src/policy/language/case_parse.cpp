#include "policy/language/case_parse.hpp"

#include "policy/language/case_grammar.hpp"
#include "policy/language/statements.hpp"

#include <array>

namespace x278::policy::language {

namespace {

constexpr std::array<std::string_view, 1> case_words{"case"};

// The case between `first` and `last`, or what is wrong with it.
std::expected<ast::Case, PlanError> parse_case(const PlanFile& file, Iterator first, Iterator last)
{
    // What may follow where a clause might also have ended.
    static constexpr std::array<std::string_view, 28> optional_words{
        "scenario",      "member",     "given",           "with",         "request", "line",          "expect", "to",
        "from",          "until",      "because",         "by",           "says",    "flag",          "a",      ",",
        "issued",        "last visit", "as service type", "modifier",     "area",    "certification", "review", "specialty",
        "supervised by", "consulting", "expertise",       "with criteria"};
    ast::Case one;
    try {
        if (!x3::phrase_parse(first, last, plan_case, skipper, one))
            return std::unexpected(expected_error(file, first, last, "`case`"));
    } catch (const x3::expectation_failure<Iterator>& failure) {
        return std::unexpected(expected_error(file, failure.where(), last, failure.which(), optional_words));
    }
    if (first != last)
        return std::unexpected(expected_error(
            file, first, last, "`scenario`, `member`, `given`, `with`, `request`, `line`, `review`, `expect` or the next `case`",
            optional_words));
    return one;
}

}  // namespace

ParsedCases parse_cases(const PlanFile& file)
{
    ParsedCases parsed;
    Split       parts = split(file, case_words, "`case`");
    if (parts.before) parsed.errors.push_back(std::move(*parts.before));
    for (const auto& [first, last] : parts.statements) {
        auto one = parse_case(file, first, last);
        if (one)
            parsed.cases.push_back(std::move(*one));
        else
            parsed.errors.push_back(std::move(one.error()));
    }
    return parsed;
}

}  // namespace x278::policy::language
