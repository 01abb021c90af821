// What every fuzz target shares: its one entry point, and how it says that a promise was broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

// Called with one input after another, by fuzz/driver.cpp or by libFuzzer. Returns 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace x278::fuzz {

// Ends the program, so that whoever drives it keeps the input.
inline void expect_nothing_wrong(const std::string& wrong)
{
    if (wrong.empty()) return;
    std::fprintf(stderr, "fuzz: %s\n", wrong.c_str());
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

}  // namespace x278::fuzz
