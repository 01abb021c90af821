// Reference data held against the plans: what they do not know is told before anybody is answered.
#include "cli/setup.hpp"

#include "support/files.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace x278;
using namespace x278::cli;

namespace {

const std::string coverage_header = "member_id,payer_id,product,account,from,to\n";
const std::string options_header  = "account,option,value,from,to\n";

// The warnings, each from the name of its file on.
std::vector<std::string> warnings(const std::string&                        coverage,
                                  const std::string&                        options,
                                  const std::string&                        of_second_payer = "",
                                  const std::map<std::string, std::string>& more            = {})
{
    const test::TemporaryFolder folder;
    const std::string           rest = "  the engine may not deny\n"
                                       "  when no rule speaks contact intake\n"
                                       "contact intake \"INTAKE\" telephone 8005550100\n";
    std::string                 first =
        "payer ONE \"Plan One\"\n  identified by PI 00700\n  time zone America/New_York\n  products commercial = HMO, PPO\n"
        + rest;
    first += "option plan of Blue, Green else Blue\n  because \"as most have it\"\n  source ONE-1\n"
             "option visits of number\n  source ONE-2\n"
             "option renewal of date\n  source ONE-3\n";
    test::write_file(folder.path() / "plans/one/payer.rules", first);
    test::write_file(folder.path() / "plans/two/payer.rules",
                     "payer TWO \"Plan Two\"\n  identified by PI 008ab\n  time zone America/New_York\n  products all = EPO\n"
                         + rest + of_second_payer);
    test::write_file(folder.path() / "reference/coverage.csv", coverage_header + coverage);
    test::write_file(folder.path() / "reference/account-options.csv", options_header + options);

    for (const auto& [name, text] : more) test::write_file(folder.path() / "reference" / name, text);

    const auto plans = plans_of((folder.path() / "plans").string());
    REQUIRE_MESSAGE(plans, (plans ? "" : plans.error().message));
    const auto reference = store::ReferenceData::read((folder.path() / "reference").string());
    REQUIRE_MESSAGE(reference, (reference ? "" : reference.error().message));
    auto              all    = words_unknown(*reference, *plans);
    const std::string before = (folder.path() / "reference").string() + "/";
    for (std::string& warning : all)
        if (warning.starts_with(before)) warning.erase(0, before.size());
    return all;
}

using Warnings = std::vector<std::string>;

const std::string of_products = " what depends on the product of these members pends";
const std::string of_values   = " what depends on this option of these accounts pends";
const std::string of_options =
    " these accounts count as having chosen nothing, and what depends on it pends where the plan does not say what holds then";

}  // namespace

TEST_CASE("words unknown: products and families of a plan are known, and payers without a plan are left alone")
{
    CHECK(warnings("A,00700,HMO,,2024-01-01,\nB,00700,commercial,,2024-01-01,\nC,008AB,EPO,,2024-01-01,\n"
                   "D,00999,whatever,ACME,2024-01-01,\n",
                   "ACME,whatever,1,2024-01-01,\nNOBODY,whatever,1,2024-01-01,\n")
          == Warnings{});
}

TEST_CASE("words unknown: a product the payer's plan does not know is told once, with its rows")
{
    CHECK(warnings("A,00700,HMO,,2024-01-01,\nB,00700,PP0,,2024-01-01,\nC,00700,PP0,,2024-01-01,\nD,00700,HMO ,,2024-01-01,\n"
                   "E,008ab,Silver,,2024-01-01,\n",
                   "")
          == Warnings{"coverage.csv:3:9: the plan of ONE has no product `PP0`, in 2 rows; did you mean `PPO`?" + of_products,
                      "coverage.csv:6:9: the plan of TWO has no product `Silver`, in 1 row; expected one of EPO, all;"
                          + of_products});
}

TEST_CASE("words unknown: an option the plan does not have is told once, whatever its values")
{
    const std::string coverage = "A,00700,HMO,ACME,2024-01-01,\n";
    CHECK(warnings(coverage, "ACME,vists,12,2023-01-01,2023-12-31\nACME,vists,13,2024-01-01,\nACME,colour,red,2024-01-01,\n")
          == Warnings{
              "account-options.csv:2:6: the plan of ONE has no option `vists`, in 2 rows; did you mean `visits`?" + of_options,
              "account-options.csv:4:6: the plan of ONE has no option `colour`, in 1 row; expected one of plan, renewal, visits;"
                  + of_options});
    CHECK(warnings("A,00800,HMO,ACME,2024-01-01,\nB,008ab,EPO,ACME,2024-01-01,\n", "ACME,x,12,2024-01-01,\n")
          == Warnings{"account-options.csv:2:6: the plan of TWO has no option `x`, in 1 row; there are none;" + of_options});
}

