// The grammar of `request` and `line`: what is asked for in a case.
#include "policy/language/case_grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

using ast::CodeField;
using ast::WordField;

template <class Id, class Attribute>
[[nodiscard]] x3::rule<Id, Attribute> called(const char* what)
{
    return x3::rule<Id, Attribute>(what);
}

const PhrasesParser<CodeField> request_code{{
    {"service type", CodeField::service_type},
    {"place", CodeField::place},
    {"bill type", CodeField::bill_type},
    {"principal", CodeField::principal},
    {"diagnosis", CodeField::diagnosis},
    {"cause", CodeField::cause},
    {"refers to", CodeField::refers_to},
}};

const PhrasesParser<CodeField> line_code{{
    {"procedure", CodeField::procedure},
    {"modifier", CodeField::modifier},
    {"revenue", CodeField::revenue},
    {"service type", CodeField::service_type},
    {"place", CodeField::place},
    {"bill type", CodeField::bill_type},
    {"tooth", CodeField::tooth},
    {"area", CodeField::area},
    {"refers to", CodeField::refers_to},
    {"described as", CodeField::description},
    {"NDC", CodeField::ndc},
    {"HIEC", CodeField::hiec},
}};

const PhrasesParser<ast::MomentItem::Kind> moment_word{{
    {"admitted", ast::MomentItem::Kind::admitted},
    {"received", ast::MomentItem::Kind::received},
}};

const PhrasesParser<ast::DayItem::Kind> day_word{{
    {"discharged", ast::DayItem::Kind::discharged},
    {"onset", ast::DayItem::Kind::onset},
    {"accident", ast::DayItem::Kind::accident},
}};

const PhrasesParser<ast::PartyState> party_state{{
    {"person", ast::PartyState::person},
    {"out of network", ast::PartyState::out_of_network},
    {"not on file", ast::PartyState::not_on_file},
}};

const PhrasesParser<ast::Undated> undated{{{"undated", {}}}};

const auto request_code_item = called<struct RequestCodeId, ast::CodeItem>("a code") = request_code > name("a code");
const auto line_code_item = called<struct LineCodeId, ast::CodeItem>("a code") = line_code > name("a code");
const auto moment_item = called<struct MomentItemId, ast::MomentItem>("a date") = moment_word > case_moment;
const auto day_item = called<struct DayItemId, ast::DayItem>("a date") = day_word > day;

const auto word_item = called<struct WordItemId, ast::WordItem>("a word") =
    (x3::attr(WordField::certification) >> one_of(words_of(certification_words)))
    | (x3::attr(WordField::level) >> one_of(words_of(level_of_service_words)));

// `from` a day is when the service begins, though it be no day of the calendar; `from` anything else is who asks.
const auto like_a_day   = &x3::lexeme[x3::digit >> x3::digit >> x3::digit >> x3::digit >> '-'];
const auto service_days = called<struct ServiceDaysId, ast::DayRange>("days") = phrase("from") >> like_a_day > day_range;
const auto requester = called<struct RequesterId, ast::WordItem>("who asks") =
    phrase("from") >> x3::attr(WordField::requester) > name("a date, `facility`, `primary-care` or the code of a role");

const auto rate = called<struct RateId, ast::Rate>("a rate") = phrase("a") > one_of({"day", "week", "month"}) > phrase("for")
                                                               > number > one_of({"day", "days", "week", "weeks", "month",
                                                                                  "months", "year", "years"});
const auto delivered = called<struct DeliveredId, ast::Delivered>("a quantity") = amount >> -rate;

const auto party = called<struct PartyId, ast::PartyItem>("a provider") = phrase("to") > name("the NPI of a provider")
                                                                          >> *party_state
                                                                          >> -(phrase("specialty") > name("a taxonomy code"));

// The comma after a code may begin the next item of the request.
const auto another_item = request_code | line_code | moment_word | day_word | word_item | undated | phrase("from") | phrase("to")
                          | phrase("documents") | (number >> one_of(words_of(unit_words)));
const auto code_list = called<struct DocumentListId, std::vector<ast::Name>>("report type codes, as in `documents 08, DS`") =
    name("a report type code") % (phrase(",") >> !x3::omit[another_item]);
const auto documents = called<struct DocumentsId, ast::NameList>("documents") = phrase("documents")
                                                                                >> x3::attr(ast::NameList::Kind::documents)
                                                                                > code_list;

constexpr const char* request_words_expected =
    "what a request says: `service type`, `place`, `bill type`, `principal`, `diagnosis`, `cause`, `refers to`, `admitted`, "
    "`received`, `discharged`, `onset`, `accident`, `from`, `to`, `documents`, a quantity, `undated`, or how and of which kind: "
    "`urgent`, `emergency`, `elective`, `initial`, `extension` and the like";
constexpr const char* line_words_expected =
    "what a service line says: `procedure`, `modifier`, `revenue`, `service type`, `place`, `bill type`, `tooth`, `area`, "
    "`NDC`, `HIEC`, `described as`, `refers to`, `from`, `to`, `documents`, a quantity, or how and of which kind: `urgent`, "
    "`emergency`, "
    "`extension` and the like";

struct RequestItemClass : Positioned {};
struct LineItemClass : Positioned {};

const auto request_item = called<RequestItemClass, ast::AskedItem>(request_words_expected) =
    request_code_item | moment_item | day_item | word_item | undated | service_days | requester | party | documents | delivered;
const auto line_item = called<LineItemClass, ast::AskedItem>(line_words_expected) =
    line_code_item | word_item | service_days | party | documents | delivered;

const auto line_items = called<struct LineItemsId, std::vector<ast::AskedItem>>(line_words_expected) = line_item
                                                                                                       >> *(phrase(",")
                                                                                                            > line_item);

const auto case_request_def = one_of(words_of(request_words)) >> *(phrase(",") > request_item);
const auto case_line_def    = x3::attr(true) >> line_items;

}  // namespace

BOOST_SPIRIT_DEFINE(case_request, case_line)
BOOST_SPIRIT_INSTANTIATE(CaseRequestRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(CaseLineRule, Iterator, Context)

}  // namespace x278::policy::language
