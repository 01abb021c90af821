// What must survive: every request, its determination and its reply, and every number given.
#pragma once

#include "core/result.hpp"
#include "model/determination.hpp"
#include "model/facts.hpp"
#include "model/service_review.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace x278::store {

// What makes two arrivals the same request. Source: CORE audit keys (ISA06, BHT03, TRN02).
struct RequestKey {
    std::string sender;        // ISA06
    std::string reference;     // BHT03
    std::string trace_number;  // 2000E TRN02; empty when none was sent

    friend bool operator==(const RequestKey&, const RequestKey&) = default;
};

// A request on its way to be determined. Views what the caller keeps until determine() returns.
struct Arrival {
    RequestKey                         key;
    std::string                        fingerprint;        // of what was asked: equal for a retry, whatever its envelope
    const model::ServiceReviewRequest* request = nullptr;  // never null
    std::span<const model::Rejection>  faults  = {};       // found while it was read, in words of schemas/answers/rejections.csv
    std::string                        content = {};       // of what was asked, whatever its reference; empty: like nothing else
};

// What `decide` answers for one arrival. `reply` is the 278 as it will be written, for the record.
struct Decided {
    model::Determination determination;
    std::string          reply;
    bool                 kept = true;  // false: nothing was decided, and the same request sent again is decided afresh
};

// What was lent to `decide` while it runs inside the store's own step.
struct Moment {
    const model::Facts&                   facts;      // as of the moment of recording
    const std::function<std::uint64_t()>& next_case;  // a number never given before, for certifications and pends
};

// Decides one arrival. Pure but for the numbers it takes; called at most once for an arrival.
using Decide = std::function<Decided(const Arrival&, const Moment&)>;

// What stands in the store for an arrival.
struct Recorded {
    model::Determination determination;
    bool                 repeated    = false;  // it was determined before; this is that determination
    bool                 conflicting = false;  // the key was used before for another request; nothing was decided
};

// A request for review that was determined before, for whoever asks after it.
struct OnRecord {
    std::string          source;  // as received: ServiceReviewRequest::source and ::separators
    std::array<char, 4>  separators{};
    model::Determination determination;  // as it stands now
};

// What an inquiry finds.
struct Found {
    model::Facts          facts;         // about the people it names, as of now
    std::vector<OnRecord> requests;      // the newest first
    bool                  more = false;  // there are older ones, more than were asked for
};

// A request that was determined here, as it came and as it was decided then.
struct History {
    RequestKey               key;
    std::string              fingerprint;
    std::chrono::sys_seconds received_at{};
    model::RequestKind       kind = model::RequestKind::review;
    OnRecord                 then;  // the determination of that time, whatever became of it since
};

// What else must hold of a determination for an inquiry to find it: by the payer's name, by how it was decided.
using Wanted = std::function<bool(const model::Determination&)>;

// Of one member, no more of the newest requests than this are looked through for an inquiry.
inline constexpr std::int64_t inquiry_requests_max = 1000;

// Series of numbers that outlive the process.
enum class Series : std::uint8_t { interchange, group };

class Store {
public:
    virtual ~Store() = default;

    // Determines each arrival exactly once: the determination recorded under its key if
    // there is one, else what `decide` answers, recorded with the request and the reply
    // unless it is not to be kept.
    //
    // Facts are read, decided on and recorded as one step, so two requests for the last
    // visit of a limit cannot both have it; an arrival sees what those before it in the
    // same call did. All of the call is recorded, or none of it. Thread-safe.
    //
    // A certification a request goes back to (facts.previous_certification) is known when it
    // was given here to the same member, whatever reference data says; so is the number of a case
    // that was pended here. What became of it is among facts.history.certifications.
    //
    // What was certified here for the same patient and was not cancelled since is in facts.history,
    // beside what reference data has of it; under a number that reference data has too, only as it
    // has it.
    //
    // facts.open_duplicate says whether a request for review with the same content was recorded
    // under another key, is pended, and was not cancelled since.
    //
    // A known key with another fingerprint is `conflicting`: a reference reused by
    // mistake must never be answered with another patient's determination.
    //
    // Returns only when every determination would survive a power loss, in order of `arrivals`.
    // Errors: `unavailable` (nothing was recorded; try again), `corrupt`.
    [[nodiscard]] virtual Result<std::vector<Recorded>> determine(std::span<const Arrival> arrivals, const Decide& decide) = 0;

    // The requests of the member that `inquiry` is about, at most `requests_max` of them: those
    // that were decided, by whatever sender, that whoever inquires may see and that fit what is
    // asked. docs/decisions/014 says when that is. A pure read; thread-safe.
    // Errors: `unavailable`, `corrupt`.
    [[nodiscard]] virtual Result<Found> find(const model::ServiceReviewRequest& inquiry,
                                             const Wanted&                      wanted,
                                             std::size_t                        requests_max) = 0;

    // Calls `each` with every request that was recorded before the call, in the order they were recorded. A pure
    // read; others may go on determining meanwhile, and so may `each`. Errors: `unavailable`, `corrupt`.
    [[nodiscard]] virtual Result<void> for_each_recorded(const std::function<void(const History&)>& each) = 0;

    // A number of the series never given before, not even by a process that was killed.
    // Starts at 1; numbers may be left out. Errors: `unavailable`.
    [[nodiscard]] virtual Result<std::uint64_t> next_number(Series series) = 0;
};

// Where facts come from: reference data.
// Called inside determine(), so what it answers is as of the moment of recording.
using LookUp = std::function<model::Facts(const model::ServiceReviewRequest&)>;

// SQLite in `folder`, made when missing (WAL, synchronous=FULL); ":memory:" keeps nothing.
// Errors: `unavailable` (cannot be opened, in use), `corrupt`, naming the file.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& folder, LookUp look_up);

}  // namespace x278::store
