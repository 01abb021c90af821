// Older and other guides are called by their names, and what is taken instead is said from the guides themselves.
#include "edi/support.hpp"
#include "edi/version_words.hpp"

#include <doctest/doctest.h>

namespace x278::edi {

using namespace test;

namespace {

const Guides& guides() { return Guides::embedded(); }

std::string hi_group(const std::string& gs08)
{
    return interchange_of("ST*278*0001*005010X217~SE*2*0001~", {"HI", gs08, "000000101", "0"});
}

std::vector<Issue> group_issues(const std::string& bytes)
{
    EnvelopeSurvey survey(Reader(source_of(bytes)), guides());
    const auto     verdict = survey.next();
    REQUIRE(verdict);
    return verdict->group(1).issues;
}

}  // namespace

TEST_CASE("version: an id is told by name, by the guide it adds to, by its version, or not at all")
{
    const struct {
        std::string_view id;
        std::string_view words;
    } cases[] = {
        {"004010X094A1", "004010X094A1, 278 health care services review of version 4010"},
        {"004010X094", "004010X094, 278 health care services review of version 4010"},
        {"005010X222A1", "005010X222A1, 837 professional claim of version 5010"},
        {"006020X315", "006020X315, 278 health care services review of version 6020"},
        {"005010X217E1", "005010X217E1, which is sent as 005010X217"},
        {"005010X231", "005010X231, 999 implementation acknowledgment before its addendum of version 5010"},
        {"003070X999", "003070X999, a guide of version 3070"},
        {"005010", "005010, version 5010 without a guide"},
        {"", "no guide of X12"},
        {"005010X21", "no guide of X12"},
        {"EXAMPLE PAT", "no guide of X12"},
        {"005010X217\x1B[2J", "no guide of X12"},
        {"000000X217", "no guide of X12"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.id);
        CHECK(version_words(guides(), c.id) == c.words);
    }
}

TEST_CASE("version: what is taken comes from the guides that are run")
{
    CHECK(taken_words(guides(), "HI") == "005010X215, 005010X216 or 005010X217");
    CHECK(taken_words(guides(), "FA") == "005010X231A1");
    CHECK(taken_words(guides(), "HC").empty());
}

TEST_CASE("version: a group of another guide is refused with AK905 2 and both sides' versions")
{
    const auto issues = group_issues(hi_group("004010X094A1"));
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].id == "group/version");
    CHECK(issues[0].message
          == "GS08 names 004010X094A1, 278 health care services review of version 4010; expected 005010X215, 005010X216 or "
             "005010X217");
    CHECK(guides().issue_kind(issues[0].id)->code == "2");
    CHECK(group_issues(hi_group("005010X217")).empty());
}

TEST_CASE("version: a group of another kind is refused with AK905 1 and called by its guide")
{
    const auto issues =
        group_issues(interchange_of("ST*837*0001*005010X222A1~SE*2*0001~", {"HC", "005010X222A1", "000000101", "0"}));
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].id == "group/not-supported");
    CHECK(issues[0].message
          == "GS01 names a kind of group that is not taken; expected `HI` (GS08 names 005010X222A1, 837 professional claim of "
             "version 5010)");
}

TEST_CASE("version: a set of another guide is refused with IK502 I6 where its group does not say so")
{
    const auto bytes = interchange_of("ST*278*0001*004010X094A1~SE*2*0001~");
    for_each_set(bytes, [](const TransactionSet& set, const GroupHeader& group) {
        const auto checked = validate(set, group, guides(), Taking::everything);
        CHECK_FALSE(checked.accepted());
        REQUIRE(checked.issues().size() == 1);
        CHECK(checked.issues()[0].id == "set/guide-not-supported");
        CHECK(checked.issues()[0].message
              == "ST03 names 004010X094A1, 278 health care services review of version 4010; expected 005010X215, 005010X216 or "
                 "005010X217");
    });
}

TEST_CASE("version: an interchange of version 4010 says so at ISA12")
{
    auto       bytes = interchange_of("ST*278*0001*005010X217~SE*2*0001~");
    const auto at    = bytes.find("*00501*");
    bytes.replace(at, 7, "*00401*");
    EnvelopeSurvey survey(Reader(source_of(bytes)), guides());
    const auto     verdict = survey.next();
    REQUIRE(verdict);
    REQUIRE(verdict->issues.size() == 1);
    CHECK(verdict->issues[0].id == "interchange/version");
    CHECK(verdict->issues[0].message == "ISA12 holds version 4010; expected 00501");
    CHECK(control_version_words("0040X").empty());
    CHECK(control_version_words("00000").empty());
}

TEST_CASE("version: a guide that is run here may not stand among the others")
{
    std::vector<EmbeddedFile> files(embedded_schemas().begin(), embedded_schemas().end());
    const auto                at = std::ranges::find(files, "schemas/x12/other-guides.csv", &EmbeddedFile::path);
    REQUIRE(at != files.end());
    const std::string text = std::string(at->text) + "005010X217,278,request,high,here\n";
    at->text               = text;
    const auto loaded      = Guides::load(files);
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().message.starts_with("schemas/x12/other-guides.csv:"));
    CHECK(loaded.error().message.ends_with("guide `005010X217` is run here; it stands in schemas/guides/guides.csv"));
}

}  // namespace x278::edi
