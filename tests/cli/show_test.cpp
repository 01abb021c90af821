// What `show` says, whole: tests/cli/golden holds the texts. UPDATE_GOLDEN=1 rewrites them.
#include "cli/show_input.hpp"
#include "cli/value_words.hpp"
#include "support/files.hpp"

#include <boost/json.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>

using namespace x278;
using namespace x278::cli;

namespace {

struct Shown {
    std::vector<ShownPage>   pages;
    std::vector<std::string> unreadable;

    [[nodiscard]] std::string text() const
    {
        std::string all;
        for (const ShownPage& page : pages) all += (all.empty() ? "" : "\n\n") + shown_text(page, false);
        return all;
    }
};

Shown show(const std::string& name, const std::string& bytes, const app::Input* original = nullptr)
{
    Shown shown;
    show_input(
        app::memory_input(name, bytes), edi::Guides::embedded(), original,
        [&](const ShownPage& page) { shown.pages.push_back(page); },
        [&](const std::string& message) { shown.unreadable.push_back(message); });
    return shown;
}

std::string sample(const std::string& name)
{
    const auto bytes = test::read_file(test::project() / "samples" / "inbox" / name);
    REQUIRE(!bytes.empty());
    return bytes;
}

void expect_golden(const std::string& name, const std::string& text)
{
    const auto path = test::project() / "tests" / "cli" / "golden" / name;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) test::write_file(path, text);
    CHECK(text == test::read_file(path));
}

std::string replaced_once(std::string text, const std::string& what, const std::string& with)
{
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

// An interchange of one group around `sets`, as a payer sends it.
std::string from_payer(const std::string& functional_id, const std::string& guide, const std::string& sets)
{
    return "ISA*00*          *00*          *ZZ*PAYER01        *ZZ*CLEARHOUSE1    *240501*1031*^*00501*000000901*0*T*:~"
           "GS*"
           + functional_id + "*PAYER01*CLEARHOUSE1*20240501*1031*901*X*" + guide + "~" + sets + "GE*1*901~IEA*1*000000901~";
}

}  // namespace

TEST_CASE("show: a request is told as a nurse reads it")
{
    for (const std::string name :
         {"imaging-lumbar-mri", "home-oxygen", "speech-therapy-for-a-child", "several-services-in-one-request"}) {
        CAPTURE(name);
        const auto shown = show(name + ".edi", sample(name + ".edi"));
        REQUIRE(shown.pages.size() == 1);
        CHECK(shown.unreadable.empty());
        CHECK(shown.pages[0].accepted);
        expect_golden(name + ".txt", shown.text());
    }
}

TEST_CASE("show: a refused set is shown after the reasons, and its neighbours are not touched by it")
{
    const auto shown = show("refused.edi", sample("refused-set-between-two-good-ones.edi"));
    REQUIRE(shown.pages.size() == 3);
    CHECK(shown.pages[0].accepted);
    CHECK_FALSE(shown.pages[1].accepted);
    CHECK(shown.pages[2].accepted);
    expect_golden("refused-set.txt", shown_text(shown.pages[1], false));
}

TEST_CASE("show: a response begins with what was answered")
{
    const auto shown = show(
        "modified.278",
        from_payer(
            "HI", "005010X217",
            "ST*278*0001*005010X217~BHT*0007*11*REF0001*20240501*1031*18~HL*1**20*1~NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~"
            "HL*2*1*21*1~NM1*1P*1*RIVERA*ANA****XX*1234567893~HL*3*2*22*1~NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~DMG*D8*"
            "19800201*F~"
            "HL*4*3*EV*1~TRN*2*TRACE0001*9012345678~UM*HS*I*PT*11:B~HCR*A6*PA24050100001~DTP*036*D8*20241231~HI*ABK:M5416~"
            "NM1*SJ*2*EXAMPLE REHAB GROUP*****XX*1987654328~HL*5*4*SS*0~TRN*2*TRACE0001-1*9012345678~HCR*A6*PA24050100001*04^09~"
            "DTP*472*RD8*20240506-20241231~SV1*HC:97110*0*UN*26~HSD*VS*26~MSG*26 OF 29 VISITS.~SE*24*0001~"));
    REQUIRE(shown.pages.size() == 1);
    CHECK(shown.pages[0].accepted);
    expect_golden("response.txt", shown.text());
}

