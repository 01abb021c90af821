// The defects seen in other programs that read a 278, each as a test of this one. The numbers are
// those of the list they were collected in; what a program says of a file is said() of it.
#include "app/input.hpp"
#include "cli/check_input.hpp"
#include "edi/reader.hpp"
#include "edi/request.hpp"
#include "edi/validator.hpp"
#include "golden/answered.hpp"
#include "golden/said.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace x278;

namespace {

std::filesystem::path problem(const std::string& folder) { return test::project() / "samples/problems" / folder; }

// A clean request that is approved; and a clean response, a denial.
const std::string& clean_request()
{
    static const std::string text = test::read_file(problem("139-approved-as-asked/request.edi"));
    return text;
}

const std::string& clean_response()
{
    static const std::string text = test::read_file(problem("141-denied-not-medically-necessary/received.edi"));
    return text;
}

// A 999 that accepts one set and refuses another.
const std::string clean_acknowledgment =
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PROVIDER       *260914*0830*^*00501*000000011*0*T*:~\n"
    "GS*FA*PAYER*PROVIDER*20260914*0830*11*X*005010X231A1~\n"
    "ST*999*0001*005010X231A1~\n"
    "AK1*HI*139*005010X217~\n"
    "AK2*278*0001*005010X217~\n"
    "IK5*A~\n"
    "AK2*278*0002*005010X217~\n"
    "IK3*UM*12**8~\n"
    "IK4*1*1525*7*ZZ~\n"
    "IK5*R*5~\n"
    "AK9*P*2*2*1~\n"
    "SE*10*0001~\n"
    "GE*1*11~\n"
    "IEA*1*000000011~\n";

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    CAPTURE(from);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

// SE01 of the first set made right.
std::string counted(const std::string& text)
{
    const auto begin = text.find("\nST*") + 1;
    const auto end   = text.find("\nSE*") + 1;
    const auto count =
        std::count(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), '\n') + 1;
    const auto number = end + 3;
    return std::string(text).replace(number, text.find('*', number) - number, std::to_string(count));
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const std::string& part : parts) (all += all.empty() ? "" : " / ") += part;
    return all;
}

std::string answered(const std::string& request)
{
    return joined(golden::said(golden::answer(request, problem("139-approved-as-asked")).reply));
}

std::string acknowledged(const std::string& received) { return joined(golden::said(golden::acknowledge(received).reply)); }

// Everything the reader makes of a text that comes in pieces of this size.
std::string read_in_pieces(const std::string& text, std::size_t piece_bytes)
{
    std::string all;
    edi::Reader reader(edi::source_of(text, piece_bytes));
    while (auto event = reader.next()) {
        if (!*event) {
            all += event->error().message + "\n";
            continue;
        }
        all += std::to_string((*event)->index()) + " ";
        if (const auto* set = std::get_if<edi::TransactionSet>(&**event)) {
            for (const auto& segment : set->segments) (all += segment.text()) += '|';
            all += set->text;
        }
        all += "\n";
    }
    return all;
}

constexpr std::string_view approved = "HCR 2000E A1 / HCR 2000F A1";

}  // namespace

TEST_CASE("peers 1: no segment is lost or run into another at the edge of a piece of input")
{
    const std::string batch = test::read_file(test::project() / "samples/inbox/batch-of-five-in-two-groups.edi");
    const std::string whole = read_in_pieces(batch, batch.size());
    CHECK(std::ranges::count(whole, '\n') >= 5);
    for (const std::size_t piece : {1u, 7u, 65536u}) {
        CAPTURE(piece);
        CHECK(read_in_pieces(batch, piece) == whole);
    }
}

TEST_CASE("peers 2: the second ST, the second SS and the second SV1 are there")
{
    const std::string one_line = clean_request();
    const std::string lines    = replaced(one_line, "SE*19", "HL*6*4*SS*0~\nDTP*472*D8*20260922~\nSV1*HC:97113*0*UN*1~\nSE*22");
    const auto        begin    = lines.find("ST*278");
    const auto        end      = lines.find("GE*1");
    std::string       second   = replaced(lines.substr(begin, end - begin), "ST*278*0001", "ST*278*0002");
    second                 = replaced(replaced(replaced(second, "SE*22*0001", "SE*22*0002"), "P139", "P139-2"), "P139", "P139-2");
    const std::string both = replaced(replaced(lines, "GE*1*", "GE*2*"), "GE*2*", second + "GE*2*");
    const std::string event = "HCR 2000E A2 / HCR 2000F A1 / HCR 2000F A3 0M";
    CHECK(answered(lines) == event);
    CHECK(answered(both) == event + " / " + event);
}

