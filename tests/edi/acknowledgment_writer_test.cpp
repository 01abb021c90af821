// What one 999 says: the places, the contexts, which values it repeats, and where it stops.
#include "edi/acknowledgment_writer.hpp"

#include "edi/copied_values.hpp"
#include "edi/reply_drive.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

// The 999 of one group, with limits of its own.
std::string acknowledged(const std::string& sets, AcknowledgmentLimits limits = {})
{
    std::string          text;
    AcknowledgmentWriter writer(Guides::embedded(), limits);
    const GroupHeader    group{{"", "HI", "CLEARHOUSE1", "PAYER01", "20260901", "1030", "101", "X", "005010X217"}, 0, {}};
    writer.begin(text, group, {}, 1);
    int count = 0;
    for_each_set(interchange_of(sets), [&](const TransactionSet& set, const GroupHeader& header) {
        ++count;
        writer.add(text, validate(set, header, Guides::embedded()));
    });
    writer.end(text, {true, std::to_string(count), "101", count}, {});
    return text;
}

std::string between(const std::string& text, std::string_view from, std::string_view to)
{
    const auto begin = text.find(from);
    REQUIRE_MESSAGE(begin != std::string::npos, text);
    return text.substr(begin, text.find(to, begin) - begin);
}

std::size_t occurrences(const std::string& text, std::string_view of)
{
    std::size_t count = 0;
    for (auto at = text.find(of); at != std::string::npos; at = text.find(of, at + 1)) ++count;
    return count;
}

void check_follows_its_guide(const std::string& acknowledgment)
{
    CHECK(issues_of(interchange_of(acknowledgment, {.functional_id = "FA", .guide_id = "005010X231A1"})) == "none");
}

}  // namespace

