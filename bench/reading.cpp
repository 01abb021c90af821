// How fast is a batch file read, checked and typed? One core, from memory.
//
// Bound: memchr counting `~` over the same bytes, the fastest thing that looks at all of
// them and knows where segments end.
#include "bench/generate.hpp"
#include "bench/ratio.hpp"
#include "edi/reader.hpp"
#include "edi/request.hpp"
#include "edi/validator.hpp"

#include <cstring>
#include <stdexcept>

using namespace x278;

namespace {

constexpr std::uint64_t corpus_bytes = 100'000'000;

const std::string& corpus()
{
    static const std::string bytes = [] {
        bench::GeneratorOptions options;
        options.bytes = corpus_bytes;
        return bench::generate(options);
    }();
    return bytes;
}

std::size_t count_terminators(const std::string& bytes)
{
    std::size_t count = 0;
    const char* end   = bytes.data() + bytes.size();
    for (const char* at = bytes.data();
         (at = static_cast<const char*>(std::memchr(at, '~', static_cast<std::size_t>(end - at)))) != nullptr; ++at)
        ++count;
    return count;
}

enum class Depth { read, validate, typed };

std::size_t go_through(const std::string& bytes, Depth depth)
{
    std::size_t      segments = 0;
    edi::GroupHeader group;
    edi::Reader      reader(edi::source_of(bytes));
    while (auto event = reader.next()) {
        if (!*event) throw std::runtime_error(event->error().message);
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
        const auto* set = std::get_if<edi::TransactionSet>(&**event);
        if (set == nullptr) continue;
        segments += set->segments.size();
        if (depth == Depth::read) continue;
        const auto checked = edi::validate(*set, group, edi::Guides::embedded());
        if (!checked.accepted()) throw std::runtime_error("a generated request was refused");
        if (depth == Depth::typed) segments += edi::to_request(checked).event.lines.size();
    }
    return segments;
}

void against_memchr(benchmark::State& state, Depth depth)
{
    const std::string& bytes = corpus();
    bench::run_against(
        state, bytes.size(), [&] { return count_terminators(bytes); }, [&] { return go_through(bytes, depth); });
}

BENCHMARK_CAPTURE(against_memchr, read, Depth::read)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(7);
BENCHMARK_CAPTURE(against_memchr, read_and_validate, Depth::validate)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(7);
BENCHMARK_CAPTURE(against_memchr, read_validate_and_type, Depth::typed)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(7);

}  // namespace

BENCHMARK_MAIN();
