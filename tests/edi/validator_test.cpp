// One fault, one issue, with the coordinates of the 999. The numbers are those of a clean
// request; each row breaks it in one place.
#include "edi/validator.hpp"

#include "edi/maximal_request.hpp"
#include "edi/support.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

constexpr const char* base = R"(ST*278*0001*005010X217~
BHT*0007*13*REF0001*20260901*1030~
HL*1**20*1~
NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~
HL*2*1*21*1~
NM1*1P*1*RIVERA*ANA****XX*1234567893~
REF*ZH*5551~
N3*1 MAIN STREET~
N4*BOSTON*MA*02101~
PER*IC*INTAKE DESK*TE*6175550100~
HL*3*2*22*1~
NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~
DMG*D8*19800201*F~
HL*4*3*EV*1~
TRN*1*TRACE0001*9012345678~
UM*HS*R*PT*11:B~
REF*BB*PA0001~
DTP*AAH*RD8*20260906-20261231~
DTP*435*D8*20260906~
HI*ABK:M5416*ABF:M5417~
HSD*VS*10***21*3~
CRC*08*Y*11~
CL1*3~
CR2*1*10******A*N~
PWK*CK*EL***AC*DOC1~
MSG*PLEASE CALL~
NM1*SJ*2*EXAMPLE REHAB GROUP*****XX*1987654328~
PRV*PE*PXC*225100000X~
NM1*PW*2*HOME~
N3*2 SIDE STREET~
N4*BOSTON*MA*02102~
NM1*GG*2*OTHER PLAN~
REF*ZZ*0M~
DTP*598*D8*20260801~
HL*5*4*SS*0~
TRN*1*TRACE0001-1*9012345678~
UM*HS*I*PT~
DTP*472*RD8*20260906-20261231~
SV1*HC:97110*100*UN*10***1~
HSD*VS*10~
NM1*SJ*1*OKAFOR*LEE****XX*1987654328~
HL*6*4*SS*0~
SV2*0120~
HL*7*4*SS*0~
SV3*AD:D7240*****1~
TOO*JP*32*M~
SE*47*0001~
)";

// The base with one text in it replaced, and counted anew unless SE is what was changed.
std::string edited(std::string_view from, std::string_view to)
{
    std::string text = fmt::format("{}~", fmt::join(segments_of(base), "~"));
    const auto  at   = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, std::string(from));
    text.replace(at, from.size(), to);
    return from.starts_with("SE*") || to.find("SE*") != std::string_view::npos ? text : with_count(text);
}

