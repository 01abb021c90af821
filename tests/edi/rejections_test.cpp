// Every reason not to work on a request: in which loop it is said, with which codes, and what
// is returned beside it.
#include "edi/rejection_places.hpp"

#include "edi/answered.hpp"
#include "edi/maximal_request.hpp"

#include <map>
#include <set>

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

model::Determination rejected(std::vector<model::Rejection> rejections)
{
    auto d       = determined(Outcome::denied_administratively, {});
    d.rejections = std::move(rejections);
    return d;
}

// The maximal request has a dependent, two providers of the event, five places and four lines.
model::Rejection placed(const RejectionCode& code)
{
    const bool of_line     = code.loop == "2000F" || code.loop == "2010FA";
    const bool of_provider = code.loop == "2010EA" || code.loop == "2010EC" || code.loop == "2010FA";
    return {code.situation, of_line ? 1 : 0, of_provider ? 1 : 0};
}

Segments answer_to_maximal(std::vector<model::Rejection> rejections)
{
    return answer_to(interchange_of(maximal_request), rejected(std::move(rejections)));
}

// The segments between this one and the next of the same id.
Segments from(const Segments& segments, std::string_view start)
{
    const auto first = std::ranges::find_if(segments, [&](const auto& s) { return s.starts_with(start); });
    if (first == segments.end()) return {};
    const std::string_view id   = start.substr(0, start.find('*') + 1);
    const auto             last = std::find_if(first + 1, segments.end(), [&](const auto& s) { return s.starts_with(id); });
    return {first, last};
}

