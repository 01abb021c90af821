#include "net/session.hpp"

#include "loopback.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <mutex>
#include <vector>

using namespace x278;
using namespace x278::net;
using namespace x278::net::test;
using tcp = asio::ip::tcp;

namespace {

// Limits that no test reaches by accident, for the test to lower.
SessionLimits patient() { return {.idle_max = patience, .message_max = patience, .write_max = patience, .linger_max = patience}; }

// One session and the peer it serves.
class Conversation {
public:
    explicit Conversation(Exchange exchange = echo, SessionLimits limits = patient())
    {
        tcp::acceptor acceptor(loop_.context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        peer.connect(acceptor.local_endpoint().port());
        tcp::socket socket = acceptor.accept();

        auto session = run_session(std::move(socket), framer, recorded(std::move(exchange)), limits);
        asio::co_spawn(loop_.context, std::move(session), asio::bind_cancellation_slot(signal_.slot(), ended.handler()));
    }

    void cancel()
    {
        loop_.call([&] { signal_.emit(asio::cancellation_type::all); });
    }

    std::vector<std::string> delivered()
    {
        const std::lock_guard lock(mutex_);
        return delivered_;
    }

    ToyFramer framer;
    Peer      peer;
    Ended     ended;

private:
    Exchange recorded(Exchange exchange)
    {
        return [this, exchange = std::move(exchange)](Delivery delivery) {
            const std::lock_guard lock(mutex_);
            delivered_.push_back(delivery.bytes);
            return exchange(std::move(delivery));
        };
    }

    std::mutex                mutex_;
    std::vector<std::string>  delivered_;
    asio::cancellation_signal signal_;
    Loop                      loop_;  // last, so that it has ended before what it uses goes
};

}  // namespace

TEST_CASE("session: a message that comes one byte at a time is answered, and each byte is looked at once")
{
    Conversation      talk;
    const std::string message = std::string(300, 'x') + "\n";
    for (const char byte : message) {
        REQUIRE(talk.peer.send({&byte, 1}));
        if (byte == 'x') std::this_thread::sleep_for(20us);  // mostly a packet each
    }
    CHECK(talk.peer.receive(303) == "<" + std::string(300, 'x') + ">\n");
    CHECK(*talk.framer.looked_at == message.size());
}

TEST_CASE("session: a message is found wherever it was split")
{
    const std::string two = "alpha\nbe\n";
    for (std::size_t at = 1; at < two.size(); ++at) {
        CAPTURE(at);
        Conversation talk;
        REQUIRE(talk.peer.send(two.substr(0, at)));
        REQUIRE(eventually([&] { return *talk.framer.looked_at == at; }));  // it has read the first part
        REQUIRE(talk.peer.send(two.substr(at)));
        talk.peer.half_close();
        CHECK(talk.peer.receive_all() == "<alpha>\n<be>\n");
    }
}

TEST_CASE("session: forty messages in one write are answered in their order")
{
    Conversation talk;
    std::string  messages, replies;
    for (int i = 0; i < 40; ++i) {
        messages += "message " + std::to_string(i) + "\n";
        replies += "<message " + std::to_string(i) + ">\n";
    }
    REQUIRE(talk.peer.send(messages));
    CHECK(talk.peer.receive(replies.size()) == replies);
    CHECK(*talk.framer.looked_at == messages.size());

    REQUIRE(talk.peer.send("one more\n"));  // the connection goes on
    CHECK(talk.peer.receive(11) == "<one more>\n");
}

TEST_CASE("session: the next message waits until the one before is answered")
{
    Gate         gate;
    Conversation talk([&](Delivery delivery) -> asio::awaitable<Reply> {
        co_await gate.pass();
        Reply reply{delivery.bytes};
        co_return reply;
    });
    REQUIRE(talk.peer.send("a\nb\n"));
    REQUIRE(eventually([&] { return gate.entered == 1; }));
    CHECK(talk.peer.receive(1, 30ms).empty());
    CHECK(gate.entered == 1);
    gate.open = true;
    CHECK(talk.peer.receive(4) == "a\nb\n");
    CHECK(gate.entered == 2);
}

TEST_CASE("session: what stands between messages is delivered with none")
{
    Conversation talk;
    REQUIRE(talk.peer.send("  a\n   b\n   "));
    talk.peer.half_close();
    CHECK(talk.peer.receive_all() == "<a>\n<b>\n");
    CHECK(talk.delivered() == std::vector<std::string>{"a\n", "b\n"});
    CHECK(talk.ended.within());
}

TEST_CASE("session: a peer that has closed its side still gets its reply")
{
    Gate         gate;
    Conversation talk([&](Delivery delivery) -> asio::awaitable<Reply> {
        co_await gate.pass();
        Reply reply{delivery.bytes};
        co_return reply;
    });
    REQUIRE(talk.peer.send("late\n"));
    talk.peer.half_close();
    REQUIRE(eventually([&] { return gate.entered == 1; }));
    gate.open = true;
    CHECK(talk.peer.receive_all() == "late\n");
    CHECK(talk.peer.closed());
    CHECK(talk.ended.within());
}

TEST_CASE("session: what is left at the end of the stream is answered as it is")
{
    Conversation talk;
    REQUIRE(talk.peer.send("whole\ncut off"));
    talk.peer.half_close();
    CHECK(talk.peer.receive_all() == "<whole>\n<cut off>cut\n");
    CHECK(talk.peer.closed());
    CHECK(talk.ended.within());
}

TEST_CASE("session: a peer that sends nothing is owed nothing")
{
    Conversation talk;
    talk.peer.half_close();
    CHECK(talk.peer.receive_all().empty());
    CHECK(talk.peer.closed());
    CHECK(talk.delivered().empty());
    CHECK(talk.ended.within());
}

TEST_CASE("session: what can never be a message is answered, then the connection ends")
{
    Conversation talk;
    REQUIRE(talk.peer.send("good\nba!d\nnever looked at\n"));
    CHECK(talk.peer.receive_all() == "<good>\n<ba!d\nnever looked at>\n");
    CHECK(talk.peer.closed());
    CHECK_FALSE(talk.peer.reset());
    CHECK(talk.ended.within());
}

TEST_CASE("session: a message of the largest size is answered")
{
    SessionLimits limits     = patient();
    limits.message_bytes_max = 1000;
    Conversation talk(echo, limits);
    REQUIRE(talk.peer.send(std::string(999, 'x') + "\nnext\n"));
    CHECK(talk.peer.receive(1009) == "<" + std::string(999, 'x') + ">\n<next>\n");
}

TEST_CASE("session: one byte more than the largest size is delivered cut, answered, and ends the connection")
{
    SessionLimits limits     = patient();
    limits.message_bytes_max = 1000;
    for (const std::string& rest : {std::string("\nnext\n"), std::string(2'000'000, 'x')}) {
        CAPTURE(rest.size());
        Conversation talk(echo, limits);
        talk.peer.send(std::string(1000, 'x') + rest);
        CHECK(talk.peer.receive_all() == "<" + std::string(1000, 'x') + ">cut\n");
        CHECK(talk.delivered().size() == 1);
        CHECK(talk.ended.within());
    }
}

TEST_CASE("session: a large message is whole, whatever the packets")
{
    Conversation      talk;
    const std::string message(3'000'000, 'y');
    REQUIRE(talk.peer.send(message + "\n"));
    CHECK(talk.peer.receive(message.size() + 3) == "<" + message + ">\n");
    CHECK(*talk.framer.looked_at == message.size() + 1);
    REQUIRE(talk.peer.send("small\n"));
    CHECK(talk.peer.receive(8) == "<small>\n");
}

TEST_CASE("session: silence between messages ends the connection, and line breaks are silence")
{
    SessionLimits limits = patient();
    limits.idle_max      = 60ms;
    Conversation talk(echo, limits);
    REQUIRE(talk.peer.send("a\n"));
    CHECK(talk.peer.receive(4) == "<a>\n");
    while (talk.peer.receive(1, 10ms).empty() && !talk.peer.closed() && talk.peer.send(" ")) {}
    CHECK(talk.peer.closed());
    CHECK(talk.delivered() == std::vector<std::string>{"a\n"});
    CHECK(talk.ended.within());
}

TEST_CASE("session: line breaks without pause are silence too, and none of them is kept")
{
    SessionLimits limits     = patient();
    limits.idle_max          = 60ms;
    limits.linger_max        = 60ms;
    limits.message_bytes_max = 10;
    Conversation talk(echo, limits);
    while (talk.peer.send(std::string(100'000, ' '))) {}  // until it is reset
    CHECK(talk.ended.within());
    CHECK(talk.delivered().empty());
}

TEST_CASE("session: a message that does not end in time is answered as it is")
{
    SessionLimits limits = patient();
    limits.message_max   = 60ms;
    Conversation talk(echo, limits);
    REQUIRE(talk.peer.send("slo"));
    CHECK(talk.peer.receive_all() == "<slo>cut\n");
    CHECK(talk.peer.closed());
    CHECK(talk.ended.within());
}

TEST_CASE("session: dripping bytes do not prolong a message")
{
    SessionLimits limits = patient();
    limits.message_max   = 60ms;
    Conversation talk(echo, limits);
    while (talk.peer.send("x") && talk.peer.receive(1, 5ms).empty() && !talk.peer.closed()) {}
    talk.peer.receive_all();
    CHECK(talk.peer.closed());
    CHECK(talk.ended.within());
    CHECK(talk.delivered().size() == 1);
}

TEST_CASE("session: a peer that never reads is given up")
{
    SessionLimits limits = patient();
    limits.write_max     = 60ms;
    Conversation talk(
        [](Delivery) -> asio::awaitable<Reply> {
            Reply reply{std::string(32 * 1024 * 1024, 'z')};
            co_return reply;
        },
        limits);
    REQUIRE(talk.peer.send("give me much\nand more\n"));
    CHECK(talk.ended.within());
    CHECK(talk.delivered().size() == 1);
    CHECK(talk.peer.receive_all().size() < 32 * 1024 * 1024);
    CHECK(talk.peer.reset());
}

TEST_CASE("session: a peer that never stops sending is given up when the connection is to end")
{
    SessionLimits limits = patient();
    limits.linger_max    = 60ms;
    Conversation talk(echo, limits);
    REQUIRE(talk.peer.send("!"));
    while (talk.peer.send(std::string(10'000, 'x'))) {}  // until it is reset
    CHECK(talk.ended.within());
    CHECK(talk.delivered().size() == 1);
}

TEST_CASE("session: a peer that vanishes harms nobody")
{
    Gate         gate;
    Conversation talk([&](Delivery delivery) -> asio::awaitable<Reply> {
        co_await gate.pass();
        Reply reply{std::string(1'000'000, 'x') + delivery.bytes};
        co_return reply;
    });
    REQUIRE(talk.peer.send("a\nb\n"));
    REQUIRE(eventually([&] { return gate.entered == 1; }));
    talk.peer.hang_up();
    gate.open = true;
    CHECK(talk.ended.within());
}

TEST_CASE("session: an exchange that throws ends its connection and nothing else")
{
    Conversation talk([](Delivery delivery) -> asio::awaitable<Reply> {
        if (delivery.bytes == "bad\n") throw std::runtime_error("a broken promise");
        Reply reply{delivery.bytes};
        co_return reply;
    });
    REQUIRE(talk.peer.send("good\nbad\n"));
    CHECK(talk.peer.receive_all() == "good\n");
    CHECK(talk.ended.within());
}

TEST_CASE("session: no reply is sent where none is owed, and the next message is answered")
{
    Conversation talk([](Delivery delivery) -> asio::awaitable<Reply> {
        Reply reply{delivery.bytes == "quiet\n" ? "" : delivery.bytes};
        co_return reply;
    });
    REQUIRE(talk.peer.send("quiet\nloud\n"));
    CHECK(talk.peer.receive(5) == "loud\n");
}

TEST_CASE("session: cancelled while it waits, it closes")
{
    for (const std::string sent : {"", "half a mess"}) {
        CAPTURE(sent);
        Conversation talk;
        REQUIRE(talk.peer.send(sent));
        REQUIRE(eventually([&] { return *talk.framer.looked_at == sent.size(); }));
        talk.cancel();
        CHECK(talk.peer.receive_all().empty());
        CHECK(talk.peer.closed());
        CHECK(talk.delivered().empty());
        CHECK(talk.ended.within());
    }
}

TEST_CASE("session: cancelled within an exchange, it finishes it, sends the reply and closes")
{
    Gate         gate;
    Conversation talk([&](Delivery delivery) -> asio::awaitable<Reply> {
        co_await gate.pass();
        Reply reply{std::string(8'000'000, 'x') + delivery.bytes};  // more than the wire takes at once
        co_return reply;
    });
    REQUIRE(talk.peer.send("in hand\nnot yet\n"));
    REQUIRE(eventually([&] { return gate.entered == 1; }));
    talk.cancel();
    talk.cancel();  // being asked twice changes nothing
    CHECK_FALSE(talk.ended.within(20ms));
    gate.open = true;
    CHECK(talk.peer.receive_all() == std::string(8'000'000, 'x') + "in hand\n");
    CHECK(talk.peer.closed());
    CHECK(talk.delivered() == std::vector<std::string>{"in hand\n"});
    CHECK(talk.ended.within());
}

TEST_CASE("session: the peer is named for the log")
{
    std::promise<std::string> peer;
    Conversation              talk([&](Delivery delivery) -> asio::awaitable<Reply> {
        peer.set_value(delivery.peer);
        co_return Reply{};
    });
    REQUIRE(talk.peer.send("who\n"));
    CHECK(peer.get_future().get().starts_with("tcp 127.0.0.1:"));
}
