// What is on file in a case: `member` and `given`.
#include "model/areas.hpp"
#include "policy/case_build.hpp"
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>
#include <cmath>

#include <boost/variant/apply_visitor.hpp>
#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

using ast::CodeField;
using ast::FileFact;
using model::Known;
using std::chrono::sys_days;

constexpr int  past_services_max = 1000;  // one `given`
constexpr int  days_apart_max    = 366;
constexpr auto usual_referral    = std::chrono::days(180);

constexpr std::string_view usual_account = "ACCOUNT-1";

model::ProviderFacts usual_provider()
{
    model::ProviderFacts facts;
    facts.on_file           = Known::yes;
    facts.in_network        = true;
    facts.enrolled          = true;
    facts.role_fits         = true;
    facts.specialty_on_file = true;
    facts.fax_back          = false;
    return facts;
}

// ---- the member -----------------------------------------------------------------

struct MemberWriter {
    const CaseBuilding& building;
    model::MemberFacts& facts;

    void operator()(const ast::MemberDay& item) const
    {
        if (item.kind == ast::MemberDay::Kind::born)
            building.to.request.subscriber.birth_date = item.day.date;
        else
            building.draft.terminated = item.day.date;
    }
    void operator()(const ast::MemberName& item) const
    {
        if (item.kind == ast::MemberName::Kind::account) {
            facts.account = item.name.text;
            return;
        }
        auto& id = building.to.request.subscriber.id.value;
        id       = building.to.texts.emplace_back(item.name.text + std::string(id.substr(std::min<std::size_t>(3, id.size()))));
    }
    void operator()(const ast::MemberState& item) const
    {
        if (item.kind == ast::MemberState::Kind::not_on_file)
            facts.on_file = Known::no;
        else
            facts.eligible = false;
    }
};

// ---- past services ----------------------------------------------------------------

// A code that names the service, or says more of it.
void put_code(const CaseBuilding& building, const ast::CodeItem& item, model::PastService& service)
{
    check_code_of(building, item);
    switch (item.field) {
        case CodeField::procedure: service.procedure = item.code.text; return;
        case CodeField::revenue: service.revenue_code = normalised_code(CodeSystem::revenue_code, item.code.text); return;
        case CodeField::service_type: service.service_type = item.code.text; return;
        case CodeField::modifier: service.modifiers.push_back(item.code.text); return;
        case CodeField::to:
            check_npi(building, item.code);
            service.provider = item.code.text;
            return;
        case CodeField::tooth: service.area = model::area_of_tooth(item.code.text); return;
        case CodeField::area: service.area = item.code.text; return;
        case CodeField::certification: service.certification = item.code.text; return;
        default: return;
    }
}

// One past service for each day, and the same of it on each.
struct PastWriter {
    const CaseBuilding&      building;
    const ast::PastServices& past;
    model::PastService       service;

    void operator()(const ast::OnDays& on) const
    {
        const double each = past.amount.value.value / static_cast<double>(on.days.size());
        if (std::floor(each) != each)
            return building.report(past.amount.value,
                                   fmt::format("{} {} cannot be spread evenly over {} days", past.amount.value.value,
                                               past.amount.unit.text, on.days.size()));
        for (const ast::Day& day : on.days) add(day.date, day.date, each);
    }
    void operator()(const ast::EveryDays& every) const
    {
        const double count = past.amount.value.value;
        const double step  = every.step ? every.step->value : 1;
        if (count > past_services_max || std::floor(count) != count || std::floor(step) != step || step < 1
            || step > days_apart_max)
            return building.report(past.amount.value,
                                   fmt::format("one past service a day is counted in whole numbers up to {}", past_services_max));
        for (int i = 0; i < static_cast<int>(count); ++i) {
            const std::chrono::year_month_day day = sys_days(every.first.date) + std::chrono::days(i * static_cast<int>(step));
            add(day, day, 1);
        }
    }
    void operator()(const ast::DayRange& days) const
    {
        check_order(building, days);
        add(days.first.date, days.last ? days.last->date : days.first.date, past.amount.value.value);
    }

private:
    void add(std::chrono::year_month_day first, std::chrono::year_month_day last, double quantity) const
    {
        model::PastService one = service;
        one.first              = first;
        one.last               = last;
        one.quantity           = quantity;
        building.to.facts.history.services.push_back(std::move(one));
    }
};

// ---- one `given` --------------------------------------------------------------------

struct GivenWriter {
    const CaseBuilding& building;
    model::Facts&       facts;

