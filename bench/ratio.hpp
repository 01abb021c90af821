// A question and the bound it is held against, timed in turn in one run: what is worth
// quoting is their ratio, because it stays when the machine's speed does not.
#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>

namespace x278::bench {

// Runs `bound` and `question` once each an iteration. Reports the question's time and
// throughput, the bound's throughput in MB/s, and their ratio (1 is as fast as the bound).
template <class Bound, class Question>
void run_against(benchmark::State& state, std::size_t bytes, Bound bound, Question question)
{
    using Clock          = std::chrono::steady_clock;
    double bound_seconds = 0;
    double seconds       = 0;
    for (auto _ : state) {
        const auto begin = Clock::now();
        benchmark::DoNotOptimize(bound());
        const auto middle = Clock::now();
        benchmark::DoNotOptimize(question());
        const auto end = Clock::now();
        bound_seconds += std::chrono::duration<double>(middle - begin).count();
        const double took = std::chrono::duration<double>(end - middle).count();
        seconds += took;
        state.SetIterationTime(took);
    }
    const auto total                 = static_cast<double>(bytes) * static_cast<double>(state.iterations());
    state.counters["MB/s"]           = total / seconds / 1e6;
    state.counters["bound MB/s"]     = total / bound_seconds / 1e6;
    state.counters["ratio to bound"] = bound_seconds / seconds;
}

}  // namespace x278::bench