std::string times(int count, std::string_view text)
{
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

struct Fault {
    std::string what;
    std::string from;
    std::string to;
    std::string issue;  // id, position of the segment, its id, element and component
};

void check(const Fault& fault)
{
    CAPTURE(fault.what);
    CAPTURE(fault.to);
    CHECK(issues_of(interchange_of(edited(fault.from, fault.to))) == fault.issue);
}

// What is broken begins with the row of the list of problems it stands for, where it has one.
const Fault envelope_faults[] = {
    {"ST01 of another set", "ST*278*", "ST*270*", "set/not-supported 1 ST"},
    {"32 ST01 empty", "ST*278*", "ST**", "set/id-missing 1 ST"},
    {"ST02 too short", "ST*278*0001", "ST*278*1", "set/control-number-bad 1 ST"},
    {"SE missing", "SE*47*0001~", "", "set/trailer-missing 46 TOO"},
    {"SE02 differs", "SE*47*0001", "SE*47*0002", "set/control-number-differs 47 SE"},
    {"SE01 wrong", "SE*47*", "SE*46*", "set/segment-count 47 SE"},
    {"SE01 no number", "SE*47*", "SE*4X*", "set/segment-count 47 SE"},
    {"ST02 too long", "ST*278*0001", "ST*278*0000000001", "set/control-number-bad 1 ST"},
    {"ST03 missing", "ST*278*0001*005010X217", "ST*278*0001", "set/guide-mismatch 1 ST"},
    {"more elements than ST has", "ST*278*0001*005010X217", "ST*278*0001*005010X217*X", "element/too-many 1 ST 4"},
    {"ST03 of another guide of ours", "ST*278*0001*005010X217", "ST*278*0001*005010X216", "set/guide-mismatch 1 ST"},
    {"ST03 of no guide", "ST*278*0001*005010X217", "ST*278*0001*005010X999", "set/guide-not-supported 1 ST"},
};

const Fault segment_faults[] = {
    {"43 an id X12 does not have", "HSD*VS*10***21*3~", "HSD*VS*10***21*3~XYZ*1~", "segment/unknown-id 22 XYZ"},
    {"an id that is no id", "HSD*VS*10***21*3~", "HSD*VS*10***21*3~xy?*1~", "segment/unknown-id 22 xy?"},
    {"a segment that holds nothing", "CL1*3~", "CL1~", "segment/empty 23 CL1"},
    {"an id with a component behind it", "REF*ZH*5551~", "REF:ZH*5551~", "segment/unknown-id 7 REF"},
    {"44 a segment of another set", "HSD*VS*10***21*3~", "HSD*VS*10***21*3~CLM*1~", "segment/not-in-set 22 CLM"},
    {"45 BHT missing", "BHT*0007*13*REF0001*20260901*1030~", "", "segment/missing 2 BHT"},
    {"47 NM1 of 2010A missing", "NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~", "", "loop/missing 4 NM1"},
    {"47 NM1 of 2010B missing, and what describes it",
     "NM1*1P*1*RIVERA*ANA****XX*1234567893~REF*ZH*5551~N3*1 MAIN STREET~N4*BOSTON*MA*02101~PER*IC*INTAKE DESK*TE*6175550100~", "",
     "loop/missing 6 NM1"},
    {"48 UM missing", "UM*HS*R*PT*11:B~", "", "segment/missing-in-guide 16 UM"},
    {"49 N3 missing in 2010EB", "N3*2 SIDE STREET~", "", "segment/missing-in-guide 30 N3"},
    {"49 N4 missing in 2010EB", "N4*BOSTON*MA*02102~", "", "segment/missing-in-guide 31 N4"},
    {"50 DTP 598 missing in 2010EC", "DTP*598*D8*20260801~", "", "segment/missing-in-guide 34 DTP"},
    {"REF missing in 2010EC", "REF*ZZ*0M~", "", "segment/missing-in-guide 33 REF"},
    {"51 REF after DTP", "REF*BB*PA0001~DTP*AAH*RD8*20260906-20261231~", "DTP*AAH*RD8*20260906-20261231~REF*BB*PA0001~",
     "segment/out-of-order 18 REF"},
    {"TRN after UM", "TRN*1*TRACE0001*9012345678~UM*HS*R*PT*11:B~", "UM*HS*R*PT*11:B~TRN*1*TRACE0001*9012345678~",
     "segment/out-of-order 16 TRN"},
    {"52 HCR in a request", "UM*HS*R*PT*11:B~", "UM*HS*R*PT*11:B~HCR*A1*PA1~", "segment/not-used 17 HCR"},
    {"52 AAA in a request", "UM*HS*R*PT*11:B~", "AAA*N**33*C~UM*HS*R*PT*11:B~", "segment/not-used 16 AAA"},
    {"54 CR4", "PWK*CK*EL***AC*DOC1~", "CR4*1~PWK*CK*EL***AC*DOC1~", "segment/not-used 25 CR4"},
    {"54 CR7", "PWK*CK*EL***AC*DOC1~", "CR7*A~PWK*CK*EL***AC*DOC1~", "segment/not-used 25 CR7"},
    {"54 N2", "N3*1 MAIN STREET~", "N2*MORE~N3*1 MAIN STREET~", "segment/not-used 8 N2"},
    {"55 two UM", "UM*HS*R*PT*11:B~", "UM*HS*R*PT*11:B~UM*HS*R*PT*11:B~", "segment/too-many 17 UM"},
    {"58 11 PWK", "PWK*CK*EL***AC*DOC1~", times(11, "PWK*CK*EL***AC*DOC1~"), "segment/too-many 35 PWK"},
    {"59 3 TRN", "TRN*1*TRACE0001*9012345678~", times(3, "TRN*1*TRACE0001*9012345678~"), "segment/too-many 17 TRN"},
    {"60 two DTP 435", "DTP*435*D8*20260906~", "DTP*435*D8*20260906~DTP*435*D8*20260907~", "segment/too-many 20 DTP"},
    {"61 two DTP 472", "DTP*472*RD8*20260906-20261231~", "DTP*472*RD8*20260906-20261231~DTP*472*D8*20260906~",
     "segment/too-many 39 DTP"},
    {"62 two HI", "HI*ABK:M5416*ABF:M5417~", "HI*ABK:M5416~HI*ABF:M5417~", "segment/too-many 21 HI"},
    {"two MSG", "MSG*PLEASE CALL~", "MSG*PLEASE CALL~MSG*AGAIN~", "segment/too-many 27 MSG"},
    {"33 TOO", "TOO*JP*32*M~", times(33, "TOO*JP*32*M~"), "segment/too-many 78 TOO"},
    {"9 REF of the requester", "REF*ZH*5551~", times(9, "REF*ZH*5551~"), "segment/too-many 15 REF"},
    {"57 15 event providers", "NM1*SJ*2*EXAMPLE REHAB GROUP*****XX*1987654328~",
     times(15, "NM1*SJ*2*EXAMPLE REHAB GROUP*****XX*1987654328~"), "loop/too-many 41 NM1"},
    {"6 transport locations", "NM1*PW*2*HOME~N3*2 SIDE STREET~N4*BOSTON*MA*02102~",
     times(6, "NM1*PW*2*HOME~N3*2 SIDE STREET~N4*BOSTON*MA*02102~"), "loop/too-many 44 NM1"},
    {"11 providers of a line", "NM1*SJ*1*OKAFOR*LEE****XX*1987654328~", times(11, "NM1*SJ*1*OKAFOR*LEE****XX*1987654328~"),
     "loop/too-many 51 NM1"},
    {"66 NM1 that no loop here takes", "NM1*SJ*2*EXAMPLE", "NM1*85*2*EXAMPLE", "element/code-not-in-guide 27 NM1 1"},
    {"a level that no guide has", "HL*4*3*EV*1~", "HL*4*3*ZZ*1~", "element/code-not-in-guide 14 HL 3"},
    {"83 a level of the standard that is not in this guide", "HL*5*4*SS*0~", "HL*5*4*1*0~", "element/code-not-in-guide 35 HL 3"},
    {"UM where nothing takes one", "DMG*D8*19800201*F~", "DMG*D8*19800201*F~UM*HS*I~", "segment/unexpected 14 UM"},
};

const Fault level_faults[] = {
    {"67 HL02 names no level", "HL*4*3*EV*1~", "HL*4*9*EV*1~", "hierarchy/parent-wrong 14 HL 2"},
    {"67 HL02 names a level too high", "HL*4*3*EV*1~", "HL*4*2*EV*1~", "hierarchy/parent-wrong 14 HL 2"},
    {"67 a line below a line", "HL*6*4*SS*0~", "HL*6*5*SS*0~", "hierarchy/parent-wrong 42 HL 2"},
    {"HL02 of the top level", "HL*1**20*1~", "HL*1*1*20*1~", "element/not-used 3 HL 2"},
    {"HL02 missing", "HL*4*3*EV*1~", "HL*4**EV*1~", "element/missing-in-guide 14 HL 2"},
    {"68 HL04 says none, and one follows", "HL*4*3*EV*1~", "HL*4*3*EV*0~", "hierarchy/child-flag 14 HL 4"},
    {"HL04 of a level that always has one", "HL*2*1*21*1~", "HL*2*1*21*0~", "element/code-not-in-guide 5 HL 4"},
    {"HL04 of a level that never has one", "HL*7*4*SS*0~", "HL*7*4*SS*1~", "element/code-not-in-guide 44 HL 4"},
    {"HL01 does not count", "HL*7*4*SS*0~", "HL*8*4*SS*0~", "hierarchy/number 44 HL 1"},
    {"HL01 no number", "HL*7*4*SS*0~", "HL*X*4*SS*0~", "hierarchy/number 44 HL 1"},
    {"HL01 missing", "HL*7*4*SS*0~", "HL**4*SS*0~", "element/missing 44 HL 1"},
    {"56 a second event", "HL*6*4*SS*0~SV2*0120~HL*7*4*SS*0~SV3*AD:D7240*****1~TOO*JP*32*M~", "HL*6*3*EV*0~UM*HS*I*PT~",
     "loop/too-many 42 HL"},
};

const Fault element_faults[] = {
    {"69 BHT01 empty", "BHT*0007*", "BHT**", "element/missing 2 BHT 1"},
    {"69 BHT02 empty", "BHT*0007*13*", "BHT*0007**", "element/missing 2 BHT 2"},
    {"70 BHT03 empty", "13*REF0001*", "13**", "element/missing-in-guide 2 BHT 3"},
    {"72 NM108 without NM109", "GROUP*****XX*1987654328", "GROUP*****XX", "element/condition-missing 27 NM1 9"},
    {"72 NM109 without NM108", "GROUP*****XX*1987654328", "GROUP******1987654328", "element/condition-missing 27 NM1 8"},
    {"72 PER03 without PER04", "DESK*TE*6175550100", "DESK*TE", "element/condition-missing 10 PER 4"},
    {"73 N402 and N407", "N4*BOSTON*MA*02101", "N4*BOSTON*MA*02101*CA***ON", "element/exclusive 9 N4 7"},
    {"N407 without N404", "N4*BOSTON*MA*02101", "N4*BOSTON**02101****ON", "element/condition-missing 9 N4 4"},
    {"74 SV2 without SV201 and SV202", "SV2*0120~", "SV2***100~", "element/condition-missing 43 SV2 1"},
    {"75 HSD06 without HSD05", "HSD*VS*10***21*3", "HSD*VS*10****3", "element/condition-missing 21 HSD 5"},
    {"HSD01 without HSD02", "HSD*VS*10***21*3", "HSD*VS****21*3", "element/condition-missing 21 HSD 2"},
    {"76 TRN03 of 9 characters", "TRACE0001*9012345678", "TRACE0001*901234567", "element/too-short 15 TRN 3"},
    {"77 REF02 longer than 50", "REF*BB*PA0001", "REF*BB*" + std::string(51, 'P'), "element/too-long 17 REF 2"},
    {"78 BHT04 no date", "REF0001*20260901", "REF0001*20261301", "element/bad-date 2 BHT 4"},
    {"79 BHT05 no time", "20260901*1030", "20260901*2561", "element/bad-time 2 BHT 5"},
    {"80 D8 with a range", "DTP*435*D8*20260906", "DTP*435*D8*20260906-20260907", "element/bad-date 19 DTP 3"},
    {"80 RD8 with a date", "RD8*20260906-20261231~DTP*435", "RD8*20260906~DTP*435", "element/bad-date 18 DTP 3"},
    {"80 RD8 that ends before it begins", "RD8*20260906-20261231~DTP*435", "RD8*20260906-20260905~DTP*435",
     "element/bad-date 18 DTP 3"},
    {"80 RD8 where only D8 may stand", "DTP*598*D8*20260801", "DTP*598*RD8*20260801-20260802",
     "element/code-not-in-guide 34 DTP 2"},
    {"DMG02 no day", "DMG*D8*19800201", "DMG*D8*19800231", "element/bad-date 13 DMG 2"},
    {"81 UM01 not of X12", "UM*HS*R*PT*11:B", "UM*ZZ*R*PT*11:B", "element/code-not-allowed 16 UM 1"},
    {"82 UM01 of X12, not of the guide", "UM*HS*R*PT*11:B", "UM*PR*R*PT*11:B", "element/code-not-in-guide 16 UM 1"},
    {"84 BHT02 of X12, not of the guide", "BHT*0007*13", "BHT*0007*00", "element/code-not-in-guide 2 BHT 2"},
    {"85 a principal diagnosis in HI02", "ABF:M5417", "ABK:M5417", "element/code-not-in-guide 20 HI 2-1"},
    {"86 UM01 AR at a line", "UM*HS*I*PT~", "UM*AR*I*PT~", "element/code-not-in-guide 37 UM 1"},
    {"87 UM04-3", "PT*11:B", "PT*11:B:1", "element/not-used 16 UM 4-3"},
    {"88 UM05 at a line", "UM*HS*I*PT~", "UM*HS*I*PT**AA~", "element/not-used 37 UM 5"},
    {"89 a control character in NM103", "EXAMPLE REHAB", "EXAMPLE\tREHAB", "element/bad-character 27 NM1 3"},
    {"90 an element repeated", "REF*ZH*5551", "REF*ZH*5551^5552", "element/too-many-repetitions 7 REF 2 of 2"},
    {"a simple element with components", "REF*ZH*5551", "REF*ZH*5551:5552", "element/too-many-components 7 REF 2-2"},
    {"91 UM04 with 4 components", "PT*11:B", "PT*11:B::9", "element/too-many-components 16 UM 4-4"},
    {"92 more elements than NM1 has", "GROUP*****XX*1987654328", "GROUP*****XX*1987654328****9", "element/too-many 27 NM1 13"},
    {"93 SV104 no number", "UN*10***1", "UN*1O***1", "element/bad-character 39 SV1 4"},
    {"94 an empty element at the end", "REF*ZH*5551", "REF*ZH*5551*", "element/trailing-separator 7 REF 3"},
    {"94 an empty element behind the last there is", "MSG*PLEASE CALL", "MSG*PLEASE CALL****",
     "element/trailing-separator 26 MSG 3"},
    {"94 an empty component at the end", "PT*11:B~", "PT*11:B:~", "element/trailing-separator 16 UM 4-3"},
    {"94 an empty component inside", "HI*ABK:M5416*", "HI*ABK:M5416:*", "element/trailing-separator 20 HI 1-3"},
    {"a required component missing", "PT*11:B", "PT*11", "element/missing-in-guide 16 UM 4-2"},
    {"the first component missing", "PT*11:B", "PT*:B", "element/missing 16 UM 4-1"},
    {"HI01-3 without HI01-4", "HI*ABK:M5416*", "HI*ABK:M5416:D8*", "element/condition-missing 20 HI 1-4"},
    {"a bad date in a component", "HI*ABK:M5416*", "HI*ABK:M5416:D8:20260231*", "element/bad-date 20 HI 1-4"},
    {"94 an empty repetition at the end", "REF*ZH*5551", "REF*ZH*5551^", "element/too-many-repetitions 7 REF 2 of 2"},
    {"a surplus element and an empty one behind it", "REF*ZH*5551", "REF*ZH*5551****9*", "element/too-many 7 REF 5"},
    {"a code of no list, where X12's own list is not known", "PRV*PE*PXC", "PRV*PC3*PXC", "element/code-not-in-guide 28 PRV 1"},
    {"a not used element", "MSG*PLEASE CALL", "MSG*PLEASE CALL*LF", "element/not-used 26 MSG 2"},
    {"CR208 missing", "CR2*1*10******A*N", "CR2*1*10*******N", "element/missing-in-guide 24 CR2 8"},
    {"a number with two points", "HC:97110*100*", "HC:97110*1.0.0*", "element/bad-character 39 SV1 2"},
    {"the wrong DTP qualifier at a line", "DTP*472*", "DTP*435*", "element/code-not-in-guide 38 DTP 1"},
    {"a CRC category of no list", "CRC*08*Y*11", "CRC*99*Y*11", "element/code-not-in-guide 22 CRC 1"},
};

}  // namespace

