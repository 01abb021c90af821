// Reads schemas/ as a reviewer would: everything that is wrong in them, not only the first
// thing that keeps a program from starting.
#pragma once

#include "core/embedded.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace x278::edi {

// `message` is lower case and says what is wrong and what was expected.
struct LintFinding {
    std::string file;      // "schemas/guides/005010X217-request/elements.csv"
    std::size_t line = 0;  // 1-based; 0 when it is about the file as a whole
    std::string message;
};

// In order of file and line; empty when nothing is to be said. Never fails: a file that is
// missing or cannot be read is a finding.
[[nodiscard]] std::vector<LintFinding> lint_schemas(std::span<const EmbeddedFile> files);

}  // namespace x278::edi
