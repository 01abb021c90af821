#include "policy/engine.hpp"

#include "model/areas.hpp"
#include "policy/decide_line.hpp"

#include <algorithm>
#include <iterator>

#include <boost/container/small_vector.hpp>

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
    const auto local = payer ? payer->clock->shown_at(at) : at.time_since_epoch();
    const auto day   = std::chrono::floor<std::chrono::days>(local);

    determination.determined_at     = at;
    determination.determined_on     = std::chrono::sys_days(day);
    determination.determined_minute = static_cast<int>(std::chrono::floor<std::chrono::minutes>(local - day).count());
}

// Null when no plan answers for the payer that is named.
const PayerProgram* receive(const model::ServiceReviewRequest& request,
                            const Plans&                       plans,
                            const model::Facts&                facts,
                            std::span<const model::Rejection>  faults,
                            model::Determination&              determination)
{
    const PayerProgram* const payer = payer_named(request.utilization_management_organization.id, plans.program());
    determination.keeper.of         = plans.keeper();
    determination.plan_revision     = model::Wording::by_keeper(plans.revision());
    determination.facts_as_of       = facts.reference_as_of;
    tell_local_time(facts.received_at, payer, determination);
    if (payer) determination.payer = payer->id;
    determination.rejections = rejections_of(request, facts, payer != nullptr, faults);
    return payer;
}

bool is_about_member(const model::Rejection& rejection)
{
    return rejection.situation.starts_with("member/") || rejection.situation.starts_with("dependent/");
}

// The lines of a request, or the event itself when it has none.
boost::container::small_vector<const model::ServiceLine*, 8> asked_for(const model::PatientEvent& event)
{
    boost::container::small_vector<const model::ServiceLine*, 8> lines;
    for (const model::ServiceLine& line : event.lines) lines.push_back(&line);
    if (lines.empty()) lines.push_back(nullptr);
    return lines;
}

// Whether the service is given when nobody does anything more about it.
bool goes_ahead(model::Outcome outcome)
{
    return is_certified(outcome) || outcome == model::Outcome::not_required || outcome == model::Outcome::notice_accepted;
}

