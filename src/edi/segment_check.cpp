#include "edi/segment_check.hpp"

#include "edi/values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

namespace x278::edi {

namespace {

constexpr std::size_t codes_named_max = 12;  // a message lists no more codes than this

// One segment being checked. Looks at every value once; whatever is wrong is said by the
// cold functions at the end.
class SegmentCheck {
public:
    SegmentCheck(const SegmentPlace& place, const Slot& slot, IssueList& issues)
        : place_(place), slot_(slot), use_(*slot.use), issues_(issues)
    {
    }

    void run();

private:
    using Place  = IssueList::Place;
    using Pieces = std::span<const Token>;

    bool is_plain(const Element& spec, const Token& token) const;
    void single(const Element& spec, const Token* token, int number);
    void element(const Element& spec, Pieces tokens, int number);
    void repetition(const Element& spec, Pieces tokens, Place at, std::string_view format);
    void composite(const Element& spec, Pieces components, Place at);
    void value(const Element& spec, std::string_view text, Place at, std::string_view format);
    bool type_holds(const Element& spec, std::string_view text, std::string_view format) const;
    void presence(const Element& spec, bool present, Place at, std::string_view text);
    void notes(const std::vector<SyntaxNote>& notes, std::uint64_t present, std::span<const Element> specs, Place at);

    void wrong_type(const Element& spec, std::string_view text, Place at, std::string_view format);
    void wrong_length(const Element& spec, std::string_view text, Place at, std::size_t length);
    void wrong_code(const Element& spec, std::string_view text, Place at);
    void missing(const Element& spec, Place at);
    void say(std::string_view id,
             const Element*   spec,
             std::string_view text,
             Place            at,
             std::string      message,
             Confidence       confidence = Confidence::high);

