// Checks a transaction set against its guide.
#pragma once

#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue.hpp"
#include "edi/placement.hpp"

#include <vector>

namespace x278::edi {

// More issues than this in one set are not worth anybody's reading; checking stops there.
inline constexpr std::size_t set_issues_max = 100;

// More warnings than this are not kept, and checking goes on: a sender that ends each segment
// with an empty element has made one mistake.
inline constexpr std::size_t set_warnings_max = 50;

// Which guides are taken. A door of a payer takes requests, inquiries and notifications; the
// checker takes everything.
enum class Taking : std::uint8_t { requests, everything };

// A transaction set that has been checked. validate() is the only way to get one,
// so a function that takes a Validated need not ask whether someone looked.
class Validated {
public:
    [[nodiscard]] const TransactionSet& set() const noexcept { return set_; }
    [[nodiscard]] const Guide*          guide() const noexcept { return guide_; }          // null when none was found
    [[nodiscard]] const Placement&      placement() const noexcept { return placement_; }  // empty without a guide
    // In order of position. Those of layer AAA keep nobody from reading the set: they are
    // answered in the response, and do not count against accepted().
    [[nodiscard]] const std::vector<Issue>& issues() const noexcept { return issues_; }
    [[nodiscard]] bool                      accepted() const noexcept { return accepted_; }  // nothing for a 999 to refuse

private:
    friend Validated validate(const TransactionSet&, const GroupHeader&, const Guides&, Taking);
    Validated(TransactionSet set, const Guide* guide, Placement placement, std::vector<Issue> issues, bool accepted)
        : set_(set), guide_(guide), placement_(std::move(placement)), issues_(std::move(issues)), accepted_(accepted)
    {
    }

    TransactionSet     set_;
    const Guide*       guide_;
    Placement          placement_;
    std::vector<Issue> issues_;
    bool               accepted_;
};

// Reports every issue, in order of position; one fault gives one issue. A set whose guide
// is not known or not taken here has the one issue that says so.
[[nodiscard]] Validated validate(const TransactionSet& set,
                                 const GroupHeader&    group,
                                 const Guides&         guides,
                                 Taking                taking = Taking::requests);

}  // namespace x278::edi
