#include "model/areas.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

namespace x278::model {

namespace {

// A bit each, in the order of `quadrants`.
constexpr std::uint8_t upper_right = 1, upper_left = 2, lower_left = 4, lower_right = 8;
constexpr std::uint8_t upper = upper_right | upper_left, lower = lower_left | lower_right;

struct Area {
    std::string_view code;
    std::uint8_t     quadrants;
};

// Source: code source 135 of X12, areas of the oral cavity (ISO 3950).
constexpr std::array areas{
    Area{"00", upper | lower},             // all of it
    Area{"01", upper},                     // maxilla
    Area{"02", lower},                     // mandible
    Area{"03", upper_right},               // upper right sextant
    Area{"04", upper},                     // upper anterior sextant
    Area{"05", upper_left},                // upper left sextant
    Area{"06", lower_left},                // lower left sextant
    Area{"07", lower},                     // lower anterior sextant
    Area{"08", lower_right},               // lower right sextant
    Area{"09", 0},                         // another area
    Area{"10", upper_right},               // upper right quadrant
    Area{"20", upper_left},                // upper left quadrant
    Area{"30", lower_left},                // lower left quadrant
    Area{"40", lower_right},               // lower right quadrant
    Area{"L", upper_left | lower_left},    // left
    Area{"R", upper_right | lower_right},  // right
};

// Permanent teeth are 1 to 32 and primary ones A to T, from the upper right round to the lower right; a supernumerary tooth
// is the one beside it and 50, or S behind its letter. Source: code source 135 of X12, Universal Tooth Designation.
constexpr int              teeth_of_quadrant = 8, permanent_teeth = 32, supernumerary = 50;
constexpr std::string_view primary_teeth             = "ABCDEFGHIJKLMNOPQRST";
constexpr std::size_t      primary_teeth_of_quadrant = 5;

std::optional<std::size_t> quadrant_of_tooth(std::string_view tooth)
{
    int number              = 0;
    const auto [end, error] = std::from_chars(tooth.data(), tooth.data() + tooth.size(), number);
    if (error == std::errc{} && end == tooth.data() + tooth.size()) {
        if (number > supernumerary) number -= supernumerary;
        if (number < 1 || number > permanent_teeth) return std::nullopt;
        return static_cast<std::size_t>((number - 1) / teeth_of_quadrant);
    }
    const bool is_letter = tooth.size() == 1 || (tooth.size() == 2 && tooth[1] == 'S');
    const auto letter    = is_letter ? primary_teeth.find(tooth[0]) : std::string_view::npos;
    if (letter == std::string_view::npos) return std::nullopt;
    return letter / primary_teeth_of_quadrant;
}

}  // namespace

std::string area_of_tooth(std::string_view tooth)
{
    while (tooth.size() > 1 && tooth.front() == '0') tooth.remove_prefix(1);
    std::string area = "#";
    for (const char c : tooth) area.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    return area;
}

std::vector<std::string> areas_of(const ServiceLine& line)
{
    std::vector<std::string> areas;
    for (const Tooth& tooth : line.teeth)
        if (!tooth.number.empty()) areas.push_back(area_of_tooth(tooth.number));
    if (!areas.empty()) return areas;
    for (const Text area : line.service.oral_cavity)
        if (!area.empty()) areas.emplace_back(area);
    return areas;
}

bool is_area(std::string_view area)
{
    return area.starts_with('#') ? quadrants_of(area) != 0 : std::ranges::find(areas, area, &Area::code) != areas.end();
}

std::uint8_t quadrants_of(std::string_view area)
{
    if (area.starts_with('#')) {
        const auto quadrant = quadrant_of_tooth(area.substr(1));
        return quadrant ? static_cast<std::uint8_t>(1U << *quadrant) : std::uint8_t{0};
    }
    const auto known = std::ranges::find(areas, area, &Area::code);
    return known == areas.end() ? std::uint8_t{0} : known->quadrants;
}

std::vector<PastService> in_each_area(PastService whole, const std::vector<std::string>& areas, bool is_divided)
{
    if (areas.empty()) return {std::move(whole)};
    if (is_divided) whole.quantity /= static_cast<double>(areas.size());
    std::vector<PastService> services(areas.size(), whole);
    for (std::size_t i = 0; i < areas.size(); ++i) services[i].area = areas[i];
    return services;
}

}  // namespace x278::model
