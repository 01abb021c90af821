// Lets the grammars fill the syntax tree field by field.
#pragma once

#include "policy/language/ast.hpp"

#include <boost/fusion/include/adapt_struct.hpp>

namespace ast = x278::policy::language::ast;

BOOST_FUSION_ADAPT_STRUCT(ast::Amount, value, unit)
BOOST_FUSION_ADAPT_STRUCT(ast::CodeValue, kind, name)
BOOST_FUSION_ADAPT_STRUCT(ast::CodeTest, subject, values)
BOOST_FUSION_ADAPT_STRUCT(ast::ChoiceTest, subject, words)
BOOST_FUSION_ADAPT_STRUCT(ast::QuantityTest, relation, limit)
BOOST_FUSION_ADAPT_STRUCT(ast::LinesTest, which, at_least, values, places)
BOOST_FUSION_ADAPT_STRUCT(ast::Moment, anchor, ordinal, name, day)
BOOST_FUSION_ADAPT_STRUCT(ast::Span, value, unit)
BOOST_FUSION_ADAPT_STRUCT(ast::DateTest, left, relation, span, kind, right)
BOOST_FUSION_ADAPT_STRUCT(ast::AgeTest, at, relation, years, band)
BOOST_FUSION_ADAPT_STRUCT(ast::CountLimit, amount, option)
BOOST_FUSION_ADAPT_STRUCT(ast::CountTest, counter, with_request, relation, limit)
BOOST_FUSION_ADAPT_STRUCT(ast::SettingTest, kind, name, relation, number, values)
BOOST_FUSION_ADAPT_STRUCT(ast::DocumentTest, all, codes)
BOOST_FUSION_ADAPT_STRUCT(ast::StayTest, has, levels)
BOOST_FUSION_ADAPT_STRUCT(ast::MemberTest, has, event)
BOOST_FUSION_ADAPT_STRUCT(ast::CalendarTest, inside, calendar)
BOOST_FUSION_ADAPT_STRUCT(ast::KnownTest, wanted, subject)
BOOST_FUSION_ADAPT_STRUCT(ast::Group, kind, parts)
BOOST_FUSION_ADAPT_STRUCT(ast::Details, because, say, documents, contact)
BOOST_FUSION_ADAPT_STRUCT(ast::NoneLeft, verb, target, details)
BOOST_FUSION_ADAPT_STRUCT(ast::LimitClause, number, option, unit, counter, beyond, none)
BOOST_FUSION_ADAPT_STRUCT(ast::Until, span, moment)
BOOST_FUSION_ADAPT_STRUCT(ast::Outcome, verb, targets, span, details, limits, until, payer_criteria)
BOOST_FUSION_ADAPT_STRUCT(ast::Scope, every_product, names)
BOOST_FUSION_ADAPT_STRUCT(ast::Rule, id, title, stage, scope, from, until, conditions, outcome, sources, disabled)
BOOST_FUSION_ADAPT_STRUCT(ast::Identifier, qualifier, value)
BOOST_FUSION_ADAPT_STRUCT(ast::Family, name, products)
BOOST_FUSION_ADAPT_STRUCT(ast::Payer, id, name, identifiers, zone, families, may_deny, default_contact)
BOOST_FUSION_ADAPT_STRUCT(ast::ContactNumber, kind, number)
BOOST_FUSION_ADAPT_STRUCT(ast::Contact, id, name, numbers)
BOOST_FUSION_ADAPT_STRUCT(ast::ScopedValue, products, value)
BOOST_FUSION_ADAPT_STRUCT(ast::Parameter, name, value, values, scoped, reason, sources)
BOOST_FUSION_ADAPT_STRUCT(ast::Option, name, values, otherwise, reason, sources)
BOOST_FUSION_ADAPT_STRUCT(ast::Band, name, youngest, oldest, sources)
BOOST_FUSION_ADAPT_STRUCT(ast::Hours, first_day, last_day, opens, closes)
BOOST_FUSION_ADAPT_STRUCT(ast::Calendar, name, hours, except, sources)
BOOST_FUSION_ADAPT_TPL_STRUCT((Value), (ast::Reading)(Value), value, parameter, chosen)
BOOST_FUSION_ADAPT_TPL_STRUCT((Value), (ast::Readings)(Value), usual, others)
BOOST_FUSION_ADAPT_STRUCT(ast::CountPeriod, kind, span)
BOOST_FUSION_ADAPT_STRUCT(ast::Counter, name, unit, counted, conditions, key, period, sources)
BOOST_FUSION_ADAPT_STRUCT(
    ast::Gate, id, title, outcomes, licences, matching_specialty, criteria, supervisors, queue, reason, sources)
