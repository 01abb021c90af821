// Counters: what they add up of a member's past, for whom, and over what time.
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

namespace x278::policy {

namespace ast = language::ast;

namespace {

using ast::CodeSubject;

// A service of the past has its codes, and nothing else a condition could ask after; parameters are the plan's own.
bool looks_at_codes_alone(const Condition& condition)
{
    if (const auto* group = std::get_if<Group>(&condition.is)) return std::ranges::all_of(group->parts, looks_at_codes_alone);
    if (const auto* known = std::get_if<KnownTest>(&condition.is)) return known->subject == Knowable::procedure;
    if (std::holds_alternative<ParameterTest>(condition.is)) return true;
    const auto* codes = std::get_if<CodeTest>(&condition.is);
    return codes != nullptr
           && (codes->subject == CodeSubject::procedure || codes->subject == CodeSubject::revenue_code
               || codes->subject == CodeSubject::service_type || codes->subject == CodeSubject::modifier);
}

CountKey compile_one(const Context&, ast::CountKey key) { return key; }

Counter::Unit compile_one(const Context&, const ast::Name& unit)
{
    const auto code = language::code_of(language::unit_words, unit.text);
    return {std::string(code), std::string(language::word_of(language::unit_words, code))};
}

Counter::Period compile_one(const Context& at, const ast::CountPeriod& from)
{
    Counter::Period period{from.kind, {}};
    if (!from.span) return period;
    period.span = compile_span(at, *from.span);
    if (period.span.unit == Span::Unit::hours) at.report(from.span->unit, "a counter goes by days or months");
    if (period.kind == ast::CountPeriod::Kind::from_the_first && period.span.unit != Span::Unit::days)
        at.report(from.span->unit, "such a period goes by days", "write `in 365 days from the first`");
    if (period.span.value < 1) at.report(from.span->value, "a period is at least one day long");
    return period;
}

template <class Value, class From>
Readings<Value> compile_readings(const Context& at, const ast::Readings<From>& from)
{
    Readings<Value> readings{compile_one(at, from.usual), {}};
    for (const ast::Reading<From>& other : from.others) {
        const Parameter* const parameter = find_named(at, at.to.payer.parameters, other.parameter, "parameter");
        if (parameter) check_value(at, other.chosen, "parameter `" + parameter->name + "`", parameter->values);
        readings.others.push_back({parameter, other.chosen.text, compile_one(at, other.value)});
    }
    return readings;
}

void add_once(std::vector<const Parameter*>& parameters, const Parameter* parameter)
{
    if (std::ranges::find(parameters, parameter) == parameters.end()) parameters.push_back(parameter);
}

template <class Value>
void add_asked(const Readings<Value>& readings, std::vector<const Parameter*>& parameters)
{
    for (const auto& other : readings.others) add_once(parameters, other.parameter);
}

void add_asked(const Group& group, std::vector<const Parameter*>& parameters)
{
    for (const Condition& part : group.parts) {
        if (const auto* inner = std::get_if<Group>(&part.is)) add_asked(*inner, parameters);
        if (const auto* test = std::get_if<ParameterTest>(&part.is)) add_once(parameters, test->parameter);
    }
}

}  // namespace

void compile_counter(const Context& at, const ast::Counter& from)
{
    Counter counter;
    counter.name    = from.name.text;
    counter.unit    = compile_readings<Counter::Unit>(at, from.unit);
    counter.counted = from.counted;
    counter.key     = compile_readings<CountKey>(at, from.key);
    counter.period  = compile_readings<Counter::Period>(at, from.period);
    counter.source  = ast::joined(from.sources);
    for (const ast::Condition& condition : from.conditions) {
        counter.when.parts.push_back(compile_condition(at, condition));
        if (!looks_at_codes_alone(counter.when.parts.back()))
            at.report(condition, "a counter knows only the codes of earlier services",
                      "write conditions over procedure, revenue code, service type, modifier or a parameter");
    }
    add_asked(counter.unit, counter.parameters);
    add_asked(counter.key, counter.parameters);
    add_asked(counter.period, counter.parameters);
    add_asked(counter.when, counter.parameters);
    add_named(at, at.to.payer.counters, from.name, std::move(counter), "counter");
}

void check_counted_unit(const Context& at, const Counter& counter, const ast::Name& unit)
{
    const Counter::Unit& usual = counter.unit.usual;
    if (language::code_of(language::unit_words, unit.text) == usual.code) return;
    at.report(unit, "`" + usual.word + "` compared with `" + unit.text + "`",
              "`" + counter.name + "` counts " + usual.word + "; write `" + usual.word + "`");
}

}  // namespace x278::policy
