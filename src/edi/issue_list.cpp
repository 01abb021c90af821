#include "edi/issue_list.hpp"

#include "edi/copied_values.hpp"
#include "edi/validator.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace x278::edi {

namespace {

constexpr std::size_t bad_value_chars_max = 99;  // IK404

}  // namespace

bool IssueList::full() const noexcept { return issues_.size() >= set_issues_max; }

Issue* IssueList::add(std::string_view id,
                      const Segment&   segment,
                      int              position,
                      std::string      message,
                      std::string_view loop_id,
                      std::string_view missing_segment_id,
                      Confidence       confidence)
{
    const IssueKind* kind = guides_.issue_kind(id);
    assert(kind != nullptr);
    const auto severity = confidence == Confidence::low ? Severity::warning : kind->severity;
    warnings_ += severity == Severity::warning ? 1 : 0;
    if (full() || (severity == Severity::warning && warnings_ > set_warnings_max)) return nullptr;
    refuses_ |= severity == Severity::error && kind->layer != "AAA";
    Issue issue;
    issue.id       = id;
    issue.severity = severity;
    issue.message  = std::move(message);
    issue.where    = location(segment, position, loop_id, {});
    if (!missing_segment_id.empty()) issue.where.segment_id = missing_segment_id;
    return &issues_.emplace_back(std::move(issue));
}

Issue* IssueList::add_element(std::string_view id,
                              const Segment&   segment,
                              int              position,
                              std::string_view loop_id,
                              Place            place,
                              const Element*   element,
                              std::string_view value,
                              std::string      message,
                              Confidence       confidence)
{
    if (add(id, segment, position, std::move(message), loop_id, {}, confidence) == nullptr) return nullptr;
    Issue& issue           = issues_.back();
    issue.where.element    = place.element;
    issue.where.component  = place.component;
    issue.where.repetition = place.repetition;
    if (!value.empty()) issue.where.offset_bytes = set_.offset_bytes + static_cast<std::size_t>(value.data() - set_.text.data());
    if (element != nullptr && !element->data_element.empty() && element->data_element.front() != 'C')
        issue.data_element = element->data_element;
    if (!value.empty() && CopiedValues::embedded().allow(segment.id(), place.element, place.component, element, value))
        issue.bad_value = value.substr(0, bad_value_chars_max);
    return &issue;
}

Location IssueList::location(const Segment& segment, int position, std::string_view loop_id, Place place) const
{
    Location where;
    where.offset_bytes     = set_.offset_bytes + static_cast<std::size_t>(segment.text().data() - set_.text.data());
    where.segment_position = position;
    where.segment_id       = segment.id();
    where.loop_id          = loop_id;
    where.element          = place.element;
    where.component        = place.component;
    where.repetition       = place.repetition;
    return where;
}

bool IssueList::is_answered(const Issue& issue) const noexcept { return guides_.issue_kind(issue.id)->layer == "AAA"; }

bool IssueList::has(int position, int element) const noexcept
{
    return std::ranges::any_of(
        issues_, [&](const Issue& i) { return i.where.segment_position == position && i.where.element == element; });
}

std::vector<Issue> IssueList::take()
{
    std::ranges::stable_sort(issues_, {}, [](const Issue& i) {
        return std::tuple(i.where.segment_position, i.where.element, i.where.repetition, i.where.component);
    });
    return std::move(issues_);
}

}  // namespace x278::edi
