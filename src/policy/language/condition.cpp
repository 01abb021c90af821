// The grammar of conditions: what stands after `when` and `and`.
#include "policy/language/grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

using ast::ChoiceSubject;
using ast::CodeSubject;
using ast::CodeValue;
using ast::Fact;
using ast::Knowable;
using ast::Relation;

const PhrasesParser<CodeSubject> code_subject{{
    {"service type", CodeSubject::service_type},
    {"procedure", CodeSubject::procedure},
    {"modifier", CodeSubject::modifier},
    {"revenue code", CodeSubject::revenue_code},
    {"place of service", CodeSubject::place_of_service},
    {"diagnosis", CodeSubject::diagnosis},
    {"principal diagnosis", CodeSubject::principal_diagnosis},
    {"account", CodeSubject::account},
}};

const PhrasesParser<CodeSubject> other_line{{
    {"another line on the same date has procedure", CodeSubject::other_line_same_date_procedure},
    {"another line has procedure", CodeSubject::other_line_procedure},
}};

const PhrasesParser<ChoiceSubject> choice_subject{{
    {"request", ChoiceSubject::request},
    {"certification", ChoiceSubject::certification},
    {"level of service", ChoiceSubject::level_of_service},
}};

const PhrasesParser<ast::FactTest> fact_test{{
    {"service provider is in network", {Fact::service_provider_in_network}},
    {"the requester has an open referral", {Fact::requester_has_open_referral}},
    {"a referral is open", {Fact::referral_open}},
}};

const PhrasesParser<Knowable> knowable{{
    {"procedure", Knowable::procedure},
    {"place of service", Knowable::place_of_service},
    {"quantity", Knowable::quantity},
    {"diagnosis", Knowable::diagnosis},
    {"first service date", Knowable::first_service_date},
    {"birth date", Knowable::birth_date},
    {"product", Knowable::product},
    {"network status", Knowable::network_status},
    {"referrals", Knowable::referrals},
    {"previous certification", Knowable::previous_certification},
}};

const PhrasesParser<Relation> relation{{
    {"at most", Relation::at_most},
    {"at least", Relation::at_least},
    {"more than", Relation::more_than},
    {"less than", Relation::less_than},
}};

// Where the next condition begins, a list of codes has ended: `(procedure is 97110 or service type is PT)`.
const auto another_condition = x3::omit[code_subject] | x3::omit[other_line] | x3::omit[choice_subject] | x3::omit[fact_test]
                               | x3::omit[knowable] | phrase("age") | phrase("not") | phrase("known") | phrase("(");
const auto or_value = (phrase(",") | phrase("or")) >> !another_condition;

template <class Id, class Attribute>
[[nodiscard]] x3::rule<Id, Attribute> called(const char* what)
{
    return x3::rule<Id, Attribute>(what);
}

const auto code_value = called<struct CodeValueId, CodeValue>("a code") =
    (phrase("in") >> x3::attr(CodeValue::Kind::set) > name("the name of a code set"))
    | (phrase("bill type") >> x3::attr(CodeValue::Kind::bill_type) > name("a bill type, as in `bill type 11`"))
    | (x3::attr(CodeValue::Kind::code) >> name("a code"));

const auto code_values = called<struct CodeValuesId, std::vector<CodeValue>>("a code, or `in` and the name of a code set") =
    code_value % or_value;

const auto code_test = called<struct CodeTestId, ast::CodeTest>("a test of a code") =
    (code_subject > phrase("is") > code_values) | (other_line > code_values);

const std::string request_choices       = listed(words_of(request_words));
const std::string certification_choices = listed(words_of(certification_words));
const std::string level_choices         = listed(words_of(level_of_service_words));

const auto request_list = called<struct RequestListId, std::vector<ast::Name>>(request_choices.c_str()) =
    NameParser("", words_of(request_words)) % or_value;
const auto certification_list = called<struct CertificationListId, std::vector<ast::Name>>(certification_choices.c_str()) =
    NameParser("", words_of(certification_words)) % or_value;
const auto level_list = called<struct LevelListId, std::vector<ast::Name>>(level_choices.c_str()) =
    NameParser("", words_of(level_of_service_words)) % or_value;

const auto choice_test = called<struct ChoiceTestId, ast::ChoiceTest>("a choice") =
    (phrase("request") >> x3::attr(ChoiceSubject::request) > phrase("is") > request_list)
    | (phrase("certification") >> x3::attr(ChoiceSubject::certification) > phrase("is") > certification_list)
    | (phrase("level of service") >> x3::attr(ChoiceSubject::level_of_service) > phrase("is") > level_list);

const auto quantity_test = called<struct QuantityTestId, ast::QuantityTest>("a test of the quantity") = phrase("quantity")
                                                                                                        > phrase("is") > relation
                                                                                                        > amount;

const auto age_test = called<struct AgeTestId, ast::AgeTest>("a test of the age") = phrase("age") > phrase("at first service is")
                                                                                    > relation > number > phrase("years");

const auto known_test = called<struct KnownTestId, ast::KnownTest>("a test of what is known") =
    (phrase("known") >> x3::attr(true) > knowable) | (x3::attr(false) >> knowable >> phrase("is unknown"));

const auto one_condition = called<struct OneConditionId, std::vector<ast::Condition>>(condition.name) = x3::repeat(1)[condition];

// In brackets either all or any must hold; the two are not mixed without brackets of their own.
const auto group = called<struct GroupId, ast::Group>("conditions in brackets") =
    (phrase("not") >> x3::attr(ast::Group::Kind::none) > one_condition)
    | (phrase("(") >> x3::attr(ast::Group::Kind::all) >> condition % phrase("and") >> phrase(")"))
    | (phrase("(") >> x3::attr(ast::Group::Kind::any) >> condition % phrase("or") > phrase(")"));

const auto condition_def = known_test | group | code_test | choice_test | quantity_test | age_test | fact_test;

}  // namespace

BOOST_SPIRIT_DEFINE(condition)
BOOST_SPIRIT_INSTANTIATE(ConditionRule, Iterator, Context)

}  // namespace x278::policy::language
