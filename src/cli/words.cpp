#include "cli/words.hpp"

#include "edi/answers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace x278::cli {

using namespace model;

namespace {

std::string quantity_words(std::string_view quantity, std::string_view unit)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> names{
        {{"VS", "visits"}, {"DY", "days"}, {"DA", "days"}, {"HS", "hours"}, {"MN", "months"}, {"FL", "units"}, {"UN", "units"}, {"MJ", "minutes"}, {"F2", "international units"}}};
    const auto name = std::ranges::find(names, unit, &std::pair<std::string_view, std::string_view>::first);
    auto       word = std::string(name == names.end() ? unit : name->second);
    if (quantity == "1" && word.ends_with('s')) word.pop_back();
    return fmt::format("{} {}", quantity, word);
}

std::string delivery_words(const std::optional<Delivery>& delivery)
{
    return delivery && delivery->quantity ? quantity_words(delivery->quantity->text, delivery->quantity_qualifier) : std::string();
}

std::string line_words(const ServiceLine& line)
{
    const Service& s    = line.service;
    std::string    what = std::string(!s.procedure.empty() ? s.procedure : s.revenue_code);
    std::string    much = delivery_words(line.delivery);
    if (much.empty() && s.quantity && s.quantity->value != 1) much = quantity_words(s.quantity->text, s.quantity_unit.empty() ? "UN" : s.quantity_unit);
    if (what.empty()) return much;
    return much.empty() ? what : fmt::format("{} ({})", what, much);
}

}  // namespace

std::string asked_in_words(const edi::Guides& guides, const ServiceReviewRequest& request)
{
    const Review& review = request.event.review;
    std::string   words  = std::string(guides.name_of("1525", review.request_category));
    if (!review.service_type.empty()) words += fmt::format(": {}", guides.name_of("1365", review.service_type));
    if (const auto much = delivery_words(request.event.delivery); !much.empty()) words += ", " + much;
    std::vector<std::string> lines;
    for (const ServiceLine& line : request.event.lines)
        if (auto line_text = line_words(line); !line_text.empty()) lines.push_back(std::move(line_text));
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
    if (decided->outcome == Outcome::modified && decided->quantity) words += fmt::format(": {}", quantity_words(fmt::format("{:g}", decided->quantity->value), decided->quantity->unit));
    if (determination.event.outcome == Outcome::partly_approved) {
        std::vector<std::string_view> lines;
        for (const LineDetermination& line : determination.lines) lines.push_back(outcome_in_words(line.outcome));
        words += fmt::format(": {}", fmt::join(lines, ", "));
    }
    return words;
}

std::string reason_in_words(const edi::Guides& guides, const Determination& determination)
{
    std::vector<std::string> words;
    const auto               add = [&](std::string text) {
        if (std::ranges::find(words, text) == words.end()) words.push_back(std::move(text));
    };
    for (const Rejection& rejection : determination.rejections) {
        const auto* code = edi::Answers::embedded().rejection(rejection.situation);
        add(code != nullptr ? code->sentence : rejection.situation);
    }
    const auto say = [&](const LineDetermination& decided) {
        for (const ReasonCode& reason : decided.reasons) add(fmt::format("{} [{}]", guides.name_of("ext886", reason.code), reason.code));
        if (!decided.decided_by.empty()) add("rule " + decided.decided_by);
    };
    say(determination.event);
    for (const LineDetermination& line : determination.lines) say(line);
    const bool silent = determination.rejections.empty() && std::ranges::any_of(determination.lines, [](const auto& line) { return line.decided_by.empty(); });
    if (silent || (determination.rejections.empty() && determination.lines.empty() && determination.event.decided_by.empty())) add("no rule speaks for it");
    return fmt::format("{}", fmt::join(words, "; "));
}

}  // namespace x278::cli
