#include "edi/acknowledgment_writer.hpp"

#include "edi/guided_writer.hpp"
#include "edi/outline.hpp"
#include "edi/segment_text.hpp"
#include "edi/values.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace x278::edi {

namespace {

constexpr std::size_t set_codes_max            = 5;   // IK502..06
constexpr std::size_t group_codes_max          = 5;   // AK905..09
constexpr std::size_t loop_id_chars_max        = 4;   // IK303, CTX04
constexpr std::size_t segment_contexts_max     = 9;   // CTX of an IK3
constexpr std::size_t element_contexts_max     = 10;  // CTX of an IK4
constexpr std::size_t context_chars_max        = 35;  // CTX01-2
constexpr std::size_t declared_sets_digits_max = 6;   // AK902

// One IK3 and what stands below it.
struct Fault {
    const Issue*              of_segment = nullptr;  // null: its elements say it
    std::vector<const Issue*> of_elements;

    [[nodiscard]] const Issue& first() const { return of_segment != nullptr ? *of_segment : *of_elements.front(); }
};

// The loop as far as a 999 can name it: most ids of the guides are longer than the element.
std::string_view loop_of(const Location& where) noexcept
{
    if (where.loop_id.size() > loop_id_chars_max || where.loop_id == "ST") return {};
    return where.loop_id;
}

bool is_count(std::string_view text) noexcept
{
    return !text.empty() && text.size() <= declared_sets_digits_max
           && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_data_element(std::string_view text) noexcept { return text.find_first_not_of("0123456789") == std::string_view::npos; }

std::vector<Fault> faults_of(const Validated& checked, const Guides& guides)
{
    std::vector<Fault> faults;
    for (const Issue& issue : checked.issues()) {
        const std::string& layer = guides.issue_kind(issue.id)->layer;
        if (layer == "IK3") faults.push_back({&issue, {}});
        if (layer != "IK4") continue;
        const bool same = !faults.empty() && faults.back().of_segment == nullptr
                          && faults.back().first().where.segment_position == issue.where.segment_position;
        if (!same) faults.emplace_back();
        faults.back().of_elements.push_back(&issue);
    }
    return faults;
}

}  // namespace

void AcknowledgmentWriter::begin_interchange() noexcept
{
    detailed_sets_ = 0;
    detail_bytes_  = 0;
}

void AcknowledgmentWriter::begin(std::string& out, const GroupHeader& group, const Delimiters& delimiters, int control_number)
{
    delimiters_     = delimiters;
    control_number_ = fmt::format("{:04}", control_number);
    remarked_       = false;
    cut_            = false;
    segments_       = 0;
    sets_accepted_  = 0;
    put(out, {"ST", "999", control_number_, acknowledgment_guide});
    const auto& ak1 = use_of(*guides_.find_direction(acknowledgment_guide, "acknowledgment"), "ST", "AK1").elements;
    put(out, {"AK1", fitting(group.functional_id(), ak1[0], "HI"), fitting(group.control_number(), ak1[1], "0"),
              fitting(group.guide_id(), ak1[2], "UNKNOWN")});
}

void AcknowledgmentWriter::add(std::string& out, const Validated& checked)
{
    const bool noted = std::ranges::any_of(checked.issues(), [&](const Issue& i) { return is_acknowledged(i); });
    remarked_ |= noted;
    sets_accepted_ += checked.accepted() ? 1 : 0;
    const TransactionSet& set = checked.set();
    const auto&           ak2 = use_of(*guides_.find_direction(acknowledgment_guide, "acknowledgment"), "2000", "AK2").elements;
    const auto number = fmt::format("{:0>4}", set.control_number.substr(0, ak2[1].max_length));  // as much of it as there may be
    put(out,
        {"AK2", fitting(set.transaction, ak2[0], "278"), fitting(number, ak2[1], "0000"), fitting(set.guide_id, ak2[2], "")});
    append_faults(out, checked);
    append_verdict(out, checked, noted);
}

// What layer AAA says is answered in the response.
bool AcknowledgmentWriter::is_acknowledged(const Issue& issue) const { return guides_.issue_kind(issue.id)->layer != "AAA"; }

// Of a set beyond the limits only the first fault is told, with the limit, and of those after it none.
void AcknowledgmentWriter::append_faults(std::string& out, const Validated& checked)
{
    std::vector<Fault> faults = faults_of(checked, guides_);
    if (faults.empty()) return;
    const std::size_t before = out.size();
    const std::string trace(trace_number(checked));
    std::string_view  limit;
    std::string       limit_value;
    if (detail_bytes_ >= limits_.detail_bytes_max) {
        limit       = "BYTES MAX";
        limit_value = std::to_string(limits_.detail_bytes_max);
    } else if (detailed_sets_ >= limits_.detailed_sets_max) {
        limit       = "SETS MAX";
        limit_value = std::to_string(limits_.detailed_sets_max);
    }
    if (!limit.empty()) {
        if (cut_) return;
        cut_ = true;
        faults.resize(1);
    } else if (checked.issues().size() >= set_issues_max) {
        limit       = "ISSUES MAX";
        limit_value = std::to_string(set_issues_max);
    }
    for (const Fault& fault : faults) {
        append_segment_fault(out, fault.first().where,
                             fault.of_segment != nullptr ? guides_.issue_kind(fault.of_segment->id)->code : "8");
        if (fault.of_segment != nullptr) append_context(out, fault.of_segment->context, segment_contexts_max);
        if (&fault == &faults.back() && !limit.empty())
            append_unit(out, limit, limit_value);
        else if (!trace.empty())
            append_unit(out, "TRN02", trace);
        for (const Issue* issue : fault.of_elements) {
            append_element_fault(out, *issue, guides_.issue_kind(issue->id)->code);
            append_context(out, issue->context, element_contexts_max);
        }
    }
    ++detailed_sets_;
    detail_bytes_ += out.size() - before;
}

void AcknowledgmentWriter::append_segment_fault(std::string& out, const Location& where, std::string_view code)
{
    put(out, {"IK3", where.segment_id, std::to_string(where.segment_position), loop_of(where), code});
}

// Data elements have numbers; a composite (C023) has none that IK402 could hold.
void AcknowledgmentWriter::append_element_fault(std::string& out, const Issue& issue, std::string_view code)
{
    const bool copies = std::ranges::none_of(issue.bad_value, [&](char c) { return is_separator(c, delimiters_); });
    put(out, {"IK4", place_of(issue.where, delimiters_.component),
              is_data_element(issue.data_element) ? std::string_view(issue.data_element) : std::string_view{}, code,
              copies ? std::string_view(issue.bad_value) : std::string_view{}});
}

void AcknowledgmentWriter::append_context(std::string& out, const std::vector<Location>& context, std::size_t at_most)
{
    for (const Location& where : context) {
        if (at_most-- == 0) return;
        put(out, {"CTX", "SITUATIONAL TRIGGER", where.segment_id, std::to_string(where.segment_position), loop_of(where),
                  where.element != 0 ? place_of(where, delimiters_.component) : std::string{}});
    }
}

// CTX01 alone: what the sender knows the unit in error by.
void AcknowledgmentWriter::append_unit(std::string& out, std::string_view name, std::string_view value)
{
    put(out, {"CTX", fmt::format(FMT_COMPILE("{}{}{}"), name, delimiters_.component, value)});
}

// Element, component, repetition: as much of it as is not zero. IK401 and CTX05.
std::string AcknowledgmentWriter::place_of(const Location& where, char separator)
{
    std::string place = std::to_string(where.element);
    if (where.component != 0 || where.repetition != 0) place += separator;
    if (where.component != 0) place += std::to_string(where.component);
    if (where.repetition != 0) (place += separator) += std::to_string(where.repetition);
    return place;
}

// The event's own, unless it cannot be repeated: too long, not printable, or the number of a person in the set.
std::string_view AcknowledgmentWriter::trace_number(const Validated& checked) const
{
    const Placement& placement = checked.placement();
    if (checked.guide() == nullptr) return {};
    const TransactionSet& set = checked.set();
    std::string_view      trace;
    for (std::size_t i = 0; i < placement.segments.size() && trace.empty(); ++i) {
        const Placed& placed = placement.segments[i];
        if (placed.slot == nullptr || placed.slot->use->id != "TRN") continue;
        const LoopInstance& instance = placement.instances[static_cast<std::size_t>(placed.instance)];
        if (checked.guide()->loops[static_cast<std::size_t>(instance.loop)].id != "2000E") continue;
        trace = set.segments[i].element(2, set.delimiters);
    }
    const bool fits = trace.size() <= context_chars_max && is_printable(trace)
                      && std::ranges::none_of(trace, [&](char c) { return is_separator(c, delimiters_); });
    const bool of_a_person = std::ranges::any_of(set.segments, [&](const Segment& segment) {
        return segment.id() == "NM1" && segment.element(9, set.delimiters) == trace;
    });
    return fits && !of_a_person ? trace : std::string_view{};
}

// IK5: 5 stands for what IK3 and IK4 say, I5 for those of them that only the guide forbids.
void AcknowledgmentWriter::append_verdict(std::string& out, const Validated& checked, bool noted)
{
    std::vector<std::string_view> ik5{"IK5", !checked.accepted() ? "R" : !noted ? "A" : "E"};
    const auto                    note = [&](std::string_view code) {
        const auto codes = std::span(ik5).subspan(2);
        if (codes.size() < set_codes_max && std::ranges::find(codes, code) == codes.end()) ik5.push_back(code);
    };
    for (const Issue& issue : checked.issues()) {
        if (!is_acknowledged(issue)) continue;
        const IssueKind& kind = *guides_.issue_kind(issue.id);
        note(kind.layer == "IK5" ? std::string_view(kind.code) : "5");
        if (kind.layer != "IK5" && kind.code.starts_with('I')) note("I5");
    }
    append_segment(out, delimiters_, ik5);
    ++segments_;
}

// AK9 and SE. Source: guide-rules 12.11; code list 715.
void AcknowledgmentWriter::end(std::string& out, const GroupTrailer& trailer, const GroupVerdict& verdict)
{
    const int  received = trailer.sets_read;
    const int  accepted = verdict.accepted() ? sets_accepted_ : 0;
    const bool noted    = remarked_ || !verdict.issues.empty();
    // A group without a set is refused only when something is wrong with the group.
    const bool        refused = !verdict.accepted() || (accepted == 0 && received > 0);
    const auto        answer  = refused ? "R" : accepted < received ? "P" : noted ? "E" : "A";
    const std::string declared =
        trailer.present && is_count(trailer.sets_declared) ? trailer.sets_declared : std::to_string(received);
    const std::string counts[] = {std::to_string(received), std::to_string(accepted)};

    std::vector<std::string_view> ak9{"AK9", answer, declared, counts[0], counts[1]};
    for (const Issue& issue : std::span(verdict.issues).first(std::min(verdict.issues.size(), group_codes_max)))
        ak9.push_back(guides_.issue_kind(issue.id)->code);
    append_segment(out, delimiters_, ak9);
    segments_ += 2;
    append_segment(out, delimiters_, {"SE", std::to_string(segments_), control_number_});
}

void AcknowledgmentWriter::put(std::string& out, std::initializer_list<std::string_view> elements)
{
    append_segment(out, delimiters_, elements);
    ++segments_;
}

// As it was sent, or something in its stead where an acknowledgment cannot hold what was sent.
std::string AcknowledgmentWriter::fitting(std::string_view text, const Element& spec, std::string_view stand_in) const
{
    std::string cleaned = clean(text);
    const bool  fits    = cleaned.size() >= spec.min_length && cleaned.size() <= spec.max_length
                      && (spec.codes == nullptr || spec.codes->contains(cleaned))
                      && (spec.type != DataType::integer || is_integer(cleaned));
    return fits ? std::move(cleaned) : std::string(stand_in);
}

// As it was sent, unless that would make the 999 unreadable.
std::string AcknowledgmentWriter::clean(std::string_view text) const
{
    std::string cleaned(text);
    std::ranges::replace_if(
        cleaned,
        [&](char c) {
            return is_separator(c, delimiters_) || !is_printable({&c, 1});
        },
        ' ');
    return cleaned;
}

}  // namespace x278::edi
