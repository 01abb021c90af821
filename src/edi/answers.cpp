// Reads schemas/answers.
#include "edi/answers.hpp"

#include "edi/schema_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace x278::edi {

namespace {

using model::Outcome;

// In order of the enumeration, so that an outcome is its own index.
constexpr std::array<std::string_view, 9> outcome_names{"not_required",  "notice_accepted",         "approved",
                                                        "modified",      "partly_approved",         "pended",
                                                        "contact_payer", "denied_administratively", "cancelled"};
static_assert(static_cast<std::size_t>(Outcome::partly_approved) == 4);
static_assert(static_cast<std::size_t>(Outcome::cancelled) + 1 == outcome_names.size());

Result<std::vector<OutcomeCode>> read_outcomes(std::span<const EmbeddedFile> files)
{
    const auto table = read_schema(files, "schemas/answers/outcomes.csv", {"outcome", "hcr01", "certified", "loops", "source"});
    if (!table) return std::unexpected(table.error());

    std::vector<OutcomeCode> outcomes(outcome_names.size());
    for (const CsvRow row : *table) {
        Cells       cells(row);
        OutcomeCode code;
        const auto  loops = cells.list("loops");
        code.outcome      = cells.word("outcome");
        code.hcr01        = cells.word("hcr01");
        code.certified    = cells.yes("certified");
        code.loops.assign(loops.begin(), loops.end());

        const auto place = std::ranges::find(outcome_names, code.outcome) - outcome_names.begin();
        if (place == outcome_names.size()) {
            cells.fail("outcome",
                       fmt::format("`{}` is no outcome; expected one of {}", code.outcome, fmt::join(outcome_names, ", ")));
        }
        if (cells.failed()) return cells.error();
        outcomes[static_cast<std::size_t>(place)] = std::move(code);
    }
    for (std::size_t at = 0; at < outcomes.size(); ++at) {
        if (!outcomes[at].outcome.empty()) continue;
        return failure(ErrorCode::bad_input, fmt::format("{}:1:1: outcome `{}` has no row", table->path(), outcome_names[at]));
    }
    return outcomes;
}

Result<std::vector<RejectionCode>> read_rejections(std::span<const EmbeddedFile> files)
{
    const auto table =
        read_schema(files, "schemas/answers/rejections.csv", {"situation", "loop", "aaa03", "aaa04", "sentence", "source"});
    if (!table) return std::unexpected(table.error());

    std::vector<RejectionCode> rejections;
    for (const CsvRow row : *table) {
        Cells         cells(row);
        RejectionCode code;
        code.situation = cells.word("situation");
        code.loop      = cells.word("loop");
        code.aaa03     = cells.word("aaa03");
        code.aaa04     = cells.word("aaa04");
        code.sentence  = cells.word("sentence");
        if (std::ranges::find(rejections, code.situation, &RejectionCode::situation) != rejections.end()) {
            cells.fail("situation", fmt::format("situation `{}` stands here a second time", code.situation));
        }
        if (cells.failed()) return cells.error();
        rejections.push_back(std::move(code));
    }
    return rejections;
}

constexpr std::array<std::string_view, 2> consequence_names{"rejected_below", "rejected_elsewhere"};  // by Consequence::When

Result<std::array<Consequence, 2>> read_consequences(std::span<const EmbeddedFile> files)
{
    const auto table = read_schema(files, "schemas/answers/consequences.csv", {"when", "hcr01", "hcr03", "message", "source"});
    if (!table) return std::unexpected(table.error());

    std::array<Consequence, 2> consequences;
    for (const CsvRow row : *table) {
        Cells       cells(row);
        const auto  when  = cells.word("when");
        const auto  place = static_cast<std::size_t>(std::ranges::find(consequence_names, when) - consequence_names.begin());
        Consequence said{std::string(cells.word("hcr01")), std::string(cells.word("hcr03")), std::string(cells.word("message"))};
        if (place == consequence_names.size())
            cells.fail("when", fmt::format("`{}` is no case; expected one of {}", when, fmt::join(consequence_names, ", ")));
        if (cells.failed()) return cells.error();
        consequences[place] = std::move(said);
    }
    for (std::size_t at = 0; at < consequences.size(); ++at) {
        if (!consequences[at].hcr01.empty()) continue;
        return failure(ErrorCode::bad_input, fmt::format("{}:1:1: `{}` has no row", table->path(), consequence_names[at]));
    }
    return consequences;
}

}  // namespace

Result<Answers> Answers::load(std::span<const EmbeddedFile> files)
{
    auto outcomes = read_outcomes(files);
    if (!outcomes) return std::unexpected(outcomes.error());
    auto rejections = read_rejections(files);
    if (!rejections) return std::unexpected(rejections.error());
    auto consequences = read_consequences(files);
    if (!consequences) return std::unexpected(consequences.error());

    Answers answers;
    answers.consequences_ = std::move(*consequences);
    answers.outcomes_     = std::move(*outcomes);
    answers.rejections_   = std::move(*rejections);
    return answers;
}

const Answers& Answers::embedded()
{
    static const Answers answers = [] {
        auto loaded = load(embedded_schemas());
        if (!loaded) throw std::logic_error("the answers compiled into this program are broken: " + loaded.error().message);
        return std::move(*loaded);
    }();
    return answers;
}

const RejectionCode* Answers::rejection(std::string_view situation) const noexcept
{
    const auto found = std::ranges::find(rejections_, situation, &RejectionCode::situation);
    return found == rejections_.end() ? nullptr : &*found;
}

}  // namespace x278::edi
