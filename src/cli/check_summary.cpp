#include "cli/check_summary.hpp"

#include "cli/issue_words.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace x278::cli {

namespace {

constexpr std::string_view unreadable = "cannot be read";  // what has no id in the catalogue

}  // namespace

void CheckSummary::add(const Finding& finding)
{
    Kind& kind = kinds_[finding.issue.id];
    kind.id    = finding.issue.id;
    ++kind.count;
    if (kind.last_file != files_) ++kind.files;
    kind.last_file = files_;
}

void CheckSummary::add(const CheckCounts& of_one_file)
{
    counts_ += of_one_file;
    ++files_;
}

std::vector<CheckSummary::Kind> CheckSummary::by_frequency() const
{
    std::vector<Kind> kinds;
    for (const auto& [id, kind] : kinds_) kinds.push_back(kind);
    std::ranges::sort(kinds, {}, [](const Kind& k) { return std::tuple(-k.count, k.id); });
    return kinds;
}

std::string CheckSummary::text(const edi::Guides& guides) const
{
    if (kinds_.empty()) return {};
    std::string text = fmt::format("\n{:>7} {:>7}\n", "issues", "files");
    for (const Kind& kind : by_frequency())
        text += fmt::format("{:>7} {:>7}  {}\n", kind.count, kind.files,
                            kind.id.empty() ? std::string(unreadable) : kind_words(guides, kind.id));
    return text;
}

boost::json::object CheckSummary::json(const edi::Guides& guides) const
{
    boost::json::array by_issue;
    for (const Kind& kind : by_frequency()) {
        const edi::IssueKind* known = guides.issue_kind(kind.id);
        by_issue.push_back({{"issue", kind.id},
                            {"layer", known != nullptr ? known->layer : ""},
                            {"code", known != nullptr ? known->code : ""},
                            {"count", kind.count},
                            {"files", kind.files}});
    }
    boost::json::object object{{"summary", true}, {"files", files_}};
    for (const auto& member : counts_json(counts_)) object[member.key()] = member.value();
    object["by_issue"] = std::move(by_issue);
    return object;
}

}  // namespace x278::cli
