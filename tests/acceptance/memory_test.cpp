// The program's memory is bounded, however large the input.
//
// 20 MB by default, ten times what may be held for one commit, which takes seconds even in a
// build that is not optimized; X278_LONG_TESTS=1 makes it 200 MB. The bound is the same, because
// memory must not grow with the input.
#include "acceptance/support.hpp"
#include "bench/generate.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>

namespace x278::acceptance {

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool memory_is_measurable = false;  // what would be measured is the sanitizer's
#else
constexpr bool memory_is_measurable = true;
#endif

constexpr long resident_kb_max = 64 * 1024;

// Piece by piece: what this process holds when it starts a program is counted as that program's.
std::uint64_t write_requests(const std::filesystem::path& file, std::uint64_t bytes)
{
    std::ofstream    out(file, std::ios::binary);
    bench::Generator generator({.bytes = bytes, .members = 100});
    std::uint64_t    requests = 0;
    for (std::string piece; generator.next(piece); piece.clear(), ++requests) out << piece;
    REQUIRE(out.flush().good());
    return requests;
}

}  // namespace

TEST_CASE("memory: a large file is answered, durably, in less than 64 MB")
{
    const bool            large = std::getenv("X278_LONG_TESTS") != nullptr;
    const std::uint64_t   bytes = large ? 200'000'000 : 20'000'000;
    const TemporaryFolder folder;
    const std::uint64_t   requests  = write_requests(folder.path() / "large.edi", bytes);
    Arguments             arguments = approve_everything(folder.path());
    for (const char* word : {"--data", "data", "--out", "out", "--now", now.c_str(), "--quiet", "large.edi"})
        arguments.emplace_back(word);
    arguments.insert(arguments.begin(), "process");

    const Ended ended = run(arguments, folder.path());
    CHECK(ended.exit_status == 0);
    CHECK(ended.err == "");
    CHECK(names_in(folder.path() / "out") == std::set<std::string>{"large.278"});
    CHECK(std::filesystem::file_size(folder.path() / "out" / "large.278") > bytes / 2);  // and it was answered
    const std::string size = std::to_string(bytes / 1'000'000) + " MB";
    MESSAGE(size << ", " << requests << " requests: " << ended.seconds << " s, " << static_cast<double>(requests) / ended.seconds
                 << " requests/s, " << ended.resident_kb_max / 1024 << " MB resident");
    if (memory_is_measurable) CHECK(ended.resident_kb_max < resident_kb_max);
}

}  // namespace x278::acceptance
