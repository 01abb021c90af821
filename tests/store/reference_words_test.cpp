// What reference data says in words of a plan: each that differs once, with the place and the number of its rows.
#include "reference_fixture.hpp"

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;

namespace {

std::string name_of(const std::string& where) { return std::filesystem::path(where).filename().string(); }

const std::string options_header = "account,option,value,from,to\n";

}  // namespace

TEST_CASE("reference words: each product of a payer stands once, where it stands first")
{
    auto files = some_files();
    files["coverage.csv"] += "XYZ200,00700,PPO,,2020-01-01,2020-12-31\nXYZ200,0 0800,PPO,,2020-01-01,2020-12-31\n";
    const ReferenceData reference = read_reference(files);
    const auto&         products  = reference.words_in_use().products;
    REQUIRE(products.size() == 4);
    CHECK(products[0].product == "HMO");
    CHECK(products[0].rows == 1);
    CHECK(products[1].payer_id == "00700");
    CHECK(products[1].product == "PPO");
    CHECK(name_of(products[1].where) == "coverage.csv:3:14");
    CHECK(products[1].rows == 2);
    CHECK(products[2].product == "DENTAL");
    CHECK(products[3].payer_id == "00800");
    CHECK(name_of(products[3].where) == "coverage.csv:6:15");
    CHECK(reference.words_in_use().options.empty());
}

TEST_CASE("reference words: an option goes to the payers that cover its account, and nowhere without one")
{
    auto files                   = some_files();
    files["account-options.csv"] = options_header
                                   + "ACME,visits,12,2020-01-01,2020-12-31\n"
                                     "ACME,visits,12,2021-01-01,\n"
                                     "Acme,plan,other,2021-01-01,\n"
                                     "NOBODY,plan,other,2021-01-01,\n";
    const ReferenceData reference = read_reference(files);
    const auto&         options   = reference.words_in_use().options;
    REQUIRE(options.size() == 2);
    CHECK(options[0].payer_ids == std::vector<std::string>{"00700", "00800"});
    CHECK(options[0].option == "visits");
    CHECK(options[0].value == "12");
    CHECK(name_of(options[0].option_where) == "account-options.csv:2:6");
    CHECK(name_of(options[0].value_where) == "account-options.csv:2:13");
    CHECK(options[0].rows == 2);
    CHECK(options[1].option == "plan");
    CHECK(options[1].rows == 1);
}

TEST_CASE("reference words: without reference data there are none")
{
    CHECK(ReferenceData().words_in_use().products.empty());
    CHECK(ReferenceData().words_in_use().options.empty());
}
