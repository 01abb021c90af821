// The grammar of `given`: what is on file of the member, the providers and their past.
#include "policy/language/case_grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

using ast::CertificationState;
using ast::CodeField;
using ast::FileFact;

template <class Id, class Attribute>
[[nodiscard]] x3::rule<Id, Attribute> called(const char* what)
{
    return x3::rule<Id, Attribute>(what);
}

const PhrasesParser<ast::FileFactIs> file_fact{{
    {"no referral", {FileFact::no_referral}},
    {"no primary care", {FileFact::no_primary_care}},
    {"service provider out of network", {FileFact::service_provider_out_of_network}},
    {"requester out of network", {FileFact::requester_out_of_network}},
    {"requester not on file", {FileFact::requester_not_on_file}},
    {"requester may not ask", {FileFact::requester_may_not_ask}},
    {"requester is primary care", {FileFact::requester_is_primary_care}},
    {"requester is not primary care", {FileFact::requester_is_not_primary_care}},
    {"requester in referral circle", {FileFact::requester_in_circle}},
    {"requester not in referral circle", {FileFact::requester_not_in_circle}},
    {"requester in fax-back program", {FileFact::requester_in_fax_back}},
    {"product is unknown", {FileFact::product_unknown}},
    {"account is unknown", {FileFact::account_unknown}},
    {"network status is unknown", {FileFact::network_unknown}},
    {"referrals are unknown", {FileFact::referrals_unknown}},
    {"past services are unknown", {FileFact::services_unknown}},
    {"stays are unknown", {FileFact::stays_unknown}},
    {"member events are unknown", {FileFact::events_unknown}},
    {"options are unknown", {FileFact::options_unknown}},
    {"primary care is unknown", {FileFact::primary_care_unknown}},
    {"previous certification is unknown", {FileFact::certification_unknown}},
}};

const PhrasesParser<ast::FileFactIs> criteria_word{{
    {"met", {FileFact::criteria_met}},
    {"not met", {FileFact::criteria_not_met}},
    {"unanswered", {FileFact::criteria_unanswered}},
}};

const auto criteria = called<struct CriteriaId, ast::FileFactIs>("criteria") = phrase("criteria") > criteria_word;

// ---- past services ------------------------------------------------------------------

const auto what = called<struct WhatId, ast::CodeItem>("a procedure, `revenue` or `service type` with a code") =
    (phrase("revenue") >> x3::attr(CodeField::revenue) > name("a revenue code"))
    | (phrase("service type") >> x3::attr(CodeField::service_type) > name("a service type code"))
    | (x3::attr(CodeField::procedure) >> name("a procedure code"));

const PhrasesParser<CodeField> detail_word{{
    {"to", CodeField::to},
    {"as service type", CodeField::service_type},
    {"service type", CodeField::service_type},
    {"modifier", CodeField::modifier},
    {"tooth", CodeField::tooth},
    {"area", CodeField::area},
    {"certification", CodeField::certification},
}};

const auto detail = called<struct DetailId, ast::CodeItem>(
    "`to`, `service type`, `modifier`, `tooth`, `area` or `certification` of past services") = detail_word
                                                                                               > name("a code or a number");

const auto details = called<struct DetailsOfPastId, std::vector<ast::CodeItem>>("details of past services") =
    *((phrase(",") > detail) | detail);

const PhrasesParser<bool> authorized_or_used{{
    {"authorized", true},
    {"used", false},
}};

const auto on_days = called<struct OnDaysId, ast::OnDays>("days") = phrase("on") >> x3::attr(true) > (day % phrase(","));
const auto each_day = called<struct EachDayId, ast::EveryDays>("days") = phrase("every") >> -number
                                                                         > x3::omit[one_of({"day", "days"})] > phrase("from")
                                                                         > day;
const auto from_day = called<struct FromDayId, ast::DayRange>("days") = phrase("from") > day_range;

const auto past_days = called<struct PastDaysId, ast::PastDays>("when: `on` days, `from` a day, or `every day from` a day") =
    on_days | each_day | from_day;

const auto past_services = called<struct PastServicesId, ast::PastServices>("past services") = amount > phrase("of") > what
                                                                                               > authorized_or_used > past_days
                                                                                               >> details;

// ---- the member's record ------------------------------------------------------------

const auto option_is = called<struct OptionIsId, ast::OptionIs>("an option") = phrase("option") > name("the name of an option")
                                                                               > phrase("is") > name("the value of the option");

const auto stay = called<struct StayId, ast::StayFrom>("a stay") = phrase("stay")
                                                                   > name("the level of a stay, as in `stay inpatient`")
                                                                   > phrase("from") > case_moment >> -(phrase("to") > day);

const PhrasesParser<CertificationState> certification_state{{
    {"approved", CertificationState::approved},
    {"denied", CertificationState::denied},
    {"pended", CertificationState::pended},
}};

const auto certification = called<struct CertificationId, ast::EarlierCertification>("an earlier certification") =
    phrase("certification") > name("the number of a certification") > certification_state >> -(phrase("issued") > day)
    >> -(phrase("from") > day_range) >> -(phrase("last visit") > day);

const auto referral = called<struct ReferralId, ast::ReferralTo>("a referral") = phrase("referral")
                                                                                 > one_of({"open", "specialist"})
                                                                                 >> -(phrase("to") > name("the NPI it is to"))
                                                                                 >> -(phrase("from") > day_range);

const auto event = called<struct EventId, ast::EventSince>("a member event") = name("a member event") >> phrase("since")
                                                                               > case_moment >> -(phrase("until") > day);

// ---- providers ----------------------------------------------------------------------

const auto specialty = called<struct SpecialtyId, ast::SpecialtyIs>("a specialty") =
    (phrase("requester specialty") >> x3::attr(true) > name("a taxonomy code"))
    | (phrase("service provider specialty") >> x3::attr(false) > name("a taxonomy code"));

const auto primary_care = called<struct PrimaryCareId, ast::PrimaryCareIn>("where primary care is") =
    phrase("primary care in") > name("a state, as in `primary care in MA`")
    > ((phrase("out of network") >> x3::attr(true)) | x3::attr(false));

const auto given_def =
    file_fact | criteria | specialty | primary_care | past_services | option_is | stay | certification | referral | event;

}  // namespace

BOOST_SPIRIT_DEFINE(given)
BOOST_SPIRIT_INSTANTIATE(GivenRule, Iterator, Context)

}  // namespace x278::policy::language
