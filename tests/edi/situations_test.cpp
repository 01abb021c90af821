// Each rule of situations.csv broken once: the issue it gives, and what made it apply.
#include "edi/situations.hpp"

#include "edi/support.hpp"

#include <map>
#include <set>

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

// One body for every guide of the 278; what differs is put in.
std::string review(std::string_view guide, std::string_view bht, std::string_view trace, std::string_view decision)
{
    return fmt::format("ST*278*0001*{0}~BHT*0007*{1}~HL*1**20*1~NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~"
                       "HL*2*1*21*1~NM1*1P*1*RIVERA*ANA****XX*1234567893~HL*3*2*22*1~NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~"
                       "DMG*D8*19800201*F~HL*4*3*EV*1~TRN*{2}*TRACE0001*9012345678~UM*HS*I*PT*11:B~{3}HI*ABK:M5416~"
                       "NM1*SJ*2*EXAMPLE REHAB GROUP*****XX*1987654328~REF*0B*LICENSE1*MA~"
                       "HL*5*4*SS*0~UM*HS*I*PT~{3}DTP*472*D8*20260906~SV1*HC:97110*100*UN*10~"
                       "NM1*SJ*1*OKAFOR*LEE****XX*1987654328~SE*1*0001~",
                       guide, bht, trace, decision);
}

const std::map<std::string, std::string>& bases()
{
    static const std::map<std::string, std::string> all{
        {"005010X217-request", review("005010X217", "13*REF0001*20260901*1030", "1", "")},
        {"005010X217-response", review("005010X217", "11*REF0001*20260901*1030*18", "2", "HCR*A1*PA1~")},
        {"005010X215-inquiry", review("005010X215", "28*REF0001*20260901*1030", "1", "")},
        {"005010X215-response", review("005010X215", "11*REF0001*20260901*1030*18", "2", "HCR*A1*PA1~")},
        {"005010X216-notification", review("005010X216", "CN*REF0001*20260901*1030*NO", "1", "HCR*A1*PA1~")},
        {"005010X216-acknowledgment", review("005010X216", "53*REF0001*20260901*1030", "2", "HCR*A1*PA1~")},
        {"005010X231A1-acknowledgment",
         "ST*999*0001*005010X231A1~AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK3*NM1*8**8~IK4*3*1035*1~IK5*R*5~"
         "AK9*R*1*1*0~SE*1*0001~"},
    };
    return all;
}

// "I6 at 14 NM1, because of HL 10": the issue, its place, and the places that made the rule apply.
std::string explained(const Issue& issue)
{
    std::string text = described(issue);
    for (std::size_t i = 0; i < issue.context.size(); ++i) {
        const Location& where = issue.context[i];
        text += fmt::format("{}{} {}", i == 0 ? " because of " : ", ", where.segment_id, where.segment_position);
        if (where.element != 0) text += fmt::format(" {}", where.element);
        if (where.component != 0) text += fmt::format("-{}", where.component);
    }
    return text;
}

std::string explained(std::string_view guide, std::string_view set)
{
    const bool        acknowledges = guide.starts_with("005010X231A1");
    const Around      around{acknowledges ? "FA" : "HI", std::string(guide.substr(0, guide.find('-'))), "000000101", "0"};
    const std::string text = interchange_of(with_count(set), around);
    std::string       all;
    for_each_set(text, [&](const TransactionSet& read, const GroupHeader& group) {
        const auto checked = validate(read, group, Guides::embedded(), Taking::everything);
        for (const Issue& issue : checked.issues()) all += (all.empty() ? "" : "; ") + explained(issue);
    });
    return all;
}

struct Edit {
    std::string from;
    std::string to;
};

struct Case {
    std::string       guide;
    std::string       rule;
    std::vector<Edit> edits;
    std::string       expected;
};

std::string edited(const Case& c)
{
    std::string text = bases().at(c.guide);
    for (const Edit& edit : c.edits) {
        const auto at = text.find(edit.from);
        REQUIRE_MESSAGE(at != std::string::npos, edit.from);
        text.replace(at, edit.from.size(), edit.to);
    }
    return text;
}

const Edit person{"NM1*1P*1*RIVERA*ANA*", "NM1*1P*1*RIVERA**"};
const Edit organization{"REHAB GROUP*****XX", "REHAB GROUP**LEE***XX"};
const Edit two_kinds{"SV1*HC:97110*100*UN*10~", "SV1*HC:97110*100*UN*10~SV2*0120~"};
const Edit teeth{"SV1*HC:97110*100*UN*10~", "SV1*HC:97110*100*UN*10~TOO*JP*32~"};

