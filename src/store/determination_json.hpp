// A determination as JSON, for the record: read_determination(write_determination(x)) == x.
//
// Enumerators are kept by name, so that the enums may grow and be reordered; a name,
// once written, is never given another meaning.
#pragma once

#include "core/result.hpp"
#include "model/determination.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace x278::store {

// What a field at rest holds stays out of the text: a string not sent, a list of none.
[[nodiscard]] std::string write_determination(const model::Determination& determination);

// Errors: `corrupt`, naming the field but not what it holds.
[[nodiscard]] Result<model::Determination> read_determination(std::string_view text);

// Every outcome with the name it is kept under.
[[nodiscard]] std::span<const std::pair<model::Outcome, std::string_view>> outcome_names() noexcept;

// Throws std::logic_error for an outcome the table lacks.
[[nodiscard]] std::string_view outcome_name(model::Outcome outcome);

}  // namespace x278::store
