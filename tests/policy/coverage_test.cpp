// Every published rule has its place: in a plan, elsewhere in the program, or not in this product, with the reason.
#include "fixture.hpp"

#include "policy/coverage.hpp"
#include "policy/program.hpp"
#include "support/files.hpp"

#include <algorithm>
#include <ranges>
#include <set>
#include <sstream>

namespace x278::policy::tests {

namespace {

constexpr std::string_view header = "id,title,honoured_by,where,note\n";

PlanFile table(std::string_view rows) { return {"plans/test/coverage.csv", std::string(header) + std::string(rows)}; }

constexpr std::string_view rules = R"(rule ONE "one"
  stage limits
  for every product
  not required because 0H
  source TEST-1, E-14

rule TWO "two"
  stage limits
  for every product
  when service type is PT
  pend to nurse because 0V
  source TEST-2
  disabled because "it is an example"
)";

// What the table and the plan above disagree on.
std::vector<std::string> disagreements(std::string_view rows)
{
    const auto files    = test_files(rules, {table(rows)});
    const auto plans    = compiled(files);
    const auto coverage = read_coverage(files, "plans/test");
    REQUIRE(coverage.has_value());
    std::vector<std::string> messages;
    for (const PlanError& error : check_coverage(*coverage, *plans.program().payers.front(), files))
        messages.push_back(error.message);
    return messages;
}

// The files and commands a row names: "x278 plan check", "plans/bcbsma/payer.rules".
std::vector<std::string> places_in(std::string_view where)
{
    std::vector<std::string> places;
    for (const auto part : std::views::split(where, ';')) {
        std::istringstream words{std::string(part.begin(), part.end())};
        std::string        word;
        std::string        place;
        while (words >> word) {
            const bool last = word.ends_with(',') || word.ends_with(':');
            if (last) word.pop_back();
            place += (place.empty() ? "" : " ") + word;
            if (last || !place.starts_with("x278") || std::ranges::count(place, ' ') == 2) break;
        }
        if (!place.empty()) places.push_back(place);
    }
    return places;
}

// Whether the program has the command, `x278 plan check`, or `x278 explain` whatever follows.
bool is_command(const std::string& place)
{
    static const std::string sources = [] {
        std::string all;
        for (const auto& file : test::files_below(test::project() / "src" / "cli"))
            if (file.extension() == ".cpp") all += test::read_file(file);
        return all;
    }();
    std::istringstream words(place);
    std::string        program;
    std::string        command;
    std::string        sub;
    words >> program >> command >> sub;
    const auto has = [](const std::string& name) { return sources.find("add_subcommand(\"" + name + "\"") != std::string::npos; };
    return has(command) && (command != "plan" || has(sub));
}

bool exists(const std::string& place)
{
    if (place.starts_with("x278 ")) return is_command(place);
    return std::filesystem::exists(test::project() / place);
}

}  // namespace

TEST_CASE("coverage: a row that cannot be meant is said, with its place and what was expected")
{
    struct Case {
        std::string_view row;
        std::string_view said;
    };
    const Case cases[] = {
        {"TEST-1,one,rules,,\n", "coverage.csv:2:12: `rules` honours no rule; expected one of rule, disabled, record"},
        {"TEST-1,one,rules,,\n", "did you mean `rule`?"},
        {"TEST-1,one,record,,\n", "coverage.csv:2:19: honoured by a record that is not named; expected a file or a command"},
        {"TEST-1,,rule,,\n", "coverage.csv:2:8: a published rule without a title"},
        {"TEST-1,one,not-for-this-product,,\n", "`not-for-this-product` without a reason; expected one in `note`"},
        {"TEST-1,one,rule,,\nTEST-1,again,rule,,\n",
         "coverage.csv:3:1: `TEST-1` is listed twice, first in plans/test/coverage.csv:2"},
    };
    for (const Case& tried : cases) {
        CAPTURE(tried.row);
        const std::vector<PlanFile> files{table(tried.row)};
        const auto                  coverage = read_coverage(files, "plans/test");
        REQUIRE(!coverage.has_value());
        std::string all;
        for (const PlanError& error : coverage.error()) all += error.message + "\n";
        CAPTURE(all);
        CHECK(all.find(tried.said) != std::string::npos);
    }
}

TEST_CASE("coverage: where the table and the plan disagree is said, and where they agree nothing is")
{
    using Said = std::vector<std::string>;
    CHECK(disagreements("TEST-1,one,rule,,\nTEST-2,two,disabled,,\nTEST-3,three,record,src,\n") == Said{});
    CHECK(disagreements("TEST-1,one,rule,,\nTEST-2,two,rule,,\n")
          == Said{"plans/test/coverage.csv:3:1: `TEST-2` is honoured by a rule, but only disabled ones name it as their source"});
    CHECK(
        disagreements("TEST-1,one,disabled,,\nTEST-2,two,disabled,,\n")
        == Said{"plans/test/coverage.csv:2:1: `TEST-1` is disabled, but rule `ONE`, which is in force, names it as its source"});
    CHECK(
        disagreements("TEST-1,one,rule,,\nTEST-2,two,disabled,,\nTEST-3,three,rule,,\n")
        == Said{
            "plans/test/coverage.csv:4:1: `TEST-3` is honoured by a rule, but no statement of the plan names it as its source"});
    CHECK(disagreements("TEST-1,one,not-for-this-product,,a leaflet\nTEST-2,two,disabled,,\n")
          == Said{"plans/test/coverage.csv:2:1: `TEST-1` is not for this product, but rule `ONE` names it as its source"});
    CHECK(disagreements("TEST-2,two,disabled,,\n")
          == Said{"plans/test/a.rules:5:10: source `TEST-1` of rule `ONE` is not listed in plans/test/coverage.csv\n"
                  "    5 |   source TEST-1, E-14\n"
                  "      |          ^^^^^^"});
}

