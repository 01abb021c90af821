#include "app/outbox.hpp"

#include "support/files.hpp"

#include <doctest/doctest.h>

using namespace x278;
using app::FileOutbox;
using edi::ReplyKind;

TEST_CASE("outbox: files appear whole, under their own names, and only those that are owed")
{
    const test::TemporaryFolder folder;
    auto                        outbox = FileOutbox::open(folder.path(), "monday");
    REQUIRE(outbox.has_value());
    (*outbox)->append(ReplyKind::response, "ISA...");
    (*outbox)->append(ReplyKind::response, "IEA");
    CHECK(!std::filesystem::exists(folder.path() / "monday.278"));

    const auto files = (*outbox)->commit();
    REQUIRE(files.has_value());
    CHECK(*files == std::vector{folder.path() / "monday.278"});
    CHECK(test::read_file(folder.path() / "monday.278") == "ISA...IEA");
    CHECK(test::files_below(folder.path()).size() == 1);
}

TEST_CASE("outbox: without commit nothing is left behind")
{
    const test::TemporaryFolder folder;
    {
        auto outbox = FileOutbox::open(folder.path(), "monday");
        REQUIRE(outbox.has_value());
        (*outbox)->append(ReplyKind::ta1, "ISA");
        (*outbox)->append(ReplyKind::acknowledgment, "ISA");
    }
    CHECK(test::files_below(folder.path()).empty());
}

TEST_CASE("outbox: what is rolled back was never written, in memory and on disk")
{
    const test::TemporaryFolder folder;
    app::MemoryOutbox           memory;
    auto                        disk = FileOutbox::open(folder.path(), "a");
    REQUIRE(disk.has_value());
    for (edi::ReplySink* sink : {static_cast<edi::ReplySink*>(&memory), static_cast<edi::ReplySink*>(disk->get())}) {
        sink->append(ReplyKind::acknowledgment, "first");
        const auto mark = sink->written(ReplyKind::acknowledgment);
        sink->append(ReplyKind::acknowledgment, "second");
        sink->roll_back(ReplyKind::acknowledgment, mark);
        sink->append(ReplyKind::acknowledgment, "third");
        CHECK(sink->written(ReplyKind::acknowledgment) == 10);
        sink->append(ReplyKind::ta1, "gone");
        sink->roll_back(ReplyKind::ta1, 0);
    }
    REQUIRE((*disk)->commit().has_value());
    CHECK(memory.all() == "firstthird");
    CHECK(test::read_file(folder.path() / "a.999") == "firstthird");
    CHECK(!std::filesystem::exists(folder.path() / "a.ta1"));
}

TEST_CASE("outbox: a reply of an earlier run that is not owed any more is removed")
{
    const test::TemporaryFolder folder;
    test::write_file(folder.path() / "a.999", "old");
    auto outbox = FileOutbox::open(folder.path(), "a");
    REQUIRE(outbox.has_value());
    (*outbox)->append(ReplyKind::response, "new");
    REQUIRE((*outbox)->commit().has_value());
    CHECK(!std::filesystem::exists(folder.path() / "a.999"));
}

TEST_CASE("outbox: a folder that cannot be made is named")
{
    const test::TemporaryFolder folder;
    test::write_file(folder.path() / "file", "x");
    const auto outbox = FileOutbox::open(folder.path() / "file" / "below", "a");
    REQUIRE(!outbox.has_value());
    CHECK(outbox.error().code == ErrorCode::unavailable);
    CHECK(outbox.error().message.find("file/below` cannot be made") != std::string::npos);
}