// How each of the problems 97 to 137 is said.
struct Row {
    const char* number;  // of the 150 problems
    const char* situation;
    const char* loop;
    const char* codes;  // AAA03, AAA04
};
constexpr Row rows[] = {
    {"97", "partner/not-authorized", "2000A", "41 N"},
    {"98", "partner/too-many-events", "2000A", "04 C"},
    {"99", "system/down", "2000A", "42 P"},
    {"99", "system/down-held", "2000A", "42 Y"},
    {"100", "partner/id-invalid", "2000A", "79 N"},
    {"101", "payer/unavailable", "2010A", "42 P"},
    {"101", "payer/unavailable-held", "2010A", "42 Y"},
    {"102", "payer/unknown", "2010A", "79 N"},
    {"103", "payer/id-missing", "2010A", "T4 N"},
    {"104", "payer/no-response", "2010A", "80 P"},
    {"105", "requester/id-invalid", "2010B", "43 C"},
    {"105", "requester/unknown", "2010B", "51 N"},
    {"106", "requester/name-missing", "2010B", "44 C"},
    {"106", "requester/specialty-missing", "2010B", "45 C"},
    {"106", "requester/phone-missing", "2010B", "46 C"},
    {"106", "requester/state-missing", "2010B", "47 C"},
    {"106", "requester/address-missing", "2010B", "97 C"},
    {"107", "requester/not-authorized", "2010B", "41 N"},
    {"108", "requester/out-of-network", "2010B", "35 N"},
    {"108", "requester/not-primary-care", "2010B", "49 N"},
    {"109", "requester/participant-invalid", "2010B", "79 N"},
    {"110", "member/id-missing", "2010C", "72 C"},
    {"111", "member/not-found", "2010C", "75 C"},
    {"112", "member/name-invalid", "2010C", "73 C"},
    {"113", "member/birth-date-missing", "2010C", "58 C"},
    {"113", "member/birth-date-differs", "2010C", "71 C"},
    {"113", "dependent/birth-date-missing", "2010D", "58 C"},
    {"113", "dependent/birth-date-differs", "2010D", "71 C"},
    {"114", "member/gender-invalid", "2010C", "74 C"},
    {"114", "dependent/gender-invalid", "2010D", "66 C"},
    {"115", "member/duplicate-id", "2010C", "76 C"},
    {"115", "dependent/duplicate", "2010D", "68 C"},
    {"116", "member/not-in-plan", "2010C", "78 N"},
    {"117", "member/not-eligible", "2010C", "95 N"},
    {"117", "dependent/not-eligible", "2010D", "95 N"},
    {"118", "dependent/not-found", "2010D", "77 C"},
    {"119", "dependent/id-invalid", "2010D", "64 C"},
    {"119", "dependent/name-invalid", "2010D", "65 C"},
    {"120", "dependent/data-missing", "2010D", "15 C"},
    {"121", "request/review-type-unsupported", "2000E", "33 C"},
    {"122", "request/data-missing", "2000E", "15 C"},
    {"123", "request/date-inappropriate", "2000E", "56 C"},
    {"123", "request/date-outside-window", "2000E", "62 C"},
    {"124", "request/date-missing", "2000E", "57 C"},
    {"124", "service/date-missing", "2000F", "57 C"},
    {"125", "request/born-after-service", "2000E", "60 C"},
    {"125", "request/died-before-service", "2000E", "61 C"},
    {"125", "service/born-after-service", "2000F", "60 C"},
    {"125", "service/died-before-service", "2000F", "61 C"},
    {"126", "request/diagnosis-missing", "2000E", "AF C"},
    {"127", "request/onset-date-missing", "2000E", "AH C"},
    {"127", "request/accident-date-missing", "2000E", "AI C"},
    {"127", "request/menstrual-period-missing", "2000E", "AJ C"},
    {"127", "request/due-date-missing", "2000E", "AK C"},
    {"127", "request/admission-date-missing", "2000E", "AM C"},
    {"127", "request/discharge-date-missing", "2000E", "AN C"},
    {"128", "request/certification-unknown", "2000E", "AA C"},
    {"128", "service/certification-unknown", "2000F", "AA C"},
    {"129", "request/certification-missing", "2000E", "T5 C"},
    {"129", "service/certification-missing", "2000F", "T5 C"},
    {"130", "request/provider-not-enrolled", "2000E", "52 N"},
    {"130", "service/provider-not-enrolled", "2000F", "52 N"},
    {"130", "provider/not-enrolled", "2010EA", "52 N"},
    {"130", "service-provider/not-enrolled", "2010FA", "52 N"},
    {"131", "provider/id-invalid", "2010EA", "43 C"},
    {"131", "provider/name-missing", "2010EA", "44 C"},
    {"131", "provider/specialty-missing", "2010EA", "45 C"},
    {"131", "provider/phone-missing", "2010EA", "46 C"},
    {"131", "provider/state-missing", "2010EA", "47 C"},
    {"131", "provider/address-missing", "2010EA", "97 C"},
    {"132", "provider/unknown", "2010EA", "51 N"},
    {"132", "provider/out-of-network", "2010EA", "35 N"},
    {"132", "provider/role-inappropriate", "2010EA", "IP C"},
    {"133", "transport/data-missing", "2010EC", "15 C"},
    {"133", "transport/data-invalid", "2010EC", "33 C"},
    {"133", "transport/state-missing", "2010EC", "47 C"},
    {"133", "transport/address-invalid", "2010EC", "97 C"},
    {"134", "service/procedure-missing", "2000F", "AG C"},
    {"135", "service/data-invalid", "2000F", "33 C"},
    {"135", "service/data-missing", "2000F", "15 C"},
    {"136", "service-provider/data-missing", "2010FA", "15 C"},
    {"136", "service-provider/data-invalid", "2010FA", "33 C"},
    {"136", "service-provider/id-invalid", "2010FA", "43 C"},
    {"136", "service-provider/name-missing", "2010FA", "44 C"},
    {"136", "service-provider/phone-missing", "2010FA", "46 C"},
    {"136", "service-provider/state-missing", "2010FA", "47 C"},
    {"136", "service-provider/unknown", "2010FA", "51 N"},
    {"136", "service-provider/out-of-network", "2010FA", "35 N"},
    {"136", "service-provider/role-inappropriate", "2010FA", "IP C"},
    {"136", "service-provider/address-missing", "2010FA", "97 C"},
    {"136", "service-provider/specialty-missing", "2010FA", "45 C"},
    {"136", "service-provider/not-primary-care", "2010FA", "49 N"},
    {"136", "service-provider/not-authorized", "2010FA", "41 N"},
    {"136", "service-provider/participant-invalid", "2010FA", "79 N"},
    {"137", "service/review-type-unsupported", "2000F", "33 C"},
};

// A request with two lines; the second has a provider of its own.
const std::string two_lines = [] {
    std::string text = small;
    text             = text.substr(0, text.find("SE*21"));
    return with_count(
        text
        + "HL*6*4*SS*0~TRN*1*TRACE0001-2*9012345678~DTP*472*D8*20260911~SV1*HC:97112*0*UN*2~NM1*SJ*2*OTHER REHAB*****XX*"
          "1987654328~SE*1*0001~");
}();

}  // namespace

