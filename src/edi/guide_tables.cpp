// Reads schemas/guides: the list of guides, then each guide's loops, segments and elements.
#include "edi/guide_tables.hpp"

#include "edi/schema_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace x278::edi {

namespace {

// One guide while it is being put together.
class GuideCompiler {
public:
    GuideCompiler(std::span<const EmbeddedFile> files,
                  const Dictionary&             dictionary,
                  WrittenLists&                 written,
                  const StandardSet&            set,
                  Guide&                        guide)
        : files_(files), dictionary_(dictionary), written_(written), set_(set), guide_(guide)
    {
    }

    [[nodiscard]] Result<void> compile(const std::string& folder)
    {
        auto done = read(folder + "/loops.csv", {"loop", "parent", "name", "usage", "repeat", "position", "confidence"},
                         &GuideCompiler::add_loop);
        if (done)
            done = read(folder + "/segments.csv",
                        {"loop", "position", "segment", "name", "usage", "repeat", "qualifier", "confidence"},
                        &GuideCompiler::add_segment);
        if (done)
            done = read(folder + "/elements.csv",
                        {"loop", "segment", "element", "usage", "codes", "external", "repeat", "min", "max", "confidence"},
                        &GuideCompiler::add_element);
        if (!done) return done;
        for (const Loop& loop : guide_.loops) {
            if (!loop.segments.empty()) continue;
            return failure(
                ErrorCode::bad_input,
                fmt::format("{}/segments.csv:1:1: loop `{}` has no segment; expected the one that opens it", folder, loop.id));
        }
        return {};
    }

private:
    using AddRow = void (GuideCompiler::*)(Cells&);

    [[nodiscard]] Result<void> read(const std::string& path, std::initializer_list<std::string_view> columns, AddRow add)
    {
        const auto table = read_schema(files_, path, columns);
        if (!table) return std::unexpected(table.error());
        for (const CsvRow row : *table) {
            Cells cells(row);
            (this->*add)(cells);
            if (cells.failed()) return cells.error();
        }
        return {};
    }

    void add_loop(Cells& cells)
    {
        Loop loop;
        loop.id         = cells.word("loop");
        loop.name       = cells.word("name");
        loop.usage      = cells.usage("usage");
        loop.confidence = cells.confidence("confidence");
        loop.repeat_max = cells.repeat("repeat");
        loop.position   = static_cast<std::uint16_t>(cells.number("position"));

        const std::string_view parent = cells.text("parent");
        if (find_loop(loop.id)) cells.fail("loop", fmt::format("loop `{}` stands here a second time", loop.id));
        if (parent.empty() != guide_.loops.empty()) cells.fail("parent", "the first loop has no parent and every other has one");
        if (!parent.empty()) {
            const Loop* found = find_loop(parent);
            if (!found)
                return cells.fail("parent",
                                  fmt::format("no loop `{}` above this line; expected a parent before its children", parent));
            loop.parent = static_cast<int>(found - guide_.loops.data());
            guide_.loops[static_cast<std::size_t>(loop.parent)].children.push_back(static_cast<int>(guide_.loops.size()));
        }
        guide_.loops.push_back(std::move(loop));
    }

    void add_segment(Cells& cells)
    {
        SegmentUse use;
        use.key = cells.word("segment");
        use.id  = use.key.substr(0, use.key.find('['));

        Loop*      loop   = find_loop(cells.text("loop"));
        const auto layout = dictionary_.segments.find(use.id);
        if (!loop) return cells.fail("loop", fmt::format("no loop `{}` in loops.csv", cells.text("loop")));
        if (layout == dictionary_.segments.end())
            return cells.fail("segment", fmt::format("no segment `{}` in schemas/x12/segments.csv", use.id));
        if (!set_.segments.contains(use.id))
            return cells.fail("segment", fmt::format("`{}` has no segment `{}` in schemas/x12/transaction-sets.csv",
                                                     guide_.transaction, use.id));
        if (find_segment(*loop, use.key))
            return cells.fail("segment", fmt::format("segment `{}` stands in this loop a second time", use.key));

        use.tag        = tag_of(use.id);
        use.name       = cells.word("name");
        use.usage      = cells.usage("usage");
        use.confidence = cells.confidence("confidence");
        use.repeat_max = cells.repeat("repeat");
        use.position   = static_cast<std::uint16_t>(cells.number("position"));
        use.qualifier  = cells.qualifier("qualifier", use.id);
        use.elements   = layout->second.elements;
        use.notes      = layout->second.notes;
        // X12 has one HL loop that repeats; a guide makes it a tree. So X12 asks for what
        // stands in the set itself and in the first loops of it, and only the guide asks for more.
        use.mandatory_in_standard = loop->parent <= 0 && set_.mandatory.contains(use.id);
        // What has no row in elements.csv is known as well as its segment is.
        for (Element& element : use.elements) set_confidence(element, use.confidence);
        loop->segments.push_back(std::move(use));
    }

    static void set_confidence(Element& element, Confidence confidence)
    {
        element.confidence = confidence;
        for (Element& component : element.components) component.confidence = confidence;
    }

