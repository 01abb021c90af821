// The compiled plans: names resolved, codes looked up, rules in the order they are asked.
//
// Immutable once compiled, and shared by all threads.
#pragma once

#include "model/determination.hpp"
#include "policy/code_set.hpp"
#include "policy/language/ast.hpp"
#include "policy/language/vocabulary.hpp"
#include "policy/local_time.hpp"
#include "policy/rule_index.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace x278::policy {

// One bit a product, so that a member whose product is not known is simply all of them.
using Products = std::uint64_t;

inline constexpr std::size_t products_max = 64;
inline constexpr std::size_t message_max  = 264;  // characters; MSG01
inline constexpr int         age_max      = 150;  // years

using language::ast::Anchor;
using language::ast::CountKey;
using language::ast::Counted;
using language::ast::Fact;
using language::ast::Knowable;
using language::ast::Relation;
using language::ast::Verb;

// ---- conditions -----------------------------------------------------------------

struct Condition;

struct Group {
    language::ast::Group::Kind kind = language::ast::Group::Kind::all;
    std::vector<Condition>     parts;
};

// A set of codes, and the word the plan calls it by.
struct NamedSet {
    std::string    name;
    const CodeSet* codes = nullptr;
};

struct CodeTest {
    language::ast::CodeSubject subject{};

    // Its place among the tests whose answers stand in the plan's index; the same for tests of the same words. A test
    // that is plain needs no more than the index: it has neither dates nor ranges too wide to list.
    bool                         is_plain = false;
    std::optional<std::uint16_t> number;

    std::uint16_t         systems = 0;  // its codes are of, a bit each
    CodeSet               codes;        // those written in the rule itself
    std::vector<NamedSet> sets;
    std::string           words;  // "in high-technology-radiology", "11 or 22"
};

// Those written in the rule itself first.
[[nodiscard]] inline std::vector<const CodeSet*> sets_of(const CodeTest& test)
{
    std::vector<const CodeSet*> sets{&test.codes};
    for (const NamedSet& set : test.sets) sets.push_back(set.codes);
    return sets;
}

struct ChoiceTest {
    language::ast::ChoiceSubject subject{};
    std::uint32_t                places = 0;  // the codes, a bit each, by their place among the language's words
    std::vector<std::string>     codes;
    std::string                  words;  // "admission or services"
};

struct Limit {
    double      value = 0;
    std::string unit;  // HSD01
    std::string word;  // "visits"
};

struct QuantityTest {
    Relation relation{};
    Limit    limit;
};

struct LinesTest {
    language::ast::LinesTest::Which which{};
    int                             at_least = 1;
    CodeTest                        procedure;
    std::vector<std::string>        places;  // places of service; none: anywhere
    std::string                     words;   // "in surgery at place 22 or 24"
};

struct Counter;
struct Parameter;
struct AccountOption;
struct Band;
struct Calendar;

struct Moment {
    Anchor                      anchor{};
    int                         ordinal = 0;
    const Counter*              counter = nullptr;
    const AccountOption*        option  = nullptr;
    std::string                 event;
    std::chrono::year_month_day day{};
    std::string                 words;  // as the plan calls it: "the 13th visit by chiropractic-visits"

    friend bool operator==(const Moment&, const Moment&) = default;
};

struct Span {
    enum class Unit : std::uint8_t { hours, days, months };
    int  value = 0;
    Unit unit  = Unit::days;

    friend bool operator==(const Span&, const Span&) = default;
};

struct DateTest {
    Moment                        left;
    language::ast::DateTest::Kind kind{};
    Relation                      relation{};
    Span                          span;
    Moment                        right;
    std::string                   words;  // "within 72 hours of admission"
};

struct AgeTest {
    Moment      at;
    Relation    relation{};
    int         years = 0;
    const Band* band  = nullptr;  // instead of both
};

struct CountTest {
    const Counter*       counter      = nullptr;
    bool                 with_request = false;
    Relation             relation{};
    Limit                limit;             // `value` is not used when there is an option
    const AccountOption* option = nullptr;  // a number
};