TEST_CASE("peers 3: a 999 names its own guide in GS08 and ST03, and the request's in AK103 and AK203")
{
    const std::string reply = golden::answer(replaced(clean_request(), "UM*HS", "UM*ZZ"), problem("139-approved-as-asked")).reply;
    CHECK(reply.find("\nGS*FA*PAYER*PROVIDER*20260914*1200*") != std::string::npos);
    CHECK(reply.find("*X*005010X231A1~\nST*999*0001*005010X231A1~\n") != std::string::npos);
    CHECK(reply.find("\nAK1*HI*139*005010X217~\nAK2*278*0001*005010X217~\n") != std::string::npos);
}

TEST_CASE("peers 4: situational segments that are absent are not missed")
{
    CHECK(answered(clean_request()) == approved);
    // Beside a neighbour that is refused, the 999 names the clean set and finds nothing.
    const std::string request = clean_request();
    const auto        begin   = request.find("ST*278");
    std::string       refused = request.substr(begin, request.find("GE*1") - begin);
    refused = replaced(replaced(replaced(refused, "ST*278*0001", "ST*278*0002"), "SE*19*0001", "SE*19*0002"), "UM*HS", "UM*ZZ");
    const std::string both = replaced(replaced(request, "GE*1*", "GE*2*"), "GE*2*", refused + "GE*2*");
    CHECK(golden::answer(both, problem("139-approved-as-asked")).reply.find("AK2*278*0001*005010X217~\nIK5*A~\nAK2*278*0002")
          != std::string::npos);
}

TEST_CASE("peers 5: a guide nobody knows is answered, and by its group")
{
    CHECK(answered(replaced(replaced(clean_request(), "X*005010X217", "X*005010X999"), "0001*005010X217", "0001*005010X999"))
          == "AK9 R 2");
}

TEST_CASE("peers 6: a subscriber, a dependent and several services under one event are all taken")
{
    const std::string dependent = replaced(
        replaced(clean_request(), "HL*4*3*EV*1~\n", "HL*4*3*23*1~\nNM1*QC*1*EXAMPLE*RIVER~\nDMG*D8*20150511*F~\nHL*5*4*EV*1~\n"),
        "HL*5*4*SS*0", "HL*6*5*SS*0");
    CHECK(answered(counted(dependent)) == approved);
    CHECK(answered(counted(replaced(dependent, "SE*19",
                                    "HL*7*5*SS*0~\nDTP*472*D8*20260921~\nSV1*HC:97110*0*UN*1~\n"
                                    "HL*8*5*SS*0~\nDTP*472*D8*20260921~\nSV1*HC:97110*0*UN*1~\nSE*19")))
          == "HCR 2000E A1 / HCR 2000F A1 / HCR 2000F A1 / HCR 2000F A1");
}

TEST_CASE("peers 7: SE01 is compared with what came, and a response names the guide of a response")
{
    CHECK(answered(replaced(clean_request(), "SE*19", "SE*20")) == "IK5 E 4 / AK9 E / " + std::string(approved));
    const std::string reply = golden::answer(clean_request(), problem("139-approved-as-asked")).reply;
    CHECK(reply.find("*X*005010X217~\nST*278*0001*005010X217~\nBHT*0007*11*") != std::string::npos);
}

TEST_CASE("peers 8: a TA1 before the first GS is passed, and a TA1 alone counts no group")
{
    const std::string ta1 = "TA1*000000012*260914*0730*A*000~\n";
    CHECK(answered(replaced(clean_request(), "GS*HI", ta1 + "GS*HI")) == approved);

    const std::string reply =
        golden::answer(replaced(clean_request(), "IEA*1*", "IEA*2*"), problem("139-approved-as-asked")).reply;
    CHECK(joined(golden::said(reply)) == "TA1 R 021");
    CHECK(reply.find("\nIEA*0*") != std::string::npos);
    CHECK(acknowledged(reply) == "");  // and is itself never answered
}

