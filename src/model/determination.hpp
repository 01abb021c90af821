// The answer to a ServiceReviewRequest, with its reasons.
//
// A determination outlives the request it answers: it owns its text, or keeps whoever does.
#pragma once

#include "model/kept.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace x278::model {

// What the engine may say about a line, in words of the domain; the wire codes are
// data (schemas/answers/outcomes.csv).
//
// A denial on medical necessity is missing on purpose: only a licensed reviewer's
// decision can hold one.
enum class Outcome : std::uint8_t {
    not_required,             // no authorization is needed
    notice_accepted,          // a notification was due, and came in time
    approved,                 // certified as asked
    modified,                 // certified with another quantity or other dates
    partly_approved,          // of an event only: some of its lines are certified, others are not or not as asked
    pended,                   // a person will decide
    contact_payer,            // another door answers: a vendor, a telephone
    denied_administratively,  // on coverage, eligibility, network or time limits
    cancelled,                // an earlier certification was cancelled as asked
};

struct ReasonCode {
    std::string code;  // HCR03, code source 886
    Wording     text;  // for people; never parsed

    friend bool operator==(const ReasonCode&, const ReasonCode&) = default;
};

// What a rule is called, in its own words.
struct RuleName {
    std::string id;      // "TH-06"; stable across releases
    std::string title;   // the rule's own words
    std::string source;  // ids of the payer's rules it honours, "BCBSMA-TH-06, BCBSMA-TH-12"

    friend bool operator==(const RuleName&, const RuleName&) = default;
};

// One rule that was asked about one line, and what it answered.
struct Finding {
    enum class Answer : std::uint8_t { does_not_apply, applies, cannot_tell };

    const RuleName*          rule   = nullptr;  // never null; lives as long as LineDetermination::keeper
    Answer                   answer = Answer::does_not_apply;
    std::vector<std::string> because;  // the facts compared: "quantity 29 visits > 26 visits"

    friend bool operator==(const Finding& a, const Finding& b)
    {
        return *a.rule == *b.rule && a.answer == b.answer && a.because == b.because;
    }
};

// What a determination brings with it, beside the answer; it never changes the outcome.
struct Effect {
    enum class Kind : std::uint8_t {
        flag,    // a mark on the case: "precertification-penalty"
        notice,  // is owed to `name`: "member", "primary-care"
        timer,   // runs out at `due`
    };

    Kind                                    kind = Kind::flag;
    Wording                                 name;
    std::optional<std::chrono::sys_seconds> due;   // UTC; of a timer
    Wording                                 rule;  // rule_id that brought it

    friend bool operator==(const Effect&, const Effect&) = default;
};

// How to reach whoever can say more.
struct ContactPoint {
    struct Number {
        std::string kind;  // TE telephone, FX fax, EM e-mail, UR web, EX extension
        std::string number;

        friend bool operator==(const Number&, const Number&) = default;
    };
    std::string         name;
    std::vector<Number> numbers;  // at most 3; an extension follows its telephone

    friend bool operator==(const ContactPoint&, const ContactPoint&) = default;
};

struct CertifiedQuantity {
    double      value = 0;
    std::string unit;  // HSD01: VS visits, DY days, HS hours, FL units, MN months

    friend bool operator==(const CertifiedQuantity&, const CertifiedQuantity&) = default;
};

struct CertifiedPeriod {
    std::chrono::year_month_day first;
    std::chrono::year_month_day last;

    friend bool operator==(const CertifiedPeriod&, const CertifiedPeriod&) = default;
};

// Keeps alive what the rest of an answer refers to: the plan, or what was read with it. Whoever keeps it, the answer is the
// same.
struct Keeper {
    std::shared_ptr<const void> of;

    friend bool operator==(const Keeper& /*one*/, const Keeper& /*other*/) { return true; }
};

struct LineDetermination {
    int                              line    = 0;  // ServiceLine::number; 0 is the event itself
    Outcome                          outcome = Outcome::pended;
    std::vector<ReasonCode>          reasons;           // at most 5
    Wording                          decided_by;        // rule_id; empty when no rule spoke
    std::optional<CertifiedQuantity> quantity;          // what is certified, when approved or modified
    std::optional<CertifiedPeriod>   period;            // when it is certified for
    std::vector<std::string>         documents_wanted;  // PWK01 codes, when pended for information
    std::string                      queue;             // who decides, when pended: "nurse", "intake"
    Wording                          message;           // MSG01, at most 264 characters, upper case, no PHI
    Kept<ContactPoint>               contact;           // whom to ask
    std::vector<Effect>              effects;           // flags, notices owed, timers started; in order of their rules
    std::vector<Finding>             findings;          // every rule asked, in the order asked
    Keeper                           keeper;            // of what it says; its parts do not outlive it

    friend bool operator==(const LineDetermination&, const LineDetermination&) = default;
};

// Why a request could not be worked on: an AAA at one level of the response.
struct Rejection {
    std::string situation;     // "member/not-found", a key of schemas/answers/rejections.csv
    int         line     = 0;  // ServiceLine::number, when it is about one of them; 0 otherwise
    int         provider = 0;  // 1-based, which provider of the event or of the line; 0 when not about one

    friend bool operator==(const Rejection&, const Rejection&) = default;
};

struct Determination {
    std::string                 payer;                     // the plan that decided, "BCBSMA"; empty when none was found
    Wording                     plan_revision;             // content hash of the plan files used
    std::string                 facts_as_of;               // hash of the reference data looked in, and its day; empty: none was
    std::chrono::sys_seconds    determined_at{};           // UTC
    std::chrono::year_month_day determined_on{};           // the payer's own calendar day
    int                         determined_minute = 0;     // minutes since that day's midnight, payer's time
    std::string                 certification_number;      // given when anything is certified
    std::string                 administrative_reference;  // given when anything is pended
    std::vector<Rejection>      rejections;                // if any, nothing was decided and `lines` is empty
    LineDetermination           event;      // the outcome of the whole, rolled up from `lines` if there are any; of a
                                            // rejection by a rule: what was asked
    std::vector<LineDetermination> lines;   // one for each ServiceLine, in order
    Keeper                         keeper;  // of `plan_revision`

    friend bool operator==(const Determination&, const Determination&) = default;
};

[[nodiscard]] inline bool is_certified(Outcome outcome) noexcept
{
    return outcome == Outcome::approved || outcome == Outcome::modified || outcome == Outcome::partly_approved;
}

}  // namespace x278::model
