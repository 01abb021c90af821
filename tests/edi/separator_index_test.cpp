// The two forms of the separator index give one answer on anything.
#include "edi/separator_index.hpp"

#include "edi/interchange_header.hpp"
#include "edi/support.hpp"

#include <random>

using namespace x278;
using namespace x278::edi;

namespace {

struct Index {
    std::vector<std::uint32_t> positions;
    bool                       controls = false;

    friend bool operator==(const Index&, const Index&) = default;
};

Index index_with(Indexer indexer, std::string_view block, std::size_t from, const Delimiters& delimiters)
{
    Positions  positions;
    const bool controls = indexer(block, from, delimiters, positions);
    return {{positions.begin(), positions.end()}, controls};
}

// What the index is, said as plainly as possible.
Index expected_index(std::string_view block, std::size_t from, const Delimiters& delimiters)
{
    Index index;
    for (std::size_t at = from; at < block.size(); ++at) {
        const auto c = static_cast<unsigned char>(block[at]);
        if (is_separator(block[at], delimiters))
            index.positions.push_back(static_cast<std::uint32_t>(at));
        else
            index.controls |= c < 0x20 || c == 0x7F;
    }
    return index;
}

void check_forms_agree(std::string_view block, std::size_t from, const Delimiters& delimiters)
{
    const Index expected = expected_index(block, from, delimiters);
    CHECK(index_with(index_separators_portable, block, from, delimiters) == expected);
    CHECK(index_with(index_separators, block, from, delimiters) == expected);
    if (has_avx2()) CHECK(index_with(index_separators_avx2, block, from, delimiters) == expected);
}

// Bytes on the heap with no room behind them, so that a read past the end is caught.
struct Exact {
    explicit Exact(std::string_view text) : size(text.size()), bytes(std::make_unique<char[]>(text.size() + 1))
    {
        std::ranges::copy(text, bytes.get() + 1);
    }
    [[nodiscard]] std::string_view from(std::size_t at) const { return {bytes.get() + 1 + at, size - at}; }

    std::size_t             size;
    std::unique_ptr<char[]> bytes;
};

}  // namespace

TEST_CASE("separator index: both forms agree on every sample")
{
    const auto samples = x278::test::all_samples();
    REQUIRE(samples.size() > 20);
    for (const auto& path : samples) {
        CAPTURE(path.string());
        const std::string bytes  = x278::test::read_file(path);
        const auto        at     = bytes.find("ISA");
        const auto        header = at == std::string::npos ? std::nullopt : read_header(std::string_view(bytes).substr(at));
        check_forms_agree(bytes, 0, header ? header->delimiters : Delimiters{});
    }
}

TEST_CASE("separator index: both forms agree at every size, start and alignment")
{
    const std::string pattern = "ST*278*0001~HI*ABK:M5416^ABF:M54\x01"
                                "17~\n\x7F**::^^~~";
    std::string       text;
    while (text.size() < 264) text += pattern;
    for (std::size_t size = 0; size <= 200; ++size) {
        CAPTURE(size);
        const Exact exact(std::string_view(text).substr(0, size));
        for (std::size_t at = 0; at <= std::min<std::size_t>(size, 33); ++at) check_forms_agree(exact.from(at), 0, {});
        for (std::size_t from = 0; from <= size; from += 1 + from / 8) check_forms_agree(exact.from(0), from, {});
    }
}

TEST_CASE("separator index: both forms agree when every byte separates, and when none does")
{
    for (const std::size_t size : {1u, 63u, 64u, 65u, 127u, 128u, 129u, 100'000u}) {
        CAPTURE(size);
        for (const char c : {'*', '^', ':', '~'}) {
            const std::string all(size, c);
            check_forms_agree(all, 0, {});
            Positions positions;
            CHECK_FALSE(index_separators(all, 0, {}, positions));
            CHECK(positions.size() == size);
        }
        check_forms_agree(std::string(size, 'A'), 0, {});
        check_forms_agree(std::string(size, '\0'), 0, {});
        check_forms_agree(std::string(size, '\xFF'), 0, {});
    }
}

TEST_CASE("separator index: both forms agree on random bytes with random separators")
{
    std::mt19937 random(278);
    const auto   any = [&](int last) { return std::uniform_int_distribution<int>(0, last)(random); };
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        const Delimiters delimiters{static_cast<char>(any(255)), static_cast<char>(any(255)), static_cast<char>(any(255)),
                                    static_cast<char>(any(255))};
        const int        letters = round % 2 == 0 ? 255 : 3;  // every byte, or mostly separators
        const char       four[]  = {delimiters.element, delimiters.repetition, delimiters.component, delimiters.segment};
        std::string      text(static_cast<std::size_t>(any(700)), ' ');
        for (char& c : text) c = letters == 3 ? four[any(3)] : static_cast<char>(any(255));
        const Exact exact(text);
        check_forms_agree(exact.from(0), static_cast<std::size_t>(any(static_cast<int>(text.size()))), delimiters);
    }
}

TEST_CASE("separator index: it goes on behind what is there already")
{
    const std::string text = "ISA*1~GS*2~";
    Positions         positions;
    CHECK_FALSE(index_separators(std::string_view(text).substr(0, 6), 0, {}, positions));
    CHECK_FALSE(index_separators(text, 6, {}, positions));
    CHECK(std::vector<std::uint32_t>(positions.begin(), positions.end()) == std::vector<std::uint32_t>{3, 5, 8, 10});
}

TEST_CASE("separator index: a control character is noticed unless it is a separator")
{
    const struct {
        const char* what;
        std::string text;
        Delimiters  delimiters;
        bool        controls;
    } cases[] = {
        {"only letters", std::string(100, 'x'), {}, false},
        {"a line break in the wide part", std::string(10, 'x') + "\n" + std::string(100, 'x'), {}, true},
        {"a line break in the tail", std::string(70, 'x') + "\n", {}, true},
        {"DEL", std::string(70, 'x') + "\x7F", {}, true},
        {"a line break that ends segments", std::string(10, 'x') + "\n" + std::string(100, 'x'), {'*', '^', ':', '\n'}, false},
        {"a byte above 0x7F", std::string(70, '\x80'), {}, false},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        Positions positions;
        CHECK(index_separators(c.text, 0, c.delimiters, positions) == c.controls);
        check_forms_agree(c.text, 0, c.delimiters);
    }
}
