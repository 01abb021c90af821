#include "cli/check_input.hpp"

#include "cli/issue_words.hpp"
#include "cli/page.hpp"
#include "edi/interchange_check.hpp"
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
    void operator()(const edi::InterchangeAcknowledgment& ta1)
    {
        say(edi::check_acknowledgment(ta1, guides_), fmt::format("acknowledgment of interchange {}", ta1.elements[1]), nullptr,
            &ta1);
    }
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
    void say(const std::vector<edi::Issue>&        issues,
             const std::string&                    within,
             const edi::TransactionSet*            set = nullptr,
             const edi::InterchangeAcknowledgment* ta1 = nullptr)
    {
        for (const edi::Issue& issue : issues) {
            ++(issue.severity == edi::Severity::error ? counts_.errors : counts_.warnings);
            found_({file_, within, issue, set, ta1});
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

// The segment an issue is about; null for one that is about no segment of a set, nor about a TA1.
const edi::Segment* segment_of(const Finding& finding)
{
    if (finding.ta1 != nullptr) return &finding.ta1->segment;
    const auto position = static_cast<std::size_t>(finding.issue.where.segment_position);
    if (finding.set == nullptr || position == 0 || position > finding.set->segments.size()) return nullptr;
    return &finding.set->segments[position - 1];
}

boost::json::object place_json(const edi::Location& where)
{
    return {
        {"segment_position", where.segment_position},
        {"segment", printable(where.segment_id)},
        {"loop", where.loop_id},
        {"element", where.element},
        {"component", where.component},
        {"repetition", where.repetition},
        {"line", where.line},
        {"party", where.party},
        {"offset_bytes", where.offset_bytes},
    };
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
    if (!issue.id.empty()) text += fmt::format("[{}] ", kind_words(guides, issue.id));
    text += issue.message;
    if (const auto* rejection = rejection_of(guides, issue.id))
        text += fmt::format("; the response will say so in loop {}: {}, {}", rejection->loop,
                            guides.name_of("901", rejection->aaa03), guides.name_of("889", rejection->aaa04));
    for (const edi::Location& where : issue.context) text += fmt::format("; because of {}", place_words(where));
    text = printable(text) + '\n';
    if (const edi::Segment* segment = segment_of(finding)) {
        const auto& delimiters = finding.ta1 != nullptr ? finding.ta1->delimiters : finding.set->delimiters;
        const auto  pointed    = point_at(*segment, delimiters, issue.where);
        text += fmt::format("    {}\n    {}\n", pointed.text, pointed.carets);
    }
    return text;
}

boost::json::object finding_json(const Finding& finding, const edi::Guides& guides)
{
    const edi::Issue&     issue = finding.issue;
    const edi::IssueKind* kind  = guides.issue_kind(issue.id);
    boost::json::object   object{
        {"within", printable(finding.within)},
        {"place", place_words(issue.where)},
        {"issue", issue.id},
        {"layer", kind != nullptr ? kind->layer : ""},
        {"code", kind != nullptr ? kind->code : ""},
        {"severity", issue.severity == edi::Severity::error ? "error" : "warning"},
        {"message", printable(issue.message)},
    };
    for (const auto& member : place_json(issue.where)) object[member.key()] = member.value();
    boost::json::array context;
    for (const edi::Location& where : issue.context) context.push_back(place_json(where));
    object["context"] = std::move(context);
    if (const auto* rejection = rejection_of(guides, issue.id))
        object["answered"] = boost::json::object{
            {"loop", rejection->loop},
            {"aaa03", rejection->aaa03},
            {"reason", guides.name_of("901", rejection->aaa03)},
            {"aaa04", rejection->aaa04},
            {"action", guides.name_of("889", rejection->aaa04)},
        };
    return object;
}

boost::json::object counts_json(const CheckCounts& counts)
{
    return {
        {"interchanges", counts.interchanges},
        {"groups", counts.groups},
        {"sets", counts.sets},
        {"sets_accepted", counts.sets_accepted},
        {"sets_refused", counts.sets_refused()},
        {"errors", counts.errors},
        {"warnings", counts.warnings},
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
