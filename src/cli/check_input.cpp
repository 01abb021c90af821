#include "cli/check_input.hpp"

#include "cli/issue_words.hpp"
#include "cli/page.hpp"
#include "edi/reader.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <optional>

namespace x278::cli {

namespace {

// Checks the events of one input as they come by; the survey runs ahead, one interchange at a time.
class Check {
public:
    Check(const app::Input& input, const edi::Guides& guides, const std::function<void(const Finding&)>& found)
        : file_(input.name), guides_(guides), found_(found), survey_(edi::Reader(input.open()), guides)
    {
    }

    void operator()(const edi::InterchangeHeader& header)
    {
        ++counts_.interchanges;
        verdict_ = survey_.next().value_or(edi::EnvelopeVerdict{});
        groups_  = 0;
        say(verdict_->issues, fmt::format("interchange {}", header.control_number()));
    }
    void operator()(const edi::InterchangeAcknowledgment&) {}
    void operator()(const edi::GroupHeader& header)
    {
        ++counts_.groups;
        group_ = header;
        ++groups_;
        say(verdict_->group(groups_).issues, fmt::format("group {}", header.control_number()));
    }
    void operator()(const edi::TransactionSet& set)
    {
        const auto checked = edi::validate(set, group_, guides_, edi::Taking::everything);
        ++counts_.sets;
        if (checked.accepted() && verdict_->accepted() && verdict_->group(groups_).accepted()) ++counts_.sets_accepted;
        say(checked.issues(), fmt::format("set {}", set.control_number), &set);
    }
    void operator()(const edi::GroupTrailer&) {}  // said by the survey, as are strays
    void operator()(const edi::InterchangeTrailer&) { verdict_.reset(); }
    void operator()(const edi::StraySegment&) {}
    void operator()(const Error& error)
    {
        if (!verdict_) say_unreadable(error.message);  // inside an interchange the survey says it
    }

    CheckCounts end()
    {
        if (counts_.interchanges == 0 && counts_.errors == 0)
            say_unreadable("holds no interchange; expected text that starts with ISA");
        return counts_;
    }

private:
    void say(const std::vector<edi::Issue>& issues, const std::string& within, const edi::TransactionSet* set = nullptr)
    {
        for (const edi::Issue& issue : issues) {
            ++(issue.severity == edi::Severity::error ? counts_.errors : counts_.warnings);
            found_({file_, within, issue, set});
        }
    }

    // Text that belongs to no interchange has no place and no code in any acknowledgment.
    void say_unreadable(const std::string& message)
    {
        edi::Issue issue;
        issue.message = message;
        say({issue}, {});
    }

    const std::string&                         file_;
    const edi::Guides&                         guides_;
    const std::function<void(const Finding&)>& found_;
    edi::EnvelopeSurvey                        survey_;
    std::optional<edi::EnvelopeVerdict>        verdict_;  // of the open interchange; empty between them
    edi::GroupHeader                           group_;
    int                                        groups_ = 0;  // in this interchange, so far
    CheckCounts                                counts_;
};

std::string counted(int number, std::string_view thing) { return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s"); }

// The segment an issue is about; null for one that is about no segment of a set.
const edi::Segment* segment_of(const Finding& finding)
{
    const auto position = static_cast<std::size_t>(finding.issue.where.segment_position);
    if (finding.set == nullptr || position == 0 || position > finding.set->segments.size()) return nullptr;
    return &finding.set->segments[position - 1];
}

}  // namespace

CheckCounts& CheckCounts::operator+=(const CheckCounts& other) noexcept
{
    interchanges += other.interchanges;
    groups += other.groups;
    sets += other.sets;
    sets_accepted += other.sets_accepted;
    errors += other.errors;
    warnings += other.warnings;
    return *this;
}

CheckCounts check_input(const app::Input& input, const edi::Guides& guides, const std::function<void(const Finding&)>& found)
{
    edi::Reader in(input.open());
    Check       check(input, guides, found);
    while (auto event = in.next()) {
        if (*event)
            std::visit(check, **event);
        else
            check(event->error());
    }
    return check.end();
}

std::string finding_text(const Finding& finding, const edi::Guides& guides)
{
    const edi::Issue& issue = finding.issue;
    std::string       place = finding.within;
    if (const std::string inside = place_words(issue.where); !inside.empty()) place += ", " + inside;
    std::string text = finding.file + ": ";
    if (!place.empty()) text += place + ": ";
    if (issue.severity == edi::Severity::warning) text += "warning: ";
    if (!issue.id.empty()) text += fmt::format("[{}] ", kind_words(guides, issue));
    text = printable(text + issue.message) + '\n';
    if (const edi::Segment* segment = segment_of(finding)) {
        const auto pointed = point_at(*segment, finding.set->delimiters, issue.where);
        text += fmt::format("    {}\n    {}\n", pointed.text, pointed.carets);
    }
    return text;
}

boost::json::object finding_json(const Finding& finding, const edi::Guides& guides)
{
    const edi::Issue&     issue = finding.issue;
    const edi::IssueKind* kind  = guides.issue_kind(issue.id);
    return {
        {"within", printable(finding.within)},
        {"place", place_words(issue.where)},
        {"issue", issue.id},
        {"layer", kind != nullptr ? kind->layer : ""},
        {"code", kind != nullptr ? kind->code : ""},
        {"severity", issue.severity == edi::Severity::error ? "error" : "warning"},
        {"message", printable(issue.message)},
        {"segment_position", issue.where.segment_position},
        {"segment", printable(issue.where.segment_id)},
        {"loop", issue.where.loop_id},
        {"element", issue.where.element},
        {"component", issue.where.component},
        {"repetition", issue.where.repetition},
        {"offset_bytes", issue.where.offset_bytes},
    };
}

std::string counts_text(const CheckCounts& counts)
{
    std::string text = fmt::format("{}, {}, {}: {} accepted, {} refused; {}", counted(counts.interchanges, "interchange"),
                                   counted(counts.groups, "group"), counted(counts.sets, "set"), counts.sets_accepted,
                                   counts.sets_refused(), counted(counts.errors, "issue"));
    if (counts.warnings > 0) text += ", " + counted(counts.warnings, "warning");
    return text;
}

}  // namespace x278::cli
