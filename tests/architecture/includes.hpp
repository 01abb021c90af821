// Who may include whom: cli -> app -> {edi, policy, store, net} -> model -> core.
// The four in the middle are strangers to each other, and net does not know the model.
#pragma once

#include "project_files.hpp"

#include <map>
#include <optional>
#include <set>

namespace x278::architecture {

// Every room of src/, and the rooms its files may include.
inline const std::map<std::string, std::set<std::string>, std::less<>> may_include{
    {"core", {"core"}},
    {"model", {"model", "core"}},
    {"edi", {"edi", "model", "core"}},
    {"policy", {"policy", "model", "core"}},
    {"store", {"store", "model", "core"}},
    {"net", {"net", "core"}},
    {"app", {"app", "edi", "policy", "store", "net", "model", "core"}},
    {"cli", {"cli", "app", "edi", "policy", "store", "net", "model", "core"}},
};

// What an #include line names, without its quotes or brackets.
[[nodiscard]] inline std::optional<std::string> included_by(std::string_view line)
{
    const auto skip_blanks = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
    for (const std::string_view word : {"#", "include"}) {
        skip_blanks();
        if (!line.starts_with(word)) return std::nullopt;
        line.remove_prefix(word.size());
    }
    skip_blanks();
    const auto end = line.find_first_of(">\"", 1);
    if (line.empty() || (line.front() != '<' && line.front() != '"') || end == std::string_view::npos) return std::nullopt;
    return std::string(line.substr(1, end - 1));
}

[[nodiscard]] inline std::string first_folder(std::string_view path)
{
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

// `file` stands under src/.
[[nodiscard]] inline Violations forbidden_includes(const ProjectFile& file)
{
    const auto room    = first_folder(std::string_view(file.path).substr(std::string_view("src/").size()));
    const auto allowed = may_include.find(room);
    if (allowed == may_include.end())
        return {file.at(0) + "`src/" + room + "` is no room of the house; see docs/ARCHITECTURE.md"};

    Violations violations;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const auto included = included_by(file.lines[i]);
        if (!included) continue;

        const bool quoted = file.lines[i].find('"') != std::string::npos;
        const auto other  = first_folder(*included);
        if (may_include.contains(other) && quoted) {
            if (!allowed->second.contains(other))
                violations.push_back(file.at(i) + "`" + room + "` includes `" + *included + "`; it must not know `" + other
                                     + "`");
        } else if (quoted) {
            violations.push_back(file.at(i) + "`" + *included + "` is not written from src/, as \"room/file.hpp\"");
        } else if (may_include.contains(other) && included->ends_with(".hpp")) {
            violations.push_back(file.at(i) + "`" + *included + "` is ours; include it in quotes");
        }
    }
    return violations;
}

}  // namespace x278::architecture
