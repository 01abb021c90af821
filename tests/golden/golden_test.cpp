// Every golden folder: what a request must be answered with, and why.
//
// samples/golden/NAME/ holds reply.edi (every interchange owed, a segment a line) and
// explain.txt; the request is request.edi beside them, or samples/inbox/NAME.edi.
// `UPDATE_GOLDEN=1 scripts/test golden` rewrites them; `git diff` reviews.
#include "golden/answered.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <set>

using namespace x278;

namespace {

std::string request_of(const std::filesystem::path& folder)
{
    const auto own = folder / "request.edi";
    return test::read_file(
        std::filesystem::exists(own) ? own : test::project() / "samples/inbox" / (folder.filename().string() + ".edi"));
}

}  // namespace

TEST_CASE("golden: every request is answered as its folder says, and for its reasons")
{
    const auto                      samples = test::project() / "samples/golden";
    std::set<std::filesystem::path> folders;
    for (const auto& file : test::files_below(samples)) folders.insert(file.parent_path());
    const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
    if (update)
        for (const auto& file : test::files_below(test::project() / "samples/inbox")) folders.insert(samples / file.stem());
    REQUIRE(folders.size() >= 20);

    for (const auto& folder : folders) {
        CAPTURE(folder.filename().string());
        const std::string request = request_of(folder);
        REQUIRE(!request.empty());
        const auto answered = golden::answer(request, folder);
        if (update) {
            test::write_file(folder / "reply.edi", answered.reply);
            test::write_file(folder / "explain.txt", answered.why);
            if (!answered.letter.empty()) test::write_file(folder / "letter.txt", answered.letter);
        }
        CHECK(answered.reply == test::read_file(folder / "reply.edi"));
        CHECK(answered.why == test::read_file(folder / "explain.txt"));
        if (!answered.letter.empty()) CHECK(answered.letter == test::read_file(folder / "letter.txt"));
    }
}

TEST_CASE("golden: every sample of the inbox has its folder")
{
    for (const auto& file : test::files_below(test::project() / "samples/inbox")) {
        CAPTURE(file.filename().string());
        CHECK(std::filesystem::exists(test::project() / "samples/golden" / file.stem() / "reply.edi"));
    }
}

TEST_CASE("golden: everything we wrote reads back and obeys its guide without a remark")
{
    int sets = 0;
    for (const auto& file : test::files_below(test::project() / "samples/golden")) {
        if (file.filename() != "reply.edi") continue;
        CAPTURE(file.string());
        sets += golden::check_reads_back(test::read_file(file));
    }
    CHECK(sets >= 20);
}