    const SegmentPlace& place_;
    const Slot&         slot_;
    const SegmentUse&   use_;
    IssueList&          issues_;
};

// Which of the positions 1..64 hold something, as bits.
bool holds(std::uint64_t present, int position) noexcept { return (present >> (position - 1) & 1) != 0; }

bool obeys(const SyntaxNote& note, std::uint64_t present) noexcept
{
    const std::uint64_t there = present & note.mask;
    const bool          first = holds(present, note.positions[0]);
    switch (note.kind) {
        case SyntaxNote::Kind::paired: return there == 0 || there == note.mask;
        case SyntaxNote::Kind::required_one: return there != 0;
        case SyntaxNote::Kind::exclusive: return (there & (there - 1)) == 0;
        case SyntaxNote::Kind::conditional: return !first || there == note.mask;
        case SyntaxNote::Kind::list_conditional: return !first || (there & (there - 1)) != 0;
    }
    return true;
}

void SegmentCheck::run()
{
    const Pieces      tokens  = place_.segment.tokens();
    const char        next    = place_.set.delimiters.element;
    const char        end     = place_.set.delimiters.segment;
    const std::size_t known   = use_.elements.size();
    std::uint64_t     present = 0;
    std::size_t       number  = 0;
    bool              surplus = false;
    for (const Token *token = tokens.data() + 1, *last = tokens.data() + tokens.size(); token != last; ++number) {
        if (number == known) {
            surplus = std::any_of(token, last, [](const Token& t) { return t.size != 0; });
            if (surplus)
                say("element/too-many", nullptr, {}, {static_cast<int>(number) + 1, 0, 0},
                    fmt::format("{} has more elements than the {} it may have", use_.id, known));
            break;
        }
        const Element& spec = use_.elements[number];
        if (token->ended_by == next || token->ended_by == end) {  // nearly always: one value, neither repeated nor composite
            if (token->size != 0) {
                present |= std::uint64_t{1} << number;
                if (!is_plain(spec, *token)) single(spec, token, static_cast<int>(number) + 1);
            }
            ++token;
            continue;
        }
        const Token* first = token;
        while (token->ended_by != next && token->ended_by != end) ++token;
        ++token;
        present |= std::uint64_t{1} << number;
        if (spec.usage != Usage::not_used) element(spec, {first, token}, static_cast<int>(number) + 1);
    }
    if (((slot_.required & ~present) | (slot_.not_used & present)) != 0) {
        for (std::size_t i = 0; i < known; ++i) {
            const Place at{static_cast<int>(i) + 1, 0, 0};
            presence(use_.elements[i], holds(present, at.element), at, place_.segment.element(at.element, place_.set.delimiters));
        }
    }
    if (!use_.notes.empty()) notes(use_.notes, present, use_.elements, {});
    if (present == 0 && slot_.required == 0 && known != 0)
        issues_.add("segment/empty", place_.segment, place_.position,
                    fmt::format("{} ({}) holds nothing; expected at least one element, or no such segment", use_.id, use_.name),
                    place_.loop.id, {}, use_.confidence);
    // An empty component or repetition at the end is its own element's, and said there.
    if (tokens.size() > 1 && tokens.back().size == 0 && !surplus
        && (tokens.size() == 2 || tokens[tokens.size() - 2].ended_by == next))
        say("element/trailing-separator", known == 0 ? nullptr : &use_.elements[std::min(number, known) - 1], {},
            {static_cast<int>(std::min(number, known)), 0, 0},
            fmt::format("{} ends with an empty element; leave out what stands after the last value", use_.id), Confidence::low);
}

// Nothing to say about this value, told in the fewest steps: four of five are like this.
bool SegmentCheck::is_plain(const Element& spec, const Token& token) const
{
    return spec.type <= DataType::identifier && spec.usage != Usage::not_used && token.size >= spec.min_length
           && token.size <= spec.max_length && !place_.set.may_hold_controls
           && (spec.codes == nullptr || spec.codes->contains(token.text()));
}

// An element that is one value. A period (1251) is written as the value before it says.
void SegmentCheck::single(const Element& spec, const Token* token, int number)
{
    if (spec.usage == Usage::not_used) return;  // said with the other elements that must not be there
    if (spec.type == DataType::composite) return composite(spec, {token, 1}, {number, 0, 0});
    value(spec, token->text(), {number, 0, 0}, number > 1 ? token[-1].text() : std::string_view{});
}

// An element that is repeated or has components.
void SegmentCheck::element(const Element& spec, Pieces tokens, int number)
{
    const char  repeat  = place_.set.delimiters.repetition;
    const auto  repeats = std::ranges::count_if(tokens, [&](const Token& t) { return t.ended_by == repeat; }) + 1;
    std::size_t begin   = 0;
    int         count   = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].ended_by == place_.set.delimiters.component) continue;
        ++count;
        repetition(spec, tokens.subspan(begin, i + 1 - begin), {number, 0, repeats > 1 ? count : 0}, {});
        begin = i + 1;
    }
    if (count > spec.repeat_max)
        say("element/too-many-repetitions", &spec, {}, {number, 0, spec.repeat_max + 1},
            fmt::format("{} is repeated {} times; expected at most {}", spec.reference, count, spec.repeat_max), spec.confidence);
    else if (repeats > 1 && tokens.back().size == 0 && tokens[tokens.size() - 2].ended_by == repeat)
        say("element/trailing-separator", &spec, {}, {number, 0, count},
            fmt::format("{} ends with an empty repetition; leave out what stands after the last value", spec.reference),
            Confidence::low);
}

void SegmentCheck::repetition(const Element& spec, Pieces tokens, Place at, std::string_view format)
{
    if (spec.type == DataType::composite) return composite(spec, tokens, at);
    if (tokens.size() > 1)
        return say("element/too-many-components", &spec, {}, {at.element, 2, at.repetition},
                   fmt::format("{} has components; expected one value", spec.reference), spec.confidence);
    if (tokens.front().size != 0) value(spec, tokens.front().text(), at, format);
}

