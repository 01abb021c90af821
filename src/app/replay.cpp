#include "app/replay.hpp"

#include "app/numbers.hpp"
#include "edi/request.hpp"
#include "policy/engine.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace x278::app {

namespace {

// A certification that was given before keeps its number; a new one gets a new number.
store::Decided decided_again(const store::Arrival&       arrival,
                             const store::Moment&        moment,
                             const policy::Plans&        plans,
                             const model::Determination& before)
{
    store::Decided decided;
    decided.determination = policy::decide(*arrival.request, plans, moment.facts, arrival.faults,
                                           {.detail = policy::Detail::answers, .trial = nullptr});
    give_numbers(decided.determination, moment.next_case);
    if (!decided.determination.certification_number.empty() && !before.certification_number.empty())
        decided.determination.certification_number = before.certification_number;
    return decided;
}

bool same_answer(const model::LineDetermination& a, const model::LineDetermination& b)
{
    const auto codes_equal = std::ranges::equal(a.reasons, b.reasons, {}, &model::ReasonCode::code, &model::ReasonCode::code);
    const auto rest        = [](const model::LineDetermination& line) {
        return std::tie(line.outcome, line.decided_by, line.quantity, line.period, line.documents_wanted, line.queue,
                               line.message, line.contact, line.effects);
    };
    return codes_equal && rest(a) == rest(b);
}

}  // namespace

Result<ReplayCounts> replay(store::Store&                               recorded,
                            const policy::Plans&                        plans,
                            const FactsAt&                              facts_at,
                            const edi::Guides&                          guides,
                            const std::function<void(const Replayed&)>& each)
{
    std::chrono::sys_seconds at{};  // when the request at hand came
    auto                     again =
        store::open_sqlite_store(":memory:", [&](const model::ServiceReviewRequest& request) { return facts_at(request, at); });
    if (!again) return std::unexpected(again.error());

    ReplayCounts         counts;
    std::optional<Error> failed;
    const auto           read = recorded.for_each_recorded([&](const store::History& past) {
        if (failed) return;
        if (past.kind != model::RequestKind::review) {
            ++counts.passed_by;
            return;
        }
        const auto asked = edi::read_again(past.then.source, past.then.separators, past.kind, guides);
        if (!asked) {
            ++counts.unreadable;
            return;
        }
        at = past.received_at;
        const store::Arrival arrival{past.key, past.fingerprint, &asked->request, asked->faults, asked->content};
        auto determined = (*again)->determine({&arrival, 1}, [&](const store::Arrival& one, const store::Moment& moment) {
            return decided_again(one, moment, plans, past.then.determination);
        });
        if (!determined) {
            failed = determined.error();
            return;
        }
        ++counts.replayed;
        each({past.key, past.received_at, past.then.determination, std::move(determined->front().determination)});
    });
    if (!read) return std::unexpected(read.error());
    if (failed) return std::unexpected(*failed);
    return counts;
}

std::vector<Difference> differences(const model::Determination& before, const model::Determination& after)
{
    std::vector<Difference> all;
    if (before.rejections != after.rejections || before.payer != after.payer || before.lines.size() != after.lines.size()) {
        const auto event_of = [](const model::Determination& one) { return one.rejections.empty() ? &one.event : nullptr; };
        all.push_back({0, event_of(before), event_of(after)});
        return all;
    }
    if (!before.rejections.empty()) return all;
    if (before.lines.empty() && !same_answer(before.event, after.event)) all.push_back({0, &before.event, &after.event});
    for (std::size_t i = 0; i < before.lines.size(); ++i)
        if (!same_answer(before.lines[i], after.lines[i]))
            all.push_back({before.lines[i].line, &before.lines[i], &after.lines[i]});
    return all;
}

}  // namespace x278::app
