// What is written in answer obeys the response guide, whatever was asked and decided.
#include "edi/answered.hpp"
#include "edi/maximal_request.hpp"
#include "edi/response_text.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;
using model::Outcome;

namespace {

constexpr Outcome all_outcomes[] = {
    Outcome::not_required,  Outcome::notice_accepted,         Outcome::approved, Outcome::modified, Outcome::pended,
    Outcome::contact_payer, Outcome::denied_administratively, Outcome::cancelled};

}  // namespace

TEST_CASE("response: every outcome of every request is a valid answer")
{
    std::vector<std::string> inputs{interchange_of(maximal_request), with_separators(interchange_of(maximal_request), "|!>'"),
                                    interchange_of(small)};
    for (const auto& path : files_below(project() / "samples" / "inbox")) inputs.push_back(read_file(path));
    for (const auto& input : inputs) {
        for_each_set(input, [&](const TransactionSet& set, const GroupHeader& group) {
            const auto checked = validate(set, group, Guides::embedded());
            if (!checked.accepted()) return;
            const auto request = to_request(checked);
            if (request.kind != model::RequestKind::review) return;
            const auto lines = request.event.lines.size();
            CAPTURE(request.reference);
            for (const Outcome outcome : all_outcomes) {
                CAPTURE(static_cast<int>(outcome));
                const auto segments = checked_answer(set, group, determined(outcome, std::vector(lines, outcome)));
                CHECK(count(segments, "HCR*" + Answers::embedded().outcome(outcome).hcr01) == static_cast<int>(lines) + 1);
                CHECK(count(segments, "TRN*2*")
                      == count(segments_of(std::string(set.text), set.delimiters.segment),
                               std::string("TRN") + set.delimiters.element));
                CHECK(count(segments, "HL*") == 4 + static_cast<int>(lines) + (request.dependent ? 1 : 0));
                CHECK(has(segments, fmt::format("BHT*0007*11*{}*20260902*0905*{}", request.reference,
                                                outcome == Outcome::pended ? "19" : "18")));
            }
            for (const Outcome first : all_outcomes) {  // lines answered differently
                std::vector<Outcome> mixed;
                for (std::size_t i = 0; i < lines; ++i) mixed.push_back(i % 2 == 0 ? first : Outcome::approved);
                checked_answer(set, group, determined(Outcome::partly_approved, mixed));
            }
        });
    }
}

TEST_CASE("response: a modified quantity stands in HSD, and the service is returned as certified")
{
    const auto segments = answer_to(interchange_of(small), determined(Outcome::modified, {Outcome::modified}));
    CHECK(segments
          == Segments{"ST*278*0001*005010X217",
                      "BHT*0007*11*REF0001*20260902*0905*18",
                      "HL*1**20*1",
                      "NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700",
                      "HL*2*1*21*1",
                      "NM1*1P*1*RIVERA*ANA****XX*1234567893",
                      "HL*3*2*22*1",
                      "NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001",
                      "DMG*D8*19800201*F",
                      "HL*4*3*EV*1",
                      "TRN*2*TRACE0001*9012345678",
                      "UM*HS*I*PT*11:B",
                      "HCR*A6*PA26090200001*04",
                      "DTP*AAH*RD8*20260910-20261210",
                      "DTP*102*D8*20260902",
                      "DTP*036*D8*20261210",
                      "HI*ABK:M5416",
                      "HSD*VS*26",
                      "MSG*26 VISITS APPROVED.",
                      "NM1*SJ*2*EXAMPLE REHAB GROUP*****XX*1987654328",
                      "HL*5*4*SS*0",
                      "TRN*2*TRACE0001-1*9012345678",
                      "HCR*A6*PA26090200001*04",
                      "DTP*472*RD8*20260910-20261210",
                      "SV1*HC:97110*0*UN*26",
                      "HSD*VS*26",
                      "MSG*26 VISITS APPROVED.",
                      "SE*28*0001"});
}

