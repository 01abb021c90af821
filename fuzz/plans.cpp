// Does the plan language take any text, and point at a place in it when it does not?
#include "fuzz/plan_errors.hpp"
#include "policy/plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace x278;
    const std::vector<policy::PlanFile> files{{"plans/fuzz/payer.rules", std::string(fuzz::text_of(data, size))}};
    const auto                          plans = policy::Plans::compile(files);
    if (plans) return 0;
    if (plans.error().empty()) fuzz::expect_nothing_wrong("a plan is refused without an error");
    for (const policy::PlanError& error : plans.error()) fuzz::expect_place(error, files.front().text);
    return 0;
}
