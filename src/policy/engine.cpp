#include "policy/engine.hpp"

#include "policy/decide_line.hpp"

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
                            std::span<const model::Rejection>  faults)
{
    auto [determination, payer] = received(request, plans, facts, faults);
    if (!determination.rejections.empty()) return determination;

    if (request.event.lines.empty()) {
        determination.event = decide_line(view_of(request, nullptr, facts, *payer), *payer);
        return determination;
    }
    determination.lines.reserve(request.event.lines.size());
    for (const model::ServiceLine& line : request.event.lines)
        determination.lines.push_back(decide_line(view_of(request, &line, facts, *payer), *payer));
    determination.event = roll_up(determination.lines);
    return determination;
}

}  // namespace x278::policy
