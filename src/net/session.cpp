#include "net/session.hpp"

#include "net/endpoint.hpp"
#include "net/inbox.hpp"
#include "net/timed_socket.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/core/demangle.hpp>

#include <spdlog/spdlog.h>

#include <optional>
#include <typeinfo>

namespace x278::net {

namespace {

// What the wire brought next.
struct Arrival {
    std::string bytes;         // empty: nothing is owed any more
    bool        last = false;  // close once it is answered
};

Deadline after(std::chrono::milliseconds wait) { return std::chrono::steady_clock::now() + wait; }

// One connection, as its steps see it.
struct Connection {
    TimedSocket   socket;
    Framer        framer;
    Exchange      exchange;
    SessionLimits limits;
    Inbox         inbox = {};

    Arrival cut_short(std::string_view event, std::string_view why)
    {
        spdlog::info("{} peer={:?} bytes={} why={:?}", event, socket.peer(), inbox.unread().size(), why);
        return {.bytes = inbox.take(limits.message_bytes_max), .last = true};
    }
};

// Looks for a message in what has been read; nothing while it is incomplete. `searched` is how
// much of it was looked at before, and is brought up to date.
std::optional<Arrival> find_message(Connection& connection, std::size_t& searched)
{
    Inbox&            inbox     = connection.inbox;
    const std::size_t bytes_max = connection.limits.message_bytes_max;
    if (inbox.unread().size() == searched) return std::nullopt;

    const Result<Frame> frame = connection.framer(inbox.unread(), searched);
    if (!frame) return connection.cut_short("net/not-a-message", frame.error().message);

    inbox.skip(frame->skip);  // at once, so that a flood of line breaks is not kept
    searched = inbox.unread().size();
    if (frame->size > bytes_max || (frame->size == 0 && searched >= bytes_max))
        return connection.cut_short("net/message-too-large", "message_bytes_max reached");
    if (frame->size == 0) return std::nullopt;
    return Arrival{.bytes = inbox.take(frame->size), .last = false};
}

// What is owed when no more can be read.
Arrival end_of_reading(Connection& connection, const boost::system::error_code& error)
{
    const bool begun = !connection.inbox.unread().empty();
    if (error == asio::error::operation_aborted) return {};  // cancelled: what is not whole was not accepted
    if (begun && error == asio::error::timed_out) return connection.cut_short("net/message-timed-out", "message_max reached");
    if (begun && error == asio::error::eof) return connection.cut_short("net/message-cut", "peer closed within a message");

    const std::string& peer = connection.socket.peer();
    if (error == asio::error::timed_out)
        spdlog::info("net/session-idle peer={:?}", peer);
    else if (error != asio::error::eof)
        spdlog::info("net/read-failed peer={:?} why={:?}", peer, to_text(error));
    return {};
}

// Reads until there is something to answer, or there never will be.
asio::awaitable<Arrival> next_arrival(Connection& connection)
{
    Deadline    deadline = after(connection.limits.idle_max);
    std::size_t searched = 0;
    bool        begun    = false;
    for (;;) {
        std::optional<Arrival> arrival = find_message(connection, searched);
        if (arrival) co_return std::move(*arrival);

        if (!begun && searched > 0) {
            begun    = true;
            deadline = after(connection.limits.message_max);
        }
        const Read read = co_await connection.socket.read_some(connection.inbox.space(), deadline, WhenCancelled::stop);
        connection.inbox.received(read.size_bytes);
        if (read.error) co_return end_of_reading(connection, read.error);
    }
}

// The exchange runs as a coroutine of its own, which the session's cancellation does not reach.
asio::awaitable<Reply> answer(Connection& connection, std::string message)
{
    const auto executor = co_await asio::this_coro::executor;
    auto       token    = asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable);
    Delivery   delivery{.bytes = std::move(message), .peer = connection.socket.peer()};
    auto       exchange = connection.exchange(std::move(delivery));
    Reply      reply    = co_await asio::co_spawn(executor, std::move(exchange), token);
    co_return reply;
}

asio::awaitable<void> serve(Connection& connection)
{
    bool last = false;
    while (!last) {
        Arrival arrival = co_await next_arrival(connection);
        if (arrival.bytes.empty()) break;

        const Reply                     reply = co_await answer(connection, std::move(arrival.bytes));
        const boost::system::error_code error = co_await connection.socket.write(reply.bytes, after(connection.limits.write_max));
        if (error) {
            spdlog::warn("net/reply-not-taken peer={:?} bytes={} why={:?}", connection.socket.peer(), reply.bytes.size(),
                         to_text(error));
            connection.socket.abort();
            co_return;
        }
        const auto state = co_await asio::this_coro::cancellation_state;
        last             = arrival.last || state.cancelled() != asio::cancellation_type::none;
    }
}

}  // namespace

asio::awaitable<void> run_session(asio::ip::tcp::socket socket, Framer framer, Exchange exchange, SessionLimits limits)
{
    co_await asio::this_coro::throw_if_cancelled(false);

    Connection connection{TimedSocket(std::move(socket)), std::move(framer), std::move(exchange), limits};
    spdlog::debug("net/session-opened peer={:?}", connection.socket.peer());
    try {
        co_await serve(connection);
    } catch (const std::exception& broken) {
        // Its type and not its text: the text may quote what was sent.
        spdlog::error("net/exchange-broke peer={:?} exception={}", connection.socket.peer(),
                      boost::core::demangle(typeid(broken).name()));
    }
    co_await connection.socket.close(after(limits.linger_max));
    spdlog::debug("net/session-closed peer={:?}", connection.socket.peer());
}

}  // namespace x278::net
