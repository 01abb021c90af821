// Inquiries (005010X215) and notifications (005010X216): taken, typed, and answered by their own guides.
#include "edi/dialogue.hpp"

#include "edi/request.hpp"
#include "edi/response.hpp"
#include "edi/support.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;
using namespace std::chrono_literals;
using model::Outcome;
using model::RequestKind;

namespace {

using Segments = std::vector<std::string>;

const Around inquiries{.guide_id = "005010X215"};
const Around notifications{.guide_id = "005010X216"};

// Everything an inquiry can hold, once.
const std::string full_inquiry = with_count(
    "ST*278*0001*005010X215~BHT*0007*28*INQ1*20260914*0900~HL*1**20*1~NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~HL*2*1*21*1~"
    "NM1*1P*1*RIVERA*ANA****XX*1234567893~REF*EI*000000100~N3*1 MAIN STREET~N4*ANYTOWN*MA*01999~PER*IC*DESK*TE*6175550100~"
    "PRV*PC*PXC*207Q00000X~HL*3*2*22*1~NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~REF*EJ*ACCOUNT1~DMG*D8*19800201*F~HL*4*3*23*1~"
    "NM1*QC*1*EXAMPLE*JO~DMG*D8*20100301*M~HL*5*4*EV*1~TRN*1*TRACEINQ1*9012345678*DESK~UM*HS*I*PT*11:B~HCR*A1~REF*BB*PA1~"
    "REF*NT*CASE1~DTP*AAH*RD8*20260801-20260831~DTP*102*D8*20260802~DTP*036*D8*20261231~DTP*007*RD8*20260801-20261231~"
    "HI*ABK:M5416~NM1*SJ*2*EXAMPLE REHAB*****XX*1987654328~HL*6*5*SS*0~UM*HS*I*PT~HCR*A4~REF*BB*PA2~REF*NT*CASE2~"
    "DTP*472*D8*20260810~DTP*102*D8*20260803~SV1*HC:97110~NM1*72*1*STANDIN*GALE****XX*2999990072~SE*0*0001~");

// A notification that uses every loop.
const std::string full_notification = with_count(
    "ST*278*0001*005010X216~BHT*0007*CN*NOT1*20260914*0905*NO~HL*1**20*1~NM1*FA*2*EXAMPLE HOSPITAL*****XX*2999990015~"
    "PER*IC*ADMITTING*TE*6175550110~NM1*X3*2*DELEGATED REVIEW*****PI*DR01~HL*2*1*21*1~NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~"
    "HL*3*2*22*1~NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~DMG*D8*19800201*F~HL*4*3*EV*1~TRN*1*TRACENOT1*9012345678~"
    "TRN*2*GIVEN1*9000000700~TRN*1*TRACENOT2*9012345678~UM*AR*I*2*21:B**E~HCR*A1*AUTH1*04^0U*Y~REF*BB*PA1~"
    "DTP*435*RD8*20260914-20260917~DTP*096*D8*20260917~DTP*007*RD8*20260914-20260917~HI*ABJ:M1611~CL1*3*1~"
    "NM1*71*1*PLACEHOLDER*SIMON****XX*2999990023~NM1*L5*2*CASE DESK~PER*IC**TE*6175550111~NM1*PW*2*HOME~N3*2 SIDE STREET~"
    "N4*ANYTOWN*MA*01999~NM1*GG*2*OTHER PLAN~REF*ZZ*0F~DTP*598*D8*20260910~"
    "HL*5*4*SS*0~TRN*1*TRACENOT1-1*9012345678~UM*HS*I*2~HCR*A3**0M~DTP*472*D8*20260914~SV2*0360*HC:27130~"
    "HL*6*4*SS*0~DTP*472*D8*20260915~SV2*0120**3600*DA*3~SE*0*0001~");

model::ServiceReviewRequest typed(const std::string& set, const Around& around)
{
    std::vector<model::ServiceReviewRequest> all;
    for_each_set(interchange_of(set, around), [&](const TransactionSet& s, const GroupHeader& group) {
        const auto checked = validate(s, group, Guides::embedded());
        for (const auto& issue : checked.issues()) CHECK_MESSAGE(issue.severity == Severity::warning, issue.message);
        REQUIRE(checked.accepted());
        all.push_back(to_request(checked));
    });
    REQUIRE(all.size() == 1);
    return std::move(all.front());
}

const ResponseWriter& writer()
{
    static const ResponseWriter writer(Guides::embedded(), Answers::embedded());
    return writer;
}

// The body of an answer, which must follow the guide it is written in without a remark.
Segments checked_body(RequestKind asked, const std::function<int(std::string&)>& write)
{
    const std::string guide(dialogue_of(asked).guide_id);
    std::string       body;
    const int         count = write(body);
    const auto        set   = fmt::format("ST*278*0001*{}~{}SE*{}*0001~", guide, body, count + 2);
    CAPTURE(set);
    CHECK(issues_of(interchange_of(set, {.guide_id = guide})) == "none");
    return segments_of(body);
}

Segments acknowledged(const model::ServiceReviewRequest& notification, const model::Determination& receipt)
{
    return checked_body(RequestKind::notification,
                        [&](std::string& out) { return writer().write(out, notification, receipt, Delimiters{}, Delimiters{}); });
}

Segments answered(const model::ServiceReviewRequest& inquiry, const model::InquiryAnswer& answer)
{
    return checked_body(RequestKind::inquiry,
                        [&](std::string& out) { return writer().write(out, inquiry, answer, Delimiters{}); });
}

bool has(const Segments& segments, std::string_view segment) { return std::ranges::find(segments, segment) != segments.end(); }

int count(const Segments& segments, std::string_view start)
{
    return static_cast<int>(std::ranges::count_if(segments, [&](const std::string& s) { return s.starts_with(start); }));
}

model::Determination receipt()
{
    model::Determination d;
    d.payer                    = "BLUE";
    d.determined_on            = 2026y / 9 / 14;
    d.determined_minute        = 545;
    d.administrative_reference = "RN1";
    d.event.outcome            = Outcome::notice_accepted;
    for (int line : {1, 2}) {
        d.lines.emplace_back().line = line;
        d.lines.back().outcome      = Outcome::notice_accepted;
    }
    return d;
}

// A request of before, written with other separators than the inquiry.
model::ServiceReviewRequest asked_before(std::string_view separators = "|!>'")
{
    const std::string set = with_count(
        "ST*278*0001*005010X217~BHT*0007*13*REF1*20260801*1030~HL*1**20*1~NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~HL*2*1*21*1~"
        "NM1*1P*1*RIVERA*ANA****XX*1234567893~HL*3*2*22*1~NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001~DMG*D8*19800201*F~"
        "HL*4*3*EV*1~TRN*1*TRACE1*9012345678~UM*HS*I*PT*11:B~DTP*AAH*RD8*20260801-20260831~HI*ABK:M5416~"
        "NM1*SJ*2*STAR AND TILDE*****XX*1987654328~HL*5*4*SS*0~TRN*1*TRACE1-1*9012345678~DTP*472*RD8*20260801-20260831~"
        "SV1*HC:97110*0*UN*12~HSD*VS*12~SE*0*0001~");
    auto text = with_separators(interchange_of(set), separators);
    if (separators != "*^:~") text.replace(text.find("STAR AND TILDE"), 14, "STAR * TILDE ~");
    std::vector<model::ServiceReviewRequest> all;
    for_each_set(text, [&](const TransactionSet& s, const GroupHeader& group) {
        all.push_back(to_request(validate(s, group, Guides::embedded())));
    });
    return std::move(all.at(0));
}

model::Determination stands(Outcome outcome)
{
    model::Determination d;
    d.payer                     = "BLUE";
    d.determined_on             = 2026y / 8 / 2;
    d.event.outcome             = outcome;
    d.lines.emplace_back().line = 1;
    d.lines.back().outcome      = outcome;
    if (model::is_certified(outcome)) {
        d.certification_number = "PA1";
        d.event.period         = {{2026y / 8 / 1, 2026y / 8 / 31}};
    }
    if (outcome == Outcome::pended) {
        d.administrative_reference      = "CASE1";
        d.event.reasons                 = {{"0U", "documents"}};
        d.event.documents_wanted        = {"08"};
        d.event.message                 = "SEND THE TREATMENT PLAN";
        d.event.contact                 = {{"Intake", {{"TE", "6175550198"}}}};
        d.lines.back().documents_wanted = {"08"};
    }
    return d;
}

model::InquiryAnswer answer_of(std::vector<Outcome> outcomes)
{
    model::InquiryAnswer answer;
    answer.payer           = "BLUE";
    answer.answered_on     = 2026y / 9 / 14;
    answer.answered_minute = 540;
    for (const Outcome outcome : outcomes) answer.matches.push_back({asked_before(), stands(outcome)});
    return answer;
}

}  // namespace

