#include "edi/situation_language.hpp"

#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3.hpp>
#include <boost/spirit/home/x3/support/utility/error_reporting.hpp>
#include <fmt/format.h>

BOOST_FUSION_ADAPT_STRUCT(x278::edi::WrittenPlace, loop, name, key, element, component)
BOOST_FUSION_ADAPT_STRUCT(x278::edi::WrittenTest, test, codes)
BOOST_FUSION_ADAPT_STRUCT(x278::edi::WrittenCondition, place, test)
BOOST_FUSION_ADAPT_STRUCT(x278::edi::WrittenVerb, demand, codes)
BOOST_FUSION_ADAPT_STRUCT(x278::edi::WrittenDemand, places, verb)

namespace x278::edi {

namespace {

namespace x3 = boost::spirit::x3;

using Codes = std::vector<std::string>;
using x3::attr;

template <class Id, class Attribute>
x3::rule<Id, Attribute> called(const char* what)
{
    return x3::rule<Id, Attribute>(what);
}

const auto word = called<struct WordId, std::string>("a name") = x3::lexeme[+x3::alnum];

// A word of the notation: `and` is none of `android`.
auto fixed(const char* text) { return x3::lexeme[x3::lit(text) >> !x3::alnum]; }

const auto key = called<struct KeyId, std::string>("a key") = x3::raw[x3::lexeme['[' >> +(x3::char_ - ']') >> ']']];
const auto loop = called<struct LoopId, std::string>("a loop") = x3::lexeme[+x3::alnum >> '.'];

const auto place = called<struct PlaceId, WrittenPlace>("an element, a segment or a loop") =
    x3::lexeme[(loop | attr(std::string())) >> +x3::alnum >> (key | attr(std::string())) >> *x3::digit
               >> (('-' >> x3::uint_) | attr(0u))];

const auto code = called<struct CodeId, std::string>("a code") = x3::lexeme[+(x3::alnum | x3::char_('-'))];
const auto codes = called<struct CodesId, Codes>("codes between `|`") = code % '|';

const auto test = called<struct TestId, WrittenTest>("a test") =
    ("!=" >> attr(Test::not_among) > codes) | ('=' >> attr(Test::among) > codes)
    | (fixed("absent") >> attr(Test::absent) >> attr(Codes{})) | (attr(Test::present) >> attr(Codes{}));

const auto condition = called<struct ConditionId, WrittenCondition>("a condition") = place >> test;

const auto conditions = called<struct ConditionsId, std::vector<WrittenCondition>>("conditions") = condition
                                                                                                   >> *(fixed("and") > condition);

const auto places = called<struct PlacesId, std::vector<WrittenPlace>>("places between commas") = place % ',';
const auto alone = called<struct AloneId, std::vector<WrittenPlace>>("a place") = x3::repeat(1)[place];

const auto verb = called<struct VerbId, WrittenVerb>("a demand") =
    (fixed("required") >> attr(Demand::required) >> attr(Codes{}))
    | (fixed("not") >> fixed("used") >> attr(Demand::not_used) >> attr(Codes{}))
    | (fixed("must") >> fixed("begin") >> fixed("with") >> attr(Demand::must_begin) > codes)
    | (fixed("must") >> fixed("not") >> fixed("be") >> attr(Demand::must_not_be) > codes)
    | (fixed("must") >> fixed("be") >> attr(Demand::must_be) > codes);

const auto demand = called<struct DemandId, WrittenDemand>("a demand") =
    (fixed("one") >> fixed("of") > places > fixed("required") > attr(WrittenVerb{Demand::one_of, {}}))
    | (fixed("at") >> fixed("most") >> fixed("one") >> fixed("of") > places > attr(WrittenVerb{Demand::at_most_one_of, {}}))
    | (alone >> verb);

template <class Rule, class Value>
Result<Value> parse(std::string_view text, const Rule& rule, Value value, std::string_view expected)
{
    auto       at   = text.begin();
    const auto fail = [&](std::string_view what, auto where) {
        const std::string_view rest = text.substr(static_cast<std::size_t>(where - text.begin()));
        return failure(ErrorCode::bad_input, rest.empty() ? fmt::format("expected {} at the end of `{}`", what, text)
                                                          : fmt::format("expected {} at `{}`", what, rest));
    };
    try {
        if (!x3::phrase_parse(at, text.end(), rule, x3::space, value)) return fail(expected, at);
    } catch (const x3::expectation_failure<std::string_view::iterator>& failed) {
        return fail(failed.which(), failed.where());
    }
    while (at != text.end() && *at == ' ') ++at;
    if (at != text.end()) return fail(expected, at);
    return value;
}

}  // namespace

std::string WrittenPlace::text() const
{
    return fmt::format("{}{}{}{}{}{}", loop, loop.empty() ? "" : ".", name, key, element,
                       component == 0 ? std::string() : fmt::format("-{}", component));
}

Result<std::vector<WrittenCondition>> parse_conditions(std::string_view text)
{
    if (text.empty()) return std::vector<WrittenCondition>{};
    return parse(text, conditions, std::vector<WrittenCondition>{}, "`and`, `=`, `!=` or `absent`");
}

Result<WrittenDemand> parse_demand(std::string_view text)
{
    return parse(text, demand, WrittenDemand{},
                 "`required`, `not used`, `must be`, `must not be`, `must begin with`, `one of` or `at most one of`");
}

}  // namespace x278::edi
