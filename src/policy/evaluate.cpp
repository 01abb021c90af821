// Conditions together, and the words and numbers all of them share.
#include "policy/evaluate.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace {

Answer evaluate(const Condition& condition, const LineView& line, Because& because)
{
    return std::visit([&](const auto& test) { return policy::evaluate(test, line, because); }, condition.is);
}

}  // namespace

Answer evaluate(const Group& group, const LineView& line, Because& because)
{
    using Kind = language::ast::Group::Kind;
    if (group.kind == Kind::none) return opposite(evaluate(group.parts.front(), line, because));

    const bool all    = group.kind == Kind::all;
    Answer     answer = Answer::yes_or_no(all);
    for (const Condition& part : group.parts) {
        const Answer next = evaluate(part, line, because);
        answer            = all ? both(answer, next) : either(answer, next);
        if (answer.truth == (all ? Truth::no : Truth::yes)) break;
    }
    return answer;
}

Answer evaluate_all(std::span<const OpenPart> parts, const LineView& line)
{
    const auto passes = [&](const PlainTest& test) { return (line.entries.*test.code)->tests.contains(test.number); };
    Because    unread;
    Answer     answer = Answer::yes_or_no(true);
    for (const OpenPart& part : parts) {
        if (std::ranges::any_of(part.enough, passes)) continue;
        answer = both(answer, evaluate(*part.condition, line, unread));
        if (answer.truth == Truth::no) break;
    }
    return answer;
}

bool holds(Relation relation, double value, double limit)
{
    switch (relation) {
        case Relation::at_most: return value <= limit;
        case Relation::at_least: return value >= limit;
        case Relation::more_than: return value > limit;
        case Relation::less_than: return value < limit;
    }
    return false;
}

std::string_view words_of(Relation relation)
{
    switch (relation) {
        case Relation::at_most: return "at most";
        case Relation::at_least: return "at least";
        case Relation::more_than: return "more than";
        case Relation::less_than: return "less than";
    }
    return "";
}

std::string_view sign(double value, double limit) { return value > limit ? ">" : value < limit ? "<" : "="; }

std::string number_text(double value) { return fmt::format("{}", value); }

}  // namespace x278::policy
