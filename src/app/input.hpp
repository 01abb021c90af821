// Something to be processed: a file, standard input, a message in memory.
//
// An input is read twice, once for its envelopes and once for what is in them
// (edi/envelope.hpp), so it can be opened as often as needed.
#pragma once

#include "core/result.hpp"
#include "edi/reader.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace x278::app {

struct Input {
    std::string                      name;            // for messages: "samples/inbox/a.edi", "-"
    std::uint64_t                    size_bytes = 0;  // for showing progress
    std::function<edi::ByteSource()> open;            // from the start; sources are independent of each other
};

// Errors: `not_found`, `unavailable` naming the file and why.
[[nodiscard]] Result<Input> file_input(const std::filesystem::path& path);

// All of standard input, put aside in a file without a name until it ends.
[[nodiscard]] Result<Input> standard_input();

// `bytes` outlives the input.
[[nodiscard]] Input memory_input(std::string name, std::string_view bytes);

}  // namespace x278::app
