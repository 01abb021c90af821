// Tells the author of a plan file what stands where something else was expected.
#pragma once

#include "policy/language/words.hpp"
#include "policy/plan.hpp"

#include <expected>
#include <span>
#include <string_view>
#include <utility>

namespace x278::policy::language {

// Behind the blanks and remarks that begin at `at`.
[[nodiscard]] Iterator past_blanks(Iterator at, Iterator last);

// What stands at `where`, in a statement that ends at `last`, is not what was expected; `meant` are the words that might
// have stood there.
[[nodiscard]] PlanError expected_error(
    const PlanFile& file, Iterator where, Iterator last, std::string_view expected, std::span<const std::string_view> meant);

// The same, of a grammar that got no further than `where`. A word at or after it that is nearly one of those looked for
// there is the mistake; else the word that does not go on a phrase begun before it; else what stands at `where`.
[[nodiscard]] PlanError mistake_in(const PlanFile& file, Iterator where, Iterator last, std::string expected, Attempts attempts);

// Reads the whole of a statement, or tells what is wrong with it. `at_end` is what may stand behind it, and `next` the
// words that begin another.
template <class Node, class Grammar>
[[nodiscard]] std::expected<Node, PlanError> parse_whole(const PlanFile&                   file,
                                                         Iterator                          first,
                                                         Iterator                          last,
                                                         const Grammar&                    grammar,
                                                         std::string_view                  at_end,
                                                         std::span<const std::string_view> next)
{
    Iterator    where = first;
    std::string expected(at_end);

    // Whether all of it is read; if not, `where` is as far as it could be.
    const auto read = [&](Attempts& attempts, Node& node) {
        where = first;
        try {
            const bool fits = x3::phrase_parse(where, last, x3::with<attempts_tag>(attempts)[grammar], skipper, node);
            return fits && where == last;
        } catch (const x3::expectation_failure<Iterator>& failure) {
            where    = failure.where();
            expected = failure.which();
            return false;
        }
    };
    Attempts attempts;
    Node     node;
    if (read(attempts, node)) return node;

    // What was looked for there is asked again, so that nobody pays for it who made no mistake.
    attempts.from = where;
    Node again;
    static_cast<void>(read(attempts, again));
    if (expected == at_end)
        for (const std::string_view word : next) attempts.failed(past_blanks(where, last), word, past_blanks(where, last));
    return std::unexpected(mistake_in(file, where, last, std::move(expected), std::move(attempts)));
}

}  // namespace x278::policy::language
