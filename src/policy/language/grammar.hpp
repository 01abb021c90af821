// The grammars of the plan language; each is defined in the file named after it.
#pragma once

#include "policy/language/adapt.hpp"
#include "policy/language/words.hpp"

namespace x278::policy::language {

struct ConditionClass : Positioned {};
struct MomentClass : Positioned {};
struct OutcomeClass : Positioned {};
struct RuleClass : Positioned {};
struct PayerClass : Positioned {};
struct ContactClass : Positioned {};
struct ParameterClass : Positioned {};
struct OptionClass : Positioned {};
struct BandClass : Positioned {};
struct CalendarClass : Positioned {};
struct CounterClass : Positioned {};
struct GateClass : Positioned {};

using ConditionRule = x3::rule<ConditionClass, ast::Condition>;
using OutcomeRule   = x3::rule<OutcomeClass, ast::Outcome>;
using AmountRule    = x3::rule<struct AmountClass, ast::Amount>;
using PlanRule      = x3::rule<RuleClass, ast::Rule>;
using PayerRule     = x3::rule<PayerClass, ast::Payer>;
using ContactRule   = x3::rule<ContactClass, ast::Contact>;

// Of conditions, by what they look at; each in a file of its own, condition_*.cpp.
using CodeConditionRule   = x3::rule<struct CodeConditionClass, ast::Condition>;
using TimeConditionRule   = x3::rule<struct TimeConditionClass, ast::Condition>;
using RecordConditionRule = x3::rule<struct RecordConditionClass, ast::Condition>;

using ConditionsRule = x3::rule<struct ConditionsClass, std::vector<ast::Condition>>;
using MomentRule     = x3::rule<MomentClass, ast::Moment>;
using SpanRule       = x3::rule<struct SpanClass, ast::Span>;
using DetailsRule    = x3::rule<struct DetailsClass, ast::Details>;
using LimitRule      = x3::rule<struct LimitClass, ast::LimitClause>;
using SourcesRule    = x3::rule<struct SourcesClass, std::vector<ast::Name>>;
using ParameterRule  = x3::rule<ParameterClass, ast::Parameter>;
using OptionRule     = x3::rule<OptionClass, ast::Option>;
using BandRule       = x3::rule<BandClass, ast::Band>;
using CalendarRule   = x3::rule<CalendarClass, ast::Calendar>;
using CounterRule    = x3::rule<CounterClass, ast::Counter>;
using GateRule       = x3::rule<GateClass, ast::Gate>;

inline const ConditionRule condition =
    "a condition, as in `procedure is in NAME`, `place of service is 11` or `quantity is at most 26 visits`";
inline const CodeConditionRule   code_condition   = condition.name;
inline const TimeConditionRule   time_condition   = condition.name;
inline const RecordConditionRule record_condition = condition.name;
inline const ConditionsRule      conditions       = condition.name;
inline const OutcomeRule         outcome =
    "an outcome: `not required`, `accept notice`, `approve`, `pend to`, `send to`, `contact`, `deny`, `cancel`, `reject as`, "
    "`flag`, `notify`, `start` or `note`";
inline const AmountRule    amount    = "an amount with its unit, as in `26 visits`";
inline const MomentRule    moment    = "a moment, as in `receipt`, `admission` or `first service`";
inline const SpanRule      span      = "a span of time, as in `72 hours` or `7 days`";
inline const DetailsRule   details   = "details";
inline const LimitRule     limit     = "a limit, as in `up to 26 visits by COUNTER`";
inline const SourcesRule   sources   = "the ids of the payer's own rules, as in `source BCBSMA-HTR-02`";
inline const PlanRule      plan_rule = "`rule`";
inline const PayerRule     payer     = "`payer`";
inline const ContactRule   contact   = "`contact`";
inline const ParameterRule parameter = "`parameter`";
inline const OptionRule    option    = "`option`";
inline const BandRule      band      = "`band`";
inline const CalendarRule  calendar  = "`calendar`";
inline const CounterRule   counter   = "`counter`";
inline const GateRule      gate      = "`gate`";

BOOST_SPIRIT_DECLARE(ConditionRule, CodeConditionRule, TimeConditionRule, RecordConditionRule, ConditionsRule)
BOOST_SPIRIT_DECLARE(AmountRule, MomentRule, SpanRule, DetailsRule, LimitRule, OutcomeRule, SourcesRule)
BOOST_SPIRIT_DECLARE(PlanRule, PayerRule, ContactRule, ParameterRule, OptionRule, BandRule, CalendarRule, CounterRule, GateRule)

}  // namespace x278::policy::language
