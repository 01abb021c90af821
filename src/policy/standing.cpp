// Who asks, for whom, and for what: everything that keeps a request from being worked on.
//
// Several causes are said at once, each at its own level. What follows from another cause is
// not said: of a member who is not on file nothing else can be wrong.
// Source: X12 RFI 1540, 2153, 2445; docs/decisions/017-every-rejection-at-its-level.md.
#include "policy/decide_line.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace x278::policy {

namespace {

using model::EventData;
using model::Known;
using model::ProviderData;
using model::Rejection;
using Day = std::chrono::year_month_day;

constexpr std::string_view cancel    = "3";   // UM02
constexpr std::string_view admission = "AR";  // UM01

// What stands before `/` in a situation, from the top of the response to its bottom.
constexpr std::array<std::string_view, 11> levels{"system",  "partner",  "payer",     "requester", "member",          "dependent",
                                                  "request", "provider", "transport", "service",   "service-provider"};

std::string_view level_name(const Rejection& rejection)
{
    return std::string_view(rejection.situation).substr(0, rejection.situation.find('/'));
}

auto level_of(const Rejection& rejection) { return std::ranges::find(levels, level_name(rejection)) - levels.begin(); }

// The words of a situation differ for a provider of the event and of a line, and so on.
std::string situation(std::string_view level, std::string_view fault) { return std::string(level) + "/" + std::string(fault); }

// Whether the event says it, or else each of its lines.
bool says(const model::PatientEvent& event, EventData data)
{
    const auto each_line = [&](auto says_it) { return !event.lines.empty() && std::ranges::all_of(event.lines, says_it); };
    const auto reviews   = [&](auto says_it) {
        return says_it(event.review)
               || each_line([&](const model::ServiceLine& line) { return line.review && says_it(*line.review); });
    };
    switch (data) {
        case EventData::service_type: return reviews([](const model::Review& review) { return !review.service_type.empty(); });
        case EventData::level_of_service:
            return reviews([](const model::Review& review) { return !review.level_of_service.empty(); });
        case EventData::facility: return reviews([](const model::Review& review) { return !review.facility.code.empty(); });
        case EventData::provider:
            return !event.providers.empty() || each_line([](const model::ServiceLine& line) { return !line.providers.empty(); });
        case EventData::service_date:
            return event.event_period || event.admission_period
                   || each_line([](const model::ServiceLine& line) { return line.service_period.has_value(); });
        case EventData::admission_date: return event.admission_period || event.review.request_category != admission;
        case EventData::diagnosis: return !event.diagnoses.empty();
    }
    return true;
}

// Data that has no word of its own is just missing.
std::string_view missing(EventData data)
{
    if (data == EventData::service_date) return "date-missing";
    if (data == EventData::admission_date) return "admission-date-missing";
    return data == EventData::diagnosis ? "diagnosis-missing" : "data-missing";
}

bool says(const model::Party& party, ProviderData data)
{
    switch (data) {
        case ProviderData::name: return !party.name.empty();
        case ProviderData::telephone:
            return party.contact && std::ranges::any_of(party.contact->numbers, [](const auto& number) {
                       return number.qualifier == "TE" && !number.number.empty();
                   });
        case ProviderData::state:  // where it practises, or is licensed
            return (party.address && !party.address->state.empty())
                   || std::ranges::any_of(party.references, [](const auto& reference) { return !reference.state.empty(); });
        case ProviderData::address: return party.address && !party.address->line.empty();
    }
    return true;
}

std::string_view missing(ProviderData data)
{
    switch (data) {
        case ProviderData::name: return "name-missing";
        case ProviderData::telephone: return "phone-missing";
        case ProviderData::state: return "state-missing";
        case ProviderData::address: return "address-missing";
    }
    return "data-missing";
}

class Standing {
public:
    Standing(const model::ServiceReviewRequest& request, const model::Facts& facts, std::span<const Rejection> faults)
        : request_(request), facts_(facts), found_(faults.begin(), faults.end())
    {
    }

    void system();
    void payer(bool known);
    void requester();
    void member();
    void event();
    void transport();
    void lines();

    // Whether anything stands at this level.
    [[nodiscard]] bool rejected(std::string_view level) const
    {
        return std::ranges::any_of(found_, [&](const Rejection& r) { return level_name(r) == level; });
    }
    // Only what stands at this level.
    void keep_only(std::string_view level)
    {
        std::erase_if(found_, [&](const Rejection& r) { return level_name(r) != level; });
    }

    // From top to bottom, in the order of the request, each once.
    [[nodiscard]] std::vector<Rejection> take();

private:
    void add(std::string situation, int line = 0, int provider = 0) { found_.push_back({std::move(situation), line, provider}); }
    [[nodiscard]] bool has(std::string_view situation, int line = 0, int provider = 0) const
    {
        return std::ranges::any_of(
            found_, [&](const Rejection& r) { return r.situation == situation && r.line == line && r.provider == provider; });
    }
    [[nodiscard]] bool looks_back() const { return request_.kind == model::RequestKind::inquiry; }
    [[nodiscard]] bool cancels() const { return request_.event.review.certification_type == cancel; }

