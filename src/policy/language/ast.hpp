// A plan file as it was read: words, not yet meanings.
//
// Every node knows where it stands in the file's text, which it therefore must not outlive.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/spirit/home/x3/support/ast/variant.hpp>

namespace x278::policy::language::ast {

namespace x3 = boost::spirit::x3;

// The stretch of text a node was read from.
struct Located {
    const char* begin = nullptr;
    const char* end   = nullptr;
};

struct Name : Located {  // a word: an id, a product, a code, the name of a code set
    std::string text;
};

struct Text : Located {  // "in quotation marks", without them
    std::string text;
};

struct Number : Located {
    double value = 0;
};

struct Day : Located {
    std::chrono::year_month_day date;
};

// 26 visits
struct Amount {
    Number value;
    Name   unit;
};

// What a condition looks at, when that is a code.
enum class CodeSubject : std::uint8_t {
    service_type,
    procedure,
    modifier,
    revenue_code,
    place_of_service,
    diagnosis,
    principal_diagnosis,
    account,
    member_prefix,
    requester_role,
    requester_specialty,
    service_provider_specialty,
    primary_care_state,
    cause,
};

struct CodeValue {
    enum class Kind : std::uint8_t { code, set, bill_type };
    Kind kind = Kind::code;
    Name name;
};

// `procedure is in high-technology-radiology`, `place of service is 21 or bill type 11`
struct CodeTest {
    CodeSubject            subject = CodeSubject::procedure;
    std::vector<CodeValue> values;
};

// `a line has procedure in SURGERY at place 22 or 24`, `at least 2 lines have procedure in SET`
struct LinesTest {
    enum class Which : std::uint8_t { another, another_on_same_date, any };
    Which                  which = Which::any;
    std::optional<Number>  at_least;  // how many; one, if it is not said
    std::vector<CodeValue> values;
    std::vector<Name>      places;
};

// `request is admission`: a field whose codes the language has words for.
enum class ChoiceSubject : std::uint8_t { request, certification, level_of_service, earlier_certification, outcome };

struct ChoiceTest {
    ChoiceSubject     subject = ChoiceSubject::request;
    std::vector<Name> words;
};

enum class Relation : std::uint8_t { at_most, at_least, more_than, less_than };

// `quantity is at most 26 visits`
struct QuantityTest {
    Relation relation = Relation::at_most;
    Amount   limit;
};

// A point in time that conditions compare.
enum class Anchor : std::uint8_t {
    receipt,
    admission,
    discharge,
    first_service,
    last_service,
    onset,
    accident,
    birth,
    certification_start,  // of the certification that REF*BB goes back to
    certification_end,
    certification_issue,
    last_covered_visit,
    nth_visit,         // `the 13th visit by COUNTER`
    first_by_counter,  // `the first service by COUNTER`
    last_by_counter,
    end_of_counter,  // `the end of COUNTER`: the last day of its running period
    event,           // `the day of case-management`
    option,          // `option first-renewal`
    day,             // `2024-01-31`
};

struct Moment : Located {
    Anchor                anchor = Anchor::receipt;
    std::optional<Number> ordinal;  // 13
    std::optional<Name>   name;     // of the counter, the event or the option
    std::optional<Day>    day;
};

// 72 hours, 7 days, 3 months
struct Span {
    Number value;
    Name   unit;
};

// `receipt is within 72 hours of admission`, `first service is before birth`
struct DateTest {
    enum class Kind : std::uint8_t {
        before,
        after,
        on_or_before,
        on_or_after,
        within,         // on either side
        within_before,  // not after it, and not more than the span before
        within_after,
        apart_before,  // `at least 7 days before`
        apart_after,
    };
    Moment              left;
    Kind                kind     = Kind::before;
    Relation            relation = Relation::at_least;  // of `apart`
    std::optional<Span> span;
    Moment              right;
};

// `age at first service is at most 18 years`, `age at admission is in sud-youth`
struct AgeTest {
    Moment                  at;
    std::optional<Relation> relation;
    std::optional<Number>   years;
    std::optional<Name>     band;
};

// What a count is compared with: `26 visits`, `option rehab-limit`. One of them is there.
struct CountLimit {
    std::optional<Amount> amount;
    std::optional<Name>   option;
};

// `the count by pt-authorized with this request is at most 26 visits`
struct CountTest {
    Name       counter;
    bool       with_request = false;
    Relation   relation     = Relation::at_most;
    CountLimit limit;
};

// `option chiropractic-visits is 12`, `parameter late-notice is pend or accept`
struct SettingTest {
    enum class Kind : std::uint8_t { option, parameter };
    Kind                    kind = Kind::option;
    Name                    name;
    std::optional<Relation> relation;  // with a number: `option chiropractic-visits is at most 12`
    std::optional<Number>   number;
    std::vector<Name>       values;  // else
};

// `documents 08, DS are announced`, `document XP is announced`
struct DocumentTest {
    bool              all = true;  // of them; else one is enough
    std::vector<Name> codes;
};

// `the member has a stay at observation`, `the member has no stay`
struct StayTest {
    bool              has = true;
    std::vector<Name> levels;  // none: any
};

// `the member has case-management`, `the member has no consent`
struct MemberTest {
    bool has = true;
    Name event;
};

// `receipt is outside office-hours`
struct CalendarTest {
    bool inside = true;
    Name calendar;
};

// Facts that hold or do not, and have no value to compare.
enum class Fact : std::uint8_t {
    service_provider_in_network,
    every_named_person_in_network,
    requester_has_open_referral,
    referral_open,
    requester_is_primary_care,
    requester_in_circle,
    requester_in_fax_back,
    primary_care_in_network,
    member_has_primary_care,
    criteria_met,
    criteria_not_met,
    criteria_unanswered,
    procedure_is_ndc,
    procedure_is_hiec,
};

struct FactTest {
    Fact fact = Fact::referral_open;
};

// `known quantity`, `quantity is unknown`
enum class Knowable : std::uint8_t {
    procedure,
    place_of_service,
    quantity,
    diagnosis,
    first_service_date,
    birth_date,
    product,
    network_status,
    referrals,
    previous_certification,
    admission_hour,
    accident_date,
    discharge_date,
    primary_care,
    requester_specialty,
    service_provider_specialty,
    stays,
    earlier_certification,
    service_description,
};

struct KnownTest {
    bool     wanted  = true;  // known, or unknown
    Knowable subject = Knowable::quantity;
};

struct Group;

// One condition, and the words it was read from.
struct Condition : x3::variant<x3::forward_ast<Group>,
                               CodeTest,
                               LinesTest,
                               ChoiceTest,
                               QuantityTest,
                               DateTest,
                               AgeTest,
                               CountTest,
                               SettingTest,
                               DocumentTest,
                               StayTest,
                               MemberTest,
                               CalendarTest,
                               FactTest,
                               KnownTest>,
                   Located {
    using base_type::base_type;
    using base_type::operator=;
};

struct Group {
    enum class Kind : std::uint8_t { all, any, none };
    Kind                   kind = Kind::all;
    std::vector<Condition> parts;
};

// What may follow every verb.
struct Details {
    std::optional<Name> because;
    std::optional<Text> say;
    std::vector<Name>   documents;
    std::optional<Name> contact;
};

enum class Verb : std::uint8_t {
    not_required,
    accept_notice,
    approve,
    pend,
    contact,
    send,  // to a vendor, in the mode its parameter says
    deny,
    cancel,
    reject,  // AAA
    flag,    // these four are effects: they never decide
    notify,
    start,
    note,
};

// What is answered when nothing is left of a limit.
struct NoneLeft : Located {
    Verb                verb = Verb::contact;
    std::optional<Name> target;
    Details             details;
};

// `up to 26 visits by pt-authorized beyond modify because 04 none contact intake because 04`
struct LimitClause {
    std::optional<Number>   number;  // one of number and option
    std::optional<Name>     option;
    Name                    unit;  // without text, when its counter goes by several
    std::optional<Name>     counter;
    std::optional<Details>  beyond;
    std::optional<NoneLeft> none;
};

// `until the end of pt-authorized`, `until 60 days after receipt`
struct Until {
    std::optional<Span> span;  // after the moment
    Moment              moment;
};

struct Outcome : Located {
    Verb                     verb = Verb::pend;
    std::vector<Name>        targets;  // the queue, the contact, the situation, the flag, those to notify
    std::optional<Span>      span;     // of a timer
    std::vector<LimitClause> limits;
    std::optional<Until>     until;
    bool                     payer_criteria = false;  // of a vendor: `by criteria of the payer`
    Details                  details;
};

struct Scope {
    bool              every_product = false;
    std::vector<Name> names;  // products and families
};

struct Rule : Located {
    Name                   id;
    Text                   title;
    Name                   stage;
    Scope                  scope;
    std::optional<Day>     from;
    std::optional<Day>     until;
    std::vector<Condition> conditions;
    Outcome                outcome;
    std::vector<Name>      sources;
    std::optional<Text>    disabled;
};

struct Identifier {
    Name qualifier;  // NM108
    Name value;      // NM109
};

struct Family {
    Name              name;
    std::vector<Name> products;
};

struct Payer : Located {
    Name                    id;
    Text                    name;
    std::vector<Identifier> identifiers;
    Name                    zone;
    std::vector<Family>     families;
    bool                    may_deny = false;
    Name                    default_contact;
};

struct ContactNumber {
    Name kind;
    Name number;
};

struct Contact : Located {
    Name                       id;
    Text                       name;
    std::vector<ContactNumber> numbers;
};

// ---- what rules speak of --------------------------------------------------------

struct ScopedValue {
    std::vector<Name> products;
    Name              value;
};

// `parameter late-notice = pend of pend, accept for FEP = accept because "why" source E-14`
struct Parameter : Located {
    Name                     name;
    Name                     value;
    std::vector<Name>        values;
    std::vector<ScopedValue> scoped;
    Text                     reason;
    std::vector<Name>        sources;
};

// `option chiropractic-authorization of yes, no else yes because "why" source BCBSMA-CHI-02`
struct Option : Located {
    Name                name;
    std::vector<Name>   values;  // `number` or `date` alone, or the words it may have
    std::optional<Name> otherwise;
    std::optional<Text> reason;
    std::vector<Name>   sources;
};

// `band sud-youth = 0 to 22 years source E-12`
struct Band : Located {
    Name              name;
    Number            youngest;
    Number            oldest;
    std::vector<Name> sources;
};

// `Monday to Friday 17:00 to 24:00`, `Saturday`
struct Hours {
    Name                first_day;
    std::optional<Name> last_day;
    std::optional<Name> opens;   // "17:00"
    std::optional<Name> closes;  // "24:00"
};

struct Calendar : Located {
    Name               name;
    std::vector<Hours> hours;
    std::vector<Day>   except;
    std::vector<Name>  sources;
};

// `member, or member and provider where parameter NAME is VALUE`: the first, unless a parameter says another.
template <class Value>
struct Reading {
    Value value{};
    Name  parameter;
    Name  chosen;
};

template <class Value>
struct Readings {
    Value                       usual{};
    std::vector<Reading<Value>> others;
};

enum class Counted : std::uint8_t { authorized, used, used_or_authorized };
enum class CountKey : std::uint8_t { member, member_and_provider, member_and_area, member_and_quadrant };

struct CountPeriod {
    enum class Kind : std::uint8_t { calendar_year, from_the_first, the_last, ever };
    Kind                kind = Kind::calendar_year;
    std::optional<Span> span;
};

// `counter NAME counts visits authorized when CONDITIONS by member and provider in the calendar year source ID`
struct Counter : Located {
    Name                   name;
    Readings<Name>         unit;
    Counted                counted = Counted::authorized;
    std::vector<Condition> conditions;
    Readings<CountKey>     key;
    Readings<CountPeriod>  period;
    std::vector<Name>      sources;
};

// `gate ID "title" outcomes any denial needs licence MD or DO and matching specialty else pend to physician because 0W`
struct Gate : Located {
    Name              id;
    Text              title;
    std::vector<Name> outcomes;
    std::vector<Name> licences;
    bool              matching_specialty = false;
    bool              criteria           = false;
    std::vector<Name> supervisors;
    Name              queue;
    Name              reason;
    std::vector<Name> sources;
};

using Statement = x3::variant<Payer, Contact, Rule, Parameter, Option, Band, Calendar, Counter, Gate>;

}  // namespace x278::policy::language::ast
