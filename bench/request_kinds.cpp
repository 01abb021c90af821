#include "bench/request_kinds.hpp"

#include <array>
#include <string_view>

namespace x278::bench {
namespace {

using Codes = std::array<std::string_view, 4>;

// The parts of one request that its kind of care decides.
class Request {
public:
    Request(std::string& out, const RequestPlace& place, Dice& dice) : segment_(out), place_(place), dice_(dice) {}

    void write();

private:
    // One kind of care: what stands in its event, and how many service lines of what content.
    struct Kind {
        std::string_view review;         // UM, with `{}` for UM02
        Codes            diagnoses;      // HI, ICD-10 without the dot
        std::string_view document;       // PWK01
        std::string_view provider_role;  // 2010EA NM101: FA for an admission
        std::string_view line_review;    // UM of a service line; empty where it is the event's
        int              lines_min;
        int              lines_max;
        void (Request::*details)();          // what stands between HI and PWK
        void (Request::*service)(int line);  // SV1, SV2 or SV3, and what follows it
        void (Request::*after_providers)();  // 2010EB, 2010EC; may be null

        [[nodiscard]] bool is_admission() const { return review.starts_with("AR"); }
    };
    static const std::array<Kind, 12> kinds;

    void header();
    void requester();
    void patient();
    void event(const Kind& kind, int lines);
    void diagnoses(const Kind& kind);
    void event_providers(const Kind& kind);
    void service_line(const Kind& kind, int line);
    void trailer();

    void address(int house, std::string_view street, const Place& place);
    void person_name(std::string_view role, const Person& person, std::string_view id_qualifier, std::string_view id);

    // Details of an event.
    void admission();
    void emergency_admission();
    void visits();
    void nothing_more() {}
    void home_health();
    void oxygen();
    void wheelchair();
    void ambulance();
    void chiropractic();
    void transport_locations();
    void other_decision();

    // Services of a line.
    void room_and_board(int line);
    void surgery(int line);
    void imaging(int line);
    void therapy(int line);
    void nursing(int line);
    void oxygen_equipment(int line);
    void chair(int line);
    void ambulance_trip(int line);
    void consultation(int line);
    void dental(int line);
    void manipulation(int line);

    [[nodiscard]] std::chrono::year_month_day day(int days_from_corpus_day) const
    {
        return std::chrono::sys_days(corpus_day) + std::chrono::days(days_from_corpus_day);
    }
    [[nodiscard]] std::string span(int first, int last) const
    {
        return fmt::format("{}-{}", ccyymmdd(day(first)), ccyymmdd(day(last)));
    }
    [[nodiscard]] int open_level(std::string_view level, int parent, bool has_children);

