#include "edi/response.hpp"

#include "edi/dialogue.hpp"
#include "edi/rejection_places.hpp"
#include "edi/response_service.hpp"
#include "edi/response_text.hpp"
#include "edi/response_uses.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <vector>

namespace x278::edi {

using namespace model;

namespace {

// The levels written so far.
struct Levels {
    int count  = 0;  // HL01 of the last one
    int parent = 0;  // HL01 of the one that the next hangs on
};

// One response being written, level by level.
class Response {
public:
    Response(GuidedWriter&               put,
             const ServiceReviewRequest& request,
             const Determination&        determination,
             const Answers&              answers,
             const Delimiters&           delimiters)
        : request_(request),
          determination_(determination),
          answers_(answers),
          delimiters_(delimiters),
          put_(put),
          rejections_(determination, answers)
    {
    }

    // From BHT to the patient: false when a rejection stands there, and nothing is to follow.
    template <class Uses>
    bool down_to_patient(const Uses& uses, Came came);

    // The patient event and its lines, or why they were not decided.
    template <class Uses>
    void event(const Uses& uses)
    {
        if (rejections_.empty())
            decided_event(uses);
        else
            rejected_event(uses);
    }

    // What follows is a match: it hangs on the patient of the inquiry, and carries its traces.
    // `note`, if any, is said of it in place of its own message.
    void answer_to(const ServiceReviewRequest& inquiry, const Levels& patient, std::string_view note)
    {
        inquiry_ = &inquiry;
        levels_  = patient;
        note_    = note;
    }
    [[nodiscard]] const Levels& levels() const noexcept { return levels_; }

    [[nodiscard]] Came came() const
    {
        if (!determination_.rejections.empty()) return Came::rejected;
        return determination_.event.outcome == Outcome::pended ? Came::pended : Came::decided;
    }

private:
    using Rejected = std::span<const RejectionCode* const>;

    template <class Uses>
    void decided_event(const Uses& uses);
    template <class Uses>
    void line(const Uses& uses, const ServiceLine& line, const LineDetermination& decided);
    template <class Uses>
    void rejected_event(const Uses& uses);
    template <class Uses>
    void rejected_line(const Uses& uses, const ServiceLine& line);

    void level(const SegmentUse& hl, std::string_view code, bool has_child);
    void party(const PartyUses& uses, const Party& party, Rejected rejected = {}, const ContactPoint* contact = nullptr);
    void person(const PartyUses& uses, const Person& person, std::string_view loop);
    bool name(const PartyUses& uses, const Party& party);
    void address(const PartyUses& uses, const Party& party);
    void contact(const SegmentUse* per, const ContactPoint& contact);
    void provider_role(const PartyUses& uses, const Party& party);
    void reject(const SegmentUse* aaa, Rejected rejected);
    void rejected_parties(const PartyUses& uses, const std::vector<Party>& parties, std::string_view loop, int line = 0);

    template <class Level>
    void traces(const Level& uses, const std::vector<Trace>& traces);
    template <class Level>
    void review(const Level& uses, const Review& review);
    template <class Level>
    void decision(const Level& uses, const LineDetermination& decided, const std::optional<Decision>& told);
    template <class Level>
    void date(const Level& uses, std::string_view qualifier, const std::optional<Period>& period);
    template <class Level>
    void             wanted(const Level& uses, const LineDetermination& decided);
    std::string_view message_of(const LineDetermination& decided) const;

    // What an inquiry finds is told, and nothing more is asked for. Source: guide-rules 11.
    bool asks_for_more() const { return inquiry_ == nullptr && came() == Came::pended; }
    bool acknowledges() const { return request_.kind == RequestKind::notification; }