std::vector<Case> request_cases()
{
    const std::string g = "005010X217-request";
    return {
        {g, "person-first-name", {person}, "element/missing-in-guide 6 NM1 4 because of NM1 6 2, NM1 6 3"},
        {g, "member-first-name", {{"EXAMPLE*PAT*", "EXAMPLE**"}}, "element/missing-in-guide 8 NM1 4 because of NM1 8 2, NM1 8 3"},
        {g,
         "organization-first-name",
         {{"GROUP*****", "GROUP*LEE****"}},
         "element/depends-not-used 14 NM1 4 because of NM1 14 2"},
        {g, "organization-middle-name", {organization}, "element/depends-not-used 14 NM1 5 because of NM1 14 2"},
        {g, "organization-suffix", {{"GROUP*****", "GROUP****JR*"}}, "element/depends-not-used 14 NM1 7 because of NM1 14 2"},
        {g,
         "provider-name-or-id",
         {{"NM1*SJ*1*OKAFOR*LEE****XX*1987654328", "NM1*SJ*1"}},
         "element/missing-in-guide 20 NM1 3 because of NM1 20 8"},
        {g,
         "license-state",
         {{"REF*0B*LICENSE1*MA", "REF*0B*LICENSE1"}},
         "element/missing-in-guide 15 REF 3 because of REF 15 1"},
        {g,
         "license-state",
         {{"REF*0B*LICENSE1*MA", "REF*EI*123456789~REF*0B*LICENSE1"}},
         "element/missing-in-guide 16 REF 3 because of REF 16 1"},
        {g, "reservation-purpose", {{"*13*REF0001", "*36*REF0001"}}, "element/missing-in-guide 2 BHT 6 because of BHT 2 2"},
        {g,
         "reservation-review",
         {{"*13*REF0001*20260901*1030", "*36*REF0001*20260901*1030*RU"}},
         "element/pattern 12 UM 1 because of BHT 2 6"},
        {g,
         "service-type-missing",
         {{"EV*1", "EV*0"},
          {"UM*HS*I*PT*11:B", "UM*HS*I**11:B"},
          {"HL*5*4*SS*0~UM*HS*I*PT~DTP*472*D8*20260906~SV1*HC:97110*100*UN*10~NM1*SJ*1*OKAFOR*LEE****XX*1987654328~", ""}},
         "element/missing-in-guide 12 UM 3 because of UM 12 1"},
        {g,
         "accident-date",
         {{"UM*HS*I*PT*11:B", "UM*HS*I*PT*11:B*AA"}},
         "segment/dependent-missing 13 DTP because of UM 12 5-1"},
        {g, "trace-company-id", {{"*9012345678", "*8012345678"}}, "element/pattern 11 TRN 3 because of HL 10"},
        {g,
         "certification-of-change",
         {{"UM*HS*I*PT*11:B", "UM*HS*R*PT*11:B"}},
         "request/certification-missing 12 UM 2 because of UM 12 2, BHT 2 2"},
        {g,
         "certification-of-service-change",
         {{"UM*HS*I*PT~", "UM*HS*4*PT~"}},
         "service/certification-missing 17 UM 2 because of UM 17 2, BHT 2 2, UM 12 2"},
        {g, "referral-in-referral", {{"UM*HS*I*PT~", "UM*SC*I*PT~"}}, "service/data-invalid 17 UM 1 because of UM 12 1"},
        {g, "one-kind-of-service", {two_kinds}, "segment/dependent-not-used 20 SV2 because of SV1 19"},
        {g,
         "one-kind-of-service",
         {{"UN*10~", "UN*10~SV2*0120~SV3*AD:D7240*****1~"}},
         "segment/dependent-not-used 20 SV2 because of SV1 19"},
        {g, "teeth-of-professional-service", {teeth}, "segment/dependent-not-used 20 TOO because of SV1 19"},
        {g,
         "teeth-of-institutional-service",
         {{"SV1*HC:97110*100*UN*10~", "SV2*0120~TOO*JP*32~"}},
         "segment/dependent-not-used 20 TOO because of SV2 19"},
        {g,
         "teeth-of-no-service",
         {{"SV1*HC:97110*100*UN*10~", "TOO*JP*32~"}},
         "segment/dependent-not-used 19 TOO because of SV3 19, SV1 19, SV2 19"},
    };
}

