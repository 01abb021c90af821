// Which values of a received set may be repeated to its sender: schemas/answers/copied.csv.
#pragma once

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "edi/guide.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

namespace x278::edi {

class CopiedValues {
public:
    // From `schemas/answers/copied.csv`; errors name file, line and column.
    [[nodiscard]] static Result<CopiedValues> load(std::span<const EmbeddedFile> files);

    // Those compiled into the program; a broken file is a broken build, and throws.
    [[nodiscard]] static const CopiedValues& embedded();

    // Whether the value may be repeated: it stands where nothing about a person stands, and
    // it can be what it should be. A code too long to be one may be a name that slipped there.
    // `spec` null: what the element is was not looked up, and only a number is repeated.
    [[nodiscard]] bool allow(
        std::string_view segment_id, int element, int component, const Element* spec, std::string_view value) const noexcept;

private:
    struct Place {
        Tag          segment   = 0;
        std::uint8_t element   = 0;
        std::uint8_t component = 0;  // 0: all of them

        friend auto operator<=>(const Place&, const Place&) = default;
    };

    std::vector<Place> places_;  // in order
};

}  // namespace x278::edi