void SegmentCheck::composite(const Element& spec, Pieces components, Place at)
{
    std::uint64_t    present = 0;
    std::string_view format;
    if (components.size() > spec.components.size()) {
        if (components[spec.components.size()].size != 0 || spec.components.empty())
            return say("element/too-many-components", &spec, {},
                       {at.element, static_cast<int>(spec.components.size()) + 1, at.repetition},
                       fmt::format("{} has {} components; expected at most {}", spec.reference, components.size(),
                                   spec.components.size()),
                       spec.confidence);
        components = components.first(spec.components.size());
    }
    for (std::size_t i = 0; i < components.size(); ++i) {
        const Element& part = spec.components[i];
        const Place    where{at.element, static_cast<int>(i) + 1, at.repetition};
        if (components[i].size != 0) {
            present |= std::uint64_t{1} << i;
            if (part.usage != Usage::not_used && !is_plain(part, components[i])) value(part, components[i].text(), where, format);
        }
        format = components[i].text();
    }
    for (std::size_t i = 0; i < spec.components.size(); ++i) {
        const Usage usage = spec.components[i].usage;
        const bool  there = (present >> i & 1) != 0;
        if ((usage == Usage::required && !there) || (usage == Usage::not_used && there))
            presence(spec.components[i], there, {at.element, static_cast<int>(i) + 1, at.repetition},
                     i < components.size() ? components[i].text() : std::string_view{});
    }
    if (!spec.notes.empty()) notes(spec.notes, present, spec.components, at);
    if (components.size() > 1 && components.back().size == 0)
        say("element/trailing-separator", &spec, {}, {at.element, static_cast<int>(components.size()), at.repetition},
            fmt::format("{} ends with an empty component; leave out what stands after the last value", spec.reference),
            Confidence::low);
}

// `format` is the value before this one: what says how a period is written.
void SegmentCheck::value(const Element& spec, std::string_view text, Place at, std::string_view format)
{
    // No guide allows these, however little is known of it.
    if (place_.set.may_hold_controls && !is_printable(text)) {
        issues_.add_element("element/bad-character", place_.segment, place_.position, place_.loop.id, at, &spec, {},
                            fmt::format("{} holds a control character", spec.reference));
        return;
    }
    if (spec.type == DataType::identifier || spec.type == DataType::text) {  // three values of four
        if (text.size() < spec.min_length || text.size() > spec.max_length) return wrong_length(spec, text, at, text.size());
    } else {
        const bool        number = spec.type == DataType::integer || spec.type == DataType::decimal;
        const std::size_t length = number ? digits_in(text) : text.size();
        if (!type_holds(spec, text, format)) return wrong_type(spec, text, at, format);
        if (length < spec.min_length || length > spec.max_length) return wrong_length(spec, text, at, length);
    }
    if (spec.codes != nullptr && !spec.codes->contains(text)) wrong_code(spec, text, at);
}

bool SegmentCheck::type_holds(const Element& spec, std::string_view text, std::string_view format) const
{
    switch (spec.type) {
        case DataType::text: break;
        case DataType::identifier: return true;
        case DataType::integer: return is_integer(text);
        case DataType::decimal: return is_decimal(text);
        case DataType::date: return text.size() == 6 ? is_short_date(text) : parse_date(text).has_value();
        case DataType::time: return is_time(text);
        case DataType::period:
            return format == "D8" ? parse_date(text).has_value() : format == "RD8" ? parse_date_range(text).has_value() : true;
        case DataType::composite: break;
    }
    return true;
}

void SegmentCheck::presence(const Element& spec, bool present, Place at, std::string_view text)
{
    if (!present && spec.usage == Usage::required) missing(spec, at);
    if (present && spec.usage == Usage::not_used)
        say("element/not-used", &spec, text, at,
            fmt::format("{} ({}) is not used here; leave it empty", spec.reference, spec.name), spec.confidence);
}

// Conditions between elements. Each names the first position that breaks it.
void SegmentCheck::notes(const std::vector<SyntaxNote>& notes, std::uint64_t present, std::span<const Element> specs, Place at)
{
    const auto name  = [&](int position) { return specs[static_cast<std::size_t>(position) - 1].reference; };
    const auto where = [&](int position) {
        return at.element == 0 ? Place{position, 0, 0} : Place{at.element, position, at.repetition};
    };
    for (const SyntaxNote& note : notes) {
        if (obeys(note, present)) continue;
        const std::span positions(note.positions.data(), note.count);
        int             first_absent = 0;
        for (const int position : positions)
            if (first_absent == 0 && static_cast<std::size_t>(position) <= specs.size() && !holds(present, position))
                first_absent = position;
        std::vector<std::string> names;
        for (const int position : positions)
            if (static_cast<std::size_t>(position) <= specs.size()) names.push_back(name(position));
        if (note.kind == SyntaxNote::Kind::exclusive) {
            say("element/exclusive", &specs[positions[1] - 1u], {}, where(positions[1]),
                fmt::format("only one of {} may be sent", fmt::join(names, ", ")));
            continue;
        }
        if (first_absent == 0 || specs[static_cast<std::size_t>(first_absent) - 1].usage == Usage::required)
            continue;  // said as missing already
        const char* rule = note.kind == SyntaxNote::Kind::paired         ? "are sent together or not at all"
                           : note.kind == SyntaxNote::Kind::required_one ? ": one of them is needed"
                                                                         : ": the first needs what follows";
        say("element/condition-missing", &specs[static_cast<std::size_t>(first_absent) - 1], {}, where(first_absent),
            fmt::format("{} is missing; {} {}", name(first_absent), fmt::join(names, ", "), rule));
    }
}

