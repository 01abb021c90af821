#include "policy/language/case_parse.hpp"

#include "policy/language/case_grammar.hpp"
#include "policy/language/mistake.hpp"
#include "policy/language/statements.hpp"

#include <array>

namespace x278::policy::language {

namespace {

constexpr std::array<std::string_view, 1> case_words{"case"};

}  // namespace

ParsedCases parse_cases(const PlanFile& file)
{
    ParsedCases parsed;
    Split       parts = split(file, case_words, "`case`");
    if (parts.before) parsed.errors.push_back(std::move(*parts.before));
    for (const auto& [first, last] : parts.statements) {
        auto one = parse_whole<ast::Case>(
            file, first, last, plan_case,
            "`scenario`, `member`, `given`, `with`, `request`, `line`, `review`, `expect` or the next `case`", case_words);
        if (one)
            parsed.cases.push_back(std::move(*one));
        else
            parsed.errors.push_back(std::move(one.error()));
    }
    return parsed;
}

}  // namespace x278::policy::language
