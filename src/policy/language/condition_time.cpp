// The grammar of moments, spans of time, and of the conditions that compare them.
#include "policy/language/grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

using ast::Anchor;
using ast::Relation;
using Kind = ast::DateTest::Kind;

const PhrasesParser<Anchor> plain_anchor{{
    {"receipt", Anchor::receipt},
    {"admission", Anchor::admission},
    {"discharge", Anchor::discharge},
    {"first service", Anchor::first_service},
    {"last service", Anchor::last_service},
    {"onset", Anchor::onset},
    {"accident", Anchor::accident},
    {"birth", Anchor::birth},
    {"the start of the certification", Anchor::certification_start},
    {"the end of the certification", Anchor::certification_end},
    {"the issue of the certification", Anchor::certification_issue},
    {"the last covered visit", Anchor::last_covered_visit},
}};

// Of a counter or of the member.
const PhrasesParser<Anchor> named_anchor{{
    {"the first service by", Anchor::first_by_counter},
    {"the last service by", Anchor::last_by_counter},
    {"the end of", Anchor::end_of_counter},
    {"the day of", Anchor::event},
    {"option", Anchor::option},
}};

const x3::attr_parser<std::optional<ast::Number>> no_ordinal{std::nullopt};
const x3::attr_parser<std::optional<ast::Name>>   no_name{std::nullopt};
const x3::attr_parser<std::optional<ast::Day>>    no_day{std::nullopt};

const auto moment_def =
    (plain_anchor >> no_ordinal >> no_name >> no_day)
    | (phrase("the") >> x3::attr(Anchor::nth_visit) >> ordinal > phrase("visit by") > name("a counter") >> no_day)
    | (named_anchor >> no_ordinal >> name("a counter, an event or an option") >> no_day)
    | (x3::attr(Anchor::day) >> no_ordinal >> no_name >> day);

const auto span_def = number >> one_of(words_of(span_words));

const PhrasesParser<Relation> relation = relations();

const PhrasesParser<Kind> within_kind{{
    {"of", Kind::within},
    {"before", Kind::within_before},
    {"after", Kind::within_after},
}};

const PhrasesParser<Kind> apart_kind{{
    {"before", Kind::apart_before},
    {"after", Kind::apart_after},
}};

const PhrasesParser<Kind> order_kind{{
    {"on or before", Kind::on_or_before},
    {"on or after", Kind::on_or_after},
    {"before", Kind::before},
    {"after", Kind::after},
}};

const x3::attr_parser<std::optional<ast::Span>> no_span{std::nullopt};

const auto date_test = x3::rule<struct DateTestId, ast::DateTest>("a test of a date") =
    (moment >> phrase("is within") >> x3::attr(Relation::at_most) > span > within_kind > moment)
    | (moment >> phrase("is") >> relation >> span > apart_kind > moment)
    | (moment >> phrase("is") >> x3::attr(Relation::at_least) >> no_span >> order_kind > moment);

const x3::attr_parser<std::optional<Relation>>    no_relation{std::nullopt};
const x3::attr_parser<std::optional<ast::Number>> no_years{std::nullopt};

const auto age_test = x3::rule<struct AgeTestId, ast::AgeTest>("a test of the age") =
    (phrase("age at") >> moment >> phrase("is in") >> no_relation >> no_years > name("a band of ages"))
    | (phrase("age at") > moment > phrase("is") > relation > number > phrase("years") >> no_name);

const auto calendar_test = x3::rule<struct CalendarTestId, ast::CalendarTest>("a test of the time of day") =
    (phrase("receipt is in") >> x3::attr(true) > name("a calendar"))
    | (phrase("receipt is outside") >> x3::attr(false) > name("a calendar"));

const auto time_condition_def = age_test | calendar_test | date_test;

}  // namespace

BOOST_SPIRIT_DEFINE(moment, span, time_condition)
BOOST_SPIRIT_INSTANTIATE(MomentRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(SpanRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(TimeConditionRule, Iterator, Context)

}  // namespace x278::policy::language