TEST_CASE("show: a rejection names its reason and what to do next")
{
    const auto shown =
        show("rejected.278",
             from_payer(
                 "HI", "005010X217",
                 "ST*278*0001*005010X217~BHT*0007*11*REF0005*20240501*1031*18~HL*1**20*1~NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~"
                 "HL*2*1*21*1~NM1*1P*1*RIVERA*ANA****XX*1234567893~HL*3*2*22*0~NM1*IL*1*EXAMPLE*PAT****MI*XXP999999999~AAA*N**75*"
                 "C~SE*10*0001~"));
    REQUIRE(shown.pages.size() == 1);
    REQUIRE(!shown.pages[0].page.sections.empty());
    const Section& first = shown.pages[0].page.sections[0];
    CHECK(first.title == "What was answered");
    REQUIRE(first.rows.size() == 1);
    CHECK(first.rows[0].label == "Subscriber");
    CHECK(first.rows[0].texts == std::vector<std::string>{"Subscriber/Insured Not Found [75]; Correct and resubmit [C]"});
}

TEST_CASE("show: a 999 names each fault by the element's name")
{
    const auto shown =
        show("refused.999",
             from_payer("FA", "005010X231A1",
                        "ST*999*0001*005010X231A1~AK1*HI*106*005010X217~AK2*278*0001*005010X217~IK3*DMG*10**8~IK4*2*1251*8*"
                        "19800231~IK3*UM*13*2000*8~"
                        "CTX*SITUATIONAL TRIGGER*HI*15**1~IK4*4:1*1331*7*QQ~IK3*PWK*17**I4~IK5*R*5~AK9*R*1*1*0~SE*12*0001~"));
    REQUIRE(shown.pages.size() == 1);
    expect_golden("acknowledgment.txt", shown.text());
}

TEST_CASE("show: a TA1 says whether the interchange was taken and why not")
{
    const auto shown =
        show("refused.ta1",
             "ISA*00*          *00*          *ZZ*PAYER01        *ZZ*CLEARHOUSE1    *240501*1031*^*00501*000000907*0*T*:~"
             "TA1*000000107*240501*1030*R*001~IEA*0*000000907~");
    REQUIRE(shown.pages.size() == 1);
    CHECK(shown.pages[0].transaction == "TA1");
    CHECK(shown.text()
          == "refused.ta1: Acknowledgment of an interchange\n"
             "\nInterchange\n"
             "  Number       000000107\n"
             "  Sent         2024-05-01 10:30\n"
             "  Verdict      Rejected [R]\n"
             "  Reason       Header/trailer control numbers differ (header value used) [001]\n"
             "\nEnvelope\n"
             "  Interchange  000000907, PAYER01 to CLEARHOUSE1, Test [T]\n");
}

TEST_CASE("show: each complaint of a 999 stands beside the segment it means")
{
    const auto bytes    = sample("refused-set-between-two-good-ones.edi");
    const auto original = app::memory_input("monday.edi", bytes);
    const auto group    = bytes.substr(bytes.find("GS*"));
    const auto number   = [&](int element) {
        std::string_view rest = group;
        for (int i = 0; i < element; ++i) rest.remove_prefix(rest.find('*') + 1);
        return std::string(rest.substr(0, rest.find('*')));
    };
    const auto acknowledging = [&](const std::string& group_number, const std::string& faults) {
        return from_payer("FA", "005010X231A1",
                          "ST*999*0001*005010X231A1~AK1*HI*" + group_number + "*005010X217~AK2*278*0002*005010X217~" + faults
                              + "IK5*R*5~AK9*P*3*3*2~SE*14*0001~");
    };
    const std::string faults = "IK3*DMG*10*2010*8~IK4*2*1251*8*20000231~IK3*UM*13*2000*8~IK4*1*1525*7*QQ~IK4*4:2*1332*I6~"
                               "IK3*PWK*17**I6~CTX*SITUATIONAL TRIGGER*UM*13**3~IK3*MSG*99**3~";
    const auto        shown  = show("monday.999", acknowledging(number(6), faults), &original);
    REQUIRE(shown.pages.size() == 1);
    CHECK(shown.unreadable.empty());
    expect_golden("acknowledgment-beside-original.txt", shown.text());

    // A fault before any set is about nothing, and moves no other one to a wrong segment.
    auto stray = acknowledging(number(6), "IK3*UM*13*2000*8~IK4*1*1525*7*QQ~");
    stray.insert(stray.find("AK2*"), "IK3*ST*1**8~");
    CHECK(show("monday.999", stray, &original).text().find("UM*QQ*I*BY*11:B") != std::string::npos);

    const auto other = show("monday.999", acknowledging("4711", faults), &original);
    CHECK(other.pages.size() == 1);
    CHECK(other.unreadable == std::vector<std::string>{"`monday.999`: speaks of group 4711, which is not in `monday.edi`"});
    CHECK(other.text() == show("monday.999", acknowledging("4711", faults)).text());
}

