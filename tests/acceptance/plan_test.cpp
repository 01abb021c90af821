// What an analyst runs over plans: check, test, coverage, summary.
#include "acceptance/support.hpp"

namespace x278::acceptance {

namespace {

// A copy of the shipped plans, in which one line of a file is another one.
void copy_plans(const Folder& to, const std::string& file, std::string_view line, std::string_view instead)
{
    std::filesystem::copy(test::project() / "plans", to / "plans", std::filesystem::copy_options::recursive);
    const Folder path = to / "plans" / file;
    std::string  text = test::read_file(path);
    const auto   at   = text.find(line);
    REQUIRE(at != std::string::npos);
    text.replace(at, line.size(), instead);
    test::write_file(path, text);
}

}  // namespace

TEST_CASE("plan: the shipped plans are clean, their cases hold, and every published rule has its place")
{
    const TemporaryFolder folder;
    const Ended           checked = run({"plan", "check", "--now", now}, folder.path());
    CHECK(checked.exit_status == 0);
    CHECK(checked.out.starts_with("0 errors, 0 warnings, "));
    CHECK(checked.err.empty());
    const Ended meant = run({"plan", "check", "--accepted", "--now", now}, folder.path());
    CHECK(meant.out.find(": accepted: rules `FEP-11` (plans/bcbsma/fep.rules:") != std::string::npos);
    CHECK(meant.out.ends_with("\n" + checked.out));

    const Ended tried = run({"plan", "test"}, folder.path());
    CHECK(tried.exit_status == 0);
    CHECK(tried.out.find(" hold, 0 do not, 0 cannot be read") != std::string::npos);

    const Ended covered = run({"plan", "coverage"}, folder.path());
    CHECK(covered.exit_status == 0);
    CHECK(covered.out.find("BCBSMA: 310 published rules\n") != std::string::npos);

    const Ended told = run({"plan", "summary"}, folder.path());
    CHECK(told.exit_status == 0);
}

TEST_CASE("plan: what cannot be read is told as text, or as JSON with its place")
{
    const TemporaryFolder folder;
    copy_plans(folder.path(), "bcbsma/payer.rules", "  identified by  PI 00700", "  identifed by  PI 00700");
    const Ended text = run({"plan", "check", "plans"}, folder.path());
    CHECK(text.exit_status == 1);
    CHECK(text.out.empty());
    CHECK(text.err.starts_with("plans/bcbsma/payer.rules:5:3: expected `identified by`, found `identifed`\n"));
    CHECK(text.err.ends_with(" did you mean `identified by`?\nthe plans have 1 error\n"));

    const Ended json = run({"plan", "check", "--format", "json", "plans"}, folder.path());
    CHECK(json.exit_status == 1);
    CHECK(json.err.empty());
    CHECK(json.out.starts_with(R"({"path":"plans/bcbsma/payer.rules","line":5,"column":3,"severity":"error","check":"plan",)"
                               R"("message":"expected `identified by`, found `identifed`\n)"));
    CHECK(json.out.find('\n') == json.out.size() - 1);

    for (const auto* command : {"test", "coverage", "summary"}) {
        CAPTURE(command);
        const Ended refused = run({"plan", command, "plans"}, folder.path());
        CHECK(refused.exit_status != 0);
        CHECK(refused.err.find("plans/bcbsma/payer.rules:5:3: ") != std::string::npos);
    }
}

TEST_CASE("plan: a rule that rejects as nobody can say is told at its word")
{
    const TemporaryFolder folder;
    copy_plans(folder.path(), "bcbsma/chiropractic.rules", "reject as request/diagnosis-missing",
               "reject as request/diagnosis-mising");
    const Ended ended = run({"plan", "check", "plans"}, folder.path());
    CHECK(ended.exit_status == 1);
    CHECK(ended.err.find(" did you mean `request/diagnosis-missing`?") != std::string::npos);
    CHECK(ended.err.find("bcbsma/chiropractic.rules:138:13: ") != std::string::npos);
}

TEST_CASE("plan: a case that cannot be read is an error of the check, as JSON too")
{
    const TemporaryFolder folder;
    copy_plans(folder.path(), "bcbsma/surgery.cases", "  member ", "  membr ");
    const Ended ended = run({"plan", "check", "--format", "json", "--only", "coverage", "plans"}, folder.path());
    CHECK(ended.exit_status == 1);
    CHECK(ended.err.empty());
    CHECK(ended.out.find(R"("check":"case","message":"expected `scenario`, `member`, )") != std::string::npos);
}

TEST_CASE("plan: an empty folder or none is wrong usage, and not the plans of the program")
{
    const TemporaryFolder folder;
    for (const auto* command : {"check", "test", "coverage", "summary"}) {
        CAPTURE(command);
        const Ended empty = run({"plan", command, ""}, folder.path());
        CHECK(empty.exit_status == 2);
        CHECK(empty.err.find("DIR: it is empty") != std::string::npos);
        const Ended nowhere = run({"plan", command, "nowhere"}, folder.path());
        CHECK(nowhere.exit_status == 2);
        CHECK(nowhere.err.find("`nowhere` is no folder") != std::string::npos);
    }
}

}  // namespace x278::acceptance