TEST_CASE("coverage: a source that is not listed is shown where it stands, whatever statement names it")
{
    const std::string gate  = "gate G-1 \"a gate\"\n  outcomes any-denial\n  needs licence MD\n  else pend to nurse because 0W\n";
    const auto        files = test_files(gate + "  source TEST-9\n", {table("TEST-1,one,record,src,\n")});
    const auto        plans = compiled(files);
    const auto        payer = plans.program().payers.front().get();
    const auto        found = check_coverage(*read_coverage(files, "plans/test"), *payer, files);
    REQUIRE(found.size() == 1);
    CHECK(found[0].message
          == "plans/test/a.rules:5:10: source `TEST-9` of gate `G-1` is not listed in plans/test/coverage.csv\n"
             "    5 |   source TEST-9\n"
             "      |          ^^^^^^");
    const auto by = honours_of(*payer, files).at("TEST-9").front();
    CHECK(by.path == "plans/test/a.rules");
    CHECK(by.line == 1);
}

TEST_CASE("coverage: a misspelt source is one mistake, and told with the id that was meant")
{
    CHECK(disagreements("TEST-10,one,rule,,\nTEST-2,two,disabled,,\n")
          == std::vector<std::string>{
              "plans/test/a.rules:5:10: source `TEST-1` of rule `ONE` is not listed in plans/test/coverage.csv\n"
              "    5 |   source TEST-1, E-14\n"
              "      |          ^^^^^^ did you mean `TEST-10`?"});
}

TEST_CASE("coverage: a file of rules or cases that is said to honour is one of the plan")
{
    const auto read = [](std::string_view where) {
        const auto files = test_files(rules, {table("TEST-1,one,rule," + std::string(where) + ",\n")});
        return read_coverage(files, "plans/test");
    };
    CHECK(read("plans/test/a.rules ONE"));
    CHECK(read("src/policy"));
    REQUIRE(!read("plans/test/b.rules ONE"));
    CHECK(read("plans/test/b.rules ONE").error()[0].message.ends_with("no file `b.rules` stands beside this table"));
}

TEST_CASE("coverage: without a list it is said how to begin one")
{
    CHECK(no_coverage_list("plans/test")
          == "plans/test: no coverage list; expected `plans/test/coverage.csv`, which begins `id,title,honoured_by,where,note` "
             "and has a line for each rule the payer has published");
}

TEST_CASE("coverage: tables change nothing that is decided")
{
    CHECK(test_plans(rules).revision() == compiled(test_files(rules, {table("TEST-1,one,rule,,\n")})).revision());
}

TEST_CASE("coverage: the shipped plans and their tables agree on every published rule")
{
    const auto files = embedded_plan_files();
    for (const auto& payer : shipped_plans().program().payers) {
        CAPTURE(payer->id);
        const auto coverage = read_coverage(files, payer->folder);
        if (!coverage)
            for (const PlanError& error : coverage.error()) MESSAGE(error.message);
        REQUIRE(coverage.has_value());
        CHECK(!coverage->empty());
        for (const PlanError& error : check_coverage(*coverage, *payer, files)) FAIL_CHECK(error.message);
    }
}

TEST_CASE("coverage: what honours a rule beside the plans is there")
{
    const auto files = embedded_plan_files();
    for (const auto& payer : shipped_plans().program().payers) {
        const auto coverage = read_coverage(files, payer->folder);
        REQUIRE(coverage.has_value());
        for (const PublishedRule& rule : *coverage) {
            const auto by = rule.honoured_by;
            if (by != HonouredBy::record && by != HonouredBy::report && by != HonouredBy::command) continue;
            const auto places = places_in(rule.where);
            CAPTURE(rule.id);
            CAPTURE(rule.where);
            CHECK(!places.empty());
            for (const std::string& place : places) {
                CAPTURE(place);
                CHECK(exists(place));
            }
        }
    }
}

TEST_CASE("coverage: every rule the payers have published is listed, and no other")
{
    const auto published = test::project() / ".." / "shared" / "domain" / "um-rules.tsv";
    if (!std::filesystem::exists(published)) {
        MESSAGE("the list of published rules does not stand beside the project; nothing is compared");
        return;
    }
    std::set<std::string> expected;
    std::istringstream    lines(test::read_file(published));
    std::string           line;
    std::getline(lines, line);
    while (std::getline(lines, line)) expected.insert(line.substr(0, line.find('\t')));
    CHECK(expected.size() == 354);

    std::set<std::string> listed;
    const auto            files = embedded_plan_files();
    for (const auto& payer : shipped_plans().program().payers) {
        const auto coverage = read_coverage(files, payer->folder);
        REQUIRE(coverage.has_value());
        for (const PublishedRule& rule : *coverage) listed.insert(rule.id);
    }
    for (const std::string& id : expected) {
        CAPTURE(id);
        CHECK(listed.contains(id));
    }
    for (const std::string& id : listed) {
        CAPTURE(id);
        CHECK(expected.contains(id));
    }
}

}  // namespace x278::policy::tests
