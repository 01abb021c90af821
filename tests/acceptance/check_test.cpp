// `x278 check` and `x278 show` as a user meets them: what they print where, and how they exit.
#include "acceptance/support.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace x278::acceptance {

namespace {

std::string inbox() { return (test::project() / "samples" / "inbox").string(); }

std::string sample_path(const std::string& name) { return inbox() + "/" + name; }

std::size_t lines_in(const std::string& text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

}  // namespace

TEST_CASE("check: exit status and streams say what was found")
{
    const TemporaryFolder folder;
    test::write_file(
        folder.path() / "older.edi",
        "ISA*00*          *00*          *ZZ*CLEARHOUSE1    *ZZ*PAYER01        *240501*1030*^*00501*000000101*0*T*:~"
        "GS*HI*CLEARHOUSE1*PAYER01*20240501*1030*101*X*004010X094A1~ST*278*0001~SE*2*0001~GE*1*101~IEA*1*000000101~");
    const struct {
        Arguments   arguments;
        int         exit_status;
        std::string out;  // has it
        std::string err;  // has it
    } cases[] = {
        {{"check", sample_path("home-oxygen.edi")}, 0, "1 interchange, 1 group, 1 set: 1 accepted, 0 refused; 0 issues\n", ""},
        {{"check", sample_path("refused-set-between-two-good-ones.edi")}, 1, "^^^^^^^^", ""},
        {{"check", inbox()}, 1, "\n issues   files\n", ""},
        {{"check", "older.edi"},
         1,
         "GS08 names 004010X094A1, 278 health care services review of version 4010; expected 005010X21",
         ""},
        {{"check", "nowhere.edi"}, 1, "", "`nowhere.edi` is not there"},
        {{"check"}, 2, "", "nothing to check; expected INPUT, a file, a folder or `-`, or --schemas"},
        {{"check", "--format", "xml", inbox()}, 2, "", "--format"},
        {{"check", "--now", now, inbox()}, 2, "", "expected --999 with it"},
        {{"check", "--999", "--now", "noon", inbox()}, 2, "", "--now holds `noon`; expected a time like"},
        {{"check", "--schemas"}, 0, " files, 0 findings\n", ""},
        {{"check", "--schemas", (test::project() / "schemas").string()}, 0, " files, 0 findings\n", ""},
        {{"check", "--schemas", "nowhere"}, 2, "", "`nowhere` is no folder; expected one like schemas/"},
        {{"check", "--schemas", "a", "b"}, 2, "", "at most one folder"},
        {{"check", "--help"}, 0, "x278 check --999 monday.edi | x278 show -", ""},
        {{"show", "--help"}, 0, "--original monday.edi", ""},
        {{"show", sample_path("home-oxygen.edi"), "--original", "nowhere.edi"}, 1, "", "nowhere.edi"},
    };
    for (const auto& c : cases) {
        std::string line;
        for (const std::string& argument : c.arguments) line += " " + argument;
        CAPTURE(line);
        const auto ended = run(c.arguments, folder.path());
        CHECK(ended.exit_status == c.exit_status);
        CHECK(ended.out.find(c.out) != std::string::npos);
        CHECK(ended.err.find(c.err) != std::string::npos);
        if (c.err.empty()) CHECK(ended.err == "");
    }
}

TEST_CASE("check: JSON is one object a line for each file, and one for all of them")
{
    const TemporaryFolder folder;
    const auto            files = test::files_below(inbox()).size();
    const auto            all   = run({"check", "--format", "json", inbox()}, folder.path());
    CHECK(all.exit_status == 1);
    CHECK(lines_in(all.out) == files + 1);
    CHECK(all.out.find("\n{\"summary\":true,\"files\":" + std::to_string(files) + ",") != std::string::npos);

    const auto one =
        run({"check", "--format", "json", "--999", "--now", now, sample_path("refused-set-between-two-good-ones.edi")},
            folder.path());
    CHECK(lines_in(one.out) == 1);
    CHECK(one.out.find("\"999\":\"ISA*") != std::string::npos);
    CHECK(one.out.find("\"ta1\":\"\"") != std::string::npos);
}

TEST_CASE("check: --999 prints the acknowledgment alone, which show puts beside the original")
{
    const TemporaryFolder folder;
    const auto            original = sample_path("refused-set-between-two-good-ones.edi");
    const auto            checked  = run({"check", "--999", "--now", now, original}, folder.path());
    CHECK(checked.exit_status == 1);
    CHECK(checked.out.starts_with("ISA*"));
    CHECK(checked.out.ends_with("~\n"));
    CHECK(checked.err.find("2 accepted, 1 refused; 2 issues") != std::string::npos);
    CHECK(checked.out == run({"check", "--999", "--now", now, original}, folder.path()).out);

    const auto shown = run({"show", "-", "--original", original}, folder.path(), checked.out);
    CHECK(shown.exit_status == 0);
    CHECK(shown.out.find("DMG*D8*20000231*F\n") != std::string::npos);
    CHECK(shown.out.find(" ^^^^^^^^\n") != std::string::npos);

    const auto other = run({"show", "-", "--original", sample_path("home-oxygen.edi")}, folder.path(), checked.out);
    CHECK(other.exit_status == 1);
    CHECK(other.err.find("which is not in `" + sample_path("home-oxygen.edi") + "`") != std::string::npos);
}

TEST_CASE("check: a folder of schemas is read as it stands, and a broken row is named with its line")
{
    const TemporaryFolder folder;
    std::filesystem::copy(test::project() / "schemas", folder.path() / "schemas", std::filesystem::copy_options::recursive);
    const auto issues = folder.path() / "schemas" / "issues.csv";
    const auto text   = test::read_file(issues);
    test::write_file(issues, text + "interchange/date,TA1,014,perhaps,a severity that is none,here\n");
    const auto ended = run({"check", "--schemas", "schemas"}, folder.path());
    CHECK(ended.exit_status == 1);
    const auto line = std::count(text.begin(), text.end(), '\n') + 1;
    CHECK(ended.out.starts_with("schemas/issues.csv:" + std::to_string(line) + ": "));
    CHECK(ended.out.find("perhaps") != std::string::npos);
}

}  // namespace x278::acceptance
