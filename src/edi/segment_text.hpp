// A segment as text, from its elements: for the segments of envelopes and acknowledgments,
// which are written as they are. What a guide narrows is written by edi/guided_writer.hpp.
#pragma once

#include "edi/delimiters.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

// Appends the elements up to the last that is not empty, and the terminator. The id is the first.
void append_segment(std::string& out, const Delimiters& delimiters, std::span<const std::string_view> elements);
void append_segment(std::string& out, const Delimiters& delimiters, std::initializer_list<std::string_view> elements);

}  // namespace x278::edi
