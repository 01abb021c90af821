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

// Whether `between`, left - right, is as the test wants it; both in days, or in seconds.
bool is_so_far(const DateTest& test, std::int64_t between, std::int64_t span)
{
    switch (test.kind) {
        case Kind::within: return std::abs(between) <= span;
        case Kind::within_before: return between <= 0 && -between <= span;
        case Kind::within_after: return between >= 0 && between <= span;
        case Kind::apart_before: return holds(test.relation, static_cast<double>(-between), static_cast<double>(span));
        case Kind::apart_after: return holds(test.relation, static_cast<double>(between), static_cast<double>(span));
        default: return false;
    }
}

bool compare(const DateTest& test, const PointInTime& left, const PointInTime& right)
{
    switch (test.kind) {
        case Kind::before: return order(left, right) < 0;
        case Kind::after: return order(left, right) > 0;
        case Kind::on_or_before: return (left.day - right.day).count() <= 0;
        case Kind::on_or_after: return (left.day - right.day).count() >= 0;
        default: break;
    }
    if (test.span.unit == Span::Unit::months) return apart_by_months(test, left, right);
    return is_so_far(test, (left.day - right.day).count(), test.span.value);
}

// In elapsed time. An hour nobody told, and that the plan wants asked for, may be any of its day: the answer is known only if
// it is the same for all of them.
Answer compare_hours(const DateTest& test, const PointInTime& left, const PointInTime& right, const LineView& line)
{
    const auto         between = [](std::chrono::sys_seconds a, std::chrono::sys_seconds b) { return (a - b).count(); };
    const Instants     of_left = instants_of(left, line), of_right = instants_of(right, line);
    const std::int64_t least = between(of_left.earliest, of_right.latest);
    const std::int64_t most  = between(of_left.latest, of_right.earliest);
    const std::int64_t span  = std::int64_t{test.span.value} * 60 * 60;
    const bool         holds = is_so_far(test, least, span);
    // What holds somewhere between the ends and at neither of them holds where both are the same instant.
    const bool always_so =
        is_so_far(test, most, span) == holds && is_so_far(test, std::clamp<std::int64_t>(0, least, most), span) == holds;
    if (always_so) return Answer::yes_or_no(holds);
    return both(hour_known(test.left, left, line), hour_known(test.right, right, line));
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
    if (answer.truth == Truth::yes)
        answer = test.span.unit == Span::Unit::hours ? compare_hours(test, left, right, line)
                                                     : Answer::yes_or_no(compare(test, left, right));
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
