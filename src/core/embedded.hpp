// The data files compiled into the program: `schemas/` and `plans/`.
//
// Each list is made by cmake/Embed.cmake and lives as long as the program.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace x278 {

struct EmbeddedFile {
    std::string_view path;  // from the top of the project: "schemas/codes/1365.csv"
    std::string_view text;
};

// In order of path.
[[nodiscard]] std::span<const EmbeddedFile> embedded_schemas();  // linked with x278_edi
[[nodiscard]] std::span<const EmbeddedFile> embedded_plans();    // linked with x278_policy

}  // namespace x278
