// Days as text, "2024-05-14": in plans and reference data, in the store, in messages and letters.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace x278 {

// Of a day that is in no calendar its numbers, whatever they are.
[[nodiscard]] std::string day_text(std::chrono::year_month_day day);

// Nothing, if `text` is more or less than CCYY-MM-DD, or a day that is in no calendar.
[[nodiscard]] std::optional<std::chrono::year_month_day> day_from(std::string_view text);

}  // namespace x278
