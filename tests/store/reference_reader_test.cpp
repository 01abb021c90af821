// What is refused of reference data, and in which words. Every message is here whole.
#include "reference_fixture.hpp"

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;

namespace {

struct Case {
    std::string file;
    std::string rows;     // in place of those of some_files()
    std::string message;  // after the folder
};

void check_refusals(const std::vector<Case>& cases)
{
    const std::map<std::string, std::string> headers{{"members.csv", members_header},
                                                     {"coverage.csv", coverage_header},
                                                     {"providers.csv", providers_header},
                                                     {"referrals.csv", referrals_header},
                                                     {"sources.csv", "file,source,as_of\n"}};
    for (const Case& one : cases) {
        CAPTURE(one.file);
        CAPTURE(one.rows);
        auto files      = some_files();
        files[one.file] = headers.at(one.file) + one.rows;
        const TemporaryFolder folder;
        write_files(folder, files);
        const auto read = ReferenceData::read(folder.path());
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == ErrorCode::bad_input);
        CHECK(read.error().message == (folder.path() / one.file).string() + one.message);
    }
}

}  // namespace

TEST_CASE("reference: a folder that is not there is named")
{
    const auto read = ReferenceData::read("no/such/folder");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::not_found);
    CHECK(read.error().message == "no folder `no/such/folder` of reference data; expected one with CSV files");
}

TEST_CASE("reference: a file that cannot be read is named")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "members.csv");
    const auto read = ReferenceData::read(folder.path());
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::bad_input);
    CHECK(read.error().message == (folder.path() / "members.csv").string() + " cannot be read; check its permissions");
}

TEST_CASE("reference: a file without a column it needs is refused at its header")
{
    const TemporaryFolder folder;
    write_files(folder, {{"coverage.csv", "member_id,payer_id,product,from,to\n"}});
    const auto read = ReferenceData::read(folder.path());
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::bad_input);
    CHECK(read.error().message
          == (folder.path() / "coverage.csv").string()
                 + ":1:1: no column `account`; expected the header `member_id,payer_id,product,account,from,to`");
}

TEST_CASE("reference: a source that cannot be right is refused")
{
    check_refusals({
        {"sources.csv", "member.csv,enrollment,2024-04-30\n",
         ":2:1: `file` names no reference data; expected the name of a file, as in members.csv"},
        {"sources.csv", "members.csv,,2024-04-30\n", ":2:13: `source` is empty; expected a value in every row"},
        {"sources.csv", "members.csv,enrollment,2024-04-31\n",
         ":2:24: `as_of` is not a day of the calendar; expected CCYY-MM-DD"},
        {"sources.csv", "members.csv,enrollment,2024-04-30\nmembers.csv,claims,2024-04-30\n",
         ":3:1: `file` stands twice; expected each file once"},
    });
}

TEST_CASE("reference: a member that cannot be right is refused")
{
    check_refusals({
        {"members.csv", " ,00,18,SAMPLE,ANNA,1970-01-31,F\n", ":2:1: `member_id` is empty; expected a value in every row"},
        {"members.csv", "A,0,18,SAMPLE,ANNA,1970-01-31,F\n",
         ":2:3: `person` is not two digits; expected 00 for the subscriber, 01 and up for dependents"},
        {"members.csv", "A,0x,18,SAMPLE,ANNA,1970-01-31,F\n",
         ":2:3: `person` is not two digits; expected 00 for the subscriber, 01 and up for dependents"},
        {"members.csv", "A,00,,SAMPLE,ANNA,1970-01-31,F\n", ":2:6: `relationship` is empty; expected a value in every row"},
        {"members.csv", "A,00,self,SAMPLE,ANNA,1970-01-31,F\n",
         ":2:6: `relationship` is not two characters; expected a code of INS02, 18 for the subscriber"},
        {"members.csv", "A,00,19,SAMPLE,ANNA,1970-01-31,F\n",
         ":2:6: `relationship` does not go with `person`; expected 18 for person 00 and another code for the others"},
        {"members.csv", "A,00,18,SAMPLE,ANNA,1970-01-31,F\nA,01,18,SAMPLE,BEN,2001-01-01,M\n",
         ":3:6: `relationship` does not go with `person`; expected 18 for person 00 and another code for the others"},
        {"members.csv", "A,00,18,,ANNA,1970-01-31,F\n", ":2:9: `last_name` is empty; expected a value in every row"},
        {"members.csv", "A,00,18,SAMPLE,,1970-01-31,F\n", ":2:16: `first_name` is empty; expected a value in every row"},
        {"members.csv", "A,00,18,SAMPLE,ANNA,1970-02-30,F\n",
         ":2:21: `birth_date` is not a day of the calendar; expected CCYY-MM-DD"},
        {"members.csv", "A,00,18,SAMPLE,ANNA,19700131,F\n",
         ":2:21: `birth_date` is not a day of the calendar; expected CCYY-MM-DD"},
        {"members.csv", "A,00,18,SAMPLE,ANNA,1970-1-031,F\n",
         ":2:21: `birth_date` is not a day of the calendar; expected CCYY-MM-DD"},
        {"members.csv", "A,00,18,SAMPLE,ANNA,,F\n", ":2:21: `birth_date` is not a day of the calendar; expected CCYY-MM-DD"},
        {"members.csv", "A,00,18,SAMPLE,ANNA,1970-01-31,FEMALE\n",
         ":2:32: `gender` is not one letter; expected a code of DMG03, or nothing"},
        {"members.csv", "A,00,18,SAMPLE,ANNA,1970-01-31,F\na ,00,18,SAMPLE,ANNA,1970-01-31,F\n",
         ":3:4: `person` stands twice under this `member_id`; expected each once"},
        {"members.csv", "A,01,19,SAMPLE,BEN,2001-01-01,M\nA,00,18,SAMPLE,ANNA,1970-01-31,F\nB,01,19,SAMPLE,BEN,2001-01-01,M\n",
         ":4:1: this `member_id` has no person 00; expected its subscriber in some row"},
    });
}

