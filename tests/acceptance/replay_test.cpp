// `x278 replay` as an analyst meets it before new plans are taken into use.
#include "acceptance/support.hpp"

#include <doctest/doctest.h>

namespace x278::acceptance {

namespace {

constexpr const char* therapy = "plans/bcbsma/therapy.rules";

// The shipped plans with another limit for physical therapy, in `folder`/plans.
void write_new_plans(const Folder& folder)
{
    std::filesystem::copy(test::project() / "plans", folder / "plans", std::filesystem::copy_options::recursive);
    std::string rules = test::read_file(folder / therapy);
    const auto  at    = rules.find("up to 26 visits");
    REQUIRE(at != std::string::npos);
    test::write_file(folder / therapy, rules.replace(at, 15, "up to 20 visits"));
}

std::string reference() { return (test::project() / "samples" / "reference").string(); }

}  // namespace

TEST_CASE("replay: what new plans would have answered to what the store holds, with the old answer beside it")
{
    const TemporaryFolder folder;
    write_new_plans(folder.path());
    const std::string inbox = (test::project() / "samples" / "inbox" / "physical-therapy-29-visits.edi").string();
    CHECK(run(with_setup({"process", inbox}, "data"), folder.path()).exit_status == 0);

    const Ended same = run({"replay", "--data", "data", "--reference", reference()}, folder.path());
    CAPTURE(same.out);
    CHECK(same.exit_status == 0);
    CHECK(same.out.find("1 request decided again under revision ") == 0);
    CHECK(same.out.find(": 0 differ (0 lines), 1 the same\n") != std::string::npos);

    const Ended other = run({"replay", "--plans", "plans", "--data", "data", "--reference", reference()}, folder.path());
    CAPTURE(other.out);
    CHECK(other.exit_status == 1);
    CHECK(other.out.find("line 1     approved with changes: 26 visits") != std::string::npos);
    CHECK(other.out.find("-> approved with changes: 20 visits") != std::string::npos);
    CHECK(other.out.find("by TH-06-PT") != std::string::npos);
    CHECK(other.out.find(": 1 differ (1 line), 0 the same\n") != std::string::npos);
    CHECK(other.out.find("facts are those of today's reference data") != std::string::npos);

    // What was recorded still stands.
    CHECK(run({"replay", "--data", "data", "--reference", reference()}, folder.path()).exit_status == 0);
}

TEST_CASE("replay: of files, both plans are asked; what cannot be asked is said")
{
    const TemporaryFolder folder;
    write_new_plans(folder.path());
    const std::string inbox = (test::project() / "samples" / "inbox").string();

    const Ended files = run({"replay", "--plans", "plans", "--reference", reference(), "--now", now, inbox}, folder.path());
    CHECK(files.exit_status == 1);
    CHECK(files.out.find(" differ (") != std::string::npos);
    CHECK(files.out.find("-> approved with changes: 20 visits") != std::string::npos);
    CHECK(run({"replay", "--reference", reference(), "--now", now, inbox}, folder.path()).exit_status == 0);

    struct Case {
        Arguments   arguments;
        std::string said;
    };
    const Case cases[] = {
        {{"replay"}, "x278: nothing to replay; expected --data DIR or INPUT\n"},
        {{"replay", "--data", "nowhere"}, "x278: `nowhere` is no folder; expected the --data of a store\n"},
        {{"replay", "--plans", "nowhere", inbox}, "x278: `nowhere` is no folder"},
        {{"replay", "nowhere.edi"}, "x278: `nowhere.edi` is not there"},
    };
    for (const Case& tried : cases) {
        CAPTURE(tried.said);
        const Ended refused = run(tried.arguments, folder.path());
        CHECK(refused.exit_status == 2);
        CHECK(refused.err.find(tried.said) != std::string::npos);
    }
}

}  // namespace x278::acceptance
