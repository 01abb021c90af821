// The store on SQLite: one file in a folder of its own, one process at a time.
//
// Every call of determine() is one transaction, so it is recorded whole or not at all;
// what it returns has been through fdatasync. Sources: sqlite.org/wal.html,
// sqlite.org/pragma.html#pragma_synchronous.
#include "store/certifications.hpp"
#include "store/determination_json.hpp"
#include "store/folder.hpp"
#include "store/open_requests.hpp"
#include "store/reference_tables.hpp"
#include "store/sqlite.hpp"
#include "store/sqlite_history.hpp"
#include "store/store.hpp"
#include "store/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace x278::store {

namespace {

constexpr std::string_view in_memory          = ":memory:";
constexpr const char*      file_name          = "store.sqlite";
constexpr std::int64_t     application_id     = 0x78323738;  // "x278", so that a file of someone else is not taken for ours
constexpr std::int64_t     schema_version     = 3;
constexpr std::int64_t     upgradable_version = 2;

// Numbers of a series set aside by one commit; so many are left out after a kill.
constexpr std::uint64_t lease_size = 100;

// Exclusive: one process has the folder to itself, and the index of the log stays in
// its own memory. On pages of 16 KB, which hold five requests of the usual size with little
// waste, batches were recorded 1.7 times as fast as on SQLite's usual 4 KB; single requests
// no slower. The log is then folded into the file every 16 MB.
constexpr const char* settings = R"(
    PRAGMA busy_timeout = 1000;  -- milliseconds; the process before this one may be closing still
    PRAGMA page_size = 16384;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cell_size_check = ON;
    PRAGMA trusted_schema = OFF;
)";

constexpr const char* schema = R"(
    CREATE TABLE request (
        id            INTEGER PRIMARY KEY,
        sender        TEXT NOT NULL,     -- ISA06
        reference     TEXT NOT NULL,     -- BHT03
        trace_number  TEXT NOT NULL,     -- 2000E TRN02, '' when none was sent
        fingerprint   TEXT NOT NULL,     -- of what was asked
        received_at   INTEGER NOT NULL,  -- seconds since 1970, UTC
        payer         TEXT NOT NULL,     -- '' when no plan was found
        outcome       TEXT NOT NULL,     -- of the whole event, or 'rejected'
        determination TEXT NOT NULL,     -- JSON, by determination_json.cpp
        reply         TEXT NOT NULL,     -- the 278 as written
        request       BLOB NOT NULL,     -- the 278 as received
        separators    TEXT NOT NULL,     -- what it is written with: element, repetition, component, segment
        kind          INTEGER NOT NULL,  -- model::RequestKind
        member        TEXT NOT NULL,     -- the rest by subject.cpp, so that inquiries find it
        patient       TEXT NOT NULL,
        born          TEXT NOT NULL,
        parties       TEXT NOT NULL,
        services      TEXT NOT NULL,
        previous      TEXT NOT NULL,
        first_day     INTEGER NOT NULL,
        last_day      INTEGER NOT NULL,
        UNIQUE (sender, reference, trace_number)
    ) STRICT;
    CREATE INDEX request_of_member ON request (member);

    CREATE TABLE series (
        name TEXT PRIMARY KEY,
        next INTEGER NOT NULL  -- the first number that nobody can have been given
    ) STRICT, WITHOUT ROWID;

    INSERT INTO series (name, next) VALUES ('interchange', 1), ('group', 1), ('case', 1);
)";

constexpr std::array<std::string_view, 2> series_names{"interchange", "group"};  // by Series
constexpr std::string_view                case_series = "case";

[[nodiscard]] Error error_of(const SqliteFailure& failed, const std::string& file)
{
    if (failed.is_damage()) {
        return {ErrorCode::corrupt, fmt::format("`{}` is damaged ({}); put it aside and restore a backup", file, failed.what())};
    }
    if (failed.is_in_use()) {
        return {ErrorCode::unavailable,
                fmt::format("`{}` is in use by another process; stop that one, or give this one a folder of its own", file)};
    }
    return {ErrorCode::unavailable,
            fmt::format("`{}` cannot be used ({}); check the disk and the permissions of its folder", file, failed.what())};
}

// Numbers of a series that are this process's own: [next, end).
struct Lease {
    std::uint64_t next = 0;
    std::uint64_t end  = 0;
};

class SqliteStore final : public Store {
public:
    SqliteStore(std::string file, Connection connection, LookUp look_up);
    ~SqliteStore() override;

