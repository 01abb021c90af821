// Who says what to whom in a 278: the guides a payer takes, and the one each is answered in.
//
// Source: the names of the guides, schemas/guides/guides.csv.
#pragma once

#include "edi/guide.hpp"
#include "model/service_review.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace x278::edi {

struct Dialogue {
    model::RequestKind kind;
    std::string_view   guide_id;  // of both; ST03 and GS08
    std::string_view   asks;      // the direction that comes in
    std::string_view   answers;   // the direction that goes out
};

// In order of model::RequestKind.
inline constexpr std::array<Dialogue, 3> dialogues{{
    {model::RequestKind::review, "005010X217", "request", "response"},
    {model::RequestKind::inquiry, "005010X215", "inquiry", "response"},
    {model::RequestKind::notification, "005010X216", "notification", "acknowledgment"},
}};

[[nodiscard]] constexpr const Dialogue& dialogue_of(model::RequestKind kind) noexcept
{
    return dialogues[static_cast<std::size_t>(kind)];
}

// Null for what a payer does not take: answers, acknowledgments, other transactions.
[[nodiscard]] inline const Dialogue* dialogue_begun_by(const Guide& guide) noexcept
{
    const auto found =
        std::ranges::find_if(dialogues, [&](const Dialogue& d) { return d.guide_id == guide.id && d.asks == guide.direction; });
    return found == dialogues.end() ? nullptr : &*found;
}

}  // namespace x278::edi
