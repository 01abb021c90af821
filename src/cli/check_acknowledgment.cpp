#include "cli/check_acknowledgment.hpp"

#include "edi/envelope.hpp"
#include "edi/reader.hpp"
#include "edi/reply.hpp"
#include "edi/validator.hpp"

#include <array>
#include <utility>

namespace x278::cli {

namespace {

// Keeps replies in memory, a line break after each segment that does not end with one.
class Lines : public edi::ReplySink {
public:
    void append(edi::ReplyKind kind, std::string_view bytes) override
    {
        if (bytes.empty()) return;
        const char terminator = bytes.back();
        for (const char c : bytes) {
            text(kind) += c;
            if (c == terminator && c != '\n') text(kind) += '\n';
        }
    }
    [[nodiscard]] std::uint64_t written(edi::ReplyKind kind) const override
    {
        return texts_[static_cast<std::size_t>(kind)].size();
    }
    void roll_back(edi::ReplyKind kind, std::uint64_t to) override { text(kind).resize(static_cast<std::size_t>(to)); }

    [[nodiscard]] std::string& text(edi::ReplyKind kind) { return texts_[static_cast<std::size_t>(kind)]; }

private:
    std::array<std::string, edi::reply_kinds> texts_;
};

edi::NumberSource counting_from_one()
{
    return {[n = std::uint64_t{0}]() mutable { return ++n; }, [n = std::uint64_t{0}]() mutable { return ++n; }};
}

// Tells the reply writer what the events of one input are worth, as the processor would, and answers nothing.
class Acknowledging {
public:
    Acknowledging(const app::Input& input, const edi::Guides& guides, const Clock& clock, Lines& lines)
        : guides_(guides),
          survey_(edi::Reader(input.open()), guides),
          reply_(guides, edi::Answers::embedded(), counting_from_one(), clock, lines)
    {
    }

    void operator()(const edi::InterchangeHeader& header)
    {
        interchange_           = survey_.next().value_or(edi::EnvelopeVerdict{});
        groups_                = 0;
        interchange_.agreement = &terms_;
        reply_.open(header, interchange_);
    }
    void operator()(const edi::GroupHeader& header)
    {
        group_ = header;
        ++groups_;
        if (interchange_.accepted()) reply_.open(header, interchange_.group(groups_));
    }
    void operator()(const edi::TransactionSet& set)
    {
        const bool wanted = interchange_.accepted() && interchange_.group(groups_).accepted() && group_.functional_id() != "FA";
        if (wanted) reply_.acknowledge(edi::validate(set, group_, guides_, edi::Taking::everything));
    }
    void operator()(const edi::GroupTrailer& trailer)
    {
        if (interchange_.accepted()) reply_.close(trailer);
    }
    void operator()(const edi::InterchangeTrailer& trailer)
    {
        if (interchange_.accepted()) reply_.close(trailer);
    }
    void operator()(const edi::InterchangeAcknowledgment&) {}  // never answered
    void operator()(const edi::StraySegment&) {}               // said by the survey

private:
    // What is clean is wanted as well, to see what would be said of it.
    const edi::Agreement terms_ = [] {
        edi::Agreement terms;
        terms.acknowledgments = edi::Election::always;
        return terms;
    }();

    const edi::Guides&   guides_;
    edi::EnvelopeSurvey  survey_;
    edi::ReplyWriter     reply_;
    edi::EnvelopeVerdict interchange_;  // of the open one
    edi::GroupHeader     group_;
    int                  groups_ = 0;  // in this interchange, so far
};

}  // namespace

AcknowledgmentTexts acknowledgments_of(const app::Input& input, const edi::Guides& guides, const Clock& clock)
{
    Lines         lines;
    Acknowledging acknowledging(input, guides, clock, lines);
    edi::Reader   in(input.open());
    while (auto event = in.next())
        if (*event) std::visit(acknowledging, **event);
    return {std::move(lines.text(edi::ReplyKind::ta1)), std::move(lines.text(edi::ReplyKind::acknowledgment))};
}

}  // namespace x278::cli
