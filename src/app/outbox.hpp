// Where the replies to one input are collected: in memory, or in files that appear whole.
#pragma once

#include "core/result.hpp"
#include "edi/reply.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace x278::app {

// What a reply file is called, by its kind: "ta1", "999", "278".
[[nodiscard]] std::string_view reply_extension(edi::ReplyKind kind) noexcept;

class MemoryOutbox : public edi::ReplySink {
public:
    void                        append(edi::ReplyKind kind, std::string_view bytes) override { stream(kind) += bytes; }
    [[nodiscard]] std::uint64_t written(edi::ReplyKind kind) const override
    {
        return streams_[static_cast<std::size_t>(kind)].size();
    }
    void roll_back(edi::ReplyKind kind, std::uint64_t to) override { stream(kind).resize(to); }

    [[nodiscard]] const std::string& of(edi::ReplyKind kind) const noexcept { return streams_[static_cast<std::size_t>(kind)]; }

    // Everything owed, in the order of the layers: TA1, 999, 278.
    [[nodiscard]] std::string all() const;

private:
    std::string& stream(edi::ReplyKind kind) { return streams_[static_cast<std::size_t>(kind)]; }

    std::array<std::string, edi::reply_kinds> streams_;
};

// Writes NAME.ta1, NAME.999 and NAME.278 into a folder, each beside its place under a
// hidden name until commit() puts it there. Without commit() nothing is left behind.
class FileOutbox : public edi::ReplySink {
public:
    // Errors: `unavailable`, the folder cannot be made or written.
    [[nodiscard]] static Result<std::unique_ptr<FileOutbox>> open(const std::filesystem::path& folder, const std::string& name);
    ~FileOutbox() override;

    // Throws std::system_error when the disk does not take it.
    void                        append(edi::ReplyKind kind, std::string_view bytes) override;
    [[nodiscard]] std::uint64_t written(edi::ReplyKind kind) const override
    {
        return streams_[static_cast<std::size_t>(kind)].size;
    }
    void roll_back(edi::ReplyKind kind, std::uint64_t to) override;

    // Makes the files durable and puts them in place; a reply of an earlier run that is not
    // owed any more is removed. The files that are there now, in the order TA1, 999, 278.
    [[nodiscard]] Result<std::vector<std::filesystem::path>> commit();

    [[nodiscard]] std::filesystem::path path_of(edi::ReplyKind kind) const;

private:
    struct Stream {
        std::FILE*    file = nullptr;  // made at the first byte
        std::uint64_t size = 0;
    };

    FileOutbox(std::filesystem::path folder, std::string name) : folder_(std::move(folder)), name_(std::move(name)) {}
    [[nodiscard]] std::filesystem::path part_of(edi::ReplyKind kind) const;

    std::filesystem::path                folder_;
    std::string                          name_;
    std::array<Stream, edi::reply_kinds> streams_;
};

}  // namespace x278::app
