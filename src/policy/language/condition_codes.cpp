// The grammar of conditions over codes, and over what the request says of itself.
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
using Which = ast::LinesTest::Which;

const PhrasesParser<CodeSubject> code_subject{{
    {"service type", CodeSubject::service_type},
    {"procedure", CodeSubject::procedure},
    {"modifier", CodeSubject::modifier},
    {"revenue code", CodeSubject::revenue_code},
    {"place of service", CodeSubject::place_of_service},
    {"diagnosis", CodeSubject::diagnosis},
    {"principal diagnosis", CodeSubject::principal_diagnosis},
    {"account", CodeSubject::account},
    {"member prefix", CodeSubject::member_prefix},
    {"requester role", CodeSubject::requester_role},
    {"requester specialty", CodeSubject::requester_specialty},
    {"service provider specialty", CodeSubject::service_provider_specialty},
    {"primary care state", CodeSubject::primary_care_state},
    {"cause", CodeSubject::cause},
}};

const PhrasesParser<Which> one_line{{
    {"another line on the same date has procedure", Which::another_on_same_date},
    {"another line has procedure", Which::another},
    {"a line has procedure", Which::any},
}};

const PhrasesParser<ast::FactTest> fact_test{{
    {"service provider is in network", {Fact::service_provider_in_network}},
    {"every named person is in network", {Fact::every_named_person_in_network}},
    {"the requester has an open referral", {Fact::requester_has_open_referral}},
    {"a referral is open", {Fact::referral_open}},
    {"requester is primary care", {Fact::requester_is_primary_care}},
    {"requester is in the referral circle", {Fact::requester_in_circle}},
    {"requester is in the fax-back program", {Fact::requester_in_fax_back}},
    {"primary care is in network", {Fact::primary_care_in_network}},
    {"the member has a primary care provider", {Fact::member_has_primary_care}},
    {"criteria are met", {Fact::criteria_met}},
    {"criteria are not met", {Fact::criteria_not_met}},
    {"criteria are unanswered", {Fact::criteria_unanswered}},
}};

const PhrasesParser<ast::FactTest> drug_list{{
    {"an NDC", {Fact::procedure_is_ndc}},
    {"a HIEC code", {Fact::procedure_is_hiec}},
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
    {"admission hour", Knowable::admission_hour},
    {"accident date", Knowable::accident_date},
    {"discharge date", Knowable::discharge_date},
    {"primary care", Knowable::primary_care},
    {"requester specialty", Knowable::requester_specialty},
    {"service provider specialty", Knowable::service_provider_specialty},
    {"stays", Knowable::stays},
    {"the earlier certification", Knowable::earlier_certification},
    {"service description", Knowable::service_description},
}};

const PhrasesParser<Relation> relation = relations();

// Where the next condition begins, a list of codes has ended: `(procedure is 97110 or service type is PT)`.
const auto another_condition =
    x3::omit[code_subject >> phrase("is")] | phrase("not") | phrase("known") | phrase("(") | phrase("the") | phrase("a")
    | phrase("another") | phrase("age at") | phrase("at least") | phrase("request is") | phrase("certification is")
    | phrase("level of service is") | phrase("outcome is") | phrase("quantity is") | phrase("service provider")
    | phrase("requester is") | phrase("primary care is") | phrase("every named person") | phrase("criteria are")
    | phrase("option") | phrase("parameter") | phrase("documents") | phrase("document") | phrase("receipt is")
    | phrase("admission is") | phrase("discharge is") | phrase("first service is") | phrase("last service is")
    | x3::omit[knowable >> phrase("is unknown")];
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

const auto code_test = called<struct CodeTestId, ast::CodeTest>("a test of a code") = code_subject > phrase("is") > code_values;

const auto places = called<struct PlacesId, std::vector<ast::Name>>("a place of service, as in `at place 22 or 24`") =
    -(phrase("at place") > (name("a place of service") % or_value));

const x3::attr_parser<std::optional<ast::Number>> one{std::nullopt};

const auto lines_test = called<struct LinesTestId, ast::LinesTest>("a test of the lines") =
    (one_line >> one > code_values > places)
    | (phrase("at least") >> x3::attr(Which::any) >> number >> phrase("lines have procedure") > code_values > places);

const std::string request_choices       = listed(words_of(request_words));
const std::string certification_choices = listed(words_of(certification_words));
const std::string level_choices         = listed(words_of(level_of_service_words));
const std::string outcome_choices       = listed(words_of(outcome_words));
const std::string earlier_choices       = listed(words_of(earlier_words));

const auto request_list = called<struct RequestListId, std::vector<ast::Name>>(request_choices.c_str()) =
    NameParser("", words_of(request_words)) % or_value;
const auto certification_list = called<struct CertificationListId, std::vector<ast::Name>>(certification_choices.c_str()) =
    NameParser("", words_of(certification_words)) % or_value;
const auto level_list = called<struct LevelListId, std::vector<ast::Name>>(level_choices.c_str()) =
    NameParser("", words_of(level_of_service_words)) % or_value;
const auto outcome_list = called<struct OutcomeListId, std::vector<ast::Name>>(outcome_choices.c_str()) =
    NameParser("", words_of(outcome_words)) % or_value;
const auto earlier_list = called<struct EarlierListId, std::vector<ast::Name>>(earlier_choices.c_str()) =
    NameParser("", words_of(earlier_words)) % or_value;

const auto choice_test = called<struct ChoiceTestId, ast::ChoiceTest>("a choice") =
    (phrase("request is") >> x3::attr(ChoiceSubject::request) > request_list)
    | (phrase("certification is") >> x3::attr(ChoiceSubject::certification) > certification_list)
    | (phrase("level of service is") >> x3::attr(ChoiceSubject::level_of_service) > level_list)
    | (phrase("the certification was") >> x3::attr(ChoiceSubject::earlier_certification) > earlier_list)
    | (phrase("outcome is") >> x3::attr(ChoiceSubject::outcome) > outcome_list);

const auto quantity_test = called<struct QuantityTestId, ast::QuantityTest>("a test of the quantity") =
    phrase("quantity is") >> !phrase("unknown") > relation > amount;

const auto known_test = called<struct KnownTestId, ast::KnownTest>("a test of what is known") =
    (phrase("known") >> x3::attr(true) > knowable) | (x3::attr(false) >> knowable >> phrase("is unknown"));

const auto drug_test = called<struct DrugTestId, ast::FactTest>("a test of a drug's code") = phrase("procedure is") >> drug_list;

const auto code_condition_def = known_test | lines_test | choice_test | quantity_test | fact_test | drug_test | code_test;

}  // namespace

BOOST_SPIRIT_DEFINE(code_condition)
BOOST_SPIRIT_INSTANTIATE(CodeConditionRule, Iterator, Context)

}  // namespace x278::policy::language
