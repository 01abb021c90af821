// What a rule answers, and what may not be said together.
#include "policy/capitals.hpp"
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

constexpr std::size_t      number_size_max      = 8;   // characters a number may take in a message
constexpr std::size_t      unit_size_max        = 8;   // those of a unit
constexpr std::size_t      day_size             = 10;  // those of a day
constexpr std::string_view day_slot             = "{day}";
constexpr std::string_view remaining_of_counter = "{remaining ";
constexpr std::string_view slots[]              = {"{requested}", "{certified}", "{remaining}", "{used}", "{limit}", "{until}"};

// X12's basic character set in capitals, less the characters that usually separate.
bool may_travel(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view(" !\"&'()+,-./;?=").contains(c);
}

constexpr std::string_view may_stand = "use letters, digits and .,;?!()&+-/='";
constexpr std::string_view slots_too =
    "; {requested}, {certified}, {remaining}, {remaining COUNTER}, {used}, {limit} and {until} stand for numbers and days";

// The slot `text` begins with, as it is written; empty if it begins with none. Days may be said everywhere, numbers
// only where there is a limit, `{remaining COUNTER}` of a counter the plan has.
std::string slot_at(const Context& at, std::string_view text, bool may_have_numbers)
{
    if (text.starts_with(day_slot)) return std::string(day_slot);
    if (!may_have_numbers) return {};
    for (const std::string_view slot : slots)
        if (text.starts_with(slot)) return std::string(slot);
    const auto end = text.find('}');
    if (!text.starts_with(remaining_of_counter) || end == std::string_view::npos) return {};
    const auto counter = text.substr(remaining_of_counter.size(), end - remaining_of_counter.size());
    return at.to.payer.counters.contains(counter) ? std::string(text.substr(0, end + 1)) : std::string();
}

// How many characters what stands for a slot may take.
std::size_t size_of(std::string_view slot)
{
    if (slot == day_slot || slot == "{until}") return day_size;
    return slot.starts_with(remaining_of_counter) ? number_size_max + 1 + unit_size_max : number_size_max;
}

// What a slot that stands for nothing was meant to be; empty if that is not clear.
std::string slot_meant(const Context& at, std::string_view slot)
{
    if (slot.starts_with(remaining_of_counter)) {
        const auto counter = slot.substr(remaining_of_counter.size(), slot.size() - remaining_of_counter.size() - 1);
        const auto meant   = nearest(counter, keys_of(at.to.payer.counters));
        return meant.empty() ? std::string() : fmt::format("did you mean `{}{}}}`?", remaining_of_counter, meant);
    }
    std::vector<std::string_view> known{std::begin(slots), std::end(slots)};
    known.push_back(day_slot);
    return did_you_mean(slot, known);
}

// What stands at `i` of a text can neither travel nor be replaced.
void report_untold(const Context& at, const ast::Text& from, std::size_t i, bool may_have_numbers)
{
    const char* const wrong = from.begin + 1 + i;
    const char* const last  = from.end - 1;
    const char* const close = *wrong == '{' ? std::find(wrong, last, '}') : last;
    if (close == last) {
        const char* const past = language::past_character(wrong, last);
        return at.report({wrong, past}, fmt::format("`{}` cannot travel in a message", std::string_view(wrong, past)),
                         fmt::format("{}{}", may_stand, may_have_numbers ? slots_too : ""));
    }
    const std::string_view slot(wrong, close + 1);
    if (!may_have_numbers && !slot_at(at, slot, true).empty())
        return at.report({wrong, close + 1}, fmt::format("`{}` stands for a number, and there is no limit here", slot),
                         "only what is said with a limit can name one");
    const std::string meant = slot_meant(at, slot);
    at.report({wrong, close + 1}, fmt::format("`{}` stands for nothing", slot),
              !meant.empty()     ? meant
              : may_have_numbers ? std::string(slots_too.substr(2))
                                 : fmt::format("`{}` stands for a day; there are no others here", day_slot));
}

// The text as it will travel; slots stay as they are written.
std::string compile_message(const Context& at, const ast::Text& from, bool may_have_slots)
{
    std::string message;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < from.text.size();) {
        const std::string slot = slot_at(at, from.text.substr(i), may_have_slots);
        if (!slot.empty()) {
            message += slot;
            longest += size_of(slot);
            i += slot.size();
            continue;
        }
        const char c = capital(from.text[i]);
        if (!may_travel(c)) {
            report_untold(at, from, i, may_have_slots);
            return {};
        }
        message += c;
        ++longest;
        ++i;
    }
    if (longest > message_max)
        at.report(from, fmt::format("the text is {} characters long", longest), fmt::format("at most {} fit", message_max));
    return message;
}

