// Reference data: who is covered, by what product, and who treats them.
//
// Read from a folder of CSVs with a header line: members.csv, coverage.csv, providers.csv,
// referrals.csv, requirements.csv, restrictions.csv, certifications.csv, closures.csv, services.csv,
// stays.csv, member-events.csv, account-options.csv, criteria.csv, referral-circles.csv; and sources.csv, which
// says where each was taken from, and when. A missing file leaves its facts unknown, and a CSV of another name is
// refused. samples/README.md has their columns.
#pragma once

#include "core/result.hpp"
#include "model/facts.hpp"
#include "model/service_review.hpp"
#include "store/reference_words.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace x278::store {

class ReferenceData {
public:
    ReferenceData();  // knows nobody: every fact is unknown
    ~ReferenceData();
    ReferenceData(ReferenceData&&) noexcept;
    ReferenceData& operator=(ReferenceData&&) noexcept;

    // Errors: `not_found` (no such folder), `bad_input` naming file, line and column.
    [[nodiscard]] static Result<ReferenceData> read(const std::string& folder);

    // What is known about the request's people on its first day of service, or on the
    // day it was received when it names none.
    [[nodiscard]] model::Facts facts_of(const model::ServiceReviewRequest& request, std::chrono::sys_seconds received_at) const;

    // What only the plans can tell to be right or wrong. Lives as long as this.
    [[nodiscard]] const WordsInUse& words_in_use() const;

private:
    struct Tables;
    std::unique_ptr<Tables> tables_;
};

}  // namespace x278::store
