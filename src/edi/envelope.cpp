#include "edi/envelope.hpp"

#include "edi/guided_writer.hpp"
#include "edi/values.hpp"
#include "edi/version_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <charconv>
#include <set>

namespace x278::edi {

namespace {

// Which issue says that an element of ISA is wrong. ISA11 and ISA16 are separators, checked as such.
constexpr std::array<std::string_view, 17> isa_issues{
    "",
    "interchange/authorization-qualifier",
    "interchange/authorization-value",
    "interchange/security-qualifier",
    "interchange/security-value",
    "interchange/sender-qualifier",
    "interchange/sender-unknown",
    "interchange/receiver-qualifier",
    "interchange/receiver-malformed",
    "interchange/date",
    "interchange/time",
    "interchange/element-separator",
    "interchange/version",
    "interchange/control-number-bad",
    "interchange/ack-requested",
    "interchange/test-indicator",
    "interchange/component-separator",
};

bool none_is_error(const std::vector<Issue>& issues) noexcept
{
    return std::ranges::none_of(issues, [](const Issue& issue) { return issue.severity == Severity::error; });
}

bool counts(std::string_view declared, int read) noexcept
{
    int        number = -1;
    const auto result = std::from_chars(declared.data(), declared.data() + declared.size(), number);
    return result.ec == std::errc{} && result.ptr == declared.data() + declared.size() && number == read;
}

// Checks one interchange as its events come by.
class Check {
public:
    explicit Check(const Guides& guides)
        : guides_(guides), isa_(use_of(*guides.find_direction("00501", "interchange"), "ISA", "ISA"))
    {
    }

    void operator()(const InterchangeHeader& header);
    void number_repeated(Duplicates agreed);
    void operator()(const InterchangeAcknowledgment&) {}
    void operator()(const GroupHeader& header);
    void operator()(const TransactionSet&) {}
    void operator()(const GroupTrailer& trailer);
    void operator()(const InterchangeTrailer& trailer);
    void operator()(const StraySegment& segment);
    void operator()(const Error& error);

    EnvelopeVerdict take();

private:
    void say(std::vector<Issue>& issues,
             std::string_view    id,
             std::string_view    segment,
             int                 element,
             std::string         message,
             std::string_view    value = {});
    void say_controls(std::string_view segment, int element, std::string_view value);
    void check_separators(const Delimiters& d, std::string_view repetition);
    void group(std::string_view id, std::string_view segment, int element, std::string message, std::string_view value = {});

