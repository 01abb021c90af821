#include "net/drop_folder.hpp"

#include "loopback.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

using namespace x278;
using namespace x278::net;
using namespace x278::net::test;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, std::string_view text)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    REQUIRE(file.good());
}

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (fs::temp_directory_path() / "x278-drop-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    TemporaryFolder(const TemporaryFolder&)            = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { fs::remove_all(path); }

    // Every file below, hidden ones too, with what is in it.
    [[nodiscard]] std::map<std::string, std::string> files() const
    {
        std::map<std::string, std::string> found;
        for (const auto& entry : fs::recursive_directory_iterator(path))
            if (entry.is_regular_file()) found[fs::relative(entry.path(), path).string()] = read(entry.path());
        return found;
    }

    fs::path path;
};

// Answers a file of "x" with STEM.999 ("ack x") and STEM.278 ("x"); "refuse …" is an error.
struct ToyExchange {
    std::mutex               mutex;
    std::vector<std::string> answered;
    Gate                     gate{.open = true};

    std::vector<std::string> names()
    {
        const std::lock_guard lock(mutex);
        return answered;
    }

    FileExchange function()
    {
        return [this](fs::path file, fs::path replies) { return answer(std::move(file), std::move(replies)); };
    }

    asio::awaitable<Result<void>> answer(fs::path file, fs::path replies)
    {
        co_await gate.pass();
        {
            const std::lock_guard lock(mutex);
            answered.push_back(file.filename().string());
        }
        const std::string text = read(file);
        const std::string stem = file.stem().string();
        write(replies / (stem + ".999"), "ack " + text);
        if (text.starts_with("throw")) throw std::runtime_error("a broken promise");
        if (text.starts_with("refuse")) co_return failure(ErrorCode::bad_input, "the toy refuses this");
        write(replies / (stem + ".278"), text);
        co_return Result<void>{};
    }
};

constexpr DropSettings quick{.poll_interval = 20ms, .retry_interval = 50ms};

// A folder that is watched until the end of the test.
class Watch {
public:
    Watch(const TemporaryFolder& folder, ToyExchange& exchange, DropSettings settings = quick)
    {
        auto opened = DropFolder::open(folder.path, exchange.function(), settings);
        REQUIRE(opened);
        drop = std::move(*opened);
        asio::co_spawn(loop.context, drop->run(), ended.handler());
    }
    ~Watch()
    {
        drop->stop();
        loop.end();
    }

    Loop                        loop;
    Ended                       ended;
    std::unique_ptr<DropFolder> drop;
};

}  // namespace

TEST_CASE("drop folder: a file is answered once and moved to done")
{
    TemporaryFolder folder;
    ToyExchange     exchange;
    Watch           watch(folder, exchange);
    write(folder.path / "a.edi", "hello");

    REQUIRE(eventually([&] { return fs::exists(folder.path / "done" / "a.edi"); }));
    std::this_thread::sleep_for(4 * quick.poll_interval);  // time enough to do it again
    CHECK(exchange.names() == std::vector<std::string>{"a.edi"});
    const std::map<std::string, std::string> expected{
        {"done/a.edi", "hello"}, {"replies/a.278", "hello"}, {"replies/a.999", "ack hello"}};
    CHECK(folder.files() == expected);
    CHECK(eventually([&] { return std::distance(fs::directory_iterator(folder.path / "replies"), {}) == 2; }));
}

TEST_CASE("drop folder: files are answered in order of name")
{
    TemporaryFolder folder;
    for (const char* name : {"c", "a", "b", "10", "9"}) write(folder.path / name, name);
    ToyExchange exchange;
    Watch       watch(folder, exchange);
    REQUIRE(eventually([&] { return exchange.names().size() == 5; }));
    CHECK(exchange.names() == std::vector<std::string>{"10", "9", "a", "b", "c"});
}