    void add_element(Cells& cells)
    {
        Loop* loop = find_loop(cells.text("loop"));
        if (!loop) return cells.fail("loop", fmt::format("no loop `{}` in loops.csv", cells.text("loop")));
        SegmentUse* use = find_segment(*loop, cells.text("segment"));
        if (!use)
            return cells.fail("segment",
                              fmt::format("no segment `{}` of loop `{}` in segments.csv", cells.text("segment"), loop->id));

        const ElementRange range = cells.reference("element", use->id);
        if (cells.failed()) return;
        for (std::size_t position = range.first; position <= range.last; ++position) {
            Element* element = find_element(*use, position, range.component);
            if (!element)
                return cells.fail("element",
                                  fmt::format("`{}` has no element `{}` in schemas/x12", use->id, cells.text("element")));
            if (!described_.insert(element).second)
                return cells.fail("element", fmt::format("`{}` stands here a second time", element->reference));
            narrow(cells, *element);
        }
    }

    void narrow(Cells& cells, Element& element)
    {
        element.usage           = cells.usage("usage");
        element.repeat_max      = static_cast<std::uint16_t>(cells.number("repeat", 1));
        element.min_length      = static_cast<std::uint16_t>(cells.number("min", element.min_length));
        element.max_length      = static_cast<std::uint16_t>(cells.number("max", element.max_length));
        element.confidence      = cells.confidence("confidence");
        element.external_source = cells.text("external");
        element.codes           = codes_of(cells, element);
        if (element.min_length > element.max_length) cells.fail("max", "`max` is less than `min`");
    }

    [[nodiscard]] const CodeList* codes_of(Cells& cells, const Element& element)
    {
        const std::string_view cell = cells.text("codes");
        if (cell.empty()) return nullptr;
        if (element.type == DataType::composite) {
            cells.fail("codes", fmt::format("`{}` is a composite; expected the codes at its components", element.reference));
            return nullptr;
        }
        if (cell.starts_with('@')) {
            const CodeList* list = dictionary_.list(cell);
            if (!list) cells.fail("codes", fmt::format("no list `{}` in schemas/codes", cell));
            return list;
        }
        const auto known = written_.find(cell);
        if (known != written_.end()) return &known->second;
        const auto codes = split_list(cell);
        return &written_.emplace(cell, CodeList({codes.begin(), codes.end()})).first->second;
    }

    [[nodiscard]] Loop* find_loop(std::string_view id) noexcept
    {
        const auto found = std::ranges::find(guide_.loops, id, &Loop::id);
        return found == guide_.loops.end() ? nullptr : &*found;
    }

    [[nodiscard]] static SegmentUse* find_segment(Loop& loop, std::string_view key) noexcept
    {
        const auto found = std::ranges::find(loop.segments, key, &SegmentUse::key);
        return found == loop.segments.end() ? nullptr : &*found;
    }

    [[nodiscard]] static Element* find_element(SegmentUse& use, std::size_t position, std::size_t component) noexcept
    {
        if (position > use.elements.size()) return nullptr;
        Element& element = use.elements[position - 1];
        if (component == 0) return &element;
        return component > element.components.size() ? nullptr : &element.components[component - 1];
    }

    std::span<const EmbeddedFile> files_;
    const Dictionary&             dictionary_;
    WrittenLists&                 written_;
    const StandardSet&            set_;
    Guide&                        guide_;
    std::set<const Element*>      described_;  // those that had their row
};

}  // namespace

Result<std::vector<Guide>> read_guides(std::span<const EmbeddedFile> files, const Dictionary& dictionary, WrittenLists& written)
{
    const auto table = read_schema(files, "schemas/guides/guides.csv",
                                   {"folder", "guide", "direction", "title", "transaction", "functional_id", "purposes"});
    if (!table) return std::unexpected(table.error());

    std::vector<Guide> guides;
    for (const CsvRow row : *table) {
        Cells      cells(row);
        Guide      guide;
        const auto purposes = cells.list("purposes");
        const auto folder   = cells.word("folder");
        guide.id            = cells.word("guide");
        guide.direction     = cells.word("direction");
        guide.title         = cells.word("title");
        guide.transaction   = cells.word("transaction");
        guide.functional_id = cells.text("functional_id");
        guide.purposes      = CodeList({purposes.begin(), purposes.end()});
        const auto set      = dictionary.sets.find(guide.transaction);
        if (set == dictionary.sets.end())
            cells.fail("transaction",
                       fmt::format("no transaction set `{}` in schemas/x12/transaction-sets.csv", guide.transaction));
        if (cells.failed()) return cells.error();

        guide.segments_in_standard = set->second.segments;
        guide.segments_of_x12      = dictionary.segment_ids;
        if (auto compiled = GuideCompiler(files, dictionary, written, set->second, guide).compile("schemas/guides/" + folder);
            !compiled) {
            return std::unexpected(compiled.error());
        }
        guides.push_back(std::move(guide));
    }
    return guides;
}

}  // namespace x278::edi
