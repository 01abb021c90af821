// The cases that ship with the plans, one after another.
#pragma once

#include "fixture.hpp"

#include "policy/language/case_parse.hpp"
#include "policy/program.hpp"

#include <algorithm>

namespace x278::policy::tests {

// Calls `each(words, file, payer)`, with the title of the case as what doctest tells of a failure.
template <class Each>
void for_each_shipped_case(Each each)
{
    for (const PlanFile& file : embedded_plan_files()) {
        if (!is_case_file(file)) continue;
        const auto& payers = shipped_plans().program().payers;
        const auto  payer  = std::ranges::find(payers, folder_of(file.path), [](const auto& one) { return one->folder; });
        REQUIRE(payer != payers.end());
        const auto parsed = language::parse_cases(file);
        for (const auto& one : parsed.cases) {
            INFO(one.title.text);
            each(one, file, **payer);
        }
    }
}

}  // namespace x278::policy::tests
