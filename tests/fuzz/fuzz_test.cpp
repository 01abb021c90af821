// Every fuzz target over its kept corpus, and for a bounded time over changes of it.
// `scripts/fuzz` does the same for as long as it is told to.
#include "support/files.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <string>

#include <sys/wait.h>

using namespace x278;

namespace {

// All targets together stay below a minute.
#ifdef X278_SANITIZED
constexpr int seconds = 8;
#else
constexpr int seconds = 2;
#endif

// `more` are files of the project that are corpus as well.
void check_target(const std::string& name, const std::string& more = {})
{
    const test::TemporaryFolder folder;
    const auto                  said = folder.path() / "said";
    std::string command = std::string(X278_FUZZ_FOLDER) + "/x278_fuzz_" + name + " --seconds " + std::to_string(seconds)
                          + " --keep " + folder.path().string() + " " + (test::project() / "fuzz" / "corpus" / name).string();
    if (!more.empty()) command += " " + (test::project() / more).string();
    const int   status = std::system((command + " > " + said.string() + " 2>&1").c_str());
    std::string input;  // that it died of
    for (const auto& file : test::files_below(folder.path()))
        if (file != said) input = test::read_file(file);
    CAPTURE(command);
    CAPTURE(input);
    CAPTURE(test::read_file(said));
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

}  // namespace

TEST_CASE("fuzz: the reader tells what a plain splitter tells") { check_target("reader", "samples/inbox"); }

TEST_CASE("fuzz: every input is answered, and by replies that obey their guides") { check_target("path", "samples/inbox"); }

TEST_CASE("fuzz: the plan language takes any text, and points at what it does not understand") { check_target("plans", "plans"); }

TEST_CASE("fuzz: the language of cases takes any text, and what it understands can be decided")
{
    check_target("cases", "plans/thpnh");
}

TEST_CASE("fuzz: the schemas and tables take any text") { check_target("tables"); }

TEST_CASE("fuzz: every determination of every request makes a response that obeys its guide") { check_target("writers"); }
