// Reads code-sources.csv, and the `external` cells of a guide: `236 if A; 237 if B`.
#include "edi/external_codes.hpp"

#include "edi/schema_cells.hpp"

#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace x278::edi {

namespace {

namespace x3 = boost::spirit::x3;

constexpr std::size_t code_chars_max = 63;  // of a form; the lengths it allows are bits of a number

struct WrittenClause {  // `236 if A|B`
    std::string              source;
    std::vector<std::string> codes;
};

}  // namespace

}  // namespace x278::edi

BOOST_FUSION_ADAPT_STRUCT(x278::edi::WrittenClause, source, codes)

namespace x278::edi {

namespace {

using Clauses = std::vector<WrittenClause>;

const auto code = x3::rule<struct ClauseCodeId, std::string>("a code") = x3::lexeme[+x3::alnum];
const auto clause = x3::rule<struct ClauseId, WrittenClause>("a clause") = code >> ((x3::lit("if") > code % '|')
                                                                                    | x3::attr(std::vector<std::string>{}));
const auto all = x3::rule<struct ClausesId, Clauses>("clauses") = clause % ';';

// The clauses of a cell; none when it is not one.
Clauses parse_clauses(std::string_view text)
{
    Clauses clauses;
    auto    at = text.begin();
    try {
        if (x3::phrase_parse(at, text.end(), all, x3::space, clauses) && at == text.end()) return clauses;
    } catch (const x3::expectation_failure<std::string_view::iterator>&) {
        return {};
    }
    return {};
}

const CodeSource* find_source(const CodeSources& sources, std::string_view number, std::string_view element)
{
    const auto of = [&](std::string_view wanted) {
        const auto found =
            std::ranges::find_if(sources, [&](const CodeSource& s) { return s.number == number && s.element == wanted; });
        return found == sources.end() ? nullptr : &*found;
    };
    const CodeSource* own = of(element);
    return own != nullptr ? own : of("");
}

// One guide while its cells are linked.
class Linker {
public:
    Linker(const Guide& guide, const Loop& loop, const CodeSources& sources) : guide_(guide), loop_(loop), sources_(sources) {}

    Result<std::shared_ptr<const ExternalUse>> link(const SegmentUse& use)
    {
        auto found = std::make_shared<ExternalUse>();
        for (std::size_t e = 0; e < use.elements.size(); ++e) {
            const Element& element = use.elements[e];
            if (element.usage == Usage::not_used) continue;
            if (auto done = add(*found, use, element, e + 1, 0, use.elements); !done) return std::unexpected(done.error());
            for (std::size_t c = 0; c < element.components.size(); ++c)
                if (element.components[c].usage != Usage::not_used)
                    if (auto done = add(*found, use, element.components[c], e + 1, c + 1, element.components); !done)
                        return std::unexpected(done.error());
        }
        if (found->values.empty()) return nullptr;
        return found;
    }

private:
    Result<void> add(ExternalUse&             found,
                     const SegmentUse&        use,
                     const Element&           element,
                     std::size_t              number,
                     std::size_t              component,
                     std::span<const Element> siblings) const
    {
        if (element.external_source.empty()) return {};
        const auto bad = [&](std::string_view what) {
            return failure(ErrorCode::bad_input,
                           fmt::format("schemas/guides/{}-{}/elements.csv: `{}` of {} in loop {}: {}", guide_.id,
                                       guide_.direction, element.external_source, element.reference, loop_.id, what));
        };
        ExternalValue value{static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(component), &element, {}};
        const auto    clauses = parse_clauses(element.external_source);
        if (clauses.empty()) return bad("expected sources like `236 if A; 237 if B`");
        for (const WrittenClause& written : clauses) {
            ExternalClause made;
            made.source = find_source(sources_, written.source, element.data_element);
            if (made.source == nullptr) return bad(fmt::format("no source `{}` in schemas/x12/code-sources.csv", written.source));
            made.codes  = CodeList(written.codes);
            made.unless = position_of(use, made.source->unless);
            made.answer = answer_of(*made.source);
            if (!written.codes.empty() && !find_qualifier(made, siblings, number, component)) continue;  // can never apply
            value.clauses.push_back(std::move(made));
        }
        if (!value.clauses.empty()) found.values.push_back(std::move(value));
        return {};
    }

    // The qualifier is the sibling whose codes hold one of those named.
    static bool find_qualifier(ExternalClause& made, std::span<const Element> siblings, std::size_t number, std::size_t component)
    {
        for (std::size_t i = 0; i < siblings.size(); ++i) {
            const CodeList* codes = siblings[i].codes;
            if (codes == nullptr || siblings[i].usage == Usage::not_used) continue;
            if (std::ranges::none_of(made.codes.codes(), [&](const std::string& c) { return codes->contains(c); })) continue;
            made.qualifier = static_cast<std::uint8_t>(component == 0 ? i + 1 : number);
            made.component = static_cast<std::uint8_t>(component == 0 ? 0 : i + 1);
            return true;
        }
        return false;
    }

