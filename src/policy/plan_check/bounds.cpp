#include "policy/plan_check/bounds.hpp"

#include "policy/evaluate.hpp"
#include "policy/language/vocabulary.hpp"
#include "policy/plan_check/checks.hpp"
#include "policy/plan_walk.hpp"

#include <algorithm>
#include <limits>
#include <ranges>

#include <fmt/format.h>

namespace x278::policy::plan_check {

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

// What a condition leaves of a number, or of the time between two moments, in hours.
struct Bounds {
    std::string of;             // "the quantity in visits", "receipt"
    double      low       = 0;  // no number is negative; a time may be
    double      high      = endless;
    bool        with_low  = true;  // whether the end itself belongs to it
    bool        with_high = true;
    std::string words;  // "more than 5 visits"
};

Bounds bounded(std::string of, Relation relation, double limit, std::string_view unit)
{
    Bounds     bounds{std::move(of), 0,
                  endless,       true,
                  true,          fmt::format("{} {}{}{}", words_of(relation), number_text(limit), unit.empty() ? "" : " ", unit)};
    const bool from_below                   = relation == Relation::at_least || relation == Relation::more_than;
    (from_below ? bounds.low : bounds.high) = limit;
    bounds.with_low                         = relation != Relation::more_than;
    bounds.with_high                        = relation != Relation::less_than;
    return bounds;
}

constexpr double day_hours    = 24;
constexpr double clock_change = 1;

// How far the left moment is behind the right one, by the hands of a clock. Two moments that are n days of the calendar apart
// are more than n - 1 times 24 hours apart, and less than n + 1 times; of hours that passed one may be that of a clock put
// forward or back.
Bounds apart_by(const DateTest& test)
{
    const bool   hours = test.span.unit == Span::Unit::hours;
    const double span  = hours ? test.span.value : test.span.value * day_hours;
    const double less  = hours ? clock_change : day_hours;  // by which it may differ from the span
    Bounds       after{"", -endless, endless, hours, hours, test.words};
    switch (test.relation) {
        case Relation::at_least: after.low = span - less; break;
        case Relation::more_than: after.low = hours ? span - less : span, after.with_low = false; break;
        case Relation::at_most: after.high = span + less; break;
        case Relation::less_than: after.high = hours ? span + less : span, after.with_high = false; break;
    }
    if (test.kind == language::ast::DateTest::Kind::apart_after) return after;
    return {"", -after.high, -after.low, after.with_high, after.with_low, test.words};
}

Bounds between(const DateTest& test)
{
    using Kind         = language::ast::DateTest::Kind;
    const bool   hours = test.span.unit == Span::Unit::hours;
    const double span  = hours ? test.span.value + clock_change : (test.span.value + 1) * day_hours;
    const double same  = hours ? 0 : day_hours;
    switch (test.kind) {
        case Kind::before: return {"", -endless, 0, true, false, test.words};
        case Kind::after: return {"", 0, endless, false, true, test.words};
        case Kind::on_or_before: return {"", -endless, day_hours, true, false, test.words};
        case Kind::on_or_after: return {"", -day_hours, endless, false, true, test.words};
        case Kind::within: return {"", -span, span, hours, hours, test.words};
        case Kind::within_before: return {"", -span, same, hours, hours, test.words};
        case Kind::within_after: return {"", -same, span, hours, hours, test.words};
        case Kind::apart_before:
        case Kind::apart_after: return apart_by(test);
    }
    return {"", -endless, endless, true, true, test.words};
}

std::optional<Bounds> of_written_day(const DateTest& test)
{
    using Kind         = language::ast::DateTest::Kind;
    const double begin = static_cast<double>(std::chrono::sys_days(test.right.day).time_since_epoch().count()) * day_hours;
    const double end   = begin + day_hours;
    switch (test.kind) {
        case Kind::before: return Bounds{test.left.words, -endless, begin, true, false, test.words};
        case Kind::after: return Bounds{test.left.words, end, endless, true, true, test.words};
        case Kind::on_or_before: return Bounds{test.left.words, -endless, end, true, false, test.words};
        case Kind::on_or_after: return Bounds{test.left.words, begin, endless, true, true, test.words};
        default: return std::nullopt;
    }
}

struct BoundsOf {
    // The same two moments are compared either way round. What is compared with written days is itself a number of hours.
    std::optional<Bounds> operator()(const DateTest& test) const
    {
        if (test.span.unit == Span::Unit::months) return std::nullopt;
        if (test.right.anchor == language::ast::Anchor::day) return of_written_day(test);
        Bounds     bounds = between(test);
        const bool turned = test.right.words < test.left.words;
        if (turned) bounds = {"", -bounds.high, -bounds.low, bounds.with_high, bounds.with_low, bounds.words};
        bounds.of = fmt::format("the time between {} and {}", turned ? test.right.words : test.left.words,
                                turned ? test.left.words : test.right.words);
        return bounds;
    }
    std::optional<Bounds> operator()(const QuantityTest& test) const
    {
        return bounded("the quantity in " + test.limit.word, test.relation, test.limit.value, test.limit.word);
    }
    std::optional<Bounds> operator()(const CountTest& test) const
    {
        if (test.option != nullptr) return std::nullopt;
        return bounded(fmt::format("the count by {}{}", test.counter->name, test.with_request ? " with this request" : ""),
                       test.relation, test.limit.value, test.limit.word);
    }
    std::optional<Bounds> operator()(const OptionTest& test) const
    {
        if (!test.relation) return std::nullopt;
        return bounded("option " + test.option->name, *test.relation, test.number, "");
    }
    // Ages are whole years.
    std::optional<Bounds> operator()(const AgeTest& test) const
    {
        const std::string of = "the age at " + test.at.words;
        if (test.band != nullptr)
            return Bounds{of, double(test.band->youngest), double(test.band->oldest), true, true, "in " + test.band->name};
        Bounds bounds = bounded(of, test.relation, test.years, "years");
        if (!bounds.with_low) ++bounds.low;
        if (!bounds.with_high) --bounds.high;
        bounds.with_low = bounds.with_high = true;
        return bounds;
    }
    template <class Other>
    std::optional<Bounds> operator()(const Other&) const
    {
        return std::nullopt;
    }
};

bool apart(const Bounds& a, const Bounds& b)
{
    const Bounds& lower  = a.high < b.high ? a : b;
    const Bounds& higher = &lower == &a ? b : a;
    return lower.high < higher.low || (lower.high == higher.low && !(lower.with_high && higher.with_low));
}

template <class Test>
bool share_a_value(const Test& a, const Test& b)
{
    return std::ranges::any_of(a.values, [&](const auto& value) { return std::ranges::find(b.values, value) != b.values.end(); });
}

}  // namespace