bool is_code(std::string_view text, std::size_t shortest)
{
    return text.size() >= shortest && text.size() <= 2
           && std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

const model::ContactPoint* contact_named(const Context& at, const ast::Name& name)
{
    return find_named(at, at.to.payer.contacts, name, "contact");
}

// A reason of coverage or of procedure: what turns on medical necessity is for a person to say.
std::string compile_reason(const Context& at, const ast::Name& from)
{
    if (!is_code(from.text, 2))
        at.report(from, fmt::format("`{}` is no reason code", from.text), "expected two characters, as in `0H`");
    const auto clinical = std::ranges::find(language::clinical_reasons, from.text, &language::ClinicalReason::code);
    if (clinical != language::clinical_reasons.end())
        at.report(from, fmt::format("`{}`, {}, is a clinical reason; no rule may give it", from.text, clinical->says),
                  "only a licensed reviewer can: `pend to physician because 0W`");
    return from.text;
}

Details compile_details(const Context& at, const ast::Details& from, bool may_have_slots)
{
    Details details;
    if (from.because) details.code = compile_reason(at, *from.because);
    if (from.say) details.say = compile_message(at, *from.say, may_have_slots);
    for (const ast::Name& document : from.documents) {
        if (!is_code(document.text, 2))
            at.report(document, fmt::format("`{}` is no report type code", document.text), "expected two characters, as in `08`");
        details.documents.push_back(document.text);
    }
    if (from.contact) details.contact = contact_named(at, *from.contact);
    return details;
}

bool needs_reason(const ast::Outcome& from)
{
    switch (from.verb) {
        case Verb::not_required:
        case Verb::accept_notice:
        case Verb::pend:
        case Verb::deny: return !from.details.because;
        default: return false;
    }
}

// Who may be owed a notice.
constexpr std::array<std::string_view, 5> notified{"member", "primary-care", "treating", "facility", "requester"};

void check_notified(const Context& at, const std::vector<ast::Name>& names)
{
    for (const ast::Name& name : names)
        if (std::ranges::find(notified, name.text) == notified.end())
            at.report(name, fmt::format("nobody is notified as `{}`; expected one of {}", name.text, fmt::join(notified, ", ")),
                      did_you_mean(name.text, notified));
}

// What the words of an outcome may not say together.
void check_outcome(const Context& at, const ast::Outcome& from)
{
    if (needs_reason(from)) at.report(from, "an outcome without a reason", "add `because` and a code, as in `because 0H`");
    if (!from.details.documents.empty() && from.verb != Verb::pend)
        at.report(from.details.documents.front(), "documents are asked for only when the request pends");
    if (from.details.contact && (from.verb == Verb::contact || from.verb == Verb::send))
        at.report(*from.details.contact, "two contacts in one outcome", "the one after the verb is enough");
    if (is_effect(from.verb) && (from.details.because || from.details.contact))
        at.report(from, "an effect gives no reason and names no contact", "it only adds to what was decided");
    if (from.verb == Verb::note && !from.details.say) at.report(from, "a note without a text", "add `say \"text\"`");
}

NoneLeft compile_none(const Context& at, const ast::NoneLeft& from)
{
    NoneLeft none{from.verb, {}, compile_details(at, from.details, true)};
    if (from.verb == Verb::pend) none.queue = from.target->text;
    if (from.verb == Verb::contact) none.details.contact = contact_named(at, *from.target);
    if (from.verb != Verb::contact && none.details.code.empty())
        at.report(from, "an outcome without a reason", "add `because` and a code, as in `because 04`");
    return none;
}

// The unit that is written; else, of a counter that goes by several, the usual one.
void compile_unit(const Context& at, const ast::LimitClause& from, LimitClause& clause)
{
    const bool written = !from.unit.text.empty();
    clause.limit.unit  = language::code_of(language::unit_words, from.unit.text);
    clause.limit.word  = language::word_of(language::unit_words, clause.limit.unit);
    if (!from.counter) at.units.words.push_back(&from.unit);
    if (!from.counter && is_only_counted(clause.limit.unit))
        at.report(from.unit, fmt::format("no request asks for a quantity of `{}`", from.unit.text),
                  "only a limit `by COUNTER` can go by them");
    if (!clause.counter) return;

    const Readings<Counter::Unit>& own = clause.counter->unit;
    if (written && own.others.empty()) return check_counted_unit(at, *clause.counter, from.unit);
    if (written)
        return at.report(from.unit, fmt::format("`{}` goes by several units", clause.counter->name),
                         "leave the unit out; it is the counter's");
    if (own.others.empty())
        at.report(*from.counter, "a limit without a unit",
                  fmt::format("`{}` counts {}; write `{}` before `by`", clause.counter->name, own.usual.word, own.usual.word));
    clause.limit.unit = own.usual.code;
    clause.limit.word = own.usual.word;
}

LimitClause compile_limit(const Context& at, const ast::LimitClause& from)
{
    LimitClause clause;
    if (from.number) clause.limit.value = from.number->value;
    if (from.number && clause.limit.value == 0)
        at.report(*from.number, "a limit of nothing approves nothing",
                  "write a rule that does not approve, as in `deny because 0M`");
    if (from.option) clause.option = find_number_option(at, *from.option);
    if (from.counter) clause.counter = find_named(at, at.to.payer.counters, *from.counter, "counter");
    compile_unit(at, from, clause);
    if (from.beyond) clause.beyond = compile_details(at, *from.beyond, true);
    if (clause.beyond.code.empty())
        at.report(from.unit.text.empty() ? *from.counter : from.unit, "no reason is given for what lies beyond the limit",
                  "write `beyond modify because` and a code, as in `04`");
    if (from.none) clause.none = compile_none(at, *from.none);
    return clause;
}

// Who a vendor is, and the parameter that says what it is for: `carelon-mode` of `carelon`.
void compile_vendor(const Context& at, const ast::Outcome& from, Outcome& outcome)
{
    static const std::vector<std::string> modes{"redirect", "forward", "evaluate"};
    const ast::Name&                      vendor = from.targets.front();
    outcome.details.contact                      = contact_named(at, vendor);
    outcome.queue                                = vendor.text;
    outcome.payer_criteria                       = from.payer_criteria;
    if (outcome.details.contact == nullptr) return;
    const auto mode = at.to.payer.parameters.find(vendor.text + "-mode");
    if (mode == at.to.payer.parameters.end())
        return at.report(vendor, fmt::format("no parameter `{}-mode` says how `{}` is worked with", vendor.text, vendor.text),
                         fmt::format("declare `parameter {}-mode = redirect of redirect, forward, evaluate`", vendor.text));
    outcome.mode = &mode->second;
    for (const std::string& value : mode->second.values)
        if (std::ranges::find(modes, value) == modes.end())
            at.report(vendor, fmt::format("parameter `{}` has the value `{}`", mode->first, value),
                      "a vendor is worked with by `redirect`, `forward` or `evaluate`");
}

}  // namespace