TEST_CASE("validator: a clean request has no issue, and neither has one that uses everything")
{
    CHECK(issues_of(interchange_of(base)) == "none");
    CHECK(issues_of(interchange_of(maximal_request)) == "none");
    CHECK(issues_of(with_separators(interchange_of(maximal_request), "|!>'")) == "none");
    CHECK(issues_of(with_separators(interchange_of(maximal_request), "\x1D\x1F\x1E\n")) == "none");
}

TEST_CASE("validator: one fault of the set's envelope is one issue")
{
    for (const Fault& fault : envelope_faults) check(fault);
    CHECK(issues_of(interchange_of(base, {.functional_id = "FA"})) == "set/wrong-group 1 ST");
    CHECK(issues_of(interchange_of(with_count(edited("BHT*0007*13", "BHT*0007*11"))), Taking::requests)
          == "set/guide-not-supported 1 ST");
}

TEST_CASE("validator: a wrong count in SE01 is a warning, and the set is accepted")
{
    for_each_set(interchange_of(edited("SE*47*", "SE*48*")), [](const TransactionSet& set, const GroupHeader& group) {
        const auto checked = validate(set, group, Guides::embedded());
        CHECK(checked.accepted());
        REQUIRE(checked.issues().size() == 1);
        CHECK(checked.issues().front().severity == Severity::warning);
        CHECK(checked.issues().front().message == "SE01 does not count the segments of the set; expected 47");
    });
}

