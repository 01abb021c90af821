// The grammar of a case: whom it is about, what is on file, what is asked, what a reviewer says, what is
// expected.
#include "policy/language/case_grammar.hpp"

namespace x278::policy::language {

namespace {

template <class Id, class Attribute>
[[nodiscard]] x3::rule<Id, Attribute> called(const char* what)
{
    return x3::rule<Id, Attribute>(what);
}

const PhrasesParser<ast::MemberDay::Kind> member_day_word{{
    {"born", ast::MemberDay::Kind::born},
    {"terminated", ast::MemberDay::Kind::terminated},
}};

const PhrasesParser<ast::MemberName::Kind> member_name_word{{
    {"account", ast::MemberName::Kind::account},
    {"prefix", ast::MemberName::Kind::prefix},
}};

const PhrasesParser<ast::MemberState> member_state{{
    {"not on file", {ast::MemberState::Kind::not_on_file}},
    {"not eligible", {ast::MemberState::Kind::not_eligible}},
}};

const auto member_day = called<struct MemberDayId, ast::MemberDay>("a date") = member_day_word > day;
const auto member_name = called<struct MemberNameId, ast::MemberName>("a name") = member_name_word > name("a name");

const auto member_item = called<struct MemberItemId, ast::MemberItem>(
    "what is known of the member: `born`, `account`, `prefix`, `terminated`, `not on file` or `not eligible`") =
    member_day | member_name | member_state;

const auto member = called<struct CaseMemberId, ast::CaseMember>("the member's product, or `unknown`") = name("a product")
                                                                                                         >> *(phrase(",")
                                                                                                              > member_item);

const auto scenario_list = called<struct ScenarioListId, std::vector<ast::Name>>("scenarios, as in `scenario S-071`") =
    name("a scenario") % phrase(",");
const auto scenarios = called<struct ScenariosId, ast::NameList>("scenarios") = phrase("scenario")
                                                                                >> x3::attr(ast::NameList::Kind::scenarios)
                                                                                > scenario_list;

const auto with = called<struct WithId, ast::WithParameter>("a parameter") = phrase("with") > name("the name of a parameter")
                                                                             > phrase("=") > name("the value of a parameter");

const auto clause =
    called<struct ClauseId, ast::CaseClause>("`scenario`, `member`, `given`, `with`, `request`, `line`, `review` or `expect`") =
        scenarios | (phrase("member") > member) | (phrase("given") > given) | with | (phrase("request") > case_request)
        | (phrase("line") > case_line) | (phrase("review") > case_review) | (phrase("expect") > expectation);

const auto clauses = called<struct ClausesId, std::vector<ast::CaseClause>>(clause.name) = +clause;

const auto plan_case_def = phrase("case") > text("what the case shows, in quotation marks, on one line") > clauses;

}  // namespace

BOOST_SPIRIT_DEFINE(plan_case)
BOOST_SPIRIT_INSTANTIATE(CaseRule, Iterator, Context)

}  // namespace x278::policy::language
