// Teeth and areas of the oral cavity. A line for several of them is a service to each.
#pragma once

#include "model/history.hpp"
#include "model/service_review.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace x278::model {

// The quadrants of the mouth, as SV304 has them: upper right, upper left, lower left, lower right.
inline constexpr std::array<std::string_view, 4> quadrants{"10", "20", "30", "40"};

// An area as it is kept: a code of SV304, or `#` and a tooth; tooth 10 (#10) does not lie in area 10.
[[nodiscard]] std::string area_of_tooth(std::string_view tooth);

// The teeth a line names, else its areas of the oral cavity. Source: 005010X217 2000F TOO02, SV304.
[[nodiscard]] std::vector<std::string> areas_of(const ServiceLine& line);

// Whether there is such an area, or such a tooth.
[[nodiscard]] bool is_area(std::string_view area);

// In which quadrants an area lies: bit i for quadrants[i]; 0 if nobody can tell.
[[nodiscard]] std::uint8_t quadrants_of(std::string_view area);

// What is certified of a line, once for each of `areas`; a quantity that was certified for all of them is divided.
[[nodiscard]] std::vector<PastService> in_each_area(PastService whole, const std::vector<std::string>& areas, bool is_divided);

}  // namespace x278::model
