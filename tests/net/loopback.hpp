// What the tests of the doors share: a loop in a thread, a peer on plain POSIX sockets (so that the
// other side of the wire is not our own code), and a toy format in which messages end in '\n'.
#pragma once

#include "net/exchange.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <future>
#include <string>
#include <string_view>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace x278::net::test {

using namespace std::chrono_literals;
using Time = std::chrono::steady_clock;

// Long enough for a loaded machine; no passing test waits for it.
inline constexpr auto patience = 20s;

// Until `happened`, or false when patience runs out.
template <class Condition>
bool eventually(Condition happened)
{
    for (const auto deadline = Time::now() + patience; Time::now() < deadline; std::this_thread::sleep_for(2ms))
        if (happened()) return true;
    return happened();
}

// An io_context run by a thread of its own.
class Loop {
public:
    Loop() : work_(asio::make_work_guard(context)), thread_([this] { context.run(); }) {}
    ~Loop() { end(); }

    // Nothing of the loop runs any more when it returns.
    void end()
    {
        context.stop();
        if (thread_.joinable()) thread_.join();
    }

    template <class Function>
    auto call(Function function)
    {
        std::packaged_task<std::invoke_result_t<Function>()> task(std::move(function));
        auto                                                 result = task.get_future();
        asio::post(context, [&task] { task(); });
        return result.get();
    }

    asio::io_context context;

private:
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    std::thread                                                thread_;
};

// Tells when a coroutine has ended: co_spawn(…, ended.handler()).
class Ended {
public:
    auto handler()
    {
        return [this](const std::exception_ptr& error) { error ? promise_.set_exception(error) : promise_.set_value(); };
    }
    bool within(std::chrono::milliseconds wait = patience) { return future_.wait_for(wait) == std::future_status::ready; }

private:
    std::promise<void> promise_;
    std::future<void>  future_ = promise_.get_future();
};

// The other side of the wire.
class Peer {
public:
    Peer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) { REQUIRE(socket_ >= 0); }
    explicit Peer(std::uint16_t port) : Peer() { connect(port); }
    Peer(const Peer&)            = delete;
    Peer& operator=(const Peer&) = delete;
    ~Peer() { hang_up(); }

    void connect(std::uint16_t port)
    {
        sockaddr_in address{};
        address.sin_family      = AF_INET;
        address.sin_port        = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    }

    // False when the other side has gone.
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    void half_close() { ::shutdown(socket_, SHUT_WR); }
    void hang_up()
    {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }

    // At least `size_bytes`, or fewer when the other side closes or `wait` passes.
    std::string receive(std::size_t size_bytes, std::chrono::milliseconds wait = patience)
    {
        const auto deadline = Time::now() + wait;
        while (received_.size() < size_bytes && !closed_ && !reset_ && read_once(deadline)) {}
        return std::exchange(received_, {});
    }
    // All there is until the other side closes.
    std::string receive_all() { return receive(std::string::npos); }

    [[nodiscard]] bool closed() const { return closed_; }  // in good order, as far as was received
    [[nodiscard]] bool reset() const { return reset_; }

private:
    bool read_once(Time::time_point deadline)
    {
        const auto left  = std::chrono::ceil<std::chrono::milliseconds>(deadline - Time::now());
        pollfd     ready = {.fd = socket_, .events = POLLIN, .revents = 0};
        if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) <= 0) return false;
        char          bytes[65536];
        const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
        closed_           = got == 0;
        reset_            = got < 0;
        if (got > 0) received_.append(bytes, static_cast<std::size_t>(got));
        if (closed_) half_close();  // as a polite peer does, so that nobody waits for it
        return true;
    }

    int         socket_;
    std::string received_;
    bool        closed_ = false;
    bool        reset_  = false;
};

// Messages end in '\n'; blanks before one belong to none; '!' can never be in a message.
// Counts the bytes it looks at, so that a test sees whether any are looked at twice.
struct ToyFramer {
    std::shared_ptr<std::atomic<std::size_t>> looked_at = std::make_shared<std::atomic<std::size_t>>(0);

    Result<Frame> operator()(std::string_view read_so_far, std::size_t searched) const
    {
        const std::size_t skip = std::min(read_so_far.find_first_not_of(' '), read_so_far.size());
        for (std::size_t i = std::max(skip, searched); i < read_so_far.size(); ++i) {
            ++*looked_at;
            if (read_so_far[i] == '!') return failure(ErrorCode::bad_input, "`!` is in no message");
            if (read_so_far[i] == '\n') return Frame{.skip = skip, .size = i + 1 - skip};
        }
        return Frame{.skip = skip, .size = 0};
    }
};

// Answers "x\n" with "<x>\n", and a message that was cut with "<x>cut\n".
inline asio::awaitable<Reply> echo(Delivery delivery)
{
    const bool whole = delivery.bytes.ends_with('\n');
    if (whole) delivery.bytes.pop_back();
    Reply reply{"<" + delivery.bytes + (whole ? ">\n" : ">cut\n")};
    co_return reply;
}

// An exchange that has begun and waits to be let go.
struct Gate {
    std::atomic<int>  entered = 0;
    std::atomic<bool> open    = false;

    asio::awaitable<void> pass()
    {
        ++entered;
        const auto         executor = co_await asio::this_coro::executor;
        asio::steady_timer timer(executor);
        while (!open) {
            timer.expires_after(1ms);
            co_await timer.async_wait(asio::use_awaitable);  // throws when cancelled: the test would see no reply
        }
    }
};

}  // namespace x278::net::test