std::vector<Case> response_cases()
{
    const std::string g = "005010X217-response";
    const Edit        event{"UM*HS*I*PT*11:B~HCR*A1*PA1~", "UM*HS*I*PT*11:B~HCR*A3~"};
    const auto        cut = [](std::string_view from) { return Edit{std::string(from), "SE*1*0001~"}; };
    return {
        {g,
         "decision-or-rejection",
         {{"UM*HS*I*PT~HCR*A1*PA1~", "UM*HS*I*PT~"}},
         "segment/dependent-missing 19 HCR because of HL 17"},
        {g,
         "nothing-below-unable",
         {{"HL*1**20*1~", "HL*1**20*1~AAA*Y**42*P~"}},
         "segment/dependent-not-used 6 HL because of AAA 4 3"},
        {g,
         "requester-returned",
         {{"HL*1**20*1~", "HL*1**20*0~"}, cut(bases().at(g).substr(bases().at(g).find("HL*2*1*21")))},
         "segment/dependent-missing 5 HL because of AAA 4, AAA 5"},
        {g,
         "subscriber-returned",
         {{"HL*2*1*21*1~", "HL*2*1*21*0~"}, cut(bases().at(g).substr(bases().at(g).find("HL*3*2*22")))},
         "segment/dependent-missing 7 HL because of AAA 7, AAA 7, AAA 7"},
        {g,
         "event-returned",
         {{"HL*3*2*22*1~", "HL*3*2*22*0~"}, cut(bases().at(g).substr(bases().at(g).find("HL*4*3*EV")))},
         "segment/dependent-missing 10 HL because of AAA 10, AAA 10, AAA 10, AAA 10, AAA 10"},
        {g, "number-of-approval", {{"HCR*A1*PA1~DTP", "HCR*A1~DTP"}}, "element/missing-in-guide 19 HCR 2 because of HCR 19 1"},
        {g, "no-number-of-pend", {{"HCR*A1*PA1~DTP", "HCR*A4*PA1~DTP"}}, "element/depends-not-used 19 HCR 2 because of HCR 19 1"},
        {g, "denial-in-approval", {{"HCR*A1*PA1~DTP", "HCR*A3~DTP"}}, "element/pattern 19 HCR 1 because of HCR 13 1"},
        {g, "final-while-pended", {{"HCR*A1*PA1~HI", "HCR*A4~HI"}}, "element/pattern 2 BHT 6 because of HCR 13 1"},
        {g, "telephone-to-call", {{"HCR*A1*PA1~HI", "HCR*CT~HI"}}, "segment/dependent-missing 5 PER because of HCR 13 1"},
        {g, "person-first-name", {person}, "element/missing-in-guide 6 NM1 4 because of NM1 6 2, NM1 6 3"},
        {g, "organization-middle-name", {organization}, "element/depends-not-used 15 NM1 5 because of NM1 15 2"},
        {g, "trace-company-id", {{"*9012345678", "*8012345678"}}, "element/pattern 11 TRN 3 because of HL 10"},
        {g, "one-kind-of-service", {two_kinds}, "segment/dependent-not-used 22 SV2 because of SV1 21"},
        {g, "teeth-of-dental-service", {teeth}, "segment/dependent-not-used 22 TOO because of SV3 22"},
    };
}

std::vector<Case> other_cases()
{
    std::vector<Case> all;
    const std::string n = "005010X231A1-acknowledgment";
    all.push_back({n, "segment-of-elements", {{"IK3*NM1*8**8", "IK3*NM1*8**3"}}, "element/pattern 4 IK3 4 because of IK4 5"});
    all.push_back({n,
                   "accepted-with-notes",
                   {{"IK5*R*5", "IK5*A"}, {"AK9*R*1*1*0", "AK9*A*1*1*1"}},
                   "element/pattern 6 IK5 1 because of IK3 4"});
    all.push_back({n, "reason-of-rejection", {{"IK5*R*5", "IK5*R"}}, "element/missing-in-guide 6 IK5 2 because of IK5 6 1"});
    all.push_back({"005010X215-response",
                   "decision-or-rejection",
                   {{"HCR*A1*PA1~", ""}, {"HCR*A1*PA1~", ""}},
                   "segment/dependent-missing 13 HCR because of HL 10"});
    for (const auto& [guide, base] : bases()) {
        if (!guide.starts_with("005010X215") && !guide.starts_with("005010X216")) continue;
        const int decided = base.find("HCR") == std::string::npos ? 0 : 1;
        all.push_back({guide, "person-first-name", {person}, "element/missing-in-guide 6 NM1 4 because of NM1 6 2, NM1 6 3"});
        all.push_back({guide,
                       "organization-middle-name",
                       {organization},
                       fmt::format("element/depends-not-used {0} NM1 5 because of NM1 {0} 2", 14 + decided)});
        all.push_back({guide,
                       "one-kind-of-service",
                       {two_kinds},
                       fmt::format("segment/dependent-not-used {} SV2 because of SV1 {}", 20 + 2 * decided, 19 + 2 * decided)});
        if (guide == "005010X216-acknowledgment") continue;  // has no TOO
        all.push_back({guide,
                       "teeth-of-dental-service",
                       {teeth},
                       fmt::format("segment/dependent-not-used {0} TOO because of SV3 {0}", 20 + 2 * decided)});
    }
    return all;
}

}  // namespace

