// Does the reader tell what a plain splitter tells, whatever the bytes and however they are cut?
#include "fuzz/plain_reader.hpp"
#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    x278::fuzz::expect_nothing_wrong(x278::fuzz::disagreement(x278::fuzz::text_of(data, size)));
    return 0;
}