TEST_CASE("dialogue: every direction of every 278 is either begun by a sender or an answer")
{
    int begun = 0;
    for (const Guide& guide : Guides::embedded().all()) {
        if (guide.transaction != "278") continue;
        const Dialogue* dialogue = dialogue_begun_by(guide);
        CAPTURE(guide.id);
        CAPTURE(guide.direction);
        CHECK((dialogue != nullptr) == (guide.direction != "response" && guide.direction != "acknowledgment"));
        if (dialogue == nullptr) continue;
        ++begun;
        CHECK(&dialogue_of(dialogue->kind) == dialogue);
        CHECK(Guides::embedded().find_direction(guide.id, dialogue->answers) != nullptr);
    }
    CHECK(begun == 3);
}

TEST_CASE("dialogue: answers of every guide are refused at the door, and said to be what they are")
{
    const std::pair<const char*, const char*> answers[] = {
        {"005010X217", "11"}, {"005010X215", "11"}, {"005010X215", "49"}, {"005010X216", "53"}, {"005010X216", "44"}};
    for (const auto& [guide, purpose] : answers) {
        CAPTURE(guide);
        const auto set = fmt::format("ST*278*0001*{}~BHT*0007*{}*R1*20260914*0900~SE*3*0001~", guide, purpose);
        CHECK(issues_of(interchange_of(set, {.guide_id = guide}), Taking::requests) == "set/guide-not-supported 1 ST");
    }
}

