// What can only be a mistake in a table or a rule: codes of a shape no code has, numbers nobody answers, limits of nothing.
#include "fixture.hpp"

#include "policy/program.hpp"

#include <algorithm>

namespace x278::policy::tests {

namespace {

using Said = std::vector<std::string>;

// Each error without the folder it is in.
Said errors_of(const std::vector<PlanFile>& files)
{
    Said       all;
    const auto plans = Plans::compile(files);
    if (!plans)
        for (const PlanError& error : plans.error()) all.push_back(error.message.substr(std::string("plans/test/").size()));
    return all;
}

Said in_table(std::string_view rows)
{
    return errors_of(test_files("", {{"plans/test/codes/t.csv", "code,system,from,to,tag,source\n" + std::string(rows) + "\n"}}));
}

Said in_rule(std::string_view when, std::string_view outcome = "pend to nurse because 0V", std::string_view stage = "review")
{
    return errors_of(test_files(rule("A-1", stage, "HMO", when, outcome)));
}

// Whether there is one error, which says this.
bool one(const Said& all, std::string_view words)
{
    CAPTURE(all);
    CAPTURE(words);
    const bool found = all.size() == 1 && all[0].contains(words);
    CHECK(found);
    return found;
}

}  // namespace

TEST_CASE("shapes: a code of a table looks like those of its system, or is told with what those look like")
{
    CHECK(in_table("7214,CPT,,,,S")
          == Said{"codes/t.csv:2:1: `7214` is not a procedure code of five characters, as in `99213`, `J1234` or `0123T`\n"
                  "    2 | 7214,CPT,,,,S\n"
                  "      | ^^^^"});
    one(in_table("72141-72159,CPT,,,,S"), "^^^^^^^^^^^ a range is written `72141..72159`");
    one(in_table("7214..7215,CPT,,,,S"), "`7214` is not a procedure code");
    one(in_table("j1234,HCPCS,,,,S"), "^^^^^ write `J1234`");
    one(in_table("ABCDE,HCPCS,,,,S"), "`ABCDE` is not a procedure code");
    one(in_table("99213,CDT,,,,S"), "`99213` is not a dental code, as in `D0120`");
    one(in_table("45,revenue,,,,S"), "`45` is not a revenue code of four digits");
    one(in_table("4,place-of-service,,,,S"), "`4` is not a place of service of two digits");
    one(in_table("011,bill-type,,,,S"), "`011` is not a bill type of two digits");
    one(in_table("PTX,service-type,,,,S"), "`PTX` is not a service type code");
    one(in_table("470,ICD-10-CM,,,,S"), "`470` is not a diagnosis");
    one(in_table("F10.1..F10.9,ICD-10-CM,,,,S"), "diagnosis `F10.1..F10.9` is written with its point");
    one(in_table("2251,taxonomy,,,,S"), "`2251` is not a taxonomy code of ten characters");
    one(in_table("Massachusetts,state,,,,S"), "`Massachusetts` is not a state of two letters");
    one(in_table("A B,account,,,,S"), "`A B` is not the number of an account");
    for (const auto* row :
         {"99213,CPT,,,,S", "0402T..0410T,CPT,,,,S", "1234F,CPT,,,,S", "J1234,HCPCS,,,,S", "D0120,CDT,,,,S", "0450,revenue,,,,S",
          "450,revenue,,,,S", "1,service-type,,,,S", "PT,service-type,,,,S", "02,place-of-service,,,,S", "C4A,ICD-10-CM,,,,S",
          "C00..D49,ICD-10-CM,,,,S", "S72001A,ICD-10-CM,,,,S", "NE-EXCLUDED,account,,,,S", "225100000X,taxonomy,,,,S"}) {
        CAPTURE(row);
        CHECK(in_table(row) == Said{});
    }
}

TEST_CASE("shapes: a row stands once, has a source, ends after it begins, and a tag that a rule can name")
{
    CHECK(in_table("72141,CPT,,,mri,S\n72141,HCPCS,,,mri,S")
          == Said{"codes/t.csv:3:1: `72141` stands here twice\n"
                  "    3 | 72141,HCPCS,,,mri,S\n"
                  "      | ^^^^^ first in line 2, with the same tag and for days of both"});
    CHECK(in_table("72141,CPT,,,mri,S\n72141,CPT,,,spine,S") == Said{});
    CHECK(in_table("72141,CPT,,2023-12-31,mri,S\n72141,CPT,2024-01-01,,mri,S") == Said{});
    one(in_table("72141,CPT,,2023-12-31,mri,S\n72141,CPT,2023-12-31,,mri,S"), "`72141` stands here twice");
    one(in_table("72141,CPT,,,,"), "codes/t.csv:2:14: a row without a source");
    one(in_table("72141,CPT,2024-02-01,2024-01-31,,S"), "codes/t.csv:2:22: the row ends before it begins");
    one(in_table("72141,CPT,,,my tag,S"), "no rule can name the tag `my tag`");
}

TEST_CASE("shapes: a table that cannot be read is quoted where it stops, and hides nothing of other files")
{
    const std::vector<PlanFile> tables{
        {"plans/test/codes/a.csv", "code,system,from,to,tag,source\n72141,CPT,,,S\n72142,CPT,,,S\n"},
        {"plans/test/codes/b.csv", "code,system,from,to,tag,source\n7214,CPT,,,,S\n"},
    };
    const Said all =
        errors_of(test_files(rule("A-1", "review", "HMO", "place of service is 5A", "pend to nurse because 0V"), tables));
    REQUIRE(all.size() == 3);
    CHECK(all[0].contains("a.rules:4:28: `5A` is neither a code set nor a place of service of two digits"));
    CHECK(all[1]
          == "codes/a.csv:2:1: 5 cells; expected 6, one for each column of line 1\n"
             "    2 | 72141,CPT,,,S\n"
             "      | ^^^^^^^^^^^^^");
    CHECK(all[2].contains("codes/b.csv:2:1: `7214` is not a procedure code"));
    one(errors_of(test_files("", {{"plans/test/codes/a.csv", "code,system,from,to,tag,source\n\"72141,CPT,,,S"}})),
        "    2 | \"72141,CPT,,,S\n      | ^^^^^^^^^^^^^^");
    one(errors_of(test_files("", {{"plans/test/codes/a.csv", "code,system,from,to,tag,source\r\n72141,CPT\r\n"}})),
        "    2 | 72141,CPT\r\n      | ^^^^^^^^^");
    one(errors_of(test_files("", {{"plans/test/codes/a.csv", "code,system,from,to,tag,source\n\"7214\",CPT,,,,S\n"}})),
        "a.csv:2:2: `7214` is not a procedure code of five characters, as in `99213`, `J1234` or `0123T`\n"
        "    2 | \"7214\",CPT,,,,S\n      |  ^^^^");
    one(errors_of(test_files("", {{"plans/test/codes/a.csv", ""}})), "codes/a.csv:1:1: nothing stands here; expected the header");
}

TEST_CASE("shapes: a code that stands in a rule looks like those of what it is compared with")
{
    one(in_rule("procedure is ABCDE"), "`ABCDE` is neither a code set nor a procedure code of five characters");
    one(in_rule("procedure is 9711"), "a.rules:4:21: `9711` is neither");
    one(in_rule("procedure is j1234"), "^^^^^ write `J1234`");
    one(in_rule("procedure is D012A"), "nor a dental code");
    one(in_rule("service type is PTX"), "nor a service type code of one or two characters");
    one(in_rule("revenue code is ABCD"), "nor a revenue code of four digits");
    one(in_rule("place of service is 2A"), "nor a place of service of two digits");
    one(in_rule("place of service is bill type AB"), "nor a bill type of two digits");
    one(in_rule("cause is 01"), "nor a cause of UM05");
    one(in_rule("a line has procedure 97110 at place 2A"), "`2A` is not a place of service of two digits");
}

TEST_CASE("shapes: limits and timers of nothing, and limits in units no request asks for")
{
    CHECK(in_rule("", "approve up to 0 visits beyond modify because 04", "limits")
          == Said{"a.rules:4:17: a limit of nothing approves nothing\n"
                  "    4 |   approve up to 0 visits beyond modify because 04\n"
                  "      |                 ^ write a rule that does not approve, as in `deny because 0M`"});
    one(in_rule("", "approve up to 26 dates beyond modify because 04", "limits"), "no request asks for a quantity of `dates`");
    one(in_rule("", "approve up to 1 service beyond modify because 04", "limits"), "no request asks for a quantity of `service`");
    one(in_rule("", "start decision of 0 days", "effects"), "a.rules:4:21: a timer that ends as it starts");
    CHECK(in_rule("", "start decision of 1 day", "effects") == Said{});
}

TEST_CASE("shapes: a rule gives no clinical reason, whatever it answers")
{
    for (const std::string_view outcome :
         {"deny because 0F", "pend to nurse because 0G", "approve up to 3 visits beyond modify because 0T",
          "approve up to 3 visits by c beyond modify because 04 none deny because 0F", "contact intake because 0F"}) {
        CAPTURE(outcome);
        const auto files = test_files("counter c counts visits used by member in the calendar year source S\n"
                                      + rule("R-1", "criteria", "HMO", "", outcome));
        const auto plans = Plans::compile(files);
        REQUIRE(!plans);
        REQUIRE(plans.error().size() == 1);
        CHECK(plans.error()[0].message.contains("is a clinical reason; no rule may give it"));
        CHECK(plans.error()[0].message.ends_with("only a licensed reviewer can: `pend to physician because 0W`"));
    }
}

TEST_CASE("shapes: a contact has numbers that can be called, and addresses that can be reached")
{
    const auto contact = [](std::string_view numbers) {
        return errors_of(test_files("contact more \"MORE\" " + std::string(numbers) + "\n"));
    };
    CHECK(contact("telephone 911")
          == Said{"a.rules:1:31: `911` is no telephone number\n"
                  "    1 | contact more \"MORE\" telephone 911\n"
                  "      |                               ^^^ expected 10 digits, as in `8005550100`"});
    one(contact("fax 18005550100"), "`18005550100` is no telephone number");
    one(contact("telephone 800-555-CARE"), "`800-555-CARE` is no telephone number");
    one(contact("telephone 8005550100 extension x12"), "`x12` is no extension");
    one(contact("email nobody"), "`nobody` is no address for mail");
    one(contact("email nobody@"), "`nobody@` is no address for mail");
    one(contact("web nowhere"), "`nowhere` is no address of the web");
    CHECK(contact("email somebody@example.com web www.example.com fax 8005550100") == Said{});

    const auto  plans = test_plans("contact more \"MORE\" telephone 800-555-0100 extension 12\n");
    const auto& more  = plans.program().payers.front()->contacts.at("more");
    CHECK(more.numbers.at(0).number == "8005550100");  // as it travels
}

}  // namespace x278::policy::tests
