#include "cli/words.hpp"

#include "cli/value_words.hpp"
#include "edi/answers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace x278::cli {

using namespace model;

namespace {

std::string line_words(const Names& names, const ServiceLine& line)
{
    const Service& s    = line.service;
    std::string    what = std::string(!s.procedure.empty() ? s.procedure : s.revenue_code);
    std::string    much = line.delivery ? delivery_words(names, *line.delivery) : std::string();
    if (much.empty() && s.quantity && s.quantity->value != 1)
        much = names.counted(s.quantity->text, "355", s.quantity_unit.empty() ? "UN" : s.quantity_unit);
    if (what.empty()) return much;
    return much.empty() ? what : fmt::format("{} ({})", what, much);
}

}  // namespace

std::string asked_in_words(const edi::Guides& guides, const ServiceReviewRequest& request)
{
    const Names   names(guides);
    const Review& review = request.event.review;
    std::string   words  = request.kind == RequestKind::inquiry        ? "inquiry: "
                           : request.kind == RequestKind::notification ? "notification: "
                                                                       : "";
    words += guides.name_of("1525", review.request_category);
    if (!review.service_type.empty()) words += fmt::format(": {}", guides.name_of("1365", review.service_type));
    if (request.event.delivery) words += ", " + delivery_words(names, *request.event.delivery);
    std::vector<std::string> lines;
    for (const ServiceLine& line : request.event.lines)
        if (auto line_text = line_words(names, line); !line_text.empty()) lines.push_back(std::move(line_text));
    if (!lines.empty()) words += fmt::format("; {}", fmt::join(lines, ", "));
    return words;
}

std::string_view outcome_in_words(Outcome outcome) noexcept
{
    switch (outcome) {
        case Outcome::not_required: return "no authorization needed";
        case Outcome::notice_accepted: return "notice accepted";
        case Outcome::approved: return "approved";
        case Outcome::modified: return "approved with changes";
        case Outcome::pended: return "pended";
        case Outcome::contact_payer: return "contact the payer";
        case Outcome::denied_administratively: return "denied";
        case Outcome::cancelled: return "cancelled";
        case Outcome::partly_approved: return "partly approved";
    }
    return {};
}

std::string answer_in_words(const Determination& determination)
{
    if (!determination.rejections.empty()) return "not worked on";
    const LineDetermination* decided = &determination.event;
    std::string              words(outcome_in_words(decided->outcome));
    if (decided->outcome == Outcome::modified && !decided->quantity)
        for (const LineDetermination& line : determination.lines)
            if (line.outcome == Outcome::modified && line.quantity) decided = &line;
    if (decided->outcome == Outcome::modified && decided->quantity)
        words += ": "
                 + Names(edi::Guides::embedded())
                       .counted(fmt::format("{:g}", decided->quantity->value), "673", decided->quantity->unit);
    if (determination.event.outcome == Outcome::partly_approved) {
        std::vector<std::string_view> lines;
        for (const LineDetermination& line : determination.lines) lines.push_back(outcome_in_words(line.outcome));
        words += fmt::format(": {}", fmt::join(lines, ", "));
    }
    return words;
}

std::string rejection_in_words(const Rejection& rejection)
{
    const auto* code = edi::Answers::embedded().rejection(rejection.situation);
    std::string where;
    if (rejection.line != 0) where += fmt::format("line {}, ", rejection.line);
    if (rejection.provider != 0)
        where += fmt::format("{} {}, ", rejection.situation.starts_with("transport") ? "place" : "provider", rejection.provider);
    return where + (code != nullptr ? code->sentence : rejection.situation);
}

std::string answer_in_words(const InquiryAnswer& answer)
{
    if (!answer.rejections.empty()) return "not worked on";
    std::vector<std::string> found;
    for (const Match& match : answer.matches) found.push_back(answer_in_words(match.determination));
    return fmt::format("{}{} found: {}", answer.more ? "the latest " : "", answer.matches.size(), fmt::join(found, ", "));
}

std::string reason_in_words(const InquiryAnswer& answer)
{
    std::vector<std::string> words;
    for (const Rejection& rejection : answer.rejections) words.push_back(rejection_in_words(rejection));
    for (const Match& match : answer.matches) {
        const auto& decided = match.determination;
        const auto& number =
            decided.certification_number.empty() ? decided.administrative_reference : decided.certification_number;
        words.push_back(fmt::format("{}{}{}", match.asked.reference, number.empty() ? "" : " ", number));
    }
    return fmt::format("{}", fmt::join(words, "; "));
}

std::string receipt_in_words(const edi::Guides& guides, const Determination& determination)
{
    if (!determination.rejections.empty()) return reason_in_words(guides, determination);
    return "receipt " + determination.administrative_reference;
}

std::string reason_in_words(const edi::Guides& guides, const Determination& determination)
{
    const Names              names(guides);
    std::vector<std::string> words;
    const auto               add = [&](std::string text) {
        if (std::ranges::find(words, text) == words.end()) words.push_back(std::move(text));
    };
    for (const Rejection& rejection : determination.rejections) add(rejection_in_words(rejection));
    const auto say = [&](const LineDetermination& decided) {
        for (const ReasonCode& reason : decided.reasons)
            if (!reason.code.empty()) add(names("ext886", reason.code));
        if (!decided.decided_by.empty()) add("rule " + decided.decided_by.words());
    };
    say(determination.event);
    for (const LineDetermination& line : determination.lines) say(line);
    const bool silent = determination.rejections.empty()
                        && std::ranges::any_of(determination.lines, [](const auto& line) { return line.decided_by.empty(); });
    if (silent || (determination.rejections.empty() && determination.lines.empty() && determination.event.decided_by.empty()))
        add("no rule speaks for it");
    return fmt::format("{}", fmt::join(words, "; "));
}

}  // namespace x278::cli
