#include "store/certifications.hpp"

#include "model/areas.hpp"
#include "store/reference_tables.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <ranges>

namespace x278::store {

namespace {

using model::PastService;
using model::ServiceReviewRequest;
using Day   = std::chrono::year_month_day;
using State = model::EarlierCertification::State;

constexpr const char* number_table = R"(
    CREATE TABLE certification (  -- the numbers given here, for who quotes one later: of certifications and of cases
        number    TEXT PRIMARY KEY,                  -- folded
        payer     TEXT NOT NULL,                     -- NM109 of 2010A, as the request named it
        member    TEXT NOT NULL,                     -- NM109 of 2010C, as it is on file, else as the request named it
        state     TEXT NOT NULL DEFAULT 'approved',  -- 'approved', 'pended', or 'cancelled': nothing stands under it
        issued    INTEGER,                           -- days since 1970, as all days here; by the payer's calendar
        first_day INTEGER,                           -- of what is certified
        last_day  INTEGER
    ) STRICT, WITHOUT ROWID;
)";

constexpr const char* service_table = R"(
    CREATE TABLE certified_service (  -- what stands certified, for whom a request is counted against it
        member       TEXT NOT NULL,     -- this and the next two by subject.cpp
        patient      TEXT NOT NULL,
        born         TEXT NOT NULL,
        payer        TEXT NOT NULL,     -- NM109 of 2010A, folded
        number       TEXT NOT NULL,     -- of the certification, folded
        position     INTEGER NOT NULL,  -- which of that certification, from 0
        procedure    TEXT NOT NULL,
        revenue_code TEXT NOT NULL,
        service_type TEXT NOT NULL,
        modifiers    TEXT NOT NULL,
        quantity     REAL,              -- of `unit`; null: certified before services were kept, so nobody knows what
        unit         TEXT NOT NULL,     -- HSD01
        first_day    INTEGER NOT NULL,
        last_day     INTEGER NOT NULL,
        provider     TEXT NOT NULL,     -- NPI, or whatever the requester is known by
        area         TEXT NOT NULL,
        PRIMARY KEY (member, patient, first_day, number, position)
    ) STRICT, WITHOUT ROWID;
)";

constexpr const char* revision_table = R"(
    CREATE TABLE IF NOT EXISTS certified_revision (  -- in the order they were certified
        id       INTEGER PRIMARY KEY,
        number   TEXT NOT NULL,  -- folded, as the next
        revision TEXT NOT NULL,  -- the number of what took the place of some of it, or of all
        UNIQUE (number, revision)
    ) STRICT;
)";

// Whoever was certified for before has rows that say so and no more: then the count is unknown, not too low.
constexpr const char* upgrade = R"(
    ALTER TABLE certification ADD COLUMN state TEXT NOT NULL DEFAULT 'approved';
    ALTER TABLE certification ADD COLUMN issued INTEGER;
    ALTER TABLE certification ADD COLUMN first_day INTEGER;
    ALTER TABLE certification ADD COLUMN last_day INTEGER;
    UPDATE certification SET state = 'cancelled'
    WHERE replace(upper(number), ' ', '') IN (SELECT previous FROM request WHERE outcome = 'cancelled');
    INSERT OR IGNORE INTO certified_service
    SELECT r.member, r.patient, r.born, replace(upper(c.payer), ' ', ''), replace(upper(c.number), ' ', ''), 0,
           '', '', '', '', NULL, '', r.first_day, r.last_day, '', ''
    FROM request AS r JOIN certification AS c ON c.number = r.determination ->> 'certification_number'
    WHERE c.state = 'approved' AND r.member <> '';
)";

constexpr const char* state_cancelled = "cancelled";

[[nodiscard]] std::string_view name_of(State state) { return state == State::pended ? "pended" : "approved"; }

[[nodiscard]] std::int64_t days_of(Day day) { return std::chrono::sys_days(day).time_since_epoch().count(); }

[[nodiscard]] Day day_of(std::int64_t days) { return std::chrono::sys_days(std::chrono::days(days)); }

void bind_day(Statement& statement, int parameter, const std::optional<Day>& day)
{
    if (day)
        statement.bind(parameter, days_of(*day));
    else
        statement.bind_null(parameter);
}

[[nodiscard]] std::optional<Day> day_in(const Statement& row, int column)
{
    if (row.is_null(column)) return std::nullopt;
    return day_of(row.number(column));
}

[[nodiscard]] std::string payer_of(const ServiceReviewRequest& request)
{
    return folded(request.utilization_management_organization.id.value);
}

[[nodiscard]] std::string npi_among(const std::vector<model::Party>& parties)
{
    const auto found = std::ranges::find_if(parties, [](const model::Party& party) { return party.id.qualifier == "XX"; });
    return found == parties.end() ? std::string() : std::string(found->id.value);
}

