// What has been read from a connection and not yet been taken out as a message.
//
// Taking a message out moves no bytes, so forty messages in one packet cost forty copies
// of themselves and no more.
#pragma once

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace x278::net {

class Inbox {
public:
    // Valid until the next call of space().
    [[nodiscard]] std::string_view unread() const { return {bytes_.data() + begin_, end_ - begin_}; }

    // Where the next read may put its bytes; never empty. Follow it with received().
    [[nodiscard]] boost::asio::mutable_buffer space()
    {
        if (begin_ == end_) start_over();
        if (bytes_.size() - end_ < read_bytes_min) make_room();
        return boost::asio::buffer(bytes_.data() + end_, bytes_.size() - end_);
    }

    void received(std::size_t size_bytes)
    {
        assert(size_bytes <= bytes_.size() - end_);
        end_ += size_bytes;
    }

    void skip(std::size_t size_bytes)
    {
        assert(size_bytes <= end_ - begin_);
        begin_ += size_bytes;
    }

    // Takes out the first `size_bytes`, or all there is if that is less.
    [[nodiscard]] std::string take(std::size_t size_bytes)
    {
        std::string taken(unread().substr(0, size_bytes));
        begin_ += taken.size();
        return taken;
    }

private:
    static constexpr std::size_t first_size_bytes = 16 * 1024;
    static constexpr std::size_t read_bytes_min   = 4 * 1024;
    static constexpr std::size_t kept_bytes_max   = 256 * 1024;

    // A connection that once carried a large message does not hold its memory while idle.
    void start_over()
    {
        begin_ = end_ = 0;
        if (bytes_.size() > kept_bytes_max) bytes_ = std::vector<char>(first_size_bytes);
    }

    void make_room()
    {
        if (begin_ > 0) std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        if (bytes_.size() - end_ < read_bytes_min) bytes_.resize(std::max(first_size_bytes, bytes_.size() * 2));
    }

    std::vector<char> bytes_;
    std::size_t       begin_ = 0;  // of what is unread
    std::size_t       end_   = 0;
};

}  // namespace x278::net
