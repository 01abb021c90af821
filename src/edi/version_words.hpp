// Which version a guide id looks like, and which ones are taken, in words: for whoever sends
// something else than we run and wants to know what to send instead.
#pragma once

#include "edi/guide.hpp"

#include <string>
#include <string_view>

namespace x278::edi {

// "004010X094A1, 278 health care services review of version 4010", "005010X217E1, which is sent as
// 005010X217", "a guide of version 6020"; "no guide of X12" for what has not the form of one. Never
// repeats what has not.
[[nodiscard]] std::string version_words(const Guides& guides, std::string_view guide_id);

// "005010X215, 005010X216 or 005010X217" for functional id "HI".
[[nodiscard]] std::string taken_words(const Guides& guides, std::string_view functional_id);

// "version 4010" for an ISA12 of "00401"; empty for what is no version of interchanges.
[[nodiscard]] std::string control_version_words(std::string_view isa12);

}  // namespace x278::edi
