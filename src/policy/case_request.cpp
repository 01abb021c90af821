// The request a case describes: `request` and `line`.
#include "model/areas.hpp"
#include "policy/case_build.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>
#include <array>

#include <boost/variant/apply_visitor.hpp>
#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

using ast::CodeField;
using language::Word;

constexpr std::string_view performing = "SJ";  // NM101 of whoever is to give the service

// HSD03
constexpr std::array rate_units{Word{"day", "DA"}, Word{"week", "WK"}, Word{"month", "MO"}};

// HSD05
constexpr std::array period_units{
    Word{"day", "7"},    Word{"days", "7"},    Word{"week", "35"}, Word{"weeks", "35"},
    Word{"month", "34"}, Word{"months", "34"}, Word{"year", "21"}, Word{"years", "21"},
};

model::Decimal decimal_of(const ast::Number& number) { return {{number.begin, number.end}, number.value}; }

model::Period period_of(const CaseBuilding& building, const ast::DayRange& days)
{
    check_order(building, days);
    return {days.first.date, days.last ? days.last->date : days.first.date, days.last.has_value()};
}

model::Period period_of(const ast::Day& day) { return {day.date, day.date, false}; }

model::Delivery delivery_of(const CaseBuilding& building, const ast::Delivered& delivered)
{
    model::Delivery delivery;
    delivery.quantity_qualifier = unit_of(building, delivered.amount);
    delivery.quantity           = decimal_of(delivered.amount.value);
    if (!delivered.rate) return delivery;
    delivery.rate_unit = language::code_of(rate_units, delivered.rate->each.text);
    delivery.period    = language::code_of(period_units, delivered.rate->period.text);
    delivery.periods   = decimal_of(delivered.rate->periods);
    return delivery;
}

bool is(ast::PartyState state, const ast::PartyItem& item) { return std::ranges::find(item.states, state) != item.states.end(); }

model::Party party_of(const CaseBuilding& building, const ast::PartyItem& item)
{
    check_npi(building, item.npi);
    model::Party party;
    party.role            = performing;
    party.is_organization = !is(ast::PartyState::person, item);
    party.id              = {"XX", text_of(item.npi)};
    if (item.specialty) check_code(building, CodeSystem::taxonomy, *item.specialty);
    if (item.specialty) party.provider = model::ProviderRole{"PE", text_of(*item.specialty)};
    return party;
}

model::ProviderFacts facts_of(const ast::PartyItem& item)
{
    model::ProviderFacts facts;
    facts.on_file           = is(ast::PartyState::not_on_file, item) ? model::Known::no : model::Known::yes;
    facts.in_network        = !is(ast::PartyState::out_of_network, item);
    facts.enrolled          = true;
    facts.role_fits         = true;
    facts.specialty_on_file = true;
    if (item.specialty) facts.taxonomies.push_back(item.specialty->text);
    return facts;
}

// What kind of code a field takes; none: any text.
std::optional<CodeSystem> system_of(CodeField field)
{
    switch (field) {
        case CodeField::procedure: return CodeSystem::procedure;
        case CodeField::revenue: return CodeSystem::revenue_code;
        case CodeField::modifier: return CodeSystem::modifier;
        case CodeField::service_type: return CodeSystem::service_type;
        case CodeField::place: return CodeSystem::place_of_service;
        case CodeField::bill_type: return CodeSystem::bill_type;
        case CodeField::principal:
        case CodeField::diagnosis: return CodeSystem::diagnosis;
        case CodeField::cause: return CodeSystem::cause;
        default: return std::nullopt;
    }
}

// The certification or the urgency of an event or of a line.
void put_word(const ast::WordItem& item, model::Review& review)
{
    if (item.field == ast::WordField::certification)
        review.certification_type = language::code_of(language::certification_words, item.word.text);
    else
        review.level_of_service = language::code_of(language::level_of_service_words, item.word.text);
}

void put_documents(const ast::NameList& list, std::vector<model::Attachment>& attachments)
{
    for (const ast::Name& type : list.names) attachments.emplace_back().report_type = text_of(type);
}

