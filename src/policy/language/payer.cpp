// The grammar of a payer: how requests name it, its time zone, its products, and
// whether the engine may deny for it.
#include "policy/language/grammar.hpp"

namespace x278::policy::language {

namespace {

// What comes after the identifiers is none of them.
const auto value = x3::rule<struct ValueId, ast::Name>("a value, as in `PI 00700`") = !phrase("time zone") >> name("a value");

const auto identifier = x3::rule<struct IdentifierId, ast::Identifier>("a qualifier and a value, as in `PI 00700`") =
    name("a qualifier, as in `PI 00700`") > value;

const auto identifiers =
    x3::rule<struct IdentifiersId, std::vector<ast::Identifier>>("a qualifier and a value, as in `PI 00700`") =
        identifier % phrase(",");

const auto products = x3::rule<struct ProductsId, std::vector<ast::Name>>("products, as in `commercial = HMO, POS`") =
    name("a product") % phrase(",");

const auto family = x3::rule<struct FamilyId, ast::Family>("a family of products, as in `commercial = HMO, POS`") =
    name("a family") >> phrase("=") > products;

const auto families =
    x3::rule<struct FamiliesId, std::vector<ast::Family>>("a family of products, as in `commercial = HMO, POS`") = +family;

const PhrasesParser<bool> authority{{
    {"may deny administratively", true},
    {"may not deny", false},
}};

const auto payer_def = phrase("payer") > name("an id for the payer, as in `payer BCBSMA \"name\"`")
                       > text("the payer's name in quotation marks, on one line") > phrase("identified by") > identifiers
                       > phrase("time zone") > name("a time zone, as in `America/New_York`") > phrase("products") > families
                       > phrase("the engine") > authority > phrase("when no rule speaks contact") > name("the name of a contact");

}  // namespace

BOOST_SPIRIT_DEFINE(payer)
BOOST_SPIRIT_INSTANTIATE(PayerRule, Iterator, Context)

}  // namespace x278::policy::language
