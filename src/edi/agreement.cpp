#include "edi/agreement.hpp"

#include <algorithm>
#include <stdexcept>

namespace x278::edi {

namespace {

std::string_view trimmed(std::string_view text) noexcept { return InterchangeHeader::trimmed(text); }

// Values stay out of it: a password is nobody's to read, and a wrong id is in TA1's own header.
Issue issue_of(const Guides& guides, const InterchangeHeader& header, std::string_view id, int element, const char* message)
{
    const IssueKind* kind = guides.issue_kind(id);
    if (kind == nullptr) throw std::logic_error("schemas/issues.csv has no `" + std::string(id) + "`");
    Issue issue;
    issue.id                 = id;
    issue.severity           = kind->severity;
    issue.where.offset_bytes = header.offset_bytes;
    issue.where.segment_id   = "ISA";
    issue.where.element      = element;
    issue.message            = message;
    return issue;
}

}  // namespace

bool agreed(const std::vector<std::string>& list, std::string_view value) noexcept
{
    return list.empty() || std::ranges::find(list, value) != list.end();
}

const Agreement* Agreements::find(const InterchangeHeader& header) const noexcept
{
    const auto found = std::ranges::find_if(all_, [&](const Agreement& agreement) {
        return agreement.sender_qualifier == header.sender_qualifier() && agreement.sender == header.sender();
    });
    return found == all_.end() ? nullptr : &*found;
}

std::vector<Issue> Agreements::issues_of(const InterchangeHeader& header, const Guides& guides) const
{
    std::vector<Issue> issues;
    if (all_.empty()) return issues;
    const auto say = [&](std::string_view id, int element, const char* message) {
        issues.push_back(issue_of(guides, header, id, element, message));
    };
    const Agreement* agreement = find(header);
    if (agreement == nullptr) {
        if (std::ranges::find(all_, header.sender(), &Agreement::sender) != all_.end())
            say("interchange/sender-qualifier", 5, "ISA05 is not the qualifier agreed for the sender in ISA06");
        else
            say("interchange/sender-unknown", 6, "ISA06 names no trading partner; expected one of partners.csv");
        const bool ours = std::ranges::any_of(all_, [&](const Agreement& a) { return agreed(a.receivers, header.receiver()); });
        if (!ours) say("interchange/receiver-unknown", 8, "ISA08 is none of our ids; the file may be meant for somebody else");
        return issues;
    }
    if (!agreement->authorization.empty() && trimmed(header.elements[2]) != agreement->authorization)
        say("interchange/authorization-value", 2, "ISA02 is not what was agreed with this partner");
    if (!agreement->security.empty() && trimmed(header.elements[4]) != agreement->security)
        say("interchange/security-value", 4, "ISA04 is not what was agreed with this partner");
    if (!agreed(agreement->receivers, header.receiver()))
        say("interchange/receiver-unknown", 8, "ISA08 is not the id agreed with this partner");
    if (!agreed(agreement->usages, header.usage()))
        say("interchange/test-indicator", 15, "ISA15 is a usage that was not agreed with this partner");
    return issues;
}

}  // namespace x278::edi
