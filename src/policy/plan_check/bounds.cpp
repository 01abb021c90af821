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

// What a condition leaves of a number.
struct Bounds {
    std::string of;             // "the quantity in visits"
    double      low       = 0;  // none of these numbers is negative
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

struct BoundsOf {
    std::optional<Bounds> operator()(const QuantityTest& test) const
    {
        return bounded("the quantity in " + test.limit.word, test.relation, test.limit.value, test.limit.word);
    }
    std::optional<Bounds> operator()(const CountTest& test) const
    {
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

std::optional<std::string> never_both(const Condition& a, const Condition& b)
{
    const auto never = [](std::string_view of, std::string_view one, std::string_view other) {
        return fmt::format("{} is never both {} and {}", of, one, other);
    };
    const auto one = std::visit(BoundsOf{}, a.is), other = std::visit(BoundsOf{}, b.is);
    if (one && other && one->of == other->of && apart(*one, *other)) return never(one->of, one->words, other->words);

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
