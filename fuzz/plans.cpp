// Does the plan language take any text, and point at a place in it when it does not? Alone, and as one more file of a plan
// that ships, where what it names is declared.
#include "fuzz/plan_errors.hpp"
#include "policy/coverage.hpp"
#include "policy/plan.hpp"

using namespace x278;

namespace {

constexpr std::string_view folder = "plans/bcbsma";

// What the rules of the folder speak of: its payer, parameters and tables of codes.
std::vector<policy::PlanFile> declarations()
{
    std::vector<policy::PlanFile> files = policy::embedded_plan_files();
    std::erase_if(files, [](const policy::PlanFile& file) {
        const bool declares = file.path.ends_with("/payer.rules") || file.path.ends_with("/parameters.rules")
                              || (file.path.ends_with(".csv") && !policy::is_coverage_file(file));
        return policy::folder_of(file.path) != folder || !declares;
    });
    return files;
}

void compile(const std::vector<policy::PlanFile>& files)
{
    const auto plans = policy::Plans::compile(files);
    if (plans) return;
    if (plans.error().empty()) fuzz::expect_nothing_wrong("a plan is refused without an error");
    for (const policy::PlanError& error : plans.error()) {
        const auto file = std::ranges::find(files, error.path, &policy::PlanFile::path);
        fuzz::expect_place(error, file == files.end() ? std::string_view() : file->text);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(fuzz::text_of(data, size));
    compile({{"plans/fuzz/payer.rules", text}});

    static const std::vector<policy::PlanFile> declared = declarations();
    std::vector<policy::PlanFile>              files    = declared;
    files.push_back({std::string(folder) + "/fuzz.rules", text});
    compile(files);
    return 0;
}
