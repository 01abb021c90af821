// What reference data knows about a request's people, as of its first day of service.
#include "store/reference.hpp"

#include "store/member_numbers.hpp"
#include "store/reference_history.hpp"
#include "store/reference_names.hpp"
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

// The patient among the persons of the member number, and how many may be meant.
struct Patient {
    const PersonOnFile* person    = nullptr;  // null when nobody is meant, or more than one
    int                 namesakes = 0;
};

// A dependent is known by birth date and first name; by the first name alone when only one
// has it, so that a wrong birth date can be told from a wrong person.
[[nodiscard]] Patient find_patient(const Member& member, const ServiceReviewRequest& request)
{
    if (!request.dependent) return {member.find(subscriber_person), 1};

    const std::string first_name = folded_name(request.dependent->first_name);
    Patient           of_that_day;
    Patient           of_any_day;
    for (const PersonOnFile& person : member.persons) {
        if (person.person == subscriber_person || folded_name(person.first_name) != first_name) continue;
        of_any_day = {&person, of_any_day.namesakes + 1};
        if (request.dependent->birth_date == person.birth_date) of_that_day = {&person, of_that_day.namesakes + 1};
    }
    if (of_that_day.namesakes == 1) return of_that_day;
    if (of_that_day.namesakes > 1) return {nullptr, of_that_day.namesakes};
    if (of_any_day.namesakes == 1) return of_any_day;
    return {nullptr, request.dependent->birth_date ? 0 : of_any_day.namesakes};
}

// Whether the name sent may be the one on file; nothing when none was sent. A dependent may
// have the subscriber's last name, and somebody known by a birth date may go by another first
// name.
[[nodiscard]] std::optional<bool> name_matches(const model::Person& sent,
                                               const PersonOnFile&  on_file,
                                               const PersonOnFile*  subscriber)
{
    if (sent.name.empty()) return std::nullopt;
    const bool last = same_last_name(sent.name, on_file.last_name)
                      || (subscriber != nullptr && same_last_name(sent.name, subscriber->last_name));
    const bool known_by_birth = sent.birth_date == on_file.birth_date;
    return last && (known_by_birth || same_first_name(sent.first_name, on_file.first_name));
}

// Nothing when one of them does not say, or says what is neither.
[[nodiscard]] std::optional<bool> gender_matches(std::string_view sent, std::string_view on_file)
{
    const auto says = [](std::string_view gender) { return gender == "F" || gender == "M"; };
    if (!says(sent) || !says(on_file)) return std::nullopt;
    return sent == on_file;
}

