#include "policy/engine.hpp"

#include "model/areas.hpp"
#include "policy/decide_line.hpp"

#include <algorithm>
#include <iterator>

#include <date/tz.h>

namespace x278::policy {

namespace {

const PayerProgram* payer_named(const model::Identifier& id, const Program& program)
{
    for (const auto& payer : program.payers)
        for (const auto& [qualifier, value] : payer->identifiers)
            if (qualifier == id.qualifier && value == id.value) return payer.get();
    return nullptr;
}

// The day and minute it is at the payer when it is `at` everywhere; UTC if there is no payer.
void tell_local_time(std::chrono::sys_seconds at, const PayerProgram* payer, model::Determination& determination)
{
    const auto local = payer ? payer->zone->to_local(at).time_since_epoch() : at.time_since_epoch();
    const auto day   = std::chrono::floor<std::chrono::days>(local);

    determination.determined_at     = at;
    determination.determined_on     = std::chrono::sys_days(day);
    determination.determined_minute = static_cast<int>(std::chrono::floor<std::chrono::minutes>(local - day).count());
}

struct Received {
    model::Determination determination;
    const PayerProgram*  payer = nullptr;  // null: ours is none of them
};

Received received(const model::ServiceReviewRequest& request,
                  const Plans&                       plans,
                  const model::Facts&                facts,
                  std::span<const model::Rejection>  faults)
{
    Received all{{}, payer_named(request.utilization_management_organization.id, plans.program())};

    model::Determination& determination = all.determination;
    determination.plan_revision         = plans.revision();
    tell_local_time(facts.received_at, all.payer, determination);
    if (all.payer) determination.payer = all.payer->id;
    determination.rejections = rejections_of(request, facts, all.payer != nullptr, faults);
    return all;
}

bool is_about_member(const model::Rejection& rejection)
{
    return rejection.situation.starts_with("member/") || rejection.situation.starts_with("dependent/");
}

// The lines of a request, or the event itself when it has none.
std::vector<const model::ServiceLine*> asked_for(const model::PatientEvent& event)
{
    std::vector<const model::ServiceLine*> lines;
    for (const model::ServiceLine& line : event.lines) lines.push_back(&line);
    if (lines.empty()) lines.push_back(nullptr);
    return lines;
}

// What a certified line uses of limits that later lines are counted against; the store keeps the same for later requests.
std::vector<model::PastService> as_certified(const LineView& line, const model::LineDetermination& determination)
{
    model::PastService service;
    service.kind         = model::PastService::Kind::authorized;
    service.procedure    = line.procedure;
    service.revenue_code = line.revenue_code;
    service.service_type = line.service_type;
    for (const model::Text modifier : line.modifiers)
        if (!modifier.empty()) service.modifiers.emplace_back(modifier);
    if (determination.quantity) {
        service.quantity = determination.quantity->value;
        service.unit     = determination.quantity->unit;
    } else if (line.delivery && !line.delivery->quantity_qualifier.empty()) {
        service.unit = line.delivery->quantity_qualifier;
    }
    service.first = determination.period ? determination.period->first : day_of_request(line);
    service.last  = determination.period ? determination.period->last : service.first;
    if (line.provider) service.provider = line.provider->id.value;
    if (service.provider.empty()) service.provider = line.request->requester.id.value;
    const auto areas = line.line ? model::areas_of(*line.line) : std::vector<model::Text>();
    return model::in_each_area(std::move(service), areas, determination.quantity.has_value());
}

// Where a situation is answered: at the event, at the line, or at the first provider of one of them.
model::Rejection rejection_at(const std::string& situation, int number, const model::PatientEvent& event)
{
    constexpr std::string_view of_provider = "service-provider/";
    if (situation.starts_with("service/")) return {situation, number, 0};
    if (situation.starts_with("provider/")) return {situation, 0, 1};
    if (!situation.starts_with(of_provider)) return {situation, 0, 0};
    const bool names_own = number > 0 && !event.lines[static_cast<std::size_t>(number - 1)].providers.empty();
    if (names_own) return {situation, number, 1};
    return {"provider/" + situation.substr(of_provider.size()), 0, 1};
}

// Nothing is decided of a request that a rule rejects; what was asked stays for whoever wants to know why.
void reject(std::vector<LineDecision>& decisions, const model::PatientEvent& event, model::Determination& determination)
{
    for (LineDecision& decision : decisions) {
        model::LineDetermination& line = decision.determination;
        for (const std::string& situation : decision.rejected_as) {
            model::Rejection rejection = rejection_at(situation, line.line, event);
            if (std::ranges::find(determination.rejections, rejection) == determination.rejections.end())
                determination.rejections.push_back(std::move(rejection));
            if (determination.event.decided_by.empty()) determination.event.decided_by = line.decided_by;
        }
        determination.event.findings.insert(determination.event.findings.end(), std::make_move_iterator(line.findings.begin()),
                                            std::make_move_iterator(line.findings.end()));
    }
}

void take(std::vector<LineDecision>& decisions, const model::PatientEvent& event, model::Determination& determination)
{
    if (std::ranges::any_of(decisions, [](const LineDecision& d) { return !d.rejected_as.empty(); }))
        return reject(decisions, event, determination);
    if (event.lines.empty()) {
        determination.event = std::move(decisions.front().determination);
        return;
    }
    determination.lines.reserve(decisions.size());
    for (LineDecision& decision : decisions) determination.lines.push_back(std::move(decision.determination));
    determination.event = roll_up(determination.lines);
}

// Whether the rules of stage `intake` decide all of it; they are asked before anybody is looked for.
bool decided_at_intake(const Asked& asked, Detail detail, std::vector<LineDecision>& decisions)
{
    for (const model::ServiceLine* const line : asked_for(asked.request.event))
        if (!decide_at_intake(view_of(asked, line), detail, decisions.emplace_back())) return false;
    return true;
}

}  // namespace

model::Determination receive(const model::ServiceReviewRequest& request,
                             const Plans&                       plans,
                             const model::Facts&                facts,
                             std::span<const model::Rejection>  faults)
{
    return received(request, plans, facts, faults).determination;
}

model::Determination decide(const model::ServiceReviewRequest& request,
                            const Plans&                       plans,
                            const model::Facts&                facts,
                            std::span<const model::Rejection>  faults,
                            const Options&                     options)
{
    auto [determination, payer] = received(request, plans, facts, faults);
    if (!payer) return determination;

    const Asked asked{request, facts, *payer, options.trial, {determination.determined_on, determination.determined_minute}};
    std::vector<LineDecision> decisions;
    if (!determination.rejections.empty()) {
        if (!std::ranges::all_of(determination.rejections, is_about_member)
            || !decided_at_intake(asked, options.detail, decisions))
            return determination;
        determination.rejections.clear();
        take(decisions, request.event, determination);
        return determination;
    }

    std::vector<model::PastService> certified;
    for (const model::ServiceLine* const line : asked_for(request.event)) {
        LineView view         = view_of(asked, line);
        view.certified_before = certified;
        const auto& decision  = decisions.emplace_back(
             facts.open_duplicate == model::Known::yes ? decide_duplicate(view) : decide_line(view, options.detail));
        if (!is_certified(decision.determination.outcome)) continue;
        for (model::PastService& service : as_certified(view, decision.determination)) certified.push_back(std::move(service));
    }
    take(decisions, request.event, determination);
    return determination;
}

}  // namespace x278::policy
