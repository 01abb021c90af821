// A checked request as typed values: everything the sender wrote, where it belongs.
#include "edi/request.hpp"

#include "edi/maximal_request.hpp"
#include "edi/support.hpp"

#include <set>

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

// A value as text, so that a row of the model is compared like a segment.
std::string word(std::string_view text) { return std::string(text); }
std::string word(bool value) { return value ? "yes" : "no"; }
std::string word(const model::Date& date)
{
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}
std::string word(const model::Period& period)
{
    return period.is_range ? word(period.first) + "-" + word(period.last) : word(period.first);
}
std::string word(const model::Decimal& number) { return fmt::format("{}={}", number.text, number.value); }
template <class T>
std::string word(const std::optional<T>& value)
{
    return value ? word(*value) : std::string("none");
}

template <class... Values>
std::string row(const Values&... values)
{
    const std::vector<std::string> words{word(values)...};
    return fmt::format("{}", fmt::join(words, "|"));
}

// What is checked against `expected`, and remembered as having been found in the model.
class Found {
public:
    void operator()(const char* where, const std::string& actual, const std::string& expected)
    {
        CAPTURE(where);
        CHECK(actual == expected);
        text_ += "|" + actual + "|";
    }
    [[nodiscard]] bool has(const std::string& value) const
    {
        return text_.find("|" + value + "|") != std::string::npos || text_.find("|" + value + "=") != std::string::npos;
    }

private:
    std::string text_;
};

void check_party(Found&              found,
                 const char*         where,
                 const model::Party& p,
                 const std::string&  name,
                 const std::string&  references,
                 const std::string&  address)
{
    found(where,
          row(p.role, p.is_organization, p.name, p.first_name, p.middle_name, p.prefix, p.suffix, p.id.qualifier, p.id.value),
          name);
    std::string all;
    for (const auto& r : p.references) all += (all.empty() ? "" : "|") + row(r.qualifier, r.value, r.state);
    found(where, all, references);
    const auto& a = p.address;
    found(where, a ? row(a->line, a->second_line, a->city, a->state, a->postal_code, a->country, a->subdivision) : "none",
          address);
}

void check_contact(Found& found, const model::Party& p, const std::string& contact, const std::string& provider)
{
    REQUIRE(p.contact);
    REQUIRE(p.provider);
    const auto& n = p.contact->numbers;
    found("PER", row(p.contact->name, n[0].qualifier, n[0].number, n[1].qualifier, n[1].number, n[2].qualifier, n[2].number),
          contact);
    found("PRV", row(p.provider->role, p.provider->taxonomy), provider);
}

void check_parties(Found& found, const model::ServiceReviewRequest& r)
{
    found("BHT", row(r.purpose, r.reference, r.created, r.created_time, r.transaction_type), "36|MAXREF01|20260901|1031|RU");
    check_party(found, "2010A", r.utilization_management_organization, "X3|no|PLANLAST|PLANFIRST|PLANMIDDLE||PLANSUFFIX|PI|00700",
                "", "none");
    check_party(found, "2010B", r.requester, "1P|no|RIVERA|ANA|MARIA||SR|XX|1234567893",
                "1G|UPIN01||1J|FACILITY01||EI|EMPLOYER01||G5|SITE01||N5|PLANNET01||N7|FACNET01||SY|900000001||ZH|ASSIGNED01|",
                "1 MAIN STREET|SUITE 2|TORONTO||M5V1A1|CA|ON");
    check_contact(found, r.requester, "INTAKE DESK|TE|6175550100|EX|4242|EM|INTAKE@EXAMPLE.ORG", "PC|207Q00000X");
    check_party(found, "2010C", r.subscriber, "IL|no|EXAMPLE|PAT|QUINN|DR|III|MI|XXP900000001",
                "1L|GROUP01||3L|BRANCH01||6P|GROUPNUMBER01||DP|DEPARTMENT01||EJ|ACCOUNT01||F6|MEDICARE01||HJ|CARD01||IG|POLICY01|"
                "|N6|PLANNUMBER01|",
                "3 SUBSCRIBER STREET|APARTMENT 4|BOSTON|MA|021010001||");
    found("2010C DMG INS",
          row(r.subscriber.birth_date, r.subscriber.gender, r.subscriber.relationship, r.subscriber.military_status,
              r.subscriber.birth_order),
          "19800201|F|18|AO|");
    REQUIRE(r.dependent);
    check_party(found, "2010D", *r.dependent, "QC|no|CHILDLAST|KIM|LEE||JR||", "EJ|CHILDACCOUNT01||SY|900000002|",
                "5 CHILD STREET|FLOOR 6|VANCOUVER||V5K0A1|CA|BC");
    found("2010D DMG INS",
          row(r.dependent->birth_date, r.dependent->gender, r.dependent->relationship, r.dependent->military_status,
              r.dependent->birth_order),
          "20150302|M|19||2");
    CHECK(&r.patient() == &*r.dependent);
}

