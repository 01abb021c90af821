// Reads what reference data says of a payer: requirements.csv, restrictions.csv,
// certifications.csv and closures.csv.
#include "core/nearest.hpp"
#include "store/member_numbers.hpp"
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

constexpr std::array<std::pair<std::string_view, std::vector<std::string> PayerRequirements::*>, 3> shapes{{
    {"member-id-like", &PayerRequirements::member_ids},
    {"requester-id-like", &PayerRequirements::requester_ids},
    {"provider-id-like", &PayerRequirements::provider_ids},
}};

constexpr std::string_view reviews     = "reviews";
constexpr std::string_view event_needs = "event-needs";

constexpr std::array<std::pair<std::string_view, std::vector<model::ProviderData> model::Requirements::*>, 2> provider_needs{{
    {"requester-needs", &model::Requirements::of_requester},
    {"provider-needs", &model::Requirements::of_providers},
}};

constexpr std::array<std::pair<std::string_view, model::EventData>, 7> event_data{{
    {"service-type", model::EventData::service_type},
    {"level-of-service", model::EventData::level_of_service},
    {"facility", model::EventData::facility},
    {"provider", model::EventData::provider},
    {"service-date", model::EventData::service_date},
    {"admission-date", model::EventData::admission_date},
    {"diagnosis", model::EventData::diagnosis},
}};

constexpr std::array<std::pair<std::string_view, model::ProviderData>, 4> provider_data{{
    {"name", model::ProviderData::name},
    {"telephone", model::ProviderData::telephone},
    {"state", model::ProviderData::state},
    {"address", model::ProviderData::address},
}};

constexpr std::array<std::pair<std::string_view, Closure>, 5> closures{{
    {"system", Closure::system},
    {"system-held", Closure::system_held},
    {"payer", Closure::payer},
    {"payer-held", Closure::payer_held},
    {"no-response", Closure::no_response},
}};

constexpr std::array<std::pair<std::string_view, model::EarlierCertification::State>, 3> certification_states{{
    {"approved", model::EarlierCertification::State::approved},
    {"pended", model::EarlierCertification::State::pended},
    {"denied", model::EarlierCertification::State::denied},
}};

[[nodiscard]] std::optional<int> days_from(std::string_view text)
{
    int days                = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || days < 0) return std::nullopt;
    return days;
}

// What stands beside the word in a table of words; null when it is not there.
template <class Table>
[[nodiscard]] auto* find_word(const Table& table, std::string_view word)
{
    const auto found = std::ranges::find(table, word, [](const auto& pair) { return pair.first; });
    return found == table.end() ? nullptr : &found->second;
}

// What else a row may want than UM01, and which of it was meant.
[[nodiscard]] std::string expected_requirement(std::string_view what)
{
    std::vector<std::string_view> words{reviews, event_needs};
    const auto                    add = [&](const auto& table) {
        for (const auto& [word, meaning] : table) words.push_back(word);
    };
    add(shapes);
    add(windows);
    add(wishes);
    add(provider_needs);
    const std::string meant = did_you_mean(what, words);
    return fmt::format("`requirement` is none that is known; expected one of {}{}{}", fmt::join(words, ", "),
                       meant.empty() ? "" : "; ", meant);
}

[[nodiscard]] Result<void> read_requirement(Cells& cells, ReferenceTables& tables)
{
    PayerRequirements&     payer = tables.requirements[folded(cells.required("payer_id"))];
    const std::string_view what  = cells.required("requirement");
    const std::string_view value = cells.text("value");

    if (const auto* wish = find_word(wishes, what)) {
        cells.expect(value == "yes" || value == "no", "value", "`value` is neither `yes` nor `no`");
        payer.wanted.*(*wish) = value == "yes";
    } else if (const auto* window = find_word(windows, what)) {
        const auto days = days_from(value);
        cells.expect(days.has_value(), "value", "`value` is not a number of days; expected 0 or more");
        payer.*(*window) = days;
    } else if (const auto* ids = find_word(shapes, what)) {
        cells.expect(!value.empty(), "value", "`value` is empty; expected a shape in each row, `A` a letter and `9` a digit");
        cells.expect(is_shape(value), "value",
                     "`value` is no shape; expected what may be left out in brackets, as in `[AAA]999999999[99]`");
        (payer.*(*ids)).push_back(folded(value));
    } else if (const auto* needs = find_word(provider_needs, what)) {
        (payer.wanted.*(*needs)).push_back(cells.word("value", provider_data));
    } else if (what == event_needs) {
        payer.wanted.of_event.push_back(cells.word("value", event_data));
    } else {
        if (what != reviews) cells.expect(false, "requirement", expected_requirement(what));
        cells.expect(value.size() == 2, "value", "`value` is not a code of UM01; expected one like HS in each row");
        payer.wanted.reviewed.emplace_back(value);
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

// What became of a certification; nothing without a `state`.
[[nodiscard]] std::optional<model::EarlierCertification> read_told(Cells& cells)
{
    if (cells.optional("state").empty()) {
        for (const std::string_view column : {"issued", "first", "last", "last_visit"})
            cells.expect(cells.optional(column).empty(), column,
                         fmt::format("`{}` without a `state`; expected nothing where the state is not told", column));
        return std::nullopt;
    }
    model::EarlierCertification told{.number     = std::string(cells.text("certification")),
                                     .state      = cells.word("state", certification_states),
                                     .issued     = cells.optional_day("issued"),
                                     .first      = cells.optional_day("first"),
                                     .last       = cells.optional_day("last"),
                                     .last_visit = cells.optional_day("last_visit")};
    cells.expect(!told.first || !told.last || *told.first <= *told.last, "last",
                 "`last` is before `first`; expected the same day or a later one");
    return told;
}

[[nodiscard]] Result<void> read_certification(Cells& cells, ReferenceTables& tables)
{
    const std::string   number = folded(cells.required("certification"));
    CertificationOnFile certification{folded(cells.required("payer_id")), cells.member_id(), read_told(cells)};
    const bool          is_new = tables.certifications.emplace(number, std::move(certification)).second;
    cells.expect(is_new, "certification", "`certification` stands twice; expected each number once");
    return cells.result();
}

[[nodiscard]] Result<void> read_closure(Cells& cells, ReferenceTables& tables)
{
    ClosedTime closed{folded(cells.text("payer_id")), cells.word("closed", closures), cells.time("from"), cells.time("to")};
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
        {"requirements.csv", {"payer_id", "requirement", "value"}, {}, &ReferenceTables::has_requirements, read_requirement},
        {"restrictions.csv",
         {"payer_id", "npi", "member_id", "from", "to"},
         {},
         &ReferenceTables::has_restrictions,
         read_restriction},
        {"certifications.csv",
         {"certification", "payer_id", "member_id"},
         {"state", "issued", "first", "last", "last_visit"},
         &ReferenceTables::has_certifications,
         read_certification},
        {"closures.csv", {"payer_id", "closed", "from", "to"}, {}, &ReferenceTables::has_closures, read_closure},
    };
    return files;
}

}  // namespace x278::store
