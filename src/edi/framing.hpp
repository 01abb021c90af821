// Where an interchange ends in a stream that has no lengths: ISA to IEA.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <string_view>

namespace x278::edi {

struct InterchangeFrame {
    std::size_t skip = 0;  // blanks, line breaks and byte-order marks before ISA
    std::size_t size = 0;  // of the first whole interchange after them; 0 while it is incomplete
};

// Finds the first interchange in `read_so_far`, of which an earlier call has seen `searched`
// bytes. An interchange that is followed by the header of another one before its IEA ends there.
//
// Error: what stands first can never become an interchange that can be told from the next.
[[nodiscard]] Result<InterchangeFrame> find_interchange(std::string_view read_so_far, std::size_t searched);

}  // namespace x278::edi