TEST_CASE("rejections: each problem of the book is said in its loop with its codes")
{
    std::set<std::string> numbers;
    for (const Row& row : rows) {
        CAPTURE(row.number);
        CAPTURE(row.situation);
        numbers.insert(row.number);
        const RejectionCode* code = Answers::embedded().rejection(row.situation);
        REQUIRE(code != nullptr);
        CHECK(code->loop == row.loop);
        CHECK(code->aaa03 + " " + code->aaa04 == row.codes);
    }
    CHECK(numbers.size() == 41);  // 97 to 137
}

TEST_CASE("rejections: the first word of a situation goes with its loop")
{
    const std::map<std::string, std::string> levels{
        {"system", "2000A"},    {"partner", "2000A"},          {"payer", "2010A"},
        {"requester", "2010B"}, {"member", "2010C"},           {"dependent", "2010D"},
        {"request", "2000E"},   {"provider", "2010EA"},        {"transport", "2010EC"},
        {"service", "2000F"},   {"service-provider", "2010FA"}};
    for (const RejectionCode& code : Answers::embedded().rejections()) {
        CAPTURE(code.situation);
        const auto level = levels.find(code.situation.substr(0, code.situation.find('/')));
        REQUIRE(level != levels.end());
        CHECK(level->second == code.loop);
    }
}

TEST_CASE("rejections: whichever is said, the answer is valid and ends at its level")
{
    const std::map<std::string_view, int> hls{{"2000A", 1}, {"2010A", 1},  {"2010B", 2},  {"2010C", 3}, {"2010D", 4},
                                              {"2000E", 5}, {"2010EA", 5}, {"2010EC", 5}, {"2000F", 9}, {"2010FA", 9}};
    for (const RejectionCode& code : Answers::embedded().rejections()) {
        CAPTURE(code.situation);
        const auto segments = answer_to_maximal({placed(code)});
        CHECK(has(segments, fmt::format("AAA*N**{}*{}", code.aaa03, code.aaa04)));
        CHECK(count(segments, "AAA*") == 1);
        CHECK(count(segments, "HL*") == hls.at(code.loop));
        CHECK(has(segments, "BHT*0007*11*MAXREF01*20260902*0905*18"));
        CHECK(count(segments, "HCR*A1") + count(segments, "HCR*A4") == 0);
    }
}

TEST_CASE("rejections: several at several levels are all said, down to the deepest")
{
    const auto segments = answer_to_maximal({{"requester/unknown"},
                                             {"member/birth-date-differs"},
                                             {"member/name-invalid"},
                                             {"dependent/gender-invalid"},
                                             {"request/diagnosis-missing"},
                                             {"provider/unknown", 0, 2},
                                             {"service/procedure-missing", 2}});
    CHECK(count(segments, "AAA*") == 7);
    CHECK(count(segments, "HL*") == 9);
    CHECK(has(from(segments, "HL*2*"), "AAA*N**51*N"));
    CHECK(has(from(segments, "HL*3*"), "AAA*N**71*C"));
    CHECK(has(from(segments, "HL*3*"), "AAA*N**73*C"));
    CHECK(has(from(segments, "HL*4*"), "AAA*N**66*C"));
    CHECK(has(from(segments, "HL*5*"), "AAA*N**AF*C"));
    CHECK(has(from(segments, "NM1*FA*2*EXAMPLE HOSPITAL"), "AAA*N**51*N"));
    CHECK(count(segments, "NM1*SJ*1*OKAFOR") == 0);  // the provider of the event who is fine
    CHECK(has(from(segments, "HL*7*"), "AAA*N**AG*C"));
    CHECK(count(segments, "HCR*") == 3);  // the other lines; the event has its own AAA
}

