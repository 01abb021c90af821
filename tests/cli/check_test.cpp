// What `check` says: every issue with its place, and the segment with a caret under it.
#include "cli/check_acknowledgment.hpp"
#include "cli/check_input.hpp"
#include "cli/check_summary.hpp"
#include "cli/issue_words.hpp"
#include "support/files.hpp"

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace x278;
using namespace x278::cli;

namespace {

struct Checked {
    CheckCounts                      counts;
    std::string                      text;
    std::vector<boost::json::object> json;
};

Checked check(const std::string& name, const std::string& bytes)
{
    Checked checked;
    checked.counts = check_input(app::memory_input(name, bytes), edi::Guides::embedded(), [&](const Finding& finding) {
        checked.text += finding_text(finding, edi::Guides::embedded());
        checked.json.push_back(finding_json(finding, edi::Guides::embedded()));
    });
    return checked;
}

std::string sample(const std::string& name)
{
    const auto bytes = test::read_file(test::project() / "samples" / "inbox" / name);
    REQUIRE(!bytes.empty());
    return bytes;
}

std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

// The caret line under `text`, a segment of the usual separators.
PointedSegment pointed(const std::string& text, int element, int component = 0, int repetition = 0)
{
    const std::string bytes =
        "ISA*00*          *00*          *ZZ*A              *ZZ*B              *240501*1031*^*00501*000000901*0*T*:~"
        "GS*HI*A*B*20240501*1031*901*X*005010X217~ST*278*0001*005010X217~"
        + text + "~SE*3*0001~GE*1*901~IEA*1*000000901~";
    edi::Reader in(edi::source_of(bytes));
    while (const auto event = in.next()) {
        REQUIRE(event->has_value());
        const auto* set = std::get_if<edi::TransactionSet>(&**event);
        if (set == nullptr) continue;
        edi::Location where;
        where.element    = element;
        where.component  = component;
        where.repetition = repetition;
        return point_at(set->segments[1], set->delimiters, where);
    }
    FAIL("no set was read");
    return {};
}

}  // namespace

TEST_CASE("check: each issue is one line with its place, and the segment with a caret under it")
{
    const auto checked = check("refused.edi", sample("refused-set-between-two-good-ones.edi"));
    CHECK(checked.text
          == "refused.edi: set 0002, segment 10 DMG, loop 2010C, DMG02: [element/bad-date, IK403 8] DMG02 is no date; expected a "
             "day that exists as CCYYMMDD\n"
             "    DMG*D8*20000231*F\n"
             "           ^^^^^^^^\n"
             "refused.edi: set 0002, segment 13 UM, loop 2000E, UM01: [element/code-not-allowed, IK403 7] UM01 holds `QQ`; "
             "expected one of AR, HS, IN, SC\n"
             "    UM*QQ*I*BY*11:B\n"
             "       ^^\n");
    CHECK(counts_text(checked.counts) == "1 interchange, 1 group, 3 sets: 2 accepted, 1 refused; 2 issues");
    CHECK_FALSE(checked.counts.clean());
}

TEST_CASE("check: JSON has the same issues with every number of their place")
{
    const auto checked = check("refused.edi", sample("refused-set-between-two-good-ones.edi"));
    REQUIRE(checked.json.size() == 2);
    const auto& issue = checked.json[1];
    CHECK(issue.at("within") == "set 0002");
    CHECK(issue.at("issue") == "element/code-not-allowed");
    CHECK(issue.at("layer") == "IK4");
    CHECK(issue.at("code") == "7");
    CHECK(issue.at("severity") == "error");
    CHECK(issue.at("segment_position") == 13);
    CHECK(issue.at("segment") == "UM");
    CHECK(issue.at("loop") == "2000E");
    CHECK(issue.at("element") == 1);
    CHECK(issue.at("component") == 0);
}