std::string review_row(const model::Review& u)
{
    return row(u.request_category, u.certification_type, u.service_type, u.facility.code, u.facility.qualifier,
               u.level_of_service, u.health_condition, u.prognosis, u.release, u.delay_reason);
}

std::string delivery_row(const model::Delivery& d)
{
    return row(d.quantity_qualifier, d.quantity, d.rate_unit, d.rate, d.period, d.periods, d.pattern, d.time);
}

void check_event(Found& found, const model::PatientEvent& e)
{
    REQUIRE(e.traces.size() == 2);
    found("TRN", row(e.traces[0].number, e.traces[0].originator, e.traces[0].detail), "TRACE0001|9012345678|DEPARTMENT 1");
    found("TRN", row(e.traces[1].number, e.traces[1].originator, e.traces[1].detail), "TRACE0002|9012345679|DEPARTMENT 2");
    found("UM", review_row(e.review), "IN|R|1|11|B|03|8|5|Y|7");
    REQUIRE(e.review.related_causes);
    const auto& u = *e.review.related_causes;
    found("UM05", row(u.causes[0], u.causes[1], u.causes[2], u.state, u.country), "AA|EM|AP|NH|US");
    found("REF", row(e.previous_certification, e.administrative_reference), "PREVIOUS01|ADMIN01");
    found("DTP", row(e.accident_date, e.last_menstrual_period, e.estimated_birth_date, e.onset_date, e.discharge_date),
          "20260801|20260102|20261003|20260804|20260912");
    found("DTP", row(e.event_period, e.admission_period), "20260905-20261231|20260906-20260907");

    std::string diagnoses;
    for (const auto& d : e.diagnoses) diagnoses += (diagnoses.empty() ? "" : "|") + row(d.qualifier, d.code, d.date);
    found("HI", diagnoses,
          "ABK|M5416|20260811|ABJ|M5417|20260812|ABF|M5418|20260813|APR|M5419|20260814|DR|470|20260815|ABF|M5431|none|ABF|M5432|"
          "none|ABF|M5440|none|ABF|M5441|none|ABF|M5442|none|"
          "ABF|M5450|none|ABF|M5459|none");
    REQUIRE(e.delivery);
    found("HSD", delivery_row(*e.delivery), "VS|10=10|WK|2.5=2.5|34|3=3|1|B");
    std::string conditions;
    for (const auto& c : e.conditions)
        conditions += (conditions.empty() ? "" : "|")
                      + row(c.category, c.applies, c.codes[0], c.codes[1], c.codes[2], c.codes[3], c.codes[4]);
    found("CRC", conditions,
          "07|yes|01|02|03|04|05|08|no|11|12|14|24|25|09|yes|58|59|60|38|35|11|yes|06|16|17|37|39|75|no|28|68|69|9E|9F|76|yes|10|"
          "13|19|21|22|77|yes|33|34|9J|9K|5A");
    REQUIRE(e.admission);
    found("CL1", row(e.admission->type, e.admission->source, e.admission->patient_status, e.admission->nursing_home_status),
          "3|4|30|6");
    REQUIRE(e.attachments.size() == 2);
    found("PWK",
          row(e.attachments[0].report_type, e.attachments[0].transmission, e.attachments[0].control_number,
              e.attachments[0].description),
          "CK|EL|DOCUMENT01|CONSENT FORM");
    found("PWK",
          row(e.attachments[1].report_type, e.attachments[1].transmission, e.attachments[1].control_number,
              e.attachments[1].description),
          "08|FX|DOCUMENT02|PLAN OF TREATMENT");
    found("MSG", row(e.message), "PLEASE CALL BEFORE NOON");
}

