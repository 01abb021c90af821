#include "app/input.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace x278::app {

namespace {

constexpr std::size_t piece_bytes = 128 * 1024;

class Descriptor {
public:
    explicit Descriptor(int fd) noexcept : fd_(fd) {}
    ~Descriptor()
    {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&)            = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const noexcept { return fd_; }

private:
    int fd_;
};

// Reads by offset, so that any number of sources can share one descriptor.
edi::ByteSource source_of(std::shared_ptr<Descriptor> file, std::string name)
{
    return [file = std::move(file), name = std::move(name), buffer = std::make_shared<std::vector<char>>(piece_bytes),
            offset = off_t{0}]() mutable -> Result<std::string_view> {
        while (true) {
            const ssize_t got = ::pread(file->get(), buffer->data(), buffer->size(), offset);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0)
                return failure(ErrorCode::unavailable, fmt::format("`{}` cannot be read: {}", name, std::strerror(errno)));
            offset += got;
            return std::string_view(buffer->data(), static_cast<std::size_t>(got));
        }
    };
}

Input input_of(std::shared_ptr<Descriptor> file, std::string name, std::uint64_t size)
{
    Input input;
    input.name       = name;
    input.size_bytes = size;
    input.open       = [file = std::move(file), name = std::move(name)] { return source_of(file, name); };
    return input;
}

}  // namespace

Result<Input> file_input(const std::filesystem::path& path)
{
    const std::string name = path.string();
    auto              file = std::make_shared<Descriptor>(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat       status {};
    if (file->get() < 0 || ::fstat(file->get(), &status) != 0)
        return failure(errno == ENOENT ? ErrorCode::not_found : ErrorCode::unavailable,
                       fmt::format("`{}` cannot be read: {}", name, std::strerror(errno)));
    if (!S_ISREG(status.st_mode)) return failure(ErrorCode::unavailable, fmt::format("`{}` cannot be read: it is no file", name));
    return input_of(std::move(file), name, static_cast<std::uint64_t>(status.st_size));
}

Result<Input> standard_input()
{
    std::FILE* const aside = std::tmpfile();
    if (aside == nullptr)
        return failure(ErrorCode::unavailable, fmt::format("standard input cannot be put aside: {}", std::strerror(errno)));
    auto file = std::make_shared<Descriptor>(::dup(::fileno(aside)));
    std::fclose(aside);
    std::vector<char> buffer(piece_bytes);
    std::uint64_t     size = 0;
    while (true) {
        const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return failure(ErrorCode::unavailable, fmt::format("standard input cannot be read: {}", std::strerror(errno)));
        if (got == 0) break;
        for (ssize_t put = 0; put < got;) {
            const ssize_t wrote = ::write(file->get(), buffer.data() + put, static_cast<std::size_t>(got - put));
            if (wrote < 0 && errno != EINTR)
                return failure(ErrorCode::unavailable,
                               fmt::format("standard input cannot be put aside: {}", std::strerror(errno)));
            if (wrote > 0) put += wrote;
        }
        size += static_cast<std::uint64_t>(got);
    }
    return input_of(std::move(file), "-", size);
}

Input memory_input(std::string name, std::string_view bytes)
{
    Input input;
    input.name       = std::move(name);
    input.size_bytes = bytes.size();
    input.open       = [bytes] { return edi::source_of(bytes); };
    return input;
}

}  // namespace x278::app
