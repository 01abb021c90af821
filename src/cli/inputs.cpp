#include "cli/inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace x278::cli {

namespace {

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

}  // namespace

Result<std::vector<InputName>> expand_inputs(const std::vector<std::string>& arguments)
{
    std::vector<InputName> inputs;
    for (const std::string& argument : arguments) {
        std::error_code error;
        if (argument == "-") {
            inputs.push_back({argument, "stdin"});
        } else if (std::filesystem::is_directory(argument, error)) {
            for (const auto& file : files_in(argument)) inputs.push_back({file, file.stem().string()});
        } else if (std::filesystem::exists(argument, error)) {
            inputs.push_back({argument, std::filesystem::path(argument).stem().string()});
        } else {
            return failure(ErrorCode::not_found, fmt::format("`{}` is not there; expected a file, a folder or `-`", argument));
        }
    }
    // Replies of `a.edi` and `a.txt` would overwrite each other; then the whole name is used, and a number after that.
    std::map<std::string, int> uses;
    for (const InputName& input : inputs) ++uses[input.stem];
    std::map<std::string, int> names;
    for (InputName& input : inputs) {
        if (uses[input.stem] > 1) input.stem = input.path.filename().string();
        if (const int again = ++names[input.stem]; again > 1) input.stem += fmt::format(".{}", again);
    }
    return inputs;
}

}  // namespace x278::cli
