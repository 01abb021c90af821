#include "edi/external_codes.hpp"

#include "edi/outline.hpp"
#include "model/npi.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace x278::edi {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return c >= 'A' && c <= 'Z'; }

bool fits(char wanted, char c) noexcept
{
    switch (wanted) {
        case '9': return is_digit(c);
        case 'A': return is_letter(c);
        case 'X': return is_digit(c) || is_letter(c);
        default: return c == wanted;
    }
}

class ExternalCheck {
public:
    ExternalCheck(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues)
        : set_(set), guide_(guide), placement_(placement), issues_(issues)
    {
    }

    void run();

private:
    struct Value {
        const ExternalValue& spec;
        std::string_view     text;
        int                  repetition = 0;
    };

    void                  segment(const ExternalUse& use);
    void                  judge(const Value& value);
    const ExternalClause* ruling(const ExternalValue& spec) const;
    bool                  is_current(const CodeSource& source, std::string_view code) const;
    std::string_view      service_date() const;
    void say(const Value& value, const ExternalClause& clause, std::string_view id, Confidence confidence, std::string message);
    std::string_view value_of(int element, int component) const
    {
        return component == 0 ? here().element(element, set_.delimiters) : here().component(element, component, set_.delimiters);
    }
    const Segment& here() const { return set_.segments[at_]; }
    const Loop&    loop() const
    {
        const int instance = placement_.segments[at_].instance;
        return guide_.loops[static_cast<std::size_t>(placement_.instances[static_cast<std::size_t>(instance)].loop)];
    }

    const TransactionSet& set_;
    const Guide&          guide_;
    const Placement&      placement_;
    IssueList&            issues_;
    std::size_t           at_ = 0;  // the segment being checked
};

void ExternalCheck::run()
{
    for (at_ = 0; at_ < placement_.segments.size(); ++at_) {
        const Slot* slot = placement_.segments[at_].slot;
        if (slot != nullptr && slot->use->external != nullptr) segment(*slot->use->external);
    }
}

void ExternalCheck::segment(const ExternalUse& use)
{
    auto next       = use.values.begin();
    int  element    = 0;  // the id
    int  component  = 1;
    int  repetition = 1;
    for (const Token& token : here().tokens()) {
        for (auto value = next; token.size != 0 && value != use.values.end() && value->element == element; ++value)
            if (std::max<int>(value->component, 1) == component) judge({*value, token.text(), repetition});
        if (token.ended_by == set_.delimiters.component) {
            ++component;
            continue;
        }
        component = 1;
        if (token.ended_by == set_.delimiters.repetition) {
            ++repetition;
            continue;
        }
        repetition = 1;
        ++element;
        while (next != use.values.end() && next->element < element) ++next;
        if (next == use.values.end()) return;
    }
}

void ExternalCheck::judge(const Value& value)
{
    const ExternalClause* clause = ruling(value.spec);
    if (clause == nullptr) return;
    const CodeSource& source = *clause->source;
    const auto&       name   = value.spec.spec->reference;
    if (!source.form.empty() && !source.form.matches(value.text)) {
        if (source.tolerated.matches(value.text))
            return say(value, {}, "element/pattern", Confidence::low,
                       fmt::format("{} is not written as its list ({}) writes codes; expected `{}`", name, source.name,
                                   source.form.text()));
        return say(value, *clause, "element/pattern", source.form_confidence,
                   fmt::format("{} cannot be a code of its list ({}); expected `{}`, where A is a letter, 9 a digit, X either",
                               name, source.name, source.form.text()));
    }
    if (source.is_npi && !model::is_npi(value.text))
        return say(value, *clause, "element/pattern", source.form_confidence,
                   fmt::format("{} is no national provider identifier: its last digit does not check the others", name));
    if (source.list == nullptr) return;
    if (!source.list->all.contains(value.text))
        return say(value, *clause, "element/code-not-allowed", source.list_confidence,
                   fmt::format("{} is no code of its list ({})", name, source.name));
    if (!is_current(source, value.text))
        say(value, *clause, "element/code-not-allowed", source.list_confidence,
            fmt::format("{} is a code of its list ({}), but not on the day of the service", name, source.name));
}

const ExternalClause* ExternalCheck::ruling(const ExternalValue& spec) const
{
    for (const ExternalClause& clause : spec.clauses) {
        if (clause.unless != 0 && !value_of(clause.unless, 0).empty()) continue;
        if (clause.qualifier == 0 || clause.codes.contains(value_of(clause.qualifier, clause.component))) return &clause;
    }
    return nullptr;
}

bool ExternalCheck::is_current(const CodeSource& source, std::string_view code) const
{
    const auto period = source.list->periods.find(code);
    if (period == source.list->periods.end()) return true;
    const std::string_view day = service_date();
    if (day.empty()) return true;
    return (period->second.from.empty() || day >= period->second.from) && (period->second.to.empty() || day <= period->second.to);
}

// CCYYMMDD: the first day of the line at hand, else of its event, else the day the set was made; empty when unknown.
std::string_view ExternalCheck::service_date() const
{
    for (int i = placement_.segments[at_].instance; i > 0; i = placement_.instances[static_cast<std::size_t>(i)].parent) {
        for (std::size_t at = 0; at < placement_.segments.size(); ++at) {
            const Segment& segment = set_.segments[at];
            if (placement_.segments[at].instance != i || segment.id() != "DTP") continue;
            const std::string_view kind = segment.element(1, set_.delimiters);
            if (kind == "472" || kind == "435" || kind == "AAH") return segment.element(3, set_.delimiters).substr(0, 8);
        }
    }
    if (set_.segments.size() < 2 || set_.segments[1].id() != "BHT") return {};
    return set_.segments[1].element(4, set_.delimiters);
}

void ExternalCheck::say(
    const Value& value, const ExternalClause& clause, std::string_view id, Confidence confidence, std::string message)
{
    const int position = static_cast<int>(at_) + 1;
    if (issues_.has(position, value.spec.element)) return;
    if (clause.answer != nullptr && confidence != Confidence::low) id = *clause.answer;
    if (guide_.direction != "request") confidence = Confidence::low;  // an answer says back what it was asked with
    issues_.add_element(id, here(), position, loop().id,
                        {value.spec.element, value.spec.component, value.repetition > 1 ? value.repetition : 0}, value.spec.spec,
                        value.text, std::move(message), std::max(confidence, value.spec.spec->confidence));
}

}  // namespace

bool CodeForm::matches(std::string_view code) const noexcept
{
    return std::ranges::any_of(choices_, [&](const Choice& choice) {
        return code.size() <= choice.characters.size() && (choice.lengths >> code.size() & 1) != 0
               && std::equal(code.begin(), code.end(), choice.characters.begin(),
                             [](char c, char wanted) { return fits(wanted, c); });
    });
}

void check_external_codes(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues)
{
    ExternalCheck(set, guide, placement, issues).run();
}

}  // namespace x278::edi
