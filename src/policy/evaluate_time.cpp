// Conditions over points in time: windows, order, ages, hours of the week.
#include "policy/evaluate.hpp"
#include "policy/moment.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace x278::policy {

namespace {

using Kind = language::ast::DateTest::Kind;

Span negative(Span span) { return {-span.value, span.unit}; }

// `left` and `right` on one scale: elapsed seconds when hours are compared, days otherwise.
struct Distance {
    std::int64_t between = 0;  // left - right
    std::int64_t span    = 0;
};

Distance distance(const DateTest& test, const PointInTime& left, const PointInTime& right, const LineView& line)
{
    if (test.span.unit == Span::Unit::hours)
        return {(instant_of(left, line) - instant_of(right, line)).count(), std::int64_t{test.span.value} * 60 * 60};
    return {(left.day - right.day).count(), test.span.value};
}

// Both told to the minute are compared to the minute; else by the day.
std::int64_t order(const PointInTime& left, const PointInTime& right)
{
    const auto days = (left.day - right.day).count();
    if (days != 0 || !left.minute || !right.minute) return days;
    return *left.minute - *right.minute;
}

// By calendar months there is no distance, only a day that lies so far away.
bool apart_by_months(const DateTest& test, const PointInTime& left, const PointInTime& right)
{
    const bool after     = test.kind == Kind::apart_after;
    const auto threshold = moved(right.day, after ? test.span : negative(test.span));
    const auto further   = after ? (left.day - threshold).count() : (threshold - left.day).count();
    return holds(test.relation, static_cast<double>(further), 0);
}

bool compare(const DateTest& test, const PointInTime& left, const PointInTime& right, const LineView& line)
{
    switch (test.kind) {
        case Kind::before: return order(left, right) < 0;
        case Kind::after: return order(left, right) > 0;
        case Kind::on_or_before: return (left.day - right.day).count() <= 0;
        case Kind::on_or_after: return (left.day - right.day).count() >= 0;
        default: break;
    }
    if (test.span.unit == Span::Unit::months) return apart_by_months(test, left, right);
    const Distance far = distance(test, left, right, line);
    switch (test.kind) {
        case Kind::within: return std::abs(far.between) <= far.span;
        case Kind::within_before: return far.between <= 0 && -far.between <= far.span;
        case Kind::within_after: return far.between >= 0 && far.between <= far.span;
        case Kind::apart_before: return holds(test.relation, static_cast<double>(-far.between), static_cast<double>(far.span));
        case Kind::apart_after: return holds(test.relation, static_cast<double>(far.between), static_cast<double>(far.span));
        default: return false;
    }
}

// Never a birth date.
std::string words_of(const Moment& moment, const PointInTime& point)
{
    if (moment.anchor == Anchor::birth || moment.anchor == Anchor::day) return moment.words;
    if (point.known.truth == Truth::no) return moment.words + " (never)";
    std::string text = fmt::format("{} {}", moment.words, day_text(point.day));
    if (point.minute) text += fmt::format(" {:02}:{:02}", *point.minute / 60, *point.minute % 60);
    return text;
}

// Whole years lived; somebody born on 29 February is a year older on 1 March.
int years_between(model::Date birth, model::Date on)
{
    const int  years = static_cast<int>(on.year()) - static_cast<int>(birth.year());
    const bool later = std::pair(on.month(), on.day()) < std::pair(birth.month(), birth.day());
    return later ? years - 1 : years;
}

}  // namespace

// What never happened is neither before nor after anything.
Answer evaluate(const DateTest& test, const LineView& line, Because& because)
{
    const PointInTime left   = point_in_time(test.left, line);
    const PointInTime right  = point_in_time(test.right, line);
    Answer            answer = both(left.known, right.known);
    if (answer.truth == Truth::yes && test.span.unit == Span::Unit::hours)
        answer = both(hour_known(test.left, left, line), hour_known(test.right, right, line));
    if (answer.truth == Truth::yes) answer = Answer::yes_or_no(compare(test, left, right, line));
    because.add([&] {
        if (answer.truth == Truth::unknown) return answer.missing.named(false) + " is unknown";
        return fmt::format("{} is {}{} ({})", words_of(test.left, left), answer.truth == Truth::yes ? "" : "not ", test.words,
                           words_of(test.right, right));
    });
    return answer;
}

// The age itself stays out of the findings.
Answer evaluate(const AgeTest& test, const LineView& line, Because& because)
{
    const auto        birth = line.request->patient().birth_date;
    const PointInTime at    = point_in_time(test.at, line);
    Answer            known = at.known;
    if (!birth) known = both(known, Answer::unknown(Missing::birth_date));
    const auto words = [&] {
        return test.band ? fmt::format("in {}", test.band->name)
                         : fmt::format("{} {} years", words_of(test.relation), test.years);
    };
    if (known.truth != Truth::yes)
        return compared(
            because, known, [&] { return "age at " + test.at.words; }, words);

    const int  age = years_between(*birth, model::Date(at.day));
    const bool is  = test.band ? test.band->youngest <= age && age <= test.band->oldest : holds(test.relation, age, test.years);
    because.add([&] { return fmt::format("age at {} is {}{}", test.at.words, is ? "" : "not ", words()); });
    return Answer::yes_or_no(is);
}

Answer evaluate(const CalendarTest& test, const LineView& line, Because& because)
{
    const Calendar& calendar = *test.calendar;
    const auto      weekday  = std::chrono::weekday(std::chrono::sys_days(line.received.day)).c_encoding();
    const int       minute   = line.received.minute.value_or(0);
    const bool      excepted = std::ranges::find(calendar.except, line.received.day) != calendar.except.end();
    const bool      inside   = !excepted && std::ranges::any_of(calendar.hours, [&](const Calendar::Hours& hours) {
        return (hours.days >> weekday & 1U) != 0 && hours.opens <= minute && minute < hours.closes;
    });
    because.add([&] {
        return fmt::format("receipt {} {:02}:{:02} is {} {}", day_text(std::chrono::sys_days(line.received.day)), minute / 60,
                           minute % 60, inside ? "in" : "outside", calendar.name);
    });
    return Answer::yes_or_no(inside == test.inside);
}

}  // namespace x278::policy
