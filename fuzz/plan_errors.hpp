// What must hold of every error in a text that people write: it says something, and points at a place in that text.
#pragma once

#include "fuzz/target.hpp"
#include "policy/plan.hpp"

#include <algorithm>

namespace x278::fuzz {

// Line 0 is the file, or the folder, as a whole.
inline void expect_place(const policy::PlanError& error, std::string_view text)
{
    const auto lines = 1 + std::ranges::count(text, '\n');
    if (error.message.empty()) expect_nothing_wrong("an error says nothing");
    if (error.message.find("spirit") != std::string::npos) expect_nothing_wrong("an error names a parser: " + error.message);
    if (error.line < 0 || error.line > lines) expect_nothing_wrong("an error has no line of the file: " + error.message);
    for (int line = 1; line < error.line; ++line) text.remove_prefix(text.find('\n') + 1);
    const auto length = std::min(text.size(), text.find('\n'));
    if (error.column < 0 || static_cast<std::size_t>(error.column) > length + 1)
        expect_nothing_wrong("an error has no column of its line: " + error.message);
}

}  // namespace x278::fuzz
