// Single values of a 278 in words: codes by their names, dates, counts, people, places.
#pragma once

#include "edi/guide.hpp"
#include "model/service_review.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace x278::cli {

// Codes by the names schemas/codes has for them.
class Names {
public:
    explicit Names(const edi::Guides& guides) noexcept : guides_(&guides) {}

    [[nodiscard]] const edi::Guides& guides() const noexcept { return *guides_; }

    // "Physical Therapy [PT]"; the code alone when it has no name, nothing for no code.
    [[nodiscard]] std::string operator()(std::string_view data_element, std::string_view code) const;

    // "29 visits", "1 unit": a number and the unit that `code` names.
    [[nodiscard]] std::string counted(std::string_view number, std::string_view data_element, std::string_view code) const;

    // "week": the unit that `code` names, one of them.
    [[nodiscard]] std::string one(std::string_view data_element, std::string_view code) const;

private:
    [[nodiscard]] std::string_view name_of(std::string_view data_element, std::string_view code) const;

    const edi::Guides* guides_;
};

// The parts that are not empty, with `separator` between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view separator = ", ");

// `before` and the text; nothing for no text.
[[nodiscard]] std::string prefixed(std::string_view before, std::string_view text);

[[nodiscard]] std::string date_words(const std::optional<model::Date>& date);        // "2026-09-01"; nothing for none
[[nodiscard]] std::string period_words(const std::optional<model::Period>& period);  // "2026-09-01 to 2026-11-30"
[[nodiscard]] std::string time_words(std::string_view hhmm);                         // "13:15"

// "41 years old on 2026-09-01"; months below two years, nothing for somebody not yet born.
[[nodiscard]] std::string age_words(model::Date born, model::Date on);

// "20 visits", "3 visits a week for 4 weeks", "40 visits over 60 days, Monday through Friday [A]".
[[nodiscard]] std::string delivery_words(const Names& names, const model::Delivery& delivery);

// "Office [11]", by the list that the qualifier names.
[[nodiscard]] std::string facility_words(const Names& names, const model::FacilityType& facility);
// "Place of service", "Bill type".
[[nodiscard]] std::string_view facility_label(const model::FacilityType& facility) noexcept;

[[nodiscard]] std::string name_words(const model::Party& party);                              // "ANA RIVERA"
[[nodiscard]] std::string identifier_words(const Names& names, const model::Identifier& id);  // "NPI [XX] 1234567893"
[[nodiscard]] std::string reference_words(const Names& names, const model::Reference& reference);
[[nodiscard]] std::string address_words(const model::Address& address);
[[nodiscard]] std::string contact_words(const Names& names, const model::Contact& contact);
[[nodiscard]] std::string provider_words(const Names& names, const model::ProviderRole& provider);

// Name, ids, role, contact and address in one text.
[[nodiscard]] std::string party_words(const Names& names, const model::Party& party);

[[nodiscard]] std::string attachment_words(const Names& names, const model::Attachment& attachment);
[[nodiscard]] std::string trace_words(const model::Trace& trace);

}  // namespace x278::cli
