// A line for several teeth, or areas of the mouth, is a service to each of them.
#pragma once

#include "model/history.hpp"
#include "model/service_review.hpp"

#include <utility>
#include <vector>

namespace x278::model {

// The teeth a line names, else its areas of the oral cavity. Source: 005010X217 2000F TOO02, SV304.
[[nodiscard]] inline std::vector<Text> areas_of(const ServiceLine& line)
{
    std::vector<Text> areas;
    for (const Tooth& tooth : line.teeth)
        if (!tooth.number.empty()) areas.push_back(tooth.number);
    if (!areas.empty()) return areas;
    for (const Text area : line.service.oral_cavity)
        if (!area.empty()) areas.push_back(area);
    return areas;
}

// What is certified of a line, once for each of `areas`; a quantity that was certified for all of them is divided.
[[nodiscard]] inline std::vector<PastService> in_each_area(PastService whole, const std::vector<Text>& areas, bool is_divided)
{
    if (areas.empty()) return {std::move(whole)};
    if (is_divided) whole.quantity /= static_cast<double>(areas.size());
    std::vector<PastService> services(areas.size(), whole);
    for (std::size_t i = 0; i < areas.size(); ++i) services[i].area = areas[i];
    return services;
}

}  // namespace x278::model