TEST_CASE("drop folder: a file that still grows is let be until nobody has touched it for one poll")
{
    constexpr DropSettings settings{.poll_interval = 100ms};
    TemporaryFolder        folder;
    ToyExchange            exchange;
    Watch                  watch(folder, exchange, settings);
    // Where the machine stalls between two parts, the upload has stalled and may rightly be taken:
    // then nothing is learnt, and it is tried again.
    for (int attempt = 0; attempt < 20; ++attempt) {
        const std::string name = "upload" + std::to_string(attempt);
        std::ofstream     upload(folder.path / name, std::ios::binary);
        auto              longest = 0ns;
        auto              last    = Time::now();
        for (int part = 0; part < 60; ++part) {
            upload << "part " << part << std::flush;
            longest = std::max<std::chrono::nanoseconds>(longest, Time::now() - std::exchange(last, Time::now()));
            std::this_thread::sleep_for(5ms);
        }
        const bool waited = !fs::exists(folder.path / "done" / name) && !fs::exists(folder.path / "working" / name);
        upload.close();
        REQUIRE(eventually([&] { return fs::exists(folder.path / "done" / name); }));
        if (longest > settings.poll_interval / 2) continue;
        CHECK(waited);
        CHECK(Time::now() - last >= settings.poll_interval);
        CHECK(read(folder.path / "replies" / (name + ".278")) == read(folder.path / "done" / name));
        return;
    }
    FAIL("the machine is too slow to upload a file within a poll");
}

TEST_CASE("drop folder: hidden files, unfinished uploads, folders and links are let be")
{
    TemporaryFolder folder;
    for (const char* name : {".hidden", "a.tmp", "a.part", "a.filepart", "A.TMP", "b.Part"}) write(folder.path / name, "x");
    fs::create_directory(folder.path / "a folder");
    TemporaryFolder elsewhere;
    write(elsewhere.path / "secret", "x");
    fs::create_symlink(elsewhere.path / "secret", folder.path / "link.edi");
    write(folder.path / "z", "the last by name");

    ToyExchange exchange;
    Watch       watch(folder, exchange);
    REQUIRE(eventually([&] { return fs::exists(folder.path / "done" / "z"); }));
    CHECK(exchange.names() == std::vector<std::string>{"z"});
    CHECK(fs::is_symlink(folder.path / "link.edi"));

    fs::rename(folder.path / "a.part", folder.path / "a.edi");  // the upload is finished
    CHECK(eventually([&] { return fs::exists(folder.path / "done" / "a.edi"); }));
}

TEST_CASE("drop folder: a file that cannot be answered is in failed with the reason, and the next is answered")
{
    TemporaryFolder folder;
    write(folder.path / "a.edi", "refuse me");
    write(folder.path / "b.edi", "throw me");
    write(folder.path / "c.edi", "take me");
    ToyExchange exchange;
    Watch       watch(folder, exchange);
    REQUIRE(eventually([&] { return fs::exists(folder.path / "done" / "c.edi"); }));
    const std::string                        hint = "\nto try again, move it back into the drop folder\n";
    const std::map<std::string, std::string> expected{
        {"done/c.edi", "take me"},
        {"failed/a.edi", "refuse me"},
        {"failed/a.edi.error", "`a.edi` was not answered: the toy refuses this" + hint},
        {"failed/b.edi", "throw me"},
        {"failed/b.edi.error", "`b.edi` was not answered: the exchange broke off with std::runtime_error" + hint},
        {"replies/c.278", "take me"},
        {"replies/c.999", "ack take me"}};
    CHECK(folder.files() == expected);
}