TEST_CASE("validator: one fault of the segments is one issue")
{
    for (const Fault& fault : segment_faults) check(fault);
}

TEST_CASE("validator: segments that share a position may come in any order")
{
    CHECK(issues_of(interchange_of(
              edited("DTP*AAH*RD8*20260906-20261231~DTP*435*D8*20260906~", "DTP*435*D8*20260906~DTP*AAH*RD8*20260906-20261231~")))
          == "none");
    CHECK(issues_of(interchange_of(edited("REF*BB*PA0001~", "REF*NT*CASE1~REF*BB*PA0001~"))) == "none");
    CHECK(issues_of(interchange_of(edited("CRC*08*Y*11~", "CRC*77*Y*33~CRC*08*Y*11~CRC*07*N*01~"))) == "none");
    CHECK(issues_of(interchange_of(
              edited("NM1*SJ*2*EXAMPLE REHAB", "NM1*CA*2*FIRST PLAN~REF*ZZ*0M~DTP*598*D8*20260801~NM1*SJ*2*EXAMPLE REHAB")))
          == "none");
}

TEST_CASE("validator: one fault of the levels is one issue")
{
    for (const Fault& fault : level_faults) check(fault);

    CHECK(issues_of(interchange_of("ST*278*0001*005010X217~BHT*0007*13*REF0001*20260901*1030~SE*3*0001~"))
          == "segment/missing 3 HL");
    const std::string alone =
        edited("HL*5*4*SS*0~TRN*1*TRACE0001-1*9012345678~UM*HS*I*PT~DTP*472*RD8*20260906-20261231~SV1*HC:97110*100*UN*10***1~HSD*"
               "VS*10~NM1*SJ*1*OKAFOR*LEE****XX*1987654328~HL*6*4*SS*0~SV2*0120~HL*7*4*SS*0~SV3*AD:D7240*****1~TOO*JP*32*M~",
               "");
    CHECK(issues_of(interchange_of(alone)) == "hierarchy/child-flag 14 HL 4");

    const auto with_dependent = [&](std::string_view dependent) {
        std::string text = alone;
        text.replace(text.find("HL*4*3*EV*1~"), 12, fmt::format("HL*4*3*23*1~{}HL*5*4*EV*0~", dependent));
        return issues_of(interchange_of(with_count(text)));
    };
    CHECK(with_dependent("NM1*QC*1*CHILD*KIM~") == "none");
    CHECK(with_dependent("") == "loop/missing 15 NM1");
    CHECK(with_dependent("NM1*QC*1*CHILD*KIM~HL*5*4*23*1~NM1*QC*1*OTHER*KIM~").starts_with("loop/too-many 16 HL"));

    const std::string no_event = alone.substr(0, alone.find("HL*4*3*EV*1~")) + "SE*1*1~";
    CHECK(issues_of(interchange_of(with_count(no_event))) == "loop/missing 14 HL");
}

