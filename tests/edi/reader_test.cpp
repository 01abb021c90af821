#include "edi/reader.hpp"

#include "support/files.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace x278;
using namespace x278::edi;

namespace {

std::string isa(std::string control = "000000001", std::string tail = "*0*T*:~")
{
    return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*1200*^*00501*" + control + tail;
}

const std::string gs = "GS*HI*SENDER*RECEIVER*20260101*1200*1*X*005010X217~";

std::string set_of(std::string control, std::string body = "BHT*0007*13*REF*20260101*1200~")
{
    return "ST*278*" + control + "*005010X217~" + body + "SE*3*" + control + "~";
}

std::string interchange(std::string control = "000000001")
{
    return isa(control) + gs + set_of("0001") + "GE*1*1~IEA*1*" + control + "~";
}

struct Describe {
    std::string operator()(const InterchangeHeader& h) const
    {
        return fmt::format("ISA {} at {}{}", h.control_number(), h.offset_bytes, h.fixed_width ? "" : " of wrong widths");
    }
    std::string operator()(const InterchangeAcknowledgment& a) const
    {
        return fmt::format("TA1 {} {}", a.elements[1], a.elements[4]);
    }
    std::string operator()(const GroupHeader& h) const { return fmt::format("GS {}", h.control_number()); }
    std::string operator()(const TransactionSet& s) const
    {
        std::string text = fmt::format("ST {} {} #{} at {}{}:", s.transaction, s.control_number, s.ordinal, s.offset_bytes,
                                       s.has_trailer ? "" : " without SE");
        for (const Segment& segment : s.segments) {
            text += ' ';
            for (const Token& token : segment.tokens()) (text += token.text()) += token.ended_by;
        }
        return text;
    }
    std::string operator()(const GroupTrailer& t) const
    {
        return fmt::format("GE {}{} read {}", t.control_number, t.present ? "" : "missing", t.sets_read);
    }
    std::string operator()(const InterchangeTrailer& t) const
    {
        return fmt::format("IEA {}{} read {}", t.control_number, t.present ? "" : "missing", t.groups_read);
    }
    std::string operator()(const StraySegment& s) const { return fmt::format("stray {}", s.id); }
};

std::vector<std::string> events_of(std::string_view bytes, std::size_t piece = std::string_view::npos, ReadLimits limits = {})
{
    std::vector<std::string> events;
    Reader                   reader(source_of(bytes, piece), limits);
    while (auto event = reader.next())
        events.push_back(*event ? std::visit(Describe{}, **event) : "error: " + event->error().message);
    return events;
}

// The first word of each event, for tests about structure.
std::string outline(std::string_view bytes, std::size_t piece = std::string_view::npos, ReadLimits limits = {})
{
    std::string text;
    for (const auto& event : events_of(bytes, piece, limits)) {
        text += text.empty() ? "" : " ";
        text += event.substr(0, event.find_first_of(" :"));
        if (event.find("missing") != std::string::npos || event.find("without SE") != std::string::npos) text += '!';
    }
    return text;
}

}  // namespace

TEST_CASE("reader: every sample gives the same events in pieces of any size")
{
    const auto samples = test::all_samples();
    REQUIRE(samples.size() > 0);
    for (const auto& path : samples) {
        CAPTURE(path.string());
        const std::string bytes = test::read_file(path);
        const auto        whole = events_of(bytes);
        CHECK(!whole.empty());
        for (const std::size_t piece : {1u, 7u, 4096u, 65536u}) {
            CAPTURE(piece);
            CHECK(events_of(bytes, piece) == whole);
        }
    }
}

TEST_CASE("reader: an interchange is its header, groups, sets and trailers")
{
    CHECK(outline(interchange()) == "ISA GS ST GE IEA");
    CHECK(outline(isa() + gs + set_of("0001") + set_of("0002") + "GE*2*1~" + gs + set_of("0003") + "GE*1*2~IEA*2*000000001~")
          == "ISA GS ST ST GE GS ST GE IEA");
    CHECK(outline(interchange() + interchange("000000002")) == "ISA GS ST GE IEA ISA GS ST GE IEA");
    CHECK(outline("") == "");
}