TEST_CASE("peers 9: what is seen in the wild is read")
{
    std::string swapped = clean_request();
    for (char& c : swapped) c = c == ':' ? '>' : c;
    std::string plus = clean_request();
    for (char& c : plus) c = c == ':' ? '+' : c;
    std::string lines = clean_request();
    std::erase(lines, '\n');
    std::ranges::replace(lines, '~', '\n');
    std::string crlf = clean_request();
    for (std::size_t at = crlf.find('\n'); at != std::string::npos; at = crlf.find('\n', at + 2)) crlf.insert(at, 1, '\r');
    std::string blanks = clean_request();
    std::ranges::replace(blanks, '\n', ' ');

    const std::vector<std::pair<std::string, std::string>> wild{
        {"a byte-order mark", "\xEF\xBB\xBF" + clean_request()},
        {"CR and LF after each segment", crlf},
        {"a blank after each segment", blanks},
        {"a newline as terminator", lines},
        {"a blank before a segment", replaced(clean_request(), "\nUM*", "\n  UM*")},
        {"+ between components", plus},
        {"> between components", swapped},
        {"ISA in a name", replaced(clean_request(), "SAMPLETON REHAB GROUP", "ISA ISABELLA VISA GROUP")},
    };
    for (const auto& [what, text] : wild) {
        CAPTURE(what);
        CHECK(answered(text) == approved);
    }
    // Told, and taken all the same.
    CHECK(answered(replaced(clean_request(), "ABK:M5416", "ABK:M54.16"))
          == "IK3 HI 13 - 8 / IK4 1:2 I12 / IK5 E 5 I5 / AK9 E / " + std::string(approved));
    // A loop id longer than the four characters of IK303 keeps no 999 from being read.
    const auto read = golden::acknowledge(replaced(clean_acknowledgment, "IK3*UM*12**8", "IK3*UM*12*2000E*8"));
    CHECK(read.issues.size() <= 1);
}

TEST_CASE("peers 10: A6 is modified, C is cancelled")
{
    CHECK(answered(replaced(replaced(clean_request(), "HC:97110", "HC:97112"), "HSD*VS*12", "HSD*VS*12"))
          == "HCR 2000E A6 10 / HCR 2000F A6 10");
    CHECK(answered(counted(replaced(clean_request(), "UM*HS*I*PT*11:B~\n", "UM*HS*3*PT*11:B~\nREF*BB*AUTH01~\n")))
          == "HCR 2000E C / HCR 2000F C");
}

namespace {

// A clean text with one fault put in.
struct Fault {
    std::string what;
    std::string from;
    std::string to;
    std::string said;
};

void check_faults(const std::string& clean, const std::vector<Fault>& faults)
{
    for (const Fault& fault : faults) {
        CAPTURE(fault.what);
        CHECK(acknowledged(counted(replaced(clean, fault.from, fault.to))) == fault.said);
    }
}

}  // namespace

TEST_CASE("peers 11: what nobody notices in a request")
{
    CHECK(acknowledged(clean_request()) == "");
    check_faults(clean_request(),
                 {
                     {"BHT03 missing", "13*P139*", "13**", "IK3 BHT 2 - 8 / IK4 3 I9 / IK5 R 5 I5 / AK9 R"},
                     {"BHT03 and all after it missing", "*P139*20260914*0730~", "~",
                      "IK3 BHT 2 - 8 / IK4 3 I9 / IK4 4 I9 / IK4 5 I9 / IK5 R 5 I5 / AK9 R"},
                     {"HL01 out of sequence", "HL*5*4", "HL*6*4", "IK3 HL 15 - 8 / IK4 1 I12 / IK5 R 5 I5 / AK9 R"},
                     {"HL01 used twice", "HL*5*4", "HL*4*4", "IK3 HL 15 - 8 / IK4 1 I12 / IK5 R 5 I5 / AK9 R"},
                     {"HL04 is 1 without a child", "HL*5*4*SS*0", "HL*5*4*SS*1", "IK3 HL 15 - 8 / IK4 4 I6 / IK5 R 5 I5 / AK9 R"},
                     {"NM1*X3 missing", "NM1*X3*2*EXAMPLE PLAN*****PI*99901~\n", "", "IK3 NM1 4 - I7 / IK5 R 5 I5 / AK9 R"},
                     {"UM missing", "UM*HS*I*PT*11:B~\n", "", "IK3 UM 12 - I8 / IK5 R 5 I5 / AK9 R"},
                     {"UM01 bad", "UM*HS", "UM*ZZ", "IK3 UM 12 - 8 / IK4 1 7 / IK5 R 5 / AK9 R"},
                     {"UM02 bad", "UM*HS*I", "UM*HS*Z", "IK3 UM 12 - 8 / IK4 2 I6 / IK5 R 5 I5 / AK9 R"},
                     {"UM03 bad", "UM*HS*I*PT", "UM*HS*I*QQ", "IK3 UM 12 - 8 / IK4 3 I6 / IK5 R 5 I5 / AK9 R"},
                     {"UM06 bad", "11:B", "11:B**QQ", "IK3 UM 12 - 8 / IK4 6 I6 / IK5 R 5 I5 / AK9 R"},
                     {"a month that is none", "D8*20260921", "D8*20261321", "IK3 DTP 16 - 8 / IK4 3 8 / IK5 R 5 / AK9 R"},
                     {"a day that is none", "D8*20260921", "D8*20260230", "IK3 DTP 16 - 8 / IK4 3 8 / IK5 R 5 / AK9 R"},
                     {"a range with one date", "D8*20260921", "RD8*20260921", "IK3 DTP 16 - 8 / IK4 3 8 / IK5 R 5 / AK9 R"},
                     {"a range with an open end", "D8*20260921", "RD8*20260921-", "IK3 DTP 16 - 8 / IK4 3 8 / IK5 R 5 / AK9 R"},
                     {"SV1 and SV2 together", "UN*12~\n", "UN*12~\nSV2*0420*HC:97110*100*UN*1~\n",
                      "IK3 SV2 18 - I9 / CTX SV1 17 / IK5 R 5 I5 / AK9 R"},
                     {"trailing element separators", "M5416~", "M5416**~", "IK3 HI 13 - 8 / IK4 3 3 / IK5 E 5 / AK9 E"},
                     {"trailing component separators", "M5416~", "M5416::~", "IK3 HI 13 - 8 / IK4 1:4 3 / IK5 E 5 / AK9 E"},
                 });
}

