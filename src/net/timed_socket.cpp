#include "net/timed_socket.hpp"

#include "net/endpoint.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>

// g++ 12 at -O1 takes Asio's recycled coroutine frames for a mismatched delete (GCC bug 109224 and its kin).
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace x278::net {

namespace {

std::string name_peer(const tcp::socket& socket)
{
    boost::system::error_code error;
    const tcp::endpoint       endpoint = socket.remote_endpoint(error);
    return error ? "tcp unknown" : "tcp " + to_text(endpoint);  // it may be gone already
}

}  // namespace

TimedSocket::TimedSocket(tcp::socket socket) : peer_(name_peer(socket))
{
    // A reply is one write; waiting for more to send with it would only delay it.
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);

    asio::steady_timer timer(socket.get_executor());
    watched_ = std::make_shared<Watched>(std::move(socket), std::move(timer));
}

// One operation runs at a time, so one timer watches them all: setting it anew ends the former watch.
void TimedSocket::watch(Deadline deadline)
{
    watched_->expired = false;
    watched_->timer.expires_at(deadline);
    watched_->timer.async_wait([weak = std::weak_ptr(watched_)](const boost::system::error_code& error) {
        const auto watched = weak.lock();
        if (error || !watched) return;
        // It may have been due just as the deadline was moved: then another watch is on.
        if (watched->timer.expiry() > std::chrono::steady_clock::now()) return;
        watched->expired = true;
        boost::system::error_code ignored;
        watched->socket.cancel(ignored);
    });
}

boost::system::error_code TimedSocket::name_timeout(const boost::system::error_code& error) const
{
    if (error == asio::error::operation_aborted && watched_->expired) return asio::error::timed_out;
    return error;
}

asio::awaitable<Read> TimedSocket::read_some(asio::mutable_buffer space, Deadline deadline, WhenCancelled when_cancelled)
{
    Read read;
    // A peer that always has something to read would never make us wait, and so never be late.
    if (std::chrono::steady_clock::now() >= deadline) {
        read.error = asio::error::timed_out;
        co_return read;
    }
    watch(deadline);
    if (when_cancelled == WhenCancelled::carry_on) {
        auto token      = asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable);
        read.size_bytes = co_await watched_->socket.async_read_some(space, asio::redirect_error(token, read.error));
    } else {
        // A cancellation that came between two reads is remembered here only.
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) {
            read.error = asio::error::operation_aborted;
            co_return read;
        }
        read.size_bytes = co_await watched_->socket.async_read_some(space, asio::redirect_error(asio::use_awaitable, read.error));
    }
    read.error = name_timeout(read.error);
    co_return read;
}

// Piece by piece and not with async_write: the watch can come due between two of its pieces, where
// there is nothing to cancel, and the next piece would wait unwatched.
asio::awaitable<boost::system::error_code> TimedSocket::write(std::string_view bytes, Deadline deadline)
{
    boost::system::error_code error;
    auto                      token = asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable);
    while (!bytes.empty() && !error) {
        if (std::chrono::steady_clock::now() >= deadline) co_return asio::error::timed_out;
        watch(deadline);
        const asio::const_buffer rest(bytes.data(), bytes.size());
        const std::size_t        written = co_await watched_->socket.async_write_some(rest, asio::redirect_error(token, error));
        bytes.remove_prefix(written);
    }
    co_return name_timeout(error);
}

asio::awaitable<void> TimedSocket::close(Deadline deadline)
{
    boost::system::error_code error;
    watched_->socket.shutdown(tcp::socket::shutdown_send, error);

    std::array<char, 4096> swallowed;
    while (!error) {
        const Read read = co_await read_some(asio::buffer(swallowed), deadline, WhenCancelled::carry_on);
        error           = read.error;
    }
    watched_->socket.close(error);
}

void TimedSocket::abort()
{
    boost::system::error_code ignored;
    watched_->socket.set_option(asio::socket_base::linger(true, 0), ignored);
    watched_->socket.close(ignored);
}

}  // namespace x278::net
