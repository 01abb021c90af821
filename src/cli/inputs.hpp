// The INPUT arguments of a command: files, folders, `-`.
#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace x278::cli {

struct InputName {
    std::filesystem::path path;  // "-" for standard input
    std::string           stem;  // what its replies are called; no two inputs share one
};

// The inputs in order: a folder stands for its files, in order of name, hidden ones left out.
// Errors: `not_found`, naming what is not there.
[[nodiscard]] Result<std::vector<InputName>> expand_inputs(const std::vector<std::string>& arguments);

}  // namespace x278::cli
