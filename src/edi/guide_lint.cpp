#include "edi/guide_lint.hpp"

#include "edi/answers.hpp"
#include "edi/guide.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <tuple>

namespace x278::edi {

namespace {

constexpr std::size_t findings_max = 100;  // more than this and the files are not schemas

// The files while they are being tried: what was found wrong is taken out, and they are tried again.
class Trial {
public:
    explicit Trial(std::span<const EmbeddedFile> files) : files_(files.begin(), files.end()) {}

    [[nodiscard]] std::span<const EmbeddedFile> files() const { return files_; }

    [[nodiscard]] const EmbeddedFile* find(std::string_view path) const
    {
        const auto found = std::ranges::find(files_, path, &EmbeddedFile::path);
        return found == files_.end() ? nullptr : &*found;
    }

    // Takes out what the finding is about, and what hangs on it; false when nothing can be judged without it.
    bool take_out(const LintFinding& finding)
    {
        const EmbeddedFile* file = find(finding.file);
        if (file == nullptr || finding.line == 0) return false;
        const std::string row(line_of(file->text, finding.line));
        if (row.empty() || row.starts_with('#') || is_header(file->text, finding.line)) return false;
        const bool in_guide = finding.file.starts_with("schemas/guides/") && std::ranges::count(finding.file, '/') == 3;
        if (!in_guide && !finding.file.starts_with("schemas/codes/") && !finding.file.starts_with("schemas/answers/"))
            return false;
        if (finding.file.ends_with("/loops.csv")) return take_out_guide(finding.file);
        blank(finding.file, finding.line);
        if (finding.file.ends_with("/segments.csv")) take_out_elements(finding.file, row);
        return true;
    }

private:
    static std::string_view line_of(std::string_view text, std::size_t line)
    {
        for (; line > 1 && !text.empty(); --line) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
        return text.substr(0, text.find('\n'));
    }

    static bool is_header(std::string_view text, std::size_t line)
    {
        for (std::size_t before = 1; before < line; ++before)
            if (const auto above = line_of(text, before); !above.empty() && !above.starts_with('#')) return false;
        return true;
    }

    void replace(std::string_view path, std::string text)
    {
        texts_.push_back(std::move(text));
        std::ranges::find(files_, path, &EmbeddedFile::path)->text = texts_.back();
    }

    void blank(std::string_view path, std::size_t line)
    {
        std::string       text(find(path)->text);
        const auto        row = line_of(text, line);
        const std::size_t at  = static_cast<std::size_t>(row.data() - text.data());
        text.erase(at, row.size());
        replace(path, std::move(text));
    }

    // Without one of its loops a guide means nothing; the others are tried on.
    bool take_out_guide(std::string_view path)
    {
        constexpr std::string_view list   = "schemas/guides/guides.csv";
        const std::string_view     folder = path.substr(0, path.rfind('/')).substr(std::string_view("schemas/guides/").size());
        const EmbeddedFile*        file   = find(list);
        if (file == nullptr) return false;
        const auto lines = static_cast<std::size_t>(std::ranges::count(file->text, '\n'));
        for (std::size_t line = 1; line <= lines; ++line) {
            if (!line_of(file->text, line).starts_with(fmt::format("{},", folder))) continue;
            blank(list, line);
            return true;
        }
        return false;
    }

    // The rows of elements.csv that describe the segment of a row of segments.csv: `loop,position,segment,...`.
    void take_out_elements(std::string_view path, std::string_view row)
    {
        const std::string   elements = fmt::format("{}/elements.csv", path.substr(0, path.rfind('/')));
        const EmbeddedFile* file     = find(elements);
        const auto          first    = row.find(',');
        const auto          second   = row.find(',', std::min(first, row.size() - 1) + 1);
        if (file == nullptr || second == std::string_view::npos) return;
        const auto        segment = row.substr(second + 1, row.find(',', second + 1) - second - 1);
        const std::string begins  = fmt::format("{},{},", row.substr(0, first), segment);
        std::string       kept;
        for (std::string_view rest = file->text; !rest.empty();) {
            const auto line = rest.substr(0, rest.find('\n'));
            if (!line.starts_with(begins)) kept += line;
            kept += '\n';
            rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        }
        replace(elements, std::move(kept));
    }

