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

// What is still open is not asked for again. That is said for reasons of order alone, and yet a
// payer whose engine may not deny has a person say it. Source: code source 886, 0Q.
model::LineDetermination duplicate(int line, bool may_deny)
{
    static const model::Finding finding{"open-duplicate",
                                        "what is still open is not asked for again",
                                        "code source 886",
                                        model::Finding::Answer::applies,
                                        {"a request under another reference asks for the same and is pended"}};

    model::LineDetermination said;
    said.line       = line;
    said.outcome    = may_deny ? model::Outcome::denied_administratively : model::Outcome::pended;
    said.queue      = may_deny ? "" : "intake";
    said.reasons    = {{may_deny ? "0Q" : "0V", "the same is asked for in a request that is still open"}};
    said.decided_by = finding.rule_id;
    said.findings   = {finding};
    return said;
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

    const auto answer = [&, &payer = *payer](const model::ServiceLine* line) {
        if (facts.open_duplicate == model::Known::yes) return duplicate(line ? line->number : 0, payer.may_deny);
        return decide_line(view_of(request, line, facts, payer), payer);
    };
    if (request.event.lines.empty()) {
        determination.event = answer(nullptr);
        return determination;
    }
    determination.lines.reserve(request.event.lines.size());
    for (const model::ServiceLine& line : request.event.lines) determination.lines.push_back(answer(&line));
    determination.event = roll_up(determination.lines);
    return determination;
}

}  // namespace x278::policy
