// A TCP socket on which nothing waits for ever: each read and write has a deadline.
//
// Its executor must not run two handlers at once (an io_context run by one thread, or a strand).
#pragma once

#include "net/exchange.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace x278::net {

using Deadline = std::chrono::steady_clock::time_point;

// Whether the cancellation of the coroutine reaches an operation.
enum class WhenCancelled { stop, carry_on };

struct Read {
    std::size_t               size_bytes = 0;
    boost::system::error_code error;  // timed_out at the deadline, operation_aborted when cancelled
};

class TimedSocket {
public:
    explicit TimedSocket(asio::ip::tcp::socket socket);

    // "tcp 10.0.0.7:51312"
    [[nodiscard]] const std::string& peer() const { return peer_; }

    [[nodiscard]] asio::awaitable<Read> read_some(asio::mutable_buffer space, Deadline deadline, WhenCancelled when_cancelled);

    // All of `bytes`, which must live until it returns. Carries on when cancelled.
    [[nodiscard]] asio::awaitable<boost::system::error_code> write(std::string_view bytes, Deadline deadline);

    // Says that no more will be sent, and swallows what still comes until the peer closes too.
    // Closing with bytes unread would reset the connection and could destroy the last reply
    // on its way. Source: RFC 1122 4.2.2.13.
    [[nodiscard]] asio::awaitable<void> close(Deadline deadline);

    // Closes at once; what the peer has not taken is dropped.
    void abort();

private:
    // Outlives the socket for as long as its timer has a handler to run.
    struct Watched {
        asio::ip::tcp::socket socket;
        asio::steady_timer    timer;
        bool                  expired = false;
    };

    void                                    watch(Deadline deadline);
    [[nodiscard]] boost::system::error_code name_timeout(const boost::system::error_code& error) const;

    std::shared_ptr<Watched> watched_;
    std::string              peer_;
};

}  // namespace x278::net