    [[nodiscard]] Result<std::vector<Recorded>> determine(std::span<const Arrival> arrivals, const Decide& decide) override;
    [[nodiscard]] Result<Found>                 find(const model::ServiceReviewRequest& inquiry,
                                                     const Wanted&                      wanted,
                                                     std::size_t                        requests_max) override;
    [[nodiscard]] Result<void>                  for_each_recorded(const std::function<void(const History&)>& each) override;
    [[nodiscard]] Result<std::uint64_t>         next_number(Series series) override;

private:
    // Holds the store for one call.
    class Turn {
    public:
        explicit Turn(SqliteStore& store);
        ~Turn() { store_.deciding_ = std::thread::id(); }
        Turn(const Turn&)            = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        SqliteStore&                 store_;
        std::unique_lock<std::mutex> lock_;
    };

    [[nodiscard]] Result<std::optional<Recorded>> find(const Arrival& arrival);
    [[nodiscard]] Recorded                        decide_now(const Arrival&                        arrival,
                                                             const Decide&                         decide,
                                                             const std::function<std::uint64_t()>& next_case);
    void record(const Arrival& arrival, const Subject& subject, std::chrono::sys_seconds received_at, const Decided& decided);

    [[nodiscard]] Subject read_subject(const std::string& member) const;  // of the row of of_member_

    [[nodiscard]] std::uint64_t next_of(std::string_view series);
    void                        set_next_of(std::string_view series, std::uint64_t next);
    void                        give_back_leases();

    std::string                  file_;
    LookUp                       look_up_;
    std::mutex                   mutex_;     // guards what follows
    std::atomic<std::thread::id> deciding_;  // whose turn it is
    Connection                   connection_;
    Statement                    find_;
    Statement                    insert_;
    Certifications               certifications_;
    Statement                    of_member_;
    OpenRequests                 open_requests_;
    RequestHistory               history_;
    Statement                    get_next_;
    Statement                    set_next_;
    std::array<Lease, 2>         leases_;  // by Series
    std::uint64_t                next_case_;
};

