// The grammars of case files; each is defined in the file named after it.
#pragma once

#include "policy/language/case_adapt.hpp"
#include "policy/language/grammar.hpp"

namespace x278::policy::language {

struct GivenClass : Positioned {};
struct CaseRequestClass : Positioned {};
struct CaseLineClass : Positioned {};
struct CaseReviewClass : Positioned {};
struct ExpectationClass : Positioned {};
struct CaseClass : Positioned {};

using GivenRule       = x3::rule<GivenClass, ast::Given>;
using CaseRequestRule = x3::rule<CaseRequestClass, ast::CaseRequest>;
using CaseLineRule    = x3::rule<CaseLineClass, ast::CaseLine>;
using CaseReviewRule  = x3::rule<CaseReviewClass, ast::CaseReview>;
using ExpectationRule = x3::rule<ExpectationClass, ast::Expectation>;
using CaseRule        = x3::rule<CaseClass, ast::Case>;

inline const GivenRule given =
    "something on file: past services as in `24 visits of 97110 used on 2024-01-10`, an `option`, a `stay`, a `certification`, "
    "a `referral`, a member event as in `case-management since 2024-01-31`, who the `requester`, the `service provider` or the "
    "`primary care` provider is, `criteria`, or what `is unknown`";
inline const CaseRequestRule case_request = "`admission`, `services`, `specialty-care` or `individual`";
inline const CaseLineRule    case_line    = "what a service line says, as in `procedure 97110`";
inline const CaseReviewRule  case_review  = "what a reviewer says, as in `approved by RN`";
inline const ExpectationRule expectation =
    "an outcome as in `not required`, `approved`, `pended`, or what comes with one as in `because`, `by`, `says`";
inline const CaseRule plan_case = "`case`";

BOOST_SPIRIT_DECLARE(GivenRule, CaseRequestRule, CaseLineRule, CaseReviewRule, ExpectationRule, CaseRule)

inline const auto case_moment = x3::rule<struct CaseMomentId, ast::CaseMoment>("a date, as in 2024-01-31 or 2024-01-31 08:00") =
    day >> -time_of_day;

inline const auto day_range = x3::rule<struct DayRangeId, ast::DayRange>("a date, as in 2024-01-31") = day
                                                                                                       >> -(phrase("to") >> day);

// A part of the answer.
inline const auto case_target = x3::rule<struct TargetId, ast::Target>("a line") =
    (phrase("line") >> x3::attr(ast::Target::Kind::line) > number)
    | (phrase("event") >> x3::attr(ast::Target::Kind::event) >> x3::attr(ast::Number{}))
    | (phrase("every line") >> x3::attr(ast::Target::Kind::every_line) >> x3::attr(ast::Number{}))
    | (x3::attr(ast::Target::Kind::unsaid) >> x3::attr(ast::Number{}));

}  // namespace x278::policy::language