    const ServiceReviewRequest& request_;
    const Determination&        determination_;
    const Answers&              answers_;
    Delimiters                  delimiters_;
    GuidedWriter&               put_;
    RejectionPlaces             rejections_;
    const ServiceReviewRequest* inquiry_ = nullptr;  // when this is what it found
    std::string_view            note_;
    Levels                      levels_;
};

// Whether a line of a notification has something to be returned. Source: X12 RFI 2474.
bool is_acknowledged(const ServiceLine& line)
{
    return !line.traces.empty() || line.decision || !line.administrative_reference.empty();
}

// Goes down to the deepest level that holds a rejection, or to the patient; below that nothing is returned.
template <class Uses>
bool Response::down_to_patient(const Uses& uses, Came came)
{
    const auto        at   = wire_date(determination_.determined_on);
    const HeaderCode& code = answers_.header(request_.kind, came);
    put_.put(uses.bht, {"0007", code.bht02, request_.reference, at, wire_time(determination_.determined_minute), code.bht06});

    const Depth deepest = rejections_.empty() ? Depth::line : rejections_.deepest();
    level(uses.hl_umo, "20", deepest > Depth::payer);
    reject(&uses.aaa_umo, rejections_.at("2000A"));
    const ContactPoint* asking = nullptr;
    if (determination_.event.outcome == Outcome::contact_payer || determination_.event.outcome == Outcome::partly_approved)
        asking = contact_of(determination_, Outcome::contact_payer);
    party(uses.umo, request_.utilization_management_organization, rejections_.at("2010A"), asking);
    if (deepest == Depth::payer) return false;

    level(uses.hl_requester, "21", deepest > Depth::requester);
    party(uses.requester, request_.requester, rejections_.at("2010B"));
    if (deepest == Depth::requester) return false;

    level(uses.hl_subscriber, "22", deepest > Depth::subscriber);
    person(uses.subscriber, request_.subscriber, "2010C");
    if (deepest == Depth::subscriber) return false;

    if (request_.dependent) {
        level(uses.hl_dependent, "23", deepest > Depth::dependent);
        person(uses.dependent, *request_.dependent, "2010D");
        if (deepest == Depth::dependent) return false;
    }
    return true;
}

template <class Uses>
void Response::decided_event(const Uses& uses)
{
    const PatientEvent& asked    = request_.event;
    const auto          returned = [&](const ServiceLine& line) { return !acknowledges() || is_acknowledged(line); };
    level(uses.hl_event, "EV", std::ranges::any_of(asked.lines, returned));
    const int event_level = levels_.count;
    traces(uses.event, inquiry_ != nullptr ? inquiry_->event.traces : asked.traces);
    // Our own trace number, for a pend that waits for something from the requester.
    if (asks_for_more() && !wanted_documents(determination_).empty())
        put_.put(uses.event.trn, {"1", determination_.administrative_reference,
                                  trace_originator(request_.utilization_management_organization.id.value)});
    review(uses.event, asked.review);
    decision(uses.event, determination_.event, asked.decision);
    if (came() == Came::pended || acknowledges())
        put_.put(uses.event.nt, {"NT", determination_.administrative_reference});
    else
        put_.put(uses.event.nt, {"NT", asked.administrative_reference});
    put_.put(uses.event.bb, {"BB", asked.previous_certification});
    date(uses.event, "439", asked.accident_date);
    date(uses.event, "484", asked.last_menstrual_period);
    date(uses.event, "ABC", asked.estimated_birth_date);
    date(uses.event, "431", asked.onset_date);
    date(uses.event, "AAH", asked.event_period);
    date(uses.event, "435", asked.admission_period);
    date(uses.event, "096", asked.discharge_date);
    if (is_certified(determination_.event.outcome)) {
        put_.put(uses.event.issued, {"102", "D8", wire_date(determination_.determined_on)});
        if (determination_.event.period)
            put_.put(uses.event.expires, {"036", "D8", wire_date(determination_.event.period->last)});
    }
    put_diagnoses(put_, uses, asked);
    put_delivery(put_, uses.event.hsd, asked.delivery, determination_.event);
    put_clinical(put_, uses, asked);
    wanted(uses.event, determination_.event);
    put_.put(uses.event.msg, {wire_text(message_of(determination_.event), delimiters_, message_chars_max)});

    for (const Party& provider : asked.providers) party(uses.event_provider, provider);
    if (const ContactPoint* contact_point = asks_for_more() ? contact_of(determination_, Outcome::pended) : nullptr) {
        put_.put(uses.contact.nm1, {"L5", "2", wire_text(contact_point->name, delimiters_, name_chars_max)});
        contact(uses.contact.per, {"", contact_point->numbers});
    }
    for (const Party& place : asked.transport_locations) party(uses.transport, place);

    for (std::size_t i = 0; i < asked.lines.size(); ++i) {
        if (!returned(asked.lines[i])) continue;
        levels_.parent = event_level;
        line(uses, asked.lines[i], determination_.lines.at(i));
    }
}

template <class Uses>
void Response::line(const Uses& uses, const ServiceLine& asked, const LineDetermination& decided)
{
    level(uses.hl_line, "SS", false);
    if (inquiry_ == nullptr) traces(uses.line, asked.traces);
    if (asked.review) review(uses.line, *asked.review);
    decision(uses.line, decided, asked.decision);
    put_.put(uses.line.nt,
             {"NT", acknowledges() ? std::string_view(determination_.administrative_reference) : asked.administrative_reference});
    put_.put(uses.line.bb, {"BB", asked.previous_certification});
    date(uses.line, "472", asked.service_period);
    put_service(put_, uses, asked.service, decided);
    for (const Tooth& tooth : asked.teeth) put_.put(uses.too, {"JP", tooth.number, Value::components(tooth.surfaces)});
    put_delivery(put_, uses.line.hsd, asked.delivery, decided);
    wanted(uses.line, decided);
    put_.put(uses.line.msg, {wire_text(message_of(decided), delimiters_, message_chars_max)});
    for (const Party& provider : asked.providers) party(uses.line_provider, provider);
}

// An event that was not decided: rejected itself, or returned for the sake of what is rejected
// in it. Where a line is, all lines are returned, so that none is taken for decided.
// Source: X12 RFI 2445 (AAA or HCR at each level returned), RFI 2477.
template <class Uses>
void Response::rejected_event(const Uses& uses)
{
    const PatientEvent& asked      = request_.event;
    const auto          rejected   = rejections_.at("2000E");
    const bool          with_lines = rejections_.deepest() == Depth::line && !asked.lines.empty();
    level(uses.hl_event, "EV", with_lines);
    const int event_level = levels_.count;
    traces(uses.event, asked.traces);
    reject(&uses.event.aaa, rejected);
    review(uses.event, asked.review);
    const Consequence& below = answers_.consequence(Consequence::When::rejected_below);
    if (rejected.empty() && !acknowledges()) {  // an acknowledgment has no decision of ours
        put_.put(uses.event.hcr, {below.hcr01, "", below.hcr03});
        put_.put(uses.event.msg, {wire_text(below.message, delimiters_, message_chars_max)});
    }
    rejected_parties(uses.event_provider, asked.providers, "2010EA");
    rejected_parties(uses.transport, asked.transport_locations, "2010EC");
    if (!with_lines) return;
    for (const ServiceLine& line : asked.lines) {
        levels_.parent = event_level;
        rejected_line(uses, line);
    }
}

// The service is repeated, so that nobody has to count lines to know which one is meant.
template <class Uses>
void Response::rejected_line(const Uses& uses, const ServiceLine& asked)
{
    const auto rejected = rejections_.at("2000F", asked.number);
    level(uses.hl_line, "SS", false);
    traces(uses.line, asked.traces);
    reject(&uses.line.aaa, rejected);
    if (asked.review) review(uses.line, *asked.review);
    const Consequence& said = answers_.consequence(
        rejections_.line_rejected(asked.number) ? Consequence::When::rejected_below : Consequence::When::rejected_elsewhere);
    const bool follows = rejected.empty() && !acknowledges();
    if (follows) put_.put(uses.line.hcr, {said.hcr01, "", said.hcr03});
    date(uses.line, "472", asked.service_period);
    put_service(put_, uses, asked.service, {});
    if (follows) put_.put(uses.line.msg, {wire_text(said.message, delimiters_, message_chars_max)});
    rejected_parties(uses.line_provider, asked.providers, "2010FA", asked.number);
}

// Only those that are rejected: each is known by its name and identifier.
void Response::rejected_parties(const PartyUses& uses, const std::vector<Party>& parties, std::string_view loop, int line)
{
    for (std::size_t i = 0; i < parties.size(); ++i)
        if (const auto rejected = rejections_.at(loop, line, static_cast<int>(i) + 1); !rejected.empty())
            party(uses, parties[i], rejected);
}

void Response::level(const SegmentUse& hl, std::string_view code, bool has_child)
{
    const std::string id     = std::to_string(++levels_.count);
    const std::string parent = levels_.parent == 0 ? "" : std::to_string(levels_.parent);
    put_.put(hl, {id, parent, code, has_child ? "1" : "0"});
    levels_.parent = levels_.count;
}

// False when the guide has no way to say who it is: then there is nobody to describe.
bool Response::name(const PartyUses& uses, const Party& party)
{
    const auto put = [&](std::string_view role, std::string_view qualifier) {
        return put_.put(uses.nm1, {role, party.is_organization ? "2" : "1", party.name, party.first_name, party.middle_name,
                                   party.prefix, party.suffix, qualifier, party.id.value});
    };
    // The requester is always named, and the response knows fewer kinds of requesters and of
    // their numbers than the request: 2010B NM101 without 2B, 36 and PR, NM108 without XV.
    const auto put_as_near = [&] {
        return &party == &request_.requester && (put("1P", party.id.qualifier) || put(party.role, "46") || put("1P", "46"));
    };
    if (!put(party.role, party.id.qualifier) && !put_as_near()) return false;
    if (uses.ref == nullptr) return true;
    for (const Reference& reference : party.references)
        put_.put(*uses.ref, {reference.qualifier, reference.value, reference.state});
    return true;
}

void Response::address(const PartyUses& uses, const Party& party)
{
    if (!party.address || uses.n3 == nullptr) return;
    const Address& a = *party.address;
    put_.put(*uses.n3, {a.line, a.second_line});
    put_.put(*uses.n4, {a.city, a.state, a.postal_code, a.country, "", "", a.subdivision});
}

void Response::party(const PartyUses& uses, const Party& party, Rejected rejected, const ContactPoint* contact_point)
{
    if (!name(uses, party)) return;
    address(uses, party);
    if (contact_point != nullptr)
        contact(uses.per, *contact_point);
    else if (party.contact && uses.per != nullptr) {
        const auto& n = party.contact->numbers;
        put_.put(*uses.per, {"IC", party.contact->name, n[0].qualifier, n[0].number, n[1].qualifier, n[1].number, n[2].qualifier,
                             n[2].number});
    }
    reject(uses.aaa, rejected);
    if (party.provider && uses.prv != nullptr)
        put_.put(*uses.prv, {party.provider->role, party.provider->taxonomy.empty() ? "" : "PXC", party.provider->taxonomy});
}

void Response::person(const PartyUses& uses, const Person& person, std::string_view loop)
{
    if (!name(uses, person)) return;
    address(uses, person);
    reject(uses.aaa, rejections_.at(loop));
    if (person.birth_date) put_.put(*uses.dmg, {"D8", wire_date(*person.birth_date), person.gender});
    if (person.relationship.empty()) return;
    std::array<Value, 17> elements{loop == "2010C" ? "Y" : "N", person.relationship};
    elements[7]  = person.military_status;
    elements[16] = person.birth_order;
    put_.put(*uses.ins, elements);
}

void Response::contact(const SegmentUse* per, const ContactPoint& point)
{
    const std::string    name = wire_text(point.name, delimiters_, name_chars_max);
    std::array<Value, 8> elements{"IC", name};
    std::size_t          at = 2;  // PER03
    for (const ContactPoint::Number& number : point.numbers) {
        const std::string_view text = wire_contact(number, delimiters_);
        if (text.empty() || at + 1 >= elements.size()) continue;
        elements[at++] = number.kind;
        elements[at++] = text;
    }
    if (!name.empty() || at > 2) put_.put(*per, elements);  // nothing is known of whom nobody can reach
}

void Response::reject(const SegmentUse* aaa, Rejected rejected)
{
    if (aaa == nullptr) return;
    for (const RejectionCode* code : rejected) put_.put(*aaa, {"N", "", code->aaa03, code->aaa04});
}

template <class Level>
void Response::traces(const Level& uses, const std::vector<Trace>& traces)
{
    for (const Trace& trace : traces)
        if (trace.kind != "2") put_.put(uses.trn, {"2", trace.number, trace.originator, trace.detail});
}

template <class Level>
void Response::review(const Level& uses, const Review& r)
{
    const std::array<std::string_view, 2> facility{r.facility.code, r.facility.qualifier};
    put_.put(uses.um,
             {r.request_category, r.certification_type, r.service_type, Value::components(facility), "", r.level_of_service});
}

template <class Level>
void Response::decision(const Level& uses, const LineDetermination& decided, const std::optional<Decision>& told)
{
    if (acknowledges()) {  // somebody else's decision, repeated
        if (told)
            put_.put(uses.hcr,
                     {told->action, told->certification_number, Value::repetitions(told->reasons), told->second_opinion});
        return;
    }
    const OutcomeCode&            code = answers_.outcome(decided.outcome);
    std::vector<std::string_view> reasons;
    for (const ReasonCode& reason : decided.reasons) reasons.push_back(reason.code);
    put_.put(uses.hcr, {code.hcr01, code.certified ? std::string_view(determination_.certification_number) : std::string_view{},
                        Value::repetitions(reasons)});
}

template <class Level>
void Response::date(const Level& uses, std::string_view qualifier, const std::optional<Period>& period)
{
    if (!period) return;
    const std::string key = "DTP[01=" + std::string(qualifier) + "]";
    put_.put(use_if_any(uses.guide, uses.id, key), {qualifier, period->is_range ? "RD8" : "D8", wire_period(*period)});
}

// What is said of a pend asks for something, most often.
std::string_view Response::message_of(const LineDetermination& decided) const
{
    if (&decided == &determination_.event && !note_.empty()) return note_;
    const bool withheld = inquiry_ != nullptr && decided.outcome == Outcome::pended;
    return withheld ? std::string_view() : std::string_view(decided.message.words());
}

// What is missing to decide, and how it may be sent.
template <class Level>
void Response::wanted(const Level& uses, const LineDetermination& decided)
{
    if (decided.outcome != Outcome::pended || inquiry_ != nullptr) return;
    for (std::size_t i = 0; i < std::min(decided.documents_wanted.size(), attachments_max); ++i)
        put_.put(uses.pwk, {decided.documents_wanted[i], "EL"});
}

// What is said above the matches: when it is answered, why nothing was found, whom to call.
Determination heading_of(const InquiryAnswer& answer)
{
    Determination heading;
    for (const Match& match : answer.matches) {
        if (match.determination.event.outcome != Outcome::contact_payer) continue;
        heading = match.determination;
        break;
    }
    heading.determined_on     = answer.answered_on;
    heading.determined_minute = answer.answered_minute;
    heading.rejections        = answer.rejections;
    return heading;
}

}  // namespace

ResponseWriter::ResponseWriter(const Guides& guides, const Answers& answers) : answers_(answers)
{
    for (const Dialogue& dialogue : dialogues) {
        const Guide* guide = guides.find_direction(dialogue.guide_id, dialogue.answers);
        if (guide == nullptr) throw std::logic_error("a guide to answer in is not among the schemas");
        uses_[static_cast<std::size_t>(dialogue.kind)] = std::make_unique<const Uses>(*guide);
    }
}

ResponseWriter::~ResponseWriter()                         = default;
ResponseWriter::ResponseWriter(ResponseWriter&&) noexcept = default;

int ResponseWriter::write(std::string&                out,
                          const ServiceReviewRequest& request,
                          const Determination&        determination,
                          const Delimiters&           asked_with,
                          const Delimiters&           delimiters) const
{
    const Uses&  uses = uses_for(request.kind);
    GuidedWriter put(out, delimiters, asked_with != delimiters);
    Response     response(put, request, determination, answers_, delimiters);
    if (response.down_to_patient(uses, response.came())) response.event(uses);
    return put.segments();
}

int ResponseWriter::write(std::string&                out,
                          const ServiceReviewRequest& inquiry,
                          const InquiryAnswer&        answer,
                          const Delimiters&           delimiters) const
{
    const Uses&         uses    = uses_for(inquiry.kind);
    const Determination heading = heading_of(answer);
    GuidedWriter        put(out, delimiters, true);  // what was found came with separators of its own
    Response            top(put, inquiry, heading, answers_, delimiters);

    std::vector<Response> found;
    found.reserve(answer.matches.size());
    for (const Match& match : answer.matches) found.emplace_back(put, match.asked, match.determination, answers_, delimiters);
    const bool pended = std::ranges::any_of(found, [](const Response& match) { return match.came() == Came::pended; });

    const Came came = pended ? Came::pended : answer.rejections.empty() ? Came::decided : Came::rejected;
    if (!top.down_to_patient(uses, came)) return put.segments();
    if (found.empty()) top.event(uses);
    Levels levels = top.levels();
    for (Response& match : found) {
        const bool last = &match == &found.back();
        match.answer_to(inquiry, {levels.count, top.levels().parent},
                        last && answer.more ? answers_.message("inquiry/more-matches") : std::string_view());
        match.event(uses);
        levels = match.levels();
    }
    return put.segments();
}

}  // namespace x278::edi
