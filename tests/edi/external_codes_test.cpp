// Codes whose lists others keep: what they look like, which list rules which value, and who is
// told. And the checks of sense, which look at more than one value.
#include "edi/external_codes.hpp"

#include "edi/support.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

constexpr const char* base =
    "ST*278*0001*005010X217~BHT*0007*13*REF0001*20260901*1030~HL*1**20*1~"
    "NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~HL*2*1*21*1~NM1*1P*1*RIVERA*ANA****XX*1234567893~"
    "N3*1 MAIN STREET~N4*BOSTON*MA*02101~PRV*PE*PXC*225100000X~HL*3*2*22*1~"
    "NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~DMG*D8*19800201*F~HL*4*3*EV*1~TRN*1*TRACE0001*9012345678~"
    "UM*HS*I*PT*11:B~DTP*484*D8*20260101~DTP*ABC*D8*20261001~DTP*AAH*RD8*20260906-20261231~"
    "DTP*435*D8*20260906~DTP*096*D8*20260910~HI*ABK:M5416*ABF:M5417~CL1*3*1*01~"
    "NM1*SJ*2*EXAMPLE REHAB GROUP*****XX*1987654328~"
    "HL*5*4*SS*0~DTP*472*D8*20260906~SV1*HC:97110:GP*100*UN*10***1:2~NM1*SJ*1*OKAFOR*LEE****XX*1987654328~"
    "HL*6*4*SS*0~SV2*0120*HC:99221~SE*30*0001~";

std::string issues_with(std::string_view from, std::string_view to)
{
    std::string text = base;
    const auto  at   = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, std::string(from));
    text.replace(at, from.size(), to);
    return issues_of(interchange_of(with_count(text)));
}

struct Fault {
    std::string from, to, issue;
};

}  // namespace

TEST_CASE("forms: A is a letter, 9 a digit, X either; brackets may be left out, from the end")
{
    const auto form = CodeForm::parse("A9X[X[X[X[X]]]]|V99.9");
    REQUIRE(form);
    for (const auto* code : {"M54", "M545", "M5416", "S72001A", "C4A", "V12.3"}) {
        CAPTURE(code);
        CHECK(form->matches(code));
    }
    for (const auto* code : {"", "M5", "54M", "M54.16", "m5416", "S72001AB", "V123X4567", "V12.", "V12.34"}) {
        CAPTURE(code);
        CHECK_FALSE(form->matches(code));
    }
    const auto zip = CodeForm::parse("99999[9999]");
    REQUIRE(zip);
    CHECK(zip->matches("02101"));
    CHECK(zip->matches("021011234"));
    CHECK_FALSE(zip->matches("0210112"));
    for (const auto* bad : {"9[", "9]", "[9]", "9[9", "|9", "9||9"}) {
        CAPTURE(bad);
        const auto parsed = CodeForm::parse(bad);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().message.starts_with("`"));
    }
}

