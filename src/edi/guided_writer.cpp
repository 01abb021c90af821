#include "edi/guided_writer.hpp"

#include "edi/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace x278::edi {

namespace {

// As long as the guide lets it be, and a number where it wants one: an echo may hold what was
// only noted when it came.
bool fits(const Element& spec, std::string_view text) noexcept
{
    const bool integer = spec.type == DataType::integer;
    const bool decimal = spec.type == DataType::decimal;
    if ((integer && !is_integer(text)) || (decimal && !is_decimal(text))) return false;
    const std::size_t length = integer || decimal ? digits_in(text) : text.size();
    return length >= spec.min_length && length <= spec.max_length && is_printable(text);
}

bool allowed(const Element& spec, std::string_view text) noexcept
{
    return !text.empty() && spec.usage != Usage::not_used && (spec.codes == nullptr || spec.codes->contains(text))
           && fits(spec, text);
}

// A condition that what is left does not meet takes what it joins out with it: a
// qualifier the guide does not list leaves no value without qualifier behind.
std::uint64_t obeying(const std::vector<SyntaxNote>& notes, std::uint64_t present) noexcept
{
    for (const SyntaxNote& note : notes) {
        std::uint64_t all = 0;
        for (std::size_t i = 0; i < note.count; ++i) all |= std::uint64_t{1} << (note.positions[i] - 1);
        const std::uint64_t first = std::uint64_t{1} << (note.positions[0] - 1);
        if (note.kind == SyntaxNote::Kind::paired && (present & all) != all) present &= ~all;
        if (note.kind == SyntaxNote::Kind::conditional && (present & all) != all) present &= ~first;
    }
    return present;
}

}  // namespace

bool GuidedWriter::put(const SegmentUse& use, std::span<const Value> elements)
{
    if (use.usage == Usage::not_used) return false;
    const std::size_t count    = std::min(elements.size(), use.elements.size());
    std::uint64_t     present  = 0;
    std::uint64_t     required = 0;
    for (std::size_t i = 0; i < use.elements.size(); ++i) {
        const Element& spec = use.elements[i];
        const auto     bit  = std::uint64_t{1} << i;
        if (spec.usage == Usage::required) required |= bit;
        if (i >= count || elements[i].text().empty()) continue;
        const bool may = spec.type == DataType::composite
                             ? spec.usage != Usage::not_used
                                   && (spec.components.empty() || allowed(spec.components.front(), elements[i].text()))
                             : allowed(spec, elements[i].text());
        if (may) present |= bit;
    }
    present = obeying(use.notes, present);
    if ((required & ~present) != 0 || present == 0) return false;

    out_ += use.id;
    std::size_t written = 0;  // element separators behind the id
    for (std::size_t i = 0; i < count; ++i) {
        if ((present >> i & 1) == 0) continue;
        out_.append(i + 1 - written, delimiters_.element);
        written            = i + 1;
        const Value& value = elements[i];
        if (value.kind() == Value::Kind::repeated) {
            bool        first = true;
            std::size_t parts = std::min<std::size_t>(value.parts().size(), use.elements[i].repeat_max);
            while (parts > 0 && value.parts()[parts - 1].empty()) --parts;
            for (const auto part : value.parts().first(parts)) {
                if (!first) out_ += delimiters_.repetition;
                first = false;
                append(part);
            }
        } else if (value.kind() == Value::Kind::composite) {
            append_composite(use.elements[i], value.parts());
        } else {
            append(value.text());
        }
    }
    out_ += delimiters_.segment;
    ++segments_;
    return true;
}

void GuidedWriter::append_composite(const Element& spec, std::span<const std::string_view> parts)
{
    std::uint64_t     present = 0;
    const std::size_t count   = std::min(parts.size(), spec.components.size());
    for (std::size_t i = 0; i < count; ++i)
        if (allowed(spec.components[i], parts[i])) present |= std::uint64_t{1} << i;
    present             = obeying(spec.notes, present);
    std::size_t written = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if ((present >> i & 1) == 0) continue;
        out_.append(i - written, delimiters_.component);
        written = i;
        append(parts[i]);
    }
}

void GuidedWriter::append(std::string_view text)
{
    if (!clean_) {
        out_ += text;
        return;
    }
    for (const char c : text) out_ += is_separator(c, delimiters_) ? ' ' : c;
}

const SegmentUse* find_use(const Guide& guide, std::string_view loop_id, std::string_view key) noexcept
{
    const auto loop = std::ranges::find(guide.loops, loop_id, &Loop::id);
    if (loop == guide.loops.end()) return nullptr;
    const auto use = std::ranges::find(loop->segments, key, &SegmentUse::key);
    return use == loop->segments.end() ? nullptr : &*use;
}

const SegmentUse& use_if_any(const Guide& guide, std::string_view loop_id, std::string_view key) noexcept
{
    static const SegmentUse none = [] {
        SegmentUse use;
        use.usage = Usage::not_used;
        return use;
    }();
    const SegmentUse* use = find_use(guide, loop_id, key);
    return use != nullptr ? *use : none;
}

const SegmentUse& use_of(const Guide& guide, std::string_view loop_id, std::string_view key)
{
    const SegmentUse* use = find_use(guide, loop_id, key);
    if (use == nullptr)
        throw std::logic_error(fmt::format("guide {} {} has no {} in loop {}", guide.id, guide.direction, key, loop_id));
    return *use;
}

std::string wire_text(std::string_view text, const Delimiters& delimiters, std::size_t size_max)
{
    std::string wire(text.substr(0, size_max));
    for (char& c : wire) {
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        if (is_separator(c, delimiters) || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    while (!wire.empty() && wire.back() == ' ') wire.pop_back();
    return wire;
}

}  // namespace x278::edi
