// `x278 serve` as partners and their operators meet it: slow, hasty, rude and interrupted.
#include "acceptance/support.hpp"
#include "bench/generate.hpp"
#include "net/loopback.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

namespace x278::acceptance {

namespace {

using net::test::Peer;

constexpr auto wait_max = std::chrono::milliseconds(patience);

std::string sample(const std::string& name) { return test::read_file(test::project() / "samples" / "inbox" / name); }

// Replies as they come, until there are `count` or the other side closes.
std::vector<Interchange> receive_interchanges(Peer& peer, std::size_t count)
{
    std::string bytes;
    while (true) {
        const std::string more = peer.receive(1, wait_max);
        bytes += more;
        auto found = whole_interchanges_in(bytes);
        if (found.size() >= count || more.empty()) return found;
    }
}

// The one reply to `request`, on a connection of its own.
Interchange ask(const Server& server, const std::string& request)
{
    Peer peer(server.port());
    REQUIRE(peer.send(request));
    auto replies = receive_interchanges(peer, 1);
    REQUIRE(replies.size() == 1);
    return replies.front();
}

// Requests about therapy, imaging, admissions …, each in an interchange of its own.
std::string many_requests(std::size_t count)
{
    return bench::generate({.requests = count, .per_interchange = 1, .members = 100});
}

// What was sent, or answered, in order.
std::vector<std::string> references_in(const std::vector<Interchange>& interchanges)
{
    std::vector<std::string> references;
    for (const Interchange& one : interchanges) references.push_back(one.first("BHT", 3));
    return references;
}

// How many requests the log of a server calls repeated.
std::size_t repeated_in(const std::string& log)
{
    std::size_t count = 0;
    for (std::size_t at = 0; (at = log.find(" repeated\n", at)) != std::string::npos; ++at) ++count;
    return count;
}

Certifications certifications_of(const std::vector<Interchange>& replies)
{
    Certifications all;
    for (const Interchange& reply : replies) all.merge(certifications_in(reply.text));
    return all;
}

void check_never_reused(const std::vector<Interchange>& earlier, const std::vector<Interchange>& later)
{
    for (const auto& [id, at] : {std::pair{"ISA", 13}, std::pair{"GS", 6}}) {
        std::set<std::string> numbers;
        for (const auto* replies : {&earlier, &later})
            for (const Interchange& reply : *replies) numbers.insert(reply.first(id, static_cast<std::size_t>(at)));
        CAPTURE(id);
        CHECK(numbers.size() == earlier.size() + later.size());
    }
}

// A folder with data, a plan that approves, and a server on them.
struct Fixture {
    TemporaryFolder folder;
    Arguments       arguments;

    Fixture()
    {
        arguments = approve_everything(folder.path());
        for (const std::string& word : {std::string("--data"), std::string("data"), std::string("--now"), now})
            arguments.push_back(word);
    }
};

}  // namespace

TEST_CASE("serve: a request that comes one byte at a time is answered like any other")
{
    const TemporaryFolder folder;
    Server                server(with_setup({}, ":memory:"), folder.path());
    const std::string     request = sample("physical-therapy-12-visits-after-an-accident.edi");

    const Interchange at_once = ask(server, request);
    CHECK(at_once.kind == "278");
    CHECK(at_once.first("HCR", 1) == "A1");

    Peer slow(server.port());
    for (const char& byte : sent_again(request, 900000001)) REQUIRE(slow.send({&byte, 1}));
    const auto replies = receive_interchanges(slow, 1);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].without_numbers() == at_once.without_numbers());
    slow.hang_up();  // then nobody waits for us to have read the last reply
    CHECK(server.stop().exit_status == 0);
}

TEST_CASE("serve: forty requests in one write get forty replies in their order")
{
    Fixture           fixture;
    Server            server(fixture.arguments, fixture.folder.path());
    const std::string requests = many_requests(40);

    Peer hasty(server.port());
    REQUIRE(hasty.send(requests));
    const auto replies = receive_interchanges(hasty, 40);
    CHECK(references_in(replies) == references_in(interchanges_in(requests)));
    for (const Interchange& reply : replies) {
        CHECK(reply.kind == "278");
        CHECK(reply.first("BHT", 2) == "11");
        CHECK(reply.first("HCR", 1) == "A1");
    }
    check_never_reused(replies, {});
    hasty.hang_up();
    CHECK(server.stop().exit_status == 0);
}