TEST_CASE("reader: line breaks, blanks and a byte-order mark around segments belong to nobody")
{
    std::string broken = "\xEF\xBB\xBF \r\n";
    for (const char c : interchange()) {
        broken += c;
        if (c == '~') broken += "\r\n ";
    }
    broken += "\n\xEF\xBB\xBF" + interchange("000000002") + "\r\n";
    for (const std::size_t piece : {1u, 3u, 1000u}) CHECK(outline(broken, piece) == "ISA GS ST GE IEA ISA GS ST GE IEA");
    CHECK(events_of(broken)[2].ends_with(": ST*278*0001*005010X217~ BHT*0007*13*REF*20260101*1200~ SE*3*0001~"));
}

TEST_CASE("reader: a newline may be the terminator, with or without a carriage return or an empty line")
{
    std::string newline = interchange();
    std::ranges::replace(newline, '~', '\n');
    CHECK(outline(newline) == "ISA GS ST GE IEA");
    CHECK(outline(newline.substr(0, newline.size() - 1)) == "ISA GS ST GE IEA");  // the last one is cut off

    std::string empty_lines, carriage_return;
    for (const char c : newline) {
        empty_lines += c == '\n' ? "\n\n" : std::string(1, c);
        carriage_return += c == '\n' ? "\r\n" : std::string(1, c);
    }
    CHECK(outline(empty_lines) == "ISA GS ST GE IEA");
    CHECK(outline(carriage_return) == "ISA GS ST GE IEA");
}

TEST_CASE("reader: each interchange has its own separators")
{
    std::string other = interchange("000000002");
    for (char& c : other) c = c == '*' ? '|' : c == '~' ? '\'' : c == ':' ? '>' : c == '^' ? '!' : c;
    CHECK(outline(interchange() + other + interchange("000000003")) == "ISA GS ST GE IEA ISA GS ST GE IEA ISA GS ST GE IEA");
    CHECK(events_of(other)[2].ends_with(": ST|278|0001|005010X217' BHT|0007|13|REF|20260101|1200' SE|3|0001'"));
}

TEST_CASE("reader: the letters ISA inside data are data")
{
    const std::string name = "NM1*1P*2*ISA*ISA*00*LISA ISABELLA*****XX*1~";
    const auto        text = isa() + gs + set_of("0001", name) + "GE*1*1~IEA*1*000000001~";
    CHECK(outline(text) == "ISA GS ST GE IEA");
    CHECK(events_of(text)[2].find(name) != std::string::npos);
}

