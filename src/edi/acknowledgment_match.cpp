#include "edi/acknowledgment_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace x278::edi {

namespace {

Standing standing_of(Verdict verdict) noexcept
{
    switch (verdict) {
        case Verdict::accepted: return Standing::accepted;
        case Verdict::accepted_with_errors: return Standing::accepted_with_errors;
        case Verdict::partially_accepted: return Standing::partially_accepted;
        case Verdict::rejected: break;
    }
    return Standing::rejected;
}

// "AK9 5" for each code of a layer.
std::vector<std::string> reasons_of(std::string_view layer, const std::vector<std::string>& codes)
{
    std::vector<std::string> reasons;
    for (const std::string& code : codes) reasons.push_back(fmt::format("{} {}", layer, code));
    return reasons;
}

// What was received, by what it says it is about; the last of each counts.
class Inbox {
public:
    explicit Inbox(std::span<const Received> received) : received_(received), met_(received.size(), false)
    {
        for (std::size_t i = 0; i < received.size(); ++i) {
            if (const auto* about = std::get_if<Acknowledgment>(&received[i].what))
                groups_[{received[i].sender, about->functional_id, about->control_number}].push_back(i);
            if (const auto* about = std::get_if<InterchangeReceipt>(&received[i].what))
                interchanges_[{received[i].sender, about->control_number}].push_back(i);
        }
    }

    [[nodiscard]] const InterchangeReceipt* about(const SentInterchange& sent)
    {
        const auto found = interchanges_.find({sent.receiver, sent.control_number});
        return found == interchanges_.end() ? nullptr : take<InterchangeReceipt>(found->second);
    }

    [[nodiscard]] const Acknowledgment* about(const SentInterchange& interchange, const SentGroup& sent)
    {
        const auto found = groups_.find({interchange.receiver, sent.functional_id, sent.control_number});
        return found == groups_.end() ? nullptr : take<Acknowledgment>(found->second);
    }

    [[nodiscard]] std::vector<std::size_t> strangers() const
    {
        std::vector<std::size_t> indices;
        for (std::size_t i = 0; i < met_.size(); ++i)
            if (!met_[i]) indices.push_back(i);
        return indices;
    }

private:
    template <class What>
    const What* take(const std::vector<std::size_t>& indices)
    {
        for (const std::size_t i : indices) met_[i] = true;
        return &std::get<What>(received_[indices.back()].what);
    }

    std::span<const Received>                                                             received_;
    std::vector<bool>                                                                     met_;
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::size_t>> groups_;
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>>               interchanges_;
};

// A set its 999 does not name shares the verdict of a group that was accepted or rejected
// whole. Of a group accepted in part it stays open.
SetStanding standing_of(const SentSet& sent, const Acknowledgment* acknowledgment, Standing group, Standing waiting)
{
    SetStanding standing{sent, group, {}};
    if (acknowledgment == nullptr) return standing;
    const SetVerdict* verdict = acknowledgment->find(sent.control_number);
    if (verdict == nullptr) {
        if (group == Standing::partially_accepted) standing.standing = waiting;
        if (group == Standing::accepted_with_errors) standing.standing = Standing::accepted;
        return standing;
    }
    standing.standing = acknowledgment->verdict == Verdict::rejected ? Standing::rejected : standing_of(verdict->verdict);
    standing.reasons  = reasons_of(*verdict);
    return standing;
}

GroupStanding standing_of(
    const SentInterchange& interchange, const SentGroup& sent, bool rejected, Standing waiting, Inbox& inbox)
{
    GroupStanding         standing{sent.functional_id, sent.control_number, waiting, {}, {}};
    const Acknowledgment* acknowledgment = inbox.about(interchange, sent);
    if (acknowledgment != nullptr) {
        standing.standing = standing_of(acknowledgment->verdict);
        standing.reasons  = reasons_of("AK9", acknowledgment->codes);
    } else if (rejected) {
        standing.standing = Standing::rejected;
    } else if (sent.functional_id == "FA") {
        standing.standing = Standing::unacknowledged;
    }
    for (const SentSet& set : sent.sets) standing.sets.push_back(standing_of(set, acknowledgment, standing.standing, waiting));
    return standing;
}

}  // namespace

Matched match(std::span<const SentInterchange> sent,
              std::span<const Received>        received,
              std::chrono::sys_seconds         now,
              AcknowledgmentTimes              times)
{
    Matched matched;
    Inbox   inbox(received);
    for (const SentInterchange& interchange : sent) {
        const Standing      waiting = now - interchange.sent_at > times.overdue_after ? Standing::overdue : Standing::awaited;
        InterchangeStanding standing{interchange.receiver, interchange.control_number, Standing::unacknowledged, {}, {}};
        if (interchange.wants_receipt) standing.standing = waiting;
        if (const InterchangeReceipt* receipt = inbox.about(interchange)) {
            standing.standing = standing_of(receipt->verdict);
            if (receipt->note != "000") standing.reasons = reasons_of("TA1", {receipt->note});
        }
        const bool rejected = standing.standing == Standing::rejected;
        for (const SentGroup& group : interchange.groups)
            standing.groups.push_back(standing_of(interchange, group, rejected, waiting, inbox));
        matched.sent.push_back(std::move(standing));
    }
    matched.strangers = inbox.strangers();
    return matched;
}

std::vector<SentInterchange> sent_in(Reader output, std::chrono::sys_seconds sent_at)
{
    std::vector<SentInterchange> sent;
    while (auto event = output.next()) {
        if (!*event) continue;
        if (const auto* header = std::get_if<InterchangeHeader>(&**event))
            sent.push_back({std::string(header->sender()),
                            std::string(header->receiver()),
                            std::string(header->control_number()),
                            header->wants_acknowledgment(),
                            sent_at,
                            {}});
        if (sent.empty()) continue;
        auto& groups = sent.back().groups;
        if (const auto* group = std::get_if<GroupHeader>(&**event))
            groups.push_back(
                {std::string(group->functional_id()), std::string(group->control_number()), std::string(group->guide_id()), {}});
        if (const auto* set = std::get_if<TransactionSet>(&**event); set != nullptr && !groups.empty())
            groups.back().sets.push_back(
                {std::string(set->transaction), std::string(set->control_number), std::string(set->guide_id)});
    }
    return sent;
}

}  // namespace x278::edi
