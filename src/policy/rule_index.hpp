// Which rules can hold for a line, and which of their tests its codes pass, told before any of them is asked.
//
// A rule left out would have answered "does not apply": so the index changes how long a decision takes, never what it is.
#pragma once

#include "core/text_hash.hpp"
#include "policy/code_set.hpp"
#include "policy/language/vocabulary.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/container/small_vector.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

namespace x278::policy {

struct LineView;
struct PayerProgram;

// A set of small numbers, a bit for each.
class NumberSet {
public:
    using Word = std::uint64_t;

    static constexpr std::size_t word_bits = 64;

    // For numbers below `size`.
    explicit NumberSet(std::size_t size = 0) : words_((size + word_bits - 1) / word_bits) {}

    void add(std::size_t number) { words_[number / word_bits] |= Word{1} << number % word_bits; }
    void add(const NumberSet& all)
    {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= all.words_[i];
    }
    void keep(const NumberSet& only)
    {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= only.words_[i];
    }

    [[nodiscard]] bool contains(std::size_t number) const noexcept
    {
        return (words_[number / word_bits] >> number % word_bits & 1U) != 0;
    }
    [[nodiscard]] std::span<const Word> words() const noexcept { return words_; }

private:
    std::vector<Word> words_;
};

using RuleSet = NumberSet;  // by their places in the order they are asked
using TestSet = NumberSet;  // code tests, by CodeTest::number

// What a plan makes of a code.
struct CodeEntry {
    RuleSet rules;  // that can hold for it, of a place or a prefix
    RuleSet met;    // whose needs it meets
    TestSet tests;  // it passes, on some day at least
};

// What the plan's index says of a line's codes. Of a code that the line has not: what it says of any other.
struct LineEntries {
    const CodeEntry* procedure    = nullptr;
    const CodeEntry* revenue_code = nullptr;
    const CodeEntry* service_type = nullptr;
    const CodeEntry* facility     = nullptr;  // these two are null for services of the past
    const CodeEntry* prefix       = nullptr;
};

// What most requests come without. A rule that needs it is ruled out.
enum class Absent : std::uint8_t {
    account_options,
    documents,
    modifiers,
    member_events,
    criteria_answers,
    referrals,
    stays,
    fax_back,       // the requester is not in the program
    drug_codes,     // the procedure is not told by NDC or HIEC
    past_services,  // the service begins on the day of receipt or later, and nobody has been discharged
};

inline constexpr std::size_t absent_count = 10;
inline constexpr std::size_t absent_sets  = std::size_t{1} << absent_count;

struct RuleIndex {
    using Codes = boost::unordered_flat_map<std::string, CodeEntry, TextHash, TextEqual>;

    struct ByCode {
        CodeEntry otherwise;  // of a code that no rule names; it may pass tests for ranges too wide to list
        Codes     named;

        [[nodiscard]] const CodeEntry& of(std::string_view code) const
        {
            if (code.empty()) return otherwise;
            const auto found = named.find(code);
            return found == named.end() ? otherwise : found->second;
        }
    };

    // By UM01, UM02 and UM06 together, as LineView has them.
    static constexpr std::size_t request_count       = language::request_words.size() + 1;
    static constexpr std::size_t certification_count = language::certification_words.size() + 1;
    static constexpr std::size_t level_count         = language::level_of_service_words.size() + 1;
    using ByReview = std::array<std::array<std::array<RuleSet, level_count>, certification_count>, request_count>;

    static constexpr std::size_t outcome_count = language::outcome_words.size() + 1;

    std::size_t                           rules        = 0;
    std::size_t                           first_effect = 0;  // rules of stage `effects` stand last
    std::vector<RuleSet>                  by_product;        // with the plan's own parameters
    ByReview                              by_review;
    std::array<RuleSet, outcome_count>    by_outcome;
    RuleSet                               need_nothing;  // of codes that name a service or a place
    RuleSet                               need_place;    // among other codes
    std::array<RuleSet, absent_sets>      without;       // by what is absent, a bit each
    std::array<ByCode, code_system_count> by_code;       // of places, prefixes of member numbers, and services

    [[nodiscard]] const CodeEntry& of(CodeSystem system, std::string_view code) const
    {
        return by_code[static_cast<std::size_t>(system)].of(code);
    }
};

// compile_index.cpp; after all rules of the payer stand in order. Numbers their code tests.
void make_index(PayerProgram& payer);

// The rules to ask about a line, in their order.
class Candidates {
public:
    // All that its product, its codes and what else it says leave. What is decided of it is not looked at.
    explicit Candidates(const LineView& line);

    // Leaves those of them that can hold for what is decided of the line; rules that ask for it stand in stage `effects`.
    void narrow_to_outcome(const LineView& line);

    // The first at `from` or after it; the number of rules, when there is none.
    [[nodiscard]] std::size_t next(std::size_t from) const noexcept
    {
        std::size_t number = from / RuleSet::word_bits;
        if (number >= words_.size()) return rules_;
        RuleSet::Word bits = words_[number] & (~RuleSet::Word{0} << from % RuleSet::word_bits);
        while (bits == 0 && ++number < words_.size()) bits = words_[number];
        return bits == 0 ? rules_ : number * RuleSet::word_bits + static_cast<std::size_t>(std::countr_zero(bits));
    }

private:
    std::size_t                                      rules_;
    boost::container::small_vector<RuleSet::Word, 8> words_;
};

}  // namespace x278::policy
