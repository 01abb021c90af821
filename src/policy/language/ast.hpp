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
    other_line_procedure,
    other_line_same_date_procedure,
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

// `request is admission`: a field whose codes the language has words for.
enum class ChoiceSubject : std::uint8_t { request, certification, level_of_service };

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

// `age at first service is at most 18 years`
struct AgeTest {
    Relation relation = Relation::at_most;
    Number   years;
};

// Facts that hold or do not, and have no value to compare.
enum class Fact : std::uint8_t { service_provider_in_network, requester_has_open_referral, referral_open };

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
};

struct KnownTest {
    bool     wanted  = true;  // known, or unknown
    Knowable subject = Knowable::quantity;
};

struct Group;

// One condition, and the words it was read from.
struct Condition : x3::variant<x3::forward_ast<Group>, CodeTest, ChoiceTest, QuantityTest, AgeTest, FactTest, KnownTest>,
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

enum class Verb : std::uint8_t { not_required, accept_notice, approve, approve_up_to, pend, contact, deny, cancel };

struct Outcome : Located {
    Verb                   verb = Verb::pend;
    std::optional<Name>    target;  // the queue, the contact
    std::optional<Amount>  limit;
    Details                details;
    std::optional<Details> beyond;  // what is left out above the limit
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

using Statement = x3::variant<Payer, Contact, Rule>;

}  // namespace x278::policy::language::ast
