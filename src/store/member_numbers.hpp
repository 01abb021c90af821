// Member numbers of which a part may be left out: "XXP900000001" with or without its prefix, with or without the suffix
// that says which person of the family it is. What may be left out is in the shapes of requirements.csv.
#pragma once

#include "store/reference_tables.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace x278::store {

// A folded identifier in the parts of its shape.
struct NumberParts {
    std::string              number;    // what stands outside brackets
    std::vector<std::string> optional;  // of each bracket what was sent; empty where it was left out
};

// Of the shape `[AAA]999999999`: `A` is any letter, `9` any digit, what is in brackets may be left out, the rest is as it
// stands. Nothing when the identifier has not that shape.
[[nodiscard]] std::optional<NumberParts> parts_of(std::string_view id, std::string_view shape);

// Whether brackets are closed, hold something, are not in one another, and leave something outside.
[[nodiscard]] bool is_shape(std::string_view shape);

// Indexes the members of payers whose shapes have brackets. To be called when all tables are read.
void index_numbers(ReferenceTables& tables);

}  // namespace x278::store
