#include "edi/rejection_places.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace x278::edi {

namespace {

// Which level each loop that may hold an AAA belongs to.
constexpr std::array<std::pair<std::string_view, Depth>, 10> depths{{
    {"2000A", Depth::payer},
    {"2010A", Depth::payer},
    {"2010B", Depth::requester},
    {"2010C", Depth::subscriber},
    {"2010D", Depth::dependent},
    {"2000E", Depth::event},
    {"2010EA", Depth::event},
    {"2010EC", Depth::event},
    {"2000F", Depth::line},
    {"2010FA", Depth::line},
}};

Depth depth_of(std::string_view loop) noexcept
{
    const auto* found = std::ranges::find(depths, loop, &std::pair<std::string_view, Depth>::first);
    return found == depths.end() ? Depth::payer : found->second;
}

}  // namespace

RejectionPlaces::RejectionPlaces(const model::Determination& determination, const Answers& answers)
{
    for (const model::Rejection& rejection : determination.rejections) {
        const RejectionCode* code = answers.rejection(rejection.situation);
        if (code == nullptr) throw std::logic_error("no row for `" + rejection.situation + "` in schemas/answers/rejections.csv");
        places_.push_back({code, &rejection});
    }
}

Depth RejectionPlaces::deepest() const noexcept
{
    Depth deepest = Depth::payer;
    for (const Place& place : places_) {
        if (place.code->loop == "2000A") return Depth::payer;
        deepest = std::max(deepest, depth_of(place.code->loop));
    }
    return deepest;
}

std::vector<const RejectionCode*> RejectionPlaces::at(std::string_view loop, int line, int provider) const
{
    std::vector<const RejectionCode*> found;
    for (const Place& place : places_) {
        if (place.code->loop != loop || place.rejection->line != line || place.rejection->provider != provider) continue;
        if (found.size() < rejections_per_loop_max) found.push_back(place.code);
    }
    return found;
}

bool RejectionPlaces::line_rejected(int line) const noexcept
{
    return std::ranges::any_of(
        places_, [&](const Place& place) { return depth_of(place.code->loop) == Depth::line && place.rejection->line == line; });
}

std::vector<model::Rejection> rejections_of(const Validated& checked, const Guides& guides)
{
    std::vector<model::Rejection> rejections;
    for (const Issue& issue : checked.issues()) {
        const IssueKind* kind = guides.issue_kind(issue.id);
        if (kind == nullptr || kind->layer != "AAA" || issue.severity != Severity::error) continue;
        // Only below the event do parties repeat: its providers, its places, the providers of a line.
        const std::string& loop    = issue.where.loop_id;
        const bool         repeats = loop.starts_with("2010E") || loop.starts_with("2010F");
        model::Rejection   rejection{kind->code, issue.where.line, repeats ? issue.where.party : 0};
        if (std::ranges::find(rejections, rejection) == rejections.end()) rejections.push_back(std::move(rejection));
    }
    return rejections;
}

}  // namespace x278::edi
