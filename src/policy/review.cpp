#include "policy/review.hpp"

#include "policy/language/vocabulary.hpp"
#include "policy/program.hpp"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

namespace x278::policy {

namespace {

constexpr std::string_view pended              = "pended";
constexpr std::string_view information_pending = "0U";  // HCR03: information is asked for

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    return std::ranges::any_of(a, [&](const std::string& one) { return std::ranges::find(b, one) != b.end(); });
}

bool is_denial(std::string_view outcome)
{
    return outcome == "denied" || std::ranges::find(language::clinical_words, outcome) != language::clinical_words.end();
}

bool speaks_of(const Gate& gate, std::string_view outcome)
{
    const bool denial = is_denial(outcome);
    return std::ranges::any_of(
        gate.outcomes, [&](const std::string& named) { return named == outcome || (denial && named == language::any_denial); });
}

// A gate that asks for a supervisor is about those who hold no such licence themselves.
bool is_about(const Gate& gate, const Reviewer& reviewer)
{
    return gate.supervisors.empty() || !shares(gate.supervisors, reviewer.licences);
}

bool holds_licence(const Gate& gate, const Reviewer& reviewer)
{
    return gate.licences.empty() || shares(gate.licences, reviewer.licences);
}

// What is missing; empty when the gate opens.
std::string missing_at(const Gate& gate, const Reviewer& reviewer, const ReviewAct& act)
{
    if (!holds_licence(gate, reviewer)) return fmt::format("a licence: {}", fmt::join(gate.licences, " or "));
    if (gate.matching_specialty && !shares(act.expertise, reviewer.specialties) && !shares(act.expertise, act.consulted))
        return "the expertise of the case, or the opinion of somebody who has it";
    if (gate.criteria && !act.criteria_exist) return "criteria for the service";
    if (!gate.supervisors.empty() && !shares(gate.supervisors, reviewer.supervisor_licences))
        return fmt::format("a supervisor with a licence: {}", fmt::join(gate.supervisors, " or "));
    return {};
}

Permission blocked(std::string why)
{
    Permission permission;
    permission.allowed = false;
    permission.refusal = std::move(why);
    return permission;
}

}  // namespace

Permission may_decide(const Reviewer& reviewer, const ReviewAct& act, const Plans& plans, std::string_view payer)
{
    const auto& payers = plans.program().payers;
    const auto  plan   = std::ranges::find(payers, payer, [](const auto& one) -> std::string_view { return one->id; });
    if (plan == payers.end()) return blocked(fmt::format("no plan answers for `{}`", payer));
    const auto words = language::review_words();
    if (std::ranges::find(words, act.outcome) == words.end()) return blocked(fmt::format("`{}` is no outcome", act.outcome));

    Permission permission;
    for (const Gate& gate : (*plan)->gates) {
        if (!speaks_of(gate, act.outcome) || !is_about(gate, reviewer)) continue;
        const std::string missing = missing_at(gate, reviewer, act);
        permission.gates.push_back({gate.id, missing,
                                    missing.empty() ? fmt::format("{}: {}", gate.id, gate.title)
                                                    : fmt::format("{}: {}; missing is {}", gate.id, gate.title, missing)});
        if (missing.empty() || !permission.allowed) continue;
        permission.allowed    = false;
        permission.blocked_by = gate.id;
        // Who lacks the licence has no say, so nothing changes; who has it and lacks more sends the case on.
        if (!holds_licence(gate, reviewer)) continue;
        permission.queue  = gate.queue;
        permission.reason = gate.reason;
    }
    return permission;
}

std::optional<model::LineDetermination> after_review(model::LineDetermination before,
                                                     const ReviewAct&         act,
                                                     const Permission&        permission)
{
    assert(before.outcome == model::Outcome::pended);
    if (permission.allowed) {
        if (act.outcome != pended) return std::nullopt;
        before.reasons          = {{std::string(information_pending), "a reviewer asks for documents"}};
        before.documents_wanted = act.documents;
    } else if (!permission.queue.empty()) {
        const auto shut = std::ranges::find(permission.gates, permission.blocked_by, &GateFinding::gate);
        before.reasons  = {{permission.reason, shut->because}};
        before.queue    = permission.queue;
    }
    return before;
}

}  // namespace x278::policy