// What the items of `request` say, each put in its place.
struct EventWriter {
    const CaseBuilding&  building;
    model::PatientEvent& event;

    void operator()(const ast::CodeItem& item) const
    {
        check_code_of(building, item);
        const model::Text code = text_of(item.code);
        switch (item.field) {
            case CodeField::service_type: event.review.service_type = code; return;
            case CodeField::place: event.review.facility = {code, "B"}; return;
            case CodeField::bill_type: event.review.facility = {code, "A"}; return;
            case CodeField::principal: event.diagnoses.push_back({"ABK", code, {}}); return;
            case CodeField::diagnosis: event.diagnoses.push_back({"ABF", code, {}}); return;
            case CodeField::cause: return add_cause(item);
            case CodeField::refers_to: event.previous_certification = code; return;
            default: return;  // the grammar of a request has no other
        }
    }
    void operator()(const ast::MomentItem& item) const
    {
        const model::Moment at = moment_of(item.moment);
        if (item.kind == ast::MomentItem::Kind::received) {
            building.draft.received = at;
        } else {
            building.draft.admitted = at;
            event.admission_period  = period_of(item.moment.day);
        }
    }
    void operator()(const ast::DayItem& item) const
    {
        switch (item.kind) {
            case ast::DayItem::Kind::discharged: event.discharge_date = period_of(item.day); return;
            case ast::DayItem::Kind::onset: event.onset_date = period_of(item.day); return;
            case ast::DayItem::Kind::accident: event.accident_date = period_of(item.day); return;
        }
    }
    void operator()(const ast::WordItem& item) const
    {
        if (item.field == ast::WordField::requester)
            put_requester(item.word);
        else
            put_word(item, event.review);
    }
    void operator()(const ast::Delivered& delivered) const { event.delivery = delivery_of(building, delivered); }
    void operator()(const ast::PartyItem& item) const
    {
        event.providers.push_back(party_of(building, item));
        building.to.facts.event_providers.push_back(facts_of(item));
    }
    void operator()(const ast::NameList& documents) const { put_documents(documents, event.attachments); }
    void operator()(const ast::Undated&) const { building.draft.undated = true; }
    void operator()(const ast::DayRange& days) const { event.event_period = period_of(building, days); }

private:
    void add_cause(const ast::CodeItem& item) const
    {
        if (!event.review.related_causes) event.review.related_causes.emplace();
        auto&      causes = event.review.related_causes->causes;
        const auto free   = std::ranges::find(causes, model::Text{});
        if (free == causes.end()) return building.report(item.code, "a request has at most three causes");
        *free = text_of(item.code);
    }
    void put_requester(const ast::Name& who) const
    {
        model::Party& requester = building.to.request.requester;
        const bool    facility  = who.text == "facility" || who.text == "FA";
        if (facility)
            requester.role = "FA";
        else if (who.text != "primary-care") {
            check_code(building, CodeSystem::provider_role, who);
            requester.role = text_of(who);
        }
        requester.is_organization                          = facility;
        building.to.facts.member.requester_is_primary_care = !facility;
    }
};

struct LineWriter {
    const CaseBuilding& building;
    model::ServiceLine& line;
    model::LineFacts&   facts;

