#include "edi/segment_text.hpp"

namespace x278::edi {

void append_segment(std::string& out, const Delimiters& delimiters, std::span<const std::string_view> elements)
{
    std::size_t pending = 0;
    bool        first   = true;
    for (const std::string_view element : elements) {
        if (!first) ++pending;
        first = false;
        if (element.empty()) continue;
        out.append(pending, delimiters.element);
        pending = 0;
        out += element;
    }
    out += delimiters.segment;
}

void append_segment(std::string& out, const Delimiters& delimiters, std::initializer_list<std::string_view> elements)
{
    append_segment(out, delimiters, std::span(elements.begin(), elements.size()));
}

}  // namespace x278::edi