TEST_CASE("rejections: a line that is rejected brings the event and the other lines with it, undecided")
{
    const auto segments = answer_to(interchange_of(two_lines), rejected({{"service/procedure-missing", 1}}));
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
                      "HCR*A3**25",
                      "MSG*NOT DECIDED. CORRECT WHAT IS REJECTED BELOW AND SEND THE REQUEST AGAIN.",
                      "HL*5*4*SS*0",
                      "TRN*2*TRACE0001-1*9012345678",
                      "AAA*N**AG*C",
                      "DTP*472*RD8*20260910-20261210",
                      "SV1*HC:97110*0*UN*29",
                      "HL*6*4*SS*0",
                      "TRN*2*TRACE0001-2*9012345678",
                      "HCR*A3**25",
                      "DTP*472*D8*20260911",
                      "SV1*HC:97112*0*UN*2",
                      "MSG*NOT CONSIDERED BECAUSE OF OTHER ERRORS IN THE REQUEST.",
                      "SE*26*0001"});

    const auto provider = answer_to(interchange_of(two_lines), rejected({{"service-provider/unknown", 2, 1}}));
    CHECK(has(from(provider, "NM1*SJ*2*OTHER REHAB"), "AAA*N**51*N"));
    CHECK(has(from(provider, "HL*6*"), "MSG*NOT DECIDED. CORRECT WHAT IS REJECTED BELOW AND SEND THE REQUEST AGAIN."));
    CHECK(has(from(provider, "HL*5*"), "MSG*NOT CONSIDERED BECAUSE OF OTHER ERRORS IN THE REQUEST."));
    CHECK(count(provider, "HCR*A3**25") == 3);
}

TEST_CASE("rejections: an event of which only a provider is rejected says that it was not decided")
{
    const auto segments = answer_to(interchange_of(two_lines), rejected({{"provider/role-inappropriate", 0, 1}}));
    CHECK(has(segments, "HL*4*3*EV*0"));
    CHECK(has(segments, "HCR*A3**25"));
    CHECK(has(from(segments, "NM1*SJ*2*EXAMPLE REHAB GROUP"), "AAA*N**IP*C"));
    CHECK(count(segments, "HL*") == 4);
}

TEST_CASE("rejections: where the system cannot answer, nothing is returned below it")
{
    const auto segments = answer_to_maximal({{"system/down"}, {"member/not-found"}, {"service/procedure-missing", 1}});
    CHECK(count(segments, "HL*") == 1);
    CHECK(count(segments, "AAA*") == 1);
    CHECK(has(segments, "AAA*N**42*P"));
}

TEST_CASE("rejections: no more of them stand in a loop than the guide holds")
{
    std::vector<model::Rejection> many;
    for (const RejectionCode& code : Answers::embedded().rejections())
        if (code.loop == "2000E") many.push_back({code.situation});
    REQUIRE(many.size() > rejections_per_loop_max);
    CHECK(count(answer_to_maximal(many), "AAA*") == static_cast<int>(rejections_per_loop_max));
}

TEST_CASE("rejections: a situation without a row is a broken promise")
{
    const auto wrong = rejected({{"member/nothing"}});
    CHECK_THROWS_AS(RejectionPlaces(wrong, Answers::embedded()), std::logic_error);
}

TEST_CASE("rejections: what the validator leaves to the answer comes with its line and its provider")
{
    // A catalogue in which faults that are refused otherwise are left to the answer.
    std::string               issues;
    std::vector<EmbeddedFile> files(embedded_schemas().begin(), embedded_schemas().end());
    for (EmbeddedFile& file : files) {
        if (file.path != "schemas/issues.csv") continue;
        std::string text(file.text);
        const auto  leave = [&](std::string_view id, std::string_view situation) {
            const auto at  = text.find("\n" + std::string(id) + ",") + id.size() + 2;
            const auto end = text.find(",error", at);
            text.replace(at, end - at, "AAA," + std::string(situation));
        };
        leave("element/code-not-allowed", "service/data-invalid");
        leave("element/code-not-in-guide", "service/data-invalid");
        leave("element/too-long", "provider/name-missing");
        issues    = std::move(text);
        file.text = issues;
    }
    const auto guides = Guides::load(files);
    REQUIRE_MESSAGE(guides.has_value(), (guides ? "" : guides.error().message));

    std::string text = two_lines;
    text.replace(text.find("SV1*HC:97112*0*UN"), 17, "SV1*HC:97112*0*XX");
    text.replace(text.find("NM1*SJ*2*EXAMPLE REHAB"), 22, "NM1*SJ*2*" + std::string(80, 'E'));
    for_each_set(interchange_of(text), [&](const TransactionSet& set, const GroupHeader& group) {
        const auto checked = validate(set, group, *guides);
        CHECK(checked.accepted());
        const auto found = rejections_of(checked, *guides);
        CHECK(found == std::vector<model::Rejection>{{"provider/name-missing", 0, 1}, {"service/data-invalid", 2, 0}});
        CHECK(rejections_of(validate(set, group, Guides::embedded()), Guides::embedded()).empty());
    });
}
