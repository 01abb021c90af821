// Checks everything in an input against its guides and hands over each issue as it is
// found, envelopes included. Decides nothing and keeps nothing.
#pragma once

#include "app/input.hpp"
#include "edi/envelope.hpp"
#include "edi/validator.hpp"

#include <boost/json/fwd.hpp>

#include <functional>
#include <string>

namespace x278::cli {

struct CheckCounts {
    int interchanges  = 0;
    int groups        = 0;
    int sets          = 0;
    int sets_accepted = 0;  // with an envelope that is accepted too
    int errors        = 0;
    int warnings      = 0;

    [[nodiscard]] int  sets_refused() const noexcept { return sets - sets_accepted; }
    [[nodiscard]] bool clean() const noexcept { return errors == 0; }
    CheckCounts&       operator+=(const CheckCounts& other) noexcept;
};

// One issue and what it was found in. Views live as long as the call that hands them over.
struct Finding {
    std::string                           file;
    std::string                           within;  // "interchange 000000101", "group 1200", "set 0001"; empty outside of all
    const edi::Issue&                     issue;
    const edi::TransactionSet*            set = nullptr;  // null outside a set
    const edi::InterchangeAcknowledgment* ta1 = nullptr;  // null unless the issue is about one
};

[[nodiscard]] CheckCounts check_input(const app::Input&                          input,
                                      const edi::Guides&                         guides,
                                      const std::function<void(const Finding&)>& found);

// "FILE: set 0001, segment 13 UM, loop 2000E, UM01: [element/code-not-allowed, IK403 7] message", and for
// an issue inside a set the segment with a caret under the place.
[[nodiscard]] std::string         finding_text(const Finding& finding, const edi::Guides& guides);
[[nodiscard]] boost::json::object finding_json(const Finding& finding, const edi::Guides& guides);

[[nodiscard]] boost::json::object counts_json(const CheckCounts& counts);  // {"interchanges": 1, ... "warnings": 0}

// "1 interchange, 1 group, 3 sets: 2 accepted, 1 refused; 2 issues"
[[nodiscard]] std::string counts_text(const CheckCounts& counts);

}  // namespace x278::cli
