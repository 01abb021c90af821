// How the commands of `x278 plan` end for folders that are not as they should be.
#include "cli/command.hpp"
#include "support/files.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

namespace x278::cli::tests {

namespace {

// The exit status of `x278 plan COMMAND DIR`; -1 if the words themselves are refused.
int status_of(const std::string& command, const std::string& folder)
{
    CLI::App program;
    int      status = 0;
    add_plan(program, status);
    try {
        program.parse(std::vector<std::string>{folder, command, "plan"});  // from the last word to the first
    } catch (const CLI::ParseError&) {
        return -1;
    }
    return status;
}

// A folder with the smallest plan, and this as its coverage list; none, if there is no text.
struct SmallPlan {
    test::TemporaryFolder folder;

    explicit SmallPlan(const std::string& coverage)
    {
        test::write_file(folder.path() / "small" / "payer.rules",
                         "payer SMALL \"Small\"\n  identified by PI 00700\n  time zone America/New_York\n  products all = ONE\n"
                         "  the engine may not deny\n  when no rule speaks contact intake\n\n"
                         "contact intake \"INTAKE\" telephone 8005550100\n\n"
                         "rule A-1 \"one\"\n  stage review\n  for every product\n  pend to nurse because 0V\n  source SMALL-1\n");
        if (!coverage.empty()) test::write_file(folder.path() / "small" / "coverage.csv", coverage);
    }
    [[nodiscard]] std::string path() const { return folder.path().string(); }
};

}  // namespace

TEST_CASE("plan commands: an empty folder is wrong usage, and not the plans of the program")
{
    for (const auto* command : {"check", "test", "coverage", "summary"}) {
        CAPTURE(command);
        CHECK(status_of(command, "") == -1);
    }
}

TEST_CASE("plan commands: coverage without a list of published rules is nothing to be content with")
{
    const std::string header = "id,title,honoured_by,where,note\n";
    CHECK(status_of("coverage", SmallPlan("").path()) == exit_refused);
    CHECK(status_of("coverage", SmallPlan(header).path()) == exit_refused);
    CHECK(status_of("coverage", SmallPlan(header + "SMALL-1,one,rule,,\n").path()) == 0);
    CHECK(status_of("coverage", SmallPlan(header + "SMALL-2,two,record,src,\n").path()) == exit_refused);
}

}  // namespace x278::cli::tests
