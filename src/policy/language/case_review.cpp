// The grammar of `review`: who acts on what waits for a person, and what they say.
#include "policy/language/case_grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

using Kind  = ast::ReviewItem::Kind;
using Names = std::vector<ast::Name>;

template <class Id, class Attribute>
[[nodiscard]] x3::rule<Id, Attribute> called(const char* what)
{
    return x3::rule<Id, Attribute>(what);
}

// Who pends a request asks for documents, which is said by naming them.
std::vector<std::string_view> decisions()
{
    auto words = review_words();
    std::erase(words, "pended");
    return words;
}

const auto decision      = one_of(decisions());
const auto licence       = one_of(words_of(licence_words));
const auto says_expected = "what a reviewer decides, " + decision.called() + ", or `documents` and which are asked for";
const auto who_expected  = "who says it: `clerk`, or a licence: " + licence.called();

const auto no_names  = x3::attr(Names{});
const auto code_list = called<struct WantedDocumentsId, Names>("report type codes, as in `documents 08, DS`") =
    name("a report type code") % phrase(",");

const auto says = called<struct ReviewerSaysId, ast::ReviewerSays>(says_expected.c_str()) =
    (one_of({"documents"}) > code_list) | (decision >> no_names);

const auto who = called<struct WhoId, Names>(who_expected.c_str()) = (phrase("clerk") >> no_names) | (licence % phrase("and"));

const PhrasesParser<Kind> taxonomy_word{{
    {"specialty", Kind::specialty},
    {"consulting", Kind::consulting},
    {"expertise", Kind::expertise},
}};

const auto item =
    called<struct ReviewItemId, ast::ReviewItem>("`specialty`, `supervised by`, `consulting`, `expertise` or `with criteria`") =
        (taxonomy_word > name("a taxonomy code")) | (phrase("supervised by") >> x3::attr(Kind::supervised_by) > licence)
        | (phrase("with criteria") >> x3::attr(Kind::with_criteria) >> x3::attr(ast::Name{}));

const auto items = called<struct ReviewItemsId, std::vector<ast::ReviewItem>>(item.name) = *((phrase(",") > item) | item);

const auto case_review_def = case_target > says > phrase("by") > who > items;

}  // namespace

BOOST_SPIRIT_DEFINE(case_review)
BOOST_SPIRIT_INSTANTIATE(CaseReviewRule, Iterator, Context)

}  // namespace x278::policy::language
