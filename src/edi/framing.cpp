#include "edi/framing.hpp"

#include "edi/interchange_header.hpp"

#include <algorithm>
#include <cctype>

namespace x278::edi {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t      overlap_bytes   = 256;  // how far back a trailer or header may have begun

bool is_blank(char c) noexcept { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; }

std::size_t blanks_before(std::string_view bytes) noexcept
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (is_blank(bytes[at]))
            ++at;
        else if (bytes.substr(at).starts_with(byte_order_mark))
            at += byte_order_mark.size();
        else
            break;
    }
    return at;
}

// Whether a segment begins at `at`: nothing but blanks stand between it and a terminator.
bool begins_segment(std::string_view bytes, std::size_t at, char terminator) noexcept
{
    while (at > 0) {
        const char c = bytes[--at];
        if (c == terminator) return true;
        if (!is_blank(c)) return false;
    }
    return false;
}

// The end of the first IEA from `from` on; npos when none is whole.
std::size_t end_of_trailer(std::string_view bytes, std::size_t from, const Delimiters& d) noexcept
{
    for (std::size_t at = bytes.find("IEA", from); at != std::string_view::npos; at = bytes.find("IEA", at + 1)) {
        if (at + 3 >= bytes.size() || bytes[at + 3] != d.element || !begins_segment(bytes, at, d.segment)) continue;
        const std::size_t end = bytes.find(d.segment, at);
        return end == std::string_view::npos ? end : end + 1;
    }
    return std::string_view::npos;
}

}  // namespace

Result<InterchangeFrame> find_interchange(std::string_view read_so_far, std::size_t searched)
{
    InterchangeFrame           frame{blanks_before(read_so_far), 0};
    const std::string_view     bytes = read_so_far.substr(frame.skip);
    constexpr std::string_view isa   = "ISA";
    if (bytes.size() < isa.size()) {
        if (isa.starts_with(bytes) || byte_order_mark.starts_with(bytes)) return frame;
        return failure(ErrorCode::bad_input, "what was received is no interchange; expected `ISA`");
    }
    if (!bytes.starts_with(isa)) return failure(ErrorCode::bad_input, "what was received is no interchange; expected `ISA`");

    const bool whole_header = bytes.size() >= isa_size_bytes_max || looks_like_header(bytes);
    const auto header       = read_header(bytes);
    if (!header || (!whole_header && !header->fixed_width)) {
        if (bytes.size() < isa_size_bytes_max) return frame;
        return failure(ErrorCode::bad_input, "the interchange header cannot be followed; expected sixteen elements in 106 bytes");
    }
    const unsigned char terminator = static_cast<unsigned char>(header->delimiters.segment);
    if (std::isalnum(terminator) != 0 || header->delimiters.segment == header->delimiters.element)
        return failure(ErrorCode::bad_input, "the interchange header names no segment terminator");

    const std::size_t seen  = std::max(searched, frame.skip) - frame.skip;
    const std::size_t from  = std::max(header->size_bytes, seen - std::min(seen, overlap_bytes));
    const std::size_t end   = end_of_trailer(bytes, std::min(from - 1, bytes.size()), header->delimiters);
    const std::size_t other = find_header(bytes, std::min(from, bytes.size()));
    if (const std::size_t first = std::min(end, other); first != std::string_view::npos) frame.size = first;
    return frame;
}

}  // namespace x278::edi