TEST_CASE("dialogue: a guide belongs in a group of its own")
{
    CHECK(issues_of(interchange_of(full_inquiry), Taking::requests) == "set/guide-mismatch 1 ST");
    CHECK(issues_of(interchange_of(full_notification, inquiries), Taking::requests) == "set/guide-mismatch 1 ST");
}

TEST_CASE("inquiry: everything asked after is where it belongs")
{
    const auto inquiry = typed(full_inquiry, inquiries);
    CHECK(inquiry.kind == RequestKind::inquiry);
    CHECK(inquiry.purpose == "28");
    CHECK(inquiry.reference == "INQ1");
    CHECK(inquiry.utilization_management_organization.id.value == "00700");
    CHECK(inquiry.requester.id.value == "1234567893");
    CHECK(inquiry.requester.provider->taxonomy == "207Q00000X");
    REQUIRE(inquiry.dependent);
    CHECK(inquiry.dependent->first_name == "JO");

    const auto& event = inquiry.event;
    CHECK(event.traces.at(0).number == "TRACEINQ1");
    CHECK(event.traces.at(0).kind == "1");
    CHECK(event.review.service_type == "PT");
    CHECK(event.decision.value().action == "A1");
    CHECK(event.previous_certification == "PA1");
    CHECK(event.administrative_reference == "CASE1");
    CHECK(event.event_period->last == 2026y / 8 / 31);
    CHECK(event.certification.issued->first == 2026y / 8 / 2);
    CHECK(event.certification.expires->first == 2026y / 12 / 31);
    CHECK(event.certification.effective->is_range);
    CHECK(event.diagnoses.at(0).code == "M5416");
    CHECK(event.providers.at(0).role == "SJ");

    const auto& line = event.lines.at(0);
    CHECK(line.decision.value().action == "A4");
    CHECK(line.previous_certification == "PA2");
    CHECK(line.administrative_reference == "CASE2");
    CHECK(line.service_period->first == 2026y / 8 / 10);
    CHECK(line.certification.issued->first == 2026y / 8 / 3);
    CHECK(line.service.procedure == "97110");
    CHECK(line.providers.at(0).name == "STANDIN");
}

