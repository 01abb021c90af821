#include "net/endpoint.hpp"
#include "net/listener.hpp"

#include "loopback.hpp"

#include <thread>
#include <vector>

#include <sys/resource.h>

using namespace x278;
using namespace x278::net;
using namespace x278::net::test;

namespace {

// An open door, accepting.
class Door {
public:
    explicit Door(Exchange exchange = echo, ListenerLimits limits = quick())
    {
        auto opened = Listener::open(loop.context.get_executor(), "127.0.0.1:0", ToyFramer{}, std::move(exchange), limits);
        REQUIRE(opened);
        listener = std::move(*opened);
        port     = parse_endpoint(listener->address())->port();
        asio::co_spawn(loop.context, listener->run(), ended.handler());
    }
    ~Door() { loop.end(); }

    static ListenerLimits quick()
    {
        ListenerLimits limits;
        limits.accept_pause       = 5ms;
        limits.drain_max          = patience;
        limits.session.linger_max = patience;
        return limits;
    }

    void stop()
    {
        loop.call([&] { listener->stop(); });
    }

    Loop                      loop;
    Ended                     ended;
    std::unique_ptr<Listener> listener;
    std::uint16_t             port = 0;
};

}  // namespace

TEST_CASE("endpoint: addresses are read and written alike")
{
    for (const std::string text : {"127.0.0.1:7278", "0.0.0.0:0", "[::1]:65535", "[::]:1"}) {
        CAPTURE(text);
        const auto endpoint = parse_endpoint(text);
        REQUIRE(endpoint);
        CHECK(to_text(*endpoint) == text);
    }
}

TEST_CASE("endpoint: what is not an address is refused with the reason and an example")
{
    struct Case {
        std::string text, why;
    };
    for (const auto& [text, why] :
         {Case{"127.0.0.1", "it has no port"}, Case{"", "it has no port"},
          Case{"127.0.0.1:", "the port is not a number from 0 to 65535"},
          Case{"127.0.0.1:65536", "the port is not a number from 0 to 65535"},
          Case{"127.0.0.1:-1", "the port is not a number from 0 to 65535"},
          Case{"127.0.0.1:72 78", "the port is not a number from 0 to 65535"},
          Case{"::1:7278", "an IPv6 address stands in brackets"}, Case{"localhost:7278", "`localhost` is not an IP address"},
          Case{"[127.0.0.1]:7278", "`127.0.0.1` is not an IP address"}, Case{":7278", "`` is not an IP address"}}) {
        CAPTURE(text);
        const auto endpoint = parse_endpoint(text);
        REQUIRE_FALSE(endpoint);
        CHECK(endpoint.error().code == ErrorCode::bad_input);
        CHECK(endpoint.error().message
              == "`" + text + "` is not an address to listen on: " + why
                     + "; expected an address and a port, as in `127.0.0.1:7278` or `[::1]:7278`");
    }
}

TEST_CASE("listener: an address in use is refused, and so is one that is not ours")
{
    Door       door;
    const auto open = [&](const std::string& address) {
        return Listener::open(door.loop.context.get_executor(), address, ToyFramer{}, echo);
    };
    const auto taken = open(door.listener->address());
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::unavailable);
    CHECK(taken.error().message
          == "cannot listen on `" + door.listener->address()
                 + "`: address already in use; choose another address or port, or stop what holds this one");
    const auto foreign = open("192.0.2.1:0");  // RFC 5737: nobody's
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().message.starts_with("cannot listen on `192.0.2.1:0`: cannot assign requested address"));
    const auto unreadable = open("nowhere");
    REQUIRE_FALSE(unreadable);
    CHECK(unreadable.error().code == ErrorCode::bad_input);
}

TEST_CASE("listener: a garbage peer does not disturb a polite one")
{
    Door        door;
    Peer        garbage(door.port);
    Peer        polite(door.port);
    std::string noise;
    for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * 7919 >> 3);
    for (int i = 0; i < 20; ++i) {
        garbage.send(noise);
        REQUIRE(polite.send("please " + std::to_string(i) + "\n"));
        const std::string expected = "<please " + std::to_string(i) + ">\n";
        CHECK(polite.receive(expected.size()) == expected);
    }
    garbage.receive_all();
    CHECK((garbage.closed() || garbage.reset()));
}