TEST_CASE("words unknown: a value that is none of the option's is told with what was expected")
{
    const std::string coverage = "A,00700,HMO,ACME,2024-01-01,\nB,00700,HMO,OTHER,2024-01-01,\n";
    CHECK(warnings(coverage, "ACME,plan,Blue,2024-01-01,\nACME,visits,12,2024-01-01,\nACME,renewal,2024-07-01,2024-01-01,\n")
          == Warnings{});
    CHECK(warnings(coverage, "ACME,plan,Blu,2024-01-01,\nACME,visits,twelve,2024-01-01,\nOTHER,visits,twelve,2024-01-01,\n"
                             "ACME,renewal,July,2024-01-01,\nOTHER,plan,\"a\x1B\nb\",2024-01-01,\n")
          == Warnings{
              "account-options.csv:2:11: option `plan` of ONE has no value `Blu`, in 1 row; did you mean `Blue`?" + of_values,
              "account-options.csv:3:13: option `visits` of ONE has no value `twelve`, in 2 rows; expected a number, 0 or "
              "more;"
                  + of_values,
              "account-options.csv:5:14: option `renewal` of ONE has no value `July`, in 1 row; expected a day, as in "
              "`2024-01-31`;"
                  + of_values,
              "account-options.csv:6:12: option `plan` of ONE has no value `a??b`, in 1 row; expected one of Blue, Green;"
                  + of_values});
}

TEST_CASE("words unknown: an account of two payers may choose what one of them knows")
{
    const std::string coverage = "A,00700,HMO,ACME,2024-01-01,\nB,008ab,EPO,ACME,2024-01-01,\n";
    CHECK(warnings(coverage, "ACME,visits,12,2024-01-01,\n") == Warnings{});
    CHECK(warnings(coverage, "ACME,vists,12,2024-01-01,\n")
          == Warnings{"account-options.csv:2:6: the plan of ONE or TWO has no option `vists`, in 1 row; did you mean `visits`?"
                      + of_options});
    CHECK(warnings(coverage, "ACME,visits,12,2024-01-01,\n", "option visits of date\n  source TWO-1\n").size() == 1);
}

TEST_CASE("words unknown: the same fault of accounts with different payers is told once")
{
    CHECK(warnings("A,00700,HMO,ACME,2024-01-01,\nB,008ab,EPO,ACME,2024-01-01,\nC,00700,HMO,OTHER,2024-01-01,\n",
                   "ACME,plan,Blu,2024-01-01,\nOTHER,plan,Blu,2024-01-01,\n")
          == Warnings{"account-options.csv:2:11: option `plan` of ONE has no value `Blu`, in 2 rows; did you mean `Blue`?"
                      + of_values});
}

TEST_CASE("words unknown: a contract for a product that the plan does not know covers nobody, and that is told")
{
    const std::string header = "npi,name,taxonomy,payer_id,products,from,to\n";
    CHECK(warnings("", "", "",
                   {{"providers.csv", header
                                          + "1234567893,A,,00700,HMO|PPPO,2024-01-01,\n1245319599,B,,00700,PPPO,2024-01-01,\n"
                                            "1987654328,C,,00700,*,2024-01-01,\n"}})
          == Warnings{"providers.csv:2:21: the plan of ONE has no product `PPPO`, in 2 rows; did you mean `PPO`? these "
                      "contracts cover nobody under it"});
}

TEST_CASE("words unknown: a level of a stay or an event that is nearly one a rule asks for is told")
{
    const std::string rules =
        "rule A-1 \"a title\"\n  stage exemption\n  for EPO\n  when the member has a stay at observation and "
        "the member has case-management\n  not required because 0H\n  source TWO-2\n";
    CHECK(warnings("", "", rules,
                   {{"stays.csv", "member_id,person,level,facility,admitted,discharged\nA,00,observaton,,2024-01-01,\n"
                                  "A,00,residential,,2024-02-01,\nA,00,observation,,2024-03-01,\n"},
                    {"member-events.csv", "member_id,person,event,since,until\nA,00,case-managment,2024-01-01,\n"
                                          "A,00,diabetes,2024-01-01,\n"}})
          == Warnings{"stays.csv:2:6: no plan asks for a stay at `observaton`, in 1 row; did you mean `observation`? rules do "
                      "not see these rows",
                      "member-events.csv:2:6: no plan asks for the event `case-managment`, in 1 row; did you mean "
                      "`case-management`? rules do not see these rows"});
}

TEST_CASE("words unknown: many are counted, and the first are told")
{
    std::string options;
    for (int i = 0; i < 30; ++i) options += "ACME,o" + std::to_string(i) + ",1,2024-01-01,\n";
    const auto all = warnings("A,00700,HMO,ACME,2024-01-01,\n", options);
    REQUIRE(all.size() == 21);
    CHECK(all.back() == "and 10 more words of reference data that the plans do not know");
}
