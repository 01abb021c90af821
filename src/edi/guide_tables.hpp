// Compiles the guides of schemas/guides against the dictionary.
#pragma once

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "edi/dictionary.hpp"
#include "edi/guide.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace x278::edi {

// The lists written out in a cell, by what the cell says: "AR|HS|IN|SC". Addresses stay.
using WrittenLists = std::map<std::string, CodeList, std::less<>>;

// In order of schemas/guides/guides.csv. The guides point into `dictionary` and `written`.
[[nodiscard]] Result<std::vector<Guide>> read_guides(std::span<const EmbeddedFile> files,
                                                     const Dictionary&             dictionary,
                                                     WrittenLists&                 written);

}  // namespace x278::edi