    void operator()(const ast::CodeItem& item) const
    {
        using Kind             = model::Service::Kind;
        const model::Text code = text_of(item.code);
        check_code_of(building, item);
        switch (item.field) {
            case CodeField::procedure:
                // A dental code begins with D.
                line.service.procedure           = code;
                line.service.procedure_qualifier = code.starts_with('D') ? "AD" : "HC";
                if (line.service.kind == Kind::none)
                    line.service.kind = code.starts_with('D') ? Kind::dental : Kind::professional;
                return;
            case CodeField::ndc:
            case CodeField::hiec:
                line.service.procedure           = code;
                line.service.procedure_qualifier = item.field == CodeField::ndc ? "N4" : "IV";
                line.service.kind                = Kind::professional;
                return;
            case CodeField::revenue:
                line.service.revenue_code = code;
                line.service.kind         = Kind::institutional;
                return;
            case CodeField::modifier: return add_modifier(item);
            case CodeField::service_type: review().service_type = code; return;
            case CodeField::place: review().facility = {code, "B"}; return;
            case CodeField::bill_type: review().facility = {code, "A"}; return;
            case CodeField::tooth: line.teeth.emplace_back().number = code; return;
            case CodeField::area: return add_area(item);
            case CodeField::description: line.service.description = code; return;
            case CodeField::refers_to:
                line.previous_certification  = code;
                facts.previous_certification = model::Known::yes;
                return;
            default: return;  // the grammar of a line has no other
        }
    }
    void operator()(const ast::WordItem& item) const { put_word(item, review()); }
    void operator()(const ast::Delivered& delivered) const
    {
        // Units of a service stand with the service; visits and days are delivered.
        if (delivered.rate || language::code_of(language::unit_words, delivered.amount.unit.text) != "FL") {
            line.delivery = delivery_of(building, delivered);
            return;
        }
        line.service.quantity      = decimal_of(delivered.amount.value);
        line.service.quantity_unit = "UN";
    }
    void operator()(const ast::PartyItem& item) const
    {
        line.providers.push_back(party_of(building, item));
        facts.providers.push_back(facts_of(item));
    }
    void operator()(const ast::NameList& documents) const { put_documents(documents, line.attachments); }
    void operator()(const ast::DayRange& days) const { line.service_period = period_of(building, days); }
    // The grammar of a line has none of these.
    void operator()(const ast::MomentItem&) const {}
    void operator()(const ast::DayItem&) const {}
    void operator()(const ast::Undated&) const {}

private:
    [[nodiscard]] model::Review& review() const
    {
        if (!line.review) line.review.emplace();
        return *line.review;
    }
    void add_modifier(const ast::CodeItem& item) const
    {
        const auto free = std::ranges::find(line.service.modifiers, model::Text{});
        if (free == line.service.modifiers.end()) return building.report(item.code, "a procedure has at most four modifiers");
        *free = text_of(item.code);
    }
    void add_area(const ast::CodeItem& item) const
    {
        const auto free = std::ranges::find(line.service.oral_cavity, model::Text{});
        if (free == line.service.oral_cavity.end()) return building.report(item.code, "a service has at most five areas");
        *free = text_of(item.code);
    }
};

}  // namespace

void check_code_of(const CaseBuilding& building, const ast::CodeItem& item)
{
    if (const auto system = system_of(item.field)) check_code(building, *system, item.code);
    const std::string& code = item.code.text;
    if (item.field == CodeField::tooth && !model::is_area(model::area_of_tooth(code)))
        building.report(item.code, fmt::format("there is no tooth `{}`", code), "teeth are 1 to 32 and A to T");
    if (item.field == CodeField::area && !model::is_area(code))
        building.report(item.code, fmt::format("there is no area `{}` of the oral cavity", code),
                        "quadrants are 10, 20, 30 and 40; a tooth is `tooth 3`");
}

void add_request(const CaseBuilding& building, const ast::CaseRequest& request)
{
    model::PatientEvent& event    = building.to.request.event;
    event.review.request_category = language::code_of(language::request_words, request.category.text);
    for (const ast::AskedItem& item : request.items) boost::apply_visitor(EventWriter{building, event}, item.get());
}

void add_line(const CaseBuilding& building, const ast::CaseLine& line)
{
    model::ServiceLine& to    = building.to.request.event.lines.emplace_back();
    model::LineFacts&   facts = building.to.facts.lines.emplace_back();
    to.number                 = static_cast<int>(building.to.request.event.lines.size());
    for (const ast::AskedItem& item : line.items) boost::apply_visitor(LineWriter{building, to, facts}, item.get());
}

// Facts::service_provider: of the event, else of a line, else the requester.
void settle_provider(const CaseBuilding& building)
{
    model::Facts& facts = building.to.facts;
    if (!facts.event_providers.empty()) {
        facts.service_provider = facts.event_providers.front();
        return;
    }
    const auto named = std::ranges::find_if(facts.lines, [](const auto& line) { return !line.providers.empty(); });
    if (named != facts.lines.end()) facts.service_provider = named->providers.front();
}

}  // namespace x278::policy