bool is_effect(Verb verb) { return verb == Verb::flag || verb == Verb::notify || verb == Verb::start || verb == Verb::note; }

Outcome compile_outcome(const Context& at, const ast::Outcome& from)
{
    check_outcome(at, from);
    Outcome outcome;
    outcome.verb    = from.verb;
    outcome.details = compile_details(at, from.details, !from.limits.empty());
    switch (from.verb) {
        case Verb::pend: outcome.queue = from.targets.front().text; break;
        case Verb::contact: outcome.details.contact = contact_named(at, from.targets.front()); break;
        case Verb::send: compile_vendor(at, from, outcome); break;
        case Verb::reject: outcome.situation = from.targets.front().text; break;
        default:
            for (const ast::Name& target : from.targets) outcome.names.push_back(target.text);
            if (from.verb == Verb::notify) check_notified(at, from.targets);
            break;
    }
    if (from.span) outcome.span = compile_span(at, *from.span);
    if (from.span && outcome.span.value == 0) at.report(from.span->value, "a timer that ends as it starts", "expected 1 or more");
    for (const ast::LimitClause& limit : from.limits) outcome.limits.push_back(compile_limit(at, limit));
    if (from.until) {
        outcome.until.emplace();
        outcome.until->moment = compile_moment(at, from.until->moment);
        if (from.until->span) outcome.until->span = compile_span(at, *from.until->span);
    }
    return outcome;
}

}  // namespace x278::policy