// Who is to serve: by the line, else by the event, else whoever asks.
[[nodiscard]] std::string provider_of(const ServiceReviewRequest& request, const model::ServiceLine* line)
{
    std::string npi = line == nullptr ? std::string() : npi_among(line->providers);
    if (npi.empty()) npi = npi_among(request.event.providers);
    return npi.empty() ? std::string(request.requester.id.value) : npi;
}

// What is certified of a line, or of the event when `line` is null.
[[nodiscard]] PastService service_of(const ServiceReviewRequest&     request,
                                     const model::ServiceLine*       line,
                                     const model::LineDetermination& certified,
                                     Day                             determined_on)
{
    const model::PatientEvent& event = request.event;
    PastService                service;
    service.kind         = PastService::Kind::authorized;
    service.service_type = folded(event.review.service_type);
    service.provider     = provider_of(request, line);
    auto period          = event.event_period ? event.event_period : event.admission_period;
    auto unit            = event.delivery ? event.delivery->quantity_qualifier : model::Text();
    if (line != nullptr) {
        service.procedure    = procedure_of(line->service);
        service.revenue_code = revenue_code_of(line->service);
        if (line->review && !line->review->service_type.empty()) service.service_type = folded(line->review->service_type);
        for (const std::string_view modifier : line->service.modifiers)
            if (!modifier.empty()) service.modifiers.push_back(folded(modifier));
        if (line->service_period) period = line->service_period;
        if (line->delivery) unit = line->delivery->quantity_qualifier;
    }
    if (certified.quantity) {
        service.quantity = certified.quantity->value;
        service.unit     = certified.quantity->unit;
    } else if (!unit.empty()) {
        service.unit = unit;
    }
    service.first = certified.period ? certified.period->first : period ? period->first : determined_on;
    service.last  = certified.period ? certified.period->last : period ? period->last : determined_on;
    return service;
}

[[nodiscard]] std::vector<PastService> certified_services(const ServiceReviewRequest& request,
                                                          const model::Determination& determination)
{
    std::vector<PastService> services;
    const Day                today = determination.determined_on;
    const auto&              lines = request.event.lines;
    for (std::size_t i = 0; i < std::min(lines.size(), determination.lines.size()); ++i) {
        const model::LineDetermination& certified = determination.lines[i];
        if (!model::is_certified(certified.outcome)) continue;
        std::ranges::move(model::in_each_area(service_of(request, &lines[i], certified, today), model::areas_of(lines[i]),
                                              certified.quantity.has_value()),
                          std::back_inserter(services));
    }
    if (determination.lines.empty() && model::is_certified(determination.event.outcome))
        services.push_back(service_of(request, nullptr, determination.event, today));
    return services;
}

}  // namespace

// One row of the table of numbers.
struct Certifications::Number {
    std::string_view   number;
    State              state;
    std::optional<Day> issued;
    std::optional<Day> first = {};
    std::optional<Day> last  = {};
};

// What became of a number.
struct Certifications::Given {
    std::string        state;
    std::optional<Day> issued;
    std::optional<Day> first;
    std::optional<Day> last;
};

void Certifications::make_tables(Connection& connection)
{
    connection.execute(number_table);
    connection.execute(service_table);
}

void Certifications::upgrade_tables(Connection& connection)
{
    connection.execute(service_table);
    connection.execute(upgrade);
}

void Certifications::make_revision_table(Connection& connection) { connection.execute(revision_table); }

