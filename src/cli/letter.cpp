#include "cli/letter.hpp"

#include "cli/value_words.hpp"
#include "cli/words.hpp"
#include "core/day.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace x278::cli {

namespace {

constexpr std::string_view between   = "----------------------------------------\n";
constexpr std::string_view not_again = "N";  // AAA04

// By the rows of letters.csv.
std::string_view row_of(model::Outcome outcome) noexcept
{
    static constexpr std::array<std::string_view, 9> rows{
        "letter/not_required",  "letter/notice_accepted",         "letter/approved",
        "letter/modified",      "letter/partly_approved",         "letter/pended",
        "letter/contact_payer", "letter/denied_administratively", "letter/cancelled",
    };
    return rows[static_cast<std::size_t>(outcome)];
}

// Sentences and facts of one letter, a line each.
class Letter {
public:
    Letter(const edi::Guides& guides, const edi::Answers& answers) : names_(guides), answers_(answers) {}

    void say(std::string_view text)
    {
        if (!text.empty()) text_ += fmt::format("{}\n", text);
    }

    void blank() { text_ += '\n'; }

    void sentence(std::string_view row, std::string_view service)
    {
        std::string text(answers_.message(row));
        if (const auto at = text.find("{service}"); at != std::string::npos)
            text.replace(at, std::string_view("{service}").size(), service);
        if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
            text.front() = static_cast<char>(text.front() - 'a' + 'A');
        say(text);
    }

    // What is wrong with the request: the sentence of rejections.csv, unless letters.csv has one for whoever is not the operator.
    void rejection(const model::Rejection& rejection)
    {
        std::string            text     = rejection_in_words(rejection);
        const std::string_view sentence = answers_.message("letter/rejected/" + rejection.situation);
        const auto* const      code     = answers_.rejection(rejection.situation);
        if (!sentence.empty() && code) text.replace(text.size() - code->sentence.size(), code->sentence.size(), sentence);
        say("  - " + text);
    }

    // Whether sending it again could do any good.
    [[nodiscard]] bool may_be_sent_again(const model::Rejection& rejection) const
    {
        const auto* const code = answers_.rejection(rejection.situation);
        return code == nullptr || code->aaa04 != not_again;
    }

    void line(const model::LineDetermination& decided, std::string_view service)
    {
        sentence(row_of(decided.outcome), service);
        if (decided.quantity)
            say("  " + names_.counted(fmt::format("{}", decided.quantity->value), "673", decided.quantity->unit));
        if (decided.period) say(fmt::format("  from {} to {}", day_text(decided.period->first), day_text(decided.period->last)));
        for (const model::ReasonCode& reason : decided.reasons) say(reason_of(reason));
        say(decided.message.empty() ? std::string() : "  " + decided.message.words());
        if (!decided.documents_wanted.empty()) say("  " + std::string(answers_.message("letter/documents")));
        for (const std::string& document : decided.documents_wanted) say("  - " + names_("755", document));
        if (decided.contact) contact(*decided.contact);
        rule_of(decided);
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    [[nodiscard]] std::string reason_of(const model::ReasonCode& reason) const
    {
        if (reason.code.empty()) return "  " + reason.text.words();
        return fmt::format("  {}: {}", names_("ext886", reason.code), reason.text.words());
    }

    void contact(const model::ContactPoint& point)
    {
        std::string text = "  " + point.name;
        for (const auto& number : point.numbers) text += fmt::format(", {} {}", names_("365", number.kind), number.number);
        say(text);
    }

    // The rule an answer rests on, by its own words and the published rules it honours.
    void rule_of(const model::LineDetermination& decided)
    {
        const auto found =
            std::ranges::find_if(decided.findings, [&](const auto& f) { return f.rule->id == decided.decided_by; });
        if (found != decided.findings.end())
            say(fmt::format("  By rule {} ({}): {}", found->rule->id, found->rule->source, found->rule->title));
    }

    Names               names_;
    const edi::Answers& answers_;
    std::string         text_;
};

bool may_be_appealed(const model::LineDetermination& decided)
{
    return decided.outcome == model::Outcome::denied_administratively || decided.outcome == model::Outcome::modified;
}

std::string service_of(const model::ServiceLine& line)
{
    const auto& code = line.service.procedure.empty() ? line.service.revenue_code : line.service.procedure;
    return code.empty() ? fmt::format("service {}", line.number) : fmt::format("service {} ({})", line.number, code);
}

}  // namespace

std::string letter_text(const edi::Guides&                 guides,
                        const edi::Answers&                answers,
                        const model::ServiceReviewRequest& request,
                        const model::Determination&        determination)
{
    Letter letter(guides, answers);
    letter.say(fmt::format("Your request {}, answered on {}", request.reference, day_text(determination.determined_on)));
    letter.say(asked_in_words(guides, request));
    if (!determination.certification_number.empty()) letter.say("Authorization number: " + determination.certification_number);
    if (!determination.administrative_reference.empty()) letter.say("Case number: " + determination.administrative_reference);
    letter.blank();
    if (!determination.rejections.empty()) {
        const auto again = [&](const model::Rejection& rejection) { return letter.may_be_sent_again(rejection); };
        letter.sentence(std::ranges::all_of(determination.rejections, again) ? "letter/rejected" : "letter/rejected_for_good",
                        "");
        for (const model::Rejection& rejection : determination.rejections) letter.rejection(rejection);
        return letter.take();
    }
    if (determination.lines.empty()) letter.line(determination.event, "your request");
    for (std::size_t i = 0; i < determination.lines.size(); ++i)
        letter.line(determination.lines[i], service_of(request.event.lines[i]));
    if (may_be_appealed(determination.event) || std::ranges::any_of(determination.lines, may_be_appealed)) {
        letter.blank();
        letter.sentence("letter/appeal", "");
    }
    return letter.take();
}

void Letters::on_error(const Error& error) { text_ += error.message + "\n"; }

void Letters::on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool)
{
    if (!text_.empty()) text_ += between;
    text_ += letter_text(edi::Guides::embedded(), edi::Answers::embedded(), request, determination);
}

}  // namespace x278::cli
