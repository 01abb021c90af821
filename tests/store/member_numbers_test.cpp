// Member numbers sent with more or less of them than is on file.
#include "reference_fixture.hpp"
#include "store/member_numbers.hpp"

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;
using namespace std::chrono_literals;
using model::Known;

namespace {

using Parts = std::vector<std::string>;

[[nodiscard]] std::optional<std::pair<std::string, Parts>> read(std::string_view id, std::string_view shape)
{
    const auto parts = parts_of(id, shape);
    if (!parts) return std::nullopt;
    return std::pair(parts->number, parts->optional);
}

[[nodiscard]] std::optional<std::pair<std::string, Parts>> number_and(std::string number, Parts parts)
{
    return std::pair(std::move(number), std::move(parts));
}

[[nodiscard]] model::ServiceReviewRequest request_for(std::string_view member_id)
{
    model::ServiceReviewRequest request;
    request.utilization_management_organization.id = {"PI", "00700"};
    request.requester.id                           = {"XX", "1000000001"};
    request.subscriber.id                          = {"MI", member_id};
    request.event.event_period                     = model::Period{2024y / 3 / 1, 2024y / 3 / 1, false};
    return request;
}

// XYZ100 and XYZ200 are on file; `shape` is the payer's, `more` are further members.
[[nodiscard]] Files files_with(std::string_view shape, std::string_view more = "")
{
    auto files = some_files();
    files["members.csv"] += more;
    files["coverage.csv"] += "XYZ200,00700,HMO,,2024-01-01,\n";
    files["requirements.csv"] = fmt::format("payer_id,requirement,value\n00700,member-id-like,{}\n", shape);
    return files;
}

[[nodiscard]] model::MemberFacts facts_of(std::string_view sent, const Files& files)
{
    return read_reference(files).facts_of(request_for(sent), some_moment).member;
}

}  // namespace

TEST_CASE("member numbers: what is in brackets may be left out, and nothing else")
{
    const std::string_view shape = "[AAA]999[99]";
    CHECK(read("XYZ100", shape) == number_and("100", {"XYZ", ""}));
    CHECK(read("100", shape) == number_and("100", {"", ""}));
    CHECK(read("10001", shape) == number_and("100", {"", "01"}));
    CHECK(read("XYZ10001", shape) == number_and("100", {"XYZ", "01"}));
    for (const char* other : {"", "XYZ", "XY100", "XYZ1000", "X1Z100", "XYZ100AB", "10", "XYZ100011"}) {
        CAPTURE(other);
        CHECK_FALSE(parts_of(other, shape));
    }
    CHECK(read("12-34", "[99]-99") == number_and("-34", {"12"}));
    CHECK(read("1234", "[99][99]99") == number_and("34", {"12", ""}));
    CHECK(read("XYZ100", "AAA999") == number_and("XYZ100", {}));
}

TEST_CASE("member numbers: brackets of a shape are closed, hold something, and leave something outside")
{
    for (const char* good : {"AAA999", "[AAA]999", "[AAA]999[99]", "9[9]", "-"}) {
        CAPTURE(good);
        CHECK(is_shape(good));
    }
    for (const char* bad : {"", "[AAA", "AAA]999", "[]999", "[A[9]]9", "[AAA]", "[AAA][99]"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_shape(bad));
    }
    auto files                = some_files();
    files["requirements.csv"] = "payer_id,requirement,value\n00700,member-id-like,[AAA999\n";
    const TemporaryFolder folder;
    write_files(folder, files);
    const auto refused = ReferenceData::read(folder.path());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.ends_with("requirements.csv:2:22: `value` is no shape; expected what may be left out in "
                                            "brackets, as in `[AAA]999999999[99]`"));
}

TEST_CASE("member numbers: a member is found by what may not be left out, where it is one member's")
{
    struct Case {
        const char* sent;
        const char* number;  // on file; empty: it was sent as it is, or is nobody's
        Known       on_file;
    };
    const auto usual = files_with("[AAA]999[99]");
    for (const Case& c :
         {Case{"XYZ100", "", Known::yes}, Case{"100", "XYZ100", Known::yes}, Case{"xyz 100 01", "XYZ100", Known::yes},
          Case{"10001", "XYZ100", Known::yes}, Case{"ABC100", "", Known::no}, Case{"300", "", Known::no},
          Case{"XYZ", "", Known::no}, Case{"", "", Known::no}}) {
        CAPTURE(c.sent);
        const auto facts = facts_of(c.sent, usual);
        CHECK(facts.number == c.number);
        CHECK(facts.on_file == c.on_file);
    }
    CHECK(facts_of("100", usual).product == "PPO");
    CHECK(facts_of("100", usual).id_fits == true);
    CHECK(facts_of("100", files_with("AAA999")).on_file == Known::no);
    CHECK(facts_of("100", files_with("AAA999")).id_fits == false);

    // Two members who differ in what was left out, one of them another payer's.
    const auto two = files_with("[AAA]999", "ABC100,00,18,OTHER,EVE,1990-06-06,F\n");
    CHECK(facts_of("100", two).number == "XYZ100");
    auto both = two;
    both["coverage.csv"] += "ABC100,00700,HMO,,2024-01-01,\n";
    CHECK(facts_of("100", both).on_file == Known::no);
    CHECK(facts_of("ABC100", both).on_file == Known::yes);
}

TEST_CASE("member numbers: restrictions, certifications and the past are those of the member who was found")
{
    auto files                = files_with("[AAA]999");
    files["restrictions.csv"] = "payer_id,npi,member_id,from,to\n00700,1000000001,XYZ100,2024-01-01,\n";
    files["certifications.csv"] =
        "certification,payer_id,member_id,state,issued,first,last,last_visit\nA1,00700,XYZ100,approved,2024-01-01,,,\n";
    files["services.csv"] =
        "member_id,person,kind,procedure,revenue_code,service_type,modifiers,quantity,unit,first,last,provider,"
        "certification,area\nXYZ100,00,used,97110,,,,3,visits,2024-02-01,2024-02-01,,,\n";
    auto request                         = request_for("100");
    request.event.previous_certification = "A1";
    const auto facts                     = read_reference(files).facts_of(request, some_moment);
    CHECK(facts.member.requester_may_ask == false);
    CHECK(facts.previous_certification == Known::yes);
    REQUIRE(facts.history.certifications.size() == 1);
    CHECK(facts.history.certifications[0].number == "A1");
    REQUIRE(facts.history.services.size() == 1);
    CHECK(facts.history.services[0].quantity == 3);
}
