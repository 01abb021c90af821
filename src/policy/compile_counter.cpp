// Counters: what they add up of a member's past, for whom, and over what time.
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

namespace x278::policy {

namespace ast = language::ast;

namespace {

using ast::CodeSubject;

// A service of the past has its codes, and nothing else a condition could ask after.
bool looks_at_codes_alone(const Condition& condition)
{
    if (const auto* group = std::get_if<Group>(&condition.is)) return std::ranges::all_of(group->parts, looks_at_codes_alone);
    if (const auto* known = std::get_if<KnownTest>(&condition.is)) return known->subject == Knowable::procedure;
    const auto* codes = std::get_if<CodeTest>(&condition.is);
    return codes != nullptr
           && (codes->subject == CodeSubject::procedure || codes->subject == CodeSubject::revenue_code
               || codes->subject == CodeSubject::service_type || codes->subject == CodeSubject::modifier);
}

}  // namespace

void compile_counter(const Context& at, const ast::Counter& from)
{
    Counter counter;
    counter.name    = from.name.text;
    counter.unit    = language::code_of(language::unit_words, from.unit.text);
    counter.word    = language::word_of(language::unit_words, counter.unit);
    counter.counted = from.counted;
    counter.key     = from.key;
    counter.source  = ast::joined(from.sources);
    for (const ast::Condition& condition : from.conditions) {
        counter.when.parts.push_back(compile_condition(at, condition));
        if (!looks_at_codes_alone(counter.when.parts.back()))
            at.report(condition, "a counter knows only the codes of earlier services",
                      "write conditions over procedure, revenue code, service type or modifier");
    }
    counter.period.kind = from.period.kind;
    if (from.period.span) {
        counter.period.span = compile_span(at, *from.period.span);
        if (counter.period.span.unit == Span::Unit::hours) at.report(from.period.span->unit, "a counter goes by days or months");
        if (counter.period.kind == ast::CountPeriod::Kind::from_the_first && counter.period.span.unit != Span::Unit::days)
            at.report(from.period.span->unit, "such a period goes by days", "write `in 365 days from the first`");
        if (counter.period.span.value < 1) at.report(from.period.span->value, "a period is at least one day long");
    }
    add_named(at, at.to.payer.counters, from.name, std::move(counter), "counter");
}

}  // namespace x278::policy