TEST_CASE("check: a fault of the envelope refuses what is inside")
{
    const auto checked = check("trailer.edi", sample("trailer-does-not-match-header.edi"));
    CHECK(checked.text.starts_with("trailer.edi: interchange "));
    CHECK(checked.text.find("IEA02: [interchange/control-number-differs, TA105 001] ") != std::string::npos);
    CHECK(checked.counts.interchanges == 1);
    CHECK(checked.counts.sets_accepted == 0);
    CHECK(checked.counts.errors == 1);

    const auto group = check("group.edi", replaced(sample("imaging-lumbar-mri.edi"), "GE*1*1040~", "GE*2*1040~"));
    CHECK(group.text
          == "group.edi: group 1040, GE01: [group/set-count, AK905 5] GE01 does not count the sets of the group; expected 1\n");
    CHECK(group.counts.sets_refused() == 1);
}

TEST_CASE("check: a warning is told and leaves the file clean")
{
    const auto checked = check("a.edi", replaced(sample("imaging-lumbar-mri.edi"), "SE*26*0001~", "SE*25*0001~"));
    CHECK(checked.text
          == "a.edi: set 0001, segment 26 SE: warning: [set/segment-count, IK502 4] SE01 does not count the segments of the set; "
             "expected 26\n"
             "    SE*25*0001\n"
             "    ^^\n");
    CHECK(checked.counts.clean());
    CHECK(counts_text(checked.counts) == "1 interchange, 1 group, 1 set: 1 accepted, 0 refused; 0 issues, 1 warning");
}

TEST_CASE("check: text that is no interchange is an issue, also between two that are")
{
    CHECK(check("empty.edi", "").text == "empty.edi: holds no interchange; expected text that starts with ISA\n");
    const auto good    = sample("imaging-lumbar-mri.edi");
    const auto between = check("two.edi", good + "and another thing" + sample("outpatient-knee-surgery.edi"));
    CHECK(between.counts.interchanges == 2);
    CHECK(between.counts.sets_accepted == 2);
    CHECK(between.counts.errors == 1);
    CHECK(between.json.at(0).at("within") == "");
}

TEST_CASE("check: the samples that are meant to be valid are clean")
{
    for (const auto& path : test::files_below(test::project() / "samples" / "inbox")) {
        const auto name = path.filename().string();
        if (name.starts_with("refused-") || name.starts_with("trailer-")) continue;
        CAPTURE(name);
        const auto checked = check(name, test::read_file(path));
        CHECK(checked.text == "");
        CHECK(checked.counts.sets > 0);
        CHECK(checked.counts.sets_refused() == 0);
    }
}

TEST_CASE("check: the caret finds elements, components and repetitions, and the end when nothing came")
{
    CHECK(pointed("UM*HS*I*BY*11:B**E", 6).carets == "                 ^");
    CHECK(pointed("UM*HS*I*BY*11:B**E", 4).carets == "           ^^^^");
    CHECK(pointed("UM*HS*I*BY*11:B**E", 4, 2).carets == "              ^");
    CHECK(pointed("HCR*A3**04^0F^09", 3, 0, 2).carets == "           ^^");
    CHECK(pointed("UM*HS*I*BY", 0).carets == "^^");
    CHECK(pointed("UM*HS*I*BY", 6).carets == "          ^");

    const auto name = pointed("NM1*IL*1*NU\xC3\x91"
                              "EZ*X\033",
                              4);
    CHECK(name.text
          == "NM1*IL*1*NU\xC3\x91"
             "EZ*X?");
    CHECK(name.carets == "               ^^");
}

TEST_CASE("check: a long segment is cut to a line, with the place in it")
{
    const auto far = pointed("MSG*" + std::string(150, 'a') + "*" + std::string(3, 'b') + "*" + std::string(150, 'c'), 2);
    CHECK(far.text.size() <= 100);
    CHECK(far.text.starts_with("...a"));
    CHECK(far.text.ends_with("c..."));
    const auto at = far.carets.find('^');
    CHECK(far.text.substr(at, 3) == "bbb");
    CHECK(far.carets.size() == at + 3);
}

