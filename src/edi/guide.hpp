// An implementation guide as the validator and the writers use it: the tables of
// schemas/ compiled once at start-up, immutable afterwards.
//
// schemas/README.md explains the files. Positions are the guide's own.
#pragma once

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "edi/issue.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

enum class Usage : std::uint8_t { required, situational, not_used };

// How well the fact is known. A row of low confidence warns and never refuses.
enum class Confidence : std::uint8_t { high, medium, low };

enum class DataType : std::uint8_t {
    text,        // AN
    identifier,  // ID
    integer,     // N0
    decimal,     // R
    date,        // DT, CCYYMMDD or YYMMDD by length
    time,        // TM, HHMM, HHMMSS, HHMMSSD, HHMMSSDD
    period,      // 1251, a date or a range of dates as the value before it (1250) says: D8, RD8
    composite,   // components inside
};

// Up to 8 characters as a number, so that ids and codes are compared in one step:
// "NM1", "ABK". Longer texts have no tag (0), nor have those that begin with a NUL: it would not count.
using Tag = std::uint64_t;

[[nodiscard]] constexpr Tag tag_of(std::string_view text) noexcept
{
    if (text.empty() || text.size() > 8 || text.front() == '\0') return 0;
    Tag tag = 0;
    for (const char c : text) tag = (tag << 8) | static_cast<unsigned char>(c);
    return tag;
}

// A set of codes, found in one or two steps. Codes longer than 8 characters are kept apart.
class CodeList {
public:
    CodeList() = default;
    explicit CodeList(std::vector<std::string> codes);

    [[nodiscard]] bool contains(std::string_view code) const noexcept
    {
        const Tag tag = tag_of(code);
        if (tag == 0) return contains_long(code);
        for (std::size_t at = slot(tag);; at = (at + 1) & mask_) {
            if (slots_[at] == tag) return true;
            if (slots_[at] == 0) return false;
        }
    }

    [[nodiscard]] const std::vector<std::string>& codes() const noexcept { return codes_; }  // in order of the book

private:
    [[nodiscard]] std::size_t slot(Tag tag) const noexcept { return (tag * 0x9E3779B97F4A7C15u >> 40) & mask_; }
    [[nodiscard]] bool        contains_long(std::string_view code) const noexcept;

    std::vector<std::string> codes_;
    std::vector<Tag>         slots_{0};  // open addressing, at most half full; 0 is free
    std::size_t              mask_ = 0;
};

// One relational condition between elements, or components: P0304, R0102, E0809, C0302, L...
struct SyntaxNote {
    enum class Kind : std::uint8_t { paired, required_one, exclusive, conditional, list_conditional };

    Kind                        kind = Kind::paired;
    std::array<std::uint8_t, 6> positions{};
    std::uint8_t                count = 0;
    std::uint64_t               mask  = 0;  // of the positions: bit n for position n+1
};

// One element of a segment at its place in the guide, or one component of a composite.
struct Element {
    Usage           usage                 = Usage::situational;
    DataType        type                  = DataType::text;
    Confidence      confidence            = Confidence::high;
    bool            mandatory_in_standard = false;  // in X12 itself, whatever the guide says: IK403 1 or I9
    std::uint16_t   min_length            = 0;
    std::uint16_t   max_length            = 0;
    std::uint16_t   repeat_max            = 1;
    const CodeList* codes                 = nullptr;  // what the guide allows; null when any value may stand here
    const CodeList* standard_codes        = nullptr;  // what X12 itself lists, when known: IK403 7 or I6

    std::vector<Element>    components;  // of a composite, in order
    std::vector<SyntaxNote> notes;       // between those components

    std::string reference;        // "UM04-1"
    std::string data_element;     // "1331"; "C023" for a composite
    std::string name;             // "Facility Code Value"
    std::string external_source;  // the code sources that rule the value: "236 if A; 237 if B"; empty if none
};

// Which element must hold which code for a segment to be this one: DTP01 = 435.
struct Qualifier {
    std::uint8_t element   = 0;  // 0: the segment id alone tells
    std::uint8_t component = 0;  // 0: the element as a whole
    CodeList     codes;
};

struct ExternalUse;  // edi/external_codes.hpp

