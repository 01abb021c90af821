#include "project_files.hpp"

using namespace x278::architecture;

namespace {

// Links of a Markdown line to other files of the project, without the part after `#`.
std::vector<std::string> local_links(const std::string& line)
{
    std::vector<std::string> targets;
    for (auto at = line.find("]("); at != std::string::npos; at = line.find("](", at + 2)) {
        const auto target = line.substr(at + 2, line.find_first_of(")# ", at + 2) - at - 2);
        if (!target.empty() && target.find("://") == std::string::npos) targets.push_back(target);
    }
    return targets;
}

std::vector<ProjectFile> markdown_files()
{
    auto files = read_project_files({"docs", "schemas", "plans", "samples", "src", "bench", "fuzz"}, {".md"});
    for (const auto* name : {"README.md", "CHANGELOG.md"}) files.push_back(read_project_file(name));
    return files;
}

}  // namespace

TEST_CASE("docs: every link to a file of the project leads somewhere")
{
    int links = 0;
    for (const auto& file : markdown_files())
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (const auto& target : local_links(file.lines[i])) {
                ++links;
                const auto path =
                    std::filesystem::path(X278_SOURCE_DIR) / std::filesystem::path(file.path).parent_path() / target;
                CHECK_MESSAGE(std::filesystem::exists(path), file.at(i) << "`" << target << "` does not exist");
            }
    CHECK(links > 10);
}

TEST_CASE("docs: every decision is linked from the architecture, and listed with the others")
{
    const auto decisions = read_project_files({"docs/decisions"}, {".md"});
    REQUIRE(decisions.size() > 1);
    for (const auto* index : {"docs/ARCHITECTURE.md", "docs/decisions/README.md"}) {
        const auto file = read_project_file(index);
        for (const auto& decision : decisions) {
            const auto name = std::filesystem::path(decision.path).filename().string();
            if (name == "README.md") continue;
            const bool linked = std::ranges::any_of(file.lines, [&](const std::string& line) {
                return std::ranges::any_of(local_links(line), [&](const std::string& target) { return target.ends_with(name); });
            });
            CHECK_MESSAGE(linked, index << ":1: does not link `" << decision.path << "`");
        }
    }
}

TEST_CASE("docs: links are told from other text")
{
    CHECK(local_links("see [a](b/c.md) and [d](e.md#part), not [x](https://x12.org/) or f(x)")
          == std::vector<std::string>{"b/c.md", "e.md"});
}
