#include "policy/count.hpp"

#include "model/areas.hpp"
#include "policy/language/vocabulary.hpp"
#include "policy/moment.hpp"

#include <algorithm>
#include <vector>

#include <boost/container/small_vector.hpp>
#include <fmt/format.h>

namespace x278::policy {

namespace {

using model::PastService;
using std::chrono::days;
using std::chrono::sys_days;
using PeriodKind = language::ast::CountPeriod::Kind;

std::string_view provider_npi(const LineView& line)
{
    return line.provider ? line.provider->id.value : line.request->requester.id.value;
}

// How a counter is read for a line, its parameters asked.
struct Reading {
    const Counter&         counter;
    Answer                 known = Answer::yes_or_no(true);  // unknown, if a parameter goes by a product that is not known
    const Counter::Unit&   unit;
    CountKey               key{};
    const Counter::Period& period;
};

template <class Value>
const Value& chosen(const Readings<Value>& readings, const LineView& line, Answer& known)
{
    for (const auto& other : readings.others) {
        const Setting setting = setting_of(*other.parameter, line);
        known                 = both(known, setting.known);
        if (setting.value == other.chosen) return other.value;
    }
    return readings.usual;
}

Reading reading_of(const Counter& counter, const LineView& line)
{
    Answer                 known  = Answer::yes_or_no(true);
    const Counter::Unit&   unit   = chosen(counter.unit, line, known);
    const CountKey         key    = chosen(counter.key, line, known);
    const Counter::Period& period = chosen(counter.period, line, known);
    return {counter, known, unit, key, period};
}

bool same_key(CountKey key, const PastService& service, const LineView& line)
{
    switch (key) {
        case CountKey::member: return true;
        case CountKey::member_and_provider: return service.provider == provider_npi(line);
        case CountKey::member_and_area: return service.area == line.area;
    }
    return false;
}

bool right_kind(const Counter& counter, const PastService& service)
{
    if (counter.counted == Counted::used_or_authorized) return true;
    return (counter.counted == Counted::authorized) == (service.kind == PastService::Kind::authorized);
}

// Parameters are asked for the member of the request.
bool right_codes(const Counter& counter, const PastService& service, const Asked& asked, const LineView& line)
{
    if (counter.when.parts.empty()) return true;
    std::vector<model::Text> modifiers;
    LineView                 past = view_of(asked, service, modifiers);
    past.possible_products        = line.possible_products;
    Because unread;
    return evaluate(counter.when, past, unread).truth == Truth::yes;
}

using Services = boost::container::small_vector<const PastService*, 16>;

// Those the counter is about, in order of their days; the request's own earlier lines among them.
Services services_of(const Reading& reading, const LineView& line)
{
    const Counter& counter = reading.counter;
    const Asked    asked{*line.request, *line.facts, *line.payer, line.trial, line.received};
    Services       services;
    const auto     add = [&](const PastService& service) {
        if (right_kind(counter, service) && same_key(reading.key, service, line) && right_codes(counter, service, asked, line))
            services.push_back(&service);
    };
    for (const PastService& service : line.facts->history.services) add(service);
    for (const PastService& service : line.certified_before) add(service);
    const auto day = [](const PastService* service) { return service->first; };
    if (!std::ranges::is_sorted(services, {}, day)) std::ranges::stable_sort(services, {}, day);
    return services;
}

struct Period {
    std::optional<sys_days> first;
    std::optional<sys_days> last;

