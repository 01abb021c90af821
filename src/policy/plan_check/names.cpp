// Check of names that no statement declares, and that one statement alone spells as it does.
#include "core/nearest.hpp"
#include "policy/plan_check/checks.hpp"
#include "policy/plan_walk.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace x278::policy::plan_check {

namespace {

// The statement that names something.
struct Use {
    std::string      path;
    int              line = 0;
    std::string_view after;  // the word the name stands behind
};

using Uses = std::map<std::string, std::vector<Use>, std::less<>>;  // by name, one use a statement

// The queues that the engine puts work into by itself.
constexpr std::array engine_queues{"intake", "physician"};

struct NamesOf {
    std::map<std::string_view, Uses>& kinds;
    const Rule&                       rule;

    void add(std::string_view kind, const std::string& name, std::string_view after) const
    {
        auto&      uses  = kinds[kind][name];
        const bool again = !uses.empty() && uses.back().path == rule.path && uses.back().line == rule.line;
        if (!again) uses.push_back({rule.path, rule.line, after});
    }
    void add(const Moment& moment) const
    {
        if (!moment.event.empty()) add("event", moment.event, "of");
    }

    void operator()(const StayTest& test) const
    {
        for (const std::string& level : test.levels) add("stay level", level, "stay");
    }
    void operator()(const MemberTest& test) const { add("event", test.event, "member"); }
    void operator()(const DateTest& test) const
    {
        add(test.left);
        add(test.right);
    }
    void operator()(const AgeTest& test) const { add(test.at); }
    template <class Other>
    void operator()(const Other&) const
    {
    }

    void operator()(const Outcome& outcome) const
    {
        if (outcome.verb == Verb::pend) add("queue", outcome.queue, "pend");
        if (outcome.verb == Verb::flag) add("flag", outcome.names.front(), "flag");
        if (outcome.verb == Verb::start) add("timer", outcome.names.front(), "start");
        for (const LimitClause& limit : outcome.limits)
            if (limit.none && limit.none->verb == Verb::pend) add("queue", limit.none->queue, "none");
        if (outcome.until) add(outcome.until->moment);
    }
};

// Whether all that sets two names apart is one stretch of one or two letters, a hyphen, or two letters that were changed.
bool almost_the_same(std::string_view a, std::string_view b)
{
    if (nearest(a, std::array{b}).empty()) return false;
    const auto  from  = std::ranges::mismatch(a, b);
    const auto  start = static_cast<std::size_t>(from.in1 - a.begin());
    std::size_t end   = 0;  // letters alike at the end
    while (end + start < std::min(a.size(), b.size()) && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
    const std::string_view one = a.substr(start, a.size() - start - end), other = b.substr(start, b.size() - start - end);
    const auto             is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (std::ranges::any_of(one, is_digit) || std::ranges::any_of(other, is_digit)) return false;  // `level-1`, `level-2`
    if (std::max(one.size(), other.size()) <= 2) return true;
    std::size_t changed = 0;
    for (std::size_t i = 0; i < a.size() && a.size() == b.size(); ++i) changed += a[i] != b[i] ? 1 : 0;
    return a.size() == b.size() && changed <= 2;
}

}  // namespace

void find_misspelt_names(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    std::map<std::string_view, Uses> kinds;
    for (const char* const queue : engine_queues) kinds["queue"][queue].resize(2);
    for (const Gate& gate : payer.gates) {
        Use&       use   = kinds["queue"][gate.queue].emplace_back(payer.folder, 0, "pend");
        const auto place = find_statement(subject.files, payer.folder, "gate", gate.id);
        if (place) use = {place->file->path, line_of(*place), "pend"};
    }
    for (const Rule& rule : payer.rules) {
        const NamesOf names{kinds, rule};
        for_each_condition(rule.when, [&](const Condition& condition, bool) { std::visit(names, condition.is); });
        names(rule.outcome);
    }
    for (const auto& [kind, names] : kinds)
        for (const auto& [name, uses] : names) {
            if (uses.size() != 1) continue;
            const auto other = std::ranges::find_if(names, [&](const auto& one) {
                const bool more = one.second.size() > 1 || one.first < name;  // of two named once, one is told
                return one.first != name && more && almost_the_same(name, one.first);
            });
            if (other == names.end()) continue;
            const Use&        use     = uses.front();
            const std::string message = fmt::format("{} `{}` is named here and nowhere else", kind, name);
            const auto        place   = find_word(subject.files, use.path, use.line, {name, use.after});
            place ? found(error_at(*place, message, fmt::format("did you mean `{}`?", other->first)))
                           : found(use.path, use.line, message);
        }
}

}  // namespace x278::policy::plan_check