TEST_CASE("notification: everything told is where it belongs")
{
    const auto notice = typed(full_notification, notifications);
    CHECK(notice.kind == RequestKind::notification);
    CHECK(notice.purpose == "CN");
    CHECK(notice.transaction_type == "NO");
    CHECK(notice.requester.name == "EXAMPLE HOSPITAL");
    CHECK(notice.requester.contact->name == "ADMITTING");
    CHECK(notice.original_source.value().id.value == "DR01");
    CHECK(notice.utilization_management_organization.id.value == "00700");

    const auto& event = notice.event;
    REQUIRE(event.traces.size() == 3);
    CHECK(event.traces[1].kind == "2");
    const auto& decision = event.decision.value();
    CHECK(decision.action == "A1");
    CHECK(decision.certification_number == "AUTH1");
    CHECK(decision.reasons == std::array<model::Text, 5>{"04", "0U"});
    CHECK(decision.second_opinion == "Y");
    CHECK(event.admission_period->is_range);
    CHECK(event.discharge_date->first == 2026y / 9 / 17);
    CHECK(event.certification.effective->last == 2026y / 9 / 17);
    CHECK(event.admission->type == "3");
    CHECK(event.providers.at(0).role == "71");
    CHECK(event.contacts.at(0).contact->numbers[0].number == "6175550111");
    CHECK(event.transport_locations.at(0).address->city == "ANYTOWN");
    CHECK(event.other_decisions.at(0).reasons[0] == "0F");
    REQUIRE(event.lines.size() == 2);
    CHECK(event.lines[0].decision->reasons[0] == "0M");
    CHECK(!event.lines[1].decision);
}

TEST_CASE("notification: a payer that stands first is still the one told")
{
    auto       text = full_notification;
    const auto swap = [&](std::string_view from, std::string_view to) { text.replace(text.find(from), from.size(), to); };
    swap("NM1*FA*2*EXAMPLE HOSPITAL*****XX*2999990015~PER*IC*ADMITTING*TE*6175550110~NM1*X3*2*DELEGATED REVIEW*****PI*DR01~",
         "NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~");
    swap("HL*2*1*21*1~NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700~", "HL*2*1*21*1~NM1*FA*2*EXAMPLE HOSPITAL*****XX*2999990015~");
    const auto notice = typed(with_count(text), notifications);
    CHECK(notice.requester.name == "EXAMPLE HOSPITAL");
    CHECK(notice.utilization_management_organization.id.value == "00700");
}

TEST_CASE("notification: what is only noted, and what fits nowhere, does not keep it from being read")
{
    // Low confidence: a second HCR of a line, a date the guide does not know.
    auto text = full_notification;
    text.replace(text.find("HCR*A3**0M~"), 11, "HCR*A3**0M~HCR*A4~");
    text.replace(text.find("DTP*096*"), 8, "DTP*999*D8*20260917~DTP*096*");
    const auto notice = typed(with_count(text), notifications);
    CHECK(notice.event.lines.at(0).decision->action == "A4");
    CHECK(notice.event.discharge_date->first == 2026y / 9 / 17);
}

TEST_CASE("inquiry, notification: whatever is accepted can be read, with segments left out, doubled or moved")
{
    int accepted = 0;
    for (const auto& [whole, around] : {std::pair{full_inquiry, inquiries}, std::pair{full_notification, notifications}}) {
        const auto segments = segments_of(whole);
        for (std::size_t from = 1; from + 1 < segments.size(); ++from) {
            for (std::size_t to = 1; to + 1 < segments.size(); ++to) {
                auto changed = segments;
                if (to == 1)
                    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(from));  // left out
                else
                    changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(to), segments[from]);
                if (to % 2 == 0 && to != from)
                    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(from < to ? from : from + 1));
                const auto set = with_count(fmt::format("{}~", fmt::join(changed, "~")));
                CAPTURE(set);
                for_each_set(interchange_of(set, around), [&](const TransactionSet& read, const GroupHeader& group) {
                    const auto checked = validate(read, group, Guides::embedded());
                    if (!checked.accepted()) return;
                    ++accepted;
                    CHECK_NOTHROW(static_cast<void>(to_request(checked)));
                });
            }
        }
    }
    CHECK(accepted > 100);
}

