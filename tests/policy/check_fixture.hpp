// What plan check says of small plans.
#pragma once

#include "fixture.hpp"
#include "policy/case_run.hpp"
#include "policy/plan_check/checks.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace x278::policy::tests {

using namespace plan_check;
using Said = std::vector<std::string>;

inline std::optional<bool> is_listed(std::string_view list, std::string_view code)
{
    if (list == "service-type") return code == "PT" || code == "AD" || code == "62";
    if (list == "reason") return code != "99";
    if (list == "identifier") return code == "PI";
    if (list == "document") return code != "XQ";
    if (list == "place-of-service") return code != "90";
    return std::nullopt;
}

// What one check says of a plan, today being 2024-06-01: "a.rules:1: message".
inline Said remarks_of(std::string_view check, const Plans& plans, const std::vector<PlanFile>& files)
{
    const auto cases = run_cases(files, plans);
    for (const PlanError& error : cases.errors) FAIL_CHECK(error.message);
    Said all;
    for (const Remark& remark : check_plans({plans, files, cases, 2024y / 6 / 1, is_listed})) {
        if (remark.check != check) continue;
        const std::string file = remark.path.substr(std::min(remark.path.size(), std::string("plans/test/").size()));
        all.push_back(file + ":" + std::to_string(remark.line) + ": " + remark.message);
    }
    return all;
}

inline Said said(std::string_view check, std::string_view rules, std::vector<PlanFile> more = {})
{
    const auto files = test_files(rules, std::move(more));
    return remarks_of(check, compiled(files), files);
}

// What is said of codes of a payer who is identified so.
inline Said said_of_payer(std::string_view identifier)
{
    std::string payer(test_payer);
    payer.replace(payer.find("PI 00700"), std::string("PI 00700").size(), identifier);
    const std::vector<PlanFile> files{{"plans/test/payer.rules", payer}};
    const auto                  plans = compiled(files);
    return remarks_of("unlisted-code", plans, files);
}

// A rule of three lines and its conditions.
inline std::string covered_rule(
    std::string_view id, std::string_view stage, std::string_view scope, std::string_view when, std::string_view outcome)
{
    std::string text = "rule " + std::string(id) + " \"" + std::string(id) + "\"\n  stage " + std::string(stage) + "\n  for "
                       + std::string(scope) + "\n";
    if (!when.empty()) text += "  when " + std::string(when) + "\n";
    return text + "  " + std::string(outcome) + "\n  source TEST-1\n\n";
}

inline constexpr std::string_view no_need = "not required because 0H";
inline constexpr std::string_view pends   = "pend to nurse because 0V";

inline bool has(const Said& all, std::string_view words)
{
    return std::ranges::any_of(all, [&](const std::string& one) { return one.find(words) != std::string::npos; });
}

}  // namespace x278::policy::tests