TEST_CASE("validator: one fault of an element is one issue")
{
    for (const Fault& fault : element_faults) check(fault);
}

TEST_CASE("validator: an issue says what the value was and what was expected, and never prints what cannot be printed")
{
    for_each_set(interchange_of(edited("UM*HS*R*PT*11:B", "UM*ZZ*R*PT*11:B")),
                 [](const TransactionSet& set, const GroupHeader& group) {
                     const auto checked = validate(set, group, Guides::embedded());
                     REQUIRE(checked.issues().size() == 1);
                     const Issue& issue = checked.issues().front();
                     CHECK(issue.message == "UM01 holds `ZZ`; expected one of AR, HS, IN, SC");
                     CHECK(issue.severity == Severity::error);
                     CHECK(issue.data_element == "1525");
                     CHECK(issue.bad_value == "ZZ");
                     CHECK(issue.where.loop_id == "2000E");
                     CHECK(set.text.substr(issue.where.offset_bytes - set.offset_bytes, 2) == "ZZ");
                     CHECK_FALSE(checked.accepted());
                     CHECK(checked.guide()->direction == "request");
                 });
    for_each_set(interchange_of(edited("UM*HS*R*PT*11:B", "UM*H\x01*R*PT*11:B")),
                 [](const TransactionSet& set, const GroupHeader& group) {
                     const auto checked = validate(set, group, Guides::embedded());
                     REQUIRE(checked.issues().size() == 1);
                     CHECK(checked.issues().front().bad_value.empty());
                     CHECK(checked.issues().front().message.find('\x01') == std::string::npos);
                 });
}

