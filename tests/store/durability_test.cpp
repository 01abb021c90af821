// What the store on disk keeps: over a reopening, a kill, a full disk and a damaged file.
#include "store/sqlite.hpp"
#include "store_fixture.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <set>
#include <thread>

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;

namespace {

// Runs `work` in a process of its own, which ends without closing anything, and waits for
// it. Gives its exit status, or minus the signal that ended it.
int in_another_process(const std::function<void()>& work)
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

void die() { ::kill(::getpid(), SIGKILL); }

[[nodiscard]] Error refusal(const std::string& folder)
{
    auto opened = open_sqlite_store(folder, look_up);
    REQUIRE_FALSE(opened.has_value());
    return opened.error();
}

void overwrite(const std::filesystem::path& file, std::streamoff from, std::size_t count)
{
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(from);
    stream << std::string(count, 'x');
    REQUIRE(stream.good());
}

[[nodiscard]] std::vector<Sent> some_requests(int first, int count)
{
    std::vector<Sent> sent;
    for (int i = first; i < first + count; ++i) sent.emplace_back(fmt::format("R{:06}", i), "knee");
    return sent;
}

[[nodiscard]] Result<std::vector<Recorded>> determine_all(Store&                   store,
                                                          const std::vector<Sent>& sent,
                                                          const Decide&            decide = certify)
{
    std::vector<Arrival> arrivals;
    for (const Sent& one : sent) arrivals.push_back(one());
    return store.determine(arrivals, decide);
}

}  // namespace

TEST_CASE("store on disk: determinations and numbers go on where they stopped")
{
    const TemporaryFolder folder;
    const Sent            sent("R1", "knee");
    Recorded              first;
    {
        const auto store = open_store(folder.data());
        first            = determine_one(*store, sent());
        for (int i = 0; i < 3; ++i) CHECK(store->next_number(Series::interchange) == std::uint64_t(i + 1));
    }
    const auto store = open_store(folder.data());
    const auto again = determine_one(*store, sent(), nobody_decides);
    CHECK(again.repeated);
    CHECK(again.determination == first.determination);
    CHECK(determine_one(*store, Sent("R1", "hip")(), nobody_decides).conflicting);
    CHECK(determine_one(*store, Sent("R2", "knee")()).determination.certification_number == "C000002");

    // Closed in order, so the rest of the lease was given back.
    CHECK(store->next_number(Series::interchange) == 4u);
    CHECK(store->next_number(Series::group) == 1u);
}

TEST_CASE("store on disk: the request, the reply and what became of them stand in the file")
{
    const TemporaryFolder folder;
    const auto            rejecting = [](const Arrival& arrival, const Moment& moment) {
        Decided decided                  = certify(arrival, moment);
        decided.determination.rejections = {{"member/not-found"}};
        return decided;
    };
    determine_one(*open_store(folder.data()), Sent("R1", "knee")());
    determine_one(*open_store(folder.data()), Sent("R2", "hip")(), rejecting);

    Connection file(folder.file());
    CHECK(file.text_of("SELECT request FROM request WHERE reference = 'R1'") == "ST*278*knee~");
    CHECK(file.text_of("SELECT reply FROM request WHERE reference = 'R1'") == "ST*278*0001~ for R1");
    CHECK(file.text_of(
              "SELECT payer || ' ' || outcome || ' ' || datetime(received_at, 'unixepoch') FROM request WHERE reference = 'R1'")
          == "BCBSMA approved 2024-04-04 12:00:00");
    CHECK(file.text_of("SELECT outcome FROM request WHERE reference = 'R2'") == "rejected");
}

TEST_CASE("store on disk: only its owner may read it")
{
    namespace fs = std::filesystem;
    const TemporaryFolder folder;
    const auto            store = open_store(folder.data() + "/deep/er");
    static_cast<void>(store->next_number(Series::group));
    for (const char* name : {"data", "data/deep", "data/deep/er"})
        CHECK((fs::status(folder.path() / name).permissions() & fs::perms(0077)) == fs::perms::none);
    for (const char* name : {"store.sqlite", "store.sqlite-wal"}) {
        CAPTURE(name);
        CHECK(fs::status(folder.path() / "data/deep/er" / name).permissions() == fs::perms(0600));
    }
}

