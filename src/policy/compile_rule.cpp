// One rule: its scope, its conditions, its outcome.
#include "policy/compile.hpp"
#include "policy/decide_line.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

void check_units(const Context& at)
{
    if (at.units.words.empty()) return;
    const auto code  = [](const ast::Name* unit) { return language::code_of(language::unit_words, unit->text); };
    const auto first = at.units.words.front();
    for (const ast::Name* const unit : at.units.words) {
        if (code(unit) == code(first)) continue;
        return at.report(*unit, fmt::format("`{}` compared with `{}`", first->text, unit->text),
                         fmt::format("this rule counts {}; write `{}`", first->text, first->text));
    }
}

bool asks_after_outcome(const Condition& condition)
{
    if (const auto* group = std::get_if<Group>(&condition.is)) return std::ranges::any_of(group->parts, asks_after_outcome);
    const auto* choice = std::get_if<ChoiceTest>(&condition.is);
    return choice != nullptr && choice->subject == ast::ChoiceSubject::outcome;
}

// What never decides comes after what does, and only there the outcome is known.
void check_stage(const Context& at, const ast::Rule& from, const Rule& rule)
{
    const bool last = rule.stage == effects_stage;
    if (is_effect(rule.outcome.verb) && !last)
        at.report(from.stage, "an effect stands in stage `effects`", "it is asked after the line was decided");
    if (!is_effect(rule.outcome.verb) && last)
        at.report(from.stage, "a rule of stage `effects` decides nothing",
                  "use `flag`, `notify`, `start` or `note`, or another stage");
    if (!last && std::ranges::any_of(rule.when.parts, asks_after_outcome))
        at.report(from.stage, "the outcome is not known before stage `effects`");
}

int line_of(const PlanFile& file, const ast::Located& at)
{
    return 1 + static_cast<int>(std::count(file.text.data(), at.begin, '\n'));
}

}  // namespace

NamedProducts compile_products(const Context& at, const std::vector<ast::Name>& names)
{
    const PayerProgram& payer = at.to.payer;
    NamedProducts       named;
    for (const ast::Name& name : names) {
        const auto family  = payer.families.find(name.text);
        const auto product = std::ranges::find(payer.products, name.text);
        if (product != payer.products.end()) {
            named.own |= Products{1} << (product - payer.products.begin());
        } else if (family != payer.families.end()) {
            named.families |= family->second;
        } else if (at.to.unknown_products.insert(name.text).second) {
            auto known = keys_of(payer.families);
            known.insert(known.end(), payer.products.begin(), payer.products.end());
            known.emplace_back("every product");
            at.report(name, fmt::format("{} has no product or family `{}`", payer.id, name.text), did_you_mean(name.text, known));
        }
    }
    return named;
}

void compile_rule(const Context& at, const ast::Rule& from)
{
    Rule rule;
    rule.name = std::make_shared<model::RuleName>(model::RuleName{from.id.text, from.title.text, ast::joined(from.sources)});
    rule.path = at.file.path;
    rule.line = line_of(at.file, from);
    rule.stage =
        static_cast<std::uint8_t>(std::ranges::find(language::stage_words, from.stage.text) - language::stage_words.begin());
    const NamedProducts products = compile_products(at, from.scope.names);
    rule.named                   = products.own;
    rule.families                = products.families;
    rule.products                = from.scope.every_product ? ~Products{0} : rule.named | rule.families;
    if (from.from) rule.from = from.from->date;
    if (from.until) rule.until = from.until->date;
    if (rule.from && rule.until && *rule.until < *rule.from) at.report(*from.until, "the rule ends before it begins");

    for (const ast::Condition& condition : from.conditions) rule.when.parts.push_back(compile_condition(at, condition));
    rule.outcome = compile_outcome(at, from.outcome);
    check_units(at);
    check_stage(at, from, rule);
    if (from.outcome.details.say && rule.outcome.details.say.contains("{day}") && !date_test_of(rule.when))
        at.report(*from.outcome.details.say, "`{day}` is the day of a condition that compares moments, and there is none");

    if (from.disabled)
        at.to.payer.disabled.push_back({from.id.text, rule.name->source, from.disabled->text, rule.path, rule.line});
    else
        at.to.payer.rules.push_back(std::move(rule));
}

}  // namespace x278::policy
