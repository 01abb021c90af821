#include "cli/issue_words.hpp"

#include "core/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace x278::cli {

namespace {

// The layers of schemas/issues.csv, and the element in which each one's code is sent.
std::string_view element_of_layer(std::string_view layer) noexcept
{
    if (layer == "TA1") return "TA105";
    if (layer == "AK9") return "AK905";
    if (layer == "IK5") return "IK502";
    if (layer == "IK3") return "IK304";
    if (layer == "AAA") return "AAA";
    return "IK403";
}

struct Span {
    std::size_t first = 0;
    std::size_t size  = 0;
};

// Where the value stands in the text of the segment; empty and at its end when it does not.
Span value_at(const edi::Segment& segment, const edi::Delimiters& delimiters, const edi::Location& where)
{
    if (where.element == 0) return {0, segment.id().size()};
    const char* const   begin      = segment.text().data();
    int                 element    = 0;
    int                 repetition = 1;
    int                 component  = 1;
    std::optional<Span> found;  // from the first token of the value to the last
    for (const edi::Token& token : segment.tokens()) {
        const bool meant = element == where.element && (where.repetition == 0 || repetition == where.repetition)
                           && (where.component == 0 || component == where.component);
        if (meant) {
            const auto at = static_cast<std::size_t>(token.data - begin);
            if (!found) found = Span{at, 0};
            found->size = at + token.size - found->first;
        }
        if (token.ended_by == delimiters.element) {
            ++element;
            repetition = component = 1;
        } else if (token.ended_by == delimiters.repetition) {
            ++repetition;
            component = 1;
        } else {
            ++component;
        }
    }
    return found.value_or(Span{segment.text().size(), 0});
}

}  // namespace

std::string element_words(const edi::Location& where)
{
    if (where.element == 0) return {};
    std::string words = fmt::format("{}{:02}", where.segment_id, where.element);
    if (where.component != 0) words += fmt::format("-{}", where.component);
    if (where.repetition > 1) words += fmt::format(", repetition {}", where.repetition);
    return words;
}

std::string place_words(const edi::Location& where)
{
    const std::string element = element_words(where);
    if (where.segment_position == 0) return printable(element.empty() ? where.segment_id : element);
    std::string words = fmt::format("segment {} {}", where.segment_position, where.segment_id);
    if (!where.loop_id.empty()) words += ", loop " + where.loop_id;
    if (!element.empty()) words += ", " + element;
    return printable(words);
}

std::string kind_words(const edi::Guides& guides, std::string_view issue_id)
{
    if (const auto* rejection = rejection_of(guides, issue_id))
        return fmt::format("{}, AAA {} {} {}", issue_id, rejection->loop, rejection->aaa03, rejection->aaa04);
    const edi::IssueKind* kind = guides.issue_kind(issue_id);
    return kind == nullptr ? std::string(issue_id)
                           : fmt::format("{}, {} {}", issue_id, element_of_layer(kind->layer), kind->code);
}

const edi::RejectionCode* rejection_of(const edi::Guides& guides, std::string_view issue_id)
{
    const edi::IssueKind* kind = guides.issue_kind(issue_id);
    return kind == nullptr || kind->layer != "AAA" ? nullptr : edi::Answers::embedded().rejection(kind->code);
}

PointedSegment point_at(const edi::Segment&    segment,
                        const edi::Delimiters& delimiters,
                        const edi::Location&   where,
                        std::size_t            chars_max)
{
    const Span at = value_at(segment, delimiters, where);
    return point_into(segment.text(), at.first, at.size, chars_max);
}

PointedSegment point_into(std::string_view text, std::size_t first, std::size_t size, std::size_t chars_max)
{
    // A long text is cut so that the place keeps some of its neighbours to the left.
    const std::size_t from           = first + size <= chars_max ? 0 : first - std::min<std::size_t>(first, chars_max / 3);
    const auto        cut            = text.substr(from, chars_max);
    const std::string before         = printable(text.substr(from, first - from));
    const std::string value          = printable(cut.substr(first - from, size));
    const std::string ellipsis_left  = from > 0 ? "..." : "";
    const std::string ellipsis_right = from + chars_max < text.size() ? "..." : "";
    PointedSegment    pointed;
    pointed.text   = ellipsis_left + printable(cut) + ellipsis_right;
    pointed.carets = std::string(ellipsis_left.size() + characters_in(before), ' ')
                     + std::string(std::max<std::size_t>(characters_in(value), 1), '^');
    return pointed;
}

}  // namespace x278::cli