TEST_CASE("reference: a coverage that cannot be right is refused")
{
    check_refusals({
        {"coverage.csv", ",00700,HMO,,2024-01-01,\n", ":2:1: `member_id` is empty; expected a value in every row"},
        {"coverage.csv", "XYZ999,00700,HMO,,2024-01-01,\n", ":2:1: `member_id` is not in members.csv; expected a member of it"},
        {"coverage.csv", "XYZ100,,HMO,,2024-01-01,\n", ":2:8: `payer_id` is empty; expected a value in every row"},
        {"coverage.csv", "XYZ100,00700,,,2024-01-01,\n", ":2:14: `product` is empty; expected a value in every row"},
        {"coverage.csv", "XYZ100,00700,HMO,,,\n", ":2:19: `from` is not a day of the calendar; expected CCYY-MM-DD"},
        {"coverage.csv", "XYZ100,00700,HMO,,2024-01-01,never\n", ":2:30: `to` is not a day of the calendar; expected CCYY-MM-DD"},
        {"coverage.csv", "XYZ100,00700,HMO,,2024-01-02,2024-01-01\n",
         ":2:30: `to` is before `from`; expected the same day or a later one"},
        {"coverage.csv",
         "XYZ100,00700,HMO,,2024-01-01,\nXYZ200,00700,HMO,,2024-01-01,\nXYZ100,00700,PPO,,2025-01-01,2025-12-31\n",
         ":4:19: this member has another coverage of the same payer on some of these days; expected one at a time"},
        {"coverage.csv", "XYZ100,00700,HMO,,2024-01-01,2024-06-30\nXYZ100,00700,PPO,,2024-06-30,\n",
         ":3:19: this member has another coverage of the same payer on some of these days; expected one at a time"},
    });
}

