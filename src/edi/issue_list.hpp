// The issues of one set while it is being checked, in the 999's own coordinates.
#pragma once

#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

class IssueList {
public:
    IssueList(const TransactionSet& set, const Guides& guides) : set_(set), guides_(guides) {}

    // Where inside a segment an issue stands; zeros mean the whole.
    struct Place {
        int element    = 0;
        int component  = 0;
        int repetition = 0;
    };

    // About a segment as a whole. `segment_id` and `loop_id` may name what is missing there.
    // The issue itself, to say more about it until the next one is added; null when it is not kept.
    Issue* add(std::string_view id,
               const Segment&   segment,
               int              position,
               std::string      message,
               std::string_view loop_id            = {},
               std::string_view missing_segment_id = {},
               Confidence       confidence         = Confidence::high);

    // About one value of a segment.
    Issue* add_element(std::string_view id,
                       const Segment&   segment,
                       int              position,
                       std::string_view loop_id,
                       Place            place,
                       const Element*   element,
                       std::string_view value,
                       std::string      message,
                       Confidence       confidence = Confidence::high);

    // Where something stands, for an issue's context.
    [[nodiscard]] Location location(const Segment& segment, int position, std::string_view loop_id, Place place) const;

    // Whether it is answered in the response, not by a 999.
    [[nodiscard]] bool is_answered(const Issue& issue) const noexcept;

    // Whether something has been said about that element of the segment at `position` already.
    [[nodiscard]] bool has(int position, int element) const noexcept;

    // As many issues as are kept, errors among them: checking may stop.
    [[nodiscard]] bool full() const noexcept;

    // Whether one of them keeps the set from being read: an error that a 999 says.
    [[nodiscard]] bool refuses() const noexcept { return refuses_; }

    // In order of position; the list is empty afterwards.
    [[nodiscard]] std::vector<Issue> take();

private:
    const TransactionSet& set_;
    const Guides&         guides_;
    std::vector<Issue>    issues_;
    std::size_t           warnings_ = 0;
    bool                  refuses_  = false;
};

}  // namespace x278::edi
