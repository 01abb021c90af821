#include "edi/acknowledgment.hpp"

#include "edi/acknowledgment_writer.hpp"
#include "edi/values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace x278::edi {

namespace {

constexpr std::size_t summary_sets_max = 5;

int number_of(std::string_view text) noexcept
{
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::max(number, 0);
}

// Codes of 715 and 717 alike; what is none of them accepts nothing.
Verdict verdict_of(std::string_view code) noexcept
{
    if (code == "A") return Verdict::accepted;
    if (code == "E") return Verdict::accepted_with_errors;
    if (code == "P") return Verdict::partially_accepted;
    return Verdict::rejected;
}

// One segment of a 999 by its positions.
class Fields {
public:
    Fields(const Segment& segment, const Delimiters& delimiters) : segment_(segment), delimiters_(delimiters) {}

    [[nodiscard]] std::string_view id() const noexcept { return segment_.id(); }
    [[nodiscard]] std::string      at(int element) const { return std::string(segment_.element(element, delimiters_)); }
    [[nodiscard]] int              count(int element) const { return number_of(segment_.element(element, delimiters_)); }

    // The first three components of the element; those not sent are empty.
    [[nodiscard]] std::array<std::string_view, 3> components(int element) const
    {
        std::array<std::string_view, 3> found{};
        std::size_t                     component = 0;
        for (const Token& token : segment_.tokens()) {
            if (element == 0 && component < found.size()) found[component++] = token.text();
            if (token.ended_by == delimiters_.element) --element;
            if (element < 0) break;
        }
        return found;
    }

    // The elements from `first` to `last` that are not empty.
    [[nodiscard]] std::vector<std::string> codes(int first, int last) const
    {
        std::vector<std::string> found;
        for (int i = first; i <= last; ++i)
            if (const auto code = segment_.element(i, delimiters_); !code.empty()) found.emplace_back(code);
        return found;
    }

private:
    const Segment&    segment_;
    const Delimiters& delimiters_;
};

SegmentFault segment_fault(const Fields& f)
{
    SegmentFault fault;
    fault.segment_id = f.at(1);
    fault.position   = f.count(2);
    fault.loop_id    = f.at(3);
    fault.code       = f.at(4);
    return fault;
}

ElementFault element_fault(const Fields& f)
{
    const auto   place = f.components(1);
    ElementFault fault;
    fault.element      = number_of(place[0]);
    fault.component    = number_of(place[1]);
    fault.repetition   = number_of(place[2]);
    fault.data_element = f.at(2);
    fault.code         = f.at(3);
    fault.bad_value    = f.at(4);
    return fault;
}

// CTX belongs to the IK4 before it, or to the IK3 when none came since.
void add_context(const Fields& f, SegmentFault& fault)
{
    const auto name = f.components(1);
    if (name[0] != "SITUATIONAL TRIGGER") {
        fault.units.push_back({std::string(name[0]), std::string(name[1])});
        return;
    }
    const auto place = f.components(5);
    Trigger    trigger{f.at(2), f.count(3), f.at(4), number_of(place[0]), number_of(place[1]), number_of(place[2])};
    (fault.elements.empty() ? fault.triggers : fault.elements.back().triggers).push_back(std::move(trigger));
}

void read_fault(const Fields& f, std::vector<SegmentFault>& faults)
{
    if (f.id() == "IK3") faults.push_back(segment_fault(f));
    if (faults.empty()) return;
    if (f.id() == "IK4") faults.back().elements.push_back(element_fault(f));
    if (f.id() == "CTX") add_context(f, faults.back());
}

void read_group_verdict(const Fields& f, Acknowledgment& acknowledgment)
{
    acknowledgment.verdict       = verdict_of(f.at(1));
    acknowledgment.sets_declared = f.count(2);
    acknowledgment.sets_received = f.count(3);
    acknowledgment.sets_accepted = f.count(4);
    acknowledgment.codes         = f.codes(5, 9);
}

}  // namespace

const SetVerdict* Acknowledgment::find(std::string_view set_control_number) const noexcept
{
    const auto found = std::ranges::find(sets, set_control_number, &SetVerdict::control_number);
    return found == sets.end() ? nullptr : &*found;
}

