// How much of what is asked the limits of a rule leave.
#pragma once

#include "policy/line_view.hpp"
#include "policy/program.hpp"
#include "policy/truth.hpp"

#include <string_view>

namespace x278::policy {

// A limit as it is for one line, in the unit its counter goes by. Views the plan.
struct LimitOfLine {
    double           value = 0;
    std::string_view unit  = {};  // HSD01
    std::string_view word  = {};  // "visits"
};

// The limit with the least left, of those a rule names; it binds when that is less than what is asked.
struct Binding {
    Answer             known;             // yes, or unknown and for want of what
    const LimitClause* clause = nullptr;  // null: the rule has no limit
    LimitOfLine        limit;
    double             used  = 0;
    double             left  = 0;  // before this request; not below zero
    double             asked = 0;
    double             areas = 1;  // in each of so many that is so
};

// What one limit leaves; and the one of all that binds.
[[nodiscard]] Binding binding_of(const LimitClause& clause, const LineView& line);
[[nodiscard]] Binding binding_limit(const Outcome& outcome, const LineView& line);

}  // namespace x278::policy
