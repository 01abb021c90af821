// Words of a plan as others use them, a product, an option of an account, its value: what is wrong with them.
//
// What a plan does not know is unknown where requests are decided, and they pend; whoever has the words is told here.
#pragma once

#include "policy/plan.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace x278::policy {

// An option of an account, and what it is said to be.
struct ChosenOption {
    std::string_view name;
    std::string_view value;
};

struct WordFault {
    enum class At : std::uint8_t { name, value };
    At          at{};
    std::string what;      // "the plan of BCBSMA has no option `x`"
    std::string expected;  // "did you mean `y`?", "expected a number, 0 or more"
};

// Nothing where the payer's plan knows the product, or no plan is for the payer. Payers are named by NM109, in capitals
// and without blanks.
[[nodiscard]] std::optional<WordFault> fault_of_product(const Plans& plans, std::string_view payer_id, std::string_view product);

// The same, for an account that all these payers cover: one plan that knows the option is enough, and then it is held to
// the values of each that does.
[[nodiscard]] std::optional<WordFault> fault_of_option(const Plans&                 plans,
                                                       std::span<const std::string> payer_ids,
                                                       const ChosenOption&          option);

// What rules ask of a member's past in words that nobody declares.
enum class RecordWord : std::uint8_t { level, event };  // of a stay, of the member

// Nothing where a plan asks for the word, or for none that is nearly the same: records may hold what no rule asks for.
[[nodiscard]] std::optional<WordFault> fault_of_record(const Plans& plans, RecordWord kind, std::string_view word);

}  // namespace x278::policy
