#include "policy/review.hpp"

#include "policy/language/vocabulary.hpp"
#include "policy/program.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace x278::policy {

namespace {

constexpr std::string_view any_denial = "any-denial";

// What takes something away from the member. A reduction is a denial in part.
constexpr std::array<std::string_view, 5> denials{"denied", "not-necessary", "level-of-care", "experimental", "reduced"};

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    return std::ranges::any_of(a, [&](const std::string& one) { return std::ranges::find(b, one) != b.end(); });
}

bool speaks_of(const Gate& gate, std::string_view outcome)
{
    const bool denial = std::ranges::find(denials, outcome) != denials.end();
    return std::ranges::any_of(gate.outcomes,
                               [&](const std::string& named) { return named == outcome || (denial && named == any_denial); });
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
    permission.because.push_back(std::move(why));
    return permission;
}

}  // namespace

Permission may_decide(const Reviewer& reviewer, const ReviewAct& act, const Plans& plans, std::string_view payer)
{
    const auto& payers = plans.program().payers;
    const auto  plan   = std::ranges::find(payers, payer, [](const auto& one) -> std::string_view { return one->id; });
    if (plan == payers.end()) return blocked(fmt::format("no plan answers for `{}`", payer));
    const auto words = language::gate_words();
    if (std::ranges::find(words, act.outcome) == words.end()) return blocked(fmt::format("`{}` is no outcome", act.outcome));

    Permission permission;
    for (const Gate& gate : (*plan)->gates) {
        if (!speaks_of(gate, act.outcome) || !is_about(gate, reviewer)) continue;
        const std::string missing = missing_at(gate, reviewer, act);
        permission.because.push_back(missing.empty() ? fmt::format("{}: {}", gate.id, gate.title)
                                                     : fmt::format("{}: {}; missing is {}", gate.id, gate.title, missing));
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

}  // namespace x278::policy
