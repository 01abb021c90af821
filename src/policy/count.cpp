#include "policy/count.hpp"

#include "model/areas.hpp"
#include "policy/language/vocabulary.hpp"
#include "policy/moment.hpp"

#include <algorithm>
#include <utility>
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

// A line that does not tell its area may be about any.
Answer same_area(const PastService& service, const LineView& line, Missing of_service)
{
    if (line.area.empty()) return Answer::unknown(Missing::area);
    return service.area.empty() ? Answer::unknown(of_service) : Answer::yes_or_no(service.area == line.area);
}

Answer same_quadrant(const PastService& service, const LineView& line, Missing of_service)
{
    const auto asked = model::quadrants_of(line.area), past = model::quadrants_of(service.area);
    if (asked == 0) return Answer::unknown(Missing::area);
    return past == 0 ? Answer::unknown(of_service) : Answer::yes_or_no((asked & past) != 0);
}

// Unknown, where it is not told who gave the service, or where in the mouth. `own`: it is an earlier line of the request.
Answer same_key(CountKey key, const PastService& service, const LineView& line, bool own)
{
    const Missing area = own ? Missing::area : Missing::earlier_areas;
    switch (key) {
        case CountKey::member: return Answer::yes_or_no(true);
        case CountKey::member_and_area: return same_area(service, line, area);
        case CountKey::member_and_quadrant: return same_quadrant(service, line, area);
        case CountKey::member_and_provider:
            return service.provider.empty() ? Answer::unknown(Missing::earlier_providers)
                                            : Answer::yes_or_no(service.provider == provider_npi(line));
    }
    return Answer::yes_or_no(false);
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

// Services that may be counted, and for want of what nobody can tell.
struct Perhaps {
    const PastService* service;
    MissingFacts       missing;
};

// Those the counter is about, in order of their days; the request's own earlier lines among them.
Services services_of(const Reading& reading, const LineView& line, std::vector<Perhaps>& perhaps)
{
    const Counter& counter = reading.counter;
    const Asked    asked{*line.request, *line.facts, *line.payer, line.trial, line.received};
    Services       services;
    const auto     add = [&](const PastService& service, bool own) {
        const Answer same = same_key(reading.key, service, line, own);
        if (same.truth == Truth::no || !right_kind(counter, service) || !right_codes(counter, service, asked, line)) return;
        same.truth == Truth::yes ? services.push_back(&service) : perhaps.push_back({&service, same.missing});
    };
    for (const PastService& service : line.facts->history.services) add(service, false);
    for (const PastService& service : line.earlier_lines) add(service, true);
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

bool is_of_one_day(const PastService& service) { return service.first == service.last; }

// What each service counts for, when they are told in the order of their days.
//
// Services of one day are dates by that day; what was certified for a period has as many dates as visits or days, but not
// more than the period. A visit that was certified and then used is one visit: of what was certified under a number counts
// what has not been used under it.
class Amounts {
public:
    Amounts(const Reading& reading, const Services& services) : unit_(reading.unit.code)
    {
        if (reading.counter.counted != Counted::used_or_authorized) return;
        for (const PastService* const service : services) {
            if (service->kind != PastService::Kind::used || service->certification.empty()) continue;
            auto found = std::ranges::find(used_, service->certification, &Used::certification);
            if (found == used_.end()) found = used_.insert(found, {service->certification, 0, {}});
            found->amount += alone(*service, found->newest).value_or(0);
        }
    }

    // Nothing when it is told in a unit that cannot be turned into the counter's.
    std::optional<double> next(const PastService& service)
    {
        const auto amount = alone(service, newest_);
        const bool by_day = in_dates() && is_of_one_day(service);  // the day of its use, if it was used, is the same or another
        if (!amount || by_day || service.kind != PastService::Kind::authorized) return amount;
        const auto used = std::ranges::find(used_, service.certification, &Used::certification);
        if (used == used_.end()) return amount;
        const double again = std::min(*amount, used->amount);
        used->amount -= again;
        return *amount - again;
    }

private:
    struct Used {
        std::string_view           certification;
        double                     amount = 0;  // not yet taken from what was certified
        std::optional<model::Date> newest;
    };

    [[nodiscard]] bool in_dates() const { return unit_ == language::dates_unit; }

    // `newest`: the last day counted before.
    [[nodiscard]] std::optional<double> alone(const PastService& service, std::optional<model::Date>& newest) const
    {
        if (unit_ == language::services_unit) return 1;
        if (!in_dates()) return service.unit == unit_ ? std::optional(service.quantity) : std::nullopt;
        if (is_of_one_day(service)) return std::exchange(newest, service.first) == service.first ? 0 : 1;
        if (service.unit != "VS" && service.unit != "DY") return std::nullopt;
        const auto length = (sys_days(service.last) - sys_days(service.first)).count() + 1;
        return std::min(service.quantity, static_cast<double>(std::max<std::int64_t>(length, 1)));
    }

    std::string_view           unit_;
    std::optional<model::Date> newest_;
    std::vector<Used>          used_;
};

// Who could tell a quantity in the counter's unit: the requester of its own request, we of what is on file.
Missing missing_amount(const PastService& service, const LineView& line)
{
    const bool own = std::ranges::any_of(line.earlier_lines, [&](const PastService& one) { return &one == &service; });
    return own ? Missing::quantity_in_unit : Missing::earlier_quantities;
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
    Answer   known = Answer::yes_or_no(true);  // unknown, if a service of the period may be one of them
};

InPeriod in_period(const Reading& reading, const LineView& line)
{
    std::vector<Perhaps> perhaps;
    InPeriod             in{{}, services_of(reading, line, perhaps)};
    const bool           may_begin_it = reading.period.kind == PeriodKind::from_the_first;
    in.period                         = period_of(reading.period, in.services, line);
    const auto outside                = [&](const PastService* service) { return !in.period.holds(sys_days(service->first)); };
    in.services.erase(std::ranges::remove_if(in.services, outside).begin(), in.services.end());
    for (const auto& [service, missing] : perhaps)
        if (may_begin_it || !outside(service)) in.known = both(in.known, Answer::unknown(missing));
    return in;
}

bool goes_by_areas(const Reading& reading)
{
    return reading.key == CountKey::member_and_area || reading.key == CountKey::member_and_quadrant;
}

// The areas of a line that a counter counts apart; none, if it does not go by them. By quadrant, an area of several is each
// of them.
std::vector<std::string> areas_of(const Reading& reading, const LineView& line)
{
    auto areas = goes_by_areas(reading) && line.line ? model::areas_of(*line.line) : std::vector<std::string>();
    if (reading.key == CountKey::member_and_area || areas.empty() || areas.front().starts_with('#')) return areas;
    std::vector<std::string> apart;
    for (std::string& area : areas) {
        const auto lies_in = model::quadrants_of(area);
        if (lies_in == 0) apart.push_back(std::move(area));
        for (std::size_t i = 0; i < model::quadrants.size(); ++i)
            if ((lies_in >> i & 1U) != 0 && std::ranges::find(apart, model::quadrants[i]) == apart.end())
                apart.emplace_back(model::quadrants[i]);
    }
    return apart;
}

Count count_in_one_area(const Reading& reading, const LineView& line)
{
    const auto [period, services, known] = in_period(reading, line);

    Count result{both(reading.known, known), 0, &reading.unit, period.last, {}, {}};
    if (!services.empty()) {
        const PastService& first = *services.front();
        const PastService& last  = **std::ranges::max_element(services, {}, [](const PastService* one) { return one->last; });
        result.first_service     = Count::Day{sys_days(first.first), is_of_one_day(first)};
        result.last_service      = Count::Day{sys_days(last.last), is_of_one_day(last)};
    }
    Amounts amounts(reading, services);
    for (const PastService* const service : services) {
        const auto amount = amounts.next(*service);
        if (!amount) result.known = both(result.known, Answer::unknown(missing_amount(*service, line)));
        result.value += amount.value_or(0);
    }
    if (!is_known(reading.counter, line.facts->history)) result.known = Answer::unknown(Missing::earlier_services);
    return result;
}

}  // namespace

Count count(const Counter& counter, const LineView& line)
{
    const Reading reading = reading_of(counter, line);
    const auto    areas   = areas_of(reading, line);
    if (areas.size() < 2) return count_in_one_area(reading, line);

    LineView             there = line;
    std::optional<Count> most;
    for (const std::string& area : areas) {
        there.area      = area;
        const Count one = count_in_one_area(reading, there);
        if (one.known.truth == Truth::unknown) return one;
        if (!most || most->value < one.value) most = one;
    }
    return *most;
}

AskedQuantity quantity_asked(const Counter& counter, const Limit& limit, const LineView& line)
{
    AskedQuantity asked   = quantity_asked(limit, line);
    const Reading reading = reading_of(counter, line);
    const auto    areas   = areas_of(reading, line);
    if (goes_by_areas(reading) && areas.empty() && asked.value > 1)  // for one area, or one each for several
        asked.known = both(asked.known, Answer::unknown(Missing::area));
    asked.areas = std::max<std::size_t>(areas.size(), 1);
    asked.value /= static_cast<double>(asked.areas);
    if (limit.unit == language::services_unit) asked.value = std::max(asked.value, 1.0);
    return asked;
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
    const InPeriod in = in_period(reading, line);
    if (in.known.truth == Truth::unknown) return {in.known, {}};
    Amounts amounts(reading, in.services);
    double  seen     = 0;
    bool    days_are = true;  // known, of all that was seen
    for (const PastService* const service : in.services) {
        const auto amount = amounts.next(*service);
        if (!amount) return {Answer::unknown(missing_amount(*service, line)), {}};
        if (*amount <= 0) continue;
        seen += *amount;
        days_are = days_are && is_of_one_day(*service);
        if (seen < ordinal) continue;
        if (!days_are) return {Answer::unknown(Missing::earlier_days), {}};
        return {Answer::yes_or_no(true), sys_days(service->first)};
    }
    const AskedQuantity asked = quantity_asked(counter, {0, reading.unit.code, reading.unit.word}, line);
    if (asked.known.truth == Truth::unknown) return {asked.known, {}};
    if (seen + asked.value < ordinal) return {Answer::yes_or_no(false), {}};
    if (!line.first_service_date) return {Answer::unknown(Missing::first_service_date), {}};
    return {Answer::yes_or_no(true), sys_days(*line.first_service_date)};
}

}  // namespace x278::policy
