// The grammar of conditions: what stands after `when` and `and`.
#include "policy/language/grammar.hpp"

namespace x278::policy::language {

namespace {

const auto one_condition = x3::rule<struct OneConditionId, std::vector<ast::Condition>>(condition.name) =
    x3::repeat(1)[condition];

constexpr auto add = [](auto& context) { x3::_val(context).parts.push_back(std::move(x3::_attr(context))); };
constexpr auto any = [](auto& context) { x3::_val(context).kind = ast::Group::Kind::any; };

// In brackets either all or any must hold, which the word after the first condition tells; the two are not mixed without
// brackets of their own. Each condition is read once, however deep it stands.
const auto bracketed = x3::rule<struct BracketedId, ast::Group>("conditions in brackets") =
    phrase("(") > condition[add]
    > ((&phrase("or") >> x3::eps[any] >> +(phrase("or") > condition[add])) | *(phrase("and") > condition[add])) > phrase(")");

const auto negated = x3::rule<struct NegatedId, ast::Group>("a condition that does not hold") =
    phrase("not") >> x3::attr(ast::Group::Kind::none) > one_condition;

const auto group = negated | bracketed;

// A moment may be an option, so times come before records.
const auto condition_def  = group | code_condition | time_condition | record_condition;
const auto conditions_def = condition >> *(phrase("and") > condition);

}  // namespace

BOOST_SPIRIT_DEFINE(condition, conditions)
BOOST_SPIRIT_INSTANTIATE(ConditionRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ConditionsRule, Iterator, Context)

}  // namespace x278::policy::language
