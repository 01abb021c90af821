// Folders and files that hold patient data: private, and still there after a power loss.
#pragma once

#include "core/result.hpp"

#include <string>

namespace x278::store {

// Makes `folder`, and those above it that are missing, readable by this user alone, and
// returns when their names are on disk. A folder that is there is left as it is.
// Errors: `unavailable`, naming the folder.
[[nodiscard]] Result<void> make_durable_folder(const std::string& folder);

// Takes everyone else's rights to `file` away. Where the file system knows no rights,
// nothing happens.
void keep_private(const std::string& file) noexcept;

}  // namespace x278::store
