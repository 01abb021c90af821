// The table a provider is given: what each product of a payer asks for each service, and which services need
// authorization. Read off the rules.
#pragma once

#include "policy/plan.hpp"
#include "policy/program.hpp"

#include <span>
#include <string>
#include <vector>

namespace x278::policy {

// One of the answers a service may get, by a rule.
struct SummaryAnswer {
    const Rule* rule = nullptr;
    std::string words;                // "approved up to 26 visits"
    bool        conditional = false;  // it asks for more than the service: its title says for what
    bool        authorizes  = false;  // somebody must be asked first

    friend bool operator==(const SummaryAnswer&, const SummaryAnswer&) = default;
};

// What products that are treated alike answer, in the order rules are asked, down to the first that asks for nothing
// more than the service. None: no rule speaks, and the payer is to be asked.
struct SummaryCell {
    std::vector<std::string>   products;
    std::vector<SummaryAnswer> answers;
};

struct SummaryService {
    std::string              name;   // of a set of codes, or "service type PT"
    std::vector<std::string> codes;  // "97110..97150 CPT"
    std::vector<SummaryCell> cells;  // every product of the payer once

    // Of some product. Of the codes, those of which no rule for a part of them says otherwise.
    bool                     needs_authorization = false;
    std::vector<std::string> codes_to_authorize  = {};
};

// The services that the rules of `payer` name, its parameters as they stand, by name; last, if there are rules that name none, "any service".
[[nodiscard]] std::vector<SummaryService> summary_of(const PayerProgram& payer, std::span<const PlanFile> files);

}  // namespace x278::policy
