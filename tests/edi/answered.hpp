// Responses as the tests ask for them: written for a request and a determination, read back and
// held to their guide.
#pragma once

#include "edi/request.hpp"
#include "edi/response.hpp"
#include "edi/response_text.hpp"
#include "edi/support.hpp"

namespace x278::edi::test {

using namespace std::chrono_literals;
using model::Outcome;

using Segments = std::vector<std::string>;

inline const ResponseWriter& writer()
{
    static const ResponseWriter writer(Guides::embedded(), Answers::embedded());
    return writer;
}

// ST..SE of the answer in the delimiters it is written with.
inline std::string respond(const TransactionSet& set, const GroupHeader& group, const model::Determination& determination)
{
    const auto        request = to_request(validate(set, group, Guides::embedded()));
    const auto        d       = reply_delimiters(set.delimiters);
    std::string       body;
    const int         segments = writer().write(body, request, determination, set.delimiters, d);
    const std::string four{d.element, d.repetition, d.component, d.segment};
    return with_separators("ST*278*0001*005010X217~", four) + body
           + with_separators(fmt::format("SE*{}*0001~", segments + 2), four);
}

// The answer in an envelope, checked against its guide; its segments written with the usual separators.
inline Segments checked_answer(const TransactionSet& set, const GroupHeader& group, const model::Determination& determination)
{
    const auto        d = reply_delimiters(set.delimiters);
    const std::string four{d.element, d.repetition, d.component, d.segment};
    const std::string answer   = respond(set, group, determination);
    std::string       envelope = with_separators(interchange_of("ST*@~"), four);
    const auto        at       = envelope.find(std::string("ST") + d.element + "@");
    envelope.replace(at, 5, answer);
    CAPTURE(answer);
    CHECK(issues_of(envelope) == "none");
    CHECK(envelope_issues_of(envelope).empty());
    return segments_of(with_separators(answer, "*^:~", four));
}

inline Segments answer_to(std::string_view bytes, const model::Determination& determination)
{
    Segments segments;
    for_each_set(bytes, [&](const TransactionSet& set, const GroupHeader& group) {
        segments = checked_answer(set, group, determination);
    });
    return segments;
}

inline bool certifies(Outcome outcome) { return model::is_certified(outcome); }

inline model::LineDetermination line_of(Outcome outcome, int number)
{
    model::LineDetermination line;
    line.line    = number;
    line.outcome = outcome;
    if (certifies(outcome)) line.period = {{2026y / 9 / 10, 2026y / 12 / 10}};
    switch (outcome) {
        case Outcome::modified:
            line.quantity = {26, "VS"};
            line.reasons  = {{"04", "more than the benefit holds"}};
            line.message  = "26 VISITS APPROVED.";
            break;
        case Outcome::pended:
            line.reasons          = {{"0U", "documents"}, {"0V", "review"}};
            line.documents_wanted = {"08", "DS"};
            line.message          = "Send the treatment plan; or call.";
            line.contact          = {{"Clinical intake", {{"FX", "6175550199"}, {"TE", "6175550198"}, {"EX", "12"}}}};
            break;
        case Outcome::contact_payer:
            line.reasons = {{"0J", "vendor"}};
            line.contact = {{"Imaging program", {{"TE", "8005550133"}, {"UR", "imaging.example.org"}}}};
            break;
        case Outcome::denied_administratively: line.reasons = {{"0M", "not covered"}}; break;
        default: break;
    }
    return line;
}

// A determination whose event says `event` and whose lines say `lines`, one after another.
inline model::Determination determined(Outcome event, std::vector<Outcome> lines)
{
    model::Determination d;
    d.payer             = "BLUE";
    d.determined_on     = 2026y / 9 / 2;
    d.determined_minute = 9 * 60 + 5;
    d.event             = line_of(event, 0);
    for (std::size_t i = 0; i < lines.size(); ++i) d.lines.push_back(line_of(lines[i], static_cast<int>(i) + 1));
    const auto any = [&](auto holds) { return holds(event) || std::ranges::any_of(lines, holds); };
    if (any(certifies)) d.certification_number = "PA26090200001";
    if (any([](Outcome o) { return o == Outcome::pended; })) d.administrative_reference = "CASE26090200001";
    return d;
}

inline int count(const Segments& segments, std::string_view start)
{
    return static_cast<int>(std::ranges::count_if(segments, [&](const std::string& s) { return s.starts_with(start); }));
}

inline bool has(const Segments& segments, std::string_view segment)
{
    return std::ranges::find(segments, segment) != segments.end();
}

// A small request with one line, whose answer fits a screen.
inline const std::string small =
    "ST*278*0001*005010X217~BHT*0007*13*REF0001*20260901*1030~HL*1**20*1~NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~HL*2*1*21*1~"
    "NM1*1P*1*RIVERA*ANA****XX*1234567893~HL*3*2*22*1~NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~DMG*D8*19800201*F~HL*4*3*EV*1~TRN*"
    "1*TRACE0001*9012345678~"
    "UM*HS*I*PT*11:B~DTP*AAH*RD8*20260910-20261210~HI*ABK:M5416~NM1*SJ*2*EXAMPLE REHAB "
    "GROUP*****XX*1987654328~HL*5*4*SS*0~TRN*1*TRACE0001-1*9012345678~"
    "DTP*472*RD8*20260910-20261210~SV1*HC:97110*0*UN*29~HSD*VS*29~SE*21*0001~";

}  // namespace x278::edi::test