SqliteStore::SqliteStore(std::string file, Connection connection, LookUp look_up)
    : file_(std::move(file)),
      look_up_(std::move(look_up)),
      connection_(std::move(connection)),
      find_(connection_.prepare(
          "SELECT id, fingerprint, determination FROM request WHERE sender = ? AND reference = ? AND trace_number = ?")),
      insert_(connection_.prepare(
          "INSERT INTO request (sender, reference, trace_number, fingerprint, received_at, payer, outcome, determination, reply, "
          "request, separators, kind, member, patient, born, parties, services, previous, first_day, last_day) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
      certifications_(connection_),
      of_member_(connection_.prepare("SELECT id, determination, request, separators, patient, born, parties, services, previous, "
                                     "first_day, last_day FROM request WHERE member = ? AND kind = ? AND outcome <> 'rejected' "
                                     "ORDER BY id DESC LIMIT ?")),
      open_requests_(connection_),
      history_(connection_),
      get_next_(connection_.prepare("SELECT next FROM series WHERE name = ?")),
      set_next_(connection_.prepare("UPDATE series SET next = ? WHERE name = ?")),
      next_case_(next_of(case_series))
{
}

SqliteStore::~SqliteStore()
{
    try {
        give_back_leases();
    } catch (const SqliteFailure&) {
        // Then the unused numbers are left out, as after a kill.
    }
}

SqliteStore::Turn::Turn(SqliteStore& store) : store_(store), lock_(store.mutex_, std::defer_lock)
{
    if (store.deciding_ == std::this_thread::get_id()) throw std::logic_error("store: `decide` called the store that called it");
    lock_.lock();
    store_.deciding_ = std::this_thread::get_id();
}

Result<std::vector<Recorded>> SqliteStore::determine(std::span<const Arrival> arrivals, const Decide& decide)
{
    const Turn turn(*this);
    try {
        Transaction                          transaction(connection_);
        std::uint64_t                        next_case = next_case_;
        const std::function<std::uint64_t()> take_case = [&] { return next_case++; };

        std::vector<Recorded> all;
        all.reserve(arrivals.size());
        for (const Arrival& arrival : arrivals) {
            auto known = find(arrival);
            if (!known) return std::unexpected(known.error());
            all.push_back(*known ? std::move(**known) : decide_now(arrival, decide, take_case));
        }
        if (next_case != next_case_) set_next_of(case_series, next_case);
        transaction.commit();

        // Not before: numbers of a call that was rolled back were given to nobody.
        next_case_ = next_case;
        return all;
    } catch (const SqliteFailure& failed) {
        return std::unexpected(error_of(failed, file_));
    }
}

Result<std::optional<Recorded>> SqliteStore::find(const Arrival& arrival)
{
    find_.bind(1, arrival.key.sender).bind(2, arrival.key.reference).bind(3, arrival.key.trace_number);
    if (!find_.next()) return std::nullopt;
    const StatementReset reset(find_);

    // Nothing of another patient's determination leaves with a conflict.
    if (find_.text(1) != arrival.fingerprint) return Recorded{.determination = {}, .repeated = false, .conflicting = true};

    auto determination = read_recorded(find_, 0, 2, file_);
    if (!determination) return std::unexpected(determination.error());
    return Recorded{.determination = std::move(*determination), .repeated = true, .conflicting = false};
}

Recorded SqliteStore::decide_now(const Arrival& arrival, const Decide& decide, const std::function<std::uint64_t()>& next_case)
{
    model::Facts  facts   = look_up_(*arrival.request);
    const Subject subject = subject_of(*arrival.request, facts.member);
    certifications_.add_to(facts, *arrival.request, subject);
    facts.open_duplicate = open_requests_.hold(arrival) ? model::Known::yes : model::Known::no;
    Decided decided      = decide(arrival, Moment{facts, next_case});
    if (decided.kept) record(arrival, subject, facts.received_at, decided);
    return Recorded{.determination = std::move(decided.determination), .repeated = false, .conflicting = false};
}

void SqliteStore::record(const Arrival&           arrival,
                         const Subject&           subject,
                         std::chrono::sys_seconds received_at,
                         const Decided&           decided)
{
    const model::Determination& determination = decided.determination;
    const std::vector<char>&    source        = arrival.request->source;
    const std::string           json          = write_determination(determination);

    insert_.bind(1, arrival.key.sender).bind(2, arrival.key.reference).bind(3, arrival.key.trace_number);
    insert_.bind(4, arrival.fingerprint).bind(5, std::int64_t{received_at.time_since_epoch().count()});
    insert_.bind(6, determination.payer);
    insert_.bind(7, determination.rejections.empty() ? outcome_name(determination.event.outcome) : "rejected");
    insert_.bind(8, json).bind(9, decided.reply).bind_bytes(10, {source.data(), source.size()});

    const std::string parties  = joined(subject.parties);
    const std::string services = joined(subject.services);
    insert_.bind(11, std::string_view(arrival.request->separators.data(), arrival.request->separators.size()));
    insert_.bind(12, static_cast<std::int64_t>(arrival.request->kind));
    insert_.bind(13, subject.member).bind(14, subject.patient).bind(15, subject.born).bind(16, parties).bind(17, services);
    insert_.bind(18, subject.previous).bind(19, std::int64_t{subject.first_day}).bind(20, std::int64_t{subject.last_day});
    insert_.run();
    open_requests_.record(arrival, determination);
    certifications_.record(*arrival.request, subject, determination);
}

Subject SqliteStore::read_subject(const std::string& member) const
{
    Subject subject;
    subject.member    = member;
    subject.patient   = of_member_.text(4);
    subject.born      = of_member_.text(5);
    subject.parties   = split(of_member_.text(6));
    subject.services  = split(of_member_.text(7));
    subject.previous  = of_member_.text(8);
    subject.first_day = static_cast<int>(of_member_.number(9));
    subject.last_day  = static_cast<int>(of_member_.number(10));
    return subject;
}

// What was certified or pended and cancelled since stands cancelled, whatever was said at the time: the
// cancellation is a request of its own, newer than what it cancels.
void stand_cancelled(model::Determination& determination)
{
    determination.event.outcome = model::Outcome::cancelled;
    for (model::LineDetermination& line : determination.lines) line.outcome = model::Outcome::cancelled;
}

Result<Found> SqliteStore::find(const model::ServiceReviewRequest& inquiry, const Wanted& wanted, std::size_t requests_max)
{
    const Turn turn(*this);
    try {
        Found         found{.facts = look_up_(inquiry), .requests = {}, .more = false};
        const Subject asked = subject_of(inquiry, found.facts.member);
        if (asked.member.empty()) return found;

        std::vector<std::string> cancelled;  // certifications and cases; whatever cancels one is newer
        const auto               is_cancelled = [&](std::string_view number) {
            return !number.empty() && std::ranges::find(cancelled, folded(number)) != cancelled.end();
        };
        of_member_.bind(1, asked.member).bind(2, static_cast<std::int64_t>(model::RequestKind::review));
        of_member_.bind(3, inquiry_requests_max);
        const StatementReset reset(of_member_);
        while (!found.more && of_member_.next()) {
            const Subject recorded      = read_subject(asked.member);
            auto          determination = read_recorded(of_member_, 0, 1, file_);
            if (!determination) return std::unexpected(determination.error());

            const GivenNumbers given{determination->certification_number, determination->administrative_reference};
            if (determination->event.outcome == model::Outcome::cancelled) cancelled.push_back(recorded.previous);
            if (is_cancelled(given.certification) || is_cancelled(given.administrative)) stand_cancelled(*determination);
            if (!is_asked_for(inquiry, asked, recorded, given) || !wanted(*determination)) continue;

            found.more = found.requests.size() == requests_max;
            if (found.more) break;
            found.requests.push_back(read_received(of_member_, 2));
            found.requests.back().determination = std::move(*determination);
        }
        return found;
    } catch (const SqliteFailure& failed) {
        return std::unexpected(error_of(failed, file_));
    }
}

Result<void> SqliteStore::for_each_recorded(const std::function<void(const History&)>& each)
{
    std::int64_t after = 0;
    try {
        const std::int64_t newest = [&] {
            const Turn turn(*this);
            return history_.newest();
        }();
        while (after < newest) {
            const auto page = [&] {
                const Turn turn(*this);
                return history_.next_page(after, newest, file_);
            }();
            if (!page) return std::unexpected(page.error());
            if (page->empty()) break;
            std::ranges::for_each(*page, each);
        }
        return {};
    } catch (const SqliteFailure& failed) {
        return std::unexpected(error_of(failed, file_));
    }
}

Result<std::uint64_t> SqliteStore::next_number(Series series)
{
    const Turn turn(*this);
    const auto index = static_cast<std::size_t>(series);
    Lease&     lease = leases_.at(index);
    try {
        if (lease.next == lease.end) {
            Transaction         transaction(connection_);
            const std::uint64_t first = next_of(series_names[index]);
            set_next_of(series_names[index], first + lease_size);
            transaction.commit();
            lease = {first, first + lease_size};
        }
        return lease.next++;
    } catch (const SqliteFailure& failed) {
        return std::unexpected(error_of(failed, file_));
    }
}

void SqliteStore::give_back_leases()
{
    Transaction transaction(connection_);
    for (std::size_t index = 0; index < leases_.size(); ++index) {
        if (leases_[index].next != leases_[index].end) set_next_of(series_names[index], leases_[index].next);
    }
    transaction.commit();
}

std::uint64_t SqliteStore::next_of(std::string_view series)
{
    get_next_.bind(1, series);
    if (!get_next_.next()) throw SqliteFailure(SQLITE_CORRUPT);
    const StatementReset reset(get_next_);
    return static_cast<std::uint64_t>(get_next_.number(0));
}

void SqliteStore::set_next_of(std::string_view series, std::uint64_t next)
{
    set_next_.bind(1, static_cast<std::int64_t>(next)).bind(2, series).run();
}

// Ours of the version before this one.
void upgrade_tables(Connection& connection)
{
    Transaction transaction(connection);
    Certifications::upgrade_tables(connection);
    connection.execute(fmt::format("PRAGMA user_version = {}", schema_version).c_str());
    transaction.commit();
}

// Makes the tables in a new file, and brings those of the version before up to date; refuses a file that is not ours, or
// of another version.
[[nodiscard]] Result<void> prepare_tables(Connection& connection, const std::string& file)
{
    const std::int64_t owner   = connection.number_of("PRAGMA application_id");
    const std::int64_t version = connection.number_of("PRAGMA user_version");
    if (owner == application_id && version == schema_version) return {};
    if (owner == application_id && version == upgradable_version) {
        upgrade_tables(connection);
        return {};
    }
    if (owner == application_id) {
        return failure(ErrorCode::corrupt,
                       fmt::format("`{}` has tables of version {}; expected version {}: use the program that wrote it", file,
                                   version, schema_version));
    }
    if (connection.number_of("SELECT count(*) FROM sqlite_schema") != 0) {
        return failure(ErrorCode::corrupt, fmt::format("`{}` is a database, but not a store of x278; name another folder", file));
    }

    Transaction transaction(connection);
    connection.execute(schema);
    Certifications::make_tables(connection);
    connection.execute(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, schema_version).c_str());
    transaction.commit();
    return {};
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& folder, LookUp look_up)
{
    std::string file(in_memory);
    if (folder != in_memory) {
        if (auto made = make_durable_folder(folder); !made) return std::unexpected(made.error());
        file = std::filesystem::path(folder) / file_name;
    }
    try {
        Connection connection(file);
        if (folder != in_memory) keep_private(file);
        connection.execute(settings);
        if (auto ready = prepare_tables(connection, file); !ready) return std::unexpected(ready.error());
        OpenRequests::make_tables(connection);
        Certifications::make_revision_table(connection);
        return std::make_unique<SqliteStore>(file, std::move(connection), std::move(look_up));
    } catch (const SqliteFailure& failed) {
        return std::unexpected(error_of(failed, file));
    }
}

}  // namespace x278::store