    std::vector<EmbeddedFile> files_;
    std::deque<std::string>   texts_;  // of the files that were changed
};

// "path:line:column: message", as loading says it; or "path: `cell` ...", whose line holds the cell.
LintFinding finding_of(const Error& error, const Trial& trial)
{
    const std::string_view text = error.message;
    const std::size_t      path = text.find(':');
    if (path == std::string_view::npos) return {{}, 0, error.message};
    LintFinding       finding{std::string(text.substr(0, path)), 0, {}};
    const std::size_t message = text.find(": ", path);
    finding.message           = message == std::string_view::npos ? error.message : std::string(text.substr(message + 2));
    std::from_chars(text.data() + path + 1, text.data() + text.size(), finding.line);

    const EmbeddedFile* file = trial.find(finding.file);
    if (finding.line != 0 || file == nullptr || !finding.message.starts_with('`')) return finding;
    const std::size_t at = file->text.find(finding.message.substr(1, finding.message.find('`', 1) - 1));
    if (at != std::string_view::npos)
        finding.line = 1 + static_cast<std::size_t>(std::ranges::count(file->text.substr(0, at), '\n'));
    return finding;
}

// What loads, looked at as a whole.
class Review {
public:
    Review(std::span<const EmbeddedFile> files, const Guides& guides, const Trial& trial, std::vector<LintFinding>& findings)
        : files_(files), guides_(guides), trial_(trial), findings_(findings)
    {
    }

    void run()
    {
        for (const Guide& guide : guides_.all()) {
            for (const Loop& loop : guide.loops) {
                branches(guide, loop);
                for (const SegmentUse& use : loop.segments) qualifier(guide, loop, use);
            }
        }
        unread_folders();
        const auto answers = Answers::load(trial_.files());
        if (!answers) return findings_.push_back(finding_of(answers.error(), trial_));
        rejections(*answers);
    }

private:
    // Two branches that cannot be told apart: what opens a loop, or stands in one, beside its like.
    void branches(const Guide& guide, const Loop& loop)
    {
        std::vector<std::pair<const SegmentUse*, const Loop*>> beside;
        for (const SegmentUse& use : loop.segments) beside.emplace_back(&use, &loop);
        for (const int child : loop.children) {
            const Loop& inner = guide.loops[static_cast<std::size_t>(child)];
            beside.emplace_back(&inner.segments.front(), &inner);
        }
        for (std::size_t a = 0; a < beside.size(); ++a)
            for (std::size_t b = a + 1; b < beside.size(); ++b)
                if (beside[a].first->tag == beside[b].first->tag
                    && overlap(beside[a].first->qualifier, beside[b].first->qualifier))
                    say(guide, *beside[b].second, *beside[b].first,
                        fmt::format(
                            "`{}` of loop `{}` and `{}` of loop `{}` cannot be told apart; expected qualifiers that share "
                            "no code",
                            beside[a].first->key, beside[a].second->id, beside[b].first->key, beside[b].second->id));
    }

    static bool overlap(const Qualifier& a, const Qualifier& b)
    {
        if (a.element == 0 || b.element == 0 || a.element != b.element || a.component != b.component) return true;
        return std::ranges::any_of(a.codes.codes(), [&](const std::string& code) { return b.codes.contains(code); });
    }

    // A qualifier's codes are those the guide allows at its element.
    void qualifier(const Guide& guide, const Loop& loop, const SegmentUse& use)
    {
        const Qualifier& q = use.qualifier;
        if (q.element == 0) return;
        const Element* element = q.element <= use.elements.size() ? &use.elements[q.element - 1u] : nullptr;
        if (element != nullptr && q.component != 0)
            element = q.component <= element->components.size() ? &element->components[q.component - 1u] : nullptr;
        if (element == nullptr) return say(guide, loop, use, fmt::format("the qualifier of `{}` is no element of it", use.key));
        if (element->usage != Usage::required || element->codes == nullptr)
            return say(
                guide, loop, use,
                fmt::format("`{}` tells `{}` from its like; expected it required and with codes", element->reference, use.key));
        if (!std::ranges::is_permutation(q.codes.codes(), element->codes->codes()))
            say(guide, loop, use,
                fmt::format("the qualifier of `{}` and the codes of `{}` differ; expected the same", use.key,
                            element->reference));
    }

