// The grammar of conditions over what the payer's records hold: counters, options, documents, stays, events.
#include "policy/language/grammar.hpp"

namespace x278::policy::language {

namespace {

using ast::Relation;
using Setting = ast::SettingTest::Kind;

const PhrasesParser<Relation> relation = relations();

const PhrasesParser<bool> with_request{{{"with this request", true}}};

const x3::attr_parser<std::optional<ast::Amount>> no_amount{std::nullopt};
const x3::attr_parser<std::optional<ast::Name>>   no_option{std::nullopt};

const auto count_limit = x3::rule<struct CountLimitId, ast::CountLimit>(
    "an amount with its unit or an option, as in `26 visits`, `option rehab-limit`") =
    (phrase("option") >> no_amount > name("an option whose value is a number")) | (amount >> no_option);

const auto count_test = x3::rule<struct CountTestId, ast::CountTest>("a test of a counter") = phrase("the count by")
                                                                                              > name("a counter")
                                                                                              > (with_request | x3::attr(false))
                                                                                              > phrase("is") > relation
                                                                                              > count_limit;

const PhrasesParser<Setting> setting{{{"option", Setting::option}, {"parameter", Setting::parameter}}};

const x3::attr_parser<std::optional<Relation>>    no_relation{std::nullopt};
const x3::attr_parser<std::optional<ast::Number>> no_number{std::nullopt};
const x3::attr_parser<std::vector<ast::Name>>     no_values{std::vector<ast::Name>{}};

// What begins another condition is no value.
const auto or_value =
    (phrase(",") | phrase("or"))
    >> !((name("a word") >> phrase("is")) | phrase("option") | phrase("parameter") | phrase("the") | phrase("a line")
         | phrase("not") | phrase("(") | phrase("known") | phrase("age at") | phrase("document") | phrase("documents")
         | phrase("service") | phrase("first service") | phrase("place of service") | phrase("requester") | phrase("primary care")
         | phrase("level of service") | phrase("revenue code") | phrase("principal diagnosis"));

const auto values = x3::rule<struct ValuesId, std::vector<ast::Name>>("a value, as in `option NAME is yes`") =
    name("a value") % or_value;

const auto setting_test = x3::rule<struct SettingTestId, ast::SettingTest>("a test of an option or a parameter") =
    (setting >> name("an option or a parameter") >> phrase("is") >> relation > number >> no_values)
    | (setting > name("an option or a parameter") > phrase("is") >> no_relation >> no_number > values);

const auto codes = x3::rule<struct CodesId, std::vector<ast::Name>>("report type codes, as in `08, DS`") =
    name("a report type code") % phrase(",");
const auto either_code = x3::rule<struct EitherCodeId, std::vector<ast::Name>>("report type codes, as in `XP or RB`") =
    name("a report type code") % phrase("or");

const auto document_test = x3::rule<struct DocumentTestId, ast::DocumentTest>("a test of the documents announced") =
    (phrase("documents") >> x3::attr(true) > codes > phrase("are announced"))
    | (phrase("document") >> x3::attr(false) > either_code > phrase("is announced"));

const auto levels = x3::rule<struct LevelsId, std::vector<ast::Name>>("levels of a stay, as in `at observation or inpatient`") =
    -(phrase("at") > name("a level of a stay") % phrase("or"));

const PhrasesParser<bool> has_stay{{{"the member has a stay", true}, {"the member has no stay", false}}};
const PhrasesParser<bool> has_event{{{"the member has no", false}, {"the member has", true}}};

const auto stay_test = x3::rule<struct StayTestId, ast::StayTest>("a stay") = has_stay >> levels;
const auto member_test = x3::rule<struct MemberTestId, ast::MemberTest>("an event of the member") =
    has_event > name("the name of an event, as in `the member has case-management`");

const auto record_condition_def = count_test | setting_test | document_test | stay_test | member_test;

}  // namespace

BOOST_SPIRIT_DEFINE(record_condition)
BOOST_SPIRIT_INSTANTIATE(RecordConditionRule, Iterator, Context)

}  // namespace x278::policy::language
