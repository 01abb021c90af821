// The grammar of a rule: its name, its stage, whom it is for, when it holds, what it
// answers, and where that comes from.
#include "policy/language/grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

const auto stage = one_of({stage_words.begin(), stage_words.end()});

const auto product_list = x3::rule<struct ProductListId, std::vector<ast::Name>>("products") = name("a product")
                                                                                               >> *(phrase(",")
                                                                                                    > name("a product"));

const auto scope = x3::rule<struct ScopeId, ast::Scope>("the products it is for, or `every product`") =
    (phrase("every product") >> x3::attr(true) >> x3::attr(std::vector<ast::Name>{})) | (x3::attr(false) >> product_list);

const auto sources_def = name("an id") >> *(phrase(",") > name("an id"));

const auto plan_rule_def = phrase("rule") > name("an id for the rule, as in `rule HTR-02 \"title\"`")
                           > text("a title in quotation marks, on one line") > phrase("stage") > stage > phrase("for") > scope
                           >> -(phrase("from") > day) >> -(phrase("until") > day) >> -(phrase("when") > conditions) > outcome
                           > phrase("source") > sources
                           >> -(phrase("disabled because") > text("a reason in quotation marks, on one line"));

}  // namespace

BOOST_SPIRIT_DEFINE(sources, plan_rule)
BOOST_SPIRIT_INSTANTIATE(SourcesRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PlanRule, Iterator, Context)

}  // namespace x278::policy::language
