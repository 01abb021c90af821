// The reader, with its index and its grammar, tells what a plain loop over the characters
// tells, however the input is cut in pieces.
#include "fuzz/damage.hpp"
#include "fuzz/guided_set.hpp"
#include "fuzz/plain_reader.hpp"

#include "edi/support.hpp"

using namespace x278;
using namespace x278::edi::test;

namespace {

constexpr int         scrambles_of_input = 40;
constexpr std::size_t input_bytes_max    = 40'000;

void check_agreement(const std::string& bytes)
{
    const auto said = fuzz::disagreement(bytes);
    CHECK_MESSAGE(said.empty(), said.substr(0, 2000));
}

std::vector<std::string> inputs()
{
    std::vector<std::string> all;
    for (const auto& path : x278::test::all_samples()) all.push_back(read_file(path));
    for (const edi::Guide& guide : edi::Guides::embedded().all()) {
        if (guide.transaction == "interchange") continue;
        fuzz::SetGenerator generator(edi::Guides::embedded(), guide, 5);
        for (int i = 0; i < 3; ++i)
            all.push_back(
                fuzz::interchange_of(guide, {fuzz::text_of_set(generator.next(), {}), fuzz::text_of_set(generator.next(), {})}));
    }
    return all;
}

}  // namespace

TEST_CASE("differential: samples and generated sets read as a plain splitter reads them, in pieces of any size")
{
    for (const auto& bytes : inputs()) {
        CAPTURE(bytes.substr(0, 200));
        check_agreement(bytes);
        check_agreement(bytes + "\r\n" + bytes);
    }
}

TEST_CASE("differential: scrambled input reads as a plain splitter reads it, in pieces of any size")
{
    bench::Dice dice(11);
    const auto  all   = inputs();
    int         whole = 0;
    for (const auto& bytes : all) {
        for (int i = 0; i < scrambles_of_input; ++i) {
            const auto scrambled = fuzz::scrambled(bytes.substr(0, input_bytes_max), dice.one_of(all), dice, input_bytes_max);
            CAPTURE(scrambled);
            check_agreement(scrambled);
            whole += fuzz::read_plainly(scrambled).whole ? 1 : 0;
        }
    }
    // What cannot be followed plainly is compared only so far; that may not be the rule.
    CHECK(whole > static_cast<int>(all.size()) * scrambles_of_input / 2);
}

TEST_CASE("differential: a segment of too many elements is told alike, whole or cut by the end of a piece")
{
    for (const std::string before : {"", "ST*278*0001*005010X217~"}) {
        const auto bytes = interchange_of(before + "X" + std::string(600, '*') + "~HL*1**20*1~");
        check_agreement(bytes);
        const auto events = fuzz::events_of(bytes, 65'536);
        CAPTURE(events.back());
        CHECK(std::ranges::none_of(events, [](const auto& e) { return e.starts_with("stray"); }));
        CHECK(std::ranges::count_if(events, [](const auto& e) { return e.starts_with("error"); }) == 1);
    }
}

TEST_CASE("differential: a difference is seen")
{
    const std::string bytes = interchange_of("ST*278*0001*005010X217~BHT*0007*13*REF*20260901*1030~SE*3*0001~");
    CHECK(fuzz::read_plainly(bytes).events == fuzz::events_of(bytes, 7));
    CHECK(fuzz::read_plainly(bytes).events != fuzz::events_of(with_separators(bytes, "+^:~"), 7));
    CHECK(fuzz::read_plainly(bytes).events.at(2)
          == "ST true at 163, number 1: ST*278*0001*005010X217~BHT*0007*13*REF*20260901*1030~SE*3*0001~");
    CHECK_FALSE(fuzz::read_plainly(bytes + "text").whole);
}
