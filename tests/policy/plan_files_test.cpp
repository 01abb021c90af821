// What is read of a folder of plans, and what is refused because nobody would read it.
#include "fixture.hpp"
#include "support/files.hpp"

namespace x278::policy::tests {

TEST_CASE("plan files: a folder is read whole, and its revision is that of the embedded files")
{
    const auto files = read_plan_files(X278_SOURCE_DIR "/plans");
    REQUIRE(files.has_value());
    CHECK(files->size() == embedded_plan_files().size());
    CHECK(compiled(*files).revision() == shipped_plans().revision());

    const auto missing = read_plan_files("no/such/folder");
    REQUIRE(!missing.has_value());
    CHECK(missing.error().code == ErrorCode::not_found);
    CHECK(missing.error().message == "`no/such/folder` is no folder; expected one with `PAYER/*.rules` in it");
}

TEST_CASE("plan files: a file that is nearly one of a plan is refused, and any other is passed over")
{
    const test::TemporaryFolder folder;
    const auto                  write = [&](std::string_view name) {
        const std::filesystem::path path = folder.path() / name;
        std::filesystem::create_directories(path.parent_path());
        test::write_file(path, "");
    };
    const auto refused = [&](std::string_view name) {
        write(name);
        const auto read = read_plan_files(folder.path().string());
        std::filesystem::remove(folder.path() / name);
        if (read) return std::string();
        const std::string begins = "`" + (folder.path() / name).string() + "` is not read; ";
        CHECK(read.error().message.starts_with(begins));
        return read.error().message.substr(begins.size());
    };
    write("a/payer.rules");
    CHECK(refused("a/README.md").empty());
    CHECK(refused("a/coverage-2.csv").empty());
    CHECK(refused("notes.csv").empty());
    CHECK(refused("a/b.rules~").empty());
    CHECK(refused("a/.#b.rules").empty());
    CHECK(refused("b.rules") == "expected it in a payer's folder, `PAYER/NAME.rules`");
    CHECK(refused("a/old/b.cases") == "expected it in a payer's folder, `PAYER/NAME.cases`");
    CHECK(refused("a/b.rule") == "did you mean `.rules`?");
    CHECK(refused("a/b.RULES") == "did you mean `.rules`?");
    CHECK(refused("a/b.case") == "did you mean `.cases`?");
    CHECK(refused("a/code/b.csv") == "tables of codes stand in the folder `codes`, and not in `code`");
    CHECK(refused("a/old/b.csv").empty());
    CHECK(refused("a/acepted.csv")
          == "expected `coverage.csv` or `accepted.csv` here, and tables of codes in the folder `codes`");

    std::filesystem::remove(folder.path() / "a/payer.rules");
    write("b.rules");  // who points at a payer's own folder is told so
    const auto read = read_plan_files(folder.path().string());
    REQUIRE(!read);
    CHECK(read.error().message.ends_with(" holds no plan; expected `PAYER/*.rules` in it"));
}

}  // namespace x278::policy::tests
