#include "fuzz/payer.hpp"

#include "edi/envelope.hpp"
#include "edi/reader.hpp"
#include "edi/validator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace x278::fuzz {

namespace {

constexpr std::chrono::sys_seconds now = std::chrono::sys_days(std::chrono::year(2026) / 9 / 14) + std::chrono::hours(12);

model::Facts facts_of(const model::ServiceReviewRequest&)
{
    model::Facts facts;
    facts.received_at    = now;
    facts.member.on_file = model::Known::yes;
    facts.member.product = "HMO";
    return facts;
}

struct Witness : app::Observer {
    void on_set(const edi::Validated& checked) override
    {
        const auto& set = checked.set();
        std::string reference;
        if (set.segments.size() > 1 && set.segments[1].id() == "BHT") reference = set.segments[1].element(3, set.delimiters);
        sets.push_back({std::string(set.control_number), std::move(reference), checked.accepted()});
    }
    std::vector<Outcome> sets;
};

// What the replies say, gathered while they are read back.
struct Said {
    std::vector<std::string> refused;   // AK202 of IK5 R
    std::vector<std::string> accepted;  // AK202 of IK5 A and E
    std::vector<std::string> answered;  // BHT03 of the 278s
    std::string              wrong;
};

void note_set(const edi::Validated& checked, Said& said)
{
    const auto& set = checked.set();
    for (const auto& issue : checked.issues())
        if (issue.severity == edi::Severity::error)
            said.wrong = fmt::format("a {} of ours is refused by its own guide: {} at {} {}: {}", set.transaction, issue.id,
                                     issue.where.segment_position, issue.where.segment_id, issue.message);
    std::string set_number;
    for (const edi::Segment& segment : set.segments) {
        if (segment.id() == "AK2") set_number = segment.element(2, set.delimiters);
        if (segment.id() == "IK5")
            (segment.element(1, set.delimiters) == "R" ? said.refused : said.accepted).push_back(set_number);
        if (segment.id() == "BHT") said.answered.emplace_back(segment.element(3, set.delimiters));
    }
}

void read_back(const std::string& replies, Said& said)
{
    const auto&         guides = edi::Guides::embedded();
    edi::Reader         reader(edi::source_of(replies));
    edi::EnvelopeSurvey survey(edi::Reader(edi::source_of(replies)), guides);
    edi::GroupHeader    group;
    while (auto event = reader.next()) {
        if (!*event) {
            said.wrong = "a reply cannot be read: " + event->error().message;
            return;
        }
        if (std::holds_alternative<edi::InterchangeHeader>(**event)) {
            const auto verdict = survey.next();
            if (!verdict || !verdict->issues.empty() || !verdict->groups.empty())
                said.wrong = fmt::format("the envelope of a reply is wrong: {}",
                                         verdict && !verdict->issues.empty() ? verdict->issues.front().message : "a group of it");
        }
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
        if (const auto* set = std::get_if<edi::TransactionSet>(&**event))
            note_set(edi::validate(*set, group, guides, edi::Taking::everything), said);
    }
}

bool is_plain(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0; });
}

// Each set that was looked at has one answer, in order.
void match(const std::vector<Outcome>& sets, Said& said)
{
    std::size_t refused = 0, answered = 0;
    for (const Outcome& set : sets) {
        if (set.accepted) {
            if (answered < said.answered.size() && is_plain(set.reference) && said.answered[answered] != set.reference)
                said.wrong =
                    fmt::format("the answer to an accepted set does not say its BHT03 again: `{}`", said.answered[answered]);
            ++answered;
        } else {
            if (refused < said.refused.size() && is_plain(set.control_number) && set.control_number.size() >= 4
                && set.control_number.size() <= 9 && said.refused[refused] != set.control_number)
                said.wrong = fmt::format("the 999 of a refused set names another: `{}`", said.refused[refused]);
            ++refused;
        }
    }
    if (refused != said.refused.size())
        said.wrong = fmt::format("{} sets were refused and the 999s refuse {}", refused, said.refused.size());
    if (answered != said.answered.size())
        said.wrong = fmt::format("{} sets were accepted and {} 278s were written", answered, said.answered.size());
}

}  // namespace

Payer::Payer()
    : plans_(policy::Plans::compile(policy::embedded_plan_files()).value()),
      store_(store::open_sqlite_store(":memory:", facts_of).value())
{
}

Payer::Answer Payer::answer(std::string_view bytes)
{
    Answer               answer;
    Witness              witness;
    Said                 said;
    const app::Processor processor(edi::Guides::embedded(), edi::Answers::embedded(), plans_, *store_, fixed_clock(now));
    try {
        const auto counts = processor.process(app::memory_input("fuzz", bytes), answer.replies, witness);
        if (!counts) answer.wrong = counts.error().message;
    } catch (const std::logic_error& broken) {
        answer.wrong = fmt::format("a broken promise: {}", broken.what());
    }
    if (!answer.wrong.empty()) return answer;
    answer.sets = std::move(witness.sets);
    for (const auto kind : {edi::ReplyKind::ta1, edi::ReplyKind::acknowledgment, edi::ReplyKind::response})
        read_back(answer.replies.of(kind), said);
    if (said.wrong.empty()) match(answer.sets, said);
    answer.wrong = std::move(said.wrong);
    return answer;
}

}  // namespace x278::fuzz
