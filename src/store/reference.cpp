// What reference data knows about a request's people, as of its first day of service.
#include "store/reference.hpp"

#include "store/reference_tables.hpp"

#include <algorithm>
#include <cctype>

namespace x278::store {

using model::Facts;
using model::Known;
using model::ServiceReviewRequest;
using Day = std::chrono::year_month_day;

namespace {

[[nodiscard]] Known known(bool is_on_file) { return is_on_file ? Known::yes : Known::no; }

// The event's own day, else that of admission, else that of the first service, else the
// day we were asked.
[[nodiscard]] Day first_day_of_service(const ServiceReviewRequest& request, std::chrono::sys_seconds received_at)
{
    const model::PatientEvent& event = request.event;
    if (event.event_period) return event.event_period->first;
    if (event.admission_period) return event.admission_period->first;

    std::optional<Day> earliest;
    for (const model::ServiceLine& line : event.lines) {
        if (line.service_period && (!earliest || line.service_period->first < *earliest)) earliest = line.service_period->first;
    }
    return earliest.value_or(Day(std::chrono::floor<std::chrono::days>(received_at)));
}

// The patient among the persons of the member number. A dependent is known by birth date
// and first name; by the first name alone when only one has it, so that a wrong birth
// date can be told from a wrong person.
[[nodiscard]] const PersonOnFile* find_patient(const Member& member, const ServiceReviewRequest& request)
{
    if (!request.dependent) return member.find(subscriber_person);

    const std::string   first_name = folded(request.dependent->first_name);
    const PersonOnFile* namesake   = nullptr;
    int                 namesakes  = 0;
    for (const PersonOnFile& person : member.persons) {
        if (person.person == subscriber_person || person.first_name != first_name) continue;
        if (request.dependent->birth_date == person.birth_date) return &person;
        namesake = &person;
        ++namesakes;
    }
    return namesakes == 1 ? namesake : nullptr;
}

[[nodiscard]] const Coverage* find_coverage(const Member* member, std::string_view payer_id, Day day)
{
    if (member == nullptr) return nullptr;
    const auto found = std::ranges::find_if(member->coverage, [&](const Coverage& coverage) {
        return coverage.payer_id == payer_id && coverage.validity.holds(day);
    });
    return found == member->coverage.end() ? nullptr : &*found;
}

// Nothing when a contract may or may not cover the product, because that is unknown.
[[nodiscard]] std::optional<bool> is_in_network(const Provider&                   provider,
                                                std::string_view                  payer_id,
                                                const std::optional<std::string>& product,
                                                Day                               day)
{
    bool depends = false;
    for (const Contract& contract : provider.contracts) {
        if (contract.payer_id != payer_id || !contract.validity.holds(day)) continue;
        if (contract.products.empty()) return true;
        if (product && std::ranges::find(contract.products, *product) != contract.products.end()) return true;
        depends = depends || !product;
    }
    if (depends) return std::nullopt;
    return false;
}

[[nodiscard]] bool has_npi(const model::Party& party) { return party.id.qualifier == "XX"; }

// Who will serve: the first of the event, else of the lines, who has an NPI; else the requester.
[[nodiscard]] const model::Party& service_provider_of(const ServiceReviewRequest& request)
{
    for (const model::Party& party : request.event.providers)
        if (has_npi(party)) return party;
    for (const model::ServiceLine& line : request.event.lines)
        for (const model::Party& party : line.providers)
            if (has_npi(party)) return party;
    return request.requester;
}

[[nodiscard]] std::vector<model::ReferralFacts> open_referrals(const Member& member, std::string_view person, Day day)
{
    std::vector<model::ReferralFacts> open;
    for (const Referral& referral : member.referrals) {
        if (referral.person == person && referral.facts.first <= day && day <= referral.facts.last)
            open.push_back(referral.facts);
    }
    return open;
}

// One request, put to the tables.
class Question {
public:
    Question(const ReferenceTables& tables, const ServiceReviewRequest& request, Day day)
        : tables_(tables),
          request_(request),
          day_(day),
          payer_id_(folded(request.utilization_management_organization.id.value)),
          member_(tables.find_member(request.subscriber.id.value)),
          patient_(member_ == nullptr ? nullptr : find_patient(*member_, request))
    {
    }

