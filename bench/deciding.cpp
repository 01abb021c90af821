// How long does a decision take, with the whole plan of Massachusetts, and what do ten times the rules cost?
//
// The requests are the plan's own cases, so every rule has its turn; the figure is the median over them. Bounds: a
// look-up of the procedure in a hash table; for ten times the rules, the plan as it is, timed in turn in the same run.
#include "policy/case_build.hpp"
#include "policy/engine.hpp"
#include "policy/language/case_parse.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

using namespace x278;

namespace {

constexpr std::string_view payer_id = "BCBSMA";
constexpr std::size_t      more     = 9;    // rules added for each there is
constexpr int              repeats  = 200;  // decisions a timing

policy::Plans compiled(const std::vector<policy::PlanFile>& files)
{
    auto plans = policy::Plans::compile(files);
    if (!plans) throw std::runtime_error(plans.error().front().message);
    return std::move(*plans);
}

const policy::PayerProgram& payer_of(const policy::Plans& plans)
{
    for (const auto& payer : plans.program().payers)
        if (payer->id == payer_id) return *payer;
    throw std::runtime_error("no such payer");
}

// The same plan and nine rules more for each of its own, in its stages and about codes of their own.
std::vector<policy::PlanFile> with_more_rules(std::vector<policy::PlanFile> files)
{
    const policy::Plans         plans = compiled(files);
    const policy::PayerProgram& payer = payer_of(plans);
    std::string                 rules;
    for (std::size_t i = 0; i < payer.rules.size() * more; ++i)
        rules += fmt::format("rule MORE-{0} \"another rule\"\n  stage requirement\n  for every product\n  when procedure is "
                             "{1}\n  and certification is initial\n  not required because 0H\n  source {2}-MORE\n",
                             i, fmt::format("X{:04}", i), payer_id);
    files.push_back({payer.folder + "/more.rules", std::move(rules)});
    return files;
}

// The cases of the plan, ready to be decided.
class Cases {
public:
    explicit Cases(const policy::Plans& plans) : files_(policy::embedded_plan_files())
    {
        std::vector<policy::PlanError> errors;
        for (const policy::PlanFile& file : files_) {
            if (!file.path.ends_with(".cases") || policy::folder_of(file.path) != payer_of(plans).folder) continue;
            parsed_.push_back(policy::language::parse_cases(file));
        }
        std::size_t next = 0;
        for (const policy::PlanFile& file : files_) {
            if (!file.path.ends_with(".cases") || policy::folder_of(file.path) != payer_of(plans).folder) continue;
            for (const auto& one : parsed_[next].cases)
                if (auto built = policy::build_case(one, file, payer_of(plans), errors)) built_.push_back(std::move(*built));
            ++next;
        }
        if (built_.empty() || !errors.empty()) throw std::runtime_error("the cases of the plan cannot be read");
    }

    [[nodiscard]] const std::vector<policy::BuiltCase>& all() const { return built_; }

private:
    std::vector<policy::PlanFile>              files_;
    std::vector<policy::language::ParsedCases> parsed_;
    std::vector<policy::BuiltCase>             built_;
};

double seconds_of(const policy::Plans& plans, const policy::BuiltCase& one, policy::Detail detail)
{
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < repeats; ++i)
        benchmark::DoNotOptimize(policy::decide(one.request, plans, one.facts, {}, {.detail = detail, .trial = nullptr}));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / repeats;
}

// In microseconds.
double median(std::vector<double> seconds)
{
    std::ranges::nth_element(seconds, seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2));
    return seconds[seconds.size() / 2] * 1e6;
}

std::vector<double> seconds_of_all(const policy::Plans& plans, const Cases& cases, policy::Detail detail)
{
    std::vector<double> seconds;
    for (const policy::BuiltCase& one : cases.all()) seconds.push_back(seconds_of(plans, one, detail));
    return seconds;
}

double hash_look_up_seconds()
{
    std::unordered_map<std::string, int> table;
    for (int i = 0; i < 10'000; ++i) table.emplace(fmt::format("{:05}", i * 7), i);
    const std::string code  = "06993";
    const auto        begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 100'000; ++i) benchmark::DoNotOptimize(table.find(code));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / 100'000;
}

void deciding(benchmark::State& state, policy::Detail detail)
{
    const policy::Plans plans = compiled(policy::embedded_plan_files());
    const Cases         cases(plans);
    for (auto _ : state) {
        const double look_up = hash_look_up_seconds() * 1e6;
        const auto   seconds = seconds_of_all(plans, cases, detail);
        const double middle  = median(seconds);
        state.SetIterationTime(middle / 1e6);
        state.counters["median us"]     = middle;
        state.counters["slowest us"]    = *std::ranges::max_element(seconds) * 1e6;
        state.counters["hash look-ups"] = middle / look_up;
        state.counters["cases"]         = static_cast<double>(seconds.size());
    }
}

void ten_times_the_rules(benchmark::State& state)
{
    const policy::Plans plans = compiled(policy::embedded_plan_files());
    const policy::Plans large = compiled(with_more_rules(policy::embedded_plan_files()));
    const Cases         cases(plans);
    for (auto _ : state) {
        std::vector<double> usual, ten;
        for (const policy::BuiltCase& one : cases.all()) {
            usual.push_back(seconds_of(plans, one, policy::Detail::answers));
            ten.push_back(seconds_of(large, one, policy::Detail::answers));
        }
        state.SetIterationTime(median(ten) / 1e6);
        state.counters["rules"]          = static_cast<double>(payer_of(large).rules.size());
        state.counters["ratio to bound"] = median(ten) / median(usual);
    }
}

}  // namespace

BENCHMARK_CAPTURE(deciding, answers, policy::Detail::answers)->UseManualTime()->Iterations(1);
BENCHMARK_CAPTURE(deciding, with_reasons, policy::Detail::reasons)->UseManualTime()->Iterations(1);
BENCHMARK(ten_times_the_rules)->UseManualTime()->Iterations(1);
BENCHMARK_MAIN();
