// Whether two spellings may be one person's name: a request is typed by hand, and the file too.
#pragma once

#include <string>
#include <string_view>

namespace x278::store {

// A name as it is compared: upper case, without blanks and punctuation.
[[nodiscard]] std::string folded_name(std::string_view name);

// Case, punctuation, blanks and a suffix (JR, III) do not count, and one part of a double name
// is enough: SMITH-JONES is SMITH, and JONES.
[[nodiscard]] bool same_last_name(std::string_view one, std::string_view other);

// The same, or one begins with the other: an initial, a short form.
[[nodiscard]] bool same_first_name(std::string_view one, std::string_view other);

}  // namespace x278::store