TEST_CASE("999: each fault is told by its place, and repeats only what says nothing about a person")
{
    const struct {
        const char* what;
        std::string from;
        std::string to;
        const char* said;
    } cases[] = {
        {"a code", "UM*HS", "UM*QQ", "IK3*UM*12**8~CTX*TRN02:TRACE0001~IK4*1*1525*7*QQ~"},
        {"a component", "11:B", "11:Q", "IK3*UM*12**8~CTX*TRN02:TRACE0001~IK4*4:2*1332*I6*Q~"},
        {"a name", "RIVERA*", "RIV\x07RA*", "IK3*NM1*6**8~CTX*TRN02:TRACE0001~IK4*3*1035*6~"},
        {"a member number", "XXP900000001", "X", "IK3*NM1*8**8~CTX*TRN02:TRACE0001~IK4*9*67*4~"},
        {"a birth date", "19800201", "19801301", "IK3*DMG*9**8~CTX*TRN02:TRACE0001~IK4*2*1251*8~"},
        {"a gender", "19800201*F", "19800201*Q", "IK3*DMG*9**8~CTX*TRN02:TRACE0001~IK4*3*1068*I6*Q~"},
        {"what kind of diagnosis", "HI*ABK:", "HI*QQQ:", "IK3*HI*13**8~CTX*TRN02:TRACE0001~IK4*1:1*1270*I6*QQQ~"},
        {"a name where a code belongs", "NM1*1P", "NM1*RIVERA", "IK3*NM1*6**8~CTX*TRN02:TRACE0001~IK4*1*98*"},
        {"a date of the set", "20260901*1030~HL", "20261301*1030~HL", "IK3*BHT*2**8~CTX*TRN02:TRACE0001~IK4*4*373*8*20261301~"},
        {"a level that has no parent", "HL*3*2*22", "HL*3*7*22",
         "IK3*HL*7**8~CTX*TRN02:TRACE0001~IK4*2**I12*7~CTX*SITUATIONAL TRIGGER*HL*5**1~"},
        {"a number of the set that is too long", "*REF0001*", "*" + std::string(51, 'R') + "*",
         "IK3*BHT*2**8~CTX*TRN02:TRACE0001~IK4*3*127*5*RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR~"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        const std::string text = acknowledged(replaced(good, c.from, c.to));
        CHECK_MESSAGE(text.find(c.said) != std::string::npos, text);
        check_follows_its_guide(text);
        for (const char* of_a_person : {"RIVERA", "RIV", "EXAMPLE", "XXP9", "19801301", "M5416"})
            CHECK(text.find(of_a_person) == std::string::npos);
    }
}

TEST_CASE("999: the trace number stands at each segment at fault, unless it cannot be repeated")
{
    const auto faulty = [](const std::string& trace) {
        return acknowledged(replaced(replaced(refused(), "TRACE0001", trace), "19800201*F", "19800201*Q"));
    };
    CHECK(occurrences(faulty("TRACE0001"), "CTX*TRN02:TRACE0001~") == 2);
    CHECK(occurrences(faulty(std::string(35, 'T')), "CTX*TRN02:") == 2);
    for (const std::string& unfit : {std::string(36, 'T'), std::string("XXP900000001"), std::string("T\x01")}) {
        CAPTURE(unfit);
        CHECK(occurrences(faulty(unfit), "CTX*TRN02:") == 0);
    }
}

TEST_CASE("999: a set with more faults than are told says so at the last")
{
    std::string junk;
    for (std::size_t i = 0; i < set_issues_max + 1; ++i) junk += "CLM*1~";
    const std::string text = acknowledged(with_count(replaced(good, "HI*ABK", junk + "HI*ABK")));
    CHECK(occurrences(text, "IK3*CLM*") == set_issues_max);
    CHECK(occurrences(text, "CTX*ISSUES MAX:100~") == 1);
    CHECK(text.find("CTX*ISSUES MAX:100~") > text.rfind("IK3*"));
    check_follows_its_guide(text);
}

TEST_CASE("999: beyond its limits every set still gets its verdict, and the first that is cut says why")
{
    std::string sets;
    for (int i = 1; i <= 6; ++i) sets += numbered(replaced(refused(), "19800201*F", "19800201*Q"), fmt::format("{:04}", i));
    const struct {
        const char*          what;
        AcknowledgmentLimits limits;
        const char*          said;
        std::size_t          detailed;
    } cases[] = {
        {"sets", {.detailed_sets_max = 2}, "CTX*SETS MAX:2~", 2},
        {"bytes", {.detail_bytes_max = 150}, "CTX*BYTES MAX:150~", 2},
        {"none", {.detailed_sets_max = 6}, "", 6},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        const std::string text = acknowledged(sets, c.limits);
        CAPTURE(text);
        CHECK(occurrences(text, "IK5*R*5*I5~") == 6);
        CHECK(occurrences(text, "IK3*UM*") == c.detailed);
        CHECK(occurrences(text, "IK3*DMG*") == c.detailed + (c.detailed < 6 ? 1 : 0));
        if (c.detailed < 6) CHECK(occurrences(text, c.said) == 1);
        CHECK(occurrences(text, " MAX:") == (c.detailed < 6 ? 1 : 0));
        CHECK(between(text, "AK9", "~") == "AK9*R*6*6*0");
        check_follows_its_guide(text);
    }
}

TEST_CASE("999: the limits are those of an interchange: another group of it has what is left, another interchange all")
{
    AcknowledgmentWriter writer(Guides::embedded(), {.detailed_sets_max = 1});
    const auto           of_one_group = [&] {
        std::string text;
        for_each_set(interchange_of(refused()), [&](const TransactionSet& set, const GroupHeader& group) {
            writer.begin(text, group, {}, 1);
            writer.add(text, validate(set, group, Guides::embedded()));
            writer.end(text, {true, "1", "101", 1}, {});
        });
        return text;
    };
    CHECK(occurrences(of_one_group(), " MAX:") == 0);
    CHECK(occurrences(of_one_group(), "CTX*SETS MAX:1~") == 1);
    CHECK(occurrences(of_one_group(), "CTX*SETS MAX:1~") == 1);
    writer.begin_interchange();
    CHECK(occurrences(of_one_group(), " MAX:") == 0);
}

TEST_CASE("999: what would break its own separators is not repeated in its envelope")
{
    std::string          text;
    AcknowledgmentWriter writer(Guides::embedded());
    const GroupHeader    group{{"", "HI", "A", "B", "20260901", "1030", "1*1", "X", "0050~0X217"}, 0, {}};
    writer.begin(text, group, {}, 7);
    writer.end(text, {true, "1*", "1", 0}, {});
    CHECK(text == "ST*999*0007*005010X231A1~AK1*HI*0*0050 0X217~AK9*A*0*0*0~SE*4*0007~");
}

TEST_CASE("copied values: a list that names what is not there stops the build")
{
    const auto read = [](std::string_view rows) {
        const std::string  text = fmt::format("segment,element,why\n{}", rows);
        const EmbeddedFile file{"schemas/answers/copied.csv", text};
        const auto         loaded = CopiedValues::load({&file, 1});
        return loaded ? std::string() : loaded.error().message;
    };
    CHECK(read("UM,UM01..10,codes\n").empty());
    CHECK(read("UM,HL01,codes\n").starts_with("schemas/answers/copied.csv:2:4: `HL01` is no element"));
    CHECK(read("UM,UM01,\n").starts_with("schemas/answers/copied.csv:2:9: "));
}