TEST_CASE("notification: one with more remarks than are listed was not checked to its end, and is refused")
{
    for (const auto& [remarks, accepted] : {std::pair{set_issues_max - 1, true}, std::pair{set_issues_max + 1, true}}) {
        std::string dates;
        for (std::size_t i = 0; i < remarks; ++i) dates += "DTP*999*D8*20260917~";
        auto text = full_notification;
        text.insert(text.find("DTP*096*"), dates);
        for_each_set(interchange_of(with_count(text), notifications), [&](const TransactionSet& set, const GroupHeader& group) {
            CHECK(validate(set, group, Guides::embedded()).accepted() == accepted);
        });
    }
}

TEST_CASE("request: what was kept is read again as it was read first, whatever its separators")
{
    for (const char* separators : {"*^:~", "|!>'"}) {
        const auto        before = asked_before(separators);
        const std::string source(before.source.begin(), before.source.end());
        const auto        again = read_again(source, before.separators, before.kind, Guides::embedded());
        REQUIRE(again.has_value());
        CHECK(again->request.reference == "REF1");
        CHECK(again->request.event.lines.at(0).service.procedure == "97110");
        CHECK(std::string(again->request.source.begin(), again->request.source.end()) == source);
        CHECK(again->request.separators == before.separators);
    }
    const auto damaged =
        read_again("ST*278*0001*005010X217~SE*2*0001~", {'*', '^', ':', '~'}, RequestKind::review, Guides::embedded());
    REQUIRE(!damaged.has_value());
    CHECK(damaged.error().code == ErrorCode::corrupt);
}

TEST_CASE("acknowledgment: the receipt number, what was decided elsewhere, and the traces that were the sender's own")
{
    const auto notice = typed(full_notification, notifications);
    CHECK(acknowledged(notice, receipt())
          == Segments{"BHT*0007*53*NOT1*20260914*0905",
                      "HL*1**20*1",
                      "NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700",
                      "HL*2*1*21*1",
                      "NM1*FA*2*EXAMPLE HOSPITAL*****XX*2999990015",
                      "HL*3*2*22*1",
                      "NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001",
                      "DMG*D8*19800201*F",
                      "HL*4*3*EV*1",
                      "TRN*2*TRACENOT1*9012345678",
                      "TRN*2*TRACENOT2*9012345678",
                      "UM*AR*I*2*21:B**E",
                      "HCR*A1*AUTH1*04^0U*Y",
                      "REF*NT*RN1",
                      "REF*BB*PA1",
                      "DTP*435*RD8*20260914-20260917",
                      "DTP*096*D8*20260917",
                      "HI*ABJ:M1611",
                      "NM1*71*1*PLACEHOLDER*SIMON****XX*2999990023",
                      "HL*5*4*SS*0",
                      "TRN*2*TRACENOT1-1*9012345678",
                      "UM*HS*I*2",
                      "HCR*A3**0M",
                      "REF*NT*RN1",
                      "DTP*472*D8*20260914",
                      "SV2*0360*HC:27130"});
}

TEST_CASE("acknowledgment: every rejection that can be made above the services is valid, and negative")
{
    const auto notice = typed(full_notification, notifications);
    for (const RejectionCode& code : Answers::embedded().rejections()) {
        if (code.loop.size() != 5 && code.loop != "2000E") continue;
        if (code.loop == "2000F" || code.loop == "2010D") continue;  // the notification has no dependent
        CAPTURE(code.situation);
        auto rejected       = receipt();
        rejected.rejections = {{code.situation}};
        const auto segments = acknowledged(notice, rejected);
        CHECK(segments.front() == "BHT*0007*44*NOT1*20260914*0905");
        CHECK(count(segments, "AAA*") == 1);
        CHECK(count(segments, "HCR*") == 0);
        CHECK(count(segments, "REF*NT") == 0);
    }
}