TEST_CASE("reader: a damaged interchange does not cost its neighbours")
{
    const std::string good = interchange("000000009");
    const struct {
        const char* what;
        std::string damaged;
        const char* outline;
    } cases[] = {
        {"text before it", "hello " + interchange(), "error ISA GS ST GE IEA"},
        {"IEA missing", isa() + gs + set_of("0001") + "GE*1*1~", "ISA GS ST GE IEA!"},
        {"GE and IEA missing", isa() + gs + set_of("0001"), "ISA GS ST GE! IEA!"},
        {"SE missing", isa() + gs + "ST*278*1~BHT*1~GE*1*1~IEA*1*000000001~", "ISA GS ST! GE IEA"},
        {"cut after a segment of a set", isa() + gs + "ST*278*1~BHT*1~", "ISA GS ST! GE! IEA!"},
        {"cut inside a segment", isa() + gs + "ST*278*1~BHT*1~NM1*IL*1*EXA", "ISA GS ST! GE! IEA!"},
        {"cut inside GS", isa() + "GS*HI*SEND", "ISA IEA!"},
        {"two STs without SE", isa() + gs + "ST*278*1~BHT*1~ST*278*2~BHT*2~SE*2*2~GE*2*1~IEA*1*000000001~",
         "ISA GS ST! ST GE IEA"},
        {"GS without GE", isa() + gs + set_of("0001") + gs + set_of("0002") + "GE*1*1~IEA*2*000000001~",
         "ISA GS ST GE! GS ST GE IEA"},
        {"a set outside a group", isa() + "ST*278*1~SE*2*1~IEA*0*000000001~", "ISA stray stray IEA"},
        {"a header of wrong widths",
         "ISA*00**00**ZZ*SENDER*ZZ*RECEIVER*260101*1200*^*00501*000000001*0*T*:~" + gs + set_of("0001")
             + "GE*1*1~IEA*1*000000001~",
         "ISA GS ST GE IEA"},
        {"a header without a terminator", isa("000000001", "*0*T*:G") + gs.substr(1) + set_of("0001") + "GE*1*1~IEA*1*1~",
         "ISA IEA!"},
        {"a header cut short", isa().substr(0, 60), "error"},
        {"a TA1 alone", isa() + "TA1*000000905*030101*1253*A*000~IEA*0*000000001~", "ISA TA1 IEA"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        const std::string expected = std::string(c.outline) + " ISA GS ST GE IEA";
        CHECK(outline(c.damaged + good) == expected);
        CHECK(outline(c.damaged + good, 1) == expected);
    }
}

TEST_CASE("reader: a cut interchange does not cost a neighbour with other separators")
{
    std::string other = interchange("000000002");
    for (char& c : other) c = c == '*' ? '|' : c == '~' ? '\'' : c == ':' ? '>' : c == '^' ? '!' : c;
    const std::string cut = isa() + gs + "ST*278*1~BHT*1~NM1*IL*1*EXA";
    CHECK(outline(cut + other) == "ISA GS ST! GE! IEA! ISA GS ST GE IEA");
    CHECK(outline(cut + other + interchange("000000003")) == "ISA GS ST! GE! IEA! ISA GS ST GE IEA ISA GS ST GE IEA");
}

TEST_CASE("reader: limits are ordinary answers that name themselves")
{
    const std::string good = interchange("000000009");
    ReadLimits        few_segments;
    few_segments.set_segments_max = 2;
    CHECK(outline(isa() + gs + set_of("0001") + "GE*1*1~IEA*1*000000001~" + isa("000000002") + "TA1*1~IEA*0*000000002~",
                  std::string_view::npos, few_segments)
          == "ISA GS error GE! IEA! ISA TA1 IEA");
    CHECK(events_of(interchange(), std::string_view::npos, few_segments)[2].find("`set_segments_max` = 2") != std::string::npos);

    ReadLimits few_elements;
    few_elements.elements_per_segment_max = 20;
    CHECK(outline(isa() + gs + set_of("0001", "NM1" + std::string(30, '*') + "~") + "GE*1*1~IEA*1*000000001~" + good, 5,
                  few_elements)
          == "ISA GS error GE! IEA! ISA GS ST GE IEA");

    ReadLimits few_bytes;
    few_bytes.set_bytes_max   = 1000;
    const std::string endless = isa() + gs + "ST*278*1~MSG*" + std::string(600'000, 'x');
    CHECK(outline(endless + good, 4096, few_bytes) == "ISA GS error GE! IEA! ISA GS ST GE IEA");
}

TEST_CASE("reader: a set longer than what is held at first is still one set")
{
    std::string body;
    for (int i = 0; i < 20'000; ++i) body += fmt::format("NM1*SJ*2*PROVIDER NUMBER {}~", i);
    const auto bytes = isa() + gs + set_of("0001") + set_of("0002", body) + set_of("0003") + "GE*3*1~IEA*1*000000001~"
                       + interchange("000000002");
    REQUIRE(body.size() > 2 * 256 * 1024);
    const auto whole = events_of(bytes);
    CHECK(outline(bytes) == "ISA GS ST ST ST GE IEA ISA GS ST GE IEA");
    CHECK(whole[3].find("PROVIDER NUMBER 19999~ SE*3*0002~") != std::string::npos);
    for (const std::size_t piece : {997u, 65536u}) CHECK(events_of(bytes, piece) == whole);
}