    void operator()(const ast::PastServices& past) const
    {
        model::PastService service;
        service.kind = past.authorized ? model::PastService::Kind::authorized : model::PastService::Kind::used;
        service.unit = unit_of(building, past.amount);
        put_code(building, past.what, service);
        for (const ast::CodeItem& item : past.items) put_code(building, item, service);
        boost::apply_visitor(PastWriter{building, past, std::move(service)}, past.days.get());
    }
    void operator()(const ast::OptionIs& option) const
    {
        const auto& options  = building.payer.options;
        const auto  declared = options.find(option.name.text);
        if (declared == options.end())
            building.report(option.name, fmt::format("no option is called `{}`", option.name.text),
                            did_you_mean(option.name.text, keys_of(options)));
        else
            check_option_value([&](auto&&... what) { building.report(what...); }, option.value, declared->second);
        facts.history.options.push_back({option.name.text, option.value.text});
    }
    void operator()(const ast::EventSince& event) const
    {
        model::MemberEvent to{event.name.text, moment_of(event.since), {}};
        if (event.until) {
            check_order(building, event.since.day.date, *event.until);
            to.until = event.until->date;
        }
        facts.history.events.push_back(std::move(to));
    }
    void operator()(const ast::StayFrom& stay) const
    {
        model::Stay to{stay.level.text, {}, moment_of(stay.admitted), {}};
        if (stay.discharged) {
            check_order(building, stay.admitted.day.date, *stay.discharged);
            to.discharged = stay.discharged->date;
        }
        facts.history.stays.push_back(std::move(to));
    }
    void operator()(const ast::EarlierCertification& earlier) const
    {
        using State = model::EarlierCertification::State;
        model::EarlierCertification to;
        to.number = earlier.number.text;
        to.state  = earlier.state == ast::CertificationState::approved ? State::approved
                    : earlier.state == ast::CertificationState::denied ? State::denied
                                                                       : State::pended;
        if (earlier.issued) to.issued = earlier.issued->date;
        if (earlier.period) {
            check_order(building, *earlier.period);
            to.first = earlier.period->first.date;
            to.last  = earlier.period->last ? earlier.period->last->date : earlier.period->first.date;
        }
        if (earlier.last_visit) to.last_visit = earlier.last_visit->date;
        facts.history.certifications.push_back(std::move(to));
    }
    void operator()(const ast::ReferralTo& referral) const
    {
        model::ReferralFacts to;
        to.type = referral.type.text;
        if (referral.to) {
            check_npi(building, *referral.to);
            to.to_provider = referral.to->text;
        }
        // Without days of its own it is open on any day of service.
        to.first = std::chrono::year::min() / 1 / 1;
        to.last  = std::chrono::year::max() / 12 / 31;
        if (referral.period) {
            check_order(building, *referral.period);
            to.first = referral.period->first.date;
            to.last  = referral.period->last ? referral.period->last->date
                                             : std::chrono::year_month_day(sys_days(to.first) + usual_referral);
        }
        facts.referrals.push_back(std::move(to));
    }
    void operator()(const ast::SpecialtyIs& specialty) const
    {
        const model::ProviderRole role{"PE", text_of(specialty.taxonomy)};
        check_code(building, CodeSystem::taxonomy, specialty.taxonomy);
        if (specialty.requester) {
            building.to.request.requester.provider = role;
            facts.requester.taxonomies             = {specialty.taxonomy.text};
            if (requester_serves()) facts.service_provider.taxonomies = facts.requester.taxonomies;
        } else {
            for (model::ProviderFacts* const provider : who_serve()) provider->taxonomies = {specialty.taxonomy.text};
        }
    }
    void operator()(const ast::PrimaryCareIn& primary) const
    {
        facts.member.primary_care_state      = primary.state.text;
        facts.member.primary_care_in_network = !primary.out_of_network;
    }
    void operator()(const ast::FileFactIs& fact) const { put(fact.fact); }

private:
    void put(FileFact fact) const;
    void put_unknown(FileFact fact) const;
    void put_criteria(bool met) const;
    // Whoever gives the service: of the event, of each line.
    [[nodiscard]] std::vector<model::ProviderFacts*> who_serve() const
    {
        std::vector<model::ProviderFacts*> all{&facts.service_provider};
        if (!facts.event_providers.empty()) all.push_back(&facts.event_providers.front());
        for (model::LineFacts& line : facts.lines)
            if (!line.providers.empty()) all.push_back(&line.providers.front());
        return all;
    }
    // Nobody else is named for it.
    [[nodiscard]] bool requester_serves() const
    {
        return facts.event_providers.empty()
               && std::ranges::all_of(facts.lines, [](const auto& line) { return line.providers.empty(); });
    }
};