TEST_CASE("inquiry: each match stands in a patient event of its own, with the trace of the inquiry")
{
    auto inquiry = typed(full_inquiry, inquiries);
    inquiry.dependent.reset();
    const auto segments = answered(inquiry, answer_of({Outcome::approved, Outcome::pended}));
    CHECK(segments
          == Segments{"BHT*0007*11*INQ1*20260914*0900*19",
                      "HL*1**20*1",
                      "NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700",
                      "HL*2*1*21*1",
                      "NM1*1P*1*RIVERA*ANA****XX*1234567893",
                      "REF*EI*000000100",
                      "PRV*PC*PXC*207Q00000X",
                      "HL*3*2*22*1",
                      "NM1*IL*1*EXAMPLE*PAT****MI*XXP900000001",
                      "REF*EJ*ACCOUNT1",
                      "DMG*D8*19800201*F",
                      "HL*4*3*EV*1",
                      "TRN*2*TRACEINQ1*9012345678*DESK",
                      "UM*HS*I*PT*11:B",
                      "HCR*A1*PA1",
                      "DTP*AAH*RD8*20260801-20260831",
                      "DTP*102*D8*20260802",
                      "DTP*036*D8*20260831",
                      "HI*ABK:M5416",
                      "NM1*SJ*2*STAR   TILDE  *****XX*1987654328",
                      "HL*5*4*SS*0",
                      "HCR*A1*PA1",
                      "DTP*472*RD8*20260801-20260831",
                      "SV1*HC:97110*0*UN*12",
                      "HSD*VS*12",
                      "HL*6*3*EV*1",
                      "TRN*2*TRACEINQ1*9012345678*DESK",
                      "UM*HS*I*PT*11:B",
                      "HCR*A4**0U",
                      "REF*NT*CASE1",
                      "DTP*AAH*RD8*20260801-20260831",
                      "HI*ABK:M5416",
                      "NM1*SJ*2*STAR   TILDE  *****XX*1987654328",
                      "HL*7*6*SS*0",
                      "HCR*A4",
                      "DTP*472*RD8*20260801-20260831",
                      "SV1*HC:97110*0*UN*12",
                      "HSD*VS*12"});
}

TEST_CASE("inquiry: every outcome is a valid answer, and when there are too many that is said")
{
    const auto inquiry = typed(full_inquiry, inquiries);
    for (const OutcomeCode& outcome : Answers::embedded().outcomes()) {
        CAPTURE(outcome.outcome);
        const auto which = static_cast<Outcome>(&outcome - Answers::embedded().outcomes().data());
        if (which == Outcome::partly_approved) continue;  // of an event only
        const auto segments = answered(inquiry, answer_of({which, which, which}));
        CHECK(count(segments, "HCR*" + outcome.hcr01) == 6);
        CHECK(count(segments, "HL*") == 4 + 6);  // the patient is a dependent
        CHECK(count(segments, "MSG*") == 0);
    }
    auto many           = answer_of({Outcome::approved, Outcome::pended});
    many.more           = true;
    const auto segments = answered(inquiry, many);
    CHECK(count(segments, "MSG*") == 1);
    CHECK(has(segments, "MSG*" + std::string(Answers::embedded().message("inquiry/more-matches"))));
}

TEST_CASE("inquiry: one that finds nothing is rejected at the level that was not found")
{
    const auto inquiry = typed(full_inquiry, inquiries);
    for (const auto& [situation, hls] : {std::pair{"payer/unknown", 1}, std::pair{"requester/unknown", 2},
                                         std::pair{"member/not-found", 3}, std::pair{"dependent/not-found", 4},
                                         std::pair{"request/certification-unknown", 5}, std::pair{"request/nothing-found", 5}}) {
        CAPTURE(situation);
        const auto& code    = *Answers::embedded().rejection(situation);
        const auto  aaa     = fmt::format("AAA*N**{}*{}", code.aaa03, code.aaa04);
        auto        answer  = answer_of({});
        answer.rejections   = {{situation}};
        const auto segments = answered(inquiry, answer);
        CHECK(has(segments, aaa));
        CHECK(count(segments, "AAA*") == 1);
        CHECK(count(segments, "HL*") == hls);
        CHECK(count(segments, "HCR*") == 0);
        CHECK(count(segments, "PWK*") == 0);
        CHECK(has(segments, "BHT*0007*11*INQ1*20260914*0900*18"));
    }
}
