// The project's own text files, as the tests in this folder read them.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace x278::architecture {

struct ProjectFile {
    std::string              path;  // from the top of the project: "src/edi/segment.hpp"
    std::vector<std::string> lines;

    [[nodiscard]] std::string at(std::size_t line_index) const { return path + ':' + std::to_string(line_index + 1) + ": "; }
};

// What breaks a rule, one sentence each, starting with file:line.
using Violations = std::vector<std::string>;

inline void expect_none(const Violations& violations)
{
    for (const auto& violation : violations) FAIL_CHECK(violation);
    CHECK(violations.empty());
}

[[nodiscard]] inline bool has_extension(const std::string& path, const std::vector<std::string_view>& extensions)
{
    return std::ranges::any_of(extensions, [&](std::string_view extension) { return path.ends_with(extension); });
}

[[nodiscard]] inline ProjectFile read_project_file(const std::string& path)
{
    ProjectFile   file{path, {}};
    std::ifstream in(std::filesystem::path(X278_SOURCE_DIR) / path, std::ios::binary);
    for (std::string line; std::getline(in, line);) file.lines.push_back(line);
    return file;
}

// Every file under `folders` whose name ends in one of `extensions`, in order of path.
[[nodiscard]] inline std::vector<ProjectFile> read_project_files(const std::vector<std::string>&      folders,
                                                                 const std::vector<std::string_view>& extensions)
{
    const std::filesystem::path top = X278_SOURCE_DIR;
    std::vector<std::string>    paths;
    for (const auto& folder : folders) {
        if (!std::filesystem::exists(top / folder)) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(top / folder)) {
            const auto path = entry.path().lexically_relative(top).generic_string();
            if (entry.is_regular_file() && has_extension(path, extensions)) paths.push_back(path);
        }
    }
    std::ranges::sort(paths);

    std::vector<ProjectFile> files;
    for (const auto& path : paths) files.push_back(read_project_file(path));
    return files;
}

[[nodiscard]] inline std::vector<ProjectFile> read_cpp_files()
{
    return read_project_files({"src", "tests", "bench", "fuzz", "tools"}, {".cpp", ".hpp"});
}

}  // namespace x278::architecture