void GivenWriter::put(FileFact fact) const
{
    model::MemberFacts& member = facts.member;
    switch (fact) {
        case FileFact::no_referral: return facts.referrals.clear();
        case FileFact::no_primary_care:
            member.primary_care              = Known::no;
            member.primary_care_in_network   = std::nullopt;
            member.requester_is_primary_care = false;
            return;
        case FileFact::service_provider_out_of_network:
            for (model::ProviderFacts* const provider : who_serve()) provider->in_network = false;
            return;
        case FileFact::requester_out_of_network:
            facts.requester.in_network = false;
            if (requester_serves()) facts.service_provider.in_network = false;
            return;
        case FileFact::requester_not_on_file: facts.requester.on_file = Known::no; return;
        case FileFact::requester_may_not_ask: member.requester_may_ask = false; return;
        case FileFact::requester_is_primary_care: member.requester_is_primary_care = true; return;
        case FileFact::requester_is_not_primary_care: member.requester_is_primary_care = false; return;
        case FileFact::requester_in_circle:
            member.requester_in_circle       = true;
            member.requester_is_primary_care = false;
            return;
        case FileFact::requester_not_in_circle: member.requester_in_circle = false; return;
        case FileFact::requester_in_fax_back: facts.requester.fax_back = true; return;
        case FileFact::criteria_met: return put_criteria(true);
        case FileFact::criteria_not_met: return put_criteria(false);
        case FileFact::criteria_unanswered: return facts.history.criteria.clear();
        default: return put_unknown(fact);
    }
}

void GivenWriter::put_unknown(FileFact fact) const
{
    model::MemberFacts& member = facts.member;
    switch (fact) {
        case FileFact::product_unknown: return member.product.reset();
        case FileFact::account_unknown: return member.account.reset();
        case FileFact::network_unknown: facts.service_provider.in_network.reset(); return facts.requester.in_network.reset();
        case FileFact::referrals_unknown: facts.referrals_known = Known::unknown; return;
        case FileFact::services_unknown: facts.history.authorized_known = facts.history.used_known = false; return;
        case FileFact::stays_unknown: facts.history.stays_known = false; return;
        case FileFact::events_unknown: facts.history.events_known = false; return;
        case FileFact::options_unknown: facts.history.options_known = false; return;
        case FileFact::primary_care_unknown:
            member.primary_care = Known::unknown;
            member.primary_care_in_network.reset();
            member.requester_is_primary_care.reset();
            return member.requester_in_circle.reset();
        case FileFact::certification_unknown: building.draft.refers_nowhere = true; return;
        default: return;
    }
}

// The answers to the questionnaire of each procedure that is asked for.
void GivenWriter::put_criteria(bool met) const
{
    const auto& lines = building.to.request.event.lines;
    if (lines.empty()) facts.history.criteria.push_back({"", met, "criteria of the case"});
    for (const model::ServiceLine& line : lines)
        facts.history.criteria.push_back({std::string(line.service.procedure), met, "criteria of the case"});
}

}  // namespace

void put_usual_facts(model::Facts& facts)
{
    model::MemberFacts& member       = facts.member;
    member.on_file                   = Known::yes;
    member.patient_on_file           = Known::yes;
    member.id_fits                   = true;
    member.name_matches              = true;
    member.birth_date_matches        = true;
    member.gender_matches            = true;
    member.eligible                  = true;
    member.in_group                  = true;
    member.account                   = usual_account;
    member.requester_may_ask         = true;
    member.requester_is_primary_care = true;
    member.requester_in_circle       = false;
    member.primary_care              = Known::yes;
    member.primary_care_in_network   = true;

    facts.requester        = usual_provider();
    facts.service_provider = usual_provider();
    facts.referrals_known  = Known::yes;

    model::History& history  = facts.history;
    history.authorized_known = true;
    history.used_known       = true;
    history.stays_known      = true;
    history.events_known     = true;
    history.options_known    = true;
}

void add_member(const CaseBuilding& building, const ast::CaseMember& member)
{
    const PayerProgram& payer   = building.payer;
    const std::string&  product = member.product.text;
    const bool known = std::ranges::find(payer.products, product) != payer.products.end() || payer.families.contains(product);
    if (known) {
        building.to.facts.member.product = product;
    } else if (product != "unknown") {
        std::vector<std::string_view> names = keys_of(payer.families);
        names.insert(names.end(), payer.products.begin(), payer.products.end());
        building.report(member.product, fmt::format("{} has no product or family `{}`", payer.id, product),
                        did_you_mean(product, names));
    }
    for (const ast::MemberItem& item : member.items)
        boost::apply_visitor(MemberWriter{building, building.to.facts.member}, item.get());
}

void add_given(const CaseBuilding& building, const ast::Given& given)
{
    boost::apply_visitor(GivenWriter{building, building.to.facts}, given.get());
}

}  // namespace x278::policy
