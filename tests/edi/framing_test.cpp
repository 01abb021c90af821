// Where an interchange ends in a stream, however the stream is cut.
#include "edi/framing.hpp"

#include "edi/maximal_request.hpp"
#include "edi/support.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

// How a stream is cut into frames when `step` bytes arrive at a time: "skip+size" for each, and what is left.
std::string frames_of(std::string_view stream, std::size_t step)
{
    std::string text;
    std::size_t begin    = 0;
    std::size_t searched = 0;
    for (std::size_t end = std::min(step, stream.size());; end = std::min(end + step, stream.size())) {
        for (;;) {
            const auto frame = find_interchange(stream.substr(begin, end - begin), searched);
            if (!frame) return text + "error: " + frame.error().message;
            searched = end - begin;
            if (frame->size == 0) break;
            text += fmt::format("{}+{} ", frame->skip, frame->size);
            begin += frame->skip + frame->size;
            searched = 0;
        }
        if (end == stream.size()) return text + fmt::format("left {}", stream.size() - begin);
    }
}

void check_frames(std::string_view stream, std::string_view expected)
{
    CHECK(frames_of(stream, stream.size() + 1) == expected);
    for (const std::size_t step : {1u, 2u, 7u, 105u, 106u, 107u, 1000u}) {
        CAPTURE(step);
        CHECK(frames_of(stream, step) == expected);
    }
}

}  // namespace

TEST_CASE("framing: every inbox sample is cut the same byte by byte and at once, and nothing is lost")
{
    const auto samples = files_below(project() / "samples" / "inbox");
    REQUIRE(samples.size() > 10);
    for (const auto& path : samples) {
        CAPTURE(path.string());
        const std::string bytes = read_file(path);
        const auto        whole = frames_of(bytes, bytes.size());
        CHECK(whole.find('+') != std::string::npos);
        CHECK(whole.find("error") == std::string::npos);
        for (const std::size_t step : {1u, 7u, 256u, 4096u}) CHECK(frames_of(bytes, step) == whole);
    }
}

TEST_CASE("framing: an interchange ends behind its IEA, wherever the next one begins")
{
    const std::string one   = interchange_of(maximal_request);
    const std::string other = with_separators(interchange_of(maximal_request, {.control = "000000102"}), "|!>'");
    const auto        size  = one.size();

    check_frames(one, fmt::format("0+{} left 0", size));
    check_frames(one + other + one, fmt::format("0+{0} 0+{0} 0+{0} left 0", size));
    check_frames("\xEF\xBB\xBF\r\n " + one + "\r\n\r\n\xEF\xBB\xBF" + other + "\n", fmt::format("6+{0} 7+{0} left 1", size));
    check_frames(one.substr(0, size - 1), fmt::format("left {}", size - 1));  // the terminator of IEA is still to come
    check_frames("", "left 0");
}

TEST_CASE("framing: a newline may end segments")
{
    const std::string one = with_separators(interchange_of("ST*278*0001*005010X217~SE*2*0001~"), "*^:\n");
    check_frames(one + one + "\n", fmt::format("0+{0} 0+{0} left 1", one.size()));
}

TEST_CASE("framing: the letters IEA and ISA inside data end nothing")
{
    const std::string one = interchange_of("ST*278*0001*005010X217~MSG*IEA*1~NM1*1P*2*ISA*IEA*1*IEA~SE*4*0001~");
    check_frames(one, fmt::format("0+{} left 0", one.size()));
}

TEST_CASE("framing: an interchange that is cut ends where the next header stands")
{
    const std::string one = interchange_of("ST*278*0001*005010X217~SE*2*0001~");
    const std::string cut = one.substr(0, one.size() - 30);
    check_frames(cut + one, fmt::format("0+{} 0+{} left 0", cut.size(), one.size()));
    const std::string other = with_separators(one, "|!>'");
    check_frames(cut + other + one, fmt::format("0+{} 0+{} 0+{} left 0", cut.size(), one.size(), one.size()));
}

TEST_CASE("framing: what can never become an interchange is refused at once, with the reason")
{
    const std::string one        = interchange_of("ST*278*0001*005010X217~SE*2*0001~");
    std::string       letter_end = one;
    letter_end[105]              = 'G';
    const struct {
        std::string stream;
        const char* reason;
    } cases[] = {
        {"GET / HTTP/1.1\r\n\r\n", "is no interchange"},
        {"hello", "is no interchange"},
        {"IS"
         "B*00*",
         "is no interchange"},
        {std::string(300, 'x'), "is no interchange"},
        {"ISA" + std::string(300, '*'), "terminator"},
        {"ISA" + std::string(300, 'x'), "cannot be followed"},
        {"ISA*00*" + std::string(300, ' '), "cannot be followed"},
        {letter_end, "names no segment terminator"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.stream.substr(0, 20));
        for (const std::size_t step : {std::size_t{1}, c.stream.size()}) {
            const auto found = frames_of(c.stream, step);
            CAPTURE(found);
            CHECK(found.starts_with("error: "));
            CHECK(found.find(c.reason) != std::string::npos);
        }
    }
    check_frames(one + "\nhello", fmt::format("0+{} error: what was received is no interchange; expected `ISA`", one.size()));
}

TEST_CASE("framing: a header that is still arriving is waited for")
{
    const std::string one = interchange_of("ST*278*0001*005010X217~SE*2*0001~");
    for (std::size_t size = 0; size < 106; ++size) {
        CAPTURE(size);
        const auto frame = find_interchange(std::string_view(one).substr(0, size), 0);
        REQUIRE(frame);
        CHECK(frame->size == 0);
    }
}

TEST_CASE("framing: a header of wrong widths is followed once enough has come")
{
    const std::string narrow = "ISA*00**00**ZZ*SENDER*ZZ*RECEIVER*260101*1200*^*00501*000000001*0*T*:~"
                               + std::string("GS*HI*SENDER*RECEIVER*20260101*1200*1*X*005010X217~")
                               + "ST*278*0001*005010X217~MSG*" + std::string(250, 'X') + "~SE*3*0001~GE*1*1~IEA*1*000000001~";
    check_frames(narrow, fmt::format("0+{} left 0", narrow.size()));
}