TEST_CASE("serve: garbage is closed, and costs the polite peer beside it nothing")
{
    const TemporaryFolder folder;
    Server                server(with_setup({}, ":memory:"), folder.path());
    const std::string     request = sample("physical-therapy-12-visits-after-an-accident.edi");
    const std::size_t     half    = request.size() / 2;

    Peer polite(server.port());
    REQUIRE(polite.send(request.substr(0, half)));
    {
        Peer leaver(server.port());
        REQUIRE(leaver.send(request.substr(0, half)));
    }
    const std::string a_web_browser = "GET / HTTP/1.1\r\nHost: payer\r\n\r\n";
    const std::string a_tls_client  = "\x16\x03\x01\x02";
    const std::string no_header     = "ISAAC ASKS: " + std::string(1000, '?');
    for (const std::string& garbage : {a_web_browser, a_tls_client, no_header}) {
        CAPTURE(garbage);
        Peer rude(server.port());
        rude.send(garbage);
        CHECK(rude.receive(std::string::npos, wait_max) == "");
        CHECK(rude.closed());
    }
    REQUIRE(polite.send(request.substr(half)));
    const auto replies = receive_interchanges(polite, 1);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].first("HCR", 1) == "A1");
    polite.hang_up();
    CHECK(server.stop().exit_status == 0);
}

TEST_CASE("serve: an interchange that ends before its trailer is refused by TA1 023")
{
    const TemporaryFolder folder;
    Server                server(with_setup({}, ":memory:"), folder.path());
    const std::string     request = sample("imaging-lumbar-mri.edi");

    Peer cut(server.port());
    REQUIRE(cut.send(request.substr(0, request.size() - 30)));
    cut.half_close();
    const auto replies = interchanges_in(cut.receive(std::string::npos, wait_max));
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].kind == "ta1");
    CHECK(replies[0].first("TA1", 1) == "101000104");  // its ISA13
    CHECK(replies[0].first("TA1", 4) == "R");
    CHECK(replies[0].first("TA1", 5) == "023");  // improper (premature) end of file
    CHECK(server.stop().exit_status == 0);
}

TEST_CASE("serve: a line break in what a sender calls itself writes no line of its own into the log")
{
    const TemporaryFolder folder;
    Server                server(with_setup({}, ":memory:"), folder.path());
    std::string           request = sample("imaging-lumbar-mri.edi");
    request.replace(35, 15, "X\n2026 error ha");  // ISA06

    Peer liar(server.port());
    REQUIRE(liar.send(request.substr(0, request.size() - 30)));
    liar.half_close();
    CHECK(interchanges_in(liar.receive(std::string::npos, wait_max)).at(0).kind == "ta1");
    const std::string log = server.stop().err;
    CHECK(log.find("sender=\"X\\n2026 error ha\"") != std::string::npos);
    CHECK(log.find("\n2026 error") == std::string::npos);
}

TEST_CASE("serve: told to stop with requests in flight, it answers what it accepted and nothing else")
{
    Fixture           fixture;
    const std::string requests = many_requests(400);

    std::vector<Interchange> before;
    {
        Server server(fixture.arguments, fixture.folder.path());
        Peer   peer(server.port());
        REQUIRE(peer.send(requests));
        before = receive_interchanges(peer, 1);
        REQUIRE(before.size() >= 1);
        server.program().signal(SIGTERM);
        const auto rest = interchanges_in(peer.receive(std::string::npos, wait_max));
        before.insert(before.end(), rest.begin(), rest.end());
        CHECK(peer.closed());
        CHECK(server.program().wait().exit_status == 0);
    }
    const auto sent = references_in(interchanges_in(requests));
    CHECK(references_in(before) == std::vector(sent.begin(), sent.begin() + static_cast<std::ptrdiff_t>(before.size())));

    // What the store knows now is what was accepted: exactly that was answered.
    Server server(fixture.arguments, fixture.folder.path());
    Peer   peer(server.port());
    REQUIRE(peer.send(requests));
    const auto after = receive_interchanges(peer, 400);
    CHECK(references_in(after) == sent);
    peer.hang_up();
    CHECK(repeated_in(server.stop().err) == before.size());
    check_never_reused(before, after);
}

TEST_CASE("serve: killed and started again, it answers a repeated request as before, under new control numbers")
{
    Fixture           fixture;
    const std::string requests = many_requests(400);

    std::vector<Interchange> before;
    {
        Server server(fixture.arguments, fixture.folder.path());
        Peer   peer(server.port());
        REQUIRE(peer.send(requests));
        before = receive_interchanges(peer, 5);
        REQUIRE(before.size() >= 5);
        server.kill();
    }
    Server server(fixture.arguments, fixture.folder.path());
    for (std::size_t i = 0; i < 5; ++i) {
        const auto        request = interchanges_in(requests).at(i);
        const Interchange reply   = ask(server, sent_again(request.text, 900000001 + static_cast<std::uint32_t>(i)));
        CHECK(reply.without_numbers() == before[i].without_numbers());
        CHECK(reply.first("HCR", 2) != "");
        check_never_reused(before, {reply});
    }
    Peer peer(server.port());
    REQUIRE(peer.send(requests));
    const auto after = receive_interchanges(peer, 400);
    REQUIRE(after.size() == 400);
    peer.hang_up();
    check_never_reused(before, after);

    // Every request has one certification number, and it is nobody else's.
    const auto            kept = certifications_of(before);
    const auto            all  = certifications_of(after);
    std::set<std::string> numbers;
    for (const auto& [reference, certified] : all) {
        CHECK(certified.size() == 1);
        numbers.insert(certified.begin(), certified.end());
    }
    CHECK(numbers.size() == 400);
    for (const auto& [reference, certified] : kept) CHECK(all.at(reference) == certified);
    CHECK(server.stop().exit_status == 0);
}

