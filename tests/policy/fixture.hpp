// Requests, facts and plans for the tests of the policy room, written in a few words.
#pragma once

#include "policy/engine.hpp"
#include "policy/plan.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace x278::policy::tests {

using namespace std::chrono_literals;
using model::Date;
using model::Outcome;

inline constexpr std::string_view good_npi = "1234567893";

[[nodiscard]] inline model::Decimal decimal(double value) { return {"", value}; }

// A request with one event; lines are added to it. All literals live as long as the program.
struct RequestBuilder {
    model::ServiceReviewRequest request;

    explicit RequestBuilder(std::string_view payer = "00700")
    {
        request.purpose                                = "13";
        request.utilization_management_organization.id = {"PI", payer};
        request.requester.role                         = "1P";
        request.requester.id                           = {"XX", good_npi};
        request.subscriber.id                          = {"MI", "XXP900000001"};
        request.subscriber.birth_date                  = Date(1980y / 2 / 1);
        request.event.review.request_category          = "HS";
        request.event.review.certification_type        = "I";
    }

    RequestBuilder& category(std::string_view um01) { return request.event.review.request_category = um01, *this; }
    // Whatever is not initial goes back to a certification.
    RequestBuilder& certification(std::string_view um02)
    {
        request.event.review.certification_type = um02;
        request.event.previous_certification    = um02 == "I" ? "" : "PA26010100001";
        return *this;
    }
    RequestBuilder& service_type(std::string_view um03) { return request.event.review.service_type = um03, *this; }
    RequestBuilder& place(std::string_view code, std::string_view qualifier = "B")
    {
        return request.event.review.facility = {code, qualifier}, *this;
    }
    RequestBuilder& level(std::string_view um06) { return request.event.review.level_of_service = um06, *this; }
    RequestBuilder& diagnosis(std::string_view code, std::string_view qualifier = "ABK")
    {
        return request.event.diagnoses.push_back({qualifier, code, {}}), *this;
    }
    RequestBuilder& delivery(double quantity, std::string_view unit = "VS")
    {
        return request.event.delivery = delivered(quantity, unit), *this;
    }
    RequestBuilder& dates(Date first, Date last)
    {
        return request.event.event_period = model::Period{first, last, first != last}, *this;
    }
    RequestBuilder& admitted(Date on) { return request.event.admission_period = model::Period{on, on, false}, *this; }
    RequestBuilder& born(Date on) { return request.subscriber.birth_date = on, *this; }

    // A line SV1*HC:`procedure`; the modifiers of the line follow.
    RequestBuilder& line(std::string_view procedure, std::string_view qualifier = "HC")
    {
        model::ServiceLine line;
        line.number                      = static_cast<int>(request.event.lines.size()) + 1;
        line.service.kind                = qualifier == "AD" ? model::Service::Kind::dental : model::Service::Kind::professional;
        line.service.procedure_qualifier = qualifier;
        line.service.procedure           = procedure;
        request.event.lines.push_back(std::move(line));
        return *this;
    }
    RequestBuilder& revenue(std::string_view code)
    {
        line("", "");
        last().service.kind         = model::Service::Kind::institutional;
        last().service.revenue_code = code;
        return *this;
    }
    RequestBuilder& visits(double quantity, std::string_view unit = "VS")
    {
        return last().delivery = delivered(quantity, unit), *this;
    }
    RequestBuilder& units(double quantity, std::string_view unit = "UN")
    {
        last().service.quantity      = decimal(quantity);
        last().service.quantity_unit = unit;
        return *this;
    }
    RequestBuilder& line_service_type(std::string_view um03) { return review().service_type = um03, *this; }
    RequestBuilder& line_place(std::string_view code) { return review().facility = {code, "B"}, *this; }
    RequestBuilder& line_dates(Date first, Date last_day)
    {
        return last().service_period = model::Period{first, last_day, first != last_day}, *this;
    }
    RequestBuilder& modifier(std::string_view code) { return last().service.modifiers[0] = code, *this; }

    [[nodiscard]] model::ServiceLine& last() { return request.event.lines.back(); }

private:
    [[nodiscard]] static model::Delivery delivered(double quantity, std::string_view unit)
    {
        model::Delivery delivery;
        delivery.quantity_qualifier = unit;
        delivery.quantity           = decimal(quantity);
        return delivery;
    }
    [[nodiscard]] model::Review& review()
    {
        if (!last().review) last().review.emplace();
        return *last().review;
    }
};

