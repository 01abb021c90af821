// Every case that ships beside the rules holds.
#include "case_fixture.hpp"

#include <algorithm>

namespace x278::policy::tests {

TEST_CASE("shipped cases: the shipped plans answer every one as it expects")
{
    const auto report = run_cases(embedded_plan_files(), shipped_plans());
    for (const PlanError& error : report.errors) MESSAGE(error.message);
    CHECK(report.errors.empty());
    CHECK(!report.cases.empty());
    for (const CaseResult& one : report.cases) {
        INFO(one.path, ":", one.line, ": ", one.title);
        CHECK(one.differences == std::vector<std::string>{});
    }
}

TEST_CASE("shipped cases: a case that is turned round fails")
{
    auto files = embedded_plan_files();
    for (PlanFile& file : files) {
        if (!file.path.ends_with("imaging.cases")) continue;
        for (auto at = file.text.find("not required"); at != std::string::npos; at = file.text.find("not required"))
            file.text.replace(at, std::string_view("not required").size(), "approved");
    }
    const auto report = run_cases(files, shipped_plans());
    CHECK(report.errors.empty());
    CHECK(std::ranges::any_of(report.cases, [](const CaseResult& one) { return !one.passed(); }));
}

}  // namespace x278::policy::tests
