// Sets, envelopes and issues as the tests of this room write them down.
#pragma once

#include "edi/envelope.hpp"
#include "edi/reader.hpp"
#include "edi/validator.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace x278::edi::test {

using x278::test::files_below;
using x278::test::project;
using x278::test::read_file;

// The segments of a text whose terminator is `~`, line breaks between them left out.
inline std::vector<std::string> segments_of(std::string_view text, char terminator = '~')
{
    std::vector<std::string> segments;
    while (!text.empty()) {
        const auto  end = std::min(text.find(terminator), text.size());
        std::string segment(text.substr(0, end));
        segment.erase(0, std::min(segment.find_first_not_of(" \r\n"), segment.size()));
        if (!segment.empty()) segments.push_back(std::move(segment));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return segments;
}

// The text with its n-th character of `from` written as the n-th of `to`.
inline std::string with_separators(std::string text, std::string_view to, std::string_view from = "*^:~")
{
    for (char& c : text)
        if (const auto at = from.find(c); at != std::string_view::npos) c = to[at];
    return text;
}

// SE of a set made right for the segments before it.
inline std::string with_count(std::string_view set)
{
    auto segments   = segments_of(set);
    segments.back() = fmt::format("SE*{}*{}", segments.size(), segments.front().substr(7, segments.front().find('*', 7) - 7));
    return fmt::format("{}~", fmt::join(segments, "~"));
}

struct Around {
    std::string functional_id = "HI";
    std::string guide_id      = "005010X217";
    std::string control       = "000000101";
    std::string wants_ack     = "0";
};

// One interchange with one group that holds these sets.
inline std::string interchange_of(std::string_view sets, const Around& a = {})
{
    const auto starts = [](std::string_view text) {
        int count = 0;
        for (const auto& segment : segments_of(text)) count += segment.starts_with("ST*");
        return count;
    };
    return fmt::format("ISA*00*          *00*          *ZZ*CLEARHOUSE1    *ZZ*PAYER01        *260901*1030*^*00501*{0}*{1}*T*:~"
                       "GS*{2}*CLEARHOUSE1*PAYER01*20260901*1030*101*X*{3}~{4}GE*{5}*101~IEA*1*{0}~",
                       a.control, a.wants_ack, a.functional_id, a.guide_id, sets, starts(sets));
}

// Calls `visit` with every set of the input and the header of its group.
inline void for_each_set(std::string_view bytes, const std::function<void(const TransactionSet&, const GroupHeader&)>& visit)
{
    GroupHeader group;
    Reader      reader(source_of(bytes));
    while (auto event = reader.next()) {
        if (!*event) continue;
        if (const auto* header = std::get_if<GroupHeader>(&**event)) group = *header;
        if (const auto* set = std::get_if<TransactionSet>(&**event)) visit(*set, group);
    }
}

// "element/code-not-allowed 13 UM 4-1", in the numbers of the 999: position of the segment, element, component.
inline std::string described(const Issue& issue)
{
    std::string text = fmt::format("{} {} {}", issue.id, issue.where.segment_position, issue.where.segment_id);
    if (issue.where.element != 0) text += fmt::format(" {}", issue.where.element);
    if (issue.where.component != 0) text += fmt::format("-{}", issue.where.component);
    if (issue.where.repetition != 0) text += fmt::format(" of {}", issue.where.repetition);
    return text;
}

inline std::string described(const std::vector<Issue>& issues)
{
    std::string text;
    for (const Issue& issue : issues) text += (text.empty() ? "" : "; ") + described(issue);
    return text;
}

// The issues of every set of the input, whichever guide it follows; "none" for a set without any.
inline std::string issues_of(std::string_view bytes, Taking taking = Taking::everything)
{
    std::string text;
    for_each_set(bytes, [&](const TransactionSet& set, const GroupHeader& group) {
        const auto found = described(validate(set, group, Guides::embedded(), taking).issues());
        text += (text.empty() ? "" : " | ") + (found.empty() ? std::string("none") : found);
    });
    return text;
}

// What is wrong with the envelopes of the input; "" when nothing is.
inline std::string envelope_issues_of(std::string_view bytes)
{
    std::string    text;
    EnvelopeSurvey survey(Reader(source_of(bytes)), Guides::embedded());
    while (const auto verdict = survey.next()) {
        for (const Issue& issue : verdict->issues) text += issue.id + "; ";
        for (const auto& [ordinal, group] : verdict->groups)
            for (const Issue& issue : group.issues) text += fmt::format("{} of group {}; ", issue.id, ordinal);
    }
    return text;
}

}  // namespace x278::edi::test
