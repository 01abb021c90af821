// Reads what reference data says of a payer: requirements.csv, restrictions.csv,
// certifications.csv and closures.csv.
#include "store/reference_cells.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace x278::store {

namespace {

using model::Closure;

// The requirements that are wanted or not, and those that are a number of days.
constexpr std::array<std::pair<std::string_view, bool model::Requirements::*>, 6> wishes{{
    {"requester-in-network", &model::Requirements::requester_in_network},
    {"requester-is-primary-care", &model::Requirements::requester_primary_care},
    {"provider-on-file", &model::Requirements::provider_on_file},
    {"provider-in-network", &model::Requirements::provider_in_network},
    {"specialty-is-sent", &model::Requirements::specialty_sent},
    {"specialty-is-on-file", &model::Requirements::specialty_on_file},
}};

constexpr std::array<std::pair<std::string_view, std::optional<int> PayerRequirements::*>, 2> windows{{
    {"days-back-at-most", &PayerRequirements::days_back},
    {"days-ahead-at-most", &PayerRequirements::days_ahead},
}};

constexpr std::string_view reviews    = "reviews";
constexpr std::string_view member_ids = "member-id-like";

constexpr std::array<std::pair<std::string_view, Closure>, 5> closures{{
    {"system", Closure::system},
    {"system-held", Closure::system_held},
    {"payer", Closure::payer},
    {"payer-held", Closure::payer_held},
    {"no-response", Closure::no_response},
}};

[[nodiscard]] std::optional<int> days_from(std::string_view text)
{
    int days                = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || days < 0) return std::nullopt;
    return days;
}

[[nodiscard]] Result<void> read_requirement(Cells& cells, ReferenceTables& tables)
{
    PayerRequirements&     payer = tables.requirements[folded(cells.required("payer_id"))];
    const std::string_view what  = cells.required("requirement");
    const std::string_view value = cells.text("value");

    const auto* wish   = std::ranges::find(wishes, what, [](const auto& pair) { return pair.first; });
    const auto* window = std::ranges::find(windows, what, [](const auto& pair) { return pair.first; });
    if (wish != wishes.end()) {
        cells.expect(value == "yes" || value == "no", "value", "`value` is neither `yes` nor `no`");
        payer.wanted.*(wish->second) = value == "yes";
    } else if (window != windows.end()) {
        const auto days = days_from(value);
        cells.expect(days.has_value(), "value", "`value` is not a number of days; expected 0 or more");
        payer.*(window->second) = days;
    } else if (what == reviews) {
        cells.expect(value.size() == 2, "value", "`value` is not a code of UM01; expected one like HS in each row");
        payer.wanted.reviewed.emplace_back(value);
    } else if (what == member_ids) {
        cells.expect(!value.empty(), "value", "`value` is empty; expected a shape in each row, `A` a letter and `9` a digit");
        payer.member_ids.push_back(folded(value));
    } else {
        std::vector<std::string_view> names{reviews, member_ids};
        for (const auto& [name, member] : windows) names.push_back(name);
        for (const auto& [name, member] : wishes) names.push_back(name);
        cells.expect(false, "requirement",
                     fmt::format("`requirement` is none that is known; expected one of {}", fmt::join(names, ", ")));
    }
    return cells.result();
}

[[nodiscard]] Result<void> read_restriction(Cells& cells, ReferenceTables& tables)
{
    const std::string npi = cells.npi("npi");
    Restriction restriction{folded(cells.required("payer_id")), folded(cells.text("member_id")), cells.validity("from", "to")};
    cells.expect(restriction.member_id.empty() || !tables.has_members || tables.members.contains(restriction.member_id),
                 "member_id", "`member_id` is not in members.csv; expected a member of it, or nothing for all");
    tables.restrictions[npi].push_back(std::move(restriction));
    return cells.result();
}

[[nodiscard]] Result<void> read_certification(Cells& cells, ReferenceTables& tables)
{
    const std::string    number = folded(cells.required("certification"));
    EarlierCertification certification{folded(cells.required("payer_id")), cells.member_id()};
    const bool           is_new = tables.certifications.emplace(number, std::move(certification)).second;
    cells.expect(is_new, "certification", "`certification` stands twice; expected each number once");
    return cells.result();
}

[[nodiscard]] Result<void> read_closure(Cells& cells, ReferenceTables& tables)
{
    const std::string_view        what  = cells.required("closed");
    const auto*                   found = std::ranges::find(closures, what, [](const auto& pair) { return pair.first; });
    std::vector<std::string_view> names;
    for (const auto& [name, closure] : closures) names.push_back(name);
    cells.expect(found != closures.end(), "closed",
                 fmt::format("`closed` is nothing that closes; expected one of {}", fmt::join(names, ", ")));

    ClosedTime closed{folded(cells.text("payer_id")), found == closures.end() ? Closure::none : found->second, cells.time("from"),
                      cells.time("to")};
    const bool whole = closed.closure == Closure::system || closed.closure == Closure::system_held;
    cells.expect(whole == closed.payer_id.empty(), "payer_id",
                 "`payer_id` does not go with `closed`; expected none for the system, and one for everything else");
    cells.expect(closed.from < closed.to, "to", "`to` is not after `from`; expected a later time");
    tables.closures.push_back(std::move(closed));
    return cells.result();
}

}  // namespace

std::span<const ReferenceFile> payer_files()
{
    static const ReferenceFile files[] = {
        {"requirements.csv", {"payer_id", "requirement", "value"}, &ReferenceTables::has_requirements, read_requirement, nullptr},
        {"restrictions.csv",
         {"payer_id", "npi", "member_id", "from", "to"},
         &ReferenceTables::has_restrictions,
         read_restriction,
         nullptr},
        {"certifications.csv",
         {"certification", "payer_id", "member_id"},
         &ReferenceTables::has_certifications,
         read_certification,
         nullptr},
        {"closures.csv", {"payer_id", "closed", "from", "to"}, &ReferenceTables::has_closures, read_closure, nullptr},
    };
    return files;
}

}  // namespace x278::store