TEST_CASE("validator: issues come in order of position, and all of them")
{
    std::string text = edited("UM*HS*R*PT*11:B", "UM*ZZ*R*PT*11:Q");
    text.replace(text.find("BHT*0007*13*REF0001"), 19, "BHT*0007*13*");
    text.replace(text.find("DMG*D8*19800201*F"), 17, "DMG*D8*19800231*Q");
    text.replace(text.find("SE*47"), 5, "SE*46");
    CHECK(issues_of(interchange_of(text))
          == "element/missing-in-guide 2 BHT 3; element/bad-date 13 DMG 2; element/code-not-in-guide 13 DMG 3; "
             "element/code-not-allowed 16 UM 1; element/code-not-in-guide 16 UM 4-2; set/segment-count 47 SE");
}

TEST_CASE("validator: more issues than anybody reads are not collected")
{
    const auto many = interchange_of(edited("MSG*PLEASE CALL~", times(1000, "CLM*1~")));
    for_each_set(many, [](const TransactionSet& set, const GroupHeader& group) {
        const auto checked = validate(set, group, Guides::embedded());
        CHECK(checked.issues().size() == set_issues_max);
        CHECK(checked.issues().front().where.segment_position == 26);
    });
}

TEST_CASE("validator: damage anywhere in a set is refused, and never breaks anything")
{
    const auto segments = segments_of(base);
    for (std::size_t i = 1; i + 1 < segments.size(); ++i) {
        for (const char* damage : {"", "HL~", "NM1~", "NM1*IL~", "HL*1**20*1~", "ZZ9*1~", "SE*1*1~"}) {
            std::string text;
            for (std::size_t j = 0; j < segments.size(); ++j) text += j == i ? std::string(damage) : segments[j] + "~";
            CAPTURE(segments[i]);
            CAPTURE(damage);
            CHECK(!issues_of(interchange_of(text)).empty());
        }
    }
}

