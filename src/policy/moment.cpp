#include "policy/moment.hpp"

#include "policy/count.hpp"
#include "policy/evaluate.hpp"

namespace x278::policy {

namespace {

using std::chrono::sys_days;

constexpr int last_minute = 23 * 60 + 59;

PointInTime at(model::Date day, std::optional<int> minute = std::nullopt)
{
    return {Answer::yes_or_no(true), sys_days(day), minute};
}

PointInTime never() { return {Answer::yes_or_no(false), {}, {}}; }
PointInTime unknown(MissingFacts missing) { return {Answer::unknown(missing), {}, {}}; }

PointInTime first_of(const std::optional<model::Period>& period, Missing missing)
{
    return period ? at(period->first) : unknown(missing);
}

PointInTime of_earlier(const LineView& line, std::optional<model::Date> model::EarlierCertification::*day)
{
    const auto* const earlier = earlier_certification(line);
    if (!earlier) return unknown(earlier_number(line).empty() ? Missing::previous_certification : Missing::earlier_certification);
    return earlier->*day ? at(*(earlier->*day)) : unknown(Missing::earlier_certification);
}

// Planned or done; else the last day that is covered.
PointInTime last_covered_visit(const LineView& line)
{
    const PointInTime planned = of_earlier(line, &model::EarlierCertification::last_visit);
    return planned.known.truth == Truth::yes ? planned : of_earlier(line, &model::EarlierCertification::last);
}

PointInTime counted(const Count& count, const std::optional<Count::Day>& day)
{
    if (count.known.truth == Truth::unknown) return unknown(count.known.missing);
    if (!day) return never();
    return day->is_exact ? PointInTime{Answer::yes_or_no(true), day->day, {}} : unknown(Missing::earlier_days);
}

PointInTime first_counted(const Counter& counter, const LineView& line)
{
    const Count so_far = count(counter, line);
    return counted(so_far, so_far.first_service);
}

PointInTime last_counted(const Counter& counter, const LineView& line)
{
    const Count so_far = count(counter, line);
    return counted(so_far, so_far.last_service);
}

// Of its running period.
PointInTime end_of(const Counter& counter, const LineView& line)
{
    const Count counted = count(counter, line);
    if (counted.known.truth == Truth::unknown) return unknown(counted.known.missing);
    return counted.last_day ? PointInTime{Answer::yes_or_no(true), *counted.last_day, {}} : never();
}

// The newest of that name.
PointInTime of_event(const std::string& name, const LineView& line)
{
    const model::History&     history = line.facts->history;
    const model::MemberEvent* newest  = nullptr;
    for (const model::MemberEvent& event : history.events)
        if (event.name == name && (!newest || newest->since.day < event.since.day)) newest = &event;
    if (newest) return at(newest->since.day, newest->since.minute);
    return history.events_known ? never() : unknown(Missing::member_events);
}

PointInTime of_option(const AccountOption& option, const LineView& line)
{
    const Setting setting = setting_of(option, line);
    if (setting.known.truth != Truth::yes) return unknown(setting.known.missing);
    const auto day = day_from(setting.value);
    return day ? at(*day) : unknown(Missing::account_option);
}

PointInTime nth(const Moment& moment, const LineView& line)
{
    const NthService service = nth_service(*moment.counter, moment.ordinal, line);
    return {service.known, service.day, {}};
}

// What the plan takes a day for whose hour nobody told; by its end, if it does not say.
std::string_view hour_taken(const LineView& line) { return engine_setting(unknown_hour, line).value_or(std::string_view()); }

// Who would have to tell the hour: for what the request tells, the requester.
Missing missing_hour(Anchor anchor)
{
    switch (anchor) {
        case Anchor::event: return Missing::member_events;
        case Anchor::certification_start:
        case Anchor::certification_end:
        case Anchor::certification_issue:
        case Anchor::last_covered_visit: return Missing::earlier_certification;
        case Anchor::nth_visit:
        case Anchor::first_by_counter:
        case Anchor::last_by_counter:
        case Anchor::end_of_counter: return Missing::earlier_services;
        default: return Missing::event_hour;
    }
}

}  // namespace

PointInTime point_in_time(const Moment& moment, const LineView& line)
{
    const model::PatientEvent& event = line.request->event;
    switch (moment.anchor) {
        case Anchor::receipt: return at(line.received.day, line.received.minute);
        case Anchor::admission:
            return event.admission_period ? at(event.admission_period->first, admission_minute(line))
                                          : unknown(Missing::admission_date);
        case Anchor::discharge: return first_of(event.discharge_date, Missing::event_date);
        case Anchor::onset: return first_of(event.onset_date, Missing::event_date);
        case Anchor::accident: return first_of(event.accident_date, Missing::event_date);
        case Anchor::first_service:
            return line.service_period ? at(line.service_period->first) : unknown(Missing::first_service_date);
        case Anchor::last_service:
            return line.service_period ? at(line.service_period->last) : unknown(Missing::first_service_date);
        case Anchor::birth:
            return line.request->patient().birth_date ? at(*line.request->patient().birth_date) : unknown(Missing::birth_date);
        case Anchor::certification_start: return of_earlier(line, &model::EarlierCertification::first);
        case Anchor::certification_end: return of_earlier(line, &model::EarlierCertification::last);
        case Anchor::certification_issue: return of_earlier(line, &model::EarlierCertification::issued);
        case Anchor::last_covered_visit: return last_covered_visit(line);
        case Anchor::nth_visit: return nth(moment, line);
        case Anchor::first_by_counter: return first_counted(*moment.counter, line);
        case Anchor::last_by_counter: return last_counted(*moment.counter, line);
        case Anchor::end_of_counter: return end_of(*moment.counter, line);
        case Anchor::event: return of_event(moment.event, line);
        case Anchor::option: return of_option(*moment.option, line);
        case Anchor::day: return at(moment.day);
    }
    return never();
}

Answer hour_known(const Moment& moment, const PointInTime& point, const LineView& line)
{
    if (point.minute || hour_taken(line) != "ask") return Answer::yes_or_no(true);
    return Answer::unknown(missing_hour(moment.anchor));
}

Instants instants_of(const PointInTime& point, const LineView& line)
{
    const std::string_view taken = point.minute ? std::string_view() : hour_taken(line);
    const auto             at    = [&](int minute) { return line.payer->clock->instant_of(point.day, minute); };
    const auto             one   = [&](int minute) { return Instants{at(minute), at(minute)}; };
    if (point.minute) return one(*point.minute);
    if (taken == "ask") return {at(0), at(last_minute)};
    return one(taken == "earliest" ? 0 : last_minute);
}

sys_days moved(sys_days day, Span span)
{
    if (span.unit == Span::Unit::days) return day + std::chrono::days(span.value);
    if (span.unit == Span::Unit::hours) return day + std::chrono::days(span.value / 24);
    const model::Date later = model::Date(day) + std::chrono::months(span.value);
    return later.ok() ? sys_days(later) : sys_days(later.year() / later.month() / std::chrono::last);
}

}  // namespace x278::policy
