// Does the plan language take any text, and point at a place in it when it does not?
#include "fuzz/target.hpp"
#include "policy/plan.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace x278;
    const std::vector<policy::PlanFile> files{{"plans/fuzz/payer.rules", std::string(fuzz::text_of(data, size))}};
    const auto                          lines = 1 + std::ranges::count(files.front().text, '\n');
    const auto                          plans = policy::Plans::compile(files);
    if (plans) return 0;
    if (plans.error().empty()) fuzz::expect_nothing_wrong("a plan is refused without an error");
    for (const policy::PlanError& error : plans.error()) {
        if (error.message.empty()) fuzz::expect_nothing_wrong("an error says nothing");
        if (error.line < 0 || error.line > lines || error.column < 0)
            fuzz::expect_nothing_wrong("an error points outside of the file: " + error.message);
    }
    return 0;
}
