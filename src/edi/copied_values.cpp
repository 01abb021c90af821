#include "edi/copied_values.hpp"

#include "edi/schema_cells.hpp"
#include "edi/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace x278::edi {

namespace {

constexpr const char* path            = "schemas/answers/copied.csv";
constexpr std::size_t codes_chars_max = 3;  // of most codes; what is told of a composite as a whole

bool is_numeric(std::string_view text) noexcept { return text.find_first_not_of("0123456789.-") == std::string_view::npos; }

bool can_be(const Element& spec, std::string_view value) noexcept
{
    switch (spec.type) {
        case DataType::text: return true;
        case DataType::identifier: return value.size() <= spec.max_length;
        case DataType::composite: return value.size() <= codes_chars_max;
        default: return is_numeric(value);
    }
}

}  // namespace

Result<CopiedValues> CopiedValues::load(std::span<const EmbeddedFile> files)
{
    const auto table = read_schema(files, path, {"segment", "element", "why"});
    if (!table) return std::unexpected(table.error());
    CopiedValues copied;
    for (const CsvRow row : *table) {
        Cells              cells(row);
        const std::string  segment = cells.word("segment");
        const ElementRange range   = cells.reference("element", segment);
        static_cast<void>(cells.word("why"));
        if (cells.failed()) return cells.error();
        for (int element = range.first; element <= range.last; ++element)
            copied.places_.push_back({tag_of(segment), static_cast<std::uint8_t>(element), range.component});
    }
    std::ranges::sort(copied.places_);
    return copied;
}

const CopiedValues& CopiedValues::embedded()
{
    static const CopiedValues copied = [] {
        auto loaded = load(embedded_schemas());
        if (!loaded) throw std::logic_error("the schemas compiled into this program are broken: " + loaded.error().message);
        return std::move(*loaded);
    }();
    return copied;
}

bool CopiedValues::allow(
    std::string_view segment_id, int element, int component, const Element* spec, std::string_view value) const noexcept
{
    if (element < 1 || component < 0 || !is_printable(value)) return false;
    if (spec != nullptr ? !can_be(*spec, value) : !is_numeric(value)) return false;
    const Place whole{tag_of(segment_id), static_cast<std::uint8_t>(element), 0};
    const Place part{whole.segment, whole.element, static_cast<std::uint8_t>(component)};
    return std::ranges::binary_search(places_, whole) || (component > 0 && std::ranges::binary_search(places_, part));
}

}  // namespace x278::edi