// What a line that goes ahead takes of limits that later lines are counted against. The store keeps what was certified for
// later requests; what needed no authorization will be used.
std::vector<model::PastService> taken_by(const LineView& line, const model::LineDetermination& determination)
{
    using Kind = model::PastService::Kind;
    model::PastService service;
    service.kind         = is_certified(determination.outcome) ? Kind::authorized : Kind::used;
    service.procedure    = line.procedure;
    service.revenue_code = line.revenue_code;
    service.service_type = line.service_type;
    for (const model::Text modifier : line.modifiers)
        if (!modifier.empty()) service.modifiers.emplace_back(modifier);
    const auto quantity = determination.quantity ? determination.quantity : quantity_as_asked(line);
    if (quantity) {
        service.quantity = quantity->value;
        service.unit     = quantity->unit;
    } else if (line.delivery && !line.delivery->quantity_qualifier.empty()) {
        service.unit = line.delivery->quantity_qualifier;
    }
    const auto period = determination.period ? determination.period : period_as_asked(line);
    service.first     = period ? period->first : day_of_request(line);
    service.last      = period ? period->last : service.first;
    if (line.provider) service.provider = line.provider->id.value;
    if (service.provider.empty()) service.provider = line.request->requester.id.value;
    const auto areas = line.line ? model::areas_of(*line.line) : std::vector<std::string>();
    return model::in_each_area(std::move(service), areas, quantity.has_value());
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

// What the rules say of all lines, while they are asked.
class Decisions {
public:
    Decisions(const model::PatientEvent& event, model::Determination& determination) : event_(event), to_(determination)
    {
        to_.lines.reserve(event.lines.size());
    }

    // Asks about a line, or about the event itself; `decide` is given a LineDecision, and false is what it returns when
    // nothing decides.
    template <class Decide>
    bool add(const model::ServiceLine* line, const Decide& decide)
    {
        LineDecision decision{line ? to_.lines.emplace_back() : to_.event};
        decision.determination.line   = line ? line->number : 0;
        decision.determination.keeper = to_.keeper;
        const bool decided            = decide(decision);
        for (std::string& situation : decision.rejected_as)
            rejected_.push_back({std::move(situation), decision.determination.line, decision.determination.decided_by});
        return decided;
    }

    // After all were asked.
    void settle()
    {
        if (!rejected_.empty()) return reject();
        if (!to_.lines.empty()) roll_up(to_.lines, to_.event);
    }

    // Nothing was decided after all.
    void drop()
    {
        to_.lines.clear();
        to_.event = {};
    }

private:
    struct Rejected {
        std::string    situation;
        int            line = 0;
        model::Wording rule;
    };

    // Nothing is decided of a request that a rule rejects; what was asked stays for whoever wants to know why.
    void reject()
    {
        model::LineDetermination event;
        event.keeper     = to_.keeper;
        event.decided_by = rejected_.front().rule;
        for (const Rejected& one : rejected_) {
            model::Rejection rejection = rejection_at(one.situation, one.line, event_);
            if (std::ranges::find(to_.rejections, rejection) == to_.rejections.end())
                to_.rejections.push_back(std::move(rejection));
        }
        if (event_.lines.empty()) event.findings = std::move(to_.event.findings);
        for (model::LineDetermination& line : to_.lines) std::ranges::move(line.findings, std::back_inserter(event.findings));
        drop();
        to_.event = std::move(event);
    }

    const model::PatientEvent& event_;
    model::Determination&      to_;
    std::vector<Rejected>      rejected_;
};

// Whether the rules of stage `intake` decide all of it; they are asked before anybody is looked for.
bool decided_at_intake(const Asked& asked, Detail detail, Decisions& decisions)
{
    return std::ranges::all_of(asked_for(asked.request.event), [&](const model::ServiceLine* line) {
        return decisions.add(line,
                             [&](LineDecision& decision) { return decide_at_intake(view_of(asked, line), detail, decision); });
    });
}

}  // namespace

model::Determination receive(const model::ServiceReviewRequest& request,
                             const Plans&                       plans,
                             const model::Facts&                facts,
                             std::span<const model::Rejection>  faults)
{
    model::Determination determination;
    receive(request, plans, facts, faults, determination);
    return determination;
}

model::Determination decide(const model::ServiceReviewRequest& request,
                            const Plans&                       plans,
                            const model::Facts&                facts,
                            std::span<const model::Rejection>  faults,
                            const Options&                     options)
{
    model::Determination determination;
    const PayerProgram*  payer = receive(request, plans, facts, faults, determination);
    if (!payer) return determination;

    const bool  tries = options.trial && !std::ranges::all_of(*options.trial, &std::string::empty);
    const Asked asked{
        request, facts, *payer, tries ? options.trial : nullptr, {determination.determined_on, determination.determined_minute}};
    Decisions decisions(request.event, determination);
    if (!determination.rejections.empty()) {
        if (!std::ranges::all_of(determination.rejections, is_about_member)) return determination;
        if (decided_at_intake(asked, options.detail, decisions)) {
            determination.rejections.clear();
            decisions.settle();
        } else {
            decisions.drop();
        }
        return determination;
    }

    std::vector<model::PastService> taken;
    const auto                      lines = asked_for(request.event);
    for (const model::ServiceLine* const line : lines) {
        LineView view      = view_of(asked, line);
        view.earlier_lines = taken;
        decisions.add(line, [&](LineDecision& decision) {
            if (facts.open_duplicate == model::Known::yes)
                decide_duplicate(view, decision);
            else
                decide_line(view, options.detail, decision);
            if (goes_ahead(decision.determination.outcome) && line != lines.back())
                std::ranges::move(taken_by(view, decision.determination), std::back_inserter(taken));
            return true;
        });
    }
    decisions.settle();
    return determination;
}

}  // namespace x278::policy