Certifications::Certifications(Connection& connection)
    : find_number_(connection.prepare("SELECT state, issued, first_day, last_day FROM certification "
                                      "WHERE number = ? AND payer = ? AND member = ? COLLATE NOCASE")),
      insert_number_(connection.prepare("INSERT OR IGNORE INTO certification (number, payer, member, state, issued, first_day, "
                                        "last_day) VALUES (?, ?, ?, ?, ?, ?, ?)")),
      cancel_number_(connection.prepare(
          "UPDATE certification SET state = 'cancelled' WHERE number = ?1 AND payer = ?2 AND member = ?3 COLLATE NOCASE "
          "AND NOT EXISTS (SELECT 1 FROM certified_service WHERE member = ?4 AND number = ?1)")),
      find_services_(connection.prepare("SELECT number, born, procedure, revenue_code, service_type, modifiers, quantity, unit, "
                                        "first_day, last_day, provider, area FROM certified_service "
                                        "WHERE member = ? AND patient = ? AND payer = ? ORDER BY first_day LIMIT ?")),
      insert_service_(connection.prepare(
          "INSERT OR IGNORE INTO certified_service (member, patient, born, payer, number, position, procedure, revenue_code, "
          "service_type, modifiers, quantity, unit, first_day, last_day, provider, area) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
      remove_services_(connection.prepare("DELETE FROM certified_service WHERE member = ?1 AND number = ?2 AND payer = ?3 "
                                          "AND (?4 = '' OR procedure = ?4) AND (?5 = '' OR revenue_code = ?5) "
                                          "AND (?6 = '' OR area = '' OR area = ?6)")),
      find_standing_(
          connection.prepare("WITH RECURSIVE standing (id, number) AS (SELECT 0, ?1 UNION SELECT certified_revision.id, revision "
                             "FROM certified_revision JOIN standing USING (number)) SELECT number FROM standing ORDER BY id")),
      insert_revision_(
          connection.prepare("INSERT OR IGNORE INTO certified_revision (number, revision) SELECT number, ?1 FROM certification "
                             "WHERE number = ?2 AND payer = ?3 AND member = ?4 COLLATE NOCASE AND number <> ?1"))
{
}

void Certifications::add_to(model::Facts& facts, const ServiceReviewRequest& request, const Subject& subject)
{
    for (const std::string_view number : earlier_numbers(request)) add_number(facts, request, subject, number);

    // A dependent without a name may be any of them.
    const bool knows_whom = !subject.member.empty() && !(request.dependent && request.dependent->first_name.empty());
    if (knows_whom) add_services(facts.history, subject, payer_of(request));

    for (const NamedServices& revised : standing(services_revised(request, nullptr)))
        std::erase_if(facts.history.services, [&](const PastService& service) {
            return service.kind == PastService::Kind::authorized && revised.hold(service);
        });
}

void Certifications::add_number(model::Facts&               facts,
                                const ServiceReviewRequest& request,
                                const Subject&              subject,
                                std::string_view            number)
{
    // The newest revision speaks for all of it, unless nothing stands under it.
    std::optional<Given> given;
    const auto           numbers = standing(number);
    for (const std::string& one : std::views::reverse(numbers)) {
        if (const auto row = find(request, subject, one)) given = row;
        if (given && given->state != state_cancelled) break;
    }
    if (!given) return;

    if (request.event.previous_certification == number) facts.previous_certification = model::Known::yes;
    for (std::size_t i = 0; i < facts.lines.size(); ++i)
        if (request.event.lines.at(i).previous_certification == number) facts.lines[i].previous_certification = model::Known::yes;

    // The payer's records may be ahead: a person may have decided since. Of a cancellation they may not know yet.
    auto& told = facts.history.certifications;
    if (given->state == state_cancelled) {
        std::erase_if(told, [&](const auto& one) { return one.number == number; });
    } else if (std::ranges::find(told, number, &model::EarlierCertification::number) == told.end()) {
        told.push_back({.number     = std::string(number),
                        .state      = given->state == name_of(State::pended) ? State::pended : State::approved,
                        .issued     = given->issued,
                        .first      = given->first,
                        .last       = given->last,
                        .last_visit = {}});
    }
}

std::optional<Certifications::Given> Certifications::find(const ServiceReviewRequest& request,
                                                          const Subject&              subject,
                                                          std::string_view            number)
{
    find_number_.bind(1, number).bind(2, request.utilization_management_organization.id.value);
    find_number_.bind(3, subject.id);
    if (!find_number_.next()) return std::nullopt;
    const StatementReset reset(find_number_);
    return Given{std::string(find_number_.text(0)), day_in(find_number_, 1), day_in(find_number_, 2), day_in(find_number_, 3)};
}

void Certifications::add_services(model::History& history, const Subject& subject, std::string_view payer)
{
    // What the payer's records have under a number given here is not counted again.
    std::vector<std::string> on_file;
    for (const PastService& service : history.services)
        if (service.kind == PastService::Kind::authorized && !service.certification.empty())
            on_file.push_back(folded(service.certification));

    history.authorized_known = true;
    const auto   earlier     = history.services.size();
    std::int64_t rows        = 0;
    find_services_.bind(1, subject.member).bind(2, subject.patient).bind(3, payer).bind(4, services_max + 1);
    const StatementReset reset(find_services_);
    while (find_services_.next()) {
        if (++rows > services_max) history.authorized_known = false;
        const std::string_view number = find_services_.text(0);
        const std::string_view born   = find_services_.text(1);
        if (!subject.born.empty() && !born.empty() && subject.born != born) continue;
        if (std::ranges::find(on_file, number) != on_file.end()) continue;
        if (find_services_.is_null(6)) {
            history.authorized_known = false;
            continue;
        }
        history.services.push_back({.kind          = PastService::Kind::authorized,
                                    .procedure     = std::string(find_services_.text(2)),
                                    .revenue_code  = std::string(find_services_.text(3)),
                                    .service_type  = std::string(find_services_.text(4)),
                                    .modifiers     = split(find_services_.text(5)),
                                    .quantity      = find_services_.real(6),
                                    .unit          = std::string(find_services_.text(7)),
                                    .first         = day_of(find_services_.number(8)),
                                    .last          = day_of(find_services_.number(9)),
                                    .provider      = std::string(find_services_.text(10)),
                                    .certification = std::string(number),
                                    .area          = std::string(find_services_.text(11))});
    }
    const auto own = history.services.begin() + static_cast<std::ptrdiff_t>(earlier);
    std::ranges::inplace_merge(history.services, own, {}, &PastService::first);
}

void Certifications::record(const ServiceReviewRequest& request,
                            const Subject&              subject,
                            const model::Determination& determination)
{
    if (!determination.rejections.empty() || request.kind != model::RequestKind::review) return;
    withdraw(request, subject, standing(services_cancelled(request, determination)));
    if (const auto& revision = determination.certification_number; !revision.empty()) {
        const auto revised = standing(services_revised(request, &determination));
        link(request, subject, revised, folded(revision));
        withdraw(request, subject, revised);
    }

    const Day                today  = determination.determined_on;
    const std::optional<Day> issued = today.ok() ? std::optional(today) : std::nullopt;
    if (const auto& reference = determination.administrative_reference; !reference.empty())
        insert_number(request, subject, {.number = reference, .state = State::pended, .issued = issued});

    if (determination.certification_number.empty()) return;
    Number     number{.number = determination.certification_number, .state = State::approved, .issued = issued};
    const auto services = certified_services(request, determination);
    if (!services.empty()) {
        number.first = std::ranges::min(services, {}, &PastService::first).first;
        number.last  = std::ranges::max(services, {}, &PastService::last).last;
    }
    insert_number(request, subject, number);
    if (!subject.member.empty()) insert_services(subject, payer_of(request), folded(number.number), services);
}

void Certifications::insert_number(const ServiceReviewRequest& request, const Subject& subject, const Number& number)
{
    const std::string key = folded(number.number);
    insert_number_.bind(1, key).bind(2, request.utilization_management_organization.id.value);
    insert_number_.bind(3, subject.id).bind(4, name_of(number.state));
    bind_day(insert_number_, 5, number.issued);
    bind_day(insert_number_, 6, number.first);
    bind_day(insert_number_, 7, number.last);
    insert_number_.run();
}

void Certifications::insert_services(const Subject&                  subject,
                                     std::string_view                payer,
                                     std::string_view                number,
                                     const std::vector<PastService>& services)
{
    insert_service_.bind(1, subject.member).bind(2, subject.patient).bind(3, subject.born).bind(4, payer).bind(5, number);
    std::int64_t position = 0;
    for (const PastService& service : services) {
        const std::string modifiers = joined(service.modifiers);
        insert_service_.bind(6, position++).bind(7, service.procedure).bind(8, service.revenue_code);
        insert_service_.bind(9, service.service_type).bind(10, modifiers).bind_real(11, service.quantity);
        insert_service_.bind(12, service.unit).bind(13, days_of(service.first)).bind(14, days_of(service.last));
        insert_service_.bind(15, service.provider).bind(16, service.area);
        insert_service_.run();
    }
}

// Takes services out of what stands; a number under which nothing stands any more is cancelled.
void Certifications::withdraw(const ServiceReviewRequest&       request,
                              const Subject&                    subject,
                              const std::vector<NamedServices>& services)
{
    if (subject.member.empty()) return;
    const std::string payer = payer_of(request);
    for (const NamedServices& named : services) {
        remove_services_.bind(1, subject.member).bind(2, named.number).bind(3, payer).bind(4, named.procedure);
        remove_services_.bind(5, named.revenue_code).bind(6, named.area);
        remove_services_.run();

        cancel_number_.bind(1, named.number).bind(2, request.utilization_management_organization.id.value);
        cancel_number_.bind(3, subject.id).bind(4, subject.member);
        cancel_number_.run();
    }
}

void Certifications::link(const ServiceReviewRequest&       request,
                          const Subject&                    subject,
                          const std::vector<NamedServices>& revised,
                          std::string_view                  revision)
{
    for (const NamedServices& named : revised) {
        insert_revision_.bind(1, revision).bind(2, named.number);
        insert_revision_.bind(3, request.utilization_management_organization.id.value);
        insert_revision_.bind(4, subject.id);
        insert_revision_.run();
    }
}

std::vector<std::string> Certifications::standing(std::string_view number)
{
    const std::string        key = folded(number);
    std::vector<std::string> numbers;
    find_standing_.bind(1, key);
    while (find_standing_.next()) numbers.emplace_back(find_standing_.text(0));
    return numbers;
}

std::vector<NamedServices> Certifications::standing(const std::vector<NamedServices>& services)
{
    std::vector<NamedServices> all;
    for (const NamedServices& named : services)
        for (std::string& number : standing(named.number)) all.emplace_back(named).number = std::move(number);
    return all;
}

}  // namespace x278::store