TEST_CASE("check: a TA1 is held to the guide of the envelopes, with a caret in it")
{
    const auto checked = check(
        "a.ta1", "ISA*00*          *00*          *ZZ*PAYER01        *ZZ*CLEARHOUSE1    *240501*1031*^*00501*000000907*0*T*:~"
                 "TA1*000000107*240501*1030*A*001~IEA*0*000000907~");
    CHECK(checked.text
          == "a.ta1: acknowledgment of interchange 000000107, TA105: [element/pattern, IK403 I12] TA104 accepts the interchange "
             "and "
             "TA105 names an error; expected `000`\n"
             "    TA1*000000107*240501*1030*A*001\n"
             "                                ^^^\n");
    CHECK(counts_text(checked.counts) == "1 interchange, 0 groups, 0 sets: 0 accepted, 0 refused; 1 issue");
    REQUIRE(checked.json.size() == 1);
    CHECK(checked.json[0].at("within") == "acknowledgment of interchange 000000107");
    CHECK(checked.json[0].at("element") == 5);
}

TEST_CASE("check: a 999 with a code that is none is refused at its place")
{
    const auto checked = check(
        "a.999", "ISA*00*          *00*          *ZZ*PAYER01        *ZZ*CLEARHOUSE1    *240501*1031*^*00501*000000907*0*T*:~"
                 "GS*FA*PAYER01*CLEARHOUSE1*20240501*1031*901*X*005010X231A1~ST*999*0001*005010X231A1~"
                 "AK1*HI*106*005010X217~AK2*278*0001*005010X217~IK5*Q~AK9*A*1*1*1~SE*6*0001~GE*1*901~IEA*1*000000907~");
    CHECK(checked.text
          == "a.999: set 0001, segment 4 IK5, loop 2000, IK501: [element/code-not-in-guide, IK403 I6] IK501 holds `Q`; expected "
             "one of "
             "A, E, M, R, W, X\n"
             "    IK5*Q\n"
             "        ^\n");
}

TEST_CASE("check: a place has the line and the party it is about, and the places that made its rule apply")
{
    edi::Issue issue;
    issue.id                     = "element/code-not-in-guide";
    issue.message                = "a word";
    issue.where.segment_position = 20;
    issue.where.segment_id       = "UM";
    issue.where.line             = 2;
    issue.where.party            = 3;
    edi::Location because;
    because.segment_position = 13;
    because.segment_id       = "HI";
    because.loop_id          = "2000E";
    because.element          = 1;
    because.component        = 2;
    issue.context            = {because};
    const Finding finding{"a.edi", "set 0001", issue};
    CHECK(
        finding_text(finding, edi::Guides::embedded())
        == "a.edi: set 0001, segment 20 UM: [element/code-not-in-guide, IK403 I6] a word; because of segment 13 HI, loop 2000E, "
           "HI01-2\n");
    const auto json = finding_json(finding, edi::Guides::embedded());
    CHECK(json.at("line") == 2);
    CHECK(json.at("party") == 3);
    REQUIRE(json.at("context").as_array().size() == 1);
    CHECK(json.at("context").at(0).at("segment") == "HI");
    CHECK(json.at("context").at(0).at("component") == 2);
    CHECK_FALSE(json.contains("answered"));
}

