#include "policy/known_words.hpp"

#include "core/nearest.hpp"
#include "policy/capitals.hpp"
#include "policy/evaluate.hpp"
#include "policy/plan_walk.hpp"
#include "policy/program.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::policy {

namespace {

constexpr std::size_t named_max = 12;  // of the words there are
constexpr std::size_t shown_max = 60;  // characters of a word that is repeated in a message

// A word of somebody's file, fit for a log.
std::string shown(std::string_view word)
{
    std::string text(word.substr(0, shown_max));
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
    return word.size() > shown_max ? text + "..." : text;
}

bool is_identified_by(const PayerProgram& payer, std::string_view payer_id)
{
    return std::ranges::any_of(payer.identifiers, [&](const auto& identifier) {
        std::string id = capitals(identifier.second);
        std::erase(id, ' ');
        return id == payer_id;
    });
}

// What was meant, or else what there is.
std::string expected_among(std::string_view word, const std::vector<std::string_view>& known)
{
    std::string meant = did_you_mean(word, known);
    if (!meant.empty()) return meant;
    if (known.empty()) return "there are none";
    const std::size_t named = std::min(known.size(), named_max);
    const std::size_t more  = known.size() - named;
    return fmt::format("expected one of {}{}", fmt::join(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(named), ", "),
                       more == 0 ? "" : fmt::format(" or {} more", more));
}

std::string expected_value(const AccountOption& option, std::string_view value)
{
    switch (option.kind) {
        case AccountOption::Kind::word:
            return expected_among(value, std::vector<std::string_view>(option.values.begin(), option.values.end()));
        case AccountOption::Kind::number: return "expected a number, 0 or more";
        case AccountOption::Kind::date: return "expected a day, as in `2024-01-31`";
    }
    return {};
}

// The words of that kind that the conditions of rules and counters ask for.
std::vector<std::string_view> words_asked_for(const Plans& plans, RecordWord kind)
{
    std::vector<std::string_view> words;
    const auto                    add_moment = [&](const Moment& moment) {
        if (kind == RecordWord::event && !moment.event.empty()) words.push_back(moment.event);
    };
    const auto add = [&](const Condition& condition, bool) {
        if (const auto* stay = std::get_if<StayTest>(&condition.is); stay && kind == RecordWord::level)
            words.insert(words.end(), stay->levels.begin(), stay->levels.end());
        if (const auto* member = std::get_if<MemberTest>(&condition.is); member && kind == RecordWord::event)
            words.push_back(member->event);
        if (const auto* age = std::get_if<AgeTest>(&condition.is)) add_moment(age->at);
        if (const auto* date = std::get_if<DateTest>(&condition.is)) {
            add_moment(date->left);
            add_moment(date->right);
        }
    };
    for (const auto& payer : plans.program().payers) {
        for (const Rule& rule : payer->rules) {
            for_each_condition(rule.when, add);
            if (rule.outcome.until) add_moment(rule.outcome.until->moment);
        }
        for (const auto& [name, counter] : payer->counters) for_each_condition(counter.when, add);
    }
    return words;
}

}  // namespace

std::optional<WordFault> fault_of_record(const Plans& plans, RecordWord kind, std::string_view word)
{
    const auto known = words_asked_for(plans, kind);
    if (std::ranges::find(known, word) != known.end()) return std::nullopt;
    std::string meant = did_you_mean(word, known);
    if (meant.empty()) return std::nullopt;
    return WordFault{WordFault::At::name,
                     fmt::format("no plan asks for {} `{}`", kind == RecordWord::level ? "a stay at" : "the event", shown(word)),
                     std::move(meant)};
}

std::optional<WordFault> fault_of_product(const Plans& plans, std::string_view payer_id, std::string_view product)
{
    for (const auto& payer : plans.program().payers) {
        if (!is_identified_by(*payer, payer_id)) continue;
        const bool is_known = std::ranges::find(payer->products, product) != payer->products.end()
                              || payer->families.find(product) != payer->families.end();
        if (is_known) return std::nullopt;
        std::vector<std::string_view> known(payer->products.begin(), payer->products.end());
        for (const auto& family : payer->families)
            if (std::ranges::find(known, family.first) == known.end()) known.push_back(family.first);
        return WordFault{WordFault::At::name, fmt::format("the plan of {} has no product `{}`", payer->id, shown(product)),
                         expected_among(product, known)};
    }
    return std::nullopt;
}

std::optional<WordFault> fault_of_option(const Plans& plans, std::span<const std::string> payer_ids, const ChosenOption& chosen)
{
    std::vector<std::string_view> payers;
    std::vector<std::string_view> known;
    bool                          is_known = false;
    for (const auto& payer : plans.program().payers) {
        if (std::ranges::none_of(payer_ids, [&](const std::string& id) { return is_identified_by(*payer, id); })) continue;
        payers.push_back(payer->id);
        for (const auto& option : payer->options) known.push_back(option.first);
        const auto found = payer->options.find(chosen.name);
        if (found == payer->options.end()) continue;
        is_known                    = true;
        const AccountOption& option = found->second;
        if (is_value_of(option, chosen.value)) continue;
        return WordFault{WordFault::At::value,
                         fmt::format("option `{}` of {} has no value `{}`", option.name, payer->id, shown(chosen.value)),
                         expected_value(option, chosen.value)};
    }
    if (is_known || payers.empty()) return std::nullopt;
    return WordFault{WordFault::At::name,
                     fmt::format("the plan of {} has no option `{}`", fmt::join(payers, " or "), shown(chosen.name)),
                     expected_among(chosen.name, known)};
}

}  // namespace x278::policy
