// A case file as it was read: what a plan is expected to answer, in the words of the plan.
//
// As in ast.hpp, every node knows where it stands in the file's text, which it must not outlive.
#pragma once

#include "policy/language/ast.hpp"

namespace x278::policy::language::ast {

// 2024-04-10 22:00
struct CaseMoment {
    Day                 day;
    std::optional<Name> clock;
};

struct DayRange {
    Day                first;
    std::optional<Day> last;  // none: a single day
};

// ---- the member -----------------------------------------------------------------

struct MemberDay {
    enum class Kind : std::uint8_t { born, terminated };
    Kind kind = Kind::born;
    Day  day;
};

struct MemberName {
    enum class Kind : std::uint8_t { account, prefix };
    Kind kind = Kind::account;
    Name name;
};

struct MemberState {
    enum class Kind : std::uint8_t { not_on_file, not_eligible };
    Kind kind = Kind::not_on_file;
};

using MemberItem = x3::variant<MemberDay, MemberName, MemberState>;

struct CaseMember {
    Name                    product;  // "unknown" if it is
    std::vector<MemberItem> items;
};

// ---- what is on file --------------------------------------------------------------

// `revenue 0551`: a code and what it is a code of.
enum class CodeField : std::uint8_t {
    procedure,
    revenue,
    service_type,
    modifier,
    place,
    bill_type,
    principal,
    diagnosis,
    cause,
    refers_to,
    tooth,
    area,
    description,    // in words: what the service is called
    ndc,            // of a drug, in place of a procedure
    hiec,           // of home infusion, in place of a procedure
    to,             // the NPI of whom a past service was for
    certification,  // its number, of a past service
};

struct CodeItem {
    CodeField field = CodeField::procedure;
    Name      code;
};

// The days past services were on: each of `days`; or all from `first` on, `step` days apart, as many as there are.
struct OnDays {
    bool             listed = true;
    std::vector<Day> days;
};

struct EveryDays {
    std::optional<Number> step;
    Day                   first;
};

using PastDays = x3::variant<OnDays, EveryDays, DayRange>;

// `24 visits of 97110 authorized from 2024-01-10, to 1987654328`
struct PastServices {
    Amount                amount;
    CodeItem              what;
    bool                  authorized = false;  // or used
    PastDays              days;
    std::vector<CodeItem> items;
};

struct OptionIs {
    Name name;
    Name value;
};

struct EventSince {
    Name               name;
    CaseMoment         since;
    std::optional<Day> until;
};

struct StayFrom {
    Name               level;
    CaseMoment         admitted;
    std::optional<Day> discharged;
};

enum class CertificationState : std::uint8_t { approved, denied, pended };

struct EarlierCertification {
    Name                    number;
    CertificationState      state = CertificationState::approved;
    std::optional<Day>      issued;
    std::optional<DayRange> period;
    std::optional<Day>      last_visit;
};

struct ReferralTo {
    Name                    type;  // open or specialist
    std::optional<Name>     to;
    std::optional<DayRange> period;
};

// What stands on file without a value of its own.
enum class FileFact : std::uint8_t {
    no_referral,
    no_primary_care,
    service_provider_out_of_network,
    requester_out_of_network,
    requester_not_on_file,
    requester_may_not_ask,
    requester_is_primary_care,
    requester_is_not_primary_care,
    requester_in_circle,
    requester_not_in_circle,
    requester_in_fax_back,
    criteria_met,
    criteria_not_met,
    criteria_unanswered,
    product_unknown,
    account_unknown,
    network_unknown,
    referrals_unknown,
    services_unknown,
    stays_unknown,
    events_unknown,
    options_unknown,
    primary_care_unknown,
    certification_unknown,
};

struct FileFactIs {
    FileFact fact = FileFact::no_referral;
};

struct SpecialtyIs {
    bool requester = false;  // or the service provider
    Name taxonomy;
};

struct PrimaryCareIn {
    Name state;
    bool out_of_network = false;
};

// One `given`.
struct Given : x3::variant<FileFactIs,
                           SpecialtyIs,
                           PrimaryCareIn,
                           PastServices,
                           OptionIs,
                           StayFrom,
                           EarlierCertification,
                           ReferralTo,
                           EventSince>,
               Located {
    using base_type::base_type;
    using base_type::operator=;
};

// `with late-notice = deny`
struct WithParameter {
    Name name;
    Name value;
};

// ---- the request ------------------------------------------------------------------

struct MomentItem {
    enum class Kind : std::uint8_t { admitted, received };
    Kind       kind = Kind::admitted;
    CaseMoment moment;
};

struct DayItem {
    enum class Kind : std::uint8_t { discharged, onset, accident };
    Kind kind = Kind::discharged;
    Day  day;
};

enum class WordField : std::uint8_t { certification, level, requester };

// A word of a table of vocabulary.hpp, or who asks.
struct WordItem {
    WordField field = WordField::certification;
    Name      word;
};

// `40 visits`, `3 visits a week for 4 weeks`
struct Rate {
    Name   each;  // day, week, month
    Number periods;
    Name   period;
};

struct Delivered {
    Amount              amount;
    std::optional<Rate> rate;
};

enum class PartyState : std::uint8_t { person, out_of_network, not_on_file };

// `to 1987654328 person out of network`
struct PartyItem {
    Name                    npi;
    std::vector<PartyState> states;
    std::optional<Name>     specialty;
};

// `documents CK, 08`, `scenario S-071`
struct NameList {
    enum class Kind : std::uint8_t { documents, scenarios };
    Kind              kind = Kind::documents;
    std::vector<Name> names;
};

struct Undated {};  // there is no day of service

struct AskedItem : x3::variant<CodeItem, MomentItem, DayItem, WordItem, Delivered, PartyItem, NameList, Undated, DayRange>,
                   Located {
    using base_type::base_type;
    using base_type::operator=;
};

struct CaseRequest : Located {
    Name                   category;  // UM01, in a word
    std::vector<AskedItem> items;
};

struct CaseLine : Located {
    bool                   marked = true;
    std::vector<AskedItem> items;
};

// A part of the answer: of line `number`, of the event (0), of every line.
struct Target {
    enum class Kind : std::uint8_t { unsaid, line, event, every_line };
    Kind   kind = Kind::unsaid;
    Number number;
};

// ---- what a reviewer says -----------------------------------------------------------

// A word of review_words(), or `documents` and which are asked for.
struct ReviewerSays {
    Name              word;
    std::vector<Name> documents;
};

struct ReviewItem {
    enum class Kind : std::uint8_t { specialty, supervised_by, consulting, expertise, with_criteria };
    Kind kind = Kind::specialty;
    Name name;  // of the last none
};

// `review line 2 not-necessary by MD, specialty 2084P0800X`
struct CaseReview : Located {
    Target                  target;
    ReviewerSays            says;
    std::vector<Name>       licences;  // of who says it; none: a clerk's
    std::vector<ReviewItem> items;
};

// ---- what is expected -------------------------------------------------------------

enum class ExpectedOutcome : std::uint8_t {
    not_required,
    notice_accepted,
    approved,
    modified,
    partly_approved,
    pended,
    contact,
    denied,
    cancelled,
    rejected,
    allowed,  // what the reviewer says
    blocked,
};

// Lists that are compared whole, or of which each must be found.
struct ExpectedNames {
    enum class Kind : std::uint8_t {
        because,
        documents,
        rejections,
        by,
        applied,
        not_applied,
        cannot_tell,
        queue,
        contact,
        flag,
        no_flag,
        notify,
        start,
    };
    Kind              kind = Kind::because;
    std::vector<Name> names;  // empty: none is expected
};

struct ExpectedDay {
    bool first = false;  // or the last day
    Day  day;
};

struct ExpectedItem : x3::variant<ExpectedNames, ExpectedDay, Text, Amount>, Located {
    using base_type::base_type;
    using base_type::operator=;
};

// One `expect`.
struct Expectation : Located {
    Target                         target;
    std::optional<ExpectedOutcome> outcome;
    std::vector<ExpectedItem>      items;
};

using CaseClause = x3::variant<NameList, CaseMember, Given, WithParameter, CaseRequest, CaseLine, CaseReview, Expectation>;

struct Case : Located {
    Text                    title;
    std::vector<CaseClause> clauses;
};

}  // namespace x278::policy::language::ast