TEST_CASE("store on disk: no number is given twice when the process is killed")
{
    const TemporaryFolder folder;
    const auto            work = [&] {
        const auto store = open_store(folder.data());
        for (int i = 0; i < 5; ++i) static_cast<void>(store->next_number(Series::interchange));
        determine_one(*store, Sent("R1", "knee")());
        die();
    };
    CHECK(in_another_process(work) == -SIGKILL);

    const auto store = open_store(folder.data());
    CHECK(store->next_number(Series::interchange) == 101u);
    CHECK(determine_one(*store, Sent("R1", "knee")(), nobody_decides).determination.certification_number == "C000001");
    CHECK(determine_one(*store, Sent("R2", "knee")()).determination.certification_number == "C000002");
}

TEST_CASE("store on disk: a kill while deciding leaves nothing of the call")
{
    const TemporaryFolder folder;
    const auto            work = [&] {
        const auto store = open_store(folder.data());
        static_cast<void>(determine_all(*store, some_requests(0, 10), [](const Arrival& arrival, const Moment& moment) {
            if (arrival.key.reference == "R000007") die();
            return certify(arrival, moment);
        }));
    };
    CHECK(in_another_process(work) == -SIGKILL);

    const auto store = open_store(folder.data());
    const auto all   = determine_all(*store, some_requests(0, 10));
    REQUIRE(all.has_value());
    for (const Recorded& recorded : *all) CHECK_FALSE(recorded.repeated);
    CHECK(all->front().determination.certification_number == "C000001");
}

TEST_CASE("store on disk: what was returned before a kill at any moment is still there, and calls are whole")
{
    constexpr int batch = 8;
    for (int round = 0; round < 12; ++round) {
        CAPTURE(round);
        const TemporaryFolder folder;
        int                   pipe[2];
        REQUIRE(::pipe(pipe) == 0);

        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            const auto store = open_store(folder.data());
            for (int first = 0;; first += batch) {
                if (!determine_all(*store, some_requests(first, batch))) ::_exit(1);
                const char done = '.';
                if (::write(pipe[1], &done, 1) != 1) ::_exit(1);
            }
        }
        ::close(pipe[1]);
        char done = 0;
        REQUIRE(::read(pipe[0], &done, 1) == 1);  // the first call has returned
        int returned = batch;
        std::this_thread::sleep_for(std::chrono::microseconds(700 * round));
        ::kill(child, SIGKILL);
        REQUIRE(::waitpid(child, nullptr, 0) == child);
        while (::read(pipe[0], &done, 1) == 1) returned += batch;
        ::close(pipe[0]);

        const auto            store = open_store(folder.data());
        std::set<std::string> numbers;
        bool                  ended = false;
        for (int first = 0; first < returned + 2 * batch; first += batch) {
            const auto all = determine_all(*store, some_requests(first, batch));
            REQUIRE(all.has_value());
            const auto repeated = std::ranges::count(*all, true, &Recorded::repeated);
            CHECK((repeated == 0 || repeated == batch));
            if (first < returned) CHECK(repeated == batch);
            CHECK_FALSE((ended && repeated > 0));
            ended = repeated == 0;
            for (const Recorded& recorded : *all) numbers.insert(recorded.determination.certification_number);
        }
        CHECK(numbers.size() == std::size_t(returned + 2 * batch));
    }
}