// One segment at one place of one loop.
struct SegmentUse {
    Tag                     tag = 0;  // of `id`
    std::string             id;       // "DTP"
    std::string             key;      // "DTP[01=435]"; unique inside its loop
    std::string             name;     // "admission date/range"
    Usage                   usage                 = Usage::situational;
    Confidence              confidence            = Confidence::high;
    bool                    mandatory_in_standard = false;  // IK304 3 or I8
    std::uint32_t           repeat_max            = 1;      // 0: no limit
    std::uint16_t           position              = 0;      // base position; segments that share one may come in any order
    Qualifier               qualifier;
    std::vector<Element>    elements;  // elements[0] is 01
    std::vector<SyntaxNote> notes;     // between those elements

    std::shared_ptr<const ExternalUse> external;  // which values the lists of others rule; null: none
};

struct Outline;     // edi/outline.hpp
struct Situations;  // edi/situations.hpp

struct Loop {
    std::string             id;               // "2010EA"
    std::string             name;             // "Event provider"
    int                     parent     = -1;  // index into Guide::loops; -1 for the set itself, loops[0]
    Usage                   usage      = Usage::situational;
    Confidence              confidence = Confidence::high;
    std::uint32_t           repeat_max = 1;  // 0: no limit
    std::uint16_t           position   = 0;  // where in the parent its first segment stands
    std::vector<SegmentUse> segments;        // in the guide's order; the first one opens the loop
    std::vector<int>        children;        // indices into Guide::loops, in the guide's order
};

struct Guide {
    std::string       id;                    // "005010X217": GS08 and ST03
    std::string       direction;             // "request"
    std::string       title;                 // "Health care services review: request"
    std::string       transaction;           // ST01: "278"
    std::string       functional_id;         // GS01: "HI"
    CodeList          purposes;              // BHT02 that tell this direction from the other; empty: any
    std::vector<Loop> loops;                 // loops[0] holds ST, BHT, SE; parents come before children
    CodeList          segments_in_standard;  // every segment id the standard has in this transaction set: IK304 6 or I4
    std::shared_ptr<const CodeList>   segments_of_x12;  // every segment id X12 has at all
    std::shared_ptr<const Outline>    outline;          // the loops laid out for walking; made when the guide is loaded
    std::shared_ptr<const Situations> situations;       // the rules of situations.csv
};

// A code and what it means, in our own short words.
struct CodeName {
    std::string code;
    std::string name;
};

// A guide of X12 that senders use and that is not run here. One row of schemas/x12/other-guides.csv.
struct OtherGuide {
    std::string id;           // "004010X094A1"
    std::string transaction;  // "278"
    std::string name;         // "health care services review"
};

// What may be wrong, and how each acknowledgment says it. One row of schemas/issues.csv.
struct IssueKind {
    std::string id;                          // "element/code-not-allowed"
    std::string layer;                       // "TA1", "AK9", "IK5", "IK3", "IK4" or "AAA"
    std::string code;                        // TA105, AK905, IK502, IK304, IK403; a key of rejections.csv for AAA
    std::string sentence;                    // for the operator: what it means and what to do
    Severity    severity = Severity::error;  // a fact of low confidence lowers it to a warning
};

// Every guide this program knows, and the code lists beside them.
class Guides {
public:
    // From `schemas/...` files; errors name file, line and column.
    [[nodiscard]] static Result<Guides> load(std::span<const EmbeddedFile> files);

    // The guides compiled into the program; a broken one is a broken build, and throws.
    [[nodiscard]] static const Guides& embedded();

    // The guide of a set: by ST01, the guide id (ST03, or GS08 when ST03 is empty) and BHT02.
    // With a known id and an unknown BHT02, the first guide of that id, so that the
    // validator can say what BHT02 may hold. Null when the id is not known.
    [[nodiscard]] const Guide* find(std::string_view transaction,
                                    std::string_view guide_id,
                                    std::string_view purpose) const noexcept;

    // By id and direction, "005010X217", "response"; null when unknown.
    [[nodiscard]] const Guide* find_direction(std::string_view guide_id, std::string_view direction) const noexcept;

    [[nodiscard]] std::span<const Guide>      all() const noexcept;
    [[nodiscard]] std::span<const OtherGuide> others() const noexcept;  // known by name only

    // "Physical therapy" for data element "1365", code "PT"; the code itself when unknown.
    // External sources are asked by their name: "ext237" place of service, "ext886" decision reason.
    [[nodiscard]] std::string_view name_of(std::string_view data_element, std::string_view code) const noexcept;

    // Null for an id that is not in the catalogue.
    [[nodiscard]] const IssueKind*           issue_kind(std::string_view id) const noexcept;
    [[nodiscard]] std::span<const IssueKind> issue_kinds() const noexcept;

private:
    struct Tables;
    std::shared_ptr<const Tables> tables_;
};

}  // namespace x278::edi