TEST_CASE("show: a TA1 stands beside the ISA it is about, carets under the element its note means")
{
    const std::string ta1 =
        "ISA*00*          *00*          *ZZ*PAYER01        *ZZ*CLEARHOUSE1    *240501*1031*^*00501*000000907*0*T*:~"
        "TA1*000000107*240501*1030*R*015~IEA*0*000000907~";
    const std::string sent =
        "ISA*00*          *00*          *ZZ*CLEARHOUSE1    *ZZ*PAYER01        *240501*1030*^*00501*000000107*0*T*:~"
        "IEA*0*000000107~";
    const auto original = app::memory_input("monday.edi", sent);
    const auto shown    = show("refused.ta1", ta1, &original);
    REQUIRE(shown.pages.size() == 1);
    CHECK(shown.unreadable.empty());
    const auto& rows = shown.pages[0].page.sections.at(0).rows;
    REQUIRE(rows.back().label == "Original");
    REQUIRE(rows.back().texts.size() == 2);
    const auto& text  = rows.back().texts[0];
    const auto& caret = rows.back().texts[1];
    CHECK(text.substr(caret.find('^'), 4) == "1030");
    CHECK(caret.ends_with("^^^^"));
    CHECK(shown.text().find("  Original     " + text + "\n               " + caret + "\n") != std::string::npos);

    const auto another   = replaced_once(sent, "*240501*", "*240502*");
    const auto elsewhere = app::memory_input("tuesday.edi", another);
    CHECK(show("refused.ta1", ta1, &elsewhere).unreadable
          == std::vector<std::string>{"`refused.ta1`: speaks of interchange 000000107, which is not in `tuesday.edi`"});
}

TEST_CASE("show: an inquiry, a notification and their answers are told by the names of their guides")
{
    const std::string heading =
        "HL*1**20*1~NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~HL*2*1*21*1~NM1*1P*1*RIVERA*ANA****XX*1234567893~HL*3*2*22*1~"
        "NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~";
    const struct {
        const char* guide;
        const char* purpose;
        const char* direction;
        const char* title;
    } cases[] = {
        {"005010X215", "28", "inquiry", "Health care services review: inquiry"},
        {"005010X215", "49", "response", "Health care services review: inquiry response"},
        {"005010X216", "14", "notification", "Health care services review: notification"},
        {"005010X216", "53", "acknowledgment", "Health care services review: notification acknowledgment"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.title);
        const auto shown =
            show("a.edi", from_payer("HI", c.guide,
                                     fmt::format("ST*278*0001*{}~BHT*0007*{}*REF0001*20240501*1031*18~{}"
                                                 "HL*4*3*EV*0~TRN*1*TRACE0001*9012345678~UM*HS*I*PT*11:B~SE*13*0001~",
                                                 c.guide, c.purpose, heading)));
        REQUIRE(shown.pages.size() == 1);
        CHECK(shown.pages[0].direction == c.direction);
        CHECK(shown.pages[0].page.title == c.title);
        CHECK(shown.text().find("\nSubscriber\n  Name and identifier         PAT EXAMPLE, ") != std::string::npos);
        CHECK(shown.text().find("Does not fit here") == std::string::npos);
    }
}

TEST_CASE("show: what fits nowhere stands where it came, and a set of an older guide is shown as it is")
{
    const auto request = sample("imaging-lumbar-mri.edi");
    const auto at      = request.find("~HL*4*") == std::string::npos ? request.find("HL*4*") : request.find("~HL*4*") + 1;
    REQUIRE(at != std::string::npos);
    auto odd = request;
    odd.insert(at, "AAA*Y**42*R~");
    const auto shown = show("odd.edi", odd);
    REQUIRE(shown.pages.size() == 1);
    CHECK_FALSE(shown.pages[0].accepted);
    CHECK(shown.text().find("Does not fit here") != std::string::npos);
    CHECK(shown.text().find("AAA*Y**42*R") != std::string::npos);

    const auto older =
        show("older.edi", from_payer("HI", "004010X094A1", "ST*278*0001~BHT*0078*13*REF0001*20240501*1031~SE*3*0001~"));
    REQUIRE(older.pages.size() == 1);
    CHECK_FALSE(older.pages[0].accepted);
    const Section& refused = older.pages[0].page.sections.at(0);
    CHECK(refused.rows.at(0).texts
          == std::vector<std::string>{"segment 1 ST: GS08 names 004010X094A1, 278 health care services review of version 4010; "
                                      "expected 005010X215, 005010X216 or 005010X217"});
    CHECK(older.text().find("BHT*0078*13*REF0001*20240501*1031") != std::string::npos);
}

