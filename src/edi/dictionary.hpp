// The part of X12 that all guides share: data elements, segments, composites,
// transaction sets and code lists. Read from schemas/x12 and schemas/codes.
//
// Guides copy their elements from here and narrow them. Addresses of code lists stay
// the same when a dictionary is moved.
#pragma once

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "edi/guide.hpp"

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

// When a code may be used, CCYYMMDD, both days included; empty: since ever, for ever.
struct CodePeriod {
    std::string from;
    std::string to;
};

// A file of schemas/codes.
struct CodeFile {
    std::vector<CodeName>                        names;  // in order of code
    CodeList                                     all;    // in order of the file
    std::map<std::string, CodeList, std::less<>> lists;  // the named parts of it

    std::map<std::string, CodePeriod, std::less<>> periods;  // of those codes that have one
};

// A segment, or a composite, before any guide has narrowed it: no element is used.
struct SegmentLayout {
    std::string             name;
    std::vector<Element>    elements;  // composites hold their components
    std::vector<SyntaxNote> notes;
};

struct StandardSet {
    CodeList                           segments;   // every segment X12 has in it
    std::set<std::string, std::less<>> mandatory;  // those it must hold
};

struct Dictionary {
    std::map<std::string, CodeFile, std::less<>>      codes;        // "1365", "ext237"
    std::map<std::string, SegmentLayout, std::less<>> segments;     // "UM"
    std::map<std::string, StandardSet, std::less<>>   sets;         // "278"
    std::shared_ptr<const CodeList>                   segment_ids;  // of every segment X12 has

    // Of "@1365", a whole file, or "@1365:service", a part of it; null when there is none.
    [[nodiscard]] const CodeList* list(std::string_view name) const noexcept;
};

[[nodiscard]] Result<Dictionary> read_dictionary(std::span<const EmbeddedFile> files);

}  // namespace x278::edi
