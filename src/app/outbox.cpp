#include "app/outbox.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace x278::app {

namespace {

constexpr std::array<edi::ReplyKind, edi::reply_kinds> kinds{edi::ReplyKind::ta1, edi::ReplyKind::acknowledgment,
                                                             edi::ReplyKind::response};

[[noreturn]] void cannot_write(const std::filesystem::path& path)
{
    throw std::system_error(errno, std::generic_category(), fmt::format("`{}` cannot be written", path.string()));
}

// A rename is durable once its folder is.
void sync_folder(const std::filesystem::path& folder)
{
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

}  // namespace

std::string_view reply_extension(edi::ReplyKind kind) noexcept
{
    switch (kind) {
        case edi::ReplyKind::ta1: return "ta1";
        case edi::ReplyKind::acknowledgment: return "999";
        case edi::ReplyKind::response: return "278";
    }
    return {};
}

std::string MemoryOutbox::all() const
{
    std::string bytes;
    for (const auto kind : kinds) bytes += of(kind);
    return bytes;
}

Result<std::unique_ptr<FileOutbox>> FileOutbox::open(const std::filesystem::path& folder, const std::string& name)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return failure(ErrorCode::unavailable, fmt::format("folder `{}` cannot be made: {}", folder.string(), error.message()));
    if (::access(folder.c_str(), W_OK) != 0)
        return failure(ErrorCode::unavailable,
                       fmt::format("folder `{}` cannot be written: {}", folder.string(), std::strerror(errno)));
    return std::unique_ptr<FileOutbox>(new FileOutbox(folder, name));
}

FileOutbox::~FileOutbox()
{
    for (const auto kind : kinds) {
        Stream& stream = streams_[static_cast<std::size_t>(kind)];
        if (stream.file == nullptr) continue;
        std::fclose(stream.file);
        ::unlink(part_of(kind).c_str());
    }
}

void FileOutbox::append(edi::ReplyKind kind, std::string_view bytes)
{
    Stream& stream = streams_[static_cast<std::size_t>(kind)];
    if (stream.file == nullptr) {
        stream.file = std::fopen(part_of(kind).c_str(), "wbe");
        if (stream.file == nullptr) cannot_write(part_of(kind));
    }
    if (std::fwrite(bytes.data(), 1, bytes.size(), stream.file) != bytes.size()) cannot_write(part_of(kind));
    stream.size += bytes.size();
}

void FileOutbox::roll_back(edi::ReplyKind kind, std::uint64_t to)
{
    Stream& stream = streams_[static_cast<std::size_t>(kind)];
    if (stream.file == nullptr || stream.size == to) return;
    const bool done = std::fflush(stream.file) == 0 && ::ftruncate(::fileno(stream.file), static_cast<off_t>(to)) == 0
                      && std::fseek(stream.file, static_cast<long>(to), SEEK_SET) == 0;
    if (!done) cannot_write(part_of(kind));
    stream.size = to;
}

Result<std::vector<std::filesystem::path>> FileOutbox::commit()
{
    std::vector<std::filesystem::path> files;
    for (const auto kind : kinds) {
        Stream&    stream = streams_[static_cast<std::size_t>(kind)];
        const auto part   = part_of(kind);
        const auto place  = path_of(kind);
        const bool owed   = stream.size != 0;
        bool       whole  = true;
        if (stream.file != nullptr) {
            whole       = std::fflush(stream.file) == 0 && ::fsync(::fileno(stream.file)) == 0;
            whole       = std::fclose(stream.file) == 0 && whole;
            stream.file = nullptr;
            if (!owed) ::unlink(part.c_str());
        }
        if (!owed) {
            ::unlink(place.c_str());
            continue;
        }
        if (!whole || ::rename(part.c_str(), place.c_str()) != 0) {
            const int why = errno;
            ::unlink(part.c_str());
            return failure(ErrorCode::unavailable, fmt::format("`{}` cannot be written: {}", place.string(), std::strerror(why)));
        }
        files.push_back(place);
    }
    sync_folder(folder_);
    return files;
}

std::filesystem::path FileOutbox::path_of(edi::ReplyKind kind) const
{
    return folder_ / fmt::format("{}.{}", name_, reply_extension(kind));
}

std::filesystem::path FileOutbox::part_of(edi::ReplyKind kind) const
{
    return folder_ / fmt::format(".{}.{}.part", name_, reply_extension(kind));
}

}  // namespace x278::app
