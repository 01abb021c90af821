#include "net/listener.hpp"

#include "net/endpoint.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <list>

namespace x278::net {

// Shared with the sessions: one that outlasts the drain outlasts the Listener.
struct Listener::Sessions {
    std::list<asio::cancellation_signal> running;  // one each
    asio::steady_timer                   bell;     // rung when one ends, and by stop()
};

namespace {

Result<std::unique_ptr<Listener>> cannot_listen(std::string_view address, const boost::system::error_code& error)
{
    return failure(ErrorCode::unavailable,
                   fmt::format("cannot listen on `{}`: {}; choose another address or port, or stop what holds this one", address,
                               to_text(error)));
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::open(
    asio::any_io_executor executor, std::string_view address, Framer framer, Exchange exchange, ListenerLimits limits)
{
    Result<tcp::endpoint> endpoint = parse_endpoint(address);
    if (!endpoint) return std::unexpected(endpoint.error());

    boost::system::error_code error;
    tcp::acceptor             acceptor(executor);
    acceptor.open(endpoint->protocol(), error);
    if (error) return cannot_listen(address, error);
    // A restart must not wait for the last connections of the process before it.
    acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(*endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error) *endpoint = acceptor.local_endpoint(error);
    if (error) return cannot_listen(address, error);

    return std::unique_ptr<Listener>(
        new Listener(std::move(acceptor), to_text(*endpoint), std::move(framer), std::move(exchange), limits));
}

Listener::Listener(tcp::acceptor acceptor, std::string address, Framer framer, Exchange exchange, ListenerLimits limits)
    : acceptor_(std::move(acceptor)),
      address_(std::move(address)),
      framer_(std::move(framer)),
      exchange_(std::move(exchange)),
      limits_(limits)
{
    asio::steady_timer bell(acceptor_.get_executor());
    sessions_ = std::make_shared<Sessions>(std::list<asio::cancellation_signal>{}, std::move(bell));
}

Listener::~Listener() = default;

asio::awaitable<void> Listener::run()
{
    constexpr auto no_deadline = std::chrono::steady_clock::time_point::max();
    bool           failing     = false;  // these two: so that a lasting trouble is one line in the log
    bool           full        = false;
    while (!stopping_) {
        if (sessions_->running.size() >= limits_.connections_max) {
            if (!full) spdlog::warn("net/connections-max address={:?} connections={}", address_, limits_.connections_max);
            full = true;
            co_await pause(no_deadline);
            continue;
        }
        boost::system::error_code error;
        tcp::socket               socket = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (stopping_) break;
        if (!error) {
            start_session(std::move(socket));
        } else {
            if (!failing) spdlog::error("net/accept-failed address={:?} why={:?}", address_, to_text(error));
            co_await pause(std::chrono::steady_clock::now() + limits_.accept_pause);
        }
        failing = static_cast<bool>(error);
        if (sessions_->running.size() < limits_.connections_max / 2) full = false;
    }
    co_await drain();
}

void Listener::stop()
{
    if (stopping_) return;
    stopping_ = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    for (asio::cancellation_signal& session : sessions_->running) session.emit(asio::cancellation_type::all);
    sessions_->bell.cancel();
}

void Listener::start_session(tcp::socket socket)
{
    const auto self    = sessions_->running.emplace(sessions_->running.end());
    auto       session = run_session(std::move(socket), framer_, exchange_, limits_.session);
    auto       ended   = [sessions = sessions_, self](const std::exception_ptr& broken) {
        if (broken) spdlog::error("net/session-broke");  // out of memory before it began; it logs all else itself
        sessions->running.erase(self);
        sessions->bell.cancel();
    };
    auto handler = asio::bind_cancellation_slot(self->slot(), std::move(ended));
    asio::co_spawn(acceptor_.get_executor(), std::move(session), std::move(handler));
}

// Until a session ends, stop() is called, or `until`.
asio::awaitable<void> Listener::pause(std::chrono::steady_clock::time_point until)
{
    boost::system::error_code rung;
    sessions_->bell.expires_at(until);
    co_await sessions_->bell.async_wait(asio::redirect_error(asio::use_awaitable, rung));
}

asio::awaitable<void> Listener::drain()
{
    const auto deadline = std::chrono::steady_clock::now() + limits_.drain_max;
    while (!sessions_->running.empty() && std::chrono::steady_clock::now() < deadline) co_await pause(deadline);
    if (!sessions_->running.empty()) spdlog::error("net/drain-max sessions={} left unfinished", sessions_->running.size());
}

}  // namespace x278::net
