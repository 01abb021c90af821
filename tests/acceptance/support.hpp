// What the acceptance tests share: they know x278 only as a user does, by its command line,
// its files, its sockets and its exit status.
#pragma once

#include "support/files.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace x278::acceptance {

using test::TemporaryFolder;
using Arguments = std::vector<std::string>;
using Folder    = std::filesystem::path;

// Long enough for a loaded machine and sanitizers; no passing test waits for it.
inline constexpr std::chrono::seconds patience{240};

inline const std::string now = "2026-09-14T08:00:00-04:00";

// How a program ended.
struct Ended {
    int         exit_status     = -1;  // -1: a signal ended it
    int         signal          = 0;
    long        resident_kb_max = 0;  // of the child; at least what this process held when it was started
    double      seconds         = 0;
    std::string out;
    std::string err;
};

// x278, running in `folder`. Killed when this goes, and when the tests themselves are killed.
class Program {
public:
    Program(const Arguments&                          arguments,
            const Folder&                             folder,
            std::string_view                          input       = {},
            const std::map<std::string, std::string>& environment = {});
    ~Program();
    Program(const Program&)            = delete;
    Program& operator=(const Program&) = delete;

    // Fails the test when it has not ended within `patience`.
    const Ended& wait();

    // False once it has ended.
    [[nodiscard]] bool running();

    void signal(int number) const;

    [[nodiscard]] std::string err_so_far() const;

private:
    bool reap(int options);

    TemporaryFolder                       streams_;
    pid_t                                 child_ = -1;
    bool                                  ended_ = false;
    Ended                                 how_;
    std::chrono::steady_clock::time_point began_;
};

Ended run(const Arguments&                          arguments,
          const Folder&                             folder,
          std::string_view                          input       = {},
          const std::map<std::string, std::string>& environment = {});

// `x278 serve` on a port of the system's choice, ready to be connected to.
class Server {
public:
    // `arguments` follow `serve --listen 127.0.0.1:0`.
    Server(const Arguments& arguments, const Folder& folder);

    [[nodiscard]] std::uint16_t port() const { return port_; }
    Program&                    program() { return program_; }

    // SIGTERM, and how it ended.
    const Ended& stop();
    // SIGKILL; nothing of it runs any more when this returns.
    void kill();

private:
    Program       program_;
    std::uint16_t port_ = 0;
};

// `--data DATA --reference samples/reference --now NOW`, after `first`.
Arguments with_setup(Arguments first, const Folder& data);

// One segment: its id and its elements.
using Segment = std::vector<std::string>;

// An interchange that x278 wrote, taken apart without any of its own code.
struct Interchange {
    std::string          text;
    std::vector<Segment> segments;
    std::string          kind;  // "ta1", "999", "278", as the endings of reply files

    // Element `at` of every segment `id` that has one, in order.
    [[nodiscard]] std::vector<std::string> all(std::string_view id, std::size_t at) const;
    // Of the first one; "" when there is none.
    [[nodiscard]] std::string first(std::string_view id, std::size_t at) const;
    // Its segments without the control numbers of interchange and group.
    [[nodiscard]] std::string without_numbers() const;
};

// Fails the test when `replies` hold anything but whole interchanges.
std::vector<Interchange> interchanges_in(std::string_view replies);

// The whole interchanges at the beginning of what may have been cut anywhere.
std::vector<Interchange> whole_interchanges_in(std::string_view cut);

// The segments of an interchange as far as they are whole; nothing when its header is not.
std::vector<Segment> segments_of(std::string_view interchange);

// `request` as a later interchange: another ISA13 and IEA02, nothing else.
std::string sent_again(std::string request, std::uint32_t control_number);

// The names of everything in `folder`, hidden ones included.
std::set<std::string> names_in(const Folder& folder);

// A plan that approves whatever is asked, and reference data that covers the members of generated
// requests: every answer then carries a certification number. Returns `--plans … --reference …`.
Arguments approve_everything(const Folder& folder);

// BHT03 to the certification numbers (HCR02) of its answer, from 278 responses that may be cut.
using Certifications = std::map<std::string, std::set<std::string>>;
Certifications certifications_in(std::string_view responses);

}  // namespace x278::acceptance

// How a failed comparison shows names.
template <>
struct doctest::StringMaker<std::set<std::string>> {
    static String convert(const std::set<std::string>& names)
    {
        std::string all;
        for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
        return ("{" + all + "}").c_str();
    }
};
