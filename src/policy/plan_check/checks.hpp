// What a plan says that its authors may not mean: rules nobody can reach, rules that disagree, names nothing uses.
//
// For authors, never for decide(). Each check is a file of its own and a line in checks.cpp.
#pragma once

#include "policy/case_run.hpp"
#include "policy/plan.hpp"
#include "policy/plan_check/places.hpp"
#include "policy/program.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::policy::plan_check {

enum class Severity : std::uint8_t { warning, error };

struct Remark {
    std::string check;  // its id, "never-reached"
    Severity    severity = Severity::warning;
    std::string path;
    int         line = 0;    // 0: no place is known
    std::string message;     // one line or several; without the place
    int         column = 0;  // 0: the line as a whole

    // The names it speaks of, if it may be meant all the same, and why it is; empty, if nobody has accepted it.
    std::vector<std::string> about    = {};
    std::string              accepted = {};
};

// Whether a list that we hold has a code; nothing, if we hold none. `list` is a word of a plan's tables
// ("service-type", "place-of-service") or one of "reason", "document", "state", "cause", "role", "identifier".
using IsListed = std::function<std::optional<bool>(std::string_view list, std::string_view code)>;

// What checks may look at. Views what it is made of.
struct Subject {
    const Plans&                plans;
    std::span<const PlanFile>   files;  // those the plans were compiled from, with cases and coverage
    const CaseReport&           cases;
    std::chrono::year_month_day today;
    IsListed                    is_listed;
};

// Adds what it finds in one payer's plan.
struct Found {
    std::string_view         check;
    std::vector<Remark>&     remarks;
    std::vector<std::string> names = {};

    // For a remark that speaks of these, and may be accepted.
    [[nodiscard]] Found about(std::vector<std::string> what) const { return {check, remarks, std::move(what)}; }

    void operator()(std::string path, int line, std::string message, Severity severity = Severity::warning) const
    {
        remarks.push_back({std::string(check), severity, std::move(path), line, std::move(message), 0, names});
    }

    // What the compiler would show in the same way.
    void operator()(const PlanError& error, Severity severity = Severity::warning) const
    {
        remarks.push_back(
            {std::string(check), severity, error.path, error.line, std::string(without_place(error)), error.column, names});
    }

    // The place of a word in a statement; the statement's beginning, if it is not found there.
    void operator()(const std::optional<Place>& place,
                    const Rule&                 rule,
                    std::string                 message,
                    std::string_view            hint     = {},
                    Severity                    severity = Severity::warning) const
    {
        if (place) return (*this)(error_at(*place, message, hint), severity);
        (*this)(rule.path, rule.line, std::move(message), severity);
    }
};

struct Check {
    std::string_view id;
    std::string_view finds;  // in a few words
    void (*find)(const PayerProgram& payer, const Subject& subject, const Found& found);
};

[[nodiscard]] std::span<const Check> checks();

// Where the id of a rule stands.
[[nodiscard]] std::optional<Place> id_of(const Rule& rule, const Subject& subject);

// Everything all checks find, in order of path, line and check.
[[nodiscard]] std::vector<Remark> check_plans(const Subject& subject);

void find_rules_without_case(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_failing_cases(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_unreachable(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_contradictions(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_overlaps(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_gaps(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_unlisted_codes(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_expired_tables(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_overdue_tables(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_unused(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_misspelt_names(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_uncovered(const PayerProgram& payer, const Subject& subject, const Found& found);
void find_accepted(const PayerProgram& payer, const Subject& subject, const Found& found);  // after all others

}  // namespace x278::policy::plan_check