std::optional<Acknowledgment> to_acknowledgment(const Validated& checked)
{
    if (checked.guide() == nullptr || checked.guide()->id != acknowledgment_guide) return std::nullopt;
    const TransactionSet& set = checked.set();
    Acknowledgment        acknowledgment;
    for (const Segment& segment : set.segments) {
        const Fields f(segment, set.delimiters);
        if (f.id() == "AK1") {
            acknowledgment.functional_id  = f.at(1);
            acknowledgment.control_number = f.at(2);
            acknowledgment.guide_id       = f.at(3);
        }
        if (f.id() == "AK9") read_group_verdict(f, acknowledgment);
        if (f.id() == "AK2") {
            acknowledgment.sets.emplace_back();
            acknowledgment.sets.back().transaction    = f.at(1);
            acknowledgment.sets.back().control_number = f.at(2);
            acknowledgment.sets.back().guide_id       = f.at(3);
        }
        if (acknowledgment.sets.empty()) continue;
        SetVerdict& verdict = acknowledgment.sets.back();
        read_fault(f, verdict.segments);
        if (f.id() != "IK5") continue;
        verdict.verdict = verdict_of(f.at(1));
        verdict.codes   = f.codes(2, 6);
    }
    return acknowledgment;
}

InterchangeReceipt to_receipt(const InterchangeAcknowledgment& ta1)
{
    const auto& e = ta1.elements;
    return {e[1], e[2], e[3], e[4] == "P" ? Verdict::rejected : verdict_of(e[4]), e[5]};
}

std::string_view words_of(Verdict verdict) noexcept
{
    switch (verdict) {
        case Verdict::accepted: return "accepted";
        case Verdict::accepted_with_errors: return "accepted with errors";
        case Verdict::partially_accepted: return "partly accepted";
        case Verdict::rejected: break;
    }
    return "rejected";
}

std::vector<std::string> reasons_of(const SetVerdict& verdict)
{
    std::vector<std::string> reasons;
    for (const std::string& code : verdict.codes) reasons.push_back("IK5 " + code);
    for (const SegmentFault& fault : verdict.segments) {
        const std::string place = fmt::format("{} {}", fault.segment_id, fault.position);
        if (fault.elements.empty()) reasons.push_back(fmt::format("IK3 {} {}", place, fault.code));
        for (const ElementFault& element : fault.elements)
            reasons.push_back(fmt::format("IK4 {} {} {}", place, element.element, element.code));
    }
    return reasons;
}

std::string summary_of(const Acknowledgment& acknowledgment)
{
    std::string text = fmt::format("{} of {} sets accepted", acknowledgment.sets_accepted, acknowledgment.sets_received);
    for (const std::string& code : acknowledgment.codes) text += "; AK9 " + code;
    std::size_t faulty = 0;
    for (const SetVerdict& set : acknowledgment.sets) {
        if (set.verdict == Verdict::accepted) continue;
        if (++faulty > summary_sets_max) continue;
        text += fmt::format("; set {} {}: {}", set.control_number, words_of(set.verdict), fmt::join(reasons_of(set), ", "));
    }
    if (faulty > summary_sets_max) text += fmt::format("; and {} more", faulty - summary_sets_max);
    std::ranges::replace_if(
        text,
        [](char c) {
            return !is_printable({&c, 1});
        },
        '?');
    return text;
}

std::string summary_of(const InterchangeReceipt& receipt) { return "TA1 " + receipt.note; }

bool speaks_of(const Acknowledgment& acknowledgment, const GroupHeader& group) noexcept
{
    return acknowledgment.functional_id == group.functional_id() && acknowledgment.control_number == group.control_number()
           && (acknowledgment.guide_id.empty() || acknowledgment.guide_id == group.guide_id());
}

const Segment* segment_at_fault(const SegmentFault& fault, const TransactionSet& set) noexcept
{
    if (fault.position < 1 || static_cast<std::size_t>(fault.position) > set.segments.size()) return nullptr;
    return &set.segments[static_cast<std::size_t>(fault.position) - 1];
}

}  // namespace x278::edi
