// The acknowledgments that an input is owed by what was found in it, as they would be sent.
#pragma once

#include "app/input.hpp"
#include "core/clock.hpp"
#include "edi/guide.hpp"

#include <string>

namespace x278::cli {

// One segment a line; empty when none is owed.
struct AcknowledgmentTexts {
    std::string ta1;
    std::string acknowledgment;  // 999
};

// A TA1 where one is owed or asked for, and a 999 for every group, clean ones included. Everything that
// is known is taken. Control numbers count from 1 for each input.
[[nodiscard]] AcknowledgmentTexts acknowledgments_of(const app::Input& input, const edi::Guides& guides, const Clock& clock);

}  // namespace x278::cli