    void dependent_not_found();
    void patient();
    void dates(std::string_view level, std::string_view outside, const model::Period& period, int line = 0);
    void provider(std::string_view level, const model::Party& party, const model::ProviderFacts& facts, int line, int number);
    void specialty(std::string_view level, const model::Party& party, const model::ProviderFacts& facts, int line, int number);
    void needs(std::string_view level, const std::vector<ProviderData>& all, const model::Party& party, int line, int number);

    const model::ServiceReviewRequest& request_;
    const model::Facts&                facts_;
    std::vector<Rejection>             found_;
};

void Standing::system()
{
    if (facts_.closure == model::Closure::system) add("system/down");
    if (facts_.closure == model::Closure::system_held) add("system/down-held");
}

void Standing::payer(bool known)
{
    if (request_.utilization_management_organization.id.value.empty()) return add("payer/id-missing");
    if (!known) return add("payer/unknown");
    if (facts_.closure == model::Closure::payer) add("payer/unavailable");
    if (facts_.closure == model::Closure::payer_held) add("payer/unavailable-held");
    if (facts_.closure == model::Closure::no_response) add("payer/no-response");
}

void Standing::requester()
{
    const model::Party&         party = request_.requester;
    const model::ProviderFacts& facts = facts_.requester;
    const model::Requirements&  wants = facts_.requirements;
    needs("requester", wants.of_requester, party, 0, 0);
    if (has("requester/id-invalid")) return;
    if (facts.id_fits == false) return add("requester/participant-invalid");
    if (facts.on_file == Known::no) return add("requester/unknown");
    if (facts_.member.requester_may_ask == false) return add("requester/not-authorized");
    if (wants.requester_in_network && facts.in_network == false) add("requester/out-of-network");
    if (wants.requester_primary_care && facts_.member.requester_is_primary_care == false) add("requester/not-primary-care");
    specialty("requester", party, facts, 0, 0);
}

// What the file knows of a member is not told to somebody who may not ask for the member.
void Standing::member()
{
    const model::MemberFacts& facts = facts_.member;
    if (request_.subscriber.id.value.empty() || facts.id_fits == false) add("member/id-missing");
    if (has("member/id-missing") || has("requester/not-authorized")) return;
    if (facts.on_file == Known::no) return add("member/not-found");
    if (facts.id_is_shared) return add("member/duplicate-id");
    if (request_.dependent && facts.patient_on_file == Known::no) return dependent_not_found();
    patient();
    if (facts.in_group == false) add("member/not-in-plan");
}

void Standing::dependent_not_found()
{
    const model::Person& dependent = *request_.dependent;
    if (dependent.first_name.empty()) return add("dependent/name-invalid");
    if (facts_.member.namesakes > 1) return add(dependent.birth_date ? "dependent/duplicate" : "dependent/birth-date-missing");
    add("dependent/not-found");
}

void Standing::patient()
{
    const model::MemberFacts& facts = facts_.member;
    const std::string_view    level = request_.dependent ? "dependent" : "member";
    // Another name and another birth date are another person.
    if (facts.name_matches == false && facts.birth_date_matches == false) return add(situation(level, "not-found"));
    if (facts.name_matches == false) add(situation(level, "name-invalid"));
    if (facts.birth_date_matches == false && !has(situation(level, "birth-date-missing")))
        add(situation(level, "birth-date-differs"));
    if (facts.gender_matches == false) add(situation(level, "gender-invalid"));
    // What was certified may be cancelled, and asked after, whether or not the member is still covered.
    if (facts.eligible == false && !cancels() && !looks_back()) add(situation(level, "not-eligible"));
}

void Standing::dates(std::string_view level, std::string_view outside, const model::Period& period, int line)
{
    const model::Requirements& wants = facts_.requirements;
    if (facts_.member.died && period.first > *facts_.member.died) add(situation(level, "died-before-service"), line);
    const bool early = wants.earliest && period.first < *wants.earliest;
    const bool late  = wants.latest && period.first > *wants.latest;
    if ((early || late) && !cancels()) add(situation(level, outside), line);
}

void Standing::specialty(
    std::string_view level, const model::Party& party, const model::ProviderFacts& facts, int line, int number)
{
    const model::Requirements& wants  = facts_.requirements;
    const bool                 unsaid = !party.provider || party.provider->taxonomy.empty();
    if ((wants.specialty_sent && unsaid) || (wants.specialty_on_file && facts.specialty_on_file == false))
        add(situation(level, "specialty-missing"), line, number);
}

void Standing::needs(
    std::string_view level, const std::vector<ProviderData>& all, const model::Party& party, int line, int number)
{
    for (const ProviderData data : all)
        if (!says(party, data)) add(situation(level, missing(data)), line, number);
}

void Standing::provider(
    std::string_view level, const model::Party& party, const model::ProviderFacts& facts, int line, int number)
{
    const model::Requirements& wants = facts_.requirements;
    needs(level, wants.of_providers, party, line, number);
    if (!found_.empty() && has(situation(level, "id-invalid"), line, number)) return;
    if (facts.id_fits == false) return add(situation(level, "participant-invalid"), line, number);
    if (facts.on_file == Known::no) {
        if (wants.provider_on_file) add(situation(level, "unknown"), line, number);
        return;
    }
    if (facts.enrolled == false)
        add(situation(level, "not-enrolled"), line, number);
    else if (wants.provider_in_network && facts.in_network == false)
        add(situation(level, "out-of-network"), line, number);
    if (facts.role_fits == false) add(situation(level, "role-inappropriate"), line, number);
    specialty(level, party, facts, line, number);
}

void Standing::event()
{
    const model::PatientEvent& event    = request_.event;
    const auto&                reviewed = facts_.requirements.reviewed;
    if (!reviewed.empty() && std::ranges::find(reviewed, event.review.request_category) == reviewed.end())
        add("request/review-type-unsupported");
    if (request_.kind == model::RequestKind::review && !cancels())
        for (const EventData data : facts_.requirements.of_event)
            if (!says(event, data)) add(situation("request", missing(data)));
    if (facts_.previous_certification == Known::no) add("request/certification-unknown");
    if (event.event_period)
        dates("request", "date-inappropriate", *event.event_period);
    else if (event.admission_period)
        dates("request", "date-inappropriate", *event.admission_period);

    for (std::size_t i = 0; i < event.providers.size() && i < facts_.event_providers.size(); ++i)
        provider("provider", event.providers[i], facts_.event_providers[i], 0, static_cast<int>(i) + 1);
}

// A place in the United States is found by its state or by its postal code.
void Standing::transport()
{
    int number = 0;
    for (const model::Party& place : request_.event.transport_locations) {
        ++number;
        if (!place.address) continue;
        const model::Address& address = *place.address;
        const bool            abroad  = !address.country.empty() && address.country != "US";
        if (!abroad && address.state.empty() && address.postal_code.empty()) add("transport/address-invalid", 0, number);
    }
}

void Standing::lines()
{
    static const model::LineFacts nothing_known;

    const model::PatientEvent& event      = request_.event;
    const auto&                reviewed   = facts_.requirements.reviewed;
    const bool                 dated      = event.event_period || event.admission_period;
    const bool                 event_good = !rejected("request");
    for (std::size_t i = 0; i < event.lines.size(); ++i) {
        const model::ServiceLine& line  = event.lines[i];
        const model::LineFacts&   facts = i < facts_.lines.size() ? facts_.lines[i] : nothing_known;
        // What is wrong with the event is not said again of each of its lines.
        if (line.review && event_good) {
            const std::string_view category = line.review->request_category;
            if (!reviewed.empty() && !category.empty() && std::ranges::find(reviewed, category) == reviewed.end())
                add("service/review-type-unsupported", line.number);
        }
        if (facts.previous_certification == Known::no) add("service/certification-unknown", line.number);
        if (line.service_period && (event_good || !dated))
            dates("service", "date-outside-window", *line.service_period, line.number);
        for (std::size_t p = 0; p < line.providers.size() && p < facts.providers.size(); ++p)
            provider("service-provider", line.providers[p], facts.providers[p], line.number, static_cast<int>(p) + 1);
    }
}

std::vector<Rejection> Standing::take()
{
    if (found_.empty()) return {};
    const auto place = [](const Rejection& r) { return std::tuple(level_of(r), r.line, r.provider); };
    std::ranges::stable_sort(found_, {}, place);
    std::vector<Rejection> all;
    for (Rejection& rejection : found_)
        if (std::ranges::find(all, rejection) == all.end()) all.push_back(std::move(rejection));
    return all;
}

}  // namespace

std::vector<Rejection> rejections_of(const model::ServiceReviewRequest& request,
                                     const model::Facts&                facts,
                                     bool                               payer_known,
                                     std::span<const Rejection>         faults)
{
    Standing standing(request, facts, faults);
    standing.system();
    // Nothing is said below a system that cannot answer or a partner who may not ask, nor below
    // a payer that is not ours.
    for (const std::string_view level : {"system", "partner"}) {
        if (!standing.rejected(level)) continue;
        standing.keep_only(level);
        return standing.take();
    }
    standing.payer(payer_known);
    if (standing.rejected("payer")) {
        standing.keep_only("payer");
        return standing.take();
    }
    standing.requester();
    standing.member();
    if (request.kind == model::RequestKind::inquiry) return standing.take();  // its event says what to look for
    standing.event();
    if (request.kind == model::RequestKind::review) standing.transport();  // an acknowledgment returns no place
    standing.lines();
    return standing.take();
}

}  // namespace x278::policy
