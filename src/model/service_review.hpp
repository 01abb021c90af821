// What a provider asks the plan to review, free of how it arrived.
//
// Field comments give the 005010X217 position a value is read from; inquiries (005010X215) and
// notifications (005010X216) are laid out alike. Every Text views ServiceReviewRequest::source;
// empty means "not sent".
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace x278::model {

using Text = std::string_view;
using Date = std::chrono::year_month_day;

// What the sender wants of the plan.
enum class RequestKind : std::uint8_t {
    review,        // 005010X217: a decision
    inquiry,       // 005010X215: how a request of before stands
    notification,  // 005010X216: that the plan knows of an admission, a discharge, a decision
};

// A number as it was sent, and its value.
struct Decimal {
    Text   text;
    double value = 0;
};

struct Period {
    Date first;
    Date last;              // equal to `first` for a single day
    bool is_range = false;  // sent as a range, even if both ends are the same day
};

struct Identifier {
    Text qualifier;  // NM108: MI member, XX NPI, 46 ETIN, ...
    Text value;      // NM109
};

struct Reference {
    Text qualifier;  // REF01: EI employer id, SY social security, 0B state licence, ...
    Text value;      // REF02
    Text state;      // REF03, the state of a licence
};

struct Address {
    Text line;         // N301
    Text second_line;  // N302
    Text city;         // N401
    Text state;        // N402
    Text postal_code;  // N403
    Text country;      // N404
    Text subdivision;  // N407
};

struct CommunicationNumber {
    Text qualifier;  // PER03: TE telephone, FX fax, EM e-mail, UR web, EX extension
    Text number;     // PER04
};

struct Contact {
    Text                               name;     // PER02
    std::array<CommunicationNumber, 3> numbers;  // PER03..08, in order; empty qualifier ends them
};

struct ProviderRole {
    Text role;      // PRV01: PE performing, AD admitting, ...
    Text taxonomy;  // PRV03
};

// Anybody named in the request: an organization, a provider, a place.
struct Party {
    Text                        role;                     // NM101: X3, 1P, FA, SJ, ...
    bool                        is_organization = false;  // NM102 = 2
    Text                        name;                     // NM103, last name or organization
    Text                        first_name;               // NM104
    Text                        middle_name;              // NM105
    Text                        prefix;                   // NM106
    Text                        suffix;                   // NM107
    Identifier                  id;                       // NM108, NM109
    std::vector<Reference>      references;               // REF
    std::optional<Address>      address;                  // N3, N4
    std::optional<Contact>      contact;                  // PER
    std::optional<ProviderRole> provider;                 // PRV
};

// The subscriber or the dependent.
struct Person : Party {
    std::optional<Date> birth_date;       // DMG02
    Text                gender;           // DMG03
    Text                relationship;     // INS02: 18 self, 01 spouse, 19 child, G8 other
    Text                military_status;  // INS08
    Text                birth_order;      // INS17
};

struct Trace {
    Text number;      // TRN02
    Text originator;  // TRN03
    Text detail;      // TRN04
    Text kind;        // TRN01: 1 the sender's own; 2, in a notification, one it was given by another
};

struct FacilityType {
    Text code;       // UM04-1
    Text qualifier;  // UM04-2: A bill type, B place of service
};

struct RelatedCauses {
    std::array<Text, 3> causes;   // UM05-1..3: AA auto accident, AP another party, EM employment
    Text                state;    // UM05-4
    Text                country;  // UM05-5
};

struct Review {                                       // UM
    Text                         request_category;    // UM01: AR admission, HS services, SC specialty care, IN individual
    Text                         certification_type;  // UM02: I initial, R renewal, S revised, 3 cancel, 4 extension, ...
    Text                         service_type;        // UM03
    FacilityType                 facility;            // UM04
    std::optional<RelatedCauses> related_causes;      // UM05
    Text                         level_of_service;    // UM06: 03 emergency, U urgent, E elective
    Text                         health_condition;    // UM07
    Text                         prognosis;           // UM08
    Text                         release;             // UM09
    Text                         delay_reason;        // UM10
};

// What somebody else decided, as a notification tells it. In an inquiry: only what was decided so is asked for.
struct Decision {                              // HCR
    Text                action;                // HCR01: A1 certified, A3 not certified, A4 pended, ...
    Text                certification_number;  // HCR02
    std::array<Text, 5> reasons;               // HCR03
    Text                second_opinion;        // HCR04
};

// When a certification was given and when it holds. In an inquiry: what to look for.
struct CertificationDates {
    std::optional<Period> issued;     // DTP*102
    std::optional<Period> expires;    // DTP*036
    std::optional<Period> effective;  // DTP*007
};

struct Diagnosis {
    Text                qualifier;  // HI0n-1: ABK principal, ABJ admitting, ABF other, APR reason, DR DRG, LOI LOINC, ...
    Text                code;       // HI0n-2
    std::optional<Date> date;       // HI0n-4
};

struct Delivery {                               // HSD
    Text                   quantity_qualifier;  // HSD01: VS visits, DY days, HS hours, MN months, FL units
    std::optional<Decimal> quantity;            // HSD02
    Text                   rate_unit;           // HSD03: DA day, WK week, MO month
    std::optional<Decimal> rate;                // HSD04
    Text                   period;              // HSD05: 7 day, 35 week, 34 month, 21 years, ...
    std::optional<Decimal> periods;             // HSD06
    Text                   pattern;             // HSD07
    Text                   time;                // HSD08
};

struct Condition {                        // CRC
    Text                category;         // CRC01: 07 ambulance, 08 chiropractic, 09 DME, 11 oxygen, 75..77 home health
    bool                applies = false;  // CRC02 = Y
    std::array<Text, 5> codes;            // CRC03..07
};

struct Admission {             // CL1
    Text type;                 // CL101
    Text source;               // CL102
    Text patient_status;       // CL103
    Text nursing_home_status;  // CL104
};

struct AmbulanceTransport {                     // CR1
    Text                   weight_unit;         // CR101
    std::optional<Decimal> weight;              // CR102
    Text                   kind;                // CR103: I initial trip, R return, T transfer, X round trip
    Text                   reason;              // CR104
    Text                   distance_unit;       // CR105
    std::optional<Decimal> distance;            // CR106
    Text                   round_trip_purpose;  // CR109
    Text                   stretcher_purpose;   // CR110
};

struct SpinalManipulation {                     // CR2
    std::optional<Decimal> number_in_series;    // CR201
    std::optional<Decimal> series_size;         // CR202
    Text                   first_level;         // CR203
    Text                   last_level;          // CR204
    Text                   condition;           // CR208
    Text                   complication;        // CR209
    Text                   description;         // CR210
    Text                   second_description;  // CR211
    Text                   x_rays_available;    // CR212
};

struct HomeOxygen {                             // CR5
    std::array<Text, 3>    equipment;           // CR503, CR504, CR518
    Text                   equipment_reason;    // CR505
    std::optional<Decimal> flow_rate;           // CR506, litres a minute
    std::optional<Decimal> daily_use_count;     // CR507
    std::optional<Decimal> use_period_hours;    // CR508
    Text                   therapist_order;     // CR509
    std::optional<Decimal> arterial_blood_gas;  // CR510
    std::optional<Decimal> saturation;          // CR511
    Text                   test_condition;      // CR512
    std::array<Text, 3>    test_findings;       // CR513..15
    std::optional<Decimal> portable_flow_rate;  // CR516
    Text                   delivery_system;     // CR517
};

struct HomeHealth {                                // CR6
    Text                  prognosis;               // CR601
    std::optional<Date>   start_of_care;           // CR602
    std::optional<Period> certification_period;    // CR603, CR604
    Text                  medicare_coverage;       // CR607
    Text                  certification_type;      // CR608
    std::optional<Date>   surgery_date;            // CR609
    Text                  surgery_qualifier;       // CR610
    Text                  surgery_code;            // CR611
    std::optional<Date>   order_date;              // CR612
    std::optional<Date>   last_visit_date;         // CR613
    std::optional<Date>   physician_contact_date;  // CR614
    std::optional<Period> last_admission;          // CR615, CR616
    Text                  patient_location;        // CR617
};

struct Attachment {       // PWK
    Text report_type;     // PWK01
    Text transmission;    // PWK02
    Text control_number;  // PWK06, when PWK05 = AC
    Text description;     // PWK07
};

struct Tooth {                     // TOO
    Text                number;    // TOO02
    std::array<Text, 5> surfaces;  // TOO03
};

// Another organization that has denied the service already, loop 2010EC.
struct OtherDecision {
    Party               organization;
    std::array<Text, 4> reasons;  // REF02, REF04-2, REF04-4, REF04-6
    std::optional<Date> date;     // DTP*598
};

// What is to be done: one of SV1, SV2 or SV3.
struct Service {
    enum class Kind : std::uint8_t { none, professional, institutional, dental };

    Kind                   kind = Kind::none;
    Text                   revenue_code;         // SV201
    Text                   procedure_qualifier;  // SV101-1, SV202-1, SV301-1: HC, AD, N4, ...
    Text                   procedure;            // -2
    std::array<Text, 4>    modifiers;            // -3..6
    Text                   description;          // -7
    Text                   procedure_range_end;  // -8
    std::optional<Decimal> charge;               // SV102, SV203, SV302
    Text                   quantity_unit;        // SV103, SV204: UN units, MJ minutes, DA days, F2 international units
    std::optional<Decimal> quantity;             // SV104, SV205, SV306
    std::optional<Decimal> unit_rate;            // SV206
    std::array<Text, 4>    diagnosis_pointers;   // SV107-1..4
    Text                   screening;            // SV111
    std::array<Text, 5>    oral_cavity;          // SV304-1..5
    Text                   prosthesis;           // SV305
    Text                   dental_description;   // SV307
    Text                   nursing_home_status;  // SV209
    Text                   level_of_care;        // SV120, SV210
};

struct ServiceLine {                                   // loop 2000F
    int                     number = 0;                // 1-based, in order of arrival
    std::vector<Trace>      traces;                    // TRN, at most 2
    std::optional<Review>   review;                    // UM, what differs from the event's
    std::optional<Decision> decision;                  // HCR, of inquiries and notifications
    Text                    previous_certification;    // REF*BB
    Text                    administrative_reference;  // REF*NT
    std::optional<Period>   service_period;            // DTP*472
    CertificationDates      certification;             // DTP, of inquiries and notifications
    Service                 service;                   // SV1, SV2, SV3
    std::vector<Tooth>      teeth;                     // TOO
    std::optional<Delivery> delivery;                  // HSD
    std::vector<Attachment> attachments;               // PWK
    Text                    message;                   // MSG01
    std::vector<Party>      providers;                 // 2010F
};

struct PatientEvent {                                            // loop 2000E
    std::vector<Trace>                traces;                    // TRN, at most 2; the first is the request's own
    Review                            review;                    // UM
    std::optional<Decision>           decision;                  // HCR, of inquiries and notifications
    Text                              previous_certification;    // REF*BB
    Text                              administrative_reference;  // REF*NT
    std::optional<Period>             accident_date;             // DTP*439
    std::optional<Period>             last_menstrual_period;     // DTP*484
    std::optional<Period>             estimated_birth_date;      // DTP*ABC
    std::optional<Period>             onset_date;                // DTP*431
    std::optional<Period>             event_period;              // DTP*AAH
    std::optional<Period>             admission_period;          // DTP*435
    std::optional<Period>             discharge_date;            // DTP*096
    CertificationDates                certification;             // DTP, of inquiries and notifications
    std::vector<Diagnosis>            diagnoses;                 // HI, in order
    std::optional<Delivery>           delivery;                  // HSD
    std::vector<Condition>            conditions;                // CRC
    std::optional<Admission>          admission;                 // CL1
    std::optional<AmbulanceTransport> ambulance;                 // CR1
    std::optional<SpinalManipulation> spinal_manipulation;       // CR2
    std::optional<HomeOxygen>         home_oxygen;               // CR5
    std::optional<HomeHealth>         home_health;               // CR6
    std::vector<Attachment>           attachments;               // PWK
    Text                              message;                   // MSG01
    std::vector<Party>                providers;                 // 2010EA
    std::vector<Party>                contacts;                  // 2010EB of a notification: who can say more
    std::vector<Party>                transport_locations;       // 2010EB, in order of travel
    std::vector<OtherDecision>        other_decisions;           // 2010EC
    std::vector<ServiceLine>          lines;                     // may be empty: the event itself is reviewed
};

// Move-only: its Texts view `source`, which a move keeps in place and a copy would not.
struct ServiceReviewRequest {
    ServiceReviewRequest()                                           = default;
    ServiceReviewRequest(ServiceReviewRequest&&) noexcept            = default;
    ServiceReviewRequest& operator=(ServiceReviewRequest&&) noexcept = default;
    ServiceReviewRequest(const ServiceReviewRequest&)                = delete;
    ServiceReviewRequest& operator=(const ServiceReviewRequest&)     = delete;

    RequestKind         kind = RequestKind::review;
    std::vector<char>   source;                          // as received, whole; nothing the sender wrote is lost
    std::array<char, 4> separators{'*', '^', ':', '~'};  // of `source`: element, repetition, component, segment

    // The requester (2010B) is whoever asks or tells, the organization (2010A) whoever is to answer; a notification
    // has them the other way round, 2010A and 2010B.
    Text                  purpose;                              // BHT02: 13 request, 01 cancellation, 36 authority to deduct
    Text                  reference;                            // BHT03, echoed in the response
    std::optional<Date>   created;                              // BHT04
    Text                  created_time;                         // BHT05
    Text                  transaction_type;                     // BHT06: RU medical services reservation
    Party                 utilization_management_organization;  // 2010A
    Party                 requester;                            // 2010B
    std::optional<Party>  original_source;                      // the second 2010A of a notification: who told the sender
    Person                subscriber;                           // 2010C
    std::optional<Person> dependent;                            // 2010D, when the patient is not the subscriber
    PatientEvent          event;                                // 2000E

    [[nodiscard]] const Person& patient() const noexcept { return dependent ? *dependent : subscriber; }
};

}  // namespace x278::model