TEST_CASE("response: a pend says what is missing, where to send it, and what to quote")
{
    const auto segments = answer_to(interchange_of(small), determined(Outcome::pended, {Outcome::pended}));
    for (const char* segment :
         {"BHT*0007*11*REF0001*20260902*0905*19", "TRN*2*TRACE0001*9012345678", "TRN*1*CASE26090200001*9000000700",
          "HCR*A4**0U^0V", "REF*NT*CASE26090200001", "PWK*08*EL", "PWK*DS*EL", "MSG*SEND THE TREATMENT PLAN; OR CALL.",
          "NM1*L5*2*CLINICAL INTAKE", "PER*IC**FX*6175550199*TE*6175550198*EX*12"}) {
        CAPTURE(segment);
        CHECK(has(segments, segment));
    }
    CHECK(count(segments, "DTP*102") == 0);

    auto nothing_wanted = determined(Outcome::pended, {Outcome::pended});
    nothing_wanted.event.documents_wanted.clear();
    nothing_wanted.lines[0].documents_wanted.clear();
    const auto quiet = answer_to(interchange_of(small), nothing_wanted);
    CHECK(count(quiet, "TRN*1*") == 0);
    CHECK(count(quiet, "PWK*") == 0);
    CHECK(has(quiet, "REF*NT*CASE26090200001"));
}

TEST_CASE("response: whom to ask instead stands in the payer's own loop")
{
    const auto segments = answer_to(interchange_of(small), determined(Outcome::contact_payer, {Outcome::contact_payer}));
    const auto at       = std::ranges::find(segments, "NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700");
    REQUIRE(at != segments.end());
    CHECK(*(at + 1) == "PER*IC*IMAGING PROGRAM*TE*8005550133*UR*imaging.example.org");
    CHECK(has(segments, "HCR*CT**0J"));
    CHECK(count(segments, "DTP*102") == 0);
}

TEST_CASE("response: what the response guide does not take is left out, and what it takes comes back")
{
    const auto segments =
        answer_to(interchange_of(maximal_request), determined(Outcome::approved, std::vector(4, Outcome::approved)));
    for (const char* gone : {"CRC*", "CR1*LB", "N3*1 MAIN", "PER*IC*INTAKE", "NM1*GG", "DTP*598"}) {
        CAPTURE(gone);
        CHECK(count(segments, gone) == 0);
    }
    for (const char* kept : {"NM1*1P*1*RIVERA*ANA*MARIA**SR*XX*1234567893",
                             "REF*ZH*ASSIGNED01",
                             "PRV*PC*PXC*207Q00000X",
                             "NM1*QC*1*CHILDLAST*KIM*LEE**JR",
                             "REF*EJ*ACCOUNT01",
                             "INS*Y*18******AO",
                             "INS*N*19***************2",
                             "TRN*2*TRACE0002*9012345679*DEPARTMENT 2",
                             "UM*IN*R*1*11:B**03",
                             "REF*BB*PREVIOUS01",
                             "REF*NT*ADMIN01",
                             "DTP*439*D8*20260801",
                             "DTP*484*D8*20260102",
                             "DTP*ABC*D8*20261003",
                             "DTP*431*D8*20260804",
                             "DTP*AAH*RD8*20260905-20261231",
                             "DTP*435*RD8*20260906-20260907",
                             "DTP*096*D8*20260912",
                             "HSD*VS*10*WK*2.5*34*3*1*B",
                             "CL1*3*4*30",
                             "CR1***X**DH*12.5",
                             "CR2*4*20*C1*C7",
                             "CR6*6*20260908*RD8*20260908-20261107***W*S",
                             "N3*9 PICKUP STREET*REAR DOOR",
                             "NM1*45*2*DIALYSIS CENTER",
                             "SV1*HC:97110:GP:KX:59:76:EXERCISES:97112*100.50*UN*29*******Y*********3",
                             "SV2*0120*HC:99221:AI:25:57:QW:ROOM:99223*1500.25*DA*5*300.05****4",
                             "SV3*AD:D7240:22:51:52:53:WISDOM TOOTH:D7241*350.75**10:20:30:40:UL*R*2",
                             "TOO*JP*1*B:D:F:I:L",
                             "TOO*JP*32*M",
                             "HSD*DY*12*DA*1*7*30*A*D",
                             "REF*0B*LICENSE03*NH"}) {
        CAPTURE(kept);
        CHECK(has(segments, kept));
    }
}