void check_care(Found& found, const model::PatientEvent& e)
{
    REQUIRE(e.ambulance);
    const auto& a = *e.ambulance;
    found("CR1",
          row(a.weight_unit, a.weight, a.kind, a.reason, a.distance_unit, a.distance, a.round_trip_purpose, a.stretcher_purpose),
          "LB|150=150|X|E|DH|12.5=12.5|TO DIALYSIS AND BACK|CANNOT SIT");
    REQUIRE(e.spinal_manipulation);
    const auto& s = *e.spinal_manipulation;
    found("CR2",
          row(s.number_in_series, s.series_size, s.first_level, s.last_level, s.condition, s.complication, s.description,
              s.second_description, s.x_rays_available),
          "4=4|20=20|C1|C7|C|N|FIRST TEXT|SECOND TEXT|Y");
    REQUIRE(e.home_oxygen);
    const auto& o = *e.home_oxygen;
    found("CR5",
          row(o.equipment[0], o.equipment[1], o.equipment_reason, o.flow_rate, o.daily_use_count, o.use_period_hours,
              o.therapist_order, o.arterial_blood_gas, o.saturation),
          "A|B|WHY THIS EQUIPMENT|2.5=2.5|3=3|8=8|AS NEEDED|61=61|89=89");
    found("CR5",
          row(o.test_condition, o.test_findings[0], o.test_findings[1], o.test_findings[2], o.portable_flow_rate,
              o.delivery_system, o.equipment[2]),
          "R|1|2|3|1.5=1.5|D|C");
    REQUIRE(e.home_health);
    const auto& h = *e.home_health;
    found("CR6",
          row(h.prognosis, h.start_of_care, h.certification_period, h.medicare_coverage, h.certification_type, h.surgery_date,
              h.surgery_qualifier, h.surgery_code),
          "6|20260908|20260908-20261107|W|S|20260820|HC|27447");
    found("CR6", row(h.order_date, h.last_visit_date, h.physician_contact_date, h.last_admission, h.patient_location),
          "20260821|20260822|20260823|20260824-20260830|M");
}

void check_event_parties(Found& found, const model::PatientEvent& e)
{
    REQUIRE(e.providers.size() == 2);
    check_party(found, "2010EA", e.providers[0], "SJ|no|OKAFOR|LEE|NGOZI|PROF|IV|XX|1987654328",
                "0B|LICENSE01|MA|1G|UPIN02||1J|FACILITY02||EI|EMPLOYER02||N5|PLANNET02||N7|FACNET02||ZH|ASSIGNED02|",
                "7 PROVIDER STREET|ROOM 8|MONTREAL||H1A0A1|CA|QC");
    check_contact(found, e.providers[0], "NURSE STATION|FX|6175550101|TE|6175550102|EX|4343", "PE|225100000X");
    check_party(found, "2010EA", e.providers[1], "FA|yes|EXAMPLE HOSPITAL|||||XX|2999990239", "", "none");
    REQUIRE(e.transport_locations.size() == 2);
    check_party(found, "2010EB", e.transport_locations[0], "PW|yes|HOME OF PATIENT||||||", "",
                "9 PICKUP STREET|REAR DOOR|QUINCY|MA|02169||");
    check_party(found, "2010EB", e.transport_locations[1], "45|yes|DIALYSIS CENTER||||||", "",
                "10 DROPOFF STREET|GATE 11|MILTON|MA|02186||");
    REQUIRE(e.other_decisions.size() == 1);
    const auto& d = e.other_decisions[0];
    check_party(found, "2010EC", d.organization, "GG|yes|OTHER PLAN||||||", "", "none");
    found("2010EC REF DTP", row(d.reasons[0], d.reasons[1], d.reasons[2], d.reasons[3], d.date), "0L|0M|0T|0F|20260728");
}

std::string service_row(const model::Service& s)
{
    return row(s.revenue_code, s.procedure_qualifier, s.procedure, s.modifiers[0], s.modifiers[1], s.modifiers[2], s.modifiers[3],
               s.description, s.procedure_range_end, s.charge, s.quantity_unit, s.quantity);
}