TEST_CASE("check: what the response will say is told as the response will say it")
{
    std::vector<EmbeddedFile> files(embedded_schemas().begin(), embedded_schemas().end());
    const auto                at = std::ranges::find(files, "schemas/issues.csv", &EmbeddedFile::path);
    REQUIRE(at != files.end());
    const std::string catalogue =
        std::string(at->text) + "test/no-such-member,AAA,member/not-found,error,made for this test,here\n";
    at->text          = catalogue;
    const auto guides = edi::Guides::load(files);
    REQUIRE(guides.has_value());
    edi::Issue issue;
    issue.id      = "test/no-such-member";
    issue.message = "a word";
    const Finding finding{"a.edi", "set 0001", issue};
    CHECK(finding_text(finding, *guides)
          == "a.edi: set 0001: [test/no-such-member, AAA 2010C 75 C] a word; the response will say so in loop 2010C: "
             "Subscriber/Insured Not Found, Correct and resubmit\n");
    const auto json = finding_json(finding, *guides);
    CHECK(json.at("layer") == "AAA");
    CHECK(json.at("code") == "member/not-found");
    CHECK(
        boost::json::serialize(json.at("answered"))
        == R"({"loop":"2010C","aaa03":"75","reason":"Subscriber/Insured Not Found","aaa04":"C","action":"Correct and resubmit"})");
}

TEST_CASE("check: many files are summed up by kind of issue, the most frequent first")
{
    CheckSummary summary;
    const auto   add = [&](const std::string& name, const std::string& bytes) {
        summary.add(check_input(app::memory_input(name, bytes), edi::Guides::embedded(),
                                  [&](const Finding& finding) { summary.add(finding); }));
    };
    const auto refused = sample("refused-set-between-two-good-ones.edi");
    add("a.edi", refused);
    add("b.edi", refused);
    add("c.edi", replaced(refused, "DMG*D8*20000231*F", "DMG*D8*20000131*F"));
    add("d.edi", "no interchange");
    CHECK(summary.counts().sets == 9);
    CHECK(summary.counts().sets_refused() == 3);
    CHECK(summary.text(edi::Guides::embedded())
          == "\n issues   files\n"
             "      3       3  element/code-not-allowed, IK403 7\n"
             "      2       2  element/bad-date, IK403 8\n"
             "      1       1  cannot be read\n");
    const auto json = summary.json(edi::Guides::embedded());
    CHECK(json.at("summary") == true);
    CHECK(json.at("files") == 4);
    CHECK(json.at("errors") == 6);
    REQUIRE(json.at("by_issue").as_array().size() == 3);
    CHECK(boost::json::serialize(json.at("by_issue").at(1))
          == R"({"issue":"element/bad-date","layer":"IK4","code":"8","count":2,"files":2})");
    CHECK(CheckSummary().text(edi::Guides::embedded()).empty());
}

TEST_CASE("check: the acknowledgment that would be sent, one segment a line")
{
    const Clock clock = fixed_clock(std::chrono::sys_days{std::chrono::year{2026} / 9 / 14} + std::chrono::hours{12});
    const auto  owed  = [&](const std::string& bytes) {
        return acknowledgments_of(app::memory_input("a.edi", bytes), edi::Guides::embedded(), clock);
    };
    const auto refused = owed(sample("refused-set-between-two-good-ones.edi"));
    CHECK(refused.ta1.empty());
    CHECK(refused.acknowledgment.starts_with("ISA*00*          *00*          *ZZ*PAYER01"));
    CHECK(refused.acknowledgment.find("*260914*1200*^*00501*000000001*0*") != std::string::npos);
    CHECK(refused.acknowledgment.find("~\nIK3*DMG*10*") != std::string::npos);
    CHECK(refused.acknowledgment.find("~\nAK9*P*3*3*2~\n") != std::string::npos);
    CHECK(check("a.999", refused.acknowledgment).text == "");

    const auto trailer = owed(sample("trailer-does-not-match-header.edi"));
    CHECK(trailer.acknowledgment.empty());
    CHECK(trailer.ta1.find("*R*001~\nIEA*0*000000001~\n") != std::string::npos);

    const auto response = owed(refused.acknowledgment);  // never a 999 for a 999
    CHECK(response.acknowledgment.empty());
    CHECK(response.ta1.empty());
}
