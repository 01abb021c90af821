// Every value a parameter may have is tried by a case, and makes a difference there.
#include "case_fixture.hpp"
#include "policy/case_build.hpp"
#include "policy/language/case_parse.hpp"
#include "policy/plan_walk.hpp"

#include <algorithm>
#include <memory>
#include <set>

namespace x278::policy::tests {

namespace {

// A case as it was built, with what it views.
struct Tried {
    const language::ast::Case* words = nullptr;
    BuiltCase                  built;
    std::set<std::string>      asked;  // rules
};

// The cases of one payer.
struct PayerCases {
    const PayerProgram*                          payer = nullptr;
    std::vector<PlanFile>                        files;
    std::deque<language::ParsedCases>            parsed;
    std::vector<Tried>                           cases;
    std::map<std::string, std::set<std::string>> rules_of;  // parameter: the rules that ask it
};

// What somebody gets to know of an answer: all of it but the reasons, which name the parameter's value.
model::Determination told(const BuiltCase& one, const ParameterValues& trial)
{
    model::Determination answer = decide(one.request, shipped_plans(), one.facts, {}, {.trial = &trial});
    answer.event.findings.clear();
    for (auto& line : answer.lines) line.findings.clear();
    return answer;
}

std::set<std::string> rules_asked(const BuiltCase& one)
{
    const auto            answer = decide(one.request, shipped_plans(), one.facts, {}, {.trial = &one.trial});
    std::set<std::string> asked;
    const auto            add = [&](const model::LineDetermination& part) {
        for (const auto& finding : part.findings) asked.insert(finding.rule->id);
    };
    add(answer.event);
    std::ranges::for_each(answer.lines, add);
    return asked;
}

// Whether the answer of the case is another when the parameter has `value` instead.
bool differs(const Tried& one, const Parameter& parameter, const std::string& value, std::size_t parameters)
{
    ParameterValues instead = one.built.trial;
    instead.resize(parameters);
    instead[parameter.number] = value;
    return told(one.built, one.built.trial) != told(one.built, instead);
}

std::string tried_value(const Tried& one, const Parameter& parameter)
{
    const auto& trial = one.built.trial;
    return parameter.number < trial.size() && !trial[parameter.number].empty() ? trial[parameter.number] : parameter.value;
}

std::unique_ptr<PayerCases> cases_of(const PayerProgram& payer)
{
    auto all   = std::make_unique<PayerCases>();
    all->payer = &payer;
    for (PlanFile& file : embedded_plan_files())
        if (is_case_file(file) && folder_of(file.path) == payer.folder) all->files.push_back(std::move(file));
    for (const PlanFile& file : all->files) {
        std::vector<PlanError> errors;
        for (const auto& words : all->parsed.emplace_back(language::parse_cases(file)).cases)
            if (auto built = build_case(words, file, payer, errors)) all->cases.push_back({&words, std::move(*built), {}});
        REQUIRE(errors.empty());
    }
    for (Tried& one : all->cases) one.asked = rules_asked(one.built);
    for (const Rule& rule : payer.rules) {
        for_each_condition(rule.when, [&](const Condition& condition, bool) {
            if (const auto* test = std::get_if<ParameterTest>(&condition.is))
                all->rules_of[test->parameter->name].insert(rule.name->id);
        });
        if (rule.outcome.mode) all->rules_of[rule.outcome.mode->name].insert(rule.name->id);
    }
    return all;
}

// A case asks a parameter by a rule that does; what no rule names is asked by moments, ages and counters, so by any. An
// answer that is a rejection does not tell the rules.
bool asks(const Tried& one, const Parameter& parameter, const PayerCases& in)
{
    const auto rules = in.rules_of.find(parameter.name);
    return rules == in.rules_of.end() || one.asked.empty()
           || std::ranges::any_of(rules->second, [&](const std::string& rule) { return one.asked.contains(rule); });
}

// Whether some case with this value would be answered otherwise with another.
bool is_tried(const Parameter& parameter, const std::string& value, const PayerCases& in)
{
    return std::ranges::any_of(in.cases, [&](const Tried& one) {
        if (tried_value(one, parameter) != value || !asks(one, parameter, in)) return false;
        return std::ranges::any_of(parameter.values, [&](const std::string& other) {
            return other != value && differs(one, parameter, other, in.payer->parameters.size());
        });
    });
}

}  // namespace

TEST_CASE("parameters: each value of each has a case that is answered otherwise with another value")
{
    for (const auto& payer : shipped_plans().program().payers) {
        const auto cases = cases_of(*payer);
        for (const auto& [name, parameter] : payer->parameters)
            for (const std::string& value : parameter.values)
                CHECK_MESSAGE(is_tried(parameter, value, *cases), payer->id, ": `", name, " = ", value,
                              "` has no case that it makes a difference to");
    }
}

}  // namespace x278::policy::tests
