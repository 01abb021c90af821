// Requests and facts of every kind, made by chance and the same in every run.
#pragma once

#include "fixture.hpp"

#include <optional>
#include <random>
#include <string_view>

namespace x278::policy::tests {

template <class Values>
[[nodiscard]] auto pick(std::mt19937& random, const Values& values)
{
    return values[std::uniform_int_distribution<std::size_t>(0, std::size(values) - 1)(random)];
}

// Any request a provider might send, with anything missing.
inline RequestBuilder any_request(std::mt19937& random)
{
    static constexpr std::string_view payers[]{"00700", "04298", "00751"};
    static constexpr std::string_view categories[]{"AR", "HS", "SC", "IN"};
    static constexpr std::string_view certifications[]{"I", "R", "S", "4", "3", "N"};
    static constexpr std::string_view service_types[]{"", "PT", "AD", "AF", "62", "42", "RT", "BB", "40", "NI", "1"};
    static constexpr std::string_view places[]{"", "11", "12", "21", "22", "23", "24"};
    static constexpr std::string_view procedures[]{"",      "97110", "97165", "92507", "72148", "70450", "G0299",
                                                   "27447", "41899", "D7240", "81162", "E0601", "95810", "98941",
                                                   "90837", "99213", "77385", "D9110", "D0099", "J9271", "A0428"};
    static constexpr std::string_view units[]{"VS", "DY", "FL"};

    RequestBuilder builder(pick(random, payers));
    builder.category(pick(random, categories))
        .certification(pick(random, certifications))
        .service_type(pick(random, service_types));
    builder.place(pick(random, places), random() % 4 == 0 ? "A" : "B");
    if (random() % 3 == 0) builder.diagnosis("C509");
    if (random() % 2 == 0) builder.dates(2024y / 5 / 6, 2024y / 6 / 6);
    for (auto lines = random() % 4; lines > 0; --lines) {
        const auto procedure = pick(random, procedures);
        if (random() % 6 == 0)
            builder.revenue("0420");
        else
            builder.line(procedure, procedure.starts_with("D") ? "AD" : "HC");
        if (random() % 3 != 0) builder.visits(static_cast<double>(random() % 45), pick(random, units));
    }
    return builder;
}

inline model::Facts any_facts(std::mt19937& random)
{
    static constexpr std::string_view products[]{
        "HMO",       "POS", "EPO",   "PPO",   "Indemnity", "Medicare-HMO-Blue", "Medicare-PPO-Blue",
        "FEP-Basic", "FEP", "Medex", "Other", ""};
    const auto product = pick(random, products);
    auto       facts   = facts_of(product.empty() ? std::nullopt : std::optional<std::string>(product));
    if (random() % 3 == 0) facts.service_provider.in_network.reset();
    if (random() % 3 == 0) facts.service_provider.in_network = false;
    if (random() % 3 == 0) facts.member.account.reset();
    if (random() % 2 == 0) facts.requester.fax_back = random() % 2 == 0;

    model::History& history  = facts.history;
    history.options_known    = random() % 2 == 0;
    history.events_known     = random() % 2 == 0;
    history.stays_known      = random() % 2 == 0;
    history.used_known       = random() % 2 == 0;
    history.authorized_known = random() % 2 == 0;
    if (random() % 4 == 0) history.options.push_back({"employee-account", "yes"});
    if (random() % 4 == 0) history.events.push_back({"case-management", {2024y / 1 / 1, std::nullopt}, std::nullopt});
    if (random() % 4 == 0) history.criteria.push_back({"72148", random() % 2 == 0, ""});
    return facts;
}

}  // namespace x278::policy::tests
