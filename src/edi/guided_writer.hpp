// Writes segments by their guide: what the guide does not use, or does not list, is left
// out, so what comes out obeys the guide by construction.
//
// A response echoes what was asked, and its guide takes fewer elements and codes than the
// request's. Which ones is data (schemas/guides), not code here.
#pragma once

#include "edi/delimiters.hpp"
#include "edi/guide.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace x278::edi {

// One element to be written. Views its texts.
class Value {
public:
    Value() = default;
    Value(std::string_view text) : text_(text) {}    // NOLINT: a text is a value
    Value(const std::string& text) : text_(text) {}  // NOLINT
    Value(const char* text) : text_(text) {}         // NOLINT

    enum class Kind : std::uint8_t { simple, composite, repeated };

    // Components, or repetitions; empty ones at the end are left out.
    [[nodiscard]] static Value components(std::span<const std::string_view> parts) { return Value(parts, Kind::composite); }
    [[nodiscard]] static Value repetitions(std::span<const std::string_view> parts) { return Value(parts, Kind::repeated); }

    [[nodiscard]] Kind             kind() const noexcept { return kind_; }
    [[nodiscard]] std::string_view text() const noexcept
    {
        return kind_ == Kind::simple || parts_.empty() ? text_ : parts_.front();
    }
    [[nodiscard]] std::span<const std::string_view> parts() const noexcept { return parts_; }

private:
    Value(std::span<const std::string_view> parts, Kind kind) : parts_(parts), kind_(kind) {}

    std::string_view                  text_;
    std::span<const std::string_view> parts_;
    Kind                              kind_ = Kind::simple;
};

class GuidedWriter {
public:
    // Appends to `out`, which outlives the writer. With `clean`, separators in data become
    // blanks; needed when the data was not written with these separators.
    GuidedWriter(std::string& out, const Delimiters& delimiters, bool clean) : out_(out), delimiters_(delimiters), clean_(clean)
    {
    }

    // Writes the segment, unless the guide does not use it or something it requires in it is not there.
    bool put(const SegmentUse& use, std::initializer_list<Value> elements)
    {
        return put(use, std::span(elements.begin(), elements.size()));
    }
    bool put(const SegmentUse& use, std::span<const Value> elements);

    [[nodiscard]] int segments() const noexcept { return segments_; }  // written so far

private:
    void append(std::string_view text);
    void append_composite(const Element& spec, std::span<const std::string_view> parts);

    std::string& out_;
    Delimiters   delimiters_;
    bool         clean_;
    int          segments_ = 0;
};

// The segments of a loop by their key; throws when the guide has none, which is a broken build.
[[nodiscard]] const SegmentUse& use_of(const Guide& guide, std::string_view loop_id, std::string_view key);
// The same for a segment that one guide has and another has not: one that is not used then.
[[nodiscard]] const SegmentUse& use_if_any(const Guide& guide, std::string_view loop_id, std::string_view key) noexcept;
// Null when the guide has none.
[[nodiscard]] const SegmentUse* find_use(const Guide& guide, std::string_view loop_id, std::string_view key) noexcept;

// `text` as our own words on the wire: upper case, no separators, at most `size_max` characters.
[[nodiscard]] std::string wire_text(std::string_view text, const Delimiters& delimiters, std::size_t size_max);

}  // namespace x278::edi
