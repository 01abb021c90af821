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
    CHECK(read.error().message == (folder.path() / "members.csv").string() + " is no file; expected a CSV file");

    std::filesystem::remove(folder.path() / "members.csv");
    std::filesystem::create_symlink("nowhere", folder.path() / "members.csv");
    CHECK(ReferenceData::read(folder.path()).error().message
          == (folder.path() / "members.csv").string() + " is a link that leads nowhere; expected a CSV file");

    std::filesystem::remove(folder.path() / "members.csv");
    std::filesystem::create_directory(folder.path() / "partners.csv");  // which another room reads
    CHECK(ReferenceData::read(folder.path()).error().message
          == (folder.path() / "partners.csv").string() + " is no file; expected a CSV file");
}

TEST_CASE("reference: a CSV of another name is refused, and the name that was meant is told")
{
    const std::string end     = " a CSV that is not read goes into another folder";
    const auto        refused = [&](const std::string& name) {
        const TemporaryFolder folder;
        write_files(folder, some_files());
        write_files(folder, {{name, ""}});
        const auto read = ReferenceData::read(folder.path());
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == ErrorCode::bad_input);
        return read.error().message.substr(folder.path().string().size() + 1);
    };
    CHECK(refused("member.csv") == "member.csv: no reference data is called that; did you mean `members.csv`?" + end);
    CHECK(refused("acount-options.csv")
          == "acount-options.csv: no reference data is called that; did you mean `account-options.csv`?" + end);
    CHECK(refused("Members.CSV") == "Members.CSV: no reference data is called that; did you mean `members.csv`?" + end);
    CHECK(refused("partner.csv") == "partner.csv: no reference data is called that; did you mean `partners.csv`?" + end);
    CHECK(refused("zebra.csv").find("expected one of members.csv, coverage.csv,") != std::string::npos);

    const TemporaryFolder folder;
    write_files(folder, some_files());
    write_files(folder, {{"README.md", ""}, {"members.csv.old", ""}, {".members.csv", ""}, {"partners.csv", ""}});
    std::filesystem::create_directory(folder.path() / "older.csv");
    CHECK(ReferenceData::read(folder.path()).has_value());
}

TEST_CASE("reference: a column that may be there is not misspelled; any other is passed over")
{
    const auto read_members = [](const std::string& column) {
        const TemporaryFolder folder;
        std::string           header = members_header;
        header.insert(header.size() - 1, "," + column);
        write_files(folder, {{"members.csv", header}});
        auto read = ReferenceData::read(folder.path());
        return read ? std::string() : read.error().message.substr((folder.path() / "members.csv").string().size());
    };
    CHECK(read_members("primray_care") == ":1:70: no column `primray_care` is read here; did you mean `primary_care`?");
    CHECK(read_members("Primary-Care") == ":1:70: no column `Primary-Care` is read here; did you mean `primary_care`?");
    CHECK(read_members("Died") == ":1:70: no column `Died` is read here; did you mean `died`?");
    CHECK(read_members("dyed").empty());
    CHECK(read_members("language").empty());
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

TEST_CASE("reference: what a file that is no CSV holds is not repeated; bytes that are no UTF-8 are data")
{
    using namespace std::string_literals;
    const std::string header = "expected the header `member_id,person,relationship,last_name,first_name,birth_date,gender`";
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", ":1:1: nothing stands here; " + header},
        {"PERSON1,00,18,PERSONS,GENDRE,1970-01-31,F\n", ":1:1: no column `member_id`; " + header},
        {"member_id;person\n", ":1:1: one column, with `;` in its name; " + header + ", parted by commas"},
        {"\xFF\xFEm\0"s, ":1:1: this is UTF-16; expected UTF-8, as a spreadsheet saves `CSV UTF-8`"},
        {members_header + "XYZ100,00,18,SAM\0PLE,ANNA,1970-01-31,F\n"s,
         ":2:17: a NUL byte; expected text in UTF-8: was the file saved as UTF-16, or damaged?"},
        {members_header + "XYZ100,00,18,SAMPLE,ANNA,1970-01-31\n", ":2:1: 6 cells; expected 7, one for each column of line 1"},
        {"member_id,preson,relationship,last_name,first_name,birth_date,gender\n",
         ":1:11: no column `person`; is it meant by `preson`? " + header},
    };
    const TemporaryFolder folder;
    for (const auto& [text, message] : cases) {
        CAPTURE(message);
        write_files(folder, {{"members.csv", text}});
        const auto read = ReferenceData::read(folder.path());
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().message == (folder.path() / "members.csv").string() + message);
    }
    write_files(folder, {{"members.csv", members_header
                                             + "XYZ100,00,18,GARC\xCD"
                                               "A,ANNA,1970-01-31,F\n"}});
    CHECK(ReferenceData::read(folder.path()).has_value());
}

TEST_CASE("reference: a source that cannot be right is refused")
{
    check_refusals({
        {"sources.csv", "member.csv,enrollment,2024-04-30\n",
         ":2:1: `file` names no reference data; did you mean `members.csv`?"},
        {"sources.csv", "the enrollment,enrollment,2024-04-30\n",
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
