#include "app/doors.hpp"

#include "app/outbox.hpp"
#include "edi/framing.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <stdexcept>

namespace x278::app {

namespace asio = boost::asio;

namespace {

// What happened, for the log: ids, positions and codes, never a person. What a sender wrote is
// quoted and escaped, so that a line break in it cannot write a line of its own.
class LogObserver : public Observer {
public:
    explicit LogObserver(std::string from) : from_(std::move(from)) {}

    void on_error(const Error& error) override { spdlog::warn("from={:?} passed over: {}", from_, error.message); }
    void on_interchange(const edi::InterchangeHeader& header, const edi::EnvelopeVerdict& verdict) override
    {
        sender_ = header.sender();
        for (const edi::Issue& issue : verdict.issues)
            spdlog::warn("from={:?} sender={:?} interchange={:?} {}: {}", from_, sender_, header.control_number(), issue.id,
                         issue.message);
    }
    void on_group(const edi::GroupHeader& header, const edi::GroupVerdict& verdict) override
    {
        for (const edi::Issue& issue : verdict.issues)
            spdlog::warn("from={:?} sender={:?} group={:?} {}: {}", from_, sender_, header.control_number(), issue.id,
                         issue.message);
    }
    void on_set(const edi::Validated& checked) override
    {
        if (!checked.accepted())
            spdlog::warn("from={:?} sender={:?} set={:?} refused issues={} first={}", from_, sender_,
                         checked.set().control_number, checked.issues().size(), checked.issues().front().id);
    }
    void on_acknowledgment(const edi::Acknowledgment& received) override
    {
        spdlog::log(level_of(received.verdict), "from={:?} sender={:?} 999 for group={:?} {}: {:?}", from_, sender_,
                    received.control_number, edi::words_of(received.verdict), edi::summary_of(received));
    }
    void on_receipt(const edi::InterchangeReceipt& received) override
    {
        spdlog::log(level_of(received.verdict), "from={:?} sender={:?} TA1 for interchange={:?} {}: {:?}", from_, sender_,
                    received.control_number, edi::words_of(received.verdict), edi::summary_of(received));
    }
    void on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool repeated) override
    {
        const auto& event = determination.event;
        std::string said(outcome_name(event.outcome));
        if (!determination.rejections.empty()) said.clear();
        for (const model::Rejection& rejection : determination.rejections)
            said += (said.empty() ? "" : ",") + rejection.situation;
        spdlog::info("from={:?} sender={:?} reference={:?} {} rule={}{}", from_, sender_, request.reference, said,
                     event.decided_by.words(), repeated ? " repeated" : "");
        if (request.kind == model::RequestKind::notification) return;  // no rule is asked
        for (const auto& line : determination.lines)
            if (line.decided_by.empty())
                spdlog::warn("from={:?} sender={:?} reference={:?} line={} no rule speaks for it", from_, sender_,
                             request.reference, line.line);
    }
    void on_inquiry(const model::ServiceReviewRequest& inquiry, const model::InquiryAnswer& answer) override
    {
        spdlog::info("from={:?} sender={:?} inquiry={:?} found={}{}", from_, sender_, inquiry.reference, answer.matches.size(),
                     answer.rejections.empty() ? "" : " " + answer.rejections.front().situation);
    }

private:
    static spdlog::level::level_enum level_of(edi::Verdict verdict)
    {
        return verdict == edi::Verdict::accepted ? spdlog::level::info : spdlog::level::warn;
    }
    static std::string_view outcome_name(model::Outcome outcome) { return edi::Answers::embedded().outcome(outcome).outcome; }

    std::string from_;
    std::string sender_;
};

Result<std::string> answer_message(const Processor& processor, const net::Delivery& delivery)
{
    LogObserver  log(delivery.peer);
    MemoryOutbox outbox;
    const auto   done = processor.process(memory_input(delivery.peer, delivery.bytes), outbox, log);
    if (!done) return std::unexpected(done.error());
    return outbox.all();
}

Result<void> answer_file(const Processor& processor, const std::filesystem::path& file, const std::filesystem::path& replies)
{
    LogObserver log("drop " + file.filename().string());
    const auto  input = file_input(file);
    if (!input) return std::unexpected(input.error());
    auto outbox = FileOutbox::open(replies, file.stem().string());
    if (!outbox) return std::unexpected(outbox.error());
    const auto done = processor.process(*input, **outbox, log);
    if (!done) return std::unexpected(done.error());
    const auto written = (*outbox)->commit();
    if (!written) return std::unexpected(written.error());
    if (written->empty() && done->interchanges_read == 0)
        return failure(ErrorCode::bad_input, "the file holds no interchange; expected `ISA`");
    return {};
}

}  // namespace

net::Framer interchange_framer()
{
    return [](std::string_view read_so_far, std::size_t searched) -> Result<net::Frame> {
        const auto frame = edi::find_interchange(read_so_far, searched);
        if (!frame) return std::unexpected(frame.error());
        return net::Frame{frame->skip, frame->size};
    };
}

net::Exchange message_exchange(const Processor& processor, asio::thread_pool& workers)
{
    return [&processor, &workers](net::Delivery delivery) -> asio::awaitable<net::Reply> {
        auto work = [](const Processor& p, net::Delivery d) -> asio::awaitable<Result<std::string>> {
            co_return answer_message(p, d);
        };
        auto answered =
            co_await asio::co_spawn(workers.get_executor(), work(processor, std::move(delivery)), asio::use_awaitable);
        if (!answered) throw std::runtime_error(answered.error().message);
        net::Reply reply{std::move(*answered)};
        co_return reply;
    };
}

net::FileExchange file_exchange(const Processor& processor, asio::thread_pool& workers)
{
    return [&processor, &workers](std::filesystem::path file, std::filesystem::path replies) -> asio::awaitable<Result<void>> {
        auto work = [](const Processor& p, std::filesystem::path f, std::filesystem::path r) -> asio::awaitable<Result<void>> {
            co_return answer_file(p, f, r);
        };
        auto answered = co_await asio::co_spawn(workers.get_executor(), work(processor, std::move(file), std::move(replies)),
                                                asio::use_awaitable);
        co_return answered;
    };
}

}  // namespace x278::app
