// What was found in many files, by kind of issue: which faults a sender makes most often.
#pragma once

#include "cli/check_input.hpp"

#include <boost/json/fwd.hpp>

#include <map>
#include <string>
#include <vector>

namespace x278::cli {

class CheckSummary {
public:
    void add(const Finding& finding);
    void add(const CheckCounts& of_one_file);

    [[nodiscard]] const CheckCounts& counts() const noexcept { return counts_; }

    // A line for each kind of issue, the most frequent first; empty when there was none.
    [[nodiscard]] std::string text(const edi::Guides& guides) const;

    // {"summary": true, "files": 4, ...the counts..., "by_issue": [{"issue": ..., "layer": ..., "code": ..., "count": 12, "files": 3}]}
    [[nodiscard]] boost::json::object json(const edi::Guides& guides) const;

private:
    struct Kind {
        std::string id;  // empty: what could not be read
        int         count     = 0;
        int         files     = 0;
        int         last_file = -1;  // where it was seen last, so that a file is counted once
    };
    [[nodiscard]] std::vector<Kind> by_frequency() const;

    CheckCounts                 counts_;
    int                         files_ = 0;
    std::map<std::string, Kind> kinds_;
};

}  // namespace x278::cli
