// Small answers the response needs in more than one place: how values are written on the
// wire, and what of a determination is said beside it.
#pragma once

#include "edi/delimiters.hpp"
#include "model/determination.hpp"
#include "model/service_review.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

inline constexpr std::size_t message_chars_max = 264;  // MSG01
inline constexpr std::size_t name_chars_max    = 60;   // NM103, PER02
inline constexpr std::size_t attachments_max   = 10;   // PWK in one loop

[[nodiscard]] std::string wire_date(const std::chrono::year_month_day& date);  // CCYYMMDD
[[nodiscard]] std::string wire_time(int minute_of_day);                        // HHMM
[[nodiscard]] std::string wire_period(const model::Period& period);            // by its own format, D8 or RD8
[[nodiscard]] std::string wire_number(double value);                           // no trailing zeros

// TRN03 of a payer's own trace number: `9` and its id, ten characters. Source: guide-level note of TRN03.
[[nodiscard]] std::string trace_originator(std::string_view payer_id);

// PER04: a web address goes without its scheme, whose colon would end a component. Empty when
// what is left holds a separator still: half an address helps nobody.
[[nodiscard]] std::string_view wire_contact(const model::ContactPoint::Number& number, const Delimiters& delimiters) noexcept;

// Whom to ask, from the event or from the first line with this outcome; null when nobody is named.
[[nodiscard]] const model::ContactPoint* contact_of(const model::Determination& determination, model::Outcome outcome);

// The documents wanted anywhere in the determination.
[[nodiscard]] std::vector<std::string> wanted_documents(const model::Determination& determination);

// The separators to answer with: the sender's own, so that nothing echoed can hold one;
// the usual ones when the sender's would break our dates, numbers or ids.
[[nodiscard]] Delimiters reply_delimiters(const Delimiters& asked_with) noexcept;

}  // namespace x278::edi