    SegmentWriter segment_;
    RequestPlace  place_;
    Dice&         dice_;
    int           levels_      = 0;  // HL01 of the last
    int           event_level_ = 0;
    int           first_day_   = 0;  // of service, from corpus_day
    int           last_day_    = 0;
    int           quantity_    = 0;  // of what is asked for, in the kind's own unit
};

// Service types, places of service and codes are ordinary ones for their kind; what counts
// here is that nearly every segment of the guide occurs.
// clang-format off
const std::array<Request::Kind, 12> Request::kinds{{
    {"AR*{}*1*21:B**E",     {"I5033", "J449", "E119", "N179"},      "CK", "FA", "",       1, 3, &Request::admission,           &Request::room_and_board,   nullptr},
    {"AR*{}*86*21:B**03",   {"K3580", "R1031", "A419", "I2109"},    "NN", "FA", "",       1, 3, &Request::emergency_admission, &Request::room_and_board,   nullptr},
    {"HS*{}*2*24:B",        {"M1711", "K4090", "H2511", "G5601"},   "OB", "SJ", "",       1, 3, &Request::nothing_more,        &Request::surgery,          nullptr},
    {"HS*{}*62*22:B",       {"M5416", "G43909", "R911", "S83241A"}, "RR", "SJ", "",       1, 3, &Request::nothing_more,        &Request::imaging,          nullptr},
    {"HS*{}*PT*11:B",       {"M5416", "M25511", "S93401D", "M6281"}, "PY", "SJ", "",      1, 2, &Request::visits,              &Request::therapy,          nullptr},
    {"HS*{}*42*12:B",       {"L89154", "I69351", "E1165", "Z4801"}, "PN", "SJ", "",       1, 2, &Request::home_health,         &Request::nursing,          nullptr},
    {"HS*{}*12*12:B",       {"J449", "J9611", "I2720", "J849"},     "03", "SJ", "HS**18", 1, 2, &Request::oxygen,              &Request::oxygen_equipment, nullptr},
    {"HS*{}*18*12:B",       {"G35", "G8220", "M6281", "I69354"},    "PN", "SJ", "",       1, 3, &Request::wheelchair,          &Request::chair,            nullptr},
    {"HS*{}*56*41:B",       {"N186", "I69351", "S72001A", "G35"},   "AM", "SJ", "",       1, 2, &Request::ambulance,           &Request::ambulance_trip,   &Request::transport_locations},
    {"SC*{}*3*11:B*****Y",  {"I480", "L4050", "K5090", "G40909"},   "XP", "SJ", "",       0, 1, &Request::visits,              &Request::consultation,     &Request::other_decision},
    {"HS*{}*35*11:B",       {"K011", "K0263", "K0530", "K0889"},    "RB", "SJ", "",       1, 3, &Request::nothing_more,        &Request::dental,           nullptr},
    {"HS*{}*33*11:B*AA:::MA", {"M9903", "M5450", "M542", "M5137"},    "PN", "SJ", "",       1, 2, &Request::chiropractic,        &Request::manipulation,     nullptr},
}};
// clang-format on

void Request::write()
{
    const auto& kind  = dice_.one_of(kinds);
    const int   lines = dice_.between(kind.lines_min, kind.lines_max);
    first_day_        = dice_.between(1, 30);
    last_day_         = first_day_ + dice_.between(1, 120);
    quantity_         = dice_.between(1, 30);

    header();
    requester();
    patient();
    event(kind, lines);
    for (int line = 1; line <= lines; ++line) service_line(kind, line);
    trailer();
}

void Request::header()
{
    segment_("ST*278*{:04}*005010X217", place_.control);
    segment_("BHT*0007*13*R{:04X}{:09}*{}*{:02}{:02}", place_.seed, place_.number, ccyymmdd(corpus_day), dice_.between(8, 17),
             dice_.below(60));
    segment_("HL*{}**20*1", ++levels_);
    segment_("NM1*X3*2*BLUE EXAMPLE PLAN*****PI*00700");
}

void Request::requester()
{
    const auto number = dice_.below(5'000);
    const auto from   = provider(number);
    const auto where  = member(number).place;
    (void)open_level("21", levels_, true);
    segment_("NM1*1P*1*{}*{}****XX*{}", from.last_name, from.first_name, from.npi);
    segment_("REF*EI*04{:07}", number);
    address(100 + static_cast<int>(number % 900), "MEDICAL CENTER WAY", where);
    segment_("PER*IC*INTAKE DESK*TE*617555{:04}*FX*617555{:04}", number % 5'000, 5'000 + number % 5'000);
    segment_("PRV*PC*PXC*207Q00000X");
}

void Request::patient()
{
    const auto subscriber = member(place_.member_number);
    const bool dependent  = dice_.one_in(4);
    (void)open_level("22", levels_, true);
    person_name("IL", subscriber, "MI", member_id(place_.member_number));
    segment_("REF*6P*GRP{:05}", place_.member_number % 997);
    address(subscriber.house, subscriber.street, subscriber.place);
    segment_("DMG*D8*{}*{}", ccyymmdd(subscriber.born), subscriber.gender);
    if (!dependent) {
        if (dice_.one_in(10)) segment_("INS*Y*18******AU");  // sent for a military status only
        return;
    }
    const auto child = dependent_of(place_.member_number);
    (void)open_level("23", levels_, true);
    person_name("QC", child, "", "");
    segment_("REF*EJ*ACCT{:08}", place_.number % 100'000'000);
    segment_("DMG*D8*{}*{}", ccyymmdd(child.born), child.gender);
    segment_("INS*N*19");
}

void Request::event(const Kind& kind, int lines)
{
    const bool renewal = !kind.is_admission() && dice_.one_in(8);
    event_level_       = open_level("EV", levels_, lines > 0);
    segment_("TRN*1*T{:04X}{:09}*9012345678", place_.seed, place_.number);
    segment_("UM*{}", fmt::format(fmt::runtime(kind.review), renewal ? 'R' : 'I'));
    if (renewal) segment_("REF*BB*PA{:010}", dice_.below(10'000'000'000));
    if (kind.is_admission())
        segment_("DTP*435*RD8*{}", span(first_day_, first_day_ + quantity_));
    else
        segment_("DTP*AAH*RD8*{}", span(first_day_, last_day_));
    if (kind.review.find("*AA:") != std::string_view::npos) segment_("DTP*439*D8*{}", ccyymmdd(day(-dice_.between(1, 60))));
    if (dice_.one_in(8)) segment_("DTP*431*D8*{}", ccyymmdd(day(-dice_.between(1, 300))));
    diagnoses(kind);
    (this->*kind.details)();
    segment_("PWK*{}*EL***AC*DOC{:04X}{:09}", kind.document, place_.seed, place_.number);
    segment_("MSG*{}", dice_.one_of(std::array{"CLINICAL NOTES FOLLOW BY PORTAL.", "PATIENT PREFERS A MORNING APPOINTMENT.",
                                               "PLEASE CALL THE INTAKE DESK WITH QUESTIONS."}));
    event_providers(kind);
    if (kind.after_providers != nullptr) (this->*kind.after_providers)();
}

void Request::diagnoses(const Kind& kind)
{
    const auto first = dice_.below(4);
    const auto code  = [&](std::size_t further) { return kind.diagnoses[(first + further) % kind.diagnoses.size()]; };
    if (kind.is_admission())
        segment_("HI*ABK:{}*ABJ:{}*ABF:{}:D8:{}", code(0), code(1), code(2), ccyymmdd(day(-dice_.between(1, 300))));
    else if (dice_.one_in(2))
        segment_("HI*ABK:{}*ABF:{}", code(0), code(1));
    else
        segment_("HI*ABK:{}*ABF:{}*ABF:{}", code(0), code(1), code(2));
}

void Request::event_providers(const Kind& kind)
{
    const auto number = 10'000 + dice_.below(5'000);
    const auto at     = provider(number);
    segment_("NM1*{}*2*{}*****XX*{}", kind.provider_role, at.organization, at.npi);
    address(1 + static_cast<int>(number % 500), "HEALTH PLAZA", member(number).place);
    segment_("PER*IC*SCHEDULING*TE*413555{:04}", number % 10'000);
    if (!kind.is_admission()) return;

    const auto attending = provider(20'000 + dice_.below(5'000));
    segment_("NM1*71*1*{}*{}****XX*{}", attending.last_name, attending.first_name, attending.npi);
    segment_("REF*0B*{:06}*MA", number);
    segment_("PRV*AT*PXC*207R00000X");
}

void Request::service_line(const Kind& kind, int line)
{
    (void)open_level("SS", event_level_, false);
    segment_("TRN*1*T{:04X}{:09}-{}*9012345678", place_.seed, place_.number, line);
    if (!kind.line_review.empty()) segment_("UM*{}", kind.line_review);
    segment_("DTP*472*RD8*{}", span(first_day_, last_day_));
    (this->*kind.service)(line);
    if (dice_.one_in(8)) segment_("MSG*SEE THE NOTES OF THE EVENT.");
    if (dice_.one_in(4)) {
        const auto by = provider(30'000 + dice_.below(5'000));
        segment_("NM1*SJ*1*{}*{}****XX*{}", by.last_name, by.first_name, by.npi);
        segment_("PRV*PE*PXC*208100000X");
    }
}

void Request::trailer() { segment_("SE*{}*{:04}", segment_.count() + 1, place_.control); }

void Request::address(int house, std::string_view street, const Place& place)
{
    segment_("N3*{} {}", house, street);
    segment_("N4*{}*{}*{}", place.city, place.state, place.postal_code);
}

void Request::person_name(std::string_view role, const Person& person, std::string_view id_qualifier, std::string_view id)
{
    if (id.empty())
        segment_("NM1*{}*1*{}*{}*{}", role, person.last_name, person.first_name, person.middle_initial);
    else
        segment_("NM1*{}*1*{}*{}*{}***{}*{}", role, person.last_name, person.first_name, person.middle_initial, id_qualifier, id);
}

int Request::open_level(std::string_view level, int parent, bool has_children)
{
    segment_("HL*{}*{}*{}*{}", ++levels_, parent, level, has_children ? 1 : 0);
    return levels_;
}

void Request::admission()
{
    segment_("HSD*DY*{}", quantity_);
    segment_("CL1*3*1*30");
}

void Request::emergency_admission()
{
    segment_("HSD*DY*{}", quantity_);
    segment_("CL1*1*{}*30*1", dice_.between(1, 2));
}

void Request::visits() { segment_("HSD*VS*{}*WK*{}*34*{}", quantity_, dice_.between(1, 3), dice_.between(1, 6)); }

void Request::home_health()
{
    segment_("HSD*VS*{}*WK*{}*35*{}", quantity_, dice_.between(1, 5), dice_.between(2, 9));
    segment_("CRC*75*Y*AL*EL*CB");
    segment_("CRC*76*Y*BR*WR");
    segment_("CR6*{}*{}*RD8*{}***W*I****{}***RD8*{}*A", dice_.between(1, 5), ccyymmdd(day(first_day_)),
             span(first_day_, first_day_ + 60), ccyymmdd(day(first_day_ - 2)), span(first_day_ - 12, first_day_ - 3));
}

void Request::oxygen()
{
    segment_("HSD*MN*{}", dice_.between(1, 12));
    segment_("CRC*11*Y*37*25");
    segment_("CR5***E*O**{}*{}*{}**{}*{}*R*1***{}*A", dice_.between(1, 4), dice_.between(1, 4), dice_.between(8, 24),
             dice_.between(45, 55), dice_.between(80, 88), dice_.between(1, 4));
}

void Request::wheelchair()
{
    segment_("HSD*MN*{}", dice_.between(1, 13));
    segment_("CRC*09*Y*04*27*60");
}

void Request::ambulance()
{
    segment_("CRC*07*Y*02*09*60");
    segment_("CR1*LB*{}*X*{}*DH*{}***DIALYSIS", dice_.between(90, 290), dice_.one_of(std::array{'A', 'C', 'D'}),
             dice_.between(2, 80));
}

void Request::transport_locations()
{
    const auto from = member(place_.member_number);
    segment_("NM1*PW*2*RESIDENCE");
    address(from.house, from.street, from.place);
    segment_("NM1*45*2*EXAMPLE DIALYSIS CENTER");
    address(dice_.between(1, 400), "RIVER RD", member(dice_.below(5'000)).place);
}

void Request::other_decision()
{
    segment_("NM1*CA*2*EXAMPLE MEDICARE CARRIER");
    segment_("REF*ZZ*0T");
    segment_("DTP*598*D8*{}", ccyymmdd(day(-dice_.between(5, 40))));
}

void Request::chiropractic()
{
    segment_("HSD*VS*{}*WK*{}*34*{}", quantity_, dice_.between(1, 3), dice_.between(1, 3));
    segment_("CRC*08*Y*12*24");
    segment_("CR2*{}*{}*L1*L5****{}*N*LOW BACK PAIN**Y", dice_.between(1, 4), quantity_ + 4,
             dice_.one_of(std::array{'A', 'C', 'M'}));
}

void Request::room_and_board(int line)
{
    if (line == 1)
        segment_("SV2*{:04}**{}*DA*{}", dice_.one_of(std::array{120, 200, 206, 110}), quantity_ * 850, quantity_);
    else
        segment_("SV2*0360*HC:{}*{}*UN*1", dice_.one_of(std::array{"27447", "44970", "33533"}), dice_.between(900, 9'000));
}

void Request::surgery(int line)
{
    segment_("SV1*HC:{}:{}*{}*UN*1***{}", dice_.one_of(std::array{"29881", "41899", "49505", "64721", "66984"}),
             dice_.one_of(std::array{"RT", "LT"}), dice_.between(400, 6'000), line == 1 ? "1" : "1:2");
}

void Request::imaging(int line)
{
    segment_("SV1*HC:{}*{}*UN*1***{}", dice_.one_of(std::array{"70551", "71260", "72148", "73721", "78815"}),
             dice_.between(200, 2'500), line == 1 ? "1" : "2");
}

void Request::therapy(int line)
{
    segment_("SV1*HC:{}:GP*{}.5*UN*{}", line == 1 ? "97161" : dice_.one_of(std::array{"97110", "97112", "97140"}),
             dice_.between(30, 90), quantity_);
    segment_("HSD*VS*{}*WK*2", quantity_);
}

void Request::nursing(int line)
{
    segment_("SV2*{}*HC:{}*{}*UN*{}", line == 1 ? "0551" : "0571", line == 1 ? "G0299" : "G0156", dice_.between(40, 190),
             quantity_);
    segment_("HSD*VS*{}*WK*{}", quantity_, dice_.between(1, 5));
}

void Request::oxygen_equipment(int line)
{
    segment_("SV1*HC:{}:RR*{}*UN*{}", line == 1 ? "E1390" : "E0431", dice_.between(30, 260), dice_.between(1, 12));
}

void Request::chair(int)
{
    segment_("SV1*HC:{}:{}*{}*UN*1", dice_.one_of(std::array{"K0001", "K0823", "E0260", "E0143", "E2402"}),
             dice_.one_of(std::array{"NU", "RR"}), dice_.between(60, 4'200));
    segment_("PWK*PN*FX***AC*RX{:09}", place_.number);
}

void Request::ambulance_trip(int line)
{
    segment_("SV1*HC:{}:{}*{}*UN*{}", line == 1 ? "A0428" : "A0425", line == 2 ? "RJ" : "JR", dice_.between(10, 700), quantity_);
}

void Request::consultation(int)
{
    segment_("SV1*HC:{}*{}*UN*{}", dice_.one_of(std::array{"99203", "99204", "99244"}), dice_.between(90, 420), quantity_);
    segment_("HSD*VS*{}", quantity_);
}

void Request::dental(int)
{
    segment_("SV3*AD:{}*{}***I*1", dice_.one_of(std::array{"D2740", "D7240", "D4341", "D3330"}), dice_.between(120, 1'900));
    segment_("TOO*JP*{}*{}", dice_.between(1, 32), dice_.one_of(std::array{"M", "M:O", "M:O:D", "B:L"}));
}

void Request::manipulation(int)
{
    segment_("SV1*HC:{}*{}*UN*{}***1", dice_.one_of(std::array{"98940", "98941", "98942"}), dice_.between(35, 95), quantity_);
    segment_("HSD*VS*{}", quantity_);
}

}  // namespace

std::string ccyymmdd(std::chrono::year_month_day date)
{
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

void append_request(std::string& out, const RequestPlace& place, Dice& dice) { Request(out, place, dice).write(); }

}  // namespace x278::bench
