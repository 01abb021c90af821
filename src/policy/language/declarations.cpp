// The grammars of what rules speak of: parameters, options of accounts, bands of ages, calendars.
#include "policy/language/grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

const auto values = x3::rule<struct ValueListId, std::vector<ast::Name>>("values, as in `of pend, accept`") =
    name("a value") >> *(phrase(",") > name("a value"));

const auto products = x3::rule<struct ScopedProductsId, std::vector<ast::Name>>("products, as in `for FEP = accept`") =
    name("a product") >> *(phrase(",") > name("a product"));

const auto scoped = x3::rule<struct ScopedId, ast::ScopedValue>("`for`, as in `for FEP = accept`") = phrase("for") > products
                                                                                                     > phrase("=")
                                                                                                     > name("a value");

const auto reason = phrase("because") > text("a reason in quotation marks, on one line");

const auto parameter_def = phrase("parameter") > name("the name of the parameter") > phrase("=") > name("its value")
                           > phrase("of") > values >> *scoped > reason > phrase("source") > sources;

const auto option_def = phrase("option") > name("the name of the option") > phrase("of") > values
                        >> -(phrase("else") > name("a value")) >> -reason > phrase("source") > sources;

const auto band_def = phrase("band") > name("the name of the band") > phrase("=") > number > phrase("to") > number
                      > phrase("years") > phrase("source") > sources;

const auto weekday = one_of({weekday_words.begin(), weekday_words.end()});

const auto hours = x3::rule<struct HoursId, ast::Hours>("hours, as in `Monday to Friday 08:00 to 17:00`") =
    weekday >> -(phrase("to") > weekday) >> -time_of_day >> -(phrase("to") > time_of_day);

const auto calendar_def = phrase("calendar") > name("the name of the calendar") > phrase("=") > hours % phrase(",")
                          >> -(phrase("except") > day % phrase(",")) > phrase("source") > sources;

}  // namespace

BOOST_SPIRIT_DEFINE(parameter, option, band, calendar)
BOOST_SPIRIT_INSTANTIATE(ParameterRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(OptionRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(BandRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(CalendarRule, Iterator, Context)

}  // namespace x278::policy::language
