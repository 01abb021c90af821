// Valid 005010X217 requests, as many as wanted, the same bytes for the same options.
//
// About 40 segments and 1 KB each, a mix of twelve kinds of care; a quarter are about a
// dependent. Names, members and providers do not exist.
#pragma once

#include "bench/people.hpp"
#include "edi/delimiters.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace x278::bench {

struct GeneratorOptions {
    std::uint64_t   seed            = 1;
    std::uint64_t   requests        = 1'000;
    std::uint64_t   bytes           = 0;  // when not 0: as many requests as it takes to reach this size, instead
    std::uint64_t   per_group       = 0;  // transaction sets in a functional group; 0: all of the interchange, up to 999,999
    std::uint64_t   per_interchange = 0;  // transaction sets in an interchange; 0: all
    std::uint64_t   members         = 100'000;  // the patients are members 0 to members - 1
    edi::Delimiters separators{};               // four different characters that `may_separate`
};

// False for letters, digits, and what stands in the data: blank, full stop and hyphen.
[[nodiscard]] bool may_separate(char c) noexcept;

class Generator {
public:
    explicit Generator(const GeneratorOptions& options);

    // Appends the next request, with the envelope that begins before it or ends after it.
    // False, and nothing appended, when there is none left.
    bool next(std::string& out);

private:
    void open_interchange(std::string& out);
    void open_group(std::string& out);
    void close_group(std::string& out);
    void close_interchange(std::string& out);

    [[nodiscard]] bool is_last() const;

    GeneratorOptions options_;
    Dice             dice_;
    std::uint64_t    made_                = 0;  // requests so far
    std::uint64_t    bytes_made_          = 0;
    std::uint64_t    interchange_number_  = 0;  // ISA13 of the open interchange
    std::uint64_t    group_number_        = 0;  // GS06 of the open group
    std::uint64_t    sets_in_group_       = 0;
    std::uint64_t    sets_in_interchange_ = 0;
    std::uint64_t    groups_              = 0;  // in the open interchange
    bool             done_                = false;
};

// Everything at once, for tests.
[[nodiscard]] std::string generate(const GeneratorOptions& options);

}  // namespace x278::bench