TEST_CASE("situations: a set that breaks none has no issue")
{
    for (const auto& [guide, base] : bases()) {
        CAPTURE(guide);
        CHECK(explained(guide, base) == "");
    }
}

TEST_CASE("situations: each rule, broken, gives one issue that names what made it apply")
{
    std::set<std::string> shown;
    for (const auto& cases : {request_cases(), response_cases(), other_cases()}) {
        for (const Case& c : cases) {
            CAPTURE(c.guide);
            CAPTURE(c.rule);
            CHECK(explained(c.guide, edited(c)) == c.expected);
            shown.insert(c.guide + " " + c.rule);
        }
    }
    for (const Guide& guide : Guides::embedded().all())
        for (const auto& rules : guide.situations->of_loop)
            for (const Situation& rule : rules)
                CHECK_MESSAGE(shown.contains(fmt::format("{}-{} {}", guide.id, guide.direction, rule.id)),
                              "a rule without a sample");
}

TEST_CASE("situations: what is said already is not said again")
{
    const std::string g = "005010X217-request";
    // REF BB came too late: it is out of order, not missing.
    CHECK(explained(g, edited({g, "", {{"UM*HS*I*PT*11:B~HI*ABK:M5416~", "UM*HS*R*PT*11:B~HI*ABK:M5416~REF*BB*PA1~"}}, ""}))
          == "segment/out-of-order 14 REF");
    // An event whose number is missing has its lines missing theirs; the event is told.
    CHECK(explained(g, edited({g, "", {{"UM*HS*I*PT*11:B~", "UM*HS*R*PT*11:B~"}, {"UM*HS*I*PT~", "UM*HS*R*PT~"}}, ""}))
          == "request/certification-missing 12 UM 2 because of UM 12 2, BHT 2 2");
    // A number given with a pend, or with the service, will do.
    CHECK(explained(g, edited({g, "", {{"UM*HS*I*PT*11:B~", "UM*HS*3*PT*11:B~REF*NT*ADM1~"}}, ""})) == "");
    CHECK(explained(g, edited({g, "", {{"UM*HS*I*PT*11:B~", "UM*HS*S*PT*11:B~"}, {"UM*HS*I*PT~", "UM*HS*S*PT~REF*BB*PA1~"}}, ""}))
          == "");
}

TEST_CASE("situations: a row that cannot be is refused with its place and what was expected")
{
    struct Broken {
        std::string loop, when, then, message;
    };
    const Broken rows[] = {
        {"2000E", "UM02!=I", "REF[01=BX] required",
         "`REF[01=BX]` is no segment or element of loop `2000E`, and no loop; did you mean `REF[01=BB]`?"},
        {"2000X", "", "UM required", "no loop `2000X` in loops.csv"},
        {"2000E", "UM02", "REF[01=BB] needed",
         "expected `required`, `not used`, `must be`, `must not be`, `must begin with`, `one of` or `at most one of` at "
         "`REF[01=BB] needed`"},
        {"2000E", "UM02 or UM03", "UM04 required", "expected `and`, `=`, `!=` or `absent` at `or UM03`"},
        {"2000E", "UM02=", "UM04 required", "expected codes between `|` at the end of `UM02=`"},
        {"2000F", "", "2000E.UM03 required", "`2000E.UM03` is of another loop; the rule belongs to that loop"},
        {"2000F", "UM05", "UM03 required", "`UM05` is not used in this guide; there is nothing to ask of it"},
        {"2000F", "", "one of SV101, SV201 required", "`SV101` cannot be asked for like this"},
    };
    const auto schemas = embedded_schemas();
    const auto path    = std::string("schemas/guides/005010X217-request/situations.csv");
    for (const Broken& row : rows) {
        CAPTURE(row.then);
        const std::string         text = fmt::format("id,loop,when,then,issue,confidence,sentence,source\nx,{},\"{}\",\"{}\","
                                                             "segment/dependent-missing,low,x,x\n",
                                                     row.loop, row.when, row.then);
        std::vector<EmbeddedFile> files(schemas.begin(), schemas.end());
        std::ranges::find(files, path, &EmbeddedFile::path)->text = text;
        const auto loaded                                         = Guides::load(files);
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().message.starts_with(path + ":2:"));
        CHECK(loaded.error().message.substr(loaded.error().message.find(": ") + 2) == row.message);
    }
}
