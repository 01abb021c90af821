// Does the language of cases take any text, point at a place in it when it does not understand, and build what it does
// understand into something that can be decided?
#include "fuzz/plan_errors.hpp"
#include "policy/case_run.hpp"
#include "policy/plan.hpp"
#include "policy/program.hpp"

#include <span>

namespace {

using namespace x278;

// A case is built with the names of the plan it stands beside.
const policy::Plans& plans()
{
    static const auto compiled = policy::Plans::compile(policy::embedded_plan_files());
    if (!compiled) fuzz::expect_nothing_wrong("the plans do not compile");
    return *compiled;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    for (const auto& payer : plans().program().payers) {
        const policy::PlanFile   file{payer->folder + "/fuzz.cases", std::string(fuzz::text_of(data, size))};
        const policy::CaseReport report = policy::run_cases(std::span(&file, 1), plans());
        for (const policy::PlanError& error : report.errors) {
            fuzz::expect_place(error, file.text);
            if (error.line == 0 || error.column == 0) fuzz::expect_nothing_wrong("an error has no place: " + error.message);
        }
    }
    return 0;
}
