#include "net/drop_files.hpp"

#include "net/endpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace x278::net {

namespace fs = std::filesystem;

namespace {

Result<void> try_folder(const fs::path& folder)
{
    const auto unusable = [&](const std::error_code& error) {
        return failure(ErrorCode::unavailable, fmt::format("cannot use the folder `{}`: {}; "
                                                           "expected a folder in which files can be made and renamed",
                                                           folder.string(), to_text(error)));
    };
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return unusable(error);

    // Permissions do not tell what a network share allows, so it is tried.
    const fs::path probe = folder / ".x278-probe.tmp";
    const int      file  = ::open(probe.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) return unusable({errno, std::system_category()});
    ::close(file);

    const fs::path renamed = folder / ".x278-probe-renamed.tmp";
    fs::rename(probe, renamed, error);
    if (error) return unusable(error);
    fs::remove(renamed, error);
    if (error) return unusable(error);
    return {};
}

bool may_be_taken(std::string_view name)
{
    static constexpr std::array<std::string_view, 3> unfinished{".tmp", ".part", ".filepart"};

    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool is_unfinished = std::ranges::any_of(unfinished, [&](auto ending) { return lower.ends_with(ending); });
    return !name.starts_with('.') && !is_unfinished;
}

// "a.278" as number 2 is "a.2.278"; number 1 is the name itself.
fs::path numbered_reply(const fs::path& name, std::size_t number)
{
    if (number == 1) return name;
    return fmt::format("{}.{}{}", name.stem().string(), number, name.extension().string());
}

// "a.edi" as number 2 is "a.edi.2"
std::string numbered_file(const std::string& name, std::size_t number)
{
    return number == 1 ? name : fmt::format("{}.{}", name, number);
}

std::vector<fs::path> names_in(const fs::path& folder)
{
    std::vector<fs::path> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file()) names.push_back(entry.path().filename());
    return names;
}

bool is_there(const fs::path& path) { return fs::exists(fs::symlink_status(path)); }

// A rename is in the folder, so the folder is what has to reach the disk. Some network shares
// refuse; they have to be trusted then.
void make_durable(const fs::path& folder)
{
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return;
    ::fsync(directory);
    ::close(directory);
}

}  // namespace

DropPlaces::DropPlaces(const fs::path& folder)
    : inbox(folder), working(folder / "working"), done(folder / "done"), failed(folder / "failed"), replies(folder / "replies")
{
}

Result<void> DropPlaces::prepare() const
{
    for (const fs::path& folder : {inbox, working, done, failed, replies}) {
        const Result<void> usable = try_folder(folder);
        if (!usable) return usable;
    }
    return {};
}

fs::path DropPlaces::staging(std::string_view name) const { return replies / fmt::format(".{}-working", name); }

fs::path DropPlaces::ready(std::string_view name) const { return replies / fmt::format(".{}-ready", name); }

Result<FileLook> look_at(const fs::path& path)
{
    const auto      gone = [](const std::error_code& error) { return failure(ErrorCode::not_found, to_text(error)); };
    std::error_code error;
    // A link is not followed: it would let whoever may drop files have any file read.
    const fs::file_status status = fs::symlink_status(path, error);
    if (error) return gone(error);
    if (!fs::is_regular_file(status)) return failure(ErrorCode::not_found, "not a regular file");

    FileLook look;
    look.size_bytes = fs::file_size(path, error);
    if (error) return gone(error);
    look.written = fs::last_write_time(path, error);
    if (error) return gone(error);
    return look;
}

Result<Listing> list_files(const fs::path& folder)
{
    std::error_code error;
    Listing         files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!may_be_taken(name)) continue;
        if (const Result<FileLook> look = look_at(entry->path())) files.emplace(name, *look);
    }
    if (error)
        return failure(ErrorCode::unavailable, fmt::format("cannot list the folder `{}`: {}", folder.string(), to_text(error)));
    return files;
}

fs::path move_to(const fs::path& file, const fs::path& folder)
{
    const std::string name   = file.filename().string();
    std::size_t       number = 1;
    while (is_there(folder / numbered_file(name, number))) ++number;

    fs::path target = folder / numbered_file(name, number);
    fs::rename(file, target);
    return target;
}

fs::path move_to_failed(const fs::path& file, const fs::path& failed, std::string_view why)
{
    const std::string name   = file.filename().string();
    const auto        target = [&](std::size_t number) { return failed / numbered_file(name, number); };
    const auto        note   = [&](std::size_t number) { return failed / (numbered_file(name, number) + ".error"); };
    std::size_t       number = 1;
    while (is_there(target(number)) || is_there(note(number))) ++number;

    std::ofstream text(note(number));
    text << fmt::format("`{}` was not answered: {}\nto try again, move it back into the drop folder\n", name, why);
    text.close();  // the file counts for more than the note: a note that cannot be written is not an error
    fs::rename(file, target(number));
    return target(number);
}

void make_ready(const fs::path& staging, const fs::path& ready, const fs::path& replies)
{
    const std::vector<fs::path> names = names_in(staging);

    const auto is_taken = [&](std::size_t number) {
        return std::ranges::any_of(names, [&](const fs::path& name) {
            const fs::path numbered = numbered_reply(name, number);
            return is_there(replies / numbered) || (number > 1 && is_there(staging / numbered));
        });
    };
    std::size_t number = 1;
    while (is_taken(number)) ++number;

    if (number > 1)
        for (const fs::path& name : names) fs::rename(staging / name, staging / numbered_reply(name, number));
    make_durable(staging);
    fs::rename(staging, ready);
    make_durable(replies);
}

std::size_t publish(const fs::path& ready, const fs::path& replies)
{
    const std::vector<fs::path> names = names_in(ready);
    for (const fs::path& name : names) {
        // The names were free when they were given, but a person may have put a file there since.
        std::size_t number = 1;
        while (is_there(replies / numbered_reply(name, number))) ++number;
        fs::rename(ready / name, replies / numbered_reply(name, number));
    }
    make_durable(replies);
    return names.size();
}

}  // namespace x278::net
