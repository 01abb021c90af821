// How fast is a batch file answered, durably?
//
// Bound: the same number of rows of the same sizes, in bare SQLite transactions of the
// same size with the same settings, and nothing else.
#include "app/outbox.hpp"
#include "app/processor.hpp"
#include "bench/covered.hpp"
#include "bench/generate.hpp"
#include "bench/ratio.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>

#include <unistd.h>

using namespace x278;

namespace {

constexpr std::uint64_t requests_count = 20'000;
constexpr std::size_t   row_bytes      = 4'000;  // request, determination with its findings, reply

std::filesystem::path fresh_folder()
{
    static int number = 0;
    auto       folder =
        std::filesystem::temp_directory_path() / ("x278-bench-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    std::filesystem::create_directories(folder);
    return folder;
}

void must(sqlite3* db, int code)
{
    if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
}

std::size_t bare_rows()
{
    const auto folder = fresh_folder();
    sqlite3*   db     = nullptr;
    must(db, sqlite3_open((folder / "bare.sqlite").c_str(), &db));
    must(db, sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE r(k TEXT PRIMARY KEY, b BLOB)",
                          nullptr, nullptr, nullptr));
    sqlite3_stmt* insert = nullptr;
    must(db, sqlite3_prepare_v2(db, "INSERT INTO r VALUES(?,?)", -1, &insert, nullptr));
    const std::string body(row_bytes, 'x');
    const std::size_t commit_every = app::BatchLimits{}.requests_max;
    for (std::uint64_t i = 0; i < requests_count; ++i) {
        if (i % commit_every == 0) must(db, sqlite3_exec(db, i == 0 ? "BEGIN" : "COMMIT; BEGIN", nullptr, nullptr, nullptr));
        const std::string key = "CLEARHOUSE1/REF" + std::to_string(i);
        sqlite3_bind_text(insert, 1, key.data(), static_cast<int>(key.size()), SQLITE_TRANSIENT);
        sqlite3_bind_blob(insert, 2, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
        must(db, sqlite3_step(insert));
        sqlite3_reset(insert);
    }
    must(db, sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr));
    sqlite3_finalize(insert);
    sqlite3_close(db);
    std::filesystem::remove_all(folder);
    return requests_count;
}

std::uint64_t answer_all(const std::string& bytes, const policy::Plans& plans)
{
    const auto folder = fresh_folder();
    const auto now    = system_clock();
    auto       store  = store::open_sqlite_store(folder.string(), bench::everybody_covered(now));
    if (!store) throw std::runtime_error(store.error().message);
    const app::Processor processor(edi::Guides::embedded(), edi::Answers::embedded(), plans, **store, now);
    app::MemoryOutbox    outbox;
    app::Observer        nobody;
    const auto           counts = processor.process(app::memory_input("bench", bytes), outbox, nobody);
    if (!counts) throw std::runtime_error(counts.error().message);
    store->reset();
    std::filesystem::remove_all(folder);
    return counts->sets_answered;
}

void durable_batch(benchmark::State& state)
{
    bench::GeneratorOptions options;
    options.requests    = requests_count;
    const auto bytes    = bench::generate(options);
    const auto plans    = policy::Plans::compile(policy::embedded_plan_files()).value();
    double     answered = 0;
    bench::run_against(state, bytes.size(), bare_rows, [&] {
        const auto count = answer_all(bytes, plans);
        answered += static_cast<double>(count);
        return count;
    });
    state.counters["requests"] = answered / static_cast<double>(state.iterations());
}

BENCHMARK(durable_batch)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);

}  // namespace

BENCHMARK_MAIN();
