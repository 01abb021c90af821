// The grammar of limits, and of what is said with an outcome or beyond a limit.
#include "policy/language/grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

using ast::Verb;

const auto amount_def = number > one_of(words_of(unit_words));

const auto code_list = x3::rule<struct CodeListId, std::vector<ast::Name>>("report type codes, as in `documents 08, DS`") =
    name("a report type code") >> *(phrase(",") > name("a report type code"));

const auto details_def = -(phrase("because") > name("a reason code, as in `because 0H`"))
                         >> -(phrase("say") > text("a text in quotation marks, on one line"))
                         >> -(phrase("documents") > code_list) >> -(phrase("contact") > name("the name of a contact"));

const auto modified = x3::rule<struct ModifiedId, ast::Details>("`modify because`, as in `beyond modify because 04`") =
    phrase("modify") >> details;

const x3::attr_parser<std::optional<ast::Name>>   no_name{std::nullopt};
const x3::attr_parser<std::optional<ast::Number>> no_number{std::nullopt};

struct NoneLeftClass : Positioned {};
const auto none_left =
    x3::rule<NoneLeftClass, ast::NoneLeft>("`contact`, `pend to` or `deny`, as in `none contact intake because 04`") =
        (phrase("pend to") >> x3::attr(Verb::pend) > name("the name of a queue") >> details)
        | (phrase("contact") >> x3::attr(Verb::contact) > name("the name of a contact") >> details)
        | (phrase("deny") >> x3::attr(Verb::deny) >> no_name >> details);

// A counter that goes by several units says which.
const auto unit = one_of(words_of(unit_words)) | (&phrase("by") >> x3::attr(ast::Name()));

const auto limit_def = (phrase("up to option") >> no_number > name("an option whose value is a number") > unit
                        >> -(phrase("by") > name("a counter")) >> -(phrase("beyond") > modified) >> -(phrase("none") > none_left))
                       | (phrase("up to") > number >> no_name > unit >> -(phrase("by") > name("a counter"))
                          >> -(phrase("beyond") > modified) >> -(phrase("none") > none_left));

}  // namespace

BOOST_SPIRIT_DEFINE(amount, details, limit)
BOOST_SPIRIT_INSTANTIATE(AmountRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(DetailsRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(LimitRule, Iterator, Context)

}  // namespace x278::policy::language
