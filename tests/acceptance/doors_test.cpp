// The same bytes by every door: files, a socket, the drop folder.
//
// Each door has a store of its own and gets every sample in the same order, so that even the
// control and certification numbers must agree.
#include "acceptance/support.hpp"
#include "edi/reader.hpp"
#include "net/loopback.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>

namespace x278::acceptance {

namespace {

using net::test::eventually;
using net::test::Peer;

constexpr const char* kinds[] = {"ta1", "999", "278"};

struct Sample {
    std::string name;  // 007-home-oxygen.edi: no two have one stem, and their order is the same everywhere
    std::string bytes;
};

std::vector<Sample> samples()
{
    std::vector<Sample> found;
    for (const auto& path : test::all_samples()) {
        char number[8];
        std::snprintf(number, sizeof number, "%03zu-", found.size());
        found.push_back({number + path.filename().string(), test::read_file(path)});
    }
    REQUIRE(found.size() >= 20);
    return found;
}

void put_in(const Folder& folder, const std::vector<Sample>& all)
{
    for (const Sample& sample : all) test::write_file(folder / sample.name, sample.bytes);
}

std::string reply_name(const Sample& sample, const std::string& kind)
{
    return std::filesystem::path(sample.name).stem().string() + "." + kind;
}

// Everything x278 sends on a connection that carries one sample and is then closed by us.
std::string ask(std::uint16_t port, const std::string& bytes)
{
    Peer peer(port);
    peer.send(bytes);
    peer.half_close();
    std::string replies = peer.receive_all();
    REQUIRE(peer.closed());
    return replies;
}

std::string of_kind(const std::vector<Interchange>& replies, const std::string& kind)
{
    std::string all;
    for (const Interchange& reply : replies)
        if (reply.kind == kind) all += reply.text;
    return all;
}

void answer_by_drop_folder(const Folder& folder, std::size_t files)
{
    Server server(with_setup({"--drop", (folder / "drop").string()}, folder / "drop-data"), folder);
    REQUIRE(eventually(
        [&] { return names_in(folder / "drop" / "done").size() + names_in(folder / "drop" / "failed").size() >= files; }));
    CHECK(server.stop().exit_status == 0);
}

// A number that comes twice in one file is refused the second time; on a socket each interchange is an input of its own.
bool repeats_a_number(const Sample& sample)
{
    std::set<std::string> numbers;
    edi::Reader           reader(edi::source_of(sample.bytes));
    while (const auto event = reader.next()) {
        const auto* header = *event ? std::get_if<edi::InterchangeHeader>(&**event) : nullptr;
        if (header != nullptr && !numbers.emplace(header->control_number()).second) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("doors: every sample gets the same bytes from process, a socket and the drop folder")
{
    const TemporaryFolder folder;
    auto                  all = samples();
    std::erase_if(all, repeats_a_number);
    put_in(folder.path() / "inbox", all);
    put_in(folder.path() / "drop", all);

    run(with_setup({"process", "--quiet", "--out", "out", "inbox"}, folder.path() / "process-data"), folder.path());
    answer_by_drop_folder(folder.path(), all.size());
    Server socket(with_setup({}, folder.path() / "socket-data"), folder.path());

    std::size_t answered = 0;
    for (const Sample& sample : all) {
        const auto by_socket = interchanges_in(ask(socket.port(), sample.bytes));
        answered += by_socket.size();
        for (const std::string kind : kinds) {
            CAPTURE(sample.name);
            CAPTURE(kind);
            const std::string name    = reply_name(sample, kind);
            const std::string by_file = test::read_file(folder.path() / "out" / name);
            CHECK(of_kind(by_socket, kind) == by_file);
            CHECK(test::read_file(folder.path() / "drop" / "replies" / name) == by_file);
        }
    }
    CHECK(answered >= 20);
    CHECK(socket.stop().exit_status == 0);
}

TEST_CASE("doors: a request repeated at another door gets the determination it got at the first")
{
    const TemporaryFolder folder;
    const std::string     sample  = "physical-therapy-29-visits";
    const std::string     request = test::read_file(test::project() / "samples" / "inbox" / (sample + ".edi"));
    const auto            data    = folder.path() / "data";
    test::write_file(folder.path() / "first.edi", request);

    REQUIRE(run(with_setup({"process", "--out", "out", "first.edi"}, data), folder.path()).exit_status == 0);
    const auto by_file = interchanges_in(test::read_file(folder.path() / "out" / "first.278"));
    REQUIRE(by_file.size() == 1);
    REQUIRE(by_file[0].first("HCR", 1) == "A6");  // certified as modified: 26 of 29 visits
    REQUIRE(by_file[0].first("HCR", 2) != "");

    test::write_file(folder.path() / "drop" / "again.edi", sent_again(request, 900000001));
    Server     server(with_setup({"--drop", "drop"}, data), folder.path());
    const auto by_socket = interchanges_in(ask(server.port(), sent_again(request, 900000002)));
    REQUIRE(by_socket.size() == 1);
    CHECK(by_socket[0].without_numbers() == by_file[0].without_numbers());
    CHECK(by_socket[0].first("ISA", 13) != by_file[0].first("ISA", 13));

    REQUIRE(eventually([&] { return names_in(folder.path() / "drop" / "done").contains("again.edi"); }));
    const auto by_drop = interchanges_in(test::read_file(folder.path() / "drop" / "replies" / "again.278"));
    REQUIRE(by_drop.size() == 1);
    CHECK(by_drop[0].without_numbers() == by_file[0].without_numbers());
    CHECK(server.stop().exit_status == 0);
}

}  // namespace x278::acceptance