TEST_CASE("external codes: a value that cannot be a code is said where it is answered")
{
    CHECK(issues_with("SE*30", "SE*30") == "none");
    const Fault faults[] = {
        // A 999 says it.
        {"*MA*02101", "*XQ*02101", "element/code-not-allowed 8 N4 2"},
        {"*MA*02101", "*MA*0210", "element/pattern 8 N4 3"},
        {"*MA*02101", "*MA*02101-1234", "element/pattern 8 N4 3"},
        {"N4*BOSTON*MA*02101", "N4*LYON**69001*FR", "none"},
        {"N4*BOSTON*MA*02101", "N4*LYON**69001*F1", "element/pattern 8 N4 4"},
        {"N4*BOSTON*MA*02101", "N4*LYON**69001*QQ", "element/code-not-allowed 8 N4 4"},
        {"225100000X", "22510", "element/pattern 9 PRV 3"},
        {"*11:B", "*1X:B", "element/pattern 15 UM 4-1"},
        {"*11:B", "*00:B", "element/code-not-allowed 15 UM 4-1"},
        {"*11:B", "*13:A", "none"},
        {"*11:B", "*99:A", "element/code-not-allowed 15 UM 4-1"},
        {"CL1*3*1*01", "CL1*3*1*99", "element/code-not-allowed 22 CL1 3"},
        {"97110:GP", "97110:G-", "element/pattern 26 SV1 1-3"},
        // The response says it.
        {"NM1*1P*1*RIVERA*ANA****XX*1234567893", "NM1*1P*1*RIVERA*ANA****XX*1234567890", "requester/id-invalid 6 NM1 9"},
        {"NM1*SJ*2*EXAMPLE REHAB GROUP*****XX*1987654328", "NM1*SJ*2*EXAMPLE REHAB GROUP*****XX*198765432",
         "provider/id-invalid 23 NM1 9"},
        {"LEE****XX*1987654328", "LEE****XX*1987654320", "service-provider/id-invalid 27 NM1 9"},
        {"LEE****XX*1987654328", "LEE****34*1987654320", "none"},
        {"ABF:M5417", "ABF:5417", "request/diagnosis-missing 21 HI 2-2"},
        {"ABF:M5417", "BF:724.4", "element/pattern 21 HI 2-2"},
        {"HC:97110:GP", "HC:9711:GP", "service/procedure-missing 26 SV1 1-2"},
        {"HC:97110:GP", "HC:J0585:GP", "none"},
        {"HC:97110:GP", "HC:0042T", "none"},
        {"HC:97110:GP", "N4:12345678901", "none"},
        {"HC:97110:GP", "N4:12345-6789-01", "element/pattern 26 SV1 1-2"},
        {"HC:97110:GP", "N4:1234", "service/procedure-missing 26 SV1 1-2"},
        {"SV2*0120", "SV2*A120", "service/procedure-missing 29 SV2 1"},
        {"SV2*0120", "SV2*120", "element/pattern 29 SV2 1"},
        // In use everywhere: the point is warned of, and the diagnosis taken.
        {"ABF:M5417", "ABF:M54.17", "element/pattern 21 HI 2-2"},
    };
    for (const Fault& fault : faults) {
        CAPTURE(fault.to);
        CHECK(issues_with(fault.from, fault.to) == fault.issue);
    }
}

TEST_CASE("external codes: what is only written unusually warns, and what a response answers refuses nothing")
{
    for (const auto& [from, to] : {std::pair("ABF:M5417", "ABF:M54.17"), std::pair("ABF:M5417", "ABF:5417"),
                                   std::pair("*11:B", "*00:B"), std::pair("XX*1234567893", "XX*1234567890")}) {
        CAPTURE(to);
        std::string text = base;
        text.replace(text.find(from), std::string_view(from).size(), to);
        for_each_set(interchange_of(text), [](const TransactionSet& set, const GroupHeader& group) {
            const auto checked = validate(set, group, Guides::embedded());
            CHECK(checked.issues().size() == 1);
            CHECK(checked.accepted());
        });
    }
}

TEST_CASE("external codes: a list may say from when to when a code holds, and the day of the service decides")
{
    const auto                schemas = embedded_schemas();
    std::vector<EmbeddedFile> files(schemas.begin(), schemas.end());
    const auto                file = std::ranges::find(files, "schemas/codes/ext237.csv", &EmbeddedFile::path);
    file->text                     = "code,name,from,to\n11,Office,20200101,20260905\n12,Home,20260101,\n";
    const auto guides              = Guides::load(files);
    REQUIRE(guides);
    const auto found = [&](std::string_view place) {
        std::string text = base;
        text.replace(text.find("11:B"), 4, place);
        std::string all;
        for_each_set(interchange_of(text), [&](const TransactionSet& set, const GroupHeader& group) {
            const auto checked = validate(set, group, *guides);
            for (const Issue& issue : checked.issues()) all += (all.empty() ? "" : "; ") + issue.message;
        });
        return all;
    };
    CHECK(found("11:B") == "UM04-1 is a code of its list (Place of service, CMS), but not on the day of the service");
    CHECK(found("12:B") == "");
    CHECK(found("13:B") == "UM04-1 is no code of its list (Place of service, CMS)");

    file->text        = "code,name,from,to\n11,Office,2020-01-01,\n";
    const auto broken = Guides::load(files);
    REQUIRE_FALSE(broken);
    CHECK(broken.error().message == "schemas/codes/ext237.csv:2:1: `2020-01-01` is no day; expected CCYYMMDD");
}

