#include "edi/interchange_header.hpp"

#include <algorithm>
#include <cctype>

namespace x278::edi {

namespace {

// Offsets of the element separators of a header of fixed width.
constexpr std::array<std::size_t, 16> separator_offsets = [] {
    std::array<std::size_t, 16> offsets{};
    std::size_t                 at = 3;
    for (std::size_t i = 0; i < 16; ++i) {
        offsets[i] = at;
        at += isa_lengths[i + 1] + 1;
    }
    return offsets;
}();
static_assert(separator_offsets.back() == 103);

bool can_separate(char c) noexcept { return std::isalnum(static_cast<unsigned char>(c)) == 0 && c != ' '; }

}  // namespace

bool looks_like_header(std::string_view bytes) noexcept
{
    if (bytes.size() < isa_size_bytes || !bytes.starts_with("ISA")) return false;
    const char element = bytes[3];
    if (!can_separate(element)) return false;
    if (!std::ranges::all_of(separator_offsets, [&](std::size_t at) { return bytes[at] == element; })) return false;
    return bytes[104] != element && bytes[105] != element;
}

std::optional<InterchangeHeader> read_header(std::string_view bytes)
{
    if (bytes.size() < 4 || !bytes.starts_with("ISA") || !can_separate(bytes[3])) return std::nullopt;
    const char element = bytes[3];

    InterchangeHeader header;
    const bool        fixed = looks_like_header(bytes);  // then a value that is a separator is told as such
    std::size_t       begin = 4;
    for (std::size_t i = 1; i <= 15; ++i) {
        const std::size_t end = fixed ? begin + isa_lengths[i] : bytes.substr(0, isa_size_bytes_max).find(element, begin);
        if (end == std::string_view::npos) return std::nullopt;
        header.elements[i] = bytes.substr(begin, end - begin);
        header.fixed_width &= header.elements[i].size() == isa_lengths[i];
        begin = end + 1;
    }
    if (begin + 2 > bytes.size()) return std::nullopt;
    header.elements[16] = bytes.substr(begin, 1);
    header.size_bytes   = begin + 2;

    // Before version 00402 ISA11 held `U`, no separator; then nothing repeats and `^` keeps its meaning.
    const std::string& repetition = header.elements[11];
    header.delimiters             = {element, '^', bytes[begin], bytes[begin + 1]};
    if (repetition.size() == 1 && can_separate(repetition[0])) header.delimiters.repetition = repetition[0];
    return header;
}

std::size_t find_header(std::string_view bytes, std::size_t from) noexcept
{
    for (std::size_t at = bytes.find("ISA", from); at != std::string_view::npos; at = bytes.find("ISA", at + 1))
        if (looks_like_header(bytes.substr(at))) return at;
    return std::string_view::npos;
}

}  // namespace x278::edi
