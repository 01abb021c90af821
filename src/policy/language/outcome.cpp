// The grammar of outcomes: what a rule answers, and what it says with it.
#include "policy/language/grammar.hpp"

namespace x278::policy::language {

namespace {

using ast::Verb;

// The verbs that need nothing more.
const PhrasesParser<Verb> plain_verb{{
    {"not required", Verb::not_required},
    {"accept notice", Verb::accept_notice},
    {"deny", Verb::deny},
    {"cancel", Verb::cancel},
    {"note", Verb::note},
}};

template <class T>
[[nodiscard]] x3::attr_parser<T> without()
{
    return x3::attr_parser<T>(T{});
}

const auto no_targets   = without<std::vector<ast::Name>>();
const auto no_span      = without<std::optional<ast::Span>>();
const auto no_limits    = without<std::vector<ast::LimitClause>>();
const auto no_until     = without<std::optional<ast::Until>>();
const auto no_details   = without<ast::Details>();
const auto own_criteria = x3::attr(false);

using Names = x3::rule<struct NamesId, std::vector<ast::Name>>;

[[nodiscard]] auto one_name(const char* what) { return Names(what) = x3::repeat(1)[name(what)]; }

const auto names = x3::rule<struct NotifiedId, std::vector<ast::Name>>("those to notify, as in `notify member, primary-care`") =
    name("whom to notify") >> *(phrase(",") > name("whom to notify"));

const PhrasesParser<bool> whose_criteria{{{"by criteria of the payer", true}}};

const auto until = x3::rule<struct UntilId, ast::Until>("`until` and a moment, as in `until the end of COUNTER`") =
    (span >> phrase("after") > moment) | (x3::attr(std::optional<ast::Span>()) >> moment);

const auto limits = x3::rule<struct LimitsId, std::vector<ast::LimitClause>>(limit.name) = *limit;

const auto outcome_def =
    (plain_verb >> no_targets >> no_span >> details >> no_limits >> no_until >> own_criteria)
    | (phrase("pend to") >> x3::attr(Verb::pend) > one_name("the name of a queue") >> no_span >> details >> no_limits >> no_until
       >> own_criteria)
    | (phrase("contact") >> x3::attr(Verb::contact) > one_name("the name of a contact") >> no_span >> details >> no_limits
       >> no_until >> own_criteria)
    | (phrase("send to") >> x3::attr(Verb::send) > one_name("the name of a contact") >> no_span >> details >> no_limits
       >> no_until >> (whose_criteria | x3::attr(false)))
    | (phrase("reject as") >> x3::attr(Verb::reject) > one_name("a situation, as in `requester/not-authorized`") >> no_span
       >> no_details >> no_limits >> no_until >> own_criteria)
    | (phrase("flag") >> x3::attr(Verb::flag) > one_name("the name of a flag") >> no_span >> details >> no_limits >> no_until
       >> own_criteria)
    | (phrase("notify") >> x3::attr(Verb::notify) > names >> no_span >> details >> no_limits >> no_until >> own_criteria)
    | (phrase("start") >> x3::attr(Verb::start) > one_name("the name of a timer") > phrase("of") > span >> details >> no_limits
       >> no_until >> own_criteria)
    | (phrase("approve") >> x3::attr(Verb::approve) >> no_targets >> no_span >> details >> limits >> -(phrase("until") > until)
       >> own_criteria);

}  // namespace

BOOST_SPIRIT_DEFINE(outcome)
BOOST_SPIRIT_INSTANTIATE(OutcomeRule, Iterator, Context)

}  // namespace x278::policy::language