TEST_CASE("serve: a data folder belongs to one process at a time, and the second is told so")
{
    const TemporaryFolder folder;
    Server                server(with_setup({}, "data"), folder.path());
    test::write_file(folder.path() / "request.edi", sample("home-oxygen.edi"));

    for (const Arguments& second : {Arguments{"serve", "--listen", "127.0.0.1:0"}, Arguments{"process", "request.edi"}}) {
        CAPTURE(second[0]);
        const Ended refused = run(with_setup(second, "data"), folder.path());
        CHECK(refused.exit_status == 2);
        CHECK(refused.err
              == "x278: `data/store.sqlite` is in use by another process; stop that one, or give this one a folder of its own\n");
        CHECK(refused.out == "");
    }
    CHECK(ask(server, sample("home-oxygen.edi")).kind == "278");  // the first one serves on
    CHECK(server.stop().exit_status == 0);
}

TEST_CASE("serve: told to hang up, it decides by the plans as they stand now; a version that does not compile is refused")
{
    Fixture           fixture;
    Server            server(fixture.arguments, fixture.folder.path());
    const auto        requests = interchanges_in(many_requests(3));
    const Folder      file     = fixture.folder.path() / "plans" / "example" / "payer.rules";
    const std::string before   = test::read_file(file);
    const auto        logged   = [&](const std::string& words) {
        const auto until = std::chrono::steady_clock::now() + patience;
        while (server.program().err_so_far().find(words) == std::string::npos && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return server.program().err_so_far().find(words) != std::string::npos;
    };
    CHECK(ask(server, requests.at(0).text).first("HCR", 1) == "A1");

    std::string pends = before;
    pends.replace(pends.find("  approve\n"), 10, "  pend to nurse because 0V\n");
    test::write_file(file, pends);
    CHECK(ask(server, requests.at(1).text).first("HCR", 1) == "A1");  // not before it is told
    server.program().signal(SIGHUP);
    CHECK(logged("is in use instead of"));
    CHECK(ask(server, requests.at(2).text).first("HCR", 1) == "A4");

    test::write_file(file, before + "\nrule broken\n");
    server.program().signal(SIGHUP);
    CHECK(logged("refused; revision"));
    CHECK(server.program().err_so_far().find("rule broken") != std::string::npos);
    const auto more = interchanges_in(many_requests(4));
    CHECK(ask(server, more.at(3).text).first("HCR", 1) == "A4");
    CHECK(server.stop().exit_status == 0);
}

TEST_CASE("serve: what it cannot listen on, watch or read is said at once, with exit status 2")
{
    const TemporaryFolder folder;
    Server                server(with_setup({}, ":memory:"), folder.path());
    test::write_file(folder.path() / "file", "not a folder");
    const std::string taken = "127.0.0.1:" + std::to_string(server.port());

    struct Case {
        Arguments   arguments;
        std::string said;
    };
    const Case cases[] = {
        {{"serve"}, "x278: nothing to serve; expected --listen ADDRESS:PORT or --drop DIR\n"},
        {{"serve", "--listen", taken}, "`" + taken + "`"},
        {{"serve", "--listen", taken}, "in use"},
        {{"serve", "--listen", "payer"}, "`payer` is not an address to listen on: it has no port; expected"},
        {{"serve", "--listen", "127.0.0.1:99999"}, "the port is not a number from 0 to 65535"},
        {{"serve", "--drop", "file"}, "`file"},
        {{"serve", "--listen", "127.0.0.1:0", "--plans", "nowhere"}, "`nowhere` is no folder"},
    };
    for (const Case& tried : cases) {
        CAPTURE(tried.said);
        const Ended refused = run(with_setup(tried.arguments, ":memory:"), folder.path());
        CHECK(refused.exit_status == 2);
        CHECK(refused.err.find(tried.said) != std::string::npos);
        CHECK(refused.err.find("x278: ") != std::string::npos);
    }
    CHECK(server.stop().exit_status == 0);
}

}  // namespace x278::acceptance