TEST_CASE("peers 11: what nobody notices in a response")
{
    CHECK(acknowledged(clean_response()) == "");
    check_faults(
        clean_response(),
        {
            {"BHT03 missing", "11*P141*", "11**", "IK3 BHT 2 - 8 / IK4 3 I9 / IK5 R 5 I5 / AK9 R"},
            {"BHT06 missing", "*0830*18~", "*0830~", "IK3 BHT 2 - 8 / IK4 6 I9 / IK5 R 5 I5 / AK9 R"},
            {"HL01 out of sequence", "HL*5*4", "HL*6*4", "IK3 HL 16 - 8 / IK4 1 I12 / IK5 R 5 I5 / AK9 R"},
            {"HL04 is 1 without a child", "HL*5*4*SS*0", "HL*5*4*SS*1", "IK3 HL 16 - 8 / IK4 4 I6 / IK5 R 5 I5 / AK9 R"},
            {"NM1*X3 missing", "NM1*X3*2*EXAMPLE PLAN*****PI*99901~\n", "", "IK3 NM1 4 - I7 / IK5 R 5 I5 / AK9 R"},
            {"UM missing", "UM*HS*I*PT*11:B~\n", "", "IK3 UM 12 - I8 / IK5 R 5 I5 / AK9 R"},
            {"UM01 bad", "UM*HS", "UM*ZZ", "IK3 UM 12 - 8 / IK4 1 7 / IK5 R 5 / AK9 R"},
            {"HCR01 bad", "HCR*A3", "HCR*ZZ", "IK3 HCR 13 - 8 / IK4 1 I6 / IK5 R 5 I5 / AK9 R"},
            {"HCR01 missing", "HCR*A3", "HCR*", "IK3 HCR 13 - 8 / IK4 1 1 / IK5 R 5 / AK9 R"},
            {"neither HCR nor AAA in the event", "HCR*A3**0F~\nHI", "HI", "IK3 HCR 13 - I6 / CTX HL 10 / IK5 R 5 I5 / AK9 R"},
            {"A1 without HCR02", "HCR*A3**0F~\nDTP", "HCR*A1~\nDTP",
             "IK3 HCR 17 - 8 / IK4 2 I9 / CTX HCR 17 / IK5 E 5 I5 / AK9 E"},
            {"a day that is none", "D8*20260921", "D8*20260230", "IK3 DTP 18 - 8 / IK4 3 8 / IK5 R 5 / AK9 R"},
            {"a range with one date", "D8*20260921", "RD8*20260921", "IK3 DTP 18 - 8 / IK4 3 8 / IK5 R 5 / AK9 R"},
            {"SV1 and SV2 together", "UN*12~\n", "UN*12~\nSV2*0420*HC:97110*100*UN*1~\n",
             "IK3 SV2 20 - I9 / CTX SV1 19 / IK5 R 5 I5 / AK9 R"},
            {"trailing separators", "M5416~", "M5416**~", "IK3 HI 14 - 8 / IK4 3 3 / IK5 E 5 / AK9 E"},
        });
}

