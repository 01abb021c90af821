// The examples of docs/PLAN-LANGUAGE.md compile, and answer what the page says they do; the cases of docs/PLAN-CASES.md hold.
#include "fixture.hpp"

#include "policy/case_run.hpp"
#include "policy/plan_check/checks.hpp"
#include "policy/program.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace x278::policy::tests {

namespace {

std::string page(const std::string& name = "PLAN-LANGUAGE.md")
{
    std::ifstream      file(X278_SOURCE_DIR "/docs/" + name);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

// Every fenced block as a plan file: ```rules, ```cases, ```codes/NAME.csv
std::vector<PlanFile> examples_in(std::string_view text)
{
    std::vector<PlanFile>      files;
    constexpr std::string_view fence = "\n```";
    for (auto open = text.find(fence); open != std::string_view::npos;) {
        const auto name_end = text.find('\n', open + 1);
        const auto close    = text.find(fence, name_end);
        const auto name     = std::string(text.substr(open + fence.size(), name_end - open - fence.size()));
        const auto body     = std::string(text.substr(name_end + 1, close - name_end));
        const auto path     = name == "rules" || name == "cases" ? "example" + std::to_string(files.size()) + "." + name : name;
        files.push_back({"plans/example/" + path, body});
        open = text.find(fence, close + fence.size());
    }
    return files;
}

}  // namespace

TEST_CASE("documents: the examples of the plan language compile and answer as the page says")
{
    const auto files = examples_in(page());
    REQUIRE(files.size() == 7);
    const auto plans = compiled(files);
    const auto line  = [&](RequestBuilder& builder, const char* product) {
        return summary(decide(builder.request, plans, facts_of(product)).lines.at(0));
    };

    CHECK(line(RequestBuilder("99999").dates(2024y / 5 / 6, 2024y / 5 / 6).line("97110").visits(29), "HMO")
          == "modified because 04 26VS by EX-1");
    CHECK(line(RequestBuilder("99999").dates(2023y / 12 / 31, 2024y / 5 / 6).line("97110").visits(29), "HMO")
          == "contact payer by nobody");
    CHECK(line(RequestBuilder("99999").place("22").line("72148"), "PPO") == "contact payer because 0J by EX-2");
    CHECK(line(RequestBuilder("99999").place("23").line("72148"), "PPO") == "contact payer by nobody");
    CHECK(line(RequestBuilder("99999").line("72148"), "PPO") == "pended because 0U to intake by EX-2");
}

TEST_CASE("documents: the cases of their page hold in the plan of the language's page")
{
    auto       files = examples_in(page());
    const auto plans = compiled(files);
    for (PlanFile& file : examples_in(page("PLAN-CASES.md"))) files.push_back(std::move(file));
    const auto report = run_cases(files, plans);
    CHECK(report.errors.empty());
    CHECK(report.cases.size() == 3);
    for (const CaseResult& one : report.cases) {
        INFO(one.title);
        CHECK(one.differences == std::vector<std::string>{});
    }
}

TEST_CASE("documents: the warning the page accepts is one of its plan")
{
    const auto files = examples_in(page());
    const auto plans = compiled(files);
    const auto cases = run_cases(files, plans);
    const auto none  = [](std::string_view, std::string_view) { return std::optional<bool>(); };
    const auto all   = plan_check::check_plans({plans, files, cases, 2026y / 11 / 23, none});
    CHECK(std::ranges::count(all, "accepted", &plan_check::Remark::check) == 0);
    CHECK(std::ranges::count_if(all, [](const auto& remark) { return !remark.accepted.empty(); }) == 1);
}

TEST_CASE("documents: every condition the page lists is one")
{
    const auto  text  = page();
    const auto  first = text.find("| written | looks at |");
    const auto  last  = text.find("What a service line does not say");
    std::size_t count = 0;
    std::string rules = std::string(test_payer);
    for (auto open = text.find('`', first); open < last; open = text.find('`', open)) {
        const auto close     = text.find('`', open + 1);
        const auto condition = text.substr(open + 1, close - open - 1);
        open                 = close + 1;
        if (condition.find(" is ") == std::string::npos && condition.find(" has ") == std::string::npos
            && !condition.starts_with("known "))
            continue;
        rules += "rule R-" + std::to_string(++count) + " \"one\"\n  stage limits\n  for HMO\n  when " + condition
                 + "\n  approve\n  source S\n";
    }
    CHECK(count > 20);
    const PlanFile set{"plans/test/codes/SET.csv",
                       "code,system,from,to,tag,source\n72148,CPT,,,,S\nF32,ICD-10-CM,,,,S\nA1,account,,,,S\n"};
    CHECK(compiled({{"plans/test/payer.rules", rules}, set}).program().payers.at(0)->rules.size() == count);
}

}  // namespace x278::policy::tests
