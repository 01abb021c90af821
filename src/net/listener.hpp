// The TCP door: accepts connections on one address and runs a session for each.
#pragma once

#include "net/exchange.hpp"
#include "net/session.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace x278::net {

struct ListenerLimits {
    // At this many open connections no more are accepted until one ends; the system keeps the next ones waiting.
    std::size_t connections_max = 1024;
    // After an accept that failed: no descriptors left, say.
    std::chrono::milliseconds accept_pause{100};
    // For running sessions to finish after stop().
    std::chrono::milliseconds drain_max = std::chrono::seconds(30);

    SessionLimits session{};
};

// Everything here runs on `executor`, which must not run two handlers at once (an
// io_context run by one thread, or a strand); run(), stop() and the destructor are called there
// or while it is not running.
class Listener {
public:
    // The door is open for connections when it returns; they are answered once run() runs.
    // Error: `address` cannot be read or cannot be listened on; the message says what to do.
    [[nodiscard]] static Result<std::unique_ptr<Listener>> open(
        asio::any_io_executor executor, std::string_view address, Framer framer, Exchange exchange, ListenerLimits limits = {});
    ~Listener();

    // Where it listens; with the port the system chose when port 0 was asked for.
    [[nodiscard]] const std::string& address() const { return address_; }

    // Accepts until stop(). Returns when every session has ended, or drain_max after stop():
    // what then still runs is logged and left to the executor. The Listener must outlive it.
    [[nodiscard]] asio::awaitable<void> run();

    // No new connections; running sessions finish the exchange they are in and close.
    void stop();

private:
    struct Sessions;

    Listener(asio::ip::tcp::acceptor acceptor, std::string address, Framer framer, Exchange exchange, ListenerLimits limits);

    void                                start_session(asio::ip::tcp::socket socket);
    [[nodiscard]] asio::awaitable<void> pause(std::chrono::steady_clock::time_point until);
    [[nodiscard]] asio::awaitable<void> drain();

    asio::ip::tcp::acceptor   acceptor_;
    std::string               address_;
    Framer                    framer_;
    Exchange                  exchange_;
    ListenerLimits            limits_;
    bool                      stopping_ = false;
    std::shared_ptr<Sessions> sessions_;
};

}  // namespace x278::net