struct OptionTest {
    const AccountOption*     option = nullptr;
    std::vector<std::string> values;
    std::string              words;     // "yes or no"
    std::optional<Relation>  relation;  // with `number`, instead of the values
    double                   number = 0;
};

struct ParameterTest {
    const Parameter*         parameter = nullptr;
    std::vector<std::string> values;
    std::string              words;
};

struct DocumentTest {
    bool                     all = true;
    std::vector<std::string> codes;
    std::string              words;  // "08, DS"
};

struct StayTest {
    bool                     has = true;
    std::vector<std::string> levels;
    std::string              words;  // "a stay at observation"
};

struct MemberTest {
    bool        has = true;
    std::string event;
};

struct CalendarTest {
    bool            inside   = true;
    const Calendar* calendar = nullptr;
};

struct FactTest {
    Fact fact{};
};

struct KnownTest {
    bool     wanted = true;
    Knowable subject{};
};

struct Condition {
    std::variant<Group,
                 CodeTest,
                 LinesTest,
                 ChoiceTest,
                 QuantityTest,
                 DateTest,
                 AgeTest,
                 CountTest,
                 OptionTest,
                 ParameterTest,
                 DocumentTest,
                 StayTest,
                 MemberTest,
                 CalendarTest,
                 FactTest,
                 KnownTest>
        is;
};

// ---- what conditions speak of ---------------------------------------------------

// What may be read in several ways: the first whose parameter has that value, else the usual one.
template <class Value>
struct Readings {
    struct Other {
        const Parameter* parameter = nullptr;
        std::string      chosen;
        Value            value{};
    };
    Value              usual{};
    std::vector<Other> others;
};

// Counts services of the past, and those of this request's earlier lines.
struct Counter {
    struct Unit {
        std::string code;  // HSD01; "dates" counts distinct days, "services" counts records
        std::string word;  // "visits"
    };
    struct Period {
        language::ast::CountPeriod::Kind kind{};
        Span                             span;
    };
    std::string        name;
    Readings<Unit>     unit;
    Counted            counted{};
    Group              when;  // over a past service
    Readings<CountKey> key;
    Readings<Period>   period;
    std::string        source;

    std::vector<const Parameter*> parameters;  // all it asks, each once
};

// What may differ between payers, products or readings of an unclear page.
struct Parameter {
    std::string                                   name;
    std::size_t                                   number = 0;  // its place in ParameterValues
    std::string                                   value;       // the default
    std::vector<std::string>                      values;      // it may have
    std::vector<std::pair<Products, std::string>> scoped;      // the first that fits beats the default
    std::string                                   reason;
    std::string                                   source;
};

// Values that are tried instead of the plan's own, by Parameter::number; empty: the plan's.
using ParameterValues = std::vector<std::string>;

// What a member's account may choose.
struct AccountOption {
    enum class Kind : std::uint8_t { word, number, date };
    std::string                name;
    Kind                       kind = Kind::word;
    std::vector<std::string>   values;     // of a word
    std::optional<std::string> otherwise;  // when the account's record says nothing
    std::string                reason;
    std::string                source;
};

// Ages in whole years, both included.
struct Band {
    std::string name;
    int         youngest = 0;
    int         oldest   = 0;
    std::string source;
};

// Times of the week by the payer's clock.
struct Calendar {
    struct Hours {
        std::uint8_t days   = 0;     // bit 0 Sunday .. bit 6 Saturday
        int          opens  = 0;     // minutes since midnight
        int          closes = 1440;  // the first minute after
    };
    std::string                              name;
    std::vector<Hours>                       hours;
    std::vector<std::chrono::year_month_day> except;
    std::string                              source;
};

// Who may say what: read by review(), not by decide().
struct Gate {
    std::string              id;
    std::string              title;
    std::vector<std::string> outcomes;
    std::vector<std::string> licences;
    bool                     matching_specialty = false;
    bool                     criteria           = false;
    std::vector<std::string> supervisors;
    std::string              queue;
    std::string              reason;  // HCR03
    std::string              source;
};

// ---- rules ----------------------------------------------------------------------

// What is said with an outcome.
struct Details {
    std::string                code;  // HCR03; may be empty
    std::string                say;   // MSG01 in capitals, with {requested} and {certified} still in it
    std::vector<std::string>   documents;
    const model::ContactPoint* contact = nullptr;

