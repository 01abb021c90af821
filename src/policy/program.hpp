// The compiled plans: names resolved, codes looked up, rules in the order they are asked.
//
// Immutable once compiled, and shared by all threads.
#pragma once

#include "model/determination.hpp"
#include "policy/code_set.hpp"
#include "policy/language/ast.hpp"

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

namespace date {
class time_zone;
}  // namespace date

namespace x278::policy {

// One bit a product, so that a member whose product is not known is simply all of them.
using Products = std::uint64_t;

inline constexpr std::size_t products_max = 64;

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
    CodeSet                    codes;  // those written in the rule itself
    std::vector<NamedSet>      sets;
    std::string                words;  // "in high-technology-radiology", "11 or 22"
};

struct ChoiceTest {
    language::ast::ChoiceSubject subject{};
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

struct AgeTest {
    Relation relation{};
    int      years = 0;
};

struct FactTest {
    Fact fact{};
};

struct KnownTest {
    bool     wanted = true;
    Knowable subject{};
};

struct Condition {
    std::variant<Group, CodeTest, ChoiceTest, QuantityTest, AgeTest, FactTest, KnownTest> is;
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

struct Outcome {
    Verb                 verb{};
    std::string          queue;  // whose work it becomes, when it pends
    std::optional<Limit> limit;
    Details              details;
    Details              beyond;  // said when the limit was exceeded
};

struct Rule {
    std::string                                id;
    std::string                                title;
    std::string                                source;
    std::uint8_t                               stage    = 0;  // index in language::stage_words
    Products                                   named    = 0;  // the products the rule names itself
    Products                                   families = 0;  // those it means by naming their family
    Products                                   products = 0;  // all it is for
    std::optional<std::chrono::year_month_day> from;
    std::optional<std::chrono::year_month_day> until;
    Group                                      when;
    Outcome                                    outcome;
};

// A rule that is kept in the plan, is not asked, and says why.
struct DisabledRule {
    std::string id;
    std::string reason;
};

using RuleNumber = std::uint16_t;

// Which rules can hold for a service, by the codes that name it.
struct RuleIndex {
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    using Codes = std::unordered_map<std::string, std::vector<RuleNumber>, Hash, std::equal_to<>>;

    std::vector<RuleNumber>              always;   // rules that no code rules out
    std::array<Codes, code_system_count> by_code;  // those that need this code to hold
};

struct PayerProgram {
    std::string                                                  id;
    std::string                                                  name;
    std::vector<std::pair<std::string, std::string>>             identifiers;  // NM108, NM109
    std::string                                                  zone_name;
    const date::time_zone*                                       zone     = nullptr;
    bool                                                         may_deny = false;
    std::vector<std::string>                                     products;  // bit i is products[i]
    std::map<std::string, Products, std::less<>>                 families;
    std::map<std::string, model::ContactPoint, std::less<>>      contacts;
    const model::ContactPoint*                                   default_contact = nullptr;
    std::map<std::string, std::unique_ptr<CodeSet>, std::less<>> code_sets;
    std::vector<Rule>                                            rules;  // by stage, then by id
    std::vector<DisabledRule>                                    disabled;
    RuleIndex                                                    index;
};

struct Program {
    std::vector<std::unique_ptr<PayerProgram>> payers;  // by id
};

}  // namespace x278::policy
