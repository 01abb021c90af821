#include "policy/language/parse.hpp"

#include "policy/language/grammar.hpp"
#include "policy/language/statements.hpp"

#include <array>

namespace x278::policy::language {

namespace {

constexpr std::array<std::string_view, 9> statement_words{"payer", "contact",  "rule",    "parameter", "option",
                                                          "band",  "calendar", "counter", "gate"};
constexpr std::string_view                a_statement =
    "`rule`, `counter`, `parameter`, `option`, `band`, `calendar`, `gate`, `contact` or `payer`";

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
    ParsedFile parsed;
    Split      parts = split(file, statement_words, a_statement);
    if (parts.before) parsed.errors.push_back(std::move(*parts.before));
    for (const auto& [first, last] : parts.statements) {
        auto statement = parse_statement(file, first, last);
        if (statement)
            parsed.statements.push_back(std::move(*statement));
        else
            parsed.errors.push_back(std::move(statement.error()));
    }
    return parsed;
}

}  // namespace x278::policy::language