TEST_CASE("validator: every sample of the project is clean, but for what its name says")
{
    const auto samples = files_below(project() / "samples" / "inbox");
    REQUIRE(samples.size() > 10);
    for (const auto& path : samples) {
        const auto name  = path.stem().string();
        const auto found = issues_of(read_file(path));
        CAPTURE(name);
        CAPTURE(found);
        CHECK(!found.empty());
        if (name == "refused-set-between-two-good-ones") {
            CHECK(found == "none | element/bad-date 10 DMG 2; element/code-not-allowed 13 UM 1 | none");
            continue;
        }
        std::string clean = found;
        for (auto at = clean.find("none"); at != std::string::npos; at = clean.find("none")) clean.erase(at, 4);
        CHECK(clean.find_first_not_of(" |") == std::string::npos);
    }
}

TEST_CASE("validator: the worked exchanges are as their notes say")
{
    const auto folder = project() / ".." / "shared" / "example" / "wire";
    if (!std::filesystem::is_directory(folder)) {
        MESSAGE("skipped: the worked exchanges are not beside the project");
        return;
    }
    for (const auto& path : files_below(folder)) {
        if (path.extension() != ".edi") continue;
        const auto name = path.filename().string();
        CAPTURE(name);
        const std::string expected = name == "6-refused.request.edi"
                                         ? "element/bad-date 10 DMG 2; element/code-not-allowed 13 UM 1"
                                     : name == "7-envelope.ta1.edi" ? ""
                                                                    : "none";
        CHECK(issues_of(read_file(path)) == expected);
    }
}

TEST_CASE("validator: a level whose HL never came is one issue, and what stands in it is checked all the same")
{
    const struct {
        std::string hl;
        std::string issue;
    } cases[] = {
        {"HL*1**20*1~", "segment/missing 3 HL"},
        {"HL*2*1*21*1~", "loop/missing 5 HL"},
        {"HL*3*2*22*1~", "loop/missing 11 HL"},
        {"HL*4*3*EV*1~", "loop/missing 14 HL"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.hl);
        CHECK(issues_of(interchange_of(edited(c.hl, ""))) == c.issue);
    }
    std::string flat;
    for (const auto& segment : segments_of(base))
        if (!segment.starts_with("HL*")) flat += segment + "~";
    CHECK(issues_of(interchange_of(with_count(flat))) == "segment/missing 3 HL");
    CHECK(issues_of(
              interchange_of(edited("HL*4*3*EV*1~TRN*1*TRACE0001*9012345678~UM*HS*R*PT*11:B~", "TRN*1*TRACE0001*9012345678~")))
          == "loop/missing 14 HL; segment/missing-in-guide 15 UM");
}
