// One rule: its scope, its conditions, its outcome, and what may not be said together.
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

constexpr std::size_t      message_max   = 264;  // MSG01
constexpr std::size_t      slot_size_max = 8;    // characters a number may take in a message
constexpr std::string_view slots[]       = {"{requested}", "{certified}"};

// X12's basic character set in capitals, less the characters that usually separate.
bool may_travel(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view(" !\"&'()+,-./;?=").contains(c);
}

char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// The text as it will travel; slots stay as they are written.
std::string compile_message(const Compilation& to, const PlanFile& file, const ast::Text& from, bool may_have_slots)
{
    std::string message;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < from.text.size();) {
        const std::string_view rest(from.text.data() + i, from.text.size() - i);
        const auto             slot = std::ranges::find_if(slots, [&](auto s) { return may_have_slots && rest.starts_with(s); });
        if (slot != std::end(slots)) {
            message += *slot;
            longest += slot_size_max;
            i += slot->size();
            continue;
        }
        const char c = capital(from.text[i]);
        if (!may_travel(c)) {
            const char* const at = from.begin + 1 + i;
            to.report(file, {at, at + 1}, fmt::format("`{}` cannot travel in a message", from.text[i]),
                      may_have_slots ? "use letters, digits and .,;?!()&+-/='; {requested} and {certified} stand for numbers"
                                     : "use letters, digits and .,;?!()&+-/='");
            return {};
        }
        message += c;
        ++longest;
        ++i;
    }
    if (longest > message_max)
        to.report(file, from, fmt::format("the text is {} characters long", longest), fmt::format("at most {} fit", message_max));
    return message;
}

bool is_code(std::string_view text, std::size_t shortest)
{
    return text.size() >= shortest && text.size() <= 2
           && std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

const model::ContactPoint* contact_named(const Compilation& to, const PlanFile& file, const ast::Name& name)
{
    const auto found = to.payer.contacts.find(name.text);
    if (found != to.payer.contacts.end()) return &found->second;
    to.report(file, name, fmt::format("no contact is called `{}`", name.text),
              did_you_mean(name.text, keys_of(to.payer.contacts)));
    return nullptr;
}

Details compile_details(const Compilation& to, const PlanFile& file, const ast::Details& from, bool may_have_slots)
{
    Details details;
    if (from.because) {
        details.code = from.because->text;
        if (!is_code(details.code, 2))
            to.report(file, *from.because, fmt::format("`{}` is no reason code", details.code),
                      "expected two characters, as in `0H`");
    }
    if (from.say) details.say = compile_message(to, file, *from.say, may_have_slots);
    for (const ast::Name& document : from.documents) {
        if (!is_code(document.text, 2))
            to.report(file, document, fmt::format("`{}` is no report type code", document.text),
                      "expected two characters, as in `08`");
        details.documents.push_back(document.text);
    }
    if (from.contact) details.contact = contact_named(to, file, *from.contact);
    return details;
}

// What the words of an outcome may not say together.
void check_outcome(const Compilation& to, const PlanFile& file, const ast::Outcome& from)
{
    const bool certifies = from.verb == Verb::approve || from.verb == Verb::approve_up_to;
    const bool explains  = certifies || from.verb == Verb::contact || from.verb == Verb::cancel || from.details.because;
    if (!explains) to.report(file, from, "an outcome without a reason", "add `because` and a code, as in `because 0H`");
    if (from.verb == Verb::deny && !to.payer.may_deny)
        to.report(file, {from.begin, from.begin + 4}, fmt::format("the engine may not deny for {}", to.payer.id),
                  "write `pend to` and the queue of those who may");
    if (!from.details.documents.empty() && from.verb != Verb::pend)
        to.report(file, from.details.documents.front(), "documents are asked for only when the request pends");
    if (from.details.contact && from.verb == Verb::contact)
        to.report(file, *from.details.contact, "two contacts in one outcome", "the one after the verb is enough");
    if (from.beyond && !from.beyond->because)
        to.report(file, from.limit->unit, "no reason is given for what lies beyond the limit",
                  "write `beyond modify because` and a code, as in `04`");
}

Outcome compile_outcome(const Compilation& to, const PlanFile& file, const ast::Outcome& from, Units& units)
{
    check_outcome(to, file, from);
    Outcome outcome;
    outcome.verb    = from.verb;
    outcome.details = compile_details(to, file, from.details, false);
    if (from.verb == Verb::pend) outcome.queue = from.target->text;
    if (from.verb == Verb::contact) outcome.details.contact = contact_named(to, file, *from.target);
    if (from.limit) outcome.limit = compile_amount(*from.limit, units);
    if (from.beyond) outcome.beyond = compile_details(to, file, *from.beyond, true);
    return outcome;
}

void compile_scope(const Compilation& to, const PlanFile& file, const ast::Scope& from, Rule& rule)
{
    if (from.every_product) rule.products = ~Products{0};
    for (const ast::Name& name : from.names) {
        const auto family  = to.payer.families.find(name.text);
        const auto product = std::ranges::find(to.payer.products, name.text);
        if (product != to.payer.products.end()) {
            rule.named |= Products{1} << (product - to.payer.products.begin());
        } else if (family != to.payer.families.end()) {
            rule.families |= family->second;
        } else {
            auto known = keys_of(to.payer.families);
            known.insert(known.end(), to.payer.products.begin(), to.payer.products.end());
            known.emplace_back("every product");
            to.report(file, name, fmt::format("{} has no product or family `{}`", to.payer.id, name.text),
                      did_you_mean(name.text, known));
        }
    }
    rule.products |= rule.named | rule.families;
}

void check_units(const Compilation& to, const PlanFile& file, const Units& units)
{
    if (units.words.empty()) return;
    const auto code  = [](const ast::Name* unit) { return language::code_of(language::unit_words, unit->text); };
    const auto first = units.words.front();
    for (const ast::Name* const unit : units.words) {
        if (code(unit) == code(first)) continue;
        return to.report(file, *unit, fmt::format("`{}` compared with `{}`", first->text, unit->text),
                         fmt::format("this rule counts {}; write `{}`", first->text, first->text));
    }
}

}  // namespace

void compile_rule(const Compilation& to, InFile<ast::Rule> in)
{
    const auto& [file, from] = in;

    Rule rule;
    rule.id    = from->id.text;
    rule.title = from->title.text;
    rule.stage =
        static_cast<std::uint8_t>(std::ranges::find(language::stage_words, from->stage.text) - language::stage_words.begin());
    compile_scope(to, *file, from->scope, rule);
    if (from->from) rule.from = from->from->date;
    if (from->until) rule.until = from->until->date;
    if (rule.from && rule.until && *rule.until < *rule.from) to.report(*file, *from->until, "the rule ends before it begins");

    Units units;
    for (const ast::Condition& condition : from->conditions)
        rule.when.parts.push_back(compile_condition(to, *file, condition, units));
    rule.outcome = compile_outcome(to, *file, from->outcome, units);
    check_units(to, *file, units);

    for (const ast::Name& source : from->sources) {
        if (!rule.source.empty()) rule.source += ", ";
        rule.source += source.text;
    }
    if (from->disabled)
        to.payer.disabled.push_back({rule.id, from->disabled->text});
    else
        to.payer.rules.push_back(std::move(rule));
}

}  // namespace x278::policy
