// Moments, spans of time, and the conditions that compare them.
#include "policy/compile.hpp"
#include "policy/evaluate.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

constexpr int span_max     = 100'000;
constexpr int ordinals_max = 1'000;

// The words as they stand in the file, on one line.
std::string words_of(const ast::Located& at)
{
    std::string words;
    for (const char* c = at.begin; c != at.end; ++c) {
        const bool blank = *c == ' ' || *c == '\n' || *c == '\t' || *c == '\r';
        if (!blank) words += *c;
        if (blank && !words.empty() && words.back() != ' ') words += ' ';
    }
    while (words.ends_with(' ')) words.pop_back();
    return words;
}

std::string words_of(ast::DateTest::Kind kind)
{
    using Kind = ast::DateTest::Kind;
    switch (kind) {
        case Kind::before:
        case Kind::within_before:
        case Kind::apart_before: return "before";
        case Kind::after:
        case Kind::within_after:
        case Kind::apart_after: return "after";
        case Kind::on_or_before: return "on or before";
        case Kind::on_or_after: return "on or after";
        case Kind::within: return "of";
    }
    return {};
}

bool is_within(ast::DateTest::Kind kind)
{
    using Kind = ast::DateTest::Kind;
    return kind == Kind::within || kind == Kind::within_before || kind == Kind::within_after;
}

int whole_years(const Context& at, const ast::Number& years)
{
    const int whole = static_cast<int>(years.value);
    if (whole != years.value || whole > age_max)
        at.report(years, fmt::format("an age is a whole number of years, at most {}", age_max));
    return whole;
}

}  // namespace

Moment compile_moment(const Context& at, const ast::Moment& from)
{
    Moment moment;
    moment.anchor = from.anchor;
    moment.words  = words_of(from);
    if (from.day) moment.day = from.day->date;
    if (from.ordinal) {
        moment.ordinal = static_cast<int>(from.ordinal->value);
        if (moment.ordinal > ordinals_max)
            at.report(*from.ordinal, fmt::format("visits are told apart up to the {}th", ordinals_max));
    }
    switch (from.anchor) {
        case Anchor::nth_visit:
        case Anchor::first_by_counter:
        case Anchor::last_by_counter:
        case Anchor::end_of_counter: moment.counter = find_named(at, at.to.payer.counters, *from.name, "counter"); break;
        case Anchor::option:
            moment.option = find_named(at, at.to.payer.options, *from.name, "option");
            if (moment.option && moment.option->kind != AccountOption::Kind::date)
                at.report(*from.name, fmt::format("option `{}` is no date", from.name->text), "declare it `of date`");
            break;
        case Anchor::event: moment.event = from.name->text; break;
        default: break;
    }
    return moment;
}

Span compile_span(const Context& at, const ast::Span& from)
{
    Span span;
    span.value = static_cast<int>(from.value.value);
    if (span.value != from.value.value || span.value > span_max) at.report(from.value, "a span of time is a whole number");
    const auto unit = language::code_of(language::span_words, from.unit.text);
    span.unit       = unit == "hours" ? Span::Unit::hours : unit == "months" ? Span::Unit::months : Span::Unit::days;
    return span;
}

Condition compile_test(const Context& at, const ast::DateTest& from)
{
    DateTest test{compile_moment(at, from.left), from.kind, from.relation, {}, compile_moment(at, from.right), {}};
    if (from.span) {
        test.span = compile_span(at, *from.span);
        if (is_within(from.kind) && test.span.unit == Span::Unit::months)
            at.report(from.span->unit, "months are not all of one length", "write days, or `at most 3 months before`");
        const std::string span = fmt::format("{} {}", test.span.value, from.span->unit.text);
        test.words =
            fmt::format("{} {} {}", is_within(from.kind) ? "within" : words_of(from.relation), span, words_of(from.kind));
    } else {
        test.words = words_of(from.kind);
    }
    test.words += " " + test.right.words;
    return {std::move(test)};
}

Condition compile_test(const Context& at, const ast::AgeTest& from)
{
    AgeTest test;
    test.at = compile_moment(at, from.at);
    if (from.band) test.band = find_named(at, at.to.payer.bands, *from.band, "band of ages");
    if (from.relation) test.relation = *from.relation;
    if (from.years) test.years = whole_years(at, *from.years);
    return {std::move(test)};
}

Condition compile_test(const Context& at, const ast::CalendarTest& from)
{
    return {CalendarTest{from.inside, find_named(at, at.to.payer.calendars, from.calendar, "calendar")}};
}

}  // namespace x278::policy
