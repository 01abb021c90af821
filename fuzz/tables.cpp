// Do the tables take any text: a CSV file, and the schemas with one of their files replaced?
//
// An input that begins with the path of a schema and a line break replaces that file.
#include "core/csv.hpp"
#include "edi/guide.hpp"
#include "fuzz/target.hpp"

#include <algorithm>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace x278;
    std::string_view text    = fuzz::text_of(data, size);
    const auto       end     = text.find('\n');
    const auto       schemas = embedded_schemas();
    const auto       which   = std::ranges::find(schemas, text.substr(0, end), &EmbeddedFile::path);
    const bool       schema  = end != std::string_view::npos && which != schemas.end();
    if (schema) text.remove_prefix(end + 1);

    const auto table = read_csv("fuzz.csv", text);
    if (!table && !table.error().message.starts_with("fuzz.csv:"))
        fuzz::expect_nothing_wrong("an error does not name its file: " + table.error().message);
    if (table)
        for (const CsvRow row : *table)
            if (row.size() != table->columns().size())
                fuzz::expect_nothing_wrong("a row has not as many cells as there are columns");
    if (!schema) return 0;

    std::vector<EmbeddedFile> files(schemas.begin(), schemas.end());
    files[static_cast<std::size_t>(which - schemas.begin())].text = text;
    const auto guides                                             = edi::Guides::load(files);
    if (!guides && guides.error().message.empty()) fuzz::expect_nothing_wrong("schemas are refused without an error");
    return 0;
}