TEST_CASE("show: JSON has the same content under keys that stay")
{
    const auto shown = show("imaging.edi", sample("imaging-lumbar-mri.edi"));
    REQUIRE(shown.pages.size() == 1);
    const auto json = shown_json(shown.pages[0]);
    CHECK(json.at("file") == "imaging.edi");
    CHECK(json.at("interchange") == "101000104");
    CHECK(json.at("group") == "1040");
    CHECK(json.at("set") == "0001");
    CHECK(json.at("transaction") == "278");
    CHECK(json.at("guide") == "005010X217");
    CHECK(json.at("direction") == "request");
    CHECK(json.at("accepted") == true);
    CHECK(json.at("title") == "Request [13] REF260818002");
    const auto& patient = json.at("sections").at(1);
    CHECK(patient.at("title") == "For whom");
    CHECK(boost::json::serialize(patient.at("rows").at("born")) == R"(["1984-09-09, 41 years old on 2026-09-01"])");
    CHECK(json.at("sections").as_array().size() == shown.pages[0].page.sections.size());
}

TEST_CASE("show: what cannot be read is named, and the rest is shown")
{
    const auto good = sample("imaging-lumbar-mri.edi");
    const auto cut  = good.substr(0, good.size() - 20);
    CHECK(show("empty.edi", "").unreadable
          == std::vector<std::string>{"`empty.edi`: holds no interchange; expected text that starts with ISA"});
    CHECK(show("words.txt", "dear payer, please approve").unreadable.size() == 1);

    const auto both = show("two.edi", cut + good);
    CHECK(both.pages.size() == 2);
    REQUIRE(!both.unreadable.empty());
    CHECK(both.unreadable.back() == "`two.edi`: interchange 101000104 has no IEA; it was cut on its way");
}

TEST_CASE("show: nothing a sender writes steers the terminal")
{
    CHECK(printable("A\033[2JB\r\n\x7F") == "A?[2JB???");
    CHECK(printable("caf\xC3\xA9 \xE9 \xC2\x9B \xE2\x82\xAC \xED\xA0\x80 \xF0\x9F\x98\x80 \xC3")
          == "caf\xC3\xA9 ? ?? \xE2\x82\xAC ??? \xF0\x9F\x98\x80 ?");
    auto       bytes = sample("imaging-lumbar-mri.edi");
    const auto name  = bytes.find("MOCKUP");
    bytes.replace(name, 6, "M\033[31m");
    CHECK(show("a.edi", bytes).text().find('\033') == std::string::npos);
}

TEST_CASE("show: every sample is shown without a word lost to an exception")
{
    for (const auto& path : test::all_samples()) {
        CAPTURE(path.string());
        const auto bytes = test::read_file(path);
        const auto shown = show(path.filename().string(), bytes);
        CHECK_FALSE((shown.pages.empty() && shown.unreadable.empty()));
        for (const ShownPage& page : shown.pages) {
            CHECK_FALSE(page.page.sections.empty());
            CHECK_FALSE(boost::json::serialize(shown_json(page)).empty());
        }
    }
}

TEST_CASE("show: how often something is to be done is said in words")
{
    const Names          names(edi::Guides::embedded());
    const model::Decimal one{"1", 1}, two{"2", 2}, three{"3", 3}, four{"4", 4}, forty{"40", 40}, sixty{"60", 60},
        twenty_one{"21", 21};
    const model::Delivery total{"VS", forty, {}, {}, "7", sixty, {}, {}};
    CHECK(delivery_words(names, total) == "40 visits over 60 days");
    CHECK(delivery_words(names, {"VS", three, "WK", {}, "35", four, {}, {}}) == "3 visits a week for 4 weeks");
    CHECK(delivery_words(names, {"VS", one, "DA", three, "7", twenty_one, {}, {}}) == "1 visit every 3 days for 21 days");
    CHECK(delivery_words(names, {"HS", one, "DA", one, "34", one, "A", "D"})
          == "1 hour a day for 1 month, Monday through Friday [A], A.M. [D]");
    CHECK(delivery_words(names, {"MN", two, {}, {}, {}, {}, {}, {}}) == "2 months");
    CHECK(delivery_words(names, {}).empty());
}

TEST_CASE("show: an age is counted on the first day of service")
{
    using namespace std::chrono;
    const auto on = 2026y / September / 1;
    CHECK(age_words(1984y / September / 1, on) == "42 years old on 2026-09-01");
    CHECK(age_words(1984y / September / 2, on) == "41 years old on 2026-09-01");
    CHECK(age_words(2024y / September / 2, on) == "23 months old on 2026-09-01");
    CHECK(age_words(2026y / August / 1, on) == "1 month old on 2026-09-01");
    CHECK(age_words(on, on) == "0 months old on 2026-09-01");
    CHECK(age_words(2026y / September / 2, on).empty());
}
