#include "cli/value_words.hpp"

#include "core/day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace x278::cli {

using namespace model;

namespace {

std::string lower(std::string_view text)
{
    std::string low(text);
    std::ranges::transform(low, low.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return low;
}

bool all_digits(std::string_view text) noexcept
{
    return std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string phone_words(const CommunicationNumber& number)
{
    const Text n = number.number;
    if (number.qualifier == "EM" || number.qualifier == "UR" || n.size() != 10 || !all_digits(n)) return std::string(n);
    return fmt::format("{}-{}-{}", n.substr(0, 3), n.substr(3, 3), n.substr(6));
}

}  // namespace

// Names end in "(ext 237)" where another list rules the value; that is for analysts.
std::string_view Names::name_of(std::string_view data_element, std::string_view code) const
{
    const auto name = guides_->name_of(data_element, code);
    return name.substr(0, name.find(" (ext "));
}

std::string Names::operator()(std::string_view data_element, std::string_view code) const
{
    const auto name = name_of(data_element, code);
    return name == code ? std::string(code) : fmt::format("{} [{}]", name, code);
}

std::string Names::one(std::string_view data_element, std::string_view code) const
{
    const auto name = name_of(data_element, code);
    if (name == code) return std::string(code);
    std::string unit = lower(name);
    if (unit.ends_with('s')) unit.pop_back();
    return unit;
}

std::string Names::counted(std::string_view number, std::string_view data_element, std::string_view code) const
{
    if (number.empty()) return {};
    if (code.empty()) return std::string(number);
    std::string unit = one(data_element, code);
    if (number != "1" && unit != code) unit += 's';
    return fmt::format("{} {}", number, unit);
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator)
{
    std::string text;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += separator;
        text += part;
    }
    return text;
}

std::string prefixed(std::string_view before, std::string_view text)
{
    return text.empty() ? std::string() : fmt::format("{} {}", before, text);
}

std::string date_words(const std::optional<Date>& date) { return date ? day_text(*date) : std::string(); }

std::string period_words(const std::optional<Period>& period)
{
    if (!period) return {};
    return period->first == period->last ? day_text(period->first)
                                         : fmt::format("{} to {}", day_text(period->first), day_text(period->last));
}

std::string time_words(std::string_view hhmm)
{
    return hhmm.size() < 4 ? std::string(hhmm) : fmt::format("{}:{}", hhmm.substr(0, 2), hhmm.substr(2, 2));
}

std::string age_words(Date born, Date on)
{
    auto months = (on.year() / on.month() - born.year() / born.month()).count();
    if (on.day() < born.day()) --months;
    if (months < 0) return {};
    const std::string age = months == 1   ? "1 month"
                            : months < 24 ? fmt::format("{} months", months)
                                          : fmt::format("{} years", months / 12);
    return fmt::format("{} old on {}", age, day_text(on));
}

// HSD04 counts the units of HSD03 between two deliveries: `1*DA*3` is one every three days.
std::string delivery_words(const Names& names, const Delivery& delivery)
{
    std::string words =
        delivery.quantity ? names.counted(delivery.quantity->text, "673", delivery.quantity_qualifier) : std::string();
    const bool often = !delivery.rate_unit.empty();
    if (often) {
        const bool every = delivery.rate && delivery.rate->value != 1;
        words += every ? " every " + names.counted(delivery.rate->text, "355", delivery.rate_unit)
                       : " a " + names.one("355", delivery.rate_unit);
    }
    const std::string period = delivery.periods          ? names.counted(delivery.periods->text, "615", delivery.period)
                               : delivery.period.empty() ? ""
                                                         : "a " + names.one("615", delivery.period);
    if (!period.empty()) words += fmt::format("{}{} {}", words.empty() ? "" : " ", often ? "for" : "over", period);
    return joined({words, names("678", delivery.pattern), names("679", delivery.time)});
}

std::string facility_words(const Names& names, const FacilityType& facility)
{
    return names(facility.qualifier == "A" ? "ext236" : "ext237", facility.code);
}

std::string_view facility_label(const FacilityType& facility) noexcept
{
    return facility.qualifier == "A" ? "Bill type" : "Place of service";
}

std::string name_words(const Party& party)
{
    return joined({std::string(party.prefix), std::string(party.first_name), std::string(party.middle_name),
                   std::string(party.name), std::string(party.suffix)},
                  " ");
}

std::string identifier_words(const Names& names, const Identifier& id)
{
    return id.value.empty() ? std::string() : joined({names("66", id.qualifier), std::string(id.value)}, " ");
}

std::string reference_words(const Names& names, const Reference& reference)
{
    return joined({joined({names("128", reference.qualifier), std::string(reference.value)}, " "), std::string(reference.state)});
}

std::string address_words(const Address& address)
{
    const std::string place =
        joined({std::string(address.city), std::string(address.state), std::string(address.postal_code)}, " ");
    return joined({std::string(address.line), std::string(address.second_line), place, std::string(address.subdivision),
                   std::string(address.country)});
}

std::string contact_words(const Names& names, const Contact& contact)
{
    std::vector<std::string> parts{std::string(contact.name)};
    for (const CommunicationNumber& number : contact.numbers)
        if (!number.qualifier.empty()) parts.push_back(fmt::format("{} {}", names("365", number.qualifier), phone_words(number)));
    return joined(parts);
}

std::string provider_words(const Names& names, const ProviderRole& provider)
{
    return joined({names("1221", provider.role), prefixed("taxonomy", provider.taxonomy)});
}

std::string party_words(const Names& names, const Party& party)
{
    std::vector<std::string> parts{joined({name_words(party), identifier_words(names, party.id)})};
    for (const Reference& reference : party.references) parts.push_back(reference_words(names, reference));
    if (party.provider) parts.push_back(provider_words(names, *party.provider));
    if (party.contact) parts.push_back(contact_words(names, *party.contact));
    if (party.address) parts.push_back(address_words(*party.address));
    return joined(parts, "; ");
}

std::string attachment_words(const Names& names, const Attachment& attachment)
{
    return joined({names("755", attachment.report_type), names("756", attachment.transmission),
                   prefixed("number", attachment.control_number), std::string(attachment.description)});
}

std::string trace_words(const Trace& trace)
{
    return joined({std::string(trace.number), prefixed("of", trace.originator), std::string(trace.detail)});
}

}  // namespace x278::cli
