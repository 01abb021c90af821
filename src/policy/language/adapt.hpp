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
BOOST_FUSION_ADAPT_STRUCT(ast::AgeTest, relation, years)
BOOST_FUSION_ADAPT_STRUCT(ast::KnownTest, wanted, subject)
BOOST_FUSION_ADAPT_STRUCT(ast::Group, kind, parts)
BOOST_FUSION_ADAPT_STRUCT(ast::Details, because, say, documents, contact)
BOOST_FUSION_ADAPT_STRUCT(ast::Outcome, verb, target, limit, details, beyond)
BOOST_FUSION_ADAPT_STRUCT(ast::Scope, every_product, names)
BOOST_FUSION_ADAPT_STRUCT(ast::Rule, id, title, stage, scope, from, until, conditions, outcome, sources, disabled)
BOOST_FUSION_ADAPT_STRUCT(ast::Identifier, qualifier, value)
BOOST_FUSION_ADAPT_STRUCT(ast::Family, name, products)
BOOST_FUSION_ADAPT_STRUCT(ast::Payer, id, name, identifiers, zone, families, may_deny, default_contact)
BOOST_FUSION_ADAPT_STRUCT(ast::ContactNumber, kind, number)
BOOST_FUSION_ADAPT_STRUCT(ast::Contact, id, name, numbers)
