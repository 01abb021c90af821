// Where the files of a drop folder are, what they are called, and how they move:
// the part of drop_folder that only handles files.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace x278::net {

// The folders below a drop folder.
struct DropPlaces {
    explicit DropPlaces(const std::filesystem::path& folder);

    // Makes what is missing, and proves that files can be made and renamed in each.
    [[nodiscard]] Result<void> prepare() const;

    // Replies to `name` while its exchange writes them; worthless after a crash.
    [[nodiscard]] std::filesystem::path staging(std::string_view name) const;
    // The same, complete and under their final names; its rename into being is what makes an exchange done.
    [[nodiscard]] std::filesystem::path ready(std::string_view name) const;

    std::filesystem::path inbox;  // the drop folder itself
    std::filesystem::path working;
    std::filesystem::path done;
    std::filesystem::path failed;
    std::filesystem::path replies;
};

// What a file looked like; one that is still being written looks different a moment later.
struct FileLook {
    std::uintmax_t                  size_bytes = 0;
    std::filesystem::file_time_type written;

    friend bool operator==(const FileLook&, const FileLook&) = default;
};

// By name, and so in order of name.
using Listing = std::map<std::string, FileLook>;

// The regular files of `folder` that may be taken: not hidden and not named as the unfinished
// part of an upload. A file that vanishes meanwhile is left out. Error: the folder cannot be read.
[[nodiscard]] Result<Listing> list_files(const std::filesystem::path& folder);

// How `path` looks now. Not found: it is gone or no longer a regular file.
[[nodiscard]] Result<FileLook> look_at(const std::filesystem::path& path);

// The functions below throw std::filesystem::filesystem_error. Nothing they do overwrites a file.

// Moves `file` into `folder` under its name, or NAME.2, NAME.3 … where that is taken. Returns where to.
std::filesystem::path move_to(const std::filesystem::path& file, const std::filesystem::path& folder);

// The same, with `why` in a text file beside it: NAME.error.
std::filesystem::path move_to_failed(const std::filesystem::path& file,
                                     const std::filesystem::path& failed,
                                     std::string_view             why);

// Gives the replies in `staging` names that are free in `replies`, the same number in each
// (a.278 and a.999, or a.2.278 and a.2.999), and renames the folder to `ready`.
void make_ready(const std::filesystem::path& staging, const std::filesystem::path& ready, const std::filesystem::path& replies);

// Moves what is in `ready` into `replies`, durably, and returns how many that were. May be repeated after a crash.
std::size_t publish(const std::filesystem::path& ready, const std::filesystem::path& replies);

}  // namespace x278::net