void check_lines(Found& found, const std::vector<model::ServiceLine>& lines)
{
    using Kind = model::Service::Kind;
    REQUIRE(lines.size() == 4);
    for (std::size_t i = 0; i < lines.size(); ++i) CHECK(lines[i].number == static_cast<int>(i) + 1);

    const auto& first = lines[0];
    REQUIRE(first.traces.size() == 2);
    found("2000F TRN", row(first.traces[0].number, first.traces[0].originator, first.traces[0].detail),
          "TRACE0001-1|9012345670|LINE DETAIL");
    found("2000F TRN", row(first.traces[1].number, first.traces[1].originator, first.traces[1].detail),
          "TRACE0001-2|9012345671|LINE DETAIL 2");
    REQUIRE(first.review);
    found("2000F UM", review_row(*first.review), "HS|I|PT|22|A|||||");
    found("2000F REF DTP", row(first.previous_certification, first.administrative_reference, first.service_period),
          "PREVIOUS02|ADMIN02|20260910-20261210");
    const auto& sv1 = first.service;
    CHECK(sv1.kind == Kind::professional);
    found("SV1", service_row(sv1), "|HC|97110|GP|KX|59|76|EXERCISES|97112|100.50=100.5|UN|29=29");
    found("SV107 SV111 SV120",
          row(sv1.diagnosis_pointers[0], sv1.diagnosis_pointers[1], sv1.diagnosis_pointers[2], sv1.diagnosis_pointers[3],
              sv1.screening, sv1.level_of_care),
          "1|2|3|4|Y|3");
    REQUIRE(first.delivery);
    found("2000F HSD", delivery_row(*first.delivery), "DY|12=12|DA|1=1|7|30=30|A|D");
    REQUIRE(first.attachments.size() == 1);
    found("2000F PWK",
          row(first.attachments[0].report_type, first.attachments[0].transmission, first.attachments[0].control_number,
              first.attachments[0].description),
          "RT|EL|DOCUMENT03|REPORT OF TESTS");
    found("2000F MSG", row(first.message), "THERAPY AT HOME");
    REQUIRE(first.providers.size() == 1);
    check_party(found, "2010F", first.providers[0], "DK|no|ADEYEMI|SAM|TOBI|MX|II|XX|2999990247", "0B|LICENSE03|NH",
                "12 ORDERING STREET|WING 13|OTTAWA||K1A0A1|CA|NB");
    check_contact(found, first.providers[0], "ORDER DESK|UR|ORDERS.EXAMPLE.ORG|TE|6175550103|FX|6175550104", "OR|208100000X");

    const auto& sv2 = lines[1].service;
    CHECK(sv2.kind == Kind::institutional);
    found("SV2", service_row(sv2), "0120|HC|99221|AI|25|57|QW|ROOM|99223|1500.25=1500.25|DA|5=5");
    found("SV206 SV209 SV210 DTP", row(sv2.unit_rate, sv2.nursing_home_status, sv2.level_of_care, lines[1].service_period),
          "300.05=300.05|2|4|20260911");

    const auto& sv3 = lines[2].service;
    CHECK(sv3.kind == Kind::dental);
    found("SV3", service_row(sv3), "|AD|D7240|22|51|52|53|WISDOM TOOTH|D7241|350.75=350.75||2=2");
    found("SV304 SV305 SV307",
          row(sv3.oral_cavity[0], sv3.oral_cavity[1], sv3.oral_cavity[2], sv3.oral_cavity[3], sv3.oral_cavity[4], sv3.prosthesis,
              sv3.dental_description),
          "10|20|30|40|UL|R|IMPACTED");
    REQUIRE(lines[2].teeth.size() == 2);
    const auto& tooth = lines[2].teeth[0];
    found("TOO", row(tooth.number, tooth.surfaces[0], tooth.surfaces[1], tooth.surfaces[2], tooth.surfaces[3], tooth.surfaces[4]),
          "1|B|D|F|I|L");
    found("TOO", row(lines[2].teeth[1].number, lines[2].teeth[1].surfaces[0]), "32|M");

    CHECK(lines[3].service.kind == Kind::none);
    REQUIRE(lines[3].review);
    found("2000F UM", review_row(*lines[3].review), "HS|I|2|||||||");
}

Found check_maximal(const model::ServiceReviewRequest& request)
{
    Found found;
    check_parties(found, request);
    check_event(found, request.event);
    check_care(found, request.event);
    check_event_parties(found, request.event);
    check_lines(found, request.event.lines);
    return found;
}