TEST_CASE("reference: a provider that cannot be right is refused")
{
    const std::string not_an_npi = ":2:1: `npi` is not an NPI; expected ten digits";
    const std::string wrong_product =
        ":2:23: `products` has an empty name or a `*` among others; expected names parted by `|`, or `*` alone for all";
    check_refusals({
        {"providers.csv", ",ONE,,00700,*,2024-01-01,\n", not_an_npi},
        {"providers.csv", "100000001,ONE,,00700,*,2024-01-01,\n", not_an_npi},
        {"providers.csv", "100000000A,ONE,,00700,*,2024-01-01,\n", not_an_npi},
        {"providers.csv", "1000000001,,,00700,*,2024-01-01,\n", ":2:12: `name` is empty; expected a value in every row"},
        {"providers.csv", "1000000001,ONE,,00700,,2024-01-01,\n", ":2:23: `products` is empty; expected a value in every row"},
        {"providers.csv", "1000000001,ONE,,00700,HMO||POS,2024-01-01,\n", wrong_product},
        {"providers.csv", "1000000001,ONE,,00700,HMO|*,2024-01-01,\n", wrong_product},
        {"providers.csv", "1000000001,ONE,,00700,HMO|,2024-01-01,\n", wrong_product},
        {"providers.csv", "1000000001,ONE,,00700,*,soon,\n", ":2:25: `from` is not a day of the calendar; expected CCYY-MM-DD"},
        {"providers.csv", "1000000001,ONE,,00700,*,2024-01-02,2024-01-01\n",
         ":2:36: `to` is before `from`; expected the same day or a later one"},
        {"providers.csv", "1000000001,ONE,,,*,,\n",
         ":2:18: `products` without a `payer_id`; expected nothing for a provider without a contract"},
        {"providers.csv", "1000000001,ONE,,,,2024-01-01,\n",
         ":2:19: `from` without a `payer_id`; expected nothing for a provider without a contract"},
        {"providers.csv", "1000000001,ONE,,,,,2024-01-01\n",
         ":2:20: `to` without a `payer_id`; expected nothing for a provider without a contract"},
        {"providers.csv", "1000000001,ONE,,00700,*,2024-01-01,\n1000000001,ONE,,,,,\n",
         ":3:1: `npi` stands twice, here without a contract; expected one row for each contract, or one without"},
        {"providers.csv", "1000000001,ONE,,00700,HMO|POS,2024-01-01,\n1000000001,ONE,,00700,HMO|POS,2024-02-01,\n",
         ":3:1: this provider has the same contract on some of these days already; expected each once"},
    });
}

TEST_CASE("reference: a referral that cannot be right is refused")
{
    const std::string unknown_person = "`person` of this `member_id` is not in members.csv; expected one who is";
    check_refusals({
        {"referrals.csv", ",XYZ100,00,open,,,2024-01-01,2024-12-31\n",
         ":2:1: `referral` is empty; expected a value in every row"},
        {"referrals.csv", "RF1,,00,open,,,2024-01-01,2024-12-31\n", ":2:5: `member_id` is empty; expected a value in every row"},
        {"referrals.csv", "RF1,XYZ100,,open,,,2024-01-01,2024-12-31\n",
         ":2:12: `person` is not two digits; expected 00 for the subscriber, 01 and up for dependents"},
        {"referrals.csv", "RF1,XYZ999,00,open,,,2024-01-01,2024-12-31\n", ":2:12: " + unknown_person},
        {"referrals.csv", "RF1,XYZ100,09,open,,,2024-01-01,2024-12-31\n", ":2:12: " + unknown_person},
        {"referrals.csv", "RF1,XYZ100,00,closed,,,2024-01-01,2024-12-31\n", ":2:15: `type` is neither `open` nor `specialist`"},
        {"referrals.csv", "RF1,XYZ100,00,open,,1000000002,2024-01-01,2024-12-31\n",
         ":2:21: `to_provider` of an open referral; expected nothing"},
        {"referrals.csv", "RF1,XYZ100,00,specialist,,,2024-01-01,2024-12-31\n",
         ":2:27: `to_provider` is not an NPI; expected ten digits"},
        {"referrals.csv", "RF1,XYZ100,00,open,DR ONE,,2024-01-01,2024-12-31\n",
         ":2:20: `from_provider` is not an NPI; expected ten digits"},
        {"referrals.csv", "RF1,XYZ100,00,open,,,,2024-12-31\n",
         ":2:22: `first` is not a day of the calendar; expected CCYY-MM-DD"},
        {"referrals.csv", "RF1,XYZ100,00,open,,,2024-01-01,2023-12-31\n",
         ":2:33: `last` is before `first`; expected the same day or a later one"},
        {"referrals.csv", "RF1,XYZ100,00,open,,,2024-01-01,\n", ":2:33: `last` is empty; expected the last day of the referral"},
        {"referrals.csv", "RF1,XYZ100,00,open,,,2024-01-01,2024-12-31\nRF1,XYZ200,00,open,,,2024-01-01,2024-12-31\n",
         ":3:1: `referral` stands twice; expected each number once"},
    });
}

TEST_CASE("reference: nothing a file holds is repeated in a message")
{
    auto files           = some_files();
    files["members.csv"] = members_header + "SECRET1,00,18,SECRET2,SECRET3,SECRET4,F\n";
    const TemporaryFolder folder;
    write_files(folder, files);
    const auto read = ReferenceData::read(folder.path());
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.find("SECRET") == std::string::npos);
}
