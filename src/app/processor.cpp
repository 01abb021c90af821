#include "app/processor.hpp"

#include "app/inquiry.hpp"
#include "app/numbers.hpp"
#include "app/partners.hpp"
#include "edi/envelope.hpp"
#include "edi/reader.hpp"
#include "edi/rejection_places.hpp"
#include "edi/request.hpp"
#include "edi/validator.hpp"
#include "policy/engine.hpp"

#include <algorithm>

namespace x278::app {

template <class... F>
struct overloaded : F... {
    using F::operator()...;
};

// Requests that are checked and not yet determined. They are determined together, so that
// they share a commit.
struct Processor::Pending {
    struct Request {
        store::RequestKey             key;
        std::string                   fingerprint;
        std::vector<model::Rejection> faults;  // found while it was checked, answered with what deciding finds
        model::ServiceReviewRequest   request;
        std::vector<model::Rejection> refused;       // by the partner's agreement: answered, never determined
        std::string                   content = {};  // equal for what is asked again under another reference
    };
    std::vector<Request> requests;
    std::size_t          bytes = 0;
};

// A 999 says what became of a group of ours.
void Processor::note_acknowledgment(const edi::TransactionSet& set, const edi::GroupHeader& group, Observer& observer) const
{
    const auto checked = edi::validate(set, group, guides_, edi::Taking::everything);
    if (const auto acknowledgment = edi::to_acknowledgment(checked)) observer.on_acknowledgment(*acknowledgment);
}

// Everything one sender sent, start to finish. Read this first.
//
// Each interchange is surveyed to its end before anything in it is decided: a fault of
// the trailer refuses what came before it. A determination is durable before its answer is
// written, and a request that arrives twice gets the determination it got the first time:
// a crash at any line loses nothing and decides nothing twice.
Result<edi::ReplyCounts> Processor::process(const Input& input, edi::ReplySink& replies, Observer& observer) const
try {
    edi::Reader         in(input.open());
    edi::EnvelopeSurvey survey(edi::Reader(input.open()), guides_, &agreements_);
    edi::ReplyWriter    reply(guides_, answers_, number_source(store_), clock_, replies);

    std::string          sender;         // ISA06
    edi::EnvelopeVerdict interchange;    // of the open interchange
    edi::GroupHeader     group;          // the open one
    edi::GroupVerdict    group_verdict;  // of the open group
    int                  groups = 0;     // in this interchange, so far
    Pending              pending;

    while (auto event = in.next()) {
        observer.on_progress(in.offset_bytes());
        if (!*event) {
            observer.on_error(event->error());
            continue;
        }
        const auto done = std::visit(
            overloaded{
                [&](const edi::InterchangeHeader& header) -> Result<void> {
                    interchange = survey.next().value_or(edi::EnvelopeVerdict{});
                    sender      = header.sender();
                    groups      = 0;
                    observer.on_interchange(header, interchange);
                    reply.open(header, interchange);
                    return {};
                },
                [&](const edi::GroupHeader& header) -> Result<void> {
                    if (!interchange.accepted()) return {};
                    group         = header;
                    group_verdict = interchange.group(++groups);
                    observer.on_group(header, group_verdict);
                    reply.open(header, group_verdict);
                    return {};
                },
                [&](const edi::TransactionSet& set) -> Result<void> {
                    if (interchange.accepted() && group.functional_id() == "FA") note_acknowledgment(set, group, observer);
                    if (!interchange.accepted() || !group_verdict.accepted() || group.functional_id() == "FA") return {};
                    const auto checked = edi::validate(set, group, guides_);
                    observer.on_set(checked);
                    reply.acknowledge(checked);
                    if (!checked.accepted()) return {};

                    auto request = edi::to_request(checked);
                    auto faults  = edi::rejections_of(checked, guides_);
                    auto refused = refused_by(interchange.agreement, group, request);
                    if (request.kind == model::RequestKind::inquiry) {
                        // What came before it is recorded first, so that it is found.
                        faults.insert(faults.begin(), refused.begin(), refused.end());
                        const auto flushed = flush(pending, reply, observer);
                        return flushed ? answer_inquiry(request, faults, reply, observer) : flushed;
                    }
                    pending.bytes += set.text.size();
                    auto key = key_of(sender, request);
                    pending.requests.push_back(
                        {std::move(key), edi::fingerprint_of(set), std::move(faults), std::move(request), std::move(refused)});
                    pending.requests.back().content = edi::content_of(set);
                    const bool full = pending.requests.size() >= limits_.requests_max || pending.bytes >= limits_.bytes_max;
                    return full ? flush(pending, reply, observer) : Result<void>{};
                },
                [&](const edi::GroupTrailer& trailer) -> Result<void> {
                    if (!interchange.accepted()) return {};
                    const auto flushed = flush(pending, reply, observer);
                    if (flushed) reply.close(trailer);
                    return flushed;
                },
                [&](const edi::InterchangeTrailer& trailer) -> Result<void> {
                    if (interchange.accepted()) reply.close(trailer);
                    return {};
                },
                [&](const edi::InterchangeAcknowledgment& ta1) -> Result<void> {
                    if (interchange.accepted()) observer.on_receipt(edi::to_receipt(ta1));  // never answered
                    return {};
                },
                [&](const edi::StraySegment&) -> Result<void> { return {}; },  // said by the survey
            },
            **event);
        if (!done) return std::unexpected(done.error());
    }
    return reply.counts();
} catch (const NumbersUnavailable& broken) {
    return std::unexpected(broken.error);
}

// Determines what is pending and answers it, in order of arrival.
Result<void> Processor::flush(Pending& pending, edi::ReplyWriter& reply, Observer& observer) const
{
    if (pending.requests.empty()) return {};
    std::vector<store::Arrival> arrivals;
    for (const auto& p : pending.requests)
        if (p.refused.empty()) arrivals.push_back({p.key, p.fingerprint, &p.request, p.faults, p.content});

    const auto by       = plans();
    auto       recorded = store_.determine(arrivals, [&](const store::Arrival& arrival, const store::Moment& moment) {
        return decide(arrival, moment, *by, reply);
    });
    if (!recorded) return std::unexpected(recorded.error());

    auto next = recorded->begin();
    for (auto& p : pending.requests) {
        store::Recorded found;
        if (p.refused.empty())
            found = std::move(*next++);
        else
            found.determination = rejected(std::move(p.refused));
        if (found.conflicting) found.determination = rejected({{"request/reference-reused"}});
        reply.answer(p.request, found.determination);
        observer.on_answer(p.request, found.determination, found.repeated);
    }
    pending = {};
    return {};
}

// A new determination, by the plan, with its numbers; for a notification, the receipt.
store::Decided Processor::decide(const store::Arrival&   arrival,
                                 const store::Moment&    moment,
                                 const policy::Plans&    plans,
                                 const edi::ReplyWriter& reply) const
{
    store::Decided decided;
    if (arrival.request->kind == model::RequestKind::notification) {
        decided.determination = policy::receive(*arrival.request, plans, moment.facts, arrival.faults);
        give_receipt(decided.determination, *arrival.request, moment.next_case);
    } else {
        decided.determination = policy::decide(*arrival.request, plans, moment.facts, arrival.faults);
        give_numbers(decided.determination, moment.next_case);
    }
    decided.kept  = !is_asked_again(decided.determination);
    decided.reply = reply.response_text(*arrival.request, decided.determination);
    return decided;
}

void Processor::use(policy::Plans plans)
{
    auto                  next = std::make_shared<const policy::Plans>(std::move(plans));
    const std::lock_guard lock(plans_mutex_);
    plans_.swap(next);
}

std::shared_ptr<const policy::Plans> Processor::plans() const
{
    const std::lock_guard lock(plans_mutex_);
    return plans_;
}

// Whether the sender is told to send the same request again (AAA04 P): then it is decided when
// it comes, and nothing of this time stands in its way.
bool Processor::is_asked_again(const model::Determination& determination) const
{
    return std::ranges::any_of(determination.rejections, [&](const model::Rejection& rejection) {
        const edi::RejectionCode* code = answers_.rejection(rejection.situation);
        return code != nullptr && code->aaa04 == "P";
    });
}

// Why a request is not worked on, when that says nothing about the request itself: it is
// not recorded, and the same request may come again by the right way.
model::Determination Processor::rejected(std::vector<model::Rejection> rejections) const
{
    model::Determination determination;
    determination.determined_at = clock_();
    const auto day              = std::chrono::floor<std::chrono::days>(determination.determined_at);
    determination.determined_on = day;
    determination.determined_minute =
        static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(determination.determined_at - day).count());
    determination.rejections = std::move(rejections);
    return determination;
}