TEST_CASE("listener: at connections_max the next one waits until one ends")
{
    auto limits            = Door::quick();
    limits.connections_max = 2;
    Door door(echo, limits);

    Peer first(door.port), second(door.port);
    for (Peer* peer : {&first, &second}) {
        REQUIRE(peer->send("a\n"));
        REQUIRE(peer->receive(4) == "<a>\n");
    }
    Peer third(door.port);
    REQUIRE(third.send("me too\n"));
    CHECK(third.receive(1, 50ms).empty());
    CHECK_FALSE(third.closed());

    first.hang_up();
    CHECK(third.receive(9) == "<me too>\n");
    REQUIRE(second.send("still here\n"));
    CHECK(second.receive(13) == "<still here>\n");
}

TEST_CASE("listener: running out of descriptors delays a connection and loses none")
{
    Door door;
    Peer peer;  // has its descriptor already

    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    std::vector<int> held;  // every descriptor there is, also those that earlier tests are still giving back
    const int        next_free = ::dup(0);
    const rlimit     few_left{static_cast<rlim_t>(next_free) + 16, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &few_left) == 0);
    for (int round = 0; round < 3; ++round) {
        for (int taken = ::dup(0); taken >= 0; taken = ::dup(0)) held.push_back(taken);
        std::this_thread::sleep_for(5ms);
    }
    peer.connect(door.port);
    const bool sent  = peer.send("patient\n");
    const auto early = peer.receive(1, 30ms);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
    held.push_back(next_free);
    for (const int taken : held) ::close(taken);

    CHECK(sent);
    CHECK(early.empty());
    CHECK(peer.receive(10) == "<patient>\n");
}

TEST_CASE("listener: stopped, it takes no new connection and finishes what it has accepted")
{
    Gate gate;
    Door door([&](Delivery delivery) -> asio::awaitable<Reply> {
        co_await gate.pass();
        Reply reply{delivery.bytes};
        co_return reply;
    });
    Peer busy(door.port), idle(door.port);
    REQUIRE(busy.send("in hand\n"));
    REQUIRE(eventually([&] { return gate.entered == 1; }));

    door.stop();
    CHECK(idle.receive_all().empty());
    CHECK_FALSE(door.ended.within(20ms));
    const int   late = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family      = AF_INET;
    address.sin_port        = htons(door.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(::connect(late, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0);
    CHECK(errno == ECONNREFUSED);
    ::close(late);

    gate.open = true;
    CHECK(busy.receive_all() == "in hand\n");
    CHECK(busy.closed());
    CHECK(door.ended.within());
}

TEST_CASE("listener: an exchange that does not end does not hold the stop for ever")
{
    Gate gate;  // never opened
    auto limits      = Door::quick();
    limits.drain_max = 50ms;
    Door door(
        [&](Delivery) -> asio::awaitable<Reply> {
            co_await gate.pass();
            co_return Reply{};
        },
        limits);
    Peer peer(door.port);
    REQUIRE(peer.send("forever\n"));
    REQUIRE(eventually([&] { return gate.entered == 1; }));
    door.stop();
    CHECK(door.ended.within());
    door.loop.call([&] { door.listener.reset(); });  // the session outlives it
    gate.open = true;
    peer.receive_all();
    CHECK(peer.closed());
}

TEST_CASE("listener: stopped with nobody there, it ends at once")
{
    Door door;
    door.stop();
    CHECK(door.ended.within());
}

TEST_CASE("listener: many connections at once are all answered")
{
    Door                               door;
    std::vector<std::unique_ptr<Peer>> peers;
    for (int i = 0; i < 100; ++i) {
        peers.push_back(std::make_unique<Peer>(door.port));
        REQUIRE(peers.back()->send(std::to_string(i + 100) + "\n"));
    }
    for (int i = 0; i < 100; ++i) CHECK(peers[static_cast<std::size_t>(i)]->receive(6) == "<" + std::to_string(i + 100) + ">\n");
}
