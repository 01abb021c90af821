// Which rules need which codes, so that a line asks only the rules that can hold for it.
#include "policy/compile.hpp"

#include <algorithm>

namespace x278::policy {

namespace {

using language::ast::CodeSubject;

struct Key {
    CodeSystem  system;
    std::string code;
};

// One of the keys must be in the line for a condition to hold; nothing if no codes can
// be named for that.
using Keys = std::optional<std::vector<Key>>;

Keys keys_of(const Condition& condition);

Keys keys_of(const CodeTest& test)
{
    std::vector<CodeSystem> systems;
    switch (test.subject) {
        case CodeSubject::procedure: systems = {CodeSystem::procedure, CodeSystem::dental_procedure}; break;
        case CodeSubject::revenue_code: systems = {CodeSystem::revenue_code}; break;
        case CodeSubject::service_type: systems = {CodeSystem::service_type}; break;
        default: return std::nullopt;
    }
    std::vector<const CodeSet*> sets{&test.codes};
    for (const NamedSet& set : test.sets) sets.push_back(set.codes);

    std::vector<Key> keys;
    for (const CodeSet* const set : sets) {
        for (const CodeSystem system : systems) {
            const auto codes = set->codes(system);
            if (!codes) return std::nullopt;
            for (const std::string_view code : *codes) keys.push_back({system, std::string(code)});
        }
    }
    return keys;
}

// All must hold: the keys of any one of the parts will do. Any may hold: it takes the
// keys of every part.
Keys keys_of(const Group& group)
{
    using Kind = language::ast::Group::Kind;
    if (group.kind == Kind::none) return std::nullopt;
    std::vector<Key> together;
    for (const Condition& part : group.parts) {
        Keys keys = keys_of(part);
        if (group.kind == Kind::all && keys) return keys;
        if (group.kind == Kind::all) continue;
        if (!keys) return std::nullopt;
        together.insert(together.end(), keys->begin(), keys->end());
    }
    return group.kind == Kind::all ? std::nullopt : Keys(together);
}

Keys keys_of(const Condition& condition)
{
    if (const auto* test = std::get_if<CodeTest>(&condition.is)) return keys_of(*test);
    if (const auto* group = std::get_if<Group>(&condition.is)) return keys_of(*group);
    return std::nullopt;
}

}  // namespace

RuleIndex index_of(std::span<const Rule> rules)
{
    RuleIndex index;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto number = static_cast<RuleNumber>(i);
        const Keys keys   = keys_of(rules[i].when);
        if (!keys) {
            index.always.push_back(number);
            continue;
        }
        for (const Key& key : *keys) {
            auto& entry = index.by_code[static_cast<std::size_t>(key.system)][key.code];
            if (entry.empty() || entry.back() != number) entry.push_back(number);
        }
    }
    return index;
}

}  // namespace x278::policy