    const Guides&         guides_;
    const SegmentUse&     isa_;
    EnvelopeVerdict       verdict_;
    std::string           control_number_;
    std::string           group_number_;
    std::set<std::string> group_numbers_;
    std::size_t           offset_       = 0;
    std::size_t           group_offset_ = 0;
    int                   groups_       = 0;
    bool                  stray_        = false;
    bool                  unreadable_   = false;  // nothing after the header was read, on purpose
};

void Check::operator()(const InterchangeHeader& header)
{
    offset_         = header.offset_bytes;
    control_number_ = header.control_number();
    for (int i = 1; i <= 16; ++i) {
        const auto         at    = static_cast<std::size_t>(i);
        const Element&     spec  = isa_.elements.at(at - 1);
        const std::string& value = header.elements[at];
        const auto         id    = isa_issues[at];
        if (i == 11 || i == 16) continue;
        say_controls("ISA", i, value);
        if (value.size() != isa_lengths[at])
            say(verdict_.issues, id, "ISA", i,
                fmt::format("ISA{:02} has {} characters; expected exactly {}", i, value.size(), isa_lengths[at]));
        else if (spec.codes != nullptr && !spec.codes->contains(value)) {
            const auto version = i == 12 ? control_version_words(value) : std::string();
            say(verdict_.issues, id, "ISA", i,
                fmt::format("ISA{:02} holds {}; expected {}", i, version.empty() ? "a code that is not of its list" : version,
                            fmt::join(spec.codes->codes(), ", ")),
                value);
        }
    }
    // Of an element whose characters or width are wrong nothing else is said.
    const auto unsaid = [&](int element) {
        return std::ranges::none_of(verdict_.issues, [&](const Issue& issue) { return issue.where.element == element; });
    };
    if (!is_short_date(header.elements[9]) && unsaid(9))
        say(verdict_.issues, isa_issues[9], "ISA", 9, "ISA09 is no date; expected YYMMDD", header.elements[9]);
    if (!is_time(header.elements[10]) && unsaid(10))
        say(verdict_.issues, isa_issues[10], "ISA", 10, "ISA10 is no time; expected HHMM", header.elements[10]);
    const bool numbered = is_integer(control_number_) && std::ranges::any_of(control_number_, [](char c) { return c != '0'; });
    if (!numbered && unsaid(13))
        say(verdict_.issues, isa_issues[13], "ISA", 13, "ISA13 is no control number; expected nine digits, not all zero",
            control_number_);
    if (header.receiver().empty() && unsaid(8))
        say(verdict_.issues, isa_issues[8], "ISA", 8, "ISA08 is blank; expected the receiver's id");
    if (header.sender().empty() && unsaid(6))
        say(verdict_.issues, isa_issues[6], "ISA", 6, "ISA06 is blank; expected the sender's id");
    check_separators(header.delimiters, header.elements[11]);
}

// Control characters in an envelope; inside a set they are the 999's to say. Source: code list I18, 022.
void Check::say_controls(std::string_view segment, int element, std::string_view value)
{
    if (is_printable(value)) return;
    say(verdict_.issues, "interchange/control-character", segment, element,
        element == 0 ? "a control character stands between segments; expected none"
                     : fmt::format("{}{:02} holds a control character; expected none", segment, element));
}

// The interchange that came first is the one that counts, unless the partner is only to be told. Source: code list
// I18, 025.
void Check::number_repeated(Duplicates agreed)
{
    say(verdict_.issues, "interchange/duplicate", "ISA", 13,
        "ISA13 was used before by this sender in this input; expected a number of its own", control_number_);
    if (agreed == Duplicates::note) verdict_.issues.back().severity = Severity::warning;
}

// Four different characters, none of which can stand in a word. Source: guide-rules on separators; I18 004, 026, 027.
void Check::check_separators(const Delimiters& d, std::string_view repetition)
{
    const std::size_t before   = verdict_.issues.size();
    const auto        unusable = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ' '; };
    if (unusable(d.segment) || d.segment == d.element || d.segment == d.component || d.segment == d.repetition)
        say(verdict_.issues, "interchange/segment-terminator", "ISA", 16,
            "the character after ISA16 cannot end segments; expected one that is no letter, no digit and no other separator");
    if (unusable(d.component) || d.component == d.element || d.component == d.repetition)
        say(verdict_.issues, "interchange/component-separator", "ISA", 16,
            "ISA16 cannot separate components; expected a character that is no letter, no digit and no other separator");
    // A header whose ISA11 cannot separate is read with another character in its place.
    const bool read_as_sent = repetition.size() == 1 && repetition.front() == d.repetition;
    if (!read_as_sent || unusable(d.repetition) || d.repetition == d.element)
        say(verdict_.issues, "interchange/element-separator", "ISA", 11,
            "ISA11 cannot separate repetitions; expected a character that is no letter, no digit and no other separator");
    unreadable_ = verdict_.issues.size() != before;
}

void Check::operator()(const GroupHeader& header)
{
    ++groups_;
    for (std::size_t i = 1; i < header.elements.size(); ++i) say_controls("GS", static_cast<int>(i), header.elements[i]);
    group_offset_ = header.offset_bytes;
    group_number_ = header.control_number();
    if (group_number_.empty() || group_number_.size() > 9 || !is_integer(group_number_) || group_number_.starts_with('-'))
        group("group/control-number-bad", "GS", 6, "GS06 is no control number; expected one to nine digits", group_number_);
    else if (!group_numbers_.insert(group_number_).second)
        group("group/control-number-repeated", "GS", 6, "GS06 was used before in this interchange; expected a number of its own",
              group_number_);
    const bool known = std::ranges::any_of(guides_.all(), [&](const Guide& g) { return g.id == header.guide_id(); });
    if (header.functional_id() != "HI" && header.functional_id() != "FA")
        group("group/not-supported", "GS", 1,
              fmt::format("GS01 names a kind of group that is not taken; expected `HI`{}",
                          known ? "" : fmt::format(" (GS08 names {})", version_words(guides_, header.guide_id()))),
              header.functional_id());
    if (!known && header.functional_id() == "HI")
        group("group/version", "GS", 8,
              fmt::format("GS08 names {}; expected {}", version_words(guides_, header.guide_id()), taken_words(guides_, "HI")),
              header.guide_id());
}

void Check::operator()(const GroupTrailer& trailer)
{
    say_controls("GE", 1, trailer.sets_declared);
    say_controls("GE", 2, trailer.control_number);
    if (!trailer.present) return group("group/trailer-missing", "GE", 0, "the group has no GE; expected one after its last set");
    if (trailer.control_number != group_number_)
        group("group/control-number-differs", "GE", 2, "GE02 differs from GS06; both must hold the group's control number",
              trailer.control_number);
    if (!counts(trailer.sets_declared, trailer.sets_read))
        group("group/set-count", "GE", 1,
              fmt::format("GE01 does not count the sets of the group; expected {}", trailer.sets_read), trailer.sets_declared);
}

void Check::operator()(const InterchangeTrailer& trailer)
{
    say_controls("IEA", 1, trailer.groups_declared);
    say_controls("IEA", 2, trailer.control_number);
    if (unreadable_) return;
    if (!trailer.present) {
        say(verdict_.issues, "interchange/truncated", "IEA", 0,
            "the interchange has no IEA; expected one before the next ISA or the end of the file");
        return;
    }
    if (trailer.control_number != control_number_)
        say(verdict_.issues, "interchange/control-number-differs", "IEA", 2,
            "IEA02 differs from ISA13; both must hold the interchange's control number", trailer.control_number);
    if (!stray_ && !counts(trailer.groups_declared, trailer.groups_read))
        say(verdict_.issues, "interchange/group-count", "IEA", 1,
            fmt::format("IEA01 does not count the groups of the interchange; expected {}", trailer.groups_read),
            trailer.groups_declared);
}

void Check::operator()(const StraySegment& segment)
{
    if (stray_) return;  // one is enough to know
    stray_ = true;
    if (!is_printable(segment.id)) return say_controls("", 0, segment.id);
    say(verdict_.issues, "interchange/group-unreadable", segment.id, 0,
        "a segment stands where only GS, ST, GE or IEA may; expected the envelopes in their order");
    verdict_.issues.back().where.offset_bytes = segment.offset_bytes;
}

void Check::operator()(const Error& error) { say(verdict_.issues, "interchange/group-unreadable", "ISA", 0, error.message); }

void Check::say(std::vector<Issue>& issues,
                std::string_view    id,
                std::string_view    segment,
                int                 element,
                std::string         message,
                std::string_view    value)
{
    const IssueKind* kind = guides_.issue_kind(id);
    assert(kind != nullptr);
    Issue issue;
    issue.id                 = id;
    issue.severity           = kind->severity;
    issue.message            = std::move(message);
    issue.where.offset_bytes = offset_;
    issue.where.segment_id   = segment;
    issue.where.element      = element;
    if (is_printable(value)) issue.bad_value = value;
    issues.push_back(std::move(issue));
}

void Check::group(std::string_view id, std::string_view segment, int element, std::string message, std::string_view value)
{
    if (verdict_.groups.size() >= faulty_groups_max && !verdict_.groups.contains(groups_)) {
        if (!stray_)
            say(verdict_.issues, "interchange/group-unreadable", "GS", 0,
                fmt::format("more than {} groups have faults; the interchange was not used", faulty_groups_max));
        stray_ = true;
        return;
    }
    auto& issues = verdict_.groups[groups_].issues;
    say(issues, id, segment, element, std::move(message), value);
    issues.back().where.offset_bytes = group_offset_;
}

EnvelopeVerdict Check::take()
{
    std::ranges::stable_sort(verdict_.issues, std::greater{}, &Issue::severity);
    return std::move(verdict_);
}

}  // namespace