TEST_CASE("store on disk: when the disk takes no more, nothing is recorded and the next call may succeed")
{
    const TemporaryFolder folder;
    const auto            work = [&] {
        // A file may not grow any more: the nearest to a full disk a process can do to itself.
        ::signal(SIGXFSZ, SIG_IGN);
        const auto store = open_store(folder.data());
        if (!determine_all(*store, some_requests(0, 4))) ::_exit(1);

        const rlimit full{std::filesystem::file_size(folder.file().string() + "-wal") + 5000, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &full);
        const auto refused = determine_all(*store, some_requests(0, 40));
        if (refused || refused.error().code != ErrorCode::unavailable) ::_exit(2);
        if (refused.error().message
            != fmt::format("`{}` cannot be used (disk I/O error); check the disk and the permissions of its folder",
                                      folder.file().string()))
            ::_exit(3);

        const rlimit roomy{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &roomy);
        const auto all = determine_all(*store, some_requests(0, 40));
        if (!all) ::_exit(4);
        for (int i = 0; i < 40; ++i) {
            const Recorded& recorded = (*all)[static_cast<std::size_t>(i)];
            if (recorded.repeated != (i < 4)) ::_exit(5);
            if (recorded.determination.certification_number != fmt::format("C{:06}", i + 1)) ::_exit(6);
        }
    };
    CHECK(in_another_process(work) == 0);
}

TEST_CASE("store on disk: a second opener is refused, in this process and in another, until the first closes")
{
    const TemporaryFolder folder;
    const std::string     message = fmt::format(
            "`{}` is in use by another process; stop that one, or give this one a folder of its own", folder.file().string());

    auto        store   = open_store(folder.data());
    const Error refused = refusal(folder.data());
    CHECK(refused.code == ErrorCode::unavailable);
    CHECK(refused.message == message);
    const auto other = [&] {
        const auto opened = open_sqlite_store(folder.data(), look_up);
        ::_exit(!opened && opened.error().code == ErrorCode::unavailable && opened.error().message == message ? 7 : 1);
    };
    CHECK(in_another_process(other) == 7);
    CHECK_FALSE(determine_one(*store, Sent("R1", "knee")()).repeated);

    store.reset();
    CHECK(determine_one(*open_store(folder.data()), Sent("R1", "knee")(), nobody_decides).repeated);
}

TEST_CASE("store on disk: a folder that cannot be made is named")
{
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "file") << "in the way";
    const std::string in_the_way = folder.path() / "file" / "data";
    CHECK(refusal(in_the_way).code == ErrorCode::unavailable);
    CHECK(refusal(in_the_way).message == fmt::format("folder `{}` cannot be made (Not a directory)", in_the_way));
    CHECK(refusal("").message == "folder `` cannot be made (Invalid argument)");
}

TEST_CASE("store on disk: a damaged file is corrupt, by name, and is left as it is")
{
    const TemporaryFolder folder;
    {
        const auto store = open_store(folder.data());
        REQUIRE(determine_all(*store, some_requests(0, 200)).has_value());
    }
    const auto file = folder.file().string();

    SUBCASE("its first bytes")
    {
        overwrite(file, 0, 100);
        CHECK(refusal(folder.data()).code == ErrorCode::corrupt);
        CHECK(refusal(folder.data()).message
              == fmt::format("`{}` is damaged (file is not a database); put it aside and restore a backup", file));
    }
    SUBCASE("all but its first page")
    {
        const auto size = std::filesystem::file_size(file);
        overwrite(file, 16384, size - 16384);
        CHECK(refusal(folder.data()).code == ErrorCode::corrupt);
        CHECK(refusal(folder.data()).message
              == fmt::format("`{}` is damaged (database disk image is malformed); put it aside and restore a backup", file));
        CHECK(std::filesystem::file_size(file) == size);
    }
    SUBCASE("a determination")
    {
        Connection(file).execute("UPDATE request SET determination = 'SECRET' WHERE id = 3");
        const auto store = open_store(folder.data());
        const auto all   = determine_all(*store, some_requests(0, 10), nobody_decides);
        REQUIRE_FALSE(all.has_value());
        CHECK(all.error().code == ErrorCode::corrupt);
        CHECK(
            all.error().message
            == fmt::format("`{}`, request 3: determination is not a JSON object; put the file aside and restore a backup", file));
    }
}

