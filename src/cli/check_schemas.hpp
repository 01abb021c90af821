// x278 check --schemas: what is wrong in the guides, code lists and catalogues themselves.
#pragma once

#include <string>

namespace x278::cli {

// Prints `file:line: message` for each finding, or one JSON object a line: `file`, `line` (0: the file as
// a whole) and `message`. `folder` is one like schemas/; empty for those compiled into the program.
// The exit status: 0 nothing was found, 1 something was, 2 there is no such folder.
[[nodiscard]] int check_schemas(const std::string& folder, bool json);

}  // namespace x278::cli