    [[nodiscard]] model::MemberFacts member() const
    {
        model::MemberFacts facts;
        if (tables_.has_members) {
            facts.on_file         = known(member_ != nullptr);
            facts.patient_on_file = known(patient_ != nullptr);
            if (patient_ != nullptr && request_.patient().birth_date)
                facts.birth_date_matches = *request_.patient().birth_date == patient_->birth_date;
        }

        // Nothing is said of the coverage of somebody who is not on file.
        if (!tables_.has_coverage || facts.on_file == Known::no) return facts;
        const Coverage* coverage = find_coverage(member_, payer_id_, day_);
        facts.eligible           = coverage != nullptr;
        if (coverage == nullptr) return facts;
        facts.product = coverage->product;
        if (!coverage->account.empty()) facts.account = coverage->account;
        return facts;
    }

    [[nodiscard]] model::ProviderFacts provider(const model::Party& party, const std::optional<std::string>& product) const
    {
        model::ProviderFacts facts;
        if (!tables_.has_providers || !has_npi(party)) return facts;
        const Provider* provider = tables_.find_provider(party.id.value);
        facts.on_file            = known(provider != nullptr);
        if (provider != nullptr) facts.in_network = is_in_network(*provider, payer_id_, product, day_);
        return facts;
    }

    // The patient's, open on the day; nothing when nobody knows whose they would be.
    [[nodiscard]] std::optional<std::vector<model::ReferralFacts>> referrals() const
    {
        if (!tables_.has_referrals) return std::nullopt;
        if (patient_ != nullptr) return open_referrals(*member_, patient_->person, day_);
        if (tables_.has_members || request_.dependent) return std::nullopt;

        // Without members.csv the subscriber alone can be told from the others.
        if (member_ == nullptr) return std::vector<model::ReferralFacts>();
        return open_referrals(*member_, subscriber_person, day_);
    }

private:
    const ReferenceTables&      tables_;
    const ServiceReviewRequest& request_;
    Day                         day_;
    std::string                 payer_id_;
    const Member*               member_;
    const PersonOnFile*         patient_;
};

}  // namespace

std::string folded(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (const unsigned char c : text)
        if (c != ' ') result += static_cast<char>(std::toupper(c));
    return result;
}

const PersonOnFile* Member::find(std::string_view person) const
{
    const auto found = std::ranges::find(persons, person, &PersonOnFile::person);
    return found == persons.end() ? nullptr : &*found;
}

const Member* ReferenceTables::find_member(std::string_view member_id) const
{
    const auto found = members.find(folded(member_id));
    return found == members.end() ? nullptr : &found->second;
}

const Provider* ReferenceTables::find_provider(std::string_view npi) const
{
    const auto found = providers.find(npi);
    return found == providers.end() ? nullptr : &found->second;
}

ReferenceData::ReferenceData() : tables_(std::make_unique<Tables>()) {}
ReferenceData::~ReferenceData()                                   = default;
ReferenceData::ReferenceData(ReferenceData&&) noexcept            = default;
ReferenceData& ReferenceData::operator=(ReferenceData&&) noexcept = default;

Result<ReferenceData> ReferenceData::read(const std::string& folder)
{
    auto tables = read_reference_tables(folder);
    if (!tables) return std::unexpected(tables.error());
    ReferenceData data;
    *data.tables_ = Tables{std::move(*tables)};
    return data;
}

Facts ReferenceData::facts_of(const ServiceReviewRequest& request, std::chrono::sys_seconds received_at) const
{
    const auto asked = Question(*tables_, request, first_day_of_service(request, received_at));

    Facts facts;
    facts.received_at      = received_at;
    facts.reference_as_of  = tables_->as_of;
    facts.member           = asked.member();
    facts.requester        = asked.provider(request.requester, facts.member.product);
    facts.service_provider = asked.provider(service_provider_of(request), facts.member.product);
    if (const auto referrals = asked.referrals()) {
        facts.referrals_known = Known::yes;
        facts.referrals       = *referrals;
    }
    return facts;
}

}  // namespace x278::store
