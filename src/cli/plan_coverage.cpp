// x278 plan coverage: where each published rule of a payer is honoured.
#include "cli/command.hpp"
#include "cli/plan.hpp"
#include "policy/case_run.hpp"
#include "policy/coverage.hpp"
#include "policy/program.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <memory>
#include <set>
#include <tuple>

namespace x278::cli {

namespace {

struct CoverageOptions {
    std::string folder;
    std::string format = "text";
};

// The titles of the cases that a rule decided or had an effect in, or that asked a gate, by payer, kind and id.
using CasesByStatement = std::map<std::tuple<std::string, std::string, std::string>, std::set<std::string>>;

CasesByStatement cases_by_statement(const policy::CaseReport& report)
{
    CasesByStatement cases;
    for (const policy::CaseResult& one : report.cases) {
        const auto add = [&](const model::LineDetermination& part) {
            if (!part.decided_by.empty()) cases[{one.payer, "rule", part.decided_by.words()}].insert(one.title);
            for (const model::Effect& effect : part.effects) cases[{one.payer, "rule", effect.rule.words()}].insert(one.title);
        };
        if (!one.passed()) continue;
        add(one.answer.event);
        for (const model::LineDetermination& line : one.answer.lines) add(line);
        for (const policy::GateFinding& gate : one.gates) cases[{one.payer, "gate", gate.gate}].insert(one.title);
    }
    return cases;
}

// A published rule with what honours it.
struct Honoured {
    const policy::PublishedRule*   rule = nullptr;
    std::vector<policy::Honouring> by;
};

struct PayerCoverage {
    const policy::PayerProgram* payer = nullptr;
    policy::Coverage            table;
    policy::Honours             honours;

    [[nodiscard]] std::vector<Honoured> rows() const
    {
        std::vector<Honoured> all;
        for (const policy::PublishedRule& rule : table) {
            const auto found = honours.find(rule.id);
            all.push_back({&rule, found == honours.end() ? std::vector<policy::Honouring>() : found->second});
        }
        return all;
    }
};

const std::set<std::string>& cases_of(const policy::Honouring& by, const PayerCoverage& in, const CasesByStatement& cases)
{
    static const std::set<std::string> none;
    const auto                         found = cases.find({in.payer->id, by.kind, by.name});
    return found == cases.end() ? none : found->second;
}

// Cases speak of rules and gates by their ids; of what else a plan states, by what these ask of it.
bool is_in_cases(const policy::Honouring& by) { return by.kind == "rule" || by.kind == "gate"; }

void say_as_text(const PayerCoverage& coverage, const CasesByStatement& cases)
{
    std::map<std::string_view, int> counts;
    fmt::print("{}: {} published rules\n", coverage.payer->id, coverage.table.size());
    for (const auto& [rule, by] : coverage.rows()) {
        const auto word = policy::word_of(rule->honoured_by);
        ++counts[word];
        fmt::print("  {:<16} {:<20} {}\n", rule->id, word, rule->title);
        for (const policy::Honouring& one : by) {
            const auto& titles = cases_of(one, coverage, cases);
            fmt::print("  {:<16} {} {}{}{}\n", "", one.kind, one.name,
                       one.path.empty() ? "" : fmt::format(" {}:{}", one.path, one.line),
                       one.disabled.empty() ? (is_in_cases(one) && titles.empty() ? ", in no case" : "")
                                            : fmt::format(", disabled because {}", one.disabled));
            for (const std::string& title : titles) fmt::print("  {:<18} case \"{}\"\n", "", title);
        }
        if (!rule->where.empty()) fmt::print("  {:<16} {}\n", "", rule->where);
        if (!rule->note.empty()) fmt::print("  {:<16} {}\n", "", rule->note);
    }
    std::vector<std::string> totals;
    for (const auto& [word, count] : counts) totals.push_back(fmt::format("{} {}", count, word));
    fmt::print("{}: {}\n\n", coverage.payer->id, fmt::join(totals, ", "));
}

void say_as_json(const PayerCoverage& coverage, const CasesByStatement& cases)
{
    for (const auto& [rule, by] : coverage.rows()) {
        boost::json::array statements;
        for (const policy::Honouring& one : by) {
            boost::json::array titles;
            for (const std::string& title : cases_of(one, coverage, cases)) titles.emplace_back(title);
            statements.push_back(boost::json::object{{"kind", one.kind},
                                                     {"name", one.name},
                                                     {"path", one.path},
                                                     {"line", one.line},
                                                     {"disabled_because", one.disabled},
                                                     {"cases", std::move(titles)}});
        }
        fmt::print("{}\n", boost::json::serialize(boost::json::object{{"payer", coverage.payer->id},
                                                                      {"id", rule->id},
                                                                      {"title", rule->title},
                                                                      {"honoured_by", policy::word_of(rule->honoured_by)},
                                                                      {"where", rule->where},
                                                                      {"note", rule->note},
                                                                      {"by", std::move(statements)}}));
    }
}

int say_errors(const std::vector<policy::PlanError>& errors)
{
    for (const policy::PlanError& error : errors) fmt::print(stderr, "{}\n", error.message);
    return errors.empty() ? 0 : exit_refused;
}

int cover_plans(const CoverageOptions& options)
{
    const auto read = read_plans(options.folder);
    if (!read) {
        fmt::print(stderr, "x278: {}\n", read.error().message);
        return exit_usage;
    }
    const auto cases  = cases_by_statement(policy::run_cases(read->files, read->plans));
    int        status = 0;
    for (const auto& payer : read->plans.program().payers) {
        auto table = policy::read_coverage(read->files, payer->folder);
        if (!table) {
            status = say_errors(table.error());
            continue;
        }
        if (table->empty()) {
            fmt::print(stderr, "{}\n", policy::no_coverage_list(payer->folder));
            status = exit_refused;
            continue;
        }
        const PayerCoverage coverage{payer.get(), std::move(*table), policy::honours_of(*payer, read->files)};
        options.format == "json" ? say_as_json(coverage, cases) : say_as_text(coverage, cases);
        if (say_errors(policy::check_coverage(coverage.table, *payer, read->files)) != 0) status = exit_refused;
    }
    return status;
}

}  // namespace

void add_plan_coverage(CLI::App& plan, int& exit_status)
{
    auto      options = std::make_shared<CoverageOptions>();
    CLI::App& command = *plan.add_subcommand("coverage", "say where each rule a payer has published is honoured");
    add_plan_folder(command, options->folder);
    command.add_option("--format", options->format, "`text`, or `json`: one object a line for each published rule")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.footer(
        "Of each published rule in PAYER/coverage.csv: the rules, gates, counters, parameters and options that name it as\n"
        "their source, with the cases that each decided or was asked in; or the record, report, command or configuration that "
        "honours it; or\n"
        "the reason why nothing does.\n"
        "Exit status: 0 plan and tables agree; 1 they do not, or there is no table, which is said; 2 wrong usage, or the plans "
        "do not compile.\n\n"
        "Examples:\n"
        "  x278 plan coverage\n"
        "  x278 plan coverage --format json plans | jq -r 'select(.honoured_by == \"disabled\") | .id'");
    command.callback([options, &exit_status] { exit_status = cover_plans(*options); });
}

}  // namespace x278::cli
