// Checks of tables of codes, and of codes that stand in rules.
#include "core/day.hpp"
#include "policy/plan_check/checks.hpp"
#include "policy/plan_walk.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

namespace x278::policy::plan_check {

namespace {

// How often somebody must look at a table. Source: BCBSMA-UM-07, criteria are reviewed at least once a year.
constexpr std::chrono::months review_interval{12};

// The word of the tables for the codes a subject is compared with; empty: no list is kept for it.
struct ListOf {
    language::ast::CodeSubject subject;
    CodeSystem                 system;
    std::string_view           list;
    std::string_view           after;  // the word that such a code stands behind
};

using language::ast::CodeSubject;

constexpr std::array lists{
    ListOf{CodeSubject::service_type, CodeSystem::service_type, "service-type", "type"},
    ListOf{CodeSubject::place_of_service, CodeSystem::place_of_service, "place-of-service", "place"},
    ListOf{CodeSubject::place_of_service, CodeSystem::bill_type, "bill-type", "bill"},
    ListOf{CodeSubject::requester_role, CodeSystem::provider_role, "role", "role"},
    ListOf{CodeSubject::cause, CodeSystem::cause, "cause", "cause"},
    ListOf{CodeSubject::primary_care_state, CodeSystem::state, "state", "state"},
};

struct UnlistedCodes {
    const Rule&    rule;
    const Subject& subject;
    const Found&   found;

    void look_up(std::string_view list, std::string_view code, std::string_view after) const
    {
        if (code.empty() || subject.is_listed(list, code).value_or(true)) return;
        found.about({std::string(code)})(find_word(subject.files, rule.path, rule.line, {code, after}), rule,
                                         fmt::format("rule `{}` names `{}`, which is no {} we know", rule.name->id, code, list));
    }

    void operator()(const CodeTest& test) const
    {
        for (const ListOf& list : lists) {
            if (list.subject != test.subject) continue;
            const auto codes = test.codes.codes(list.system);
            if (codes)
                for (const std::string_view code : *codes) look_up(list.list, code, list.after);
        }
    }
    void operator()(const LinesTest& test) const
    {
        for (const std::string& place : test.places) look_up("place-of-service", place, "place");
    }
    void operator()(const DocumentTest& test) const
    {
        for (const std::string& code : test.codes) look_up("document", code, test.all ? "documents" : "document");
    }
    template <class Other>
    void operator()(const Other&) const
    {
    }

    void operator()(const Details& details) const
    {
        look_up("reason", details.code, "because");
        for (const std::string& document : details.documents) look_up("document", document, "documents");
    }
};

}  // namespace

void find_unlisted_codes(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    for (const CodeTable& table : tables_of(subject.files, payer.folder))
        for (const CodeRow& row : table.rows)
            if (row.code.find("..") == std::string_view::npos && !subject.is_listed(row.system, row.code).value_or(true))
                found.about({std::string(row.code)})(table.path, row.line,
                                                     fmt::format("`{}` is no {} we know", row.code, row.system));
    for (const auto& [qualifier, value] : payer.identifiers) {
        if (subject.is_listed("identifier", qualifier).value_or(true)) continue;
        const auto statement = find_statement(subject.files, payer.folder, "payer", payer.id);
        if (!statement) continue;
        const auto place = find_word(subject.files, statement->file->path, line_of(*statement), {qualifier, "identified"});
        found.about({qualifier})(
            error_at(place.value_or(*statement),
                     fmt::format("the payer is identified by `{}`, which is no identifier we know", qualifier)));
    }
    for (const Rule& rule : payer.rules) {
        const UnlistedCodes codes{rule, subject, found};
        for_each_condition(rule.when, [&](const Condition& condition, bool) { std::visit(codes, condition.is); });
        codes(rule.outcome.details);
        for (const LimitClause& limit : rule.outcome.limits) {
            codes(limit.beyond);
            if (limit.none) codes(limit.none->details);
        }
    }
}

void find_expired_tables(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    for (const CodeTable& table : tables_of(subject.files, payer.folder)) {
        std::map<std::string_view, bool> in_force{{table.name, false}};  // by set: whether any code still is
        for (const CodeRow& row : table.rows) {
            const bool still = !row.to || *row.to >= subject.today;
            in_force[table.name] |= still;
            if (!row.tag.empty()) in_force[row.tag] |= still;
        }
        for (const auto& [set, still] : in_force) {
            if (still) continue;
            found.about({std::string(set)})(
                table.path, table.rows.empty() ? 1 : table.rows.front().line,
                table.rows.empty() ? fmt::format("code set `{}` is empty", set)
                                   : fmt::format("every code of set `{}` here has expired by {}", set, day_text(subject.today)));
        }
    }
}

void find_overdue_tables(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    for (const CodeTable& table : tables_of(subject.files, payer.folder)) {
        if (!table.reviewed) {
            found(table.path, 1, "nobody has said when this table was reviewed; begin it with `# reviewed CCYY-MM-DD`");
            continue;
        }
        auto due = *table.reviewed + review_interval;
        if (!due.ok()) due = due.year() / due.month() / std::chrono::last;
        if (due < subject.today)
            found(table.path, 1, fmt::format("reviewed {}, and again due {}", day_text(*table.reviewed), day_text(due)));
    }
}

}  // namespace x278::policy::plan_check
