// Making the folder of a store.
#include "store/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <vector>

namespace x278::store {

namespace fs = std::filesystem;

namespace {

// A new name is on disk only when the folder it stands in has been synced.
[[nodiscard]] std::error_code sync_folder(const fs::path& folder)
{
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return {errno, std::generic_category()};
    const int  result = ::fsync(handle);
    const auto error  = result == 0 ? std::error_code() : std::error_code(errno, std::generic_category());
    ::close(handle);
    return error;
}

[[nodiscard]] std::error_code make_one(const fs::path& folder)
{
    std::error_code error;
    if (!fs::create_directory(folder, error) || error) return error;
    fs::permissions(folder, fs::perms::owner_all, error);
    return error ? error : sync_folder(folder.parent_path());
}

}  // namespace

Result<void> make_durable_folder(const std::string& folder)
{
    const auto refused = [&](const std::error_code& why) {
        return failure(ErrorCode::unavailable, fmt::format("folder `{}` cannot be made ({})", folder, why.message()));
    };

    std::error_code error;
    fs::path        path = fs::absolute(folder, error);
    if (error) return refused(error);

    std::vector<fs::path> missing;
    for (; !fs::exists(path, error) && path.has_relative_path(); path = path.parent_path()) missing.push_back(path);
    if (error) return refused(error);
    if (!fs::is_directory(path, error)) return refused(std::make_error_code(std::errc::not_a_directory));

    for (auto next = missing.rbegin(); next != missing.rend(); ++next) {
        if (const auto why = make_one(*next)) return refused(why);
    }
    return {};
}

void keep_private(const std::string& file) noexcept
{
    std::error_code ignored;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, ignored);
}

}  // namespace x278::store