    static std::uint8_t position_of(const SegmentUse& use, std::string_view reference)
    {
        if (reference.empty()) return 0;
        const auto found = std::ranges::find(use.elements, reference, &Element::reference);
        return found == use.elements.end() ? std::uint8_t{0} : static_cast<std::uint8_t>(found - use.elements.begin() + 1);
    }

    // Only a request is answered by a response.
    const std::string* answer_of(const CodeSource& source) const
    {
        if (guide_.direction != "request") return nullptr;
        const auto found = std::ranges::find(source.answers, loop_.id, &std::pair<std::string, std::string>::first);
        return found == source.answers.end() ? nullptr : &found->second;
    }

    const Guide&       guide_;
    const Loop&        loop_;
    const CodeSources& sources_;
};

}  // namespace

Result<CodeForm> CodeForm::parse(std::string_view text)
{
    CodeForm   form;
    Choice     choice;
    const auto may_end = [&](auto&) { choice.lengths |= std::uint64_t{1} << std::min(choice.characters.size(), code_chars_max); };
    const auto keep    = [&](auto& context) { choice.characters += x3::_attr(context); };
    const auto close   = [&](auto&) { form.choices_.push_back(std::exchange(choice, {})); };

    const auto character = (x3::char_ - x3::char_("[]|"))[keep];
    int        depth     = 0;  // of open brackets
    const auto open      = x3::lit('[')[may_end][([&](auto&) { ++depth; })];
    const auto closed    = x3::lit(']')[([&](auto&) { --depth; })];
    const auto one       = +character >> *(open >> +character) >> x3::eps[may_end] >> *closed >> x3::eps[close];

    auto at = text.begin();
    if (!text.empty() && (!x3::parse(at, text.end(), one % '|' >> x3::eoi) || depth != 0 || text.size() > code_chars_max))
        return failure(ErrorCode::bad_input, fmt::format("`{}` is no form; expected one like `A9X[X[X]]|V99[9]`", text));
    form.text_ = text;
    return form;
}

Result<CodeSources> read_code_sources(std::span<const EmbeddedFile> files,
                                      const Dictionary&             dictionary,
                                      std::span<const IssueKind>    issues)
{
    const auto table = read_schema(files, "schemas/x12/code-sources.csv",
                                   {"source", "element", "name", "form", "tolerated", "check", "unless", "form_confidence",
                                    "list", "list_confidence", "answers"});
    if (!table) return std::unexpected(table.error());

    CodeSources sources;
    for (const CsvRow row : *table) {
        Cells      cells(row);
        CodeSource source;
        source.number        = cells.word("source");
        source.element       = cells.text("element");
        source.name          = cells.word("name");
        source.unless        = cells.text("unless");
        const auto form      = CodeForm::parse(cells.text("form"));
        const auto tolerated = CodeForm::parse(cells.text("tolerated"));
        if (!form) cells.fail("form", form.error().message);
        if (!tolerated) cells.fail("tolerated", tolerated.error().message);
        source.is_npi = cells.text("check") == "npi";
        if (!source.is_npi && !cells.text("check").empty()) cells.fail("check", "the only check there is is `npi`");
        if (!cells.text("form").empty()) source.form_confidence = cells.confidence("form_confidence");
        if (!cells.text("list").empty()) {
            source.list_confidence = cells.confidence("list_confidence");
            const auto list        = dictionary.codes.find(cells.text("list"));
            if (list == dictionary.codes.end())
                cells.fail("list", fmt::format("no list `{}` in schemas/codes", cells.text("list")));
            else
                source.list = &list->second;
        }
        for (const std::string_view answer : cells.list("answers")) {
            const std::size_t equals = answer.find('=');
            if (equals == std::string_view::npos)
                cells.fail("answers", fmt::format("`{}` is no answer; expected `2010B=requester/id-invalid`", answer));
            else if (std::ranges::find(issues, answer.substr(equals + 1), &IssueKind::id) == issues.end())
                cells.fail("answers", fmt::format("no issue `{}` in schemas/issues.csv", answer.substr(equals + 1)));
            else
                source.answers.emplace_back(answer.substr(0, equals), answer.substr(equals + 1));
        }
        if (cells.failed()) return cells.error();
        source.form      = *form;
        source.tolerated = *tolerated;
        sources.push_back(std::move(source));
    }
    return sources;
}

Result<void> link_external_codes(Guide& guide, const CodeSources& sources)
{
    for (Loop& loop : guide.loops) {
        for (SegmentUse& use : loop.segments) {
            if (use.usage == Usage::not_used) continue;
            auto linked = Linker(guide, loop, sources).link(use);
            if (!linked) return std::unexpected(linked.error());
            use.external = std::move(*linked);
        }
    }
    return {};
}

}  // namespace x278::edi