TEST_CASE("drop folder: names that clash get numbers and nothing is overwritten")
{
    TemporaryFolder folder;
    ToyExchange     exchange;
    Watch           watch(folder, exchange);
    const auto      drop = [&](const char* name, const char* text, const char* arrives_at) {
        write(folder.path / name, text);
        REQUIRE(eventually([&] { return fs::exists(folder.path / arrives_at); }));
    };
    drop("a.edi", "one", "done/a.edi");
    drop("a.txt", "two", "done/a.txt");      // the same replies
    drop("a.edi", "three", "done/a.edi.2");  // the same everything
    fs::remove(folder.path / "replies" / "a.278");
    drop("a.edi", "four", "done/a.edi.3");  // a.999 is still there: both take a number
    drop("f", "refuse 1", "failed/f");
    drop("f", "refuse 2", "failed/f.2");

    auto files = folder.files();
    for (const char* note : {"failed/f.error", "failed/f.2.error"}) CHECK(files.erase(note) == 1);
    const std::map<std::string, std::string> expected{{"done/a.edi", "one"},
                                                      {"done/a.txt", "two"},
                                                      {"done/a.edi.2", "three"},
                                                      {"done/a.edi.3", "four"},
                                                      {"failed/f", "refuse 1"},
                                                      {"failed/f.2", "refuse 2"},
                                                      {"replies/a.999", "ack one"},
                                                      {"replies/a.2.278", "two"},
                                                      {"replies/a.2.999", "ack two"},
                                                      {"replies/a.3.278", "three"},
                                                      {"replies/a.3.999", "ack three"},
                                                      {"replies/a.4.278", "four"},
                                                      {"replies/a.4.999", "ack four"}};
    CHECK(files == expected);
}

TEST_CASE("drop folder: what a killed process left is finished first")
{
    TemporaryFolder folder;
    fs::create_directories(folder.path / "working");
    fs::create_directories(folder.path / "replies" / ".m.edi-working");
    write(folder.path / "replies" / ".m.edi-working" / "m.999", "half an ans");
    write(folder.path / "working" / "m.edi", "left over");
    write(folder.path / "a.edi", "new");
    ToyExchange exchange;
    Watch       watch(folder, exchange);
    REQUIRE(eventually([&] { return fs::exists(folder.path / "done" / "a.edi"); }));
    CHECK(exchange.names() == std::vector<std::string>{"m.edi", "a.edi"});
    CHECK(read(folder.path / "replies" / "m.999") == "ack left over");
    CHECK(fs::exists(folder.path / "done" / "m.edi"));
}

TEST_CASE("drop folder: replies that were complete when the process was killed are moved on, not made again")
{
    TemporaryFolder folder;
    fs::create_directories(folder.path / "working");
    fs::create_directories(folder.path / "replies" / ".m.edi-ready");
    write(folder.path / "working" / "m.edi", "answered");
    write(folder.path / "replies" / "m.278", "moved before the kill");
    write(folder.path / "replies" / ".m.edi-ready" / "m.999", "not moved yet");
    ToyExchange exchange;
    Watch       watch(folder, exchange);
    REQUIRE(eventually([&] { return !fs::exists(folder.path / "replies" / ".m.edi-ready"); }));
    CHECK(exchange.names().empty());
    const std::map<std::string, std::string> expected{
        {"done/m.edi", "answered"}, {"replies/m.278", "moved before the kill"}, {"replies/m.999", "not moved yet"}};
    CHECK(folder.files() == expected);
}

TEST_CASE("drop folder: a name whose last answer was not tidied up is answered again when dropped again")
{
    TemporaryFolder folder;
    fs::create_directories(folder.path / "replies" / ".m.edi-ready");  // killed just before removing it
    write(folder.path / "m.edi", "once more");
    ToyExchange exchange;
    Watch       watch(folder, exchange);
    REQUIRE(eventually([&] { return fs::exists(folder.path / "done" / "m.edi"); }));
    CHECK(exchange.names() == std::vector<std::string>{"m.edi"});
    CHECK(read(folder.path / "replies" / "m.278") == "once more");
}

