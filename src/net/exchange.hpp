// The seam between the doors and the processor. Every transport is written
// against these functions, so none of them knows what X12 is.
#pragma once

#include "core/result.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace x278::net {

namespace asio = boost::asio;

struct Delivery {
    std::string bytes;  // one whole message
    std::string peer;   // "tcp 10.0.0.7:51312"; for the log
};

struct Reply {
    std::string bytes;
};

// What a Framer sees in everything read so far.
struct Frame {
    std::size_t skip = 0;  // bytes before the message that belong to none: line breaks, a byte-order mark
    std::size_t size = 0;  // of the first whole message after them; 0 while it is incomplete
};

// Finds the first message in `read_so_far`. `searched` is how much of it an earlier call
// has seen, so that a message arriving byte by byte is not searched again from its start.
// Error: this can never become a message; its bytes are delivered as they are, so that
// they are answered, and the connection is closed.
using Framer = std::function<Result<Frame>(std::string_view read_so_far, std::size_t searched)>;

// Answers one message. An empty reply means nothing is owed.
using Exchange = std::function<asio::awaitable<Reply>(Delivery)>;

// Answers one file, writing what is owed into `replies`, each file whole or not at all.
// Returns once the answers are durable. Error: the file could not be answered at all.
using FileExchange = std::function<asio::awaitable<Result<void>>(std::filesystem::path file, std::filesystem::path replies)>;

}  // namespace x278::net
