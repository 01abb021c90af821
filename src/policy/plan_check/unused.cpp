// Check of names that nothing uses.
#include "policy/evaluate.hpp"
#include "policy/plan_check/checks.hpp"
#include "policy/plan_walk.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace x278::policy::plan_check {

namespace {

// Everything rules and counters speak of.
struct Used {
    std::set<const void*>      statements;  // parameters, options, bands, calendars, counters, contacts
    std::set<std::string_view> sets;

    void add(const void* statement)
    {
        if (statement != nullptr) statements.insert(statement);
    }
    void add(const Moment& moment)
    {
        add(moment.counter);
        add(moment.option);
    }
    void add(const CodeTest& test)
    {
        for (const NamedSet& set : test.sets) sets.insert(set.name);
    }
    void add(const Group& group)
    {
        for_each_condition(group, [this](const Condition& condition, bool) { std::visit(*this, condition.is); });
    }
    void add(const Outcome& outcome)
    {
        add(outcome.mode);
        add(outcome.details.contact);
        for (const LimitClause& limit : outcome.limits) {
            add(limit.option);
            add(limit.counter);
            add(limit.beyond.contact);
            if (limit.none) add(limit.none->details.contact);
        }
        if (outcome.until) add(outcome.until->moment);
    }

    void operator()(const Group& group) { add(group); }
    void operator()(const CodeTest& test) { add(test); }
    void operator()(const LinesTest& test) { add(test.procedure); }
    void operator()(const DateTest& test)
    {
        add(test.left);
        add(test.right);
    }
    void operator()(const AgeTest& test)
    {
        add(test.at);
        add(test.band);
    }
    void operator()(const CountTest& test)
    {
        add(test.counter);
        add(test.option);
    }
    void operator()(const OptionTest& test) { add(test.option); }
    void operator()(const ParameterTest& test) { add(test.parameter); }
    void operator()(const CalendarTest& test) { add(test.calendar); }
    template <class Other>
    void operator()(const Other&)
    {
    }
};

struct FindUnused {
    const PayerProgram& payer;
    const Subject&      subject;
    const Used&         used;
    const Found&        found;

    template <class Map>
    void operator()(std::string_view kind, const Map& statements) const
    {
        for (const auto& [name, statement] : statements) {
            if (used.statements.contains(&statement)
                || std::ranges::find(engine_parameters, name, &EngineParameter::name) != engine_parameters.end())
                continue;
            const std::string message = fmt::format("{} `{}` is used by no rule that is asked", kind, name);
            const auto        place   = find_statement(subject.files, payer.folder, kind, name);
            const Found       about   = found.about({name});
            place ? about(error_at(*place, message)) : about(payer.folder, 0, message);
        }
    }
};

}  // namespace

void find_unused(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    Used used;
    used.add(static_cast<const void*>(payer.default_contact));
    for (const Rule& rule : payer.rules) {
        used.add(rule.when);
        used.add(rule.outcome);
    }
    for (const auto& [name, counter] : payer.counters) {
        used.add(counter.when);
        for (const Parameter* const parameter : counter.parameters) used.add(parameter);
    }

    const FindUnused unused{payer, subject, used, found};
    unused("parameter", payer.parameters);
    unused("option", payer.options);
    unused("band", payer.bands);
    unused("calendar", payer.calendars);
    unused("counter", payer.counters);
    unused("contact", payer.contacts);

    for (const CodeTable& table : tables_of(subject.files, payer.folder)) {
        if (used.sets.contains(table.name)) continue;
        std::set<std::string_view> said;
        for (const CodeRow& row : table.rows) {
            const std::string_view set = row.tag.empty() ? std::string_view(table.name) : row.tag;
            if (used.sets.contains(set) || !said.insert(set).second) continue;
            found.about({std::string(set)})(table.path, row.line,
                                            fmt::format("code set `{}` is used by no rule that is asked", set));
        }
    }
}

}  // namespace x278::policy::plan_check
