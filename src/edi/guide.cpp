// Code lists, and the guides as a whole: loading them and asking them.
#include "edi/guide.hpp"

#include "edi/dictionary.hpp"
#include "edi/external_codes.hpp"
#include "edi/guide_tables.hpp"
#include "edi/outline.hpp"
#include "edi/schema_cells.hpp"
#include "edi/situations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace x278::edi {

CodeList::CodeList(std::vector<std::string> codes) : codes_(std::move(codes))
{
    slots_.assign(std::bit_ceil(codes_.size() * 2 + 1), 0);
    mask_ = slots_.size() - 1;
    for (const std::string& code : codes_) {
        const Tag tag = tag_of(code);
        if (tag == 0) continue;
        std::size_t at = slot(tag);
        while (slots_[at] != 0 && slots_[at] != tag) at = (at + 1) & mask_;
        slots_[at] = tag;
    }
}

bool CodeList::contains_long(std::string_view code) const noexcept
{
    return !code.empty() && std::ranges::find(codes_, code) != codes_.end();
}

struct Guides::Tables {
    Dictionary              dictionary;
    WrittenLists            written;
    CodeSources             sources;
    std::vector<Guide>      guides;
    std::vector<OtherGuide> others;
    std::vector<IssueKind>  issues;  // in order of id
};

namespace {

Result<std::vector<IssueKind>> read_issues(std::span<const EmbeddedFile> files)
{
    const auto table = read_schema(files, "schemas/issues.csv", {"id", "layer", "code", "severity", "sentence", "source"});
    if (!table) return std::unexpected(table.error());

    std::vector<IssueKind> issues;
    for (const CsvRow row : *table) {
        Cells     cells(row);
        IssueKind issue;
        issue.id       = cells.word("id");
        issue.layer    = cells.word("layer");
        issue.code     = cells.word("code");
        issue.severity = cells.severity("severity");
        issue.sentence = cells.word("sentence");
        if (std::ranges::find(issues, issue.id, &IssueKind::id) != issues.end()) {
            cells.fail("id", fmt::format("issue `{}` stands here a second time", issue.id));
        }
        if (cells.failed()) return cells.error();
        issues.push_back(std::move(issue));
    }
    std::ranges::sort(issues, {}, &IssueKind::id);
    return issues;
}

Result<std::vector<OtherGuide>> read_other_guides(std::span<const EmbeddedFile> files, std::span<const Guide> run_here)
{
    const auto table = read_schema(files, "schemas/x12/other-guides.csv", {"id", "transaction", "name", "confidence", "source"});
    if (!table) return std::unexpected(table.error());

    std::vector<OtherGuide> others;
    for (const CsvRow row : *table) {
        Cells      cells(row);
        OtherGuide other{cells.word("id"), cells.word("transaction"), cells.word("name")};
        if (std::ranges::find(run_here, other.id, &Guide::id) != run_here.end())
            cells.fail("id", fmt::format("guide `{}` is run here; it stands in schemas/guides/guides.csv", other.id));
        if (std::ranges::find(others, other.id, &OtherGuide::id) != others.end())
            cells.fail("id", fmt::format("guide `{}` stands here a second time", other.id));
        if (cells.failed()) return cells.error();
        others.push_back(std::move(other));
    }
    return others;
}

}  // namespace

Result<Guides> Guides::load(std::span<const EmbeddedFile> files)
{
    auto tables = std::make_shared<Tables>();

    auto dictionary = read_dictionary(files);
    if (!dictionary) return std::unexpected(dictionary.error());
    tables->dictionary = std::move(*dictionary);

    auto issues = read_issues(files);
    if (!issues) return std::unexpected(issues.error());
    tables->issues = std::move(*issues);

    auto sources = read_code_sources(files, tables->dictionary, tables->issues);
    if (!sources) return std::unexpected(sources.error());
    tables->sources = std::move(*sources);

    auto guides = read_guides(files, tables->dictionary, tables->written);
    if (!guides) return std::unexpected(guides.error());
    tables->guides = std::move(*guides);
    for (Guide& guide : tables->guides) {
        if (auto linked = link_external_codes(guide, tables->sources); !linked) return std::unexpected(linked.error());
        guide.outline         = make_outline(guide);
        const auto path       = fmt::format("schemas/guides/{}-{}/situations.csv", guide.id, guide.direction);
        auto       situations = read_situations(files, path, guide, tables->issues);
        if (!situations) return std::unexpected(situations.error());
        guide.situations = std::move(*situations);
    }

    auto others = read_other_guides(files, tables->guides);
    if (!others) return std::unexpected(others.error());
    tables->others = std::move(*others);

    Guides loaded;
    loaded.tables_ = std::move(tables);
    return loaded;
}

const Guides& Guides::embedded()
{
    static const Guides guides = [] {
        auto loaded = load(embedded_schemas());
        if (!loaded) throw std::logic_error("the schemas compiled into this program are broken: " + loaded.error().message);
        return std::move(*loaded);
    }();
    return guides;
}

const Guide* Guides::find(std::string_view transaction, std::string_view guide_id, std::string_view purpose) const noexcept
{
    const Guide* first = nullptr;
    for (const Guide& guide : tables_->guides) {
        if (guide.transaction != transaction || guide.id != guide_id) continue;
        if (guide.purposes.codes().empty() || guide.purposes.contains(purpose)) return &guide;
        if (!first) first = &guide;
    }
    return first;
}

const Guide* Guides::find_direction(std::string_view guide_id, std::string_view direction) const noexcept
{
    for (const Guide& guide : tables_->guides) {
        if (guide.id == guide_id && guide.direction == direction) return &guide;
    }
    return nullptr;
}

std::span<const Guide> Guides::all() const noexcept { return tables_->guides; }

std::span<const OtherGuide> Guides::others() const noexcept { return tables_->others; }

std::string_view Guides::name_of(std::string_view data_element, std::string_view code) const noexcept
{
    const auto file = tables_->dictionary.codes.find(data_element);
    if (file == tables_->dictionary.codes.end()) return code;
    const auto& names = file->second.names;
    const auto  found = std::ranges::lower_bound(names, code, {}, &CodeName::code);
    return found != names.end() && found->code == code ? std::string_view(found->name) : code;
}

const IssueKind* Guides::issue_kind(std::string_view id) const noexcept
{
    const auto& issues = tables_->issues;
    const auto  found  = std::ranges::lower_bound(issues, id, {}, &IssueKind::id);
    return found != issues.end() && found->id == id ? &*found : nullptr;
}

std::span<const IssueKind> Guides::issue_kinds() const noexcept { return tables_->issues; }

}  // namespace x278::edi
