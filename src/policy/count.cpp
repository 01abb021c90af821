#include "policy/count.hpp"

#include "model/areas.hpp"
#include "policy/evaluate.hpp"
#include "policy/language/vocabulary.hpp"
#include "policy/moment.hpp"

#include <algorithm>
#include <vector>

#include <boost/container/small_vector.hpp>

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

bool same_key(const Counter& counter, const PastService& service, const LineView& line)
{
    switch (counter.key) {
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

bool right_codes(const Counter& counter, const PastService& service, const Asked& asked)
{
    if (counter.when.parts.empty()) return true;
    std::vector<model::Text> modifiers;
    Because                  unread;
    return evaluate(counter.when, view_of(asked, service, modifiers), unread).truth == Truth::yes;
}

using Services = boost::container::small_vector<const PastService*, 16>;

// Those the counter is about, in order of their days; the request's own earlier lines among them.
Services services_of(const Counter& counter, const LineView& line)
{
    const Asked asked{*line.request, *line.facts, *line.payer, line.trial, line.received};
    Services    services;
    const auto  add = [&](const PastService& service) {
        if (right_kind(counter, service) && same_key(counter, service, line) && right_codes(counter, service, asked))
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

Period period_of(const Counter& counter, const Services& services, const LineView& line)
{
    const model::Date day = day_of_request(line);
    const sys_days    today(day);
    switch (counter.period.kind) {
        case PeriodKind::ever: return {};
        case PeriodKind::calendar_year: return {sys_days(day.year() / 1 / 1), sys_days(day.year() / 12 / 31)};
        case PeriodKind::the_last: {
            const Span back{-counter.period.span.value, counter.period.span.unit};
            return {moved(today, back) + days(1), today};
        }
        case PeriodKind::from_the_first: return period_from_the_first(services, counter.period.span.value, today);
    }
    return {};
}

// What a service counts for; nothing when it is told in a unit that cannot be turned into the counter's.
std::optional<double> amount_of(const Counter& counter, const PastService& service)
{
    if (counter.unit == language::services_unit) return 1;
    if (service.unit == counter.unit) return service.quantity;
    return std::nullopt;
}

bool in_dates(const PastService& service) { return service.unit == "VS" || service.unit == "DY"; }

// Services of one day are dates by that day, and stand in the order of their days; what was certified for a period has
// as many dates as visits or days, but not more than the period.
std::optional<double> dates_in(const Services& services)
{
    std::optional<model::Date> newest;
    double                     single     = 0;
    double                     in_periods = 0;
    for (const PastService* const service : services) {
        const auto length = (sys_days(service->last) - sys_days(service->first)).count() + 1;
        if (service->first == service->last) {
            if (newest != service->first) single += 1;
            newest = service->first;
        } else if (in_dates(*service)) {
            in_periods += std::min(service->quantity, static_cast<double>(std::max<std::int64_t>(length, 1)));
        } else {
            return std::nullopt;
        }
    }
    return in_periods + single;
}

// A visit that was certified and then used is one visit: of each certification counts the larger number.
std::optional<double> total_of(const Counter& counter, const Services& services)
{
    struct OfCertification {
        std::string_view number;
        double           authorized = 0;
        double           used       = 0;
    };
    std::vector<OfCertification> certifications;
    double                       total = 0;
    for (const PastService* const service : services) {
        const auto amount = amount_of(counter, *service);
        if (!amount) return std::nullopt;
        if (counter.counted != Counted::used_or_authorized || service->certification.empty()) {
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

InPeriod in_period(const Counter& counter, const LineView& line)
{
    auto         services = services_of(counter, line);
    const Period period   = period_of(counter, services, line);
    const auto   outside  = [&](const PastService* service) { return !period.holds(sys_days(service->first)); };
    services.erase(std::ranges::remove_if(services, outside).begin(), services.end());
    return {period, std::move(services)};
}

Count count_in_one_area(const Counter& counter, const LineView& line)
{
    const auto [period, services] = in_period(counter, line);

    Count result{Answer::yes_or_no(true), 0, period.last, {}, {}};
    if (!services.empty()) {
        result.first_service = sys_days(services.front()->first);
        result.last_service  = sys_days(services.back()->first);
    }
    const auto total = counter.unit == language::dates_unit ? dates_in(services) : total_of(counter, services);
    result.value     = total.value_or(0);
    if (!total) result.known = Answer::unknown(Missing::quantity_in_unit);
    if (!is_known(counter, line.facts->history)) result.known = Answer::unknown(Missing::earlier_services);
    return result;
}

}  // namespace

Count count(const Counter& counter, const LineView& line)
{
    if (counter.key != CountKey::member_and_area || !line.line) return count_in_one_area(counter, line);
    const auto areas = model::areas_of(*line.line);
    if (areas.size() < 2) return count_in_one_area(counter, line);

    LineView             there = line;
    std::optional<Count> most;
    for (const model::Text area : areas) {
        there.area      = area;
        const Count one = count_in_one_area(counter, there);
        if (one.known.truth == Truth::unknown) return one;
        if (!most || most->value < one.value) most = one;
    }
    return *most;
}

NthService nth_service(const Counter& counter, int ordinal, const LineView& line)
{
    if (!is_known(counter, line.facts->history)) return {Answer::unknown(Missing::earlier_services), {}};
    double     seen     = 0;
    const auto services = in_period(counter, line).services;
    for (const PastService* const service : services) {
        seen += amount_of(counter, *service).value_or(1);
        if (seen >= ordinal) return {Answer::yes_or_no(true), sys_days(service->first)};
    }
    const AskedQuantity asked = quantity_asked({0, counter.unit, counter.word}, line);
    if (asked.known.truth == Truth::unknown) return {asked.known, {}};
    if (seen + asked.value < ordinal) return {Answer::yes_or_no(false), {}};
    if (!line.first_service_date) return {Answer::unknown(Missing::first_service_date), {}};
    return {Answer::yes_or_no(true), sys_days(*line.first_service_date)};
}

}  // namespace x278::policy
