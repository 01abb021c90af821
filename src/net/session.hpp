// One raw TCP connection: messages in, replies out, in order.
#pragma once

#include "net/exchange.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>

namespace x278::net {

// Everything a peer could make us hold or wait for.
struct SessionLimits {
    std::size_t message_bytes_max = 16 * 1024 * 1024;

    std::chrono::milliseconds idle_max    = std::chrono::seconds(60);  // between messages; line breaks do not count
    std::chrono::milliseconds message_max = std::chrono::seconds(30);  // first byte of a message to its last
    std::chrono::milliseconds write_max   = std::chrono::seconds(30);  // for the peer to take one reply
    std::chrono::milliseconds linger_max  = std::chrono::seconds(2);   // for the peer to close after us
};

// Serves `socket` until the peer closes, a limit is reached, or the coroutine is cancelled.
// Meant to be co_spawned, on an executor that does not run two handlers at once: the
// executor of the socket. X12 has no length prefix, so where a message ends is the
// Framer's business; bytes after it begin the next one.
//
// Messages are answered one after the other: the next is looked at when the reply to the
// one before has been written, so a peer that does not read its replies is not read from.
//
// What begins a message is delivered exactly once, whole or cut, so that it is answered:
// cut when the peer has sent its last byte, when message_max or message_bytes_max is
// reached (then the first message_bytes_max bytes are delivered), and when the Framer says
// that it can never become a message. After a cut one comes its reply, then the end.
//
// Cancelled (cancellation_type::terminal, alone or with others), a session finishes the
// exchange it is in, sends the reply and closes. A message that was given to the Exchange
// is answered; one still on its way or waiting its turn is not delivered at all.
//
// Network errors and whatever the Exchange throws end the session and are logged with the
// peer, never with contents; they do not reach the caller.
[[nodiscard]] asio::awaitable<void> run_session(asio::ip::tcp::socket socket,
                                                Framer                framer,
                                                Exchange              exchange,
                                                SessionLimits         limits = {});

}  // namespace x278::net