namespace {

// What `x278 check` finds: `8 IK304 id`, a warning in brackets, several parted by ` / `.
std::string found_in(const std::string& received)
{
    std::string all;
    const auto  counts =
        cli::check_input(app::memory_input("received.edi", received), edi::Guides::embedded(), [&](const cli::Finding& finding) {
            const auto& where = finding.issue.where;
            std::string text  = where.segment_position == 0 ? "" : std::to_string(where.segment_position) + " ";
            text += where.segment_id + (where.element == 0 ? "" : fmt::format("{:02}", where.element)) + " ";
            text += finding.issue.id;
            if (finding.issue.severity == edi::Severity::warning) text = "(" + text + ")";
            all += (all.empty() ? "" : " / ") + text;
        });
    CHECK(counts.interchanges == 1);
    return all;
}

}  // namespace

TEST_CASE("peers 11: what nobody notices in a 999")
{
    CHECK(found_in(clean_acknowledgment) == "");
    const std::vector<Fault> faults{
        {"AK901 accepts all, AK904 not all", "AK9*P*2*2*1", "AK9*A*2*2*1", "9 AK904 element/pattern"},
        {"AK901 refuses all, AK904 not", "AK9*P*2*2*1", "AK9*R*2*2*1", "9 AK904 element/pattern"},
        {"more accepted than received", "AK9*P*2*2*1", "AK9*P*2*2*3", "9 AK904 element/pattern"},
        {"fewer received than are told of", "AK9*P*2*2*1", "AK9*P*2*1*1", "9 AK903 element/pattern"},
        {"AK9 missing", "AK9*P*2*2*1~\n", "", "9 AK9 segment/missing"},
        {"AK102 missing", "AK1*HI*139*", "AK1*HI**", "2 AK102 element/missing"},
        {"IK304 bad", "IK3*UM*12**8", "IK3*UM*12**ZZ", "6 IK304 element/code-not-in-guide"},
        {"IK403 bad", "*1525*7*", "*1525*ZZ*", "7 IK403 element/code-not-in-guide"},
        {"trailing separators", "IK5*A~", "IK5*A**~", "(4 IK503 element/trailing-separator)"},
        {"SE01 wrong", "SE*10", "SE*11", "(10 SE set/segment-count)"},
    };
    for (const Fault& fault : faults) {
        CAPTURE(fault.what);
        const std::string text = replaced(clean_acknowledgment, fault.from, fault.to);
        CHECK(found_in(fault.what == "SE01 wrong" ? text : counted(text)) == fault.said);
        CHECK(acknowledged(text) == "");
    }
}

TEST_CASE("peers 11: what nobody notices in a TA1")
{
    const std::string clean =
        "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PROVIDER       *260914*0830*^*00501*000000012*0*T*:~\n"
        "TA1*000000139*260914*0730*A*000~\n"
        "IEA*0*000000012~\n";
    CHECK(found_in(clean) == "");
    const std::vector<Fault> faults{
        {"an error in what is accepted", "A*000", "A*018", "TA105 element/pattern"},
        {"no error in what is refused", "A*000", "R*000", "TA105 element/pattern"},
        {"no error in what is noted", "A*000", "E*000", "TA105 element/pattern"},
        {"TA104 bad", "A*000", "Z*000", "TA104 element/code-not-in-guide"},
        {"TA104 missing", "A*000", "*000", "TA104 element/missing"},
        {"TA105 bad", "A*000", "R*999", "TA105 element/code-not-in-guide"},
        {"TA105 missing", "A*000", "A", "TA105 element/missing"},
        {"TA102 no date", "*260914*0730*A", "*261399*0730*A", "TA102 element/bad-date"},
        {"TA103 no time", "*260914*0730*A", "*260914*2561*A", "TA103 element/bad-time"},
        {"trailing separators", "A*000~", "A*000*~", "(TA105 element/trailing-separator)"},
    };
    for (const Fault& fault : faults) {
        CAPTURE(fault.what);
        CHECK(found_in(replaced(clean, fault.from, fault.to)) == fault.said);
    }
}
