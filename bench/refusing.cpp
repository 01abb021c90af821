// How fast is a file answered in which every set has many faults?
//
// Bound: the same file without a fault, answered through the same path. Refusing must
// keep at least a third of that speed, and its memory must not grow with the file.
#include "app/processor.hpp"
#include "bench/covered.hpp"
#include "bench/generate.hpp"
#include "bench/ratio.hpp"

#include <array>
#include <stdexcept>

#include <sys/resource.h>

using namespace x278;

namespace {

constexpr std::uint64_t requests_count = 20'000;

// Counts what is written and keeps nothing.
class CountingSink : public edi::ReplySink {
public:
    void                        append(edi::ReplyKind kind, std::string_view bytes) override { of(kind) += bytes.size(); }
    [[nodiscard]] std::uint64_t written(edi::ReplyKind kind) const override { return sizes_[static_cast<std::size_t>(kind)]; }
    void                        roll_back(edi::ReplyKind kind, std::uint64_t to) override { of(kind) = to; }

private:
    std::uint64_t& of(edi::ReplyKind kind) { return sizes_[static_cast<std::size_t>(kind)]; }

    std::array<std::uint64_t, edi::reply_kinds> sizes_{};
};

// Every first element of the segments that describe something holds a code nobody has:
// some twenty faults in each set, of the same size as before.
std::string with_faults(std::string bytes)
{
    for (const std::string_view id :
         {"~REF*", "~DTP*", "~UM*", "~N4*", "~HSD*", "~PWK*", "~PER*", "~INS*", "~DMG*", "~SV1*", "~SV2*"})
        for (std::size_t at = bytes.find(id); at != std::string::npos; at = bytes.find(id, at + 1)) {
            const std::size_t first = at + id.size();
            const std::size_t last  = bytes.find_first_of("*:~", first);
            std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(first), bytes.begin() + static_cast<std::ptrdiff_t>(last), '?');
        }
    return bytes;
}

struct Answered {
    std::uint64_t accepted = 0;
    std::uint64_t refused  = 0;
    std::uint64_t said     = 0;  // bytes of 999
};

Answered answer_all(const std::string& bytes, const policy::Plans& plans)
{
    const auto now   = system_clock();
    auto       store = store::open_sqlite_store(":memory:", bench::everybody_covered(now));
    if (!store) throw std::runtime_error(store.error().message);
    const app::Processor processor(edi::Guides::embedded(), edi::Answers::embedded(), plans, **store, now);
    CountingSink         replies;
    app::Observer        nobody;
    const auto           counts = processor.process(app::memory_input("bench", bytes), replies, nobody);
    if (!counts) throw std::runtime_error(counts.error().message);
    return {counts->sets_answered, counts->sets_refused, replies.written(edi::ReplyKind::acknowledgment)};
}

double peak_megabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void refusing(benchmark::State& state)
{
    bench::GeneratorOptions options;
    options.requests   = requests_count;
    const auto clean   = bench::generate(options);
    const auto faulty  = with_faults(clean);
    const auto plans   = policy::Plans::compile(policy::embedded_plan_files()).value();
    const auto refused = answer_all(faulty, plans);
    if (refused.refused != requests_count) throw std::runtime_error("a set with faults was accepted");
    const double before = peak_megabytes();  // nothing but refusing so far
    bench::run_against(
        state, faulty.size(), [&] { return answer_all(clean, plans).accepted; },
        [&] { return answer_all(faulty, plans).refused; });
    state.counters["999 bytes/set"] = static_cast<double>(refused.said) / static_cast<double>(requests_count);
    state.counters["peak MB"]       = before - static_cast<double>(clean.size() + faulty.size()) / 1e6;
}

BENCHMARK(refusing)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);

}  // namespace

BENCHMARK_MAIN();