    friend bool operator==(const Details&, const Details&) = default;
};

// What is answered when nothing is left of a limit.
struct NoneLeft {
    Verb        verb{};
    std::string queue;
    Details     details;
};

struct LimitClause {
    Limit                   limit;              // `value` is not used when there is an option
    const AccountOption*    option  = nullptr;  // a number
    const Counter*          counter = nullptr;  // null: within this request alone
    Details                 beyond;             // said when more was asked than is left
    std::optional<NoneLeft> none;
};

// The last day that may be certified.
struct Until {
    std::optional<Span> span;  // after `moment`
    Moment              moment;

    friend bool operator==(const Until&, const Until&) = default;
};

struct Outcome {
    Verb                     verb{};
    std::string              queue;      // whose work it becomes, when it pends
    std::string              situation;  // of a reject
    std::vector<std::string> names;      // the flag; whom to notify; the timer
    Span                     span;       // of a timer
    std::vector<LimitClause> limits;
    std::optional<Until>     until;
    const Parameter*         mode           = nullptr;  // of a vendor: redirect, forward or evaluate
    bool                     payer_criteria = false;    // the vendor decides by the payer's criteria
    Details                  details;
};

// A plain test, and the code of a line that it asks after.
struct PlainTest {
    const CodeEntry* LineEntries::*code = nullptr;
    std::uint16_t                  number{};  // CodeTest::number
};

// A part of a rule's condition; if a line passes one of the tests, it holds.
struct OpenPart {
    const Condition*       condition = nullptr;
    std::vector<PlainTest> enough;
};

// Those parts of a rule's condition that the index does not answer with yes.
struct LeftOpen {
    std::vector<OpenPart> service_named;  // by the line
    std::vector<OpenPart> not_named;
};

inline constexpr std::uint8_t effects_stage = language::stage_words.size() - 1;  // the last

struct Rule {
    std::shared_ptr<const model::RuleName>     name;
    std::uint8_t                               stage    = 0;  // index in language::stage_words
    Products                                   named    = 0;  // the products the rule names itself
    Products                                   families = 0;  // those it means by naming their family
    Products                                   products = 0;  // all it is for
    std::optional<std::chrono::year_month_day> from;
    std::optional<std::chrono::year_month_day> until;
    Group                                      when;  // all hold
    LeftOpen                                   left_open;
    Outcome                                    outcome;
    std::string                                path;      // of the file it stands in
    int                                        line = 0;  // where it begins
};

// A rule that is kept in the plan, is not asked, and says why.
struct DisabledRule {
    std::string id;
    std::string source;
    std::string reason;
    std::string path;
    int         line = 0;
};

struct PayerProgram {
    std::string                                                  folder;  // of its files, "plans/bcbsma"
    std::string                                                  id;
    std::string                                                  name;
    std::vector<std::pair<std::string, std::string>>             identifiers;  // NM108, NM109
    std::string                                                  zone_name;
    std::optional<LocalTime>                                     clock;  // of the zone
    bool                                                         may_deny = false;
    std::vector<std::string>                                     products;  // bit i is products[i]
    std::map<std::string, Products, std::less<>>                 families;
    std::map<std::string, model::ContactPoint, std::less<>>      contacts;
    const model::ContactPoint*                                   default_contact = nullptr;
    std::map<std::string, std::unique_ptr<CodeSet>, std::less<>> code_sets;
    std::map<std::string, Parameter, std::less<>>                parameters;
    std::map<std::string, AccountOption, std::less<>>            options;
    std::map<std::string, Band, std::less<>>                     bands;
    std::map<std::string, Calendar, std::less<>>                 calendars;
    std::map<std::string, Counter, std::less<>>                  counters;
    std::vector<Gate>                                            gates;  // by id
    std::vector<Rule>                                            rules;  // by stage, then by id
    std::vector<DisabledRule>                                    disabled;
    RuleIndex                                                    index;
};

struct Program {
    std::string                                revision;  // content hash of the plan files
    std::vector<std::unique_ptr<PayerProgram>> payers;    // by id
};

}  // namespace x278::policy
