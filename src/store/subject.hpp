// What a request is about, as far as an inquiry can ask after it: kept beside the request, so
// that it is found without reading it again.
#pragma once

#include "model/facts.hpp"
#include "model/service_review.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace x278::store {

// Identifiers but `id`, names and codes are folded: upper case, without blanks.
struct Subject {
    std::string              id;             // the subscriber's, as the payer's records have it; else as it was sent
    std::string              member;         // the same, folded
    std::string              patient;        // "D=JO", a dependent's first name; empty for the subscriber
    std::string              born;           // of a dependent, in days since 1970; empty when not sent
    std::vector<std::string> parties;        // who asked, then who is to serve: "XX=1234567893"
    std::vector<std::string> services;       // of event and lines: "UM01=HS", "UM03=PT", "=97110" for what is to be done
    std::string              previous;       // the certification it goes back to, else the case
    int                      first_day = 1;  // since 1970-01-01, of all dates of service; after `last_day`: none was sent
    int                      last_day  = 0;
};

[[nodiscard]] Subject subject_of(const model::ServiceReviewRequest& request, const model::MemberFacts& member);

// The numbers of earlier determinations that the request goes back to, each once: those of the event before those of its
// lines; of each REF*BB, or where there is none REF*NT.
[[nodiscard]] std::vector<std::string_view> earlier_numbers(const model::ServiceReviewRequest& request);

// The numbers by which a determination may be named.
struct GivenNumbers {
    std::string certification;   // HCR02
    std::string administrative;  // REF*NT
};

// Whether whoever inquires may see what is recorded of the same member, and asks after it.
// `asked` is the subject of `inquiry`.
[[nodiscard]] bool is_asked_for(const model::ServiceReviewRequest& inquiry,
                                const Subject&                     asked,
                                const Subject&                     recorded,
                                const GivenNumbers&                given);

// A list as one text, and back.
[[nodiscard]] std::string              joined(const std::vector<std::string>& list);
[[nodiscard]] std::vector<std::string> split(std::string_view text);

}  // namespace x278::store
