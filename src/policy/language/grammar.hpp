// The grammars of the plan language; each is defined in the file named after it.
#pragma once

#include "policy/language/adapt.hpp"
#include "policy/language/words.hpp"

namespace x278::policy::language {

struct ConditionClass : Positioned {};
struct OutcomeClass : Positioned {};
struct RuleClass : Positioned {};
struct PayerClass : Positioned {};
struct ContactClass : Positioned {};

using ConditionRule = x3::rule<ConditionClass, ast::Condition>;
using OutcomeRule   = x3::rule<OutcomeClass, ast::Outcome>;
using AmountRule    = x3::rule<struct AmountClass, ast::Amount>;
using PlanRule      = x3::rule<RuleClass, ast::Rule>;
using PayerRule     = x3::rule<PayerClass, ast::Payer>;
using ContactRule   = x3::rule<ContactClass, ast::Contact>;

inline const ConditionRule condition =
    "a condition, as in `procedure is in NAME`, `place of service is 11` or `quantity is at most 26 visits`";
inline const OutcomeRule outcome =
    "an outcome: `not required`, `accept notice`, `approve`, `approve up to`, `pend to`, `contact`, `deny` or `cancel`";
inline const AmountRule  amount    = "an amount with its unit, as in `26 visits`";
inline const PlanRule    plan_rule = "`rule`";
inline const PayerRule   payer     = "`payer`";
inline const ContactRule contact   = "`contact`";

BOOST_SPIRIT_DECLARE(ConditionRule, AmountRule, OutcomeRule, PlanRule, PayerRule, ContactRule)

}  // namespace x278::policy::language
