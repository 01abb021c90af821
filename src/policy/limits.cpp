#include "policy/limits.hpp"

#include "policy/count.hpp"
#include "policy/evaluate.hpp"

#include <algorithm>

namespace x278::policy {

Binding binding_of(const LimitClause& clause, const LineView& line)
{
    Binding binding{Answer::yes_or_no(true), &clause, {clause.limit.value, clause.limit.unit, clause.limit.word}, 0, 0, 0};
    if (clause.option) {
        const NumberSetting number = number_of(*clause.option, line);
        binding.known              = both(binding.known, number.known);
        binding.limit.value        = number.value;
    }
    if (clause.counter) {
        const Count so_far = count(*clause.counter, line);
        binding.known      = both(binding.known, so_far.known);
        binding.used       = so_far.value;
        binding.limit.unit = so_far.unit->code;
        binding.limit.word = so_far.unit->word;
    }
    const Limit         in_unit{0, std::string(binding.limit.unit), std::string(binding.limit.word)};
    const AskedQuantity asked = clause.counter ? quantity_asked(*clause.counter, in_unit, line) : quantity_asked(in_unit, line);
    binding.known             = both(binding.known, asked.known);
    binding.asked             = asked.value;
    binding.areas             = static_cast<double>(asked.areas);
    binding.left              = std::max(0.0, binding.limit.value - binding.used);
    return binding;
}

Binding binding_limit(const Outcome& outcome, const LineView& line)
{
    Binding least{Answer::yes_or_no(true), nullptr, {}, 0, 0, 0};
    for (const LimitClause& clause : outcome.limits) {
        Binding next = binding_of(clause, line);
        next.known   = both(least.known, next.known);
        if (least.clause && (next.known.truth != Truth::yes || least.left <= next.left)) {
            least.known = next.known;
            continue;
        }
        least = next;
    }
    return least;
}

}  // namespace x278::policy
