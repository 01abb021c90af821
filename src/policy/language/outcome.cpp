// The grammar of outcomes: what a rule answers, and what it says with it.
#include "policy/language/grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

using ast::Verb;

const auto amount_def = number > one_of(words_of(unit_words));

const auto code_list = x3::rule<struct CodeListId, std::vector<ast::Name>>("report type codes, as in `documents 08, DS`") =
    name("a report type code") % phrase(",");

const auto details = x3::rule<struct DetailsId, ast::Details>("details") =
    -(phrase("because") > name("a reason code, as in `because 0H`"))
    >> -(phrase("say") > text("a text in quotation marks, on one line")) >> -(phrase("documents") > code_list)
    >> -(phrase("contact") > name("the name of a contact"));

const auto modified = x3::rule<struct ModifiedId, ast::Details>("`modify because`, as in `beyond modify because 04`") =
    phrase("modify") >> details;

// The verbs that need nothing more.
const PhrasesParser<Verb> plain_verb{{
    {"not required", Verb::not_required},
    {"accept notice", Verb::accept_notice},
    {"deny", Verb::deny},
    {"cancel", Verb::cancel},
}};

const x3::attr_parser<std::optional<ast::Name>>    no_target{std::nullopt};
const x3::attr_parser<std::optional<ast::Amount>>  no_limit{std::nullopt};
const x3::attr_parser<std::optional<ast::Details>> nothing_beyond{std::nullopt};

const auto outcome_def =
    (plain_verb >> no_target >> no_limit >> details >> nothing_beyond)
    | (phrase("pend to") >> x3::attr(Verb::pend) > name("the name of a queue") >> no_limit >> details >> nothing_beyond)
    | (phrase("contact") >> x3::attr(Verb::contact) > name("the name of a contact") >> no_limit >> details >> nothing_beyond)
    | (phrase("approve up to") >> x3::attr(Verb::approve_up_to) >> no_target > amount >> details > phrase("beyond") > modified)
    | (phrase("approve") >> x3::attr(Verb::approve) >> no_target >> no_limit >> details >> nothing_beyond);

}  // namespace

BOOST_SPIRIT_DEFINE(amount, outcome)
BOOST_SPIRIT_INSTANTIATE(AmountRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(OutcomeRule, Iterator, Context)

}  // namespace x278::policy::language