model::ServiceReviewRequest request_of(std::string_view set)
{
    std::optional<model::ServiceReviewRequest> request;
    for_each_set(interchange_of(set), [&](const TransactionSet& s, const GroupHeader& group) {
        request = to_request(validate(s, group, Guides::embedded()));
    });
    REQUIRE(request);
    return std::move(*request);
}

std::string fingerprint(std::string_view interchange)
{
    std::string text;
    for_each_set(interchange, [&](const TransactionSet& set, const GroupHeader&) { text += fingerprint_of(set); });
    return text;
}

std::string content(std::string_view interchange)
{
    std::string text;
    for_each_set(interchange, [&](const TransactionSet& set, const GroupHeader&) { text += content_of(set); });
    return text;
}

}  // namespace

TEST_CASE("request: every field of a request that uses everything is where it belongs")
{
    const auto  request = request_of(maximal_request);
    const Found found   = check_maximal(request);

    // Whatever the sender wrote stands in some field, but for what is the same in every request.
    const std::set<std::string, std::less<>> the_same_in_all{"0007", "IC",  "PXC", "D8",  "RD8", "AC",  "ZZ",  "JP",
                                                             "2",    "1",   "BB",  "NT",  "439", "484", "ABC", "431",
                                                             "AAH",  "435", "096", "472", "598", "N",   "Y"};
    for_each_set(interchange_of(maximal_request), [&](const TransactionSet& set, const GroupHeader&) {
        for (const Segment& segment : set.segments) {
            const auto id = segment.id();
            if (id == "ST" || id == "SE" || id == "HL") continue;
            for (const Token& token : segment.tokens().subspan(1)) {
                const std::string text(token.text());
                CAPTURE(text);
                if (!text.empty() && !the_same_in_all.contains(text)) CHECK(found.has(text));
            }
        }
    });
}

TEST_CASE("request: its texts outlive what it was read from, and move with it")
{
    std::optional<model::ServiceReviewRequest> request;
    {
        std::string text = interchange_of(maximal_request);
        for_each_set(text, [&](const TransactionSet& set, const GroupHeader& group) {
            request = to_request(validate(set, group, Guides::embedded()));
        });
        std::ranges::fill(text, '#');
    }
    REQUIRE(request);
    std::vector<model::ServiceReviewRequest> kept;
    kept.push_back(std::move(*request));
    request.reset();
    for (int i = 0; i < 10; ++i) kept.push_back(request_of(maximal_request));  // moves the first again
    check_maximal(kept.front());
    CHECK(std::string(kept.front().source.begin(), kept.front().source.end()).starts_with("ST*278*0001*"));
}

TEST_CASE("request: other separators and line breaks give the same values")
{
    std::optional<model::ServiceReviewRequest> request;
    const auto                                 other = with_separators(interchange_of(maximal_request), "|!>\n");
    for_each_set(other, [&](const TransactionSet& set, const GroupHeader& group) {
        request = to_request(validate(set, group, Guides::embedded()));
    });
    REQUIRE(request);
    check_maximal(*request);
}

TEST_CASE("request: the least a request can hold is empty everywhere else")
{
    const auto request = request_of("ST*278*0001*005010X217~BHT*0007*13*R1*20260901*1030~HL*1**20*1~NM1*X3*2******PI*00700~HL*2*"
                                    "1*21*1~NM1*1P*2******XX*1234567893~HL*3*2*22*1~"
                                    "NM1*IL*1******MI*X1~HL*4*3*EV*0~UM*HS*I~SE*11*0001~");
    CHECK_FALSE(request.dependent);
    CHECK(&request.patient() == &request.subscriber);
    CHECK_FALSE(request.subscriber.birth_date);
    CHECK(request.requester.is_organization);
    CHECK_FALSE(request.requester.address);
    CHECK_FALSE(request.requester.contact);
    const auto& e = request.event;
    CHECK(row(e.event_period, e.admission_period, e.previous_certification, e.message) == "none|none||");
    CHECK((e.traces.empty() && e.diagnoses.empty() && e.lines.empty() && e.providers.empty() && e.conditions.empty()
           && e.attachments.empty()));
    CHECK_FALSE((e.delivery || e.admission || e.ambulance || e.spinal_manipulation || e.home_oxygen || e.home_health
                 || e.review.related_causes));
}

