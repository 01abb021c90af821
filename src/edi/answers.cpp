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

constexpr std::array<std::string_view, 3> asked_names{"review", "inquiry", "notification"};  // by model::RequestKind
constexpr std::array<std::string_view, 3> came_names{"decided", "pended", "rejected"};       // by Came

Result<std::vector<MessageText>> read_messages(std::span<const EmbeddedFile> files)
{
    std::vector<MessageText> messages;
    for (const char* const path : {"schemas/answers/messages.csv", "schemas/answers/letters.csv"}) {
        const auto table = read_schema(files, path, {"message", "text", "source"});
        if (!table) return std::unexpected(table.error());
        for (const CsvRow row : *table) {
            Cells cells(row);
            messages.push_back({cells.word("message"), cells.word("text")});
            if (cells.failed()) return cells.error();
        }
    }
    return messages;
}

}  // namespace

Result<Answers::Headers> Answers::read_headers(std::span<const EmbeddedFile> files)
{
    constexpr std::string_view path  = "schemas/answers/headers.csv";
    const auto                 table = read_schema(files, path, {"asked", "answer", "bht02", "bht06", "confidence", "source"});
    if (!table) return std::unexpected(table.error());

    Headers headers;
    for (const CsvRow row : *table) {
        Cells      cells(row);
        const auto asked = static_cast<std::size_t>(std::ranges::find(asked_names, cells.word("asked")) - asked_names.begin());
        const auto came  = static_cast<std::size_t>(std::ranges::find(came_names, cells.word("answer")) - came_names.begin());
        if (asked == asked_names.size())
            cells.fail("asked", fmt::format("nobody asks that; expected one of {}", fmt::join(asked_names, ", ")));
        if (came == came_names.size())
            cells.fail("answer", fmt::format("no answer comes out so; expected one of {}", fmt::join(came_names, ", ")));
        HeaderCode code{cells.word("bht02"), std::string(cells.text("bht06"))};
        if (cells.failed()) return cells.error();
        headers[asked][came] = std::move(code);
    }
    for (std::size_t asked = 0; asked < asked_names.size(); ++asked) {
        for (std::size_t came = 0; came < came_names.size(); ++came) {
            const bool never = asked_names[asked] == "notification" && came_names[came] == "pended";
            if (never || !headers[asked][came].bht02.empty()) continue;
            return failure(ErrorCode::bad_input,
                           fmt::format("{}:1:1: the answer {} of {} has no row", path, came_names[came], asked_names[asked]));
        }
    }
    return headers;
}

Result<Answers> Answers::load(std::span<const EmbeddedFile> files)
{
    auto outcomes = read_outcomes(files);
    if (!outcomes) return std::unexpected(outcomes.error());
    auto rejections = read_rejections(files);
    if (!rejections) return std::unexpected(rejections.error());
    auto consequences = read_consequences(files);
    if (!consequences) return std::unexpected(consequences.error());

    auto headers = read_headers(files);
    if (!headers) return std::unexpected(headers.error());
    auto messages = read_messages(files);
    if (!messages) return std::unexpected(messages.error());

    Answers answers;
    answers.consequences_ = std::move(*consequences);
    answers.outcomes_     = std::move(*outcomes);
    answers.rejections_   = std::move(*rejections);
    answers.headers_      = std::move(*headers);
    answers.messages_     = std::move(*messages);
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

std::string_view Answers::message(std::string_view id) const noexcept
{
    const auto found = std::ranges::find(messages_, id, &MessageText::message);
    return found == messages_.end() ? std::string_view() : std::string_view(found->text);
}

const RejectionCode* Answers::rejection(std::string_view situation) const noexcept
{
    const auto found = std::ranges::find(rejections_, situation, &RejectionCode::situation);
    return found == rejections_.end() ? nullptr : &*found;
}

}  // namespace x278::edi
