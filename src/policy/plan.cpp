// Where plan files come from.
#include "policy/plan.hpp"

#include "core/embedded.hpp"
#include "core/nearest.hpp"
#include "core/utf8.hpp"
#include "policy/coverage.hpp"
#include "policy/plan_check/accepted.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/algorithm/string/case_conv.hpp>
#include <fmt/format.h>

namespace x278::policy {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t plan_file_bytes_max = 16u << 20;  // a file longer than this is no plan

// What the authors of a plan keep of it for one another.
bool is_record(const PlanFile& file) { return is_coverage_file(file) || plan_check::is_accepted_file(file); }

// What editors leave beside a file: hidden, or with a `~` behind it.
bool is_editors(const fs::path& path)
{
    const std::string name = path.filename().string();
    return name.starts_with('.') || name.ends_with('~');
}

// Whether `path`, seen from the folder of plans, is `PAYER/*.rules`, `PAYER/*.cases`,
// `PAYER/coverage.csv`, `PAYER/accepted.csv` or `PAYER/codes/*.csv`.
bool is_plan_file(const fs::path& path)
{
    std::vector<std::string> parts;
    for (const fs::path& part : path) parts.push_back(part.string());
    if (is_editors(path)) return false;
    if (parts.size() == 2) return path.extension() == ".rules" || path.extension() == ".cases" || is_record({path.string(), {}});
    return parts.size() == 3 && parts[1] == "codes" && path.extension() == ".csv";
}

// What is wrong with a file that nobody reads, and that is much like one of a plan; empty, if it is not.
std::string misplaced(const fs::path& path)
{
    const std::string extension = path.extension().string();
    const auto        parts     = std::distance(path.begin(), path.end());
    if (is_editors(path)) return {};
    if (extension == ".rules" || extension == ".cases")
        return fmt::format("expected it in a payer's folder, `PAYER/NAME{}`", extension);
    if (extension == ".csv" && parts == 2)
        return "expected `coverage.csv` or `accepted.csv` here, and tables of codes in the folder `codes`";
    constexpr std::array<std::string_view, 1> folders{"codes"};
    const std::string                         folder = path.parent_path().filename().string();
    if (extension == ".csv" && parts == 3 && folder != folders.front() && !did_you_mean(folder, folders).empty())
        return fmt::format("tables of codes stand in the folder `codes`, and not in `{}`", folder);
    constexpr std::array<std::string_view, 2> extensions{".rules", ".cases"};
    return did_you_mean(boost::algorithm::to_lower_copy(extension), extensions);
}

Result<std::string> read(const fs::path& path)
{
    std::error_code error;
    const auto      size = fs::file_size(path, error);
    if (!error && size > plan_file_bytes_max)
        return failure(ErrorCode::limit_exceeded, fmt::format("`{}` is {} bytes long; a plan file has at most {}", path.string(),
                                                              size, plan_file_bytes_max));
    std::ifstream      file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file || error) return failure(ErrorCode::unavailable, fmt::format("cannot read `{}`", path.string()));
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::string                all             = std::move(text).str();
    if (all.starts_with(byte_order_mark)) all.erase(0, byte_order_mark.size());
    if (const std::size_t end = end_of_utf8(all); end != all.size()) {
        const auto line = 1 + std::count(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(end), '\n');
        return failure(ErrorCode::bad_input,
                       fmt::format("{}:{}: expected text in UTF-8, found the byte {:02X}; save the file as UTF-8", path.string(),
                                   line, static_cast<unsigned char>(all[end])));
    }
    return all;
}

}  // namespace

std::string folder_of(std::string_view path)
{
    std::string_view folder = path.substr(0, std::min(path.rfind('/'), path.size()));
    if (path.ends_with(".csv") && folder.ends_with("/codes")) folder.remove_suffix(std::string_view("/codes").size());
    return std::string(folder);
}

bool is_decided_by(const PlanFile& file) { return !is_case_file(file) && !is_record(file); }

Result<std::vector<PlanFile>> read_plan_files(const std::string& folder)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return failure(ErrorCode::not_found, fmt::format("`{}` is no folder; expected one with `PAYER/*.rules` in it", folder));

    std::vector<PlanFile> files;
    std::string           unread;         // what is wrong with the first file that nobody reads
    fs::path              last = folder;  // what was looked at when an error came
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        last                  = entry->path();
        const fs::path within = entry->path().lexically_relative(folder);
        if (!is_plan_file(within)) {
            const std::string wrong = entry->is_directory(error) ? "" : misplaced(within);
            if (unread.empty() && !wrong.empty()) unread = fmt::format("`{}` is not read; {}", last.string(), wrong);
            continue;
        }
        if (!entry->is_regular_file(error))
            return failure(ErrorCode::unavailable, fmt::format("cannot read `{}`; expected a file", entry->path().string()));
        auto text = read(entry->path());
        if (!text) return std::unexpected(std::move(text.error()));
        files.push_back({entry->path().lexically_normal().string(), std::move(*text)});
    }
    if (error) return failure(ErrorCode::unavailable, fmt::format("cannot read `{}`: {}", last.string(), error.message()));
    if (std::ranges::none_of(files, is_decided_by))
        return failure(ErrorCode::not_found, fmt::format("`{}` holds no plan; expected `PAYER/*.rules` in it", folder));
    if (!unread.empty()) return failure(ErrorCode::bad_input, unread);
    std::ranges::sort(files, {}, &PlanFile::path);
    return files;
}

std::vector<PlanFile> embedded_plan_files()
{
    std::vector<PlanFile> files;
    for (const EmbeddedFile& file : embedded_plans())
        if (is_plan_file(fs::path(file.path).lexically_relative("plans")))
            files.push_back({std::string(file.path), std::string(file.text)});
    return files;
}

}  // namespace x278::policy