TEST_CASE("response: the separators of the sender come back, unless ours could not be written with them")
{
    const struct {
        const char* four;  // element, repetition, component, segment
        const char* answered_with;
    } cases[] = {
        {"*^:~", "*^:~"},   {"|!>'", "|!>'"}, {"\x1D\x1F\x1E\x1C", "\x1D\x1F\x1E\x1C"},
        {"*^:\n", "*^:\n"}, {"*^.~", "*^:~"}, {"*^-~", "*^:~"},
        {"-^:~", "*^:~"},   {"*@:~", "*^:~"}, {"*^:/", "*^:~"},
        {"+^:'", "+^:'"},   {"*^;~", "*^;~"}, {"*,\\~", "*,\\~"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.four);
        std::string text = small;
        std::ranges::replace(text, '-', 'T');  // a text of the sender cannot hold a separator
        text.replace(text.find("20260910T"), 9, "20260910-");
        const Delimiters asked{c.four[0], c.four[1], c.four[2], c.four[3]};
        const auto       d = reply_delimiters(asked);
        CHECK(std::string{d.element, d.repetition, d.component, d.segment} == c.answered_with);
        text = small.substr(0, small.find("HL*5*4")) + "SE*1*0001~";
        text.replace(text.find("RD8*20260910-20261210"), 21, "D8*20260910");
        text.replace(text.find("HL*4*3*EV*1"), 11, "HL*4*3*EV*0");
        auto pended  = determined(Outcome::pended, {});
        auto contact = *pended.event.contact;
        contact.numbers.push_back({"EM", "INTAKE@EXAMPLE.ORG"});
        pended.event.contact = contact;
        const auto segments  = answer_to(with_separators(interchange_of(with_count(text)), c.four), pended);
        CHECK(count(segments, "HCR*A4") == 1);
    }
}

TEST_CASE("response: a text that holds what separates here comes out without it")
{
    // The sender's separators cannot be kept, and its texts hold ours.
    std::string text = small.substr(0, small.find("HL*5*4")) + "SE*1*0001~";
    text.replace(text.find("RD8*20260910-20261210"), 21, "D8*20260910");
    text.replace(text.find("HL*4*3*EV*1"), 11, "HL*4*3*EV*0");
    std::string input = with_separators(interchange_of(with_count(text)), "|@./");
    input.replace(input.find("EXAMPLE REHAB"), 13, "A*B:C^D~E REHAB");
    const auto segments = answer_to(input, determined(Outcome::approved, {}));
    CHECK(has(segments, "NM1*SJ*2*A B C D E REHAB GROUP*****XX*1987654328"));

    // What we say ourselves may hold anything.
    auto d          = determined(Outcome::pended, {Outcome::pended});
    d.event.message = "Plan: 2*3 ~ 6^2\n" + std::string(300, 'z');
    d.event.contact = {{"Intake: day*night", {{"UR", "https://portal.example.org/pa"}, {"TE", "6175550100"}}}};
    const auto said = answer_to(interchange_of(small), d);
    CHECK(count(said, "MSG*PLAN  2 3   6 2 ZZZ") == 1);
    CHECK(has(said, "NM1*L5*2*INTAKE  DAY NIGHT"));
    CHECK(has(said, "PER*IC**UR*portal.example.org/pa*TE*6175550100"));
    d.event.contact = {{"Intake", {{"UR", "portal.example.org:8443"}, {"TE", "6175550100"}}}};
    CHECK(has(answer_to(interchange_of(small), d), "PER*IC**TE*6175550100"));
}

TEST_CASE("response: the same request and determination give the same bytes, written or read back")
{
    for_each_set(interchange_of(maximal_request), [](const TransactionSet& set, const GroupHeader& group) {
        const auto d =
            determined(Outcome::partly_approved, {Outcome::approved, Outcome::pended, Outcome::modified, Outcome::contact_payer});
        CHECK(respond(set, group, d) == respond(set, group, d));
    });
}

TEST_CASE("response: no more reasons, documents and letters go out than the guide holds")
{
    auto d = determined(Outcome::pended, {Outcome::pended});
    d.event.reasons.assign(7, {"0U", "documents"});
    d.event.documents_wanted.assign(14, "08");
    d.event.message     = std::string(500, 'a');
    d.event.contact     = {{std::string(100, 'b'), d.event.contact->numbers}};
    const auto segments = answer_to(interchange_of(small), d);
    CHECK(has(segments, "HCR*A4**0U^0U^0U^0U^0U"));
    CHECK(count(segments, "PWK*08*EL") == 10 + 1);
    CHECK(has(segments, "MSG*" + std::string(264, 'A')));
}