// REF*6P and REF*1L name the group; a policy number in 1L may be the member's own. Nothing when
// either side names none.
[[nodiscard]] std::optional<bool> in_group(const model::Person& subscriber, const Coverage& coverage)
{
    if (coverage.account.empty()) return std::nullopt;
    std::optional<bool> matches;
    for (const model::Reference& reference : subscriber.references) {
        if (reference.qualifier != "6P" && reference.qualifier != "1L") continue;
        const std::string sent = folded(reference.value);
        if (sent == folded(coverage.account)) return true;
        if (reference.qualifier == "1L" && sent == folded(subscriber.id.value)) continue;
        matches = false;
    }
    return matches;
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

// Nothing when nobody ever said when the provider was enrolled with this payer.
[[nodiscard]] std::optional<bool> is_enrolled(const Provider& provider, std::string_view payer_id, Day day)
{
    std::optional<bool> enrolled;
    for (const Enrollment& enrollment : provider.enrollments) {
        if (enrollment.payer_id != payer_id) continue;
        if (enrollment.validity.holds(day)) return true;
        enrolled = false;
    }
    return enrolled;
}

[[nodiscard]] std::optional<bool> is_among(const std::vector<std::string>& all, std::string_view one)
{
    if (all.empty() || one.empty()) return std::nullopt;
    return std::ranges::find(all, one) != all.end();
}

// One request, put to the tables.
class Question {
public:
    Question(const ReferenceTables& tables, const ServiceReviewRequest& request, Day day)
        : tables_(tables),
          request_(request),
          day_(day),
          payer_id_(folded(request.utilization_management_organization.id.value)),
          found_(tables.find_member(payer_id_, request.subscriber.id.value)),
          member_(found_.member),
          member_id_(member_ == nullptr ? folded(request.subscriber.id.value) : std::string(found_.id)),
          meant_(member_ == nullptr ? Patient() : find_patient(*member_, request)),
          patient_(meant_.person)
    {
    }

    [[nodiscard]] model::MemberFacts member() const
    {
        model::MemberFacts facts;
        if (member_id_ != folded(request_.subscriber.id.value)) facts.number = member_id_;
        if (tables_.has_members) person(facts);
        if (tables_.has_restrictions) facts.requester_may_ask = may_ask();
        facts.id_fits = id_fits(request_.subscriber.id, &PayerRequirements::member_ids);

        // Nothing is said of the coverage of somebody who is not on file.
        if (!tables_.has_coverage || facts.on_file == Known::no) return facts;
        const Coverage* coverage = find_coverage(member_, payer_id_, day_);
        facts.eligible           = coverage != nullptr;
        if (coverage == nullptr) return facts;
        facts.product  = coverage->product;
        facts.in_group = in_group(request_.subscriber, *coverage);
        if (!coverage->account.empty()) facts.account = coverage->account;
        return facts;
    }

    [[nodiscard]] model::ProviderFacts requester(const std::optional<std::string>& product) const
    {
        model::ProviderFacts facts = on_file(request_.requester, product, day_);
        facts.id_fits              = id_fits(request_.requester.id, &PayerRequirements::requester_ids);
        return facts;
    }

    // Of somebody who serves on that day.
    [[nodiscard]] model::ProviderFacts provider(const model::Party&               party,
                                                const std::optional<std::string>& product,
                                                Day                               day) const
    {
        model::ProviderFacts facts = on_file(party, product, day);
        facts.id_fits              = id_fits(party.id, &PayerRequirements::provider_ids);
        return facts;
    }
    [[nodiscard]] model::ProviderFacts provider(const model::Party& party, const std::optional<std::string>& product) const
    {
        return provider(party, product, day_);
    }

    // Of everybody who serves, and of what the lines go back to.
    void event(Facts& facts) const
    {
        facts.previous_certification = certification(request_.event.previous_certification);
        if (!tables_.has_providers && !tables_.has_certifications && !tables_.has_requirements) return;
        for (const model::Party& party : request_.event.providers)
            facts.event_providers.push_back(provider(party, facts.member.product));
        for (const model::ServiceLine& line : request_.event.lines) {
            model::LineFacts& known      = facts.lines.emplace_back();
            const Day         day        = line.service_period ? line.service_period->first : day_;
            known.previous_certification = certification(line.previous_certification);
            for (const model::Party& party : line.providers)
                known.providers.push_back(provider(party, facts.member.product, day));
        }
    }

    [[nodiscard]] model::Requirements requirements(Day today) const
    {
        const auto found = tables_.requirements.find(payer_id_);
        if (found == tables_.requirements.end()) return {};
        model::Requirements wanted = found->second.wanted;
        if (const auto& days = found->second.days_back) wanted.earliest = std::chrono::sys_days(today) - std::chrono::days(*days);
        if (const auto& days = found->second.days_ahead) wanted.latest = std::chrono::sys_days(today) + std::chrono::days(*days);
        return wanted;
    }

    // The first that is closed; the system as a whole before the payer.
    [[nodiscard]] model::Closure closure(std::chrono::sys_seconds at) const
    {
        model::Closure closed = model::Closure::none;
        for (const ClosedTime& time : tables_.closures) {
            if (at < time.from || at >= time.to) continue;
            if (time.payer_id.empty()) return time.closure;
            if (time.payer_id == payer_id_ && closed == model::Closure::none) closed = time.closure;
        }
        return closed;
    }

    // The patient's, open on the day; nothing when nobody knows whose they would be.
    [[nodiscard]] std::optional<std::vector<model::ReferralFacts>> referrals() const
    {
        const auto person = person_asked_about();
        if (!tables_.has_referrals || !person) return std::nullopt;
        if (member_ == nullptr) return std::vector<model::ReferralFacts>();
        return open_referrals(*member_, *person, day_);
    }

    // Of the patient's primary care provider.
    void primary_care(model::MemberFacts& facts) const
    {
        if (patient_ == nullptr || facts.id_is_shared) return;
        if (patient_->primary_care.empty()) {
            if (!tables_.has_primary_care) return;
            facts.primary_care = Known::no;
            if (tables_.has_circles) facts.requester_in_circle = false;
            return;
        }
        const std::string& npi = patient_->primary_care;
        facts.primary_care     = Known::yes;
        if (has_npi(request_.requester)) {
            facts.requester_is_primary_care = request_.requester.id.value == npi;
            if (tables_.has_circles) facts.requester_in_circle = tables_.is_in_circle(npi, request_.requester.id.value);
        }
        const Provider* provider = tables_.find_provider(npi);
        if (provider == nullptr) return;
        facts.primary_care_in_network = is_in_network(*provider, payer_id_, facts.product, day_);
        if (!provider->state.empty()) facts.primary_care_state = provider->state;
    }

    // Of the patient, as far as anybody knows who that is.
    [[nodiscard]] model::History history(const std::optional<std::string>& account) const
    {
        model::History history;
        if (const auto person = person_asked_about()) add_past(tables_, member_, *person, history);
        if (account) add_options(tables_, *account, day_, history);
        add_certifications(tables_, request_, payer_id_, member_id_, history);
        return history;
    }

private:
    [[nodiscard]] model::ProviderFacts on_file(const model::Party&               party,
                                               const std::optional<std::string>& product,
                                               Day                               day) const
    {
        model::ProviderFacts facts;
        if (!tables_.has_providers || !has_npi(party)) return facts;
        const Provider* provider = tables_.find_provider(party.id.value);
        facts.on_file            = known(provider != nullptr);
        if (provider == nullptr) return facts;
        facts.in_network        = is_in_network(*provider, payer_id_, product, day);
        facts.enrolled          = is_enrolled(*provider, payer_id_, day);
        facts.role_fits         = is_among(provider->roles, party.role);
        facts.specialty_on_file = is_among(provider->taxonomies, party.provider ? party.provider->taxonomy : "");
        facts.taxonomies        = provider->taxonomies;
        facts.fax_back          = provider->fax_back.value_or(false);  // who has not asked for it is not in it
        return facts;
    }

    // Whose records the patient's are; nothing when nobody knows.
    [[nodiscard]] std::optional<std::string_view> person_asked_about() const
    {
        if (patient_ != nullptr) return patient_->person;
        // Without members.csv the subscriber alone can be told from the others.
        if (tables_.has_members || request_.dependent) return std::nullopt;
        return subscriber_person;
    }

    void person(model::MemberFacts& facts) const
    {
        facts.on_file         = known(member_ != nullptr);
        facts.patient_on_file = known(patient_ != nullptr);
        facts.namesakes       = meant_.namesakes;
        facts.id_is_shared =
            member_ != nullptr && std::ranges::count(member_->persons, subscriber_person, &PersonOnFile::person) > 1;
        if (patient_ == nullptr || facts.id_is_shared) return;

        const model::Person& sent = request_.patient();
        facts.name_matches   = name_matches(sent, *patient_, request_.dependent ? member_->find(subscriber_person) : nullptr);
        facts.gender_matches = gender_matches(sent.gender, patient_->gender);
        facts.died           = patient_->died;
        if (sent.birth_date) facts.birth_date_matches = *sent.birth_date == patient_->birth_date;
    }

    // Nothing when the payer does not care, or there is no identifier to look at.
    [[nodiscard]] std::optional<bool> id_fits(const model::Identifier& sent,
                                              std::vector<std::string> PayerRequirements::*shapes) const
    {
        const auto found = tables_.requirements.find(payer_id_);
        if (found == tables_.requirements.end() || (found->second.*shapes).empty() || sent.value.empty()) return std::nullopt;
        const std::string id = folded(sent.value);
        return std::ranges::any_of(found->second.*shapes,
                                   [&](const std::string& shape) { return parts_of(id, shape).has_value(); });
    }

    [[nodiscard]] bool may_ask() const
    {
        const auto found = tables_.restrictions.find(request_.requester.id.value);
        if (found == tables_.restrictions.end()) return true;
        return std::ranges::none_of(found->second, [&](const Restriction& r) {
            return r.payer_id == payer_id_ && (r.member_id.empty() || r.member_id == member_id_) && r.validity.holds(day_);
        });
    }

    // Another member's certification is none here.
    [[nodiscard]] Known certification(std::string_view number) const
    {
        if (number.empty() || !tables_.has_certifications) return Known::unknown;
        const auto found = tables_.certifications.find(folded(number));
        return known(found != tables_.certifications.end() && found->second.payer_id == payer_id_
                     && found->second.member_id == member_id_);
    }

    const ReferenceTables&      tables_;
    const ServiceReviewRequest& request_;
    Day                         day_;
    std::string                 payer_id_;
    FoundMember                 found_;
    const Member*               member_;
    std::string                 member_id_;  // as it is on file, else as it was sent; folded
    Patient                     meant_;
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

bool ReferenceTables::is_in_circle(std::string_view primary_care, std::string_view npi) const
{
    const auto circle = circles.find(primary_care);
    return circle != circles.end() && std::ranges::find(circle->second, npi) != circle->second.end();
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

const WordsInUse& ReferenceData::words_in_use() const { return tables_->words_in_use; }

Facts ReferenceData::facts_of(const ServiceReviewRequest& request, std::chrono::sys_seconds received_at) const
{
    const auto asked = Question(*tables_, request, first_day_of_service(request, received_at));

    Facts facts;
    facts.received_at     = received_at;
    facts.reference_as_of = tables_->as_of;
    facts.closure         = asked.closure(received_at);
    facts.requirements    = asked.requirements(std::chrono::floor<std::chrono::days>(received_at));
    facts.member          = asked.member();
    asked.primary_care(facts.member);
    facts.requester        = asked.requester(facts.member.product);
    facts.service_provider = asked.provider(service_provider_of(request), facts.member.product);
    asked.event(facts);
    if (const auto referrals = asked.referrals()) {
        facts.referrals_known = Known::yes;
        facts.referrals       = *referrals;
    }
    facts.history = asked.history(facts.member.account);
    return facts;
}

}  // namespace x278::store
