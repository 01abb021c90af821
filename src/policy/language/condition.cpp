// The grammar of conditions: what stands after `when` and `and`.
#include "policy/language/grammar.hpp"

namespace x278::policy::language {

namespace {

const auto one_condition = x3::rule<struct OneConditionId, std::vector<ast::Condition>>(condition.name) =
    x3::repeat(1)[condition];

// Looked for before it is read, so that nothing is kept of what turns out to be joined by `or`.
const auto joined_by_and = x3::omit[condition % phrase("and")] >> phrase(")");

// In brackets either all or any must hold; the two are not mixed without brackets of their own.
const auto group = x3::rule<struct GroupId, ast::Group>("conditions in brackets") =
    (phrase("not") >> x3::attr(ast::Group::Kind::none) > one_condition)
    | (phrase("(") >> x3::attr(ast::Group::Kind::all) >> &joined_by_and >> condition % phrase("and") >> phrase(")"))
    | (phrase("(") >> x3::attr(ast::Group::Kind::any) >> condition % phrase("or") > phrase(")"));

// A moment may be an option, so times come before records.
const auto condition_def  = group | code_condition | time_condition | record_condition;
const auto conditions_def = condition >> *(phrase("and") > condition);

}  // namespace

BOOST_SPIRIT_DEFINE(condition, conditions)
BOOST_SPIRIT_INSTANTIATE(ConditionRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ConditionsRule, Iterator, Context)

}  // namespace x278::policy::language