TEST_CASE("sense: dates, pointers and ranges that contradict each other")
{
    const Fault faults[] = {
        {"DMG*D8*19800201", "DMG*D8*20260902", "member/birth-date-missing 12 DMG 2"},
        {"AAH*RD8*20260906-20261231", "AAH*RD8*19790101-19790201", "request/born-after-service 18 DTP 3"},
        {"DTP*472*D8*20260906", "DTP*472*D8*19790101", "service/born-after-service 25 DTP 3"},
        {"AAH*RD8*20260906-20261231", "AAH*D8*22060906", "request/date-inappropriate 18 DTP 3"},
        {"AAH*RD8*20260906-20261231", "AAH*RD8*20260906-29991231", "none"},
        {"DTP*472*D8*20260906", "DTP*472*D8*20060906", "service/date-missing 25 DTP 3"},
        {"DTP*096*D8*20260910", "DTP*096*D8*20260905", "request/discharge-date-missing 20 DTP 3"},
        {"DTP*ABC*D8*20261001", "DTP*ABC*D8*20251001", "request/due-date-missing 17 DTP 3"},
        {"DTP*484*D8*20260101", "DTP*439*D8*20260902", "request/accident-date-missing 16 DTP 3"},
        {"DTP*484*D8*20260101", "DTP*431*D8*20260902", "request/onset-date-missing 16 DTP 3"},
        {"DTP*484*D8*20260101", "DTP*484*D8*20260902", "request/menstrual-period-missing 16 DTP 3"},
        {"*10***1:2", "*10***1:3", "element/pattern 26 SV1 7-2"},
        {"*10***1:2", "*10***0", "element/pattern 26 SV1 7-1"},
        {"HC:97110:GP", "HC:97110:GP:::::97112", "none"},
        {"HC:97110:GP", "HC:97110:GP:::::97109", "element/pattern 26 SV1 1-8"},
        {"ABF:M5417", "BF:7244", "element/pattern 21 HI 2-1"},
    };
    for (const Fault& fault : faults) {
        CAPTURE(fault.to);
        CHECK(issues_with(fault.from, fault.to) == fault.issue);
    }
}

TEST_CASE("sense: of a dependent, it is the dependent's birth that counts")
{
    const auto found = [](std::string_view birth) {
        return issues_of(interchange_of(with_count(fmt::format(
            "ST*278*0001*005010X217~BHT*0007*13*REF0001*20260901*1030~HL*1**20*1~NM1*X3*2*BLUE EXAMPLE "
            "PLAN*****PI*00700~HL*2*1*21*1~"
            "NM1*1P*1*RIVERA*ANA****XX*1234567893~HL*3*2*22*1~NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~DMG*D8*20240201*F~"
            "HL*4*3*23*1~NM1*QC*1*EXAMPLE*KIM~{}HL*5*4*EV*0~UM*HS*I*PT~DTP*AAH*D8*20230101~NM1*SJ*2*EXAMPLE REHAB~SE*1*0001~",
            birth))));
    };
    CHECK(found("") == "none");
    CHECK(found("DMG*D8*20220101~") == "none");
    CHECK(found("DMG*D8*20230102~") == "request/born-after-service 15 DTP 3");
    CHECK(found("DMG*D8*20260902~") == "dependent/birth-date-missing 12 DMG 2");
}

TEST_CASE("sense: the counts of a 999 agree with its verdict")
{
    const auto found = [](std::string_view verdicts, std::string_view totals) {
        std::string sets;
        int         number = 0;
        for (const char verdict : verdicts)
            sets += fmt::format("AK2*278*{:04}*005010X217~IK5*{}{}~", ++number, verdict, verdict == 'R' ? "*5" : "");
        const auto text =
            with_count(fmt::format("ST*999*0001*005010X231A1~AK1*HI*101*005010X217~{}AK9*{}~SE*1*0001~", sets, totals));
        return issues_of(interchange_of(text, {"FA", "005010X231A1", "000000101", "0"}));
    };
    CHECK(found("A", "A*1*1*1") == "none");
    CHECK(found("AR", "P*2*2*1") == "none");
    CHECK(found("", "A*2*2*2") == "none");  // accepted sets need not be named
    CHECK(found("AA", "R*2*2*0*5") == "none");
    CHECK(found("AR", "A*2*2*2") == "element/pattern 7 AK9 4");
    CHECK(found("AR", "A*2*2*1") == "element/pattern 7 AK9 4");
    CHECK(found("R", "P*1*1*0") == "element/pattern 5 AK9 4");
    CHECK(found("R", "R*1*1*1") == "element/pattern 5 AK9 4");
    CHECK(found("A", "A*1*1*2") == "element/pattern 5 AK9 4");
    CHECK(found("AR", "P*1*1*1") == "element/pattern 7 AK9 3");
}