bool GroupVerdict::accepted() const noexcept { return none_is_error(issues); }

bool EnvelopeVerdict::accepted() const noexcept { return none_is_error(issues); }

const GroupVerdict& EnvelopeVerdict::group(int ordinal) const noexcept
{
    static const GroupVerdict clean;
    const auto                found = groups.find(ordinal);
    return found == groups.end() ? clean : found->second;
}

EnvelopeSurvey::EnvelopeSurvey(Reader ahead, const Guides& guides, const Agreements* agreements)
    : ahead_(std::move(ahead)), guides_(guides), agreements_(agreements)
{
}

// Where the numbers of this interchange's sender are kept; null when there are too many senders.
NumberSet* EnvelopeSurvey::numbers_of(const InterchangeHeader& header)
{
    const std::string sender = fmt::format("{} {}", header.elements[5], header.sender());
    if (numbers_.size() >= senders_max && !numbers_.contains(sender)) return nullptr;
    return &numbers_[sender];
}

std::optional<EnvelopeVerdict> EnvelopeSurvey::next()
{
    std::optional<Check> check;
    std::string          number;
    NumberSet*           used = nullptr;
    std::vector<Issue>   of_partner;
    const Agreement*     agreement = nullptr;
    bool                 receipts  = false;
    bool                 groups    = false;
    while (auto event = ahead_.next()) {
        const auto* header = *event ? std::get_if<InterchangeHeader>(&**event) : nullptr;
        if (header != nullptr) {
            check.emplace(guides_);
            number     = header->control_number();
            used       = numbers_of(*header);
            agreement  = agreements_ != nullptr ? agreements_->find(*header) : nullptr;
            of_partner = agreements_ != nullptr ? agreements_->issues_of(*header, guides_) : std::vector<Issue>{};
        }
        if (!check) continue;  // text outside of interchanges is the other reader's to report
        if (*event)
            std::visit(*check, **event);
        else
            (*check)(event->error());
        receipts |= *event && std::holds_alternative<InterchangeAcknowledgment>(**event);
        groups |= *event && std::holds_alternative<GroupHeader>(**event);
        if (!*event || !std::holds_alternative<InterchangeTrailer>(**event)) continue;
        // What was refused was not used, and may come again under its number.
        if (used != nullptr && used->contains(number))
            check->number_repeated(agreement != nullptr ? agreement->duplicates : Duplicates::refuse);
        EnvelopeVerdict verdict = check->take();
        // Whoever may not send at all hears that first.
        verdict.issues.insert(verdict.issues.begin(), of_partner.begin(), of_partner.end());
        std::ranges::stable_sort(verdict.issues, std::greater{}, &Issue::severity);
        verdict.agreement           = agreement;
        verdict.holds_only_receipts = receipts && !groups;
        if (used != nullptr && verdict.accepted()) used->insert(number);
        return verdict;
    }
    return std::nullopt;
}

}  // namespace x278::edi
