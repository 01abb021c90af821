// Reads what reference data says of a member's past, services.csv, stays.csv, member-events.csv and criteria.csv, and
// what goes with the member's account and primary care provider: account-options.csv and referral-circles.csv.
//
// Days and minutes are by the payer's own clock.
#include "model/areas.hpp"
#include "store/reference_cells.hpp"

#include <algorithm>
#include <array>

namespace x278::store {

namespace {

using Kind = model::PastService::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 2> kinds{{{"authorized", Kind::authorized}, {"used", Kind::used}}};

// HSD01 of each unit.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> units{{
    {"visits", "VS"},
    {"days", "DY"},
    {"hours", "HS"},
    {"units", "FL"},
    {"months", "MN"},
}};

constexpr std::array<std::pair<std::string_view, bool>, 2> yes_or_no{{{"yes", true}, {"no", false}}};

// Of the person the row is about.
[[nodiscard]] Past& past_of(Cells& cells, ReferenceTables& tables)
{
    const std::string member_id = cells.member_id();
    const std::string person    = cells.person();
    Member&           member    = tables.members[member_id];
    cells.expect(!tables.has_members || member.find(person) != nullptr, "person",
                 "`person` of this `member_id` is not in members.csv; expected one who is");
    const auto known = std::ranges::find(member.pasts, person, &Past::person);
    if (known != member.pasts.end()) return *known;
    Past& past  = member.pasts.emplace_back();
    past.person = person;
    return past;
}

[[nodiscard]] Result<void> read_service(Cells& cells, ReferenceTables& tables)
{
    Past&              past = past_of(cells, tables);
    model::PastService service;
    service.kind         = cells.word("kind", kinds);
    service.procedure    = folded(cells.text("procedure"));
    service.revenue_code = cells.text("revenue_code");
    service.service_type = folded(cells.text("service_type"));
    service.modifiers    = cells.list("modifiers");
    service.quantity     = cells.quantity("quantity");
    service.unit         = cells.word("unit", units);

    const Validity days   = cells.validity("first", "last");
    service.first         = days.first;
    service.last          = days.last.value_or(days.first);
    service.provider      = cells.optional_npi("provider");
    service.certification = cells.text("certification");
    service.area          = cells.text("area");
    if (service.area.starts_with('#')) service.area = model::area_of_tooth(service.area.substr(1));

    const bool is_revenue_code =
        service.revenue_code.size() == 4 && service.revenue_code.find_first_not_of("0123456789") == std::string::npos;
    cells.expect(service.revenue_code.empty() || is_revenue_code, "revenue_code",
                 "`revenue_code` is not four digits; expected one like 0912, or nothing");
    cells.expect(service.area.empty() || model::is_area(service.area), "area",
                 "`area` is no area of the oral cavity; expected one like 10, a tooth like #3, or nothing");
    cells.expect(!service.procedure.empty() || !service.revenue_code.empty() || !service.service_type.empty(), "procedure",
                 "nothing says what the service was; expected a `procedure`, a `revenue_code` or a `service_type`");

    const auto later = std::ranges::upper_bound(past.services, service.first, {}, &model::PastService::first);
    past.services.insert(later, std::move(service));
    return cells.result();
}

[[nodiscard]] Result<void> read_stay(Cells& cells, ReferenceTables& tables)
{
    Past&       past = past_of(cells, tables);
    model::Stay stay{std::string(cells.required("level")), cells.optional_npi("facility"), cells.moment("admitted"),
                     cells.optional_day("discharged")};
    cells.expect(!stay.discharged || stay.admitted.day <= *stay.discharged, "discharged",
                 "`discharged` is before `admitted`; expected the same day or a later one");
    past.stays.push_back(std::move(stay));
    return cells.result();
}

[[nodiscard]] Result<void> read_member_event(Cells& cells, ReferenceTables& tables)
{
    Past&              past = past_of(cells, tables);
    model::MemberEvent event{std::string(cells.required("event")), cells.moment("since"), cells.optional_day("until")};
    cells.expect(!event.until || event.since.day <= *event.until, "until",
                 "`until` is before `since`; expected the same day or a later one");
    past.events.push_back(std::move(event));
    return cells.result();
}

[[nodiscard]] Result<void> read_criteria(Cells& cells, ReferenceTables& tables)
{
    Past&                 past = past_of(cells, tables);
    model::CriteriaAnswer answer{folded(cells.required("procedure")), cells.word("met", yes_or_no),
                                 std::string(cells.text("criteria"))};
    const bool            twice =
        std::ranges::find(past.criteria, answer.procedure, &model::CriteriaAnswer::procedure) != past.criteria.end();
    cells.expect(!twice, "procedure", "`procedure` stands twice for this person; expected one answer for each");
    past.criteria.push_back(std::move(answer));
    return cells.result();
}

[[nodiscard]] Result<void> read_option(Cells& cells, ReferenceTables& tables)
{
    std::vector<OptionOnFile>& all = tables.options[folded(cells.required("account"))];
    OptionOnFile               option{{std::string(cells.required("option")), std::string(cells.required("value"))},
                        cells.validity("from", "to")};

    // Two values on one day would leave it to chance by which the request is decided.
    const bool overlaps = std::ranges::any_of(all, [&](const OptionOnFile& other) {
        return other.option.name == option.option.name && other.validity.overlaps(option.validity);
    });
    cells.expect(!overlaps, "from",
                 "this account has another value of the same option on some of these days; expected one at a time");
    all.push_back(std::move(option));
    return cells.result();
}

[[nodiscard]] Result<void> read_circle(Cells& cells, ReferenceTables& tables)
{
    std::vector<std::string>& circle   = tables.circles[cells.npi("primary_care")];
    std::string               provider = cells.npi("provider");
    cells.expect(std::ranges::find(circle, provider) == circle.end(), "provider",
                 "`provider` stands twice in this referral circle; expected each once");
    circle.push_back(std::move(provider));
    return cells.result();
}

}  // namespace

std::span<const ReferenceFile> history_files()
{
    static const ReferenceFile files[] = {
        {"services.csv",
         {"member_id", "person", "kind", "procedure", "revenue_code", "service_type", "modifiers", "quantity", "unit", "first",
          "last", "provider", "certification", "area"},
         {},
         &ReferenceTables::has_services,
         read_service},
        {"stays.csv",
         {"member_id", "person", "level", "facility", "admitted", "discharged"},
         {},
         &ReferenceTables::has_stays,
         read_stay,
         note_levels},
        {"member-events.csv",
         {"member_id", "person", "event", "since", "until"},
         {},
         &ReferenceTables::has_events,
         read_member_event,
         note_events},
        {"criteria.csv",
         {"member_id", "person", "procedure", "met", "criteria"},
         {},
         &ReferenceTables::has_criteria,
         read_criteria},
        {"account-options.csv",
         {"account", "option", "value", "from", "to"},
         {},
         &ReferenceTables::has_options,
         read_option,
         note_options},
        {"referral-circles.csv", {"primary_care", "provider"}, {}, &ReferenceTables::has_circles, read_circle},
    };
    return files;
}

}  // namespace x278::store