std::optional<std::string> never_holds(const Condition& condition)
{
    const auto bounds = std::visit(BoundsOf{}, condition.is);
    if (!bounds || bounds->low < bounds->high || (bounds->low == bounds->high && bounds->with_low && bounds->with_high))
        return std::nullopt;
    return fmt::format("{} is never {}", bounds->of, bounds->words);
}

bool implies_number(const Condition& a, const Condition& b)
{
    if (std::holds_alternative<DateTest>(a.is)) return false;  // its bounds are not exact
    const auto one = std::visit(BoundsOf{}, a.is), other = std::visit(BoundsOf{}, b.is);
    if (!one || !other || one->of != other->of) return false;
    const bool above = one->low > other->low || (one->low == other->low && (other->with_low || !one->with_low));
    const bool below = one->high < other->high || (one->high == other->high && (other->with_high || !one->with_high));
    return above && below;
}

std::optional<std::string> never_both(const Condition& a, const Condition& b)
{
    const auto never = [](std::string_view of, std::string_view one, std::string_view other) {
        return fmt::format("{} is never both {} and {}", of, one, other);
    };
    const auto one = std::visit(BoundsOf{}, a.is), other = std::visit(BoundsOf{}, b.is);
    if (one && other && one->of == other->of && apart(*one, *other)) return never(one->of, one->words, other->words);

    const auto *calendar = std::get_if<CalendarTest>(&a.is), *same_calendar = std::get_if<CalendarTest>(&b.is);
    if (calendar && same_calendar && calendar->calendar == same_calendar->calendar && calendar->inside != same_calendar->inside)
        return never("receipt", "in " + calendar->calendar->name, "outside it");

    const auto *option = std::get_if<OptionTest>(&a.is), *same_option = std::get_if<OptionTest>(&b.is);
    if (option && same_option && option->option == same_option->option && !option->relation && !same_option->relation
        && !share_a_value(*option, *same_option))
        return never("option " + option->option->name, option->words, same_option->words);

    const auto *parameter = std::get_if<ParameterTest>(&a.is), *same_parameter = std::get_if<ParameterTest>(&b.is);
    if (parameter && same_parameter && parameter->parameter == same_parameter->parameter
        && !share_a_value(*parameter, *same_parameter))
        return never("parameter " + parameter->parameter->name, parameter->words, same_parameter->words);
    return std::nullopt;
}

}  // namespace x278::policy::plan_check