// A member on file, eligible, with this product; everything else as reference data has it.
[[nodiscard]] inline model::Facts facts_of(std::optional<std::string> product, std::optional<bool> in_network = true)
{
    model::Facts facts;
    facts.received_at                 = std::chrono::sys_days(2024y / 5 / 1) + 14h + 31min;  // 10:31 in Boston
    facts.member.on_file              = model::Known::yes;
    facts.member.birth_date_matches   = true;
    facts.member.eligible             = true;
    facts.member.product              = std::move(product);
    facts.member.account              = "ACCOUNT-1";
    facts.requester.on_file           = model::Known::yes;
    facts.service_provider.on_file    = model::Known::yes;
    facts.service_provider.in_network = in_network;
    return facts;
}

inline constexpr std::string_view test_payer = R"(payer TEST "Test Plan"
  identified by PI 00700
  time zone America/New_York
  products commercial = HMO, POS
           other = PPO
  the engine may deny administratively
  when no rule speaks contact intake

contact intake "INTAKE" telephone 8005550100
contact vendor "VENDOR" telephone 8005550133 extension 12
)";

[[nodiscard]] inline std::vector<PlanFile> test_files(std::string_view rules, std::vector<PlanFile> more = {})
{
    more.push_back({"plans/test/payer.rules", std::string(test_payer)});
    more.push_back({"plans/test/a.rules", std::string(rules)});
    return more;
}

// A table `codes/NAME.csv` of CPT codes.
[[nodiscard]] inline PlanFile cpt_table(std::string_view name, std::initializer_list<std::string_view> codes)
{
    std::string text = "code,system,from,to,tag,source\n";
    for (const auto code : codes) text += std::string(code) + ",CPT,,,,TEST\n";
    return {"plans/test/codes/" + std::string(name) + ".csv", std::move(text)};
}

[[nodiscard]] inline Plans compiled(const std::vector<PlanFile>& files)
{
    auto plans = Plans::compile(files);
    if (!plans) {
        for (const PlanError& error : plans.error()) MESSAGE(error.message);
        REQUIRE_MESSAGE(plans.has_value(), "the plan does not compile");
    }
    return std::move(*plans);
}

[[nodiscard]] inline Plans test_plans(std::string_view rules, std::vector<PlanFile> more = {})
{
    return compiled(test_files(rules, std::move(more)));
}

// The plans the product ships.
[[nodiscard]] inline const Plans& shipped_plans()
{
    static const Plans plans = compiled(embedded_plan_files());
    return plans;
}

[[nodiscard]] inline std::string_view name_of(Outcome outcome)
{
    switch (outcome) {
        case Outcome::not_required: return "not required";
        case Outcome::notice_accepted: return "notice accepted";
        case Outcome::approved: return "approved";
        case Outcome::modified: return "modified";
        case Outcome::partly_approved: return "partly approved";
        case Outcome::pended: return "pended";
        case Outcome::contact_payer: return "contact payer";
        case Outcome::denied_administratively: return "denied";
        case Outcome::cancelled: return "cancelled";
    }
    return "?";
}

// What records hold of an ordinary member: the primary care provider asks, a therapy group treats, nothing came before.
[[nodiscard]] inline model::Facts with_records(model::Facts facts)
{
    facts.member.requester_is_primary_care = true;
    facts.referrals_known                  = model::Known::yes;
    facts.service_provider.taxonomies      = {"261QP2000X"};
    facts.history.authorized_known         = true;
    facts.history.used_known               = true;
    facts.history.stays_known              = true;
    return facts;
}

// A rule of one condition and one outcome.
[[nodiscard]] inline std::string rule(
    std::string_view id, std::string_view stage, std::string_view scope, std::string_view when, std::string_view outcome)
{
    std::string text = "rule " + std::string(id) + " \"title of " + std::string(id) + "\"\n  stage " + std::string(stage)
                       + "\n  for " + std::string(scope) + "\n";
    if (!when.empty()) text += "  when " + std::string(when) + "\n";
    return text + "  " + std::string(outcome) + "\n  source S\n";
}

// "modified because 04 by TH-06-PT": the answer and its reason in one line.
[[nodiscard]] inline std::string summary(const model::LineDetermination& determination)
{
    std::string text(name_of(determination.outcome));
    for (const auto& reason : determination.reasons)
        if (!reason.code.empty()) text += " because " + reason.code;
    if (determination.quantity)
        text += " " + std::to_string(static_cast<int>(determination.quantity->value)) + determination.quantity->unit;
    if (!determination.queue.empty()) text += " to " + determination.queue;
    text += determination.decided_by.empty() ? " by nobody" : " by " + determination.decided_by.words();
    return text;
}

}  // namespace x278::policy::tests