    // A folder of schemas/guides that guides.csv does not name is read by nobody.
    void unread_folders()
    {
        constexpr std::string_view guides = "schemas/guides/";
        const auto                 list   = std::ranges::find(files_, "schemas/guides/guides.csv", &EmbeddedFile::path);
        for (const EmbeddedFile& file : files_) {
            if (!file.path.starts_with(guides) || file.path.rfind('/') < guides.size()) continue;
            const std::string_view folder = file.path.substr(guides.size(), file.path.rfind('/') - guides.size());
            if (list->text.find(fmt::format("\n{},", folder)) == std::string_view::npos)
                findings_.push_back({std::string(file.path), 0, "no row of schemas/guides/guides.csv names its folder"});
        }
    }

    // Every AAA that a rejection asks for must be one its loop of the response allows; every issue of layer AAA a rejection.
    void rejections(const Answers& answers)
    {
        const std::string path     = "schemas/answers/rejections.csv";
        const Guide*      response = guides_.find_direction("005010X217", "response");
        if (response == nullptr) return;
        for (const RejectionCode& rejection : answers.rejections()) {
            const auto loop    = std::ranges::find(response->loops, rejection.loop, &Loop::id);
            const auto use     = loop == response->loops.end() ? std::vector<SegmentUse>::const_iterator{}
                                                               : std::ranges::find(loop->segments, "AAA", &SegmentUse::key);
            const bool carried = loop != response->loops.end() && use != loop->segments.end();
            const bool allowed = carried && use->elements[2].codes != nullptr && use->elements[2].codes->contains(rejection.aaa03)
                                 && use->elements[3].codes != nullptr && use->elements[3].codes->contains(rejection.aaa04);
            if (!allowed)
                findings_.push_back(
                    {path, line_in(path, fmt::format("{},", rejection.situation)),
                     fmt::format("the response does not carry `{}`: loop `{}` has no AAA with AAA03 `{}` and AAA04 `{}`",
                                 rejection.situation, rejection.loop, rejection.aaa03, rejection.aaa04)});
        }
        for (const IssueKind& issue : guides_.issue_kinds())
            if (issue.layer == "AAA" && answers.rejection(issue.code) == nullptr)
                findings_.push_back({"schemas/issues.csv", line_in("schemas/issues.csv", fmt::format("{},", issue.id)),
                                     fmt::format("no situation `{}` in {}", issue.code, path)});
    }

    void say(const Guide& guide, const Loop& loop, const SegmentUse& use, std::string message)
    {
        const std::string path = fmt::format("schemas/guides/{}-{}/segments.csv", guide.id, guide.direction);
        findings_.push_back(
            {path, line_in(path, fmt::format("{},{:04},{},", loop.id, use.position, use.key)), std::move(message)});
    }

    // The line that begins like that; 0 when there is none.
    std::size_t line_in(std::string_view path, std::string_view beginning) const
    {
        const EmbeddedFile* file = trial_.find(path);
        if (file == nullptr) return 0;
        const std::size_t at = file->text.find(fmt::format("\n{}", beginning));
        return at == std::string_view::npos ? 0
                                            : 2 + static_cast<std::size_t>(std::ranges::count(file->text.substr(0, at), '\n'));
    }

    std::span<const EmbeddedFile> files_;  // as they were given
    const Guides&                 guides_;
    const Trial&                  trial_;
    std::vector<LintFinding>&     findings_;
};

}  // namespace

std::vector<LintFinding> lint_schemas(std::span<const EmbeddedFile> files)
{
    std::vector<LintFinding> findings;
    Trial                    trial(files);
    Result<Guides>           loaded = Guides::load(trial.files());
    while (!loaded && findings.size() < findings_max) {
        findings.push_back(finding_of(loaded.error(), trial));
        if (!trial.take_out(findings.back())) break;
        loaded = Guides::load(trial.files());
    }
    if (loaded) Review(files, *loaded, trial, findings).run();
    std::ranges::stable_sort(findings, {}, [](const LintFinding& f) { return std::tuple(f.file, f.line); });
    return findings;
}

}  // namespace x278::edi