    [[nodiscard]] bool holds(sys_days day) const { return (!first || *first <= day) && (!last || day <= *last); }
};

// A period begins with the first service that no period before it holds; if the last one is over, with the request.
Period period_from_the_first(const Services& services, int length, sys_days today)
{
    std::optional<sys_days> begin;
    for (const PastService* const service : services) {
        const sys_days first(service->first);
        if (first > today) break;
        if (!begin || first >= *begin + days(length)) begin = first;
    }
    if (!begin || today >= *begin + days(length)) begin = today;
    return {begin, *begin + days(length - 1)};
}

Period period_of(const Counter::Period& period, const Services& services, const LineView& line)
{
    const model::Date day = day_of_request(line);
    const sys_days    today(day);
    switch (period.kind) {
        case PeriodKind::ever: return {};
        case PeriodKind::calendar_year: return {sys_days(day.year() / 1 / 1), sys_days(day.year() / 12 / 31)};
        case PeriodKind::the_last: {
            const Span back{-period.span.value, period.span.unit};
            return {moved(today, back) + days(1), today};
        }
        case PeriodKind::from_the_first: return period_from_the_first(services, period.span.value, today);
    }
    return {};
}

// What a service counts for; nothing when it is told in a unit that cannot be turned into the counter's.
std::optional<double> amount_of(std::string_view unit, const PastService& service)
{
    if (unit == language::services_unit) return 1;
    if (service.unit == unit) return service.quantity;
    return std::nullopt;
}

bool in_dates(const PastService& service) { return service.unit == "VS" || service.unit == "DY"; }

bool is_of_one_day(const PastService& service) { return service.first == service.last; }

// Of what was certified for a period: the days of it on which it was used under the same number, which count themselves.
double days_used(const PastService& certified, const Services& services)
{
    std::optional<model::Date> newest;
    double                     days_of_it = 0;
    for (const PastService* const service : services) {
        if (service->kind != PastService::Kind::used || !is_of_one_day(*service)) continue;
        if (service->certification != certified.certification || newest == service->first) continue;
        newest = service->first;
        days_of_it += 1;
    }
    return certified.certification.empty() ? 0 : days_of_it;
}

// Services of one day are dates by that day, and stand in the order of their days; what was certified for a period has
// as many dates as visits or days, but not more than the period.
std::optional<double> dates_in(const Services& services)
{
    std::optional<model::Date> newest;
    double                     single     = 0;
    double                     in_periods = 0;
    for (const PastService* const service : services) {
        const auto length = (sys_days(service->last) - sys_days(service->first)).count() + 1;
        if (is_of_one_day(*service)) {
            if (newest != service->first) single += 1;
            newest = service->first;
        } else if (in_dates(*service)) {
            const double dates = std::min(service->quantity, static_cast<double>(std::max<std::int64_t>(length, 1)));
            in_periods += std::max(0.0, dates - days_used(*service, services));
        } else {
            return std::nullopt;
        }
    }
    return in_periods + single;
}

// A visit that was certified and then used is one visit: of each certification counts the larger number.
std::optional<double> total_of(const Reading& reading, const Services& services)
{
    struct OfCertification {
        std::string_view number;
        double           authorized = 0;
        double           used       = 0;
    };
    std::vector<OfCertification> certifications;
    double                       total = 0;
    for (const PastService* const service : services) {
        const auto amount = amount_of(reading.unit.code, *service);
        if (!amount) return std::nullopt;
        if (reading.counter.counted != Counted::used_or_authorized || service->certification.empty()) {
            total += *amount;
            continue;
        }
        auto found = std::ranges::find(certifications, service->certification, &OfCertification::number);
        if (found == certifications.end()) found = certifications.insert(found, {service->certification, 0, 0});
        (service->kind == PastService::Kind::authorized ? found->authorized : found->used) += *amount;
    }
    for (const OfCertification& certification : certifications) total += std::max(certification.authorized, certification.used);
    return total;
}

// Whether the records hold all that is counted.
bool is_known(const Counter& counter, const model::History& history)
{
    const bool used       = counter.counted == Counted::authorized || history.used_known;
    const bool authorized = counter.counted == Counted::used || history.authorized_known;
    return used && authorized;
}

struct InPeriod {
    Period   period;
    Services services;
};

InPeriod in_period(const Reading& reading, const LineView& line)
{
    InPeriod in{{}, services_of(reading, line)};
    in.period          = period_of(reading.period, in.services, line);
    const auto outside = [&](const PastService* service) { return !in.period.holds(sys_days(service->first)); };
    in.services.erase(std::ranges::remove_if(in.services, outside).begin(), in.services.end());
    return in;
}

Count count_in_one_area(const Reading& reading, const LineView& line)
{
    const auto [period, services] = in_period(reading, line);

    Count result{reading.known, 0, &reading.unit, period.last, {}, {}};
    if (!services.empty()) {
        result.first_service = sys_days(services.front()->first);
        result.last_service  = sys_days(services.back()->first);
    }
    const auto total = reading.unit.code == language::dates_unit ? dates_in(services) : total_of(reading, services);
    result.value     = total.value_or(0);
    if (!total) result.known = Answer::unknown(Missing::quantity_in_unit);
    if (!is_known(reading.counter, line.facts->history)) result.known = Answer::unknown(Missing::earlier_services);
    return result;
}

}  // namespace

Count count(const Counter& counter, const LineView& line)
{
    const Reading reading = reading_of(counter, line);
    if (reading.key != CountKey::member_and_area || !line.line) return count_in_one_area(reading, line);
    const auto areas = model::areas_of(*line.line);
    if (areas.size() < 2) return count_in_one_area(reading, line);

    LineView             there = line;
    std::optional<Count> most;
    for (const model::Text area : areas) {
        there.area      = area;
        const Count one = count_in_one_area(reading, there);
        if (one.known.truth == Truth::unknown) return one;
        if (!most || most->value < one.value) most = one;
    }
    return *most;
}

void tell_readings(const Counter& counter, const LineView& line, Because& because)
{
    for (const Parameter* const parameter : counter.parameters)
        because.add([&] {
            const Setting setting = setting_of(*parameter, line);
            return fmt::format("parameter {} {}", parameter->name, setting.value.empty() ? "unknown" : setting.value);
        });
}

NthService nth_service(const Counter& counter, int ordinal, const LineView& line)
{
    if (!is_known(counter, line.facts->history)) return {Answer::unknown(Missing::earlier_services), {}};
    const Reading reading = reading_of(counter, line);
    if (reading.known.truth == Truth::unknown) return {reading.known, {}};
    double         seen = 0;
    const InPeriod in   = in_period(reading, line);
    for (const PastService* const service : in.services) {
        seen += amount_of(reading.unit.code, *service).value_or(1);
        if (seen >= ordinal) return {Answer::yes_or_no(true), sys_days(service->first)};
    }
    const AskedQuantity asked = quantity_asked({0, reading.unit.code, reading.unit.word}, line);
    if (asked.known.truth == Truth::unknown) return {asked.known, {}};
    if (seen + asked.value < ordinal) return {Answer::yes_or_no(false), {}};
    if (!line.first_service_date) return {Answer::unknown(Missing::first_service_date), {}};
    return {Answer::yes_or_no(true), sys_days(*line.first_service_date)};
}

}  // namespace x278::policy
