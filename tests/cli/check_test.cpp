// What `check` says: every issue with its place, and the segment with a caret under it.
#include "cli/check_input.hpp"
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