// What is on file of what an inquiry asks after, as it stands now. Nothing is recorded: the
// same inquiry may be answered otherwise tomorrow.
Result<void> Processor::answer_inquiry(const model::ServiceReviewRequest& inquiry,
                                       std::span<const model::Rejection>  faults,
                                       edi::ReplyWriter&                  reply,
                                       Observer&                          observer) const
{
    const auto found = store_.find(inquiry, wanted_by(inquiry, answers_), inquiry_matches_max);
    if (!found) return std::unexpected(found.error());

    auto answer     = begin_answer(policy::receive(inquiry, *plans(), found->facts, faults));
    bool unreadable = false;
    for (const store::OnRecord& kept : found->requests) {
        if (!answer.rejections.empty() || kept.determination.payer != answer.payer) continue;
        auto asked = edi::read_again(kept.source, kept.separators, model::RequestKind::review, guides_);
        if (asked) {
            answer.matches.push_back({std::move(asked->request), kept.determination});
            continue;
        }
        unreadable = true;
        observer.on_error(asked.error());
    }
    answer.more = found->more && !answer.matches.empty();
    if (answer.rejections.empty() && answer.matches.empty())
        answer.rejections = {{unreadable ? "payer/unavailable" : nothing_found(inquiry)}};
    reply.answer(inquiry, answer);
    observer.on_inquiry(inquiry, answer);
    return {};
}

}  // namespace x278::app
