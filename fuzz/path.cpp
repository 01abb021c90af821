// Is every input answered, and by replies that can be read and obey their guides?
#include "fuzz/payer.hpp"
#include "fuzz/target.hpp"

#include <optional>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr int                           answers_of_payer = 2'000;  // then its store is emptied
    static std::optional<x278::fuzz::Payer> payer;
    static int                              answers = 0;
    if (!payer || ++answers % answers_of_payer == 0) payer.emplace();
    x278::fuzz::expect_nothing_wrong(payer->answer(x278::fuzz::text_of(data, size)).wrong);
    return 0;
}
