// Where in the response each rejection of a determination is said, and how far down the
// response must therefore go.
//
// Source: 005010X217 response, AAA of each loop; schemas/answers/rejections.csv.
#pragma once

#include "edi/answers.hpp"
#include "edi/validator.hpp"
#include "model/determination.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace x278::edi {

// AAA in one loop; more are not said on the wire.
inline constexpr std::size_t rejections_per_loop_max = 9;

// The levels of the response from the top.
enum class Depth : std::uint8_t { payer, requester, subscriber, dependent, event, line };

class RejectionPlaces {
public:
    // Throws std::logic_error for a situation that schemas/answers/rejections.csv lacks.
    // Views both arguments.
    RejectionPlaces(const model::Determination& determination, const Answers& answers);

    [[nodiscard]] bool empty() const noexcept { return places_.empty(); }

    // The deepest level that holds one. Where the system itself cannot answer, or may not
    // be asked (2000A), nothing is returned below. Source: X12 RFI 2445.
    [[nodiscard]] Depth deepest() const noexcept;

    // What is said in this loop of the response, of this line and provider, at most
    // `rejections_per_loop_max`. 0 is what the loop has where it cannot repeat.
    [[nodiscard]] std::vector<const RejectionCode*> at(std::string_view loop, int line = 0, int provider = 0) const;

    // Whether anything is said of this line, or of a provider of it.
    [[nodiscard]] bool line_rejected(int line) const noexcept;

private:
    struct Place {
        const RejectionCode*    code;
        const model::Rejection* rejection;
    };
    std::vector<Place> places_;
};

// The issues of layer AAA as rejections: what the validator found that a 999 does not refuse.
// Warnings reject nothing. `guides` holds the catalogue the issues are of.
[[nodiscard]] std::vector<model::Rejection> rejections_of(const Validated& checked, const Guides& guides);

}  // namespace x278::edi