void SegmentCheck::wrong_type(const Element& spec, std::string_view text, Place at, std::string_view format)
{
    switch (spec.type) {
        case DataType::date:
            return say("element/bad-date", &spec, text, at,
                       fmt::format("{} is no date; expected a day that exists as CCYYMMDD", spec.reference), spec.confidence);
        case DataType::period:
            return say("element/bad-date", &spec, text, at,
                       format == "D8"
                           ? fmt::format("{} is no date; expected a day that exists as CCYYMMDD", spec.reference)
                           : fmt::format("{} is no range of dates; expected CCYYMMDD-CCYYMMDD, the last not before the first",
                                         spec.reference),
                       spec.confidence);
        case DataType::time:
            return say("element/bad-time", &spec, text, at,
                       fmt::format("{} is no time; expected HHMM, HHMMSS or HHMMSSDD", spec.reference), spec.confidence);
        default:
            return say("element/bad-character", &spec, text, at,
                       fmt::format("{} is no number; expected digits{}", spec.reference,
                                   spec.type == DataType::decimal ? " and at most one decimal point" : ""),
                       spec.confidence);
    }
}

void SegmentCheck::wrong_length(const Element& spec, std::string_view text, Place at, std::size_t length)
{
    const bool too_long = length > spec.max_length;
    const auto expected = spec.min_length == spec.max_length ? fmt::format("exactly {}", spec.min_length)
                          : too_long                         ? fmt::format("at most {}", spec.max_length)
                                                             : fmt::format("at least {}", spec.min_length);
    say(too_long ? "element/too-long" : "element/too-short", &spec, text, at,
        fmt::format("{} has {} characters; expected {}", spec.reference, length, expected), spec.confidence);
}

void SegmentCheck::wrong_code(const Element& spec, std::string_view text, Place at)
{
    const auto& codes = spec.codes->codes();
    std::string expected;
    if (codes.size() == 1)
        expected = codes.front();
    else if (codes.size() <= codes_named_max)
        expected = fmt::format("one of {}", fmt::join(codes, ", "));
    else
        expected = fmt::format("one of {} codes", codes.size());
    // Where we do not know all of X12's own codes, the guide's list alone is broken for sure.
    const bool in_standard = spec.standard_codes == nullptr || spec.standard_codes->contains(text);
    say(in_standard ? "element/code-not-in-guide" : "element/code-not-allowed", &spec, text, at,
        is_printable(text) && text.size() <= spec.max_length
            ? fmt::format("{} holds `{}`; expected {}", spec.reference, text, expected)
            : fmt::format("{} holds an unknown code; expected {}", spec.reference, expected),
        spec.confidence);
}

void SegmentCheck::missing(const Element& spec, Place at)
{
    say(spec.mandatory_in_standard ? "element/missing" : "element/missing-in-guide", &spec, {}, at,
        fmt::format("{} ({}) is missing", spec.reference, spec.name), spec.confidence);
}

void SegmentCheck::say(
    std::string_view id, const Element* spec, std::string_view text, Place at, std::string message, Confidence confidence)
{
    const Confidence least = std::max(confidence, use_.confidence);
    issues_.add_element(id, place_.segment, place_.position, place_.loop.id, at, spec, text, std::move(message), least);
}

}  // namespace

void check_segment(const SegmentPlace& place, const Slot& slot, IssueList& issues) { SegmentCheck(place, slot, issues).run(); }

}  // namespace x278::edi