TEST_CASE("request: only an accepted request becomes one")
{
    for (const auto& [from, to] : {std::pair{"UM*HS*I~", "UM*ZZ*I~"}, std::pair{"BHT*0007*13", "BHT*0007*11"}}) {
        std::string text = "ST*278*0001*005010X217~BHT*0007*13*R1*20260901*1030~HL*1**20*1~NM1*X3*2******PI*00700~HL*2*1*21*1~"
                           "NM1*1P*2******XX*1234567893~HL*3*2*22*1~"
                           "NM1*IL*1******MI*X1~HL*4*3*EV*0~UM*HS*I~SE*11*0001~";
        text.replace(text.find(from), std::string_view(from).size(), to);
        for_each_set(interchange_of(text), [](const TransactionSet& set, const GroupHeader& group) {
            CHECK_THROWS_AS((void)to_request(validate(set, group, Guides::embedded(), Taking::everything)), std::logic_error);
        });
    }
}

TEST_CASE("fingerprint: the same for what was asked, whatever it was wrapped in")
{
    const auto asked = fingerprint(interchange_of(maximal_request));
    CHECK(asked.size() == 64);
    CHECK(fingerprint(interchange_of(maximal_request, {.control = "000000777"})) == asked);
    CHECK(fingerprint(with_separators(interchange_of(maximal_request), "|!>'")) == asked);
    CHECK(fingerprint(with_separators(interchange_of(maximal_request), "\x1D\x1F\x1E\n")) == asked);
    std::string one_line = interchange_of(maximal_request);
    std::erase(one_line, '\n');
    CHECK(fingerprint(one_line) == asked);

    const struct {
        const char* what;
        const char* from;
        const char* to;
        bool        same;
    } cases[] = {
        {"ST02 and SE02", "ST*278*0001*", "ST*278*0099*", true},
        {"SE02", "SE*120*0001", "SE*120*0099", true},
        {"when it was sent", "*20260901*1031*RU", "*20260902*1159*RU", true},
        {"BHT02", "BHT*0007*36", "BHT*0007*13", false},
        {"BHT03", "MAXREF01", "MAXREF02", false},
        {"BHT06", "*1031*RU", "*1031", false},
        {"a value", "M5418", "M5419", false},
        {"a quantity written another way", "*UN*29*", "*UN*29.0*", false},
        {"where a component ends", "11:B", "1:1B", false},
        {"a component that becomes an element", "11:B", "11*B", false},
        {"a segment left out", "MSG*THERAPY AT HOME~\n", "", false},
        {"a segment that comes later", "DTP*431*D8*20260804~\nDTP*AAH*RD8*20260905-20261231~",
         "DTP*AAH*RD8*20260905-20261231~\nDTP*431*D8*20260804~", false},
        {"an empty element at the end", "MSG*THERAPY AT HOME~", "MSG*THERAPY AT HOME*~", false},
        {"who asks", "RIVERA", "RIVERO", false},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        std::string text = interchange_of(maximal_request);
        const auto  at   = text.find(c.from);
        REQUIRE(at != std::string::npos);
        text.replace(at, std::string_view(c.from).size(), c.to);
        CHECK((fingerprint(text) == asked) == c.same);
        CHECK((content(text) == content(interchange_of(maximal_request))) == (c.same || c.what == std::string_view("BHT03")));
    }
}

TEST_CASE("content: the same for what is asked again under other references, and another for anything else")
{
    const std::string request = interchange_of(maximal_request);
    CHECK(content(request) != fingerprint(request));
    const auto lines = [](const std::string& text, std::string_view id) {
        std::size_t found = 0;
        for (std::size_t at = text.find(id); at != std::string::npos; at = text.find(id, at + 1)) ++found;
        return found;
    };
    REQUIRE(lines(request, "TRN*1*") >= 3);  // of the event and of its services
    std::string renamed = request;
    for (std::size_t at = renamed.find("TRN*1*"); at != std::string::npos; at = renamed.find("TRN*1*", at + 1))
        renamed.insert(at + 6, "X");
    CHECK(content(renamed) == content(request));
    CHECK(fingerprint(renamed) != fingerprint(request));
}