TEST_CASE("drop folder: stopped in the middle, it finishes the file in hand and leaves the others")
{
    TemporaryFolder folder;
    write(folder.path / "a.edi", "in hand");
    write(folder.path / "b.edi", "not yet");
    ToyExchange exchange;
    exchange.gate.open = false;
    Watch watch(folder, exchange);
    REQUIRE(eventually([&] { return exchange.gate.entered == 1; }));
    watch.drop->stop();
    CHECK_FALSE(watch.ended.within(20ms));
    exchange.gate.open = true;
    REQUIRE(watch.ended.within());
    const std::map<std::string, std::string> expected{
        {"b.edi", "not yet"}, {"done/a.edi", "in hand"}, {"replies/a.278", "in hand"}, {"replies/a.999", "ack in hand"}};
    CHECK(folder.files() == expected);
}

TEST_CASE("drop folder: a file that cannot be put away waits in working and is not answered twice")
{
    TemporaryFolder folder;
    ToyExchange     exchange;
    exchange.gate.open = false;
    write(folder.path / "a.edi", "hello");
    Watch watch(folder, exchange);
    REQUIRE(eventually([&] { return exchange.gate.entered == 1; }));
    fs::remove(folder.path / "done");
    exchange.gate.open = true;
    REQUIRE(eventually([&] { return fs::exists(folder.path / "replies" / "a.278"); }));
    CHECK(fs::exists(folder.path / "working" / "a.edi"));

    fs::create_directory(folder.path / "done");
    REQUIRE(eventually([&] { return fs::exists(folder.path / "done" / "a.edi"); }));
    CHECK(exchange.names().size() == 1);
    CHECK_FALSE(fs::exists(folder.path / "replies" / "a.2.278"));
}

TEST_CASE("drop folder: a folder that is away for a while is watched again when it is back")
{
    TemporaryFolder folder;
    const fs::path  away = folder.path.string() + "-away";
    ToyExchange     exchange;
    Watch           watch(folder, exchange);
    fs::rename(folder.path, away);
    std::this_thread::sleep_for(3 * quick.poll_interval);
    fs::rename(away, folder.path);
    write(folder.path / "a.edi", "hello");
    CHECK(eventually([&] { return fs::exists(folder.path / "done" / "a.edi"); }));
}

TEST_CASE("drop folder: a name too long to be numbered is let be")
{
    TemporaryFolder   folder;
    const std::string name(230, 'a');
    write(folder.path / name, "x");
    write(folder.path / "z", "the last by name");
    ToyExchange exchange;
    Watch       watch(folder, exchange);
    REQUIRE(eventually([&] { return fs::exists(folder.path / "done" / "z"); }));
    CHECK(exchange.names() == std::vector<std::string>{"z"});
    CHECK(fs::exists(folder.path / name));
}

TEST_CASE("drop folder: a folder that cannot be used is refused when it is opened")
{
    TemporaryFolder folder;
    ToyExchange     exchange;
    write(folder.path / "file", "x");
    const auto under_a_file = DropFolder::open(folder.path / "file" / "drop", exchange.function());
    REQUIRE_FALSE(under_a_file);
    CHECK(under_a_file.error().code == ErrorCode::unavailable);
    CHECK(under_a_file.error().message
          == "cannot use the folder `" + (folder.path / "file" / "drop").string()
                 + "`: not a directory; expected a folder in which files can be made and renamed");

    fs::create_directory(folder.path / "drop");
    write(folder.path / "drop" / "done", "a file where a folder should be");
    const auto done_is_a_file = DropFolder::open(folder.path / "drop", exchange.function());
    REQUIRE_FALSE(done_is_a_file);
    CHECK(
        done_is_a_file.error().message.starts_with("cannot use the folder `" + (folder.path / "drop" / "done").string() + "`: "));

    const auto not_writable = DropFolder::open("/proc/x278", exchange.function());  // even for root
    REQUIRE_FALSE(not_writable);
    CHECK(not_writable.error().message.starts_with("cannot use the folder `/proc/x278`: "));
}
