// What rules speak of: parameters, options of accounts, bands of ages, calendars; and gates.
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

void check_among(const Context& at, const ast::Name& value, const std::vector<std::string>& values)
{
    if (std::ranges::find(values, value.text) == values.end())
        at.report(value, fmt::format("`{}` is not among the values after `of`", value.text),
                  did_you_mean(value.text, std::vector<std::string_view>(values.begin(), values.end())));
}

void check_engine_words(const Context& at, const ast::Parameter& from)
{
    const auto own = std::ranges::find(engine_parameters, from.name.text, &EngineParameter::name);
    if (own == engine_parameters.end()) return;
    for (const ast::Name& value : from.values)
        if (std::ranges::find(own->values, value.text) == own->values.end())
            at.report(value, fmt::format("`{}` says nothing to the engine, which asks for `{}`", value.text, own->name),
                      did_you_mean(value.text, {own->values.begin(), own->values.end()}));
}

std::uint8_t day_of(const ast::Name& weekday)
{
    const auto found = std::ranges::find(language::weekday_words, weekday.text);
    return static_cast<std::uint8_t>(found - language::weekday_words.begin());
}

int minutes_of(const ast::Name& time) { return std::stoi(time.text.substr(0, 2)) * 60 + std::stoi(time.text.substr(3, 2)); }

Calendar::Hours compile_hours(const Context& at, const ast::Hours& from)
{
    Calendar::Hours    hours;
    const std::uint8_t last = from.last_day ? day_of(*from.last_day) : day_of(from.first_day);
    for (std::uint8_t day = day_of(from.first_day);; day = static_cast<std::uint8_t>((day + 1) % 7)) {
        hours.days |= static_cast<std::uint8_t>(1U << day);
        if (day == last) break;
    }
    if (from.opens.has_value() != from.closes.has_value()) {
        at.report(from.opens ? *from.opens : from.first_day, "hours have a beginning and an end", "write `08:00 to 17:00`");
    } else if (from.opens) {
        hours.opens  = minutes_of(*from.opens);
        hours.closes = minutes_of(*from.closes);
        if (hours.closes <= hours.opens) at.report(*from.closes, "it closes before it opens", "split it at midnight, `24:00`");
    }
    return hours;
}

// A product beats its family, as it does among rules; within each, no product may be told two values.
void compile_scopes(const Context& at, const ast::Parameter& from, Parameter& parameter)
{
    std::vector<std::pair<Products, std::string>> of_families;
    Products                                      told = 0, told_of_families = 0;
    for (const ast::ScopedValue& scoped : from.scoped) {
        check_among(at, scoped.value, parameter.values);
        const NamedProducts named = compile_products(at, scoped.products);
        if (((named.own & told) | (named.families & told_of_families)) != 0)
            at.report(scoped.value, fmt::format("a second value of `{}` for the same product", from.name.text),
                      "a product has one value; one of its own beats that of its family");
        told |= named.own;
        told_of_families |= named.families;
        if (named.own != 0) parameter.scoped.emplace_back(named.own, scoped.value.text);
        if (named.families != 0) of_families.emplace_back(named.families, scoped.value.text);
    }
    std::ranges::move(of_families, std::back_inserter(parameter.scoped));
}

}  // namespace

void compile_parameter(const Context& at, const ast::Parameter& from)
{
    Parameter parameter;
    parameter.name   = from.name.text;
    parameter.number = at.to.payer.parameters.size();
    parameter.value  = from.value.text;
    parameter.values = ast::texts_of(from.values);
    parameter.reason = from.reason.text;
    parameter.source = ast::joined(from.sources);
    check_among(at, from.value, parameter.values);
    check_engine_words(at, from);
    compile_scopes(at, from, parameter);
    add_named(at, at.to.payer.parameters, from.name, std::move(parameter), "parameter");
}

void compile_option(const Context& at, const ast::Option& from)
{
    AccountOption option;
    option.name   = from.name.text;
    option.values = ast::texts_of(from.values);
    option.source = ast::joined(from.sources);
    if (option.values == std::vector<std::string>{"number"}) option.kind = AccountOption::Kind::number;
    if (option.values == std::vector<std::string>{"date"}) option.kind = AccountOption::Kind::date;
    if (from.reason) option.reason = from.reason->text;
    if (from.otherwise) {
        option.otherwise = from.otherwise->text;
        check_option_value([&](auto&&... what) { at.report(what...); }, *from.otherwise, option);
        if (!from.reason) at.report(*from.otherwise, "no reason is given for what holds otherwise", "add `because \"why\"`");
    }
    add_named(at, at.to.payer.options, from.name, std::move(option), "option");
}

void compile_band(const Context& at, const ast::Band& from)
{
    Band band{from.name.text, static_cast<int>(from.youngest.value), static_cast<int>(from.oldest.value),
              ast::joined(from.sources)};
    if (band.oldest < band.youngest || band.oldest > age_max)
        at.report(from.oldest, fmt::format("a band ends where it begins or later, and at most at {} years", age_max));
    add_named(at, at.to.payer.bands, from.name, std::move(band), "band");
}

void compile_calendar(const Context& at, const ast::Calendar& from)
{
    Calendar calendar;
    calendar.name   = from.name.text;
    calendar.source = ast::joined(from.sources);
    for (const ast::Hours& hours : from.hours) calendar.hours.push_back(compile_hours(at, hours));
    for (const ast::Day& day : from.except) calendar.except.push_back(day.date);
    add_named(at, at.to.payer.calendars, from.name, std::move(calendar), "calendar");
}

void compile_gate(const Context& at, const ast::Gate& from)
{
    if (std::ranges::find(at.to.payer.gates, from.id.text, &Gate::id) != at.to.payer.gates.end())
        at.report(from.id, fmt::format("gate `{}` is named twice", from.id.text));
    at.to.payer.gates.push_back({from.id.text, from.title.text, ast::texts_of(from.outcomes), ast::texts_of(from.licences),
                                 from.matching_specialty, from.criteria, ast::texts_of(from.supervisors), from.queue.text,
                                 from.reason.text, ast::joined(from.sources)});
}

}  // namespace x278::policy
