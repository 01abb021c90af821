// Whether a condition holds for a line, and which facts were compared to tell.
#pragma once

#include "policy/line_view.hpp"
#include "policy/program.hpp"
#include "policy/truth.hpp"

#include <string>
#include <vector>

namespace x278::policy {

// The facts compared, for people. Never a name, an id, a birth date or a diagnosis.
using Because = std::vector<std::string>;

[[nodiscard]] Answer evaluate(const Group& group, const LineView& line, Because& because);

// How many of `limit`'s unit are asked for.
struct AskedQuantity {
    Answer known;      // yes, or unknown and for want of what
    double value = 0;  // if known
};
[[nodiscard]] AskedQuantity quantity_asked(const Limit& limit, const LineView& line);

// "29", "2.5"
[[nodiscard]] std::string number_text(double value);

}  // namespace x278::policy
