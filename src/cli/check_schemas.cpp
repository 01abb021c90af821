#include "cli/check_schemas.hpp"

#include "cli/command.hpp"
#include "cli/page.hpp"
#include "core/embedded.hpp"
#include "core/result.hpp"
#include "edi/guide_lint.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <system_error>
#include <vector>

namespace x278::cli {

namespace {

constexpr std::string_view top = "schemas/";  // where the linter and the program look for them

// The CSV files of a folder under the names that the compiled-in ones have.
struct SchemaFolder {
    std::deque<std::string>   texts;  // names and contents, which `files` views
    std::vector<EmbeddedFile> files;  // in order of path
};

Result<SchemaFolder> read_schema_folder(const std::filesystem::path& folder)
{
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
        return failure(ErrorCode::not_found, fmt::format("`{}` is no folder; expected one like schemas/", folder.string()));
    std::vector<std::filesystem::path> paths;
    for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->is_regular_file(error) && at->path().extension() == ".csv") paths.push_back(at->path());
    if (error) return failure(ErrorCode::unavailable, fmt::format("`{}` cannot be read: {}", folder.string(), error.message()));
    std::ranges::sort(paths);
    SchemaFolder read;
    for (const auto& path : paths) {
        std::ifstream      in(path, std::ios::binary);
        const std::string& text = read.texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        if (in.bad() || !in.is_open()) return failure(ErrorCode::unavailable, fmt::format("`{}` cannot be read", path.string()));
        const std::string& name = read.texts.emplace_back(std::string(top) + path.lexically_relative(folder).generic_string());
        read.files.push_back({name, text});
    }
    return read;
}

// The file as it was named on the command line.
std::string named(const std::string& file, const std::string& folder)
{
    if (folder.empty() || !file.starts_with(top)) return file;
    return (std::filesystem::path(folder) / file.substr(top.size())).generic_string();
}

}  // namespace

int check_schemas(const std::string& folder, bool json)
{
    SchemaFolder read;
    if (!folder.empty()) {
        auto found = read_schema_folder(folder);
        if (!found) {
            fmt::print(stderr, "x278: {}\n", printable(found.error().message));
            return exit_usage;
        }
        read = std::move(*found);
    }
    const auto files    = folder.empty() ? embedded_schemas() : std::span<const EmbeddedFile>(read.files);
    const auto findings = edi::lint_schemas(files);
    for (const edi::LintFinding& finding : findings) {
        const std::string file = printable(named(finding.file, folder));
        const std::string text = printable(finding.message);
        if (json)
            fmt::print("{}\n",
                       boost::json::serialize(boost::json::object{{"file", file}, {"line", finding.line}, {"message", text}}));
        else if (finding.line == 0)
            fmt::print("{}: {}\n", file, text);
        else
            fmt::print("{}:{}: {}\n", file, finding.line, text);
    }
    if (!json) fmt::print("{} files, {} finding{}\n", files.size(), findings.size(), findings.size() == 1 ? "" : "s");
    return findings.empty() ? 0 : exit_refused;
}

}  // namespace x278::cli
