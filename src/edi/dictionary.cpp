// Reads schemas/codes and schemas/x12.
#include "edi/dictionary.hpp"

#include "edi/schema_cells.hpp"
#include "edi/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace x278::edi {

namespace {

template <class Value>
using Named = std::map<std::string, Value, std::less<>>;

Result<CodeFile> read_code_file(const EmbeddedFile& file)
{
    auto table = read_csv(std::string(file.path), file.text, {"code", "name"}, {"from", "to", "lists"});
    if (!table) return std::unexpected(table.error());

    CodeFile                        codes;
    std::vector<std::string>        all;
    Named<std::vector<std::string>> lists;
    std::set<std::string>           seen;
    for (const CsvRow row : *table) {
        Cells             cells(row);
        const std::string code = cells.word("code");
        const std::string name = cells.word("name");
        const CodePeriod  period{std::string(row.find("from").value_or("")), std::string(row.find("to").value_or(""))};
        for (const std::string& day : {period.from, period.to})
            if (!day.empty() && !parse_date(day)) cells.fail("code", fmt::format("`{}` is no day; expected CCYYMMDD", day));
        if (!period.from.empty() || !period.to.empty()) codes.periods.emplace(code, period);
        if (!seen.insert(code).second) cells.fail("code", fmt::format("code `{}` stands here a second time", code));
        if (cells.failed()) return cells.error();
        all.push_back(code);
        codes.names.push_back({code, name});
        for (const std::string_view list : split_list(row.find("lists").value_or(""))) lists[std::string(list)].push_back(code);
    }
    std::ranges::sort(codes.names, {}, &CodeName::code);
    codes.all = CodeList(std::move(all));
    for (auto& [name, members] : lists) codes.lists.emplace(name, CodeList(std::move(members)));
    return codes;
}

Result<Named<CodeFile>> read_code_files(std::span<const EmbeddedFile> files)
{
    constexpr std::string_view folder = "schemas/codes/";
    constexpr std::string_view ending = ".csv";

    Named<CodeFile> all;
    for (const EmbeddedFile& file : files) {
        if (!file.path.starts_with(folder) || !file.path.ends_with(ending)) continue;
        auto codes = read_code_file(file);
        if (!codes) return std::unexpected(codes.error());
        const std::string_view name = file.path.substr(folder.size(), file.path.size() - folder.size() - ending.size());
        all.emplace(name, std::move(*codes));
    }
    return all;
}

// Every data element as it looks in any segment: not used, no place yet.
Result<Named<Element>> read_elements(std::span<const EmbeddedFile> files, const Dictionary& dictionary)
{
    auto table = read_schema(files, "schemas/x12/elements.csv", {"data_element", "name", "type", "min", "max", "codes"});
    if (!table) return std::unexpected(table.error());

    Named<Element> elements;
    for (const CsvRow row : *table) {
        Cells   cells(row);
        Element element;
        element.usage        = Usage::not_used;
        element.data_element = cells.word("data_element");
        element.name         = cells.word("name");
        element.type         = cells.data_type("type");
        element.min_length   = static_cast<std::uint16_t>(cells.number("min"));
        element.max_length   = static_cast<std::uint16_t>(cells.number("max"));
        if (element.max_length < element.min_length) cells.fail("max", "`max` is less than `min`");
        if (!cells.text("codes").empty()) {
            element.standard_codes = dictionary.list(cells.text("codes"));
            if (!element.standard_codes) cells.fail("codes", fmt::format("no list `{}` in schemas/codes", cells.text("codes")));
        }
        const std::string key = element.data_element;
        if (elements.contains(key)) cells.fail("data_element", fmt::format("data element `{}` stands here a second time", key));
        if (cells.failed()) return cells.error();
        elements.emplace(key, std::move(element));
    }
    return elements;
}

// The elements at the places a layout row gives them.
std::vector<Element> lay_out(Cells& cells, const Named<Element>& elements)
{
    std::vector<Element> placed;
    for (const std::string_view name : cells.list("elements")) {
        const auto found = elements.find(name);
        if (found == elements.end()) {
            cells.fail("elements", fmt::format("no data element or composite `{}`", name));
            return {};
        }
        placed.push_back(found->second);
    }
    for (const std::string_view place : cells.list("mandatory")) {
        std::size_t position        = 0;
        const auto [end, condition] = std::from_chars(place.begin(), place.end(), position);
        if (condition != std::errc{} || end != place.end() || position < 1 || position > placed.size()) {
            cells.fail("mandatory", fmt::format("`{}` is no position; expected 1 to {}", place, placed.size()));
            return {};
        }
        placed[position - 1].mandatory_in_standard = true;
    }
    return placed;
}

std::vector<SyntaxNote> notes_within(Cells& cells, std::size_t size)
{
    auto notes = cells.conditions("conditions");
    for (const SyntaxNote& note : notes) {
        if (*std::max_element(note.positions.begin(), note.positions.begin() + note.count) > size) {
            cells.fail("conditions", fmt::format("a condition names a position past the last, {}", size));
        }
    }
    return notes;
}

// Composites join the elements, so that segments find both by name.
Result<void> add_composites(std::span<const EmbeddedFile> files, Named<Element>& elements)
{
    auto table = read_schema(files, "schemas/x12/composites.csv", {"composite", "name", "elements", "mandatory", "conditions"});
    if (!table) return std::unexpected(table.error());

    for (const CsvRow row : *table) {
        Cells   cells(row);
        Element composite;
        composite.usage        = Usage::not_used;
        composite.type         = DataType::composite;
        composite.data_element = cells.word("composite");
        composite.name         = cells.word("name");
        composite.components   = lay_out(cells, elements);
        composite.notes        = notes_within(cells, composite.components.size());
        const std::string key  = composite.data_element;
        if (elements.contains(key)) cells.fail("composite", fmt::format("`{}` stands here a second time", key));
        if (cells.failed()) return cells.error();
        elements.emplace(key, std::move(composite));
    }
    return {};
}

// "UM04", "UM04-1": where in the segment an element has come to stand.
void set_references(std::string_view segment, std::vector<Element>& elements)
{
    for (std::size_t at = 0; at < elements.size(); ++at) {
        elements[at].reference = fmt::format("{}{:02}", segment, at + 1);
        auto& components       = elements[at].components;
        for (std::size_t part = 0; part < components.size(); ++part) {
            components[part].reference = fmt::format("{}-{}", elements[at].reference, part + 1);
        }
    }
}

Result<Named<SegmentLayout>> read_segments(std::span<const EmbeddedFile> files, const Named<Element>& elements)
{
    auto table = read_schema(files, "schemas/x12/segments.csv", {"segment", "name", "elements", "mandatory", "conditions"});
    if (!table) return std::unexpected(table.error());

    Named<SegmentLayout> segments;
    for (const CsvRow row : *table) {
        Cells             cells(row);
        SegmentLayout     layout;
        const std::string id = cells.word("segment");
        layout.name          = cells.word("name");
        layout.elements      = lay_out(cells, elements);
        layout.notes         = notes_within(cells, layout.elements.size());
        if (segments.contains(id)) cells.fail("segment", fmt::format("segment `{}` stands here a second time", id));
        if (cells.failed()) return cells.error();
        set_references(id, layout.elements);
        segments.emplace(id, std::move(layout));
    }
    return segments;
}

Result<Named<StandardSet>> read_sets(std::span<const EmbeddedFile> files)
{
    auto table = read_schema(files, "schemas/x12/transaction-sets.csv", {"transaction", "segment", "mandatory"});
    if (!table) return std::unexpected(table.error());

    Named<StandardSet>              sets;
    Named<std::vector<std::string>> segments;
    for (const CsvRow row : *table) {
        Cells             cells(row);
        const std::string transaction = cells.word("transaction");
        const std::string segment     = cells.word("segment");
        const bool        mandatory   = cells.yes("mandatory");
        if (cells.failed()) return cells.error();
        segments[transaction].push_back(segment);
        if (mandatory) sets[transaction].mandatory.insert(segment);
    }
    for (auto& [transaction, ids] : segments) sets[transaction].segments = CodeList(std::move(ids));
    return sets;
}

Result<std::shared_ptr<const CodeList>> read_segment_ids(std::span<const EmbeddedFile> files)
{
    auto table = read_schema(files, "schemas/x12/segment-ids.csv", {"segment"});
    if (!table) return std::unexpected(table.error());

    std::vector<std::string> ids;
    for (const CsvRow row : *table) {
        Cells cells(row);
        ids.push_back(cells.word("segment"));
        if (cells.failed()) return cells.error();
    }
    return std::make_shared<const CodeList>(std::move(ids));
}

}  // namespace

