// What we sent and what came back about it: accepted, rejected, awaited or overdue.
//
// Pure values and functions. Whoever keeps them gives what was sent and what was received,
// in order of arrival, and asks again when something new came or time went by.
#pragma once

#include "edi/acknowledgment.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace x278::edi {

struct SentSet {
    std::string transaction;     // ST01
    std::string control_number;  // ST02
    std::string guide_id;        // ST03
};

struct SentGroup {
    std::string          functional_id;   // GS01; "FA" holds 999s and awaits nothing
    std::string          control_number;  // GS06
    std::string          guide_id;        // GS08
    std::vector<SentSet> sets;
};

struct SentInterchange {
    std::string              sender;                 // ISA06, one of ours
    std::string              receiver;               // ISA08
    std::string              control_number;         // ISA13
    bool                     wants_receipt = false;  // ISA14: a TA1 is awaited
    std::chrono::sys_seconds sent_at{};
    std::vector<SentGroup>   groups;
};

struct Received {
    std::string                                      sender;  // ISA06 of whoever acknowledges
    std::variant<Acknowledgment, InterchangeReceipt> what;
};

// How long an acknowledgment may take. CORE gives a 999 one hour after a batch was received.
struct AcknowledgmentTimes {
    std::chrono::seconds overdue_after = std::chrono::hours(1);
};

// `unacknowledged` is for what nobody acknowledges: groups of 999s, interchanges that asked for no TA1.
enum class Standing : std::uint8_t {
    unacknowledged,
    awaited,
    overdue,
    accepted,
    accepted_with_errors,
    partially_accepted,
    rejected,
};

// `reasons` are "TA1 025", "AK9 5", "IK5 I5": layer and code, as in schemas/issues.csv.
struct SetStanding {
    SentSet                  sent;
    Standing                 standing = Standing::awaited;
    std::vector<std::string> reasons;
};

struct GroupStanding {
    std::string              functional_id;
    std::string              control_number;
    Standing                 standing = Standing::awaited;
    std::vector<std::string> reasons;
    std::vector<SetStanding> sets;
};

struct InterchangeStanding {
    std::string                receiver;
    std::string                control_number;
    Standing                   standing = Standing::unacknowledged;
    std::vector<std::string>   reasons;
    std::vector<GroupStanding> groups;
};

struct Matched {
    std::vector<InterchangeStanding> sent;       // one for each that was given, in the same order
    std::vector<std::size_t>         strangers;  // indices of what was received and speaks of nothing we sent
};

// A later acknowledgment of the same thing counts instead of an earlier one. A rejected
// interchange rejects what is in it; an accepted group accepts the sets its 999 does not name.
[[nodiscard]] Matched match(std::span<const SentInterchange> sent,
                            std::span<const Received>        received,
                            std::chrono::sys_seconds         now,
                            AcknowledgmentTimes              times = {});

// What stands in our own output. What cannot be read of it is left out.
[[nodiscard]] std::vector<SentInterchange> sent_in(Reader output, std::chrono::sys_seconds sent_at);

}  // namespace x278::edi
