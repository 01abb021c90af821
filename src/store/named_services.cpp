#include "store/named_services.hpp"

#include "model/areas.hpp"
#include "store/reference_tables.hpp"

#include <algorithm>
#include <iterator>

namespace x278::store {

namespace {

using model::Outcome;
using model::ServiceLine;
using model::ServiceReviewRequest;

template <class Level>
[[nodiscard]] std::string_view number_named(const Level& level)
{
    return level.previous_certification.empty() ? level.administrative_reference : level.previous_certification;
}

// Of a line its own service, of each tooth it names; all there is when `line` is null. Nothing without a number.
void add_named(std::vector<NamedServices>& services, std::string_view number, const ServiceLine* line)
{
    if (number.empty()) return;
    NamedServices named{.number = folded(number), .procedure = {}, .revenue_code = {}, .area = {}};
    if (line == nullptr) return services.push_back(std::move(named));
    named.procedure    = procedure_of(line->service);
    named.revenue_code = revenue_code_of(line->service);
    const auto areas   = model::areas_of(*line);
    for (const std::string& area : areas) services.emplace_back(named).area = area;
    if (areas.empty()) services.push_back(std::move(named));
}

[[nodiscard]] bool is_revision(const ServiceReviewRequest& request, const ServiceLine* line)
{
    const bool has_own = line != nullptr && line->review && !line->review->certification_type.empty();
    return (has_own ? *line->review : request.event.review).certification_type == "S";
}

}  // namespace

bool NamedServices::hold(const model::PastService& service) const
{
    return folded(service.certification) == number && (procedure.empty() || service.procedure == procedure)
           && (revenue_code.empty() || service.revenue_code == revenue_code)
           && (area.empty() || service.area.empty() || service.area == area);
}

std::string procedure_of(const model::Service& service)
{
    const std::string_view system = service.procedure_qualifier;
    return system.empty() || system == "HC" || system == "AD" ? folded(service.procedure) : std::string();
}

std::string revenue_code_of(const model::Service& service)
{
    std::string code(service.revenue_code);
    if (code.size() == 3) code.insert(code.begin(), '0');
    return code;
}

std::vector<NamedServices> services_cancelled(const ServiceReviewRequest& request, const model::Determination& determination)
{
    std::vector<NamedServices> services;
    const std::string_view     of_event = number_named(request.event);
    const bool                 whole    = determination.event.outcome == Outcome::cancelled;
    if (whole) add_named(services, of_event, nullptr);

    const auto& lines = request.event.lines;
    for (std::size_t i = 0; i < std::min(lines.size(), determination.lines.size()); ++i) {
        if (determination.lines[i].outcome != Outcome::cancelled) continue;
        const std::string_view of_line = number_named(lines[i]);
        add_named(services, of_line.empty() && !whole ? of_event : of_line, &lines[i]);
    }
    return services;
}

std::vector<NamedServices> services_revised(const ServiceReviewRequest& request, const model::Determination* determination)
{
    std::vector<NamedServices> services;
    const std::string_view     of_event = number_named(request.event);
    const auto&                lines    = request.event.lines;
    const auto                 holds    = [&](const model::LineDetermination& part) { return model::is_certified(part.outcome); };
    if (lines.empty() && is_revision(request, nullptr) && (determination == nullptr || holds(determination->event)))
        add_named(services, of_event, nullptr);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!is_revision(request, &lines[i])) continue;
        if (determination != nullptr && (i >= determination->lines.size() || !holds(determination->lines[i]))) continue;
        const std::string_view of_line = number_named(lines[i]);
        add_named(services, of_line.empty() ? of_event : of_line, &lines[i]);
    }
    return services;
}

}  // namespace x278::store
