// What a reader may rely on in every file, as checks over its lines.
//
// Each check trusts the layout of .clang-format: a brace alone on its line opens a
// function, and the brace under it closes it.
#pragma once

#include "project_files.hpp"

#include <cctype>

namespace x278::architecture {

inline constexpr std::size_t file_lines_max     = 500;
inline constexpr std::size_t function_lines_max = 75;

[[nodiscard]] inline Violations too_long_file(const ProjectFile& file)
{
    if (file.lines.size() <= file_lines_max) return {};
    return {file.at(file_lines_max) + std::to_string(file.lines.size()) + " lines; more than " + std::to_string(file_lines_max)
            + " answer two questions, split at the second"};
}

[[nodiscard]] inline Violations too_long_functions(const ProjectFile& file)
{
    Violations violations;
    for (std::size_t open = 0; open < file.lines.size(); ++open) {
        const auto& line   = file.lines[open];
        const auto  indent = line.find_first_not_of(' ');
        if (indent == std::string::npos || line.substr(indent) != "{") continue;

        const auto closing = std::string(indent, ' ') + '}';
        auto       close   = open;
        while (close < file.lines.size() && file.lines[close] != closing) ++close;
        if (close == file.lines.size() || close - open - 1 <= function_lines_max) continue;
        violations.push_back(file.at(open) + "a function of " + std::to_string(close - open - 1) + " lines; more than "
                             + std::to_string(function_lines_max) + " do not fit a screen, give a part of it a name");
    }
    return violations;
}

[[nodiscard]] inline Violations undocumented_header(const ProjectFile& file)
{
    if (!file.lines.empty() && file.lines.front().starts_with("// ")) return {};
    return {file.at(0) + "a header begins with a comment that says what it is for"};
}

// Whether `text` stands in `line` with no letter or digit before it, nor after it if it is a whole word.
[[nodiscard]] inline bool stands_in(std::string_view line, std::string_view text, bool whole_word)
{
    const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    for (auto at = line.find(text); at != std::string_view::npos; at = line.find(text, at + 1)) {
        const bool begins = at == 0 || !is_word(line[at - 1]);
        const bool ends   = at + text.size() == line.size() || !is_word(line[at + text.size()]);
        if (begins && (ends || !whole_word)) return true;
    }
    return false;
}

// In pieces, so that these lines are not found.
// clang-format off
inline const std::vector<std::string_view> marks{"TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK"};
inline const std::vector<std::string_view> paths{"/wo" "rk/", "/ro" "ot/", "/fa" "rm/", "/tmp/bu" "ild", "/ho" "me/"};
// clang-format on

[[nodiscard]] inline Violations unfinished_marks(const ProjectFile& file)
{
    Violations violations;
    for (std::size_t i = 0; i < file.lines.size(); ++i)
        for (const auto mark : marks)
            if (stands_in(file.lines[i], mark, true))
                violations.push_back(file.at(i) + "an unfinished mark; do it, or open an issue");
    return violations;
}

[[nodiscard]] inline Violations machine_paths(const ProjectFile& file)
{
    Violations violations;
    for (std::size_t i = 0; i < file.lines.size(); ++i)
        for (const auto path : paths)
            if (stands_in(file.lines[i], path, false))
                violations.push_back(file.at(i) + "`" + std::string(path) + "` is a path of one machine");
    return violations;
}

// Whether a .cpp file is compiled by anything, going by the text of the CMakeLists.txt
// that speaks for it: src/ and tests/ are taken by room, the others by name.
[[nodiscard]] inline Violations dead_source(const ProjectFile& file, const std::string& cmake_lists)
{
    const std::filesystem::path path  = file.path;
    const auto                  top   = path.begin()->string();
    const auto                  room  = std::next(path.begin())->string();
    const auto                  depth = std::distance(path.begin(), path.end());

    const auto names = [&](const std::string& text) { return cmake_lists.find(text) != std::string::npos; };
    bool       compiled;
    if (top == "src")
        compiled = depth <= 4
                   && (names("x278_room(" + room + " ") || names("x278_room(" + room + ")") || names("src/" + room + "/*.cpp"));
    else if (top == "tests")
        compiled = file.path == "tests/main.cpp" || (depth == 3 && names("x278_tests(" + room + " "));
    else
        compiled = names(path.filename().string());
    if (compiled) return {};
    return {file.at(0) + "no CMakeLists.txt compiles it; delete it, or move it to a room that is built"};
}

}  // namespace x278::architecture
