// The grammars of counters, which add up a member's past, and of gates, which say who may decide what.
#include "policy/language/grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

using ast::Counted;
using ast::CountKey;
using Period = ast::CountPeriod::Kind;

const PhrasesParser<Counted> counted{{
    {"used or authorized", Counted::used_or_authorized},
    {"used", Counted::used},
    {"authorized", Counted::authorized},
}};

const PhrasesParser<CountKey> key{{
    {"member and provider", CountKey::member_and_provider},
    {"member and area", CountKey::member_and_area},
    {"member and quadrant", CountKey::member_and_quadrant},
    {"member", CountKey::member},
}};

const x3::attr_parser<std::optional<ast::Span>> no_span{std::nullopt};

const auto period = x3::rule<struct PeriodId, ast::CountPeriod>(
    "`in the calendar year`, `in 365 days from the first`, `in the last 60 days` or `ever`") =
    (phrase("in the calendar year") >> x3::attr(Period::calendar_year) >> no_span)
    | (phrase("in the last") >> x3::attr(Period::the_last) > span) | (phrase("ever") >> x3::attr(Period::ever) >> no_span)
    | (phrase("in") >> x3::attr(Period::from_the_first) >> span > phrase("from the first"));

// What a parameter may choose. `expected` is what one of them is called.
template <class Value, class One>
[[nodiscard]] auto readings(const char* expected, const One& one)
{
    const auto other = x3::rule<struct ReadingId, ast::Reading<Value>>("`, or`") =
        phrase(", or") > one > phrase("where parameter") > name("a parameter") > phrase("is") > name("a value of the parameter");
    return x3::rule<struct ReadingsId, ast::Readings<Value>>(expected) = one >> *other;
}

const auto        unit          = one_of(words_of(unit_words));
const std::string unit_expected = unit.called();
const std::string key_expected  = key.called();

const auto units   = readings<ast::Name>(unit_expected.c_str(), unit) >> -phrase(",");
const auto keys    = readings<CountKey>(key_expected.c_str(), key);
const auto periods = readings<ast::CountPeriod>(period.name, period);

const auto counted_when = x3::rule<struct CountedWhenId, std::vector<ast::Condition>>(conditions.name) =
    -(phrase("when") > conditions);

const auto counter_def = phrase("counter") > name("the name of the counter") > phrase("counts") > units > counted > counted_when
                         > phrase("by") > keys > periods > phrase("source") > sources;

const auto outcomes = x3::rule<struct GateOutcomesId, std::vector<ast::Name>>("outcomes, as in `outcomes denied, reduced`") =
    one_of(gate_words()) >> *(phrase(",") > one_of(gate_words()));

const auto        licence      = one_of(words_of(licence_words));
const std::string who_expected = licence.called();
const auto        either = x3::rule<struct EitherId, std::vector<ast::Name>>(who_expected.c_str()) = licence
                                                                                              >> *(phrase("or") > licence);

const auto no_names = x3::attr_parser<std::vector<ast::Name>>(std::vector<ast::Name>{});

const PhrasesParser<bool> and_specialty{{{"and matching specialty", true}}};
const PhrasesParser<bool> and_criteria{{{"and criteria", true}}};

const auto gate_def = phrase("gate") > name("an id for the gate") > text("a title in quotation marks, on one line")
                      > phrase("outcomes") > outcomes > phrase("needs")
                      > ((phrase("licence") > either) | (&(phrase("criteria") | phrase("supervisor")) >> no_names))
                      > (and_specialty | x3::attr(false))
                      > (and_criteria | (phrase("criteria") >> x3::attr(true)) | x3::attr(false))
                      > (((phrase("and supervisor") | phrase("supervisor")) > either) | no_names) > phrase("else pend to")
                      > name("the name of a queue") > phrase("because") > name("a reason code") > phrase("source") > sources;

}  // namespace

BOOST_SPIRIT_DEFINE(counter, gate)
BOOST_SPIRIT_INSTANTIATE(CounterRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(GateRule, Iterator, Context)

}  // namespace x278::policy::language
