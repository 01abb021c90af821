#include "cli/original.hpp"

#include "edi/reader.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

namespace x278::cli {

namespace {

// A quote stands beside a label, so it has less room than a line.
constexpr std::size_t quote_chars_max = 64;

// Which element of ISA a note of a TA1 is about; the notes that are not here are about the whole.
// Source: X12 element I18.
constexpr std::array<std::pair<std::string_view, int>, 20> elements_of_notes{{
    {"001", 13}, {"003", 12}, {"004", 16}, {"005", 5},  {"006", 6},  {"007", 7},  {"008", 8},
    {"009", 8},  {"010", 1},  {"011", 2},  {"012", 3},  {"013", 4},  {"014", 9},  {"015", 10},
    {"017", 12}, {"018", 13}, {"019", 14}, {"020", 15}, {"026", 11}, {"027", 16},
}};

int element_of_note(std::string_view note) noexcept
{
    const auto found = std::ranges::find(elements_of_notes, note, &std::pair<std::string_view, int>::first);
    return found == elements_of_notes.end() ? 0 : found->second;
}

// Indices into the pointers, by the set they point into.
using BySet = std::map<std::string_view, std::vector<std::size_t>>;

void quote_set(const edi::TransactionSet& set, const BySet& wanted, std::span<const Pointer> pointers, Quotes& quotes)
{
    const auto here = wanted.find(set.control_number);
    if (here == wanted.end()) return;
    for (const std::size_t i : here->second) {
        const auto position = static_cast<std::size_t>(pointers[i].where.segment_position);
        if (quotes.of[i] || position == 0 || position > set.segments.size()) continue;
        const edi::Segment& segment = set.segments[position - 1];
        quotes.of[i] = Quote{std::string(segment.id()), point_at(segment, set.delimiters, pointers[i].where, quote_chars_max)};
    }
}

// ISA as it was sent, carets under one of its elements, or under its id for 0.
PointedSegment pointed_header(const edi::InterchangeHeader& header, int element)
{
    std::string text  = "ISA";
    std::size_t first = 0;
    std::size_t size  = text.size();
    for (int i = 1; i <= 16; ++i) {
        const std::string& value = header.elements[static_cast<std::size_t>(i)];
        text += header.delimiters.element;
        if (i == element) {
            first = text.size();
            size  = value.size();
        }
        text += value;
    }
    return point_into(text, first, size, quote_chars_max);
}

}  // namespace

Quotes quotes_from(const app::Input&        original,
                   std::string_view         functional_id,
                   std::string_view         group,
                   std::span<const Pointer> pointers)
{
    Quotes quotes;
    quotes.of.resize(pointers.size());
    BySet wanted;
    for (std::size_t i = 0; i < pointers.size(); ++i) wanted[pointers[i].set].push_back(i);
    bool        meant = false;  // the open group is the one
    edi::Reader in(original.open());
    while (auto event = in.next()) {
        if (!*event) continue;
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) {
            meant = header->functional_id() == functional_id && header->control_number() == group;
            quotes.group_found |= meant;
        }
        if (const auto* set = std::get_if<edi::TransactionSet>(&**event); set != nullptr && meant)
            quote_set(*set, wanted, pointers, quotes);
    }
    return quotes;
}

std::optional<PointedSegment> header_from(const app::Input& original, const edi::InterchangeAcknowledgment& ta1)
{
    edi::Reader in(original.open());
    while (auto event = in.next()) {
        if (!*event) continue;
        const auto* header = std::get_if<edi::InterchangeHeader>(&**event);
        const bool  meant = header != nullptr && header->elements[13] == ta1.elements[1] && header->elements[9] == ta1.elements[2]
                           && header->elements[10] == ta1.elements[3];
        if (meant) return pointed_header(*header, element_of_note(ta1.elements[5]));
    }
    return std::nullopt;
}

}  // namespace x278::cli