const CodeList* Dictionary::list(std::string_view name) const noexcept
{
    if (!name.starts_with('@')) return nullptr;
    name.remove_prefix(1);
    const std::size_t colon = name.find(':');
    const auto        file  = codes.find(name.substr(0, colon));
    if (file == codes.end()) return nullptr;
    if (colon == std::string_view::npos) return &file->second.all;
    const auto part = file->second.lists.find(name.substr(colon + 1));
    return part == file->second.lists.end() ? nullptr : &part->second;
}

Result<Dictionary> read_dictionary(std::span<const EmbeddedFile> files)
{
    Dictionary dictionary;

    auto codes = read_code_files(files);
    if (!codes) return std::unexpected(codes.error());
    dictionary.codes = std::move(*codes);

    auto elements = read_elements(files, dictionary);
    if (!elements) return std::unexpected(elements.error());
    if (auto added = add_composites(files, *elements); !added) return std::unexpected(added.error());

    auto segments = read_segments(files, *elements);
    if (!segments) return std::unexpected(segments.error());
    dictionary.segments = std::move(*segments);

    auto sets = read_sets(files);
    if (!sets) return std::unexpected(sets.error());
    dictionary.sets = std::move(*sets);

    auto ids = read_segment_ids(files);
    if (!ids) return std::unexpected(ids.error());
    dictionary.segment_ids = std::move(*ids);
    return dictionary;
}

}  // namespace x278::edi
