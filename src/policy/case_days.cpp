// The days of a case: those it leaves open, and what is on file because of them.
//
// Two weeks lie between asking and the service unless the case says otherwise.
#include "policy/case_build.hpp"

#include <algorithm>

namespace x278::policy {

namespace {

using Day = std::chrono::year_month_day;

constexpr auto             usual_notice  = std::chrono::days(14);
constexpr int              usual_minute  = 10 * 60;
constexpr std::string_view usual_stay    = "inpatient";
constexpr auto             usual_receipt = std::chrono::year(2024) / std::chrono::May / std::chrono::day(1);

Day later(Day day, std::chrono::days by) { return std::chrono::sys_days(day) + by; }

std::optional<Day> first_day_asked(const model::PatientEvent& event)
{
    std::optional<Day> first;
    const auto         add = [&](const std::optional<model::Period>& period) {
        if (period && (!first || period->first < *first)) first = period->first;
    };
    add(event.event_period);
    add(event.admission_period);
    for (const model::ServiceLine& line : event.lines) add(line.service_period);
    return first;
}

std::chrono::sys_seconds at_payer(const model::Moment& moment, const PayerProgram& payer)
{
    return payer.clock->instant_of(std::chrono::sys_days(moment.day), *moment.minute);
}

void date_service(const CaseBuilding& building, Day received)
{
    model::PatientEvent& event            = building.to.request.event;
    const bool           every_line_dated = !event.lines.empty() && std::ranges::all_of(event.lines, [](const auto& line) {
        return line.service_period.has_value();
    });
    if (building.draft.undated || event.event_period || event.admission_period || every_line_dated) return;
    const Day           first = later(received, usual_notice);
    const model::Period period{first, first, false};
    if (event.review.request_category == "AR")
        event.admission_period = period;
    else
        event.event_period = period;
}

// DTP*435 has no hour: the stay that began then has it.
void date_stay(const CaseBuilding& building)
{
    const auto& admitted = building.draft.admitted;
    auto&       stays    = building.to.facts.history.stays;
    if (!admitted || !admitted->minute) return;
    if (std::ranges::any_of(stays, [&](const model::Stay& stay) { return stay.admitted == *admitted; })) return;
    model::Stay stay{std::string(usual_stay), "", *admitted, {}};
    if (const auto& discharge = building.to.request.event.discharge_date) stay.discharged = discharge->first;
    stays.push_back(std::move(stay));
}

}  // namespace

void settle_days(const CaseBuilding& building)
{
    BuiltCase&           to    = building.to;
    model::PatientEvent& event = to.request.event;

    model::Moment received{usual_receipt, usual_minute};
    if (building.draft.received)
        received = *building.draft.received;
    else if (const auto first = first_day_asked(event))
        received.day = later(*first, -usual_notice);
    if (!received.minute) received.minute = usual_minute;
    to.facts.received_at = at_payer(received, building.payer);
    date_service(building, received.day);
    date_stay(building);

    const Day first = first_day_asked(event).value_or(received.day);
    if (building.draft.terminated) to.facts.member.eligible = first <= *building.draft.terminated;
    std::erase_if(to.facts.referrals,
                  [&](const model::ReferralFacts& referral) { return first < referral.first || referral.last < first; });
    std::ranges::stable_sort(to.facts.history.services, {}, &model::PastService::first);
}

}  // namespace x278::policy