TEST_CASE("store on disk: a folder of the version before goes on, and what it certified is unknown rather than nothing")
{
    const auto sent_for = [](std::string reference, std::string_view member, std::string_view previous = {}) {
        Sent sent(std::move(reference), "knee");
        sent.request.utilization_management_organization.id = {"PI", "00700"};
        sent.request.subscriber.id                          = {"MI", member};
        sent.request.event.previous_certification           = previous;
        return sent;
    };
    const auto cancelling = [](const Arrival& arrival, const Moment& moment) {
        Decided decided = certify(arrival, moment);
        decided.determination.certification_number.clear();
        decided.determination.event.outcome = model::Outcome::cancelled;
        return decided;
    };
    const TemporaryFolder folder;
    std::string           given, cancelled;
    {
        const auto store = open_store(folder.data());
        given            = determine_one(*store, sent_for("R1", "M1")()).determination.certification_number;
        cancelled        = determine_one(*store, sent_for("R2", "M2")()).determination.certification_number;
        determine_one(*store, sent_for("R3", "M2", cancelled)(), cancelling);
    }
    Connection(folder.file())
        .execute("DROP TABLE certified_service; ALTER TABLE certification RENAME TO newer;"
                 "CREATE TABLE certification (number TEXT PRIMARY KEY, payer TEXT NOT NULL, member TEXT NOT NULL) "
                 "STRICT, WITHOUT ROWID;"
                 "INSERT INTO certification SELECT number, payer, member FROM newer; DROP TABLE newer;"
                 "PRAGMA user_version = 2");

    const auto store     = open_store(folder.data());
    const auto facts_for = [&](const Sent& sent) {
        model::Facts facts;
        determine_one(*store, sent(), [&](const Arrival& arrival, const Moment& moment) {
            facts = moment.facts;
            return certify(arrival, moment);
        });
        return facts;
    };
    const auto before = facts_for(sent_for("R4", "M1", given));
    CHECK(before.previous_certification == model::Known::yes);
    CHECK(before.history.certifications
          == std::vector<model::EarlierCertification>{{.number     = given,
                                                       .state      = model::EarlierCertification::State::approved,
                                                       .issued     = {},
                                                       .first      = {},
                                                       .last       = {},
                                                       .last_visit = {}}});
    CHECK_FALSE(before.history.authorized_known);
    CHECK(before.history.services.empty());

    const auto other = facts_for(sent_for("R5", "M2", cancelled));
    CHECK(other.previous_certification == model::Known::yes);
    CHECK(other.history.certifications.empty());
    CHECK(other.history.authorized_known);
    CHECK(facts_for(sent_for("R6", "M3")).history.authorized_known);

    // What is certified from now on is kept, and the rest stays unknown.
    const auto after = facts_for(sent_for("R7", "M1"));
    CHECK(after.history.services.size() == 1);
    CHECK_FALSE(after.history.authorized_known);
    CHECK(determine_one(*store, sent_for("R1", "M1")(), nobody_decides).repeated);
}

TEST_CASE("store on disk: a file of another program or another version is refused")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.data());
    const auto file = folder.file().string();

    SUBCASE("a newer version")
    {
        static_cast<void>(open_store(folder.data()));
        Connection(file).execute("PRAGMA user_version = 4");
        CHECK(refusal(folder.data()).code == ErrorCode::corrupt);
        CHECK(refusal(folder.data()).message
              == fmt::format("`{}` has tables of version 4; expected version 3: use the program that wrote it", file));
    }
    SUBCASE("a database of something else")
    {
        Connection(file).execute("CREATE TABLE request (id INTEGER)");
        CHECK(refusal(folder.data()).code == ErrorCode::corrupt);
        CHECK(refusal(folder.data()).message
              == fmt::format("`{}` is a database, but not a store of x278; name another folder", file));
    }
    SUBCASE("an empty file is a new store")
    {
        std::ofstream{file};
        CHECK(open_store(folder.data())->next_number(Series::group) == 1u);
    }
}
