// x278 plan summary: what each product asks for each service, as a provider is told it.
#include "cli/command.hpp"
#include "cli/plan.hpp"
#include "policy/program.hpp"
#include "policy/summary.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <memory>

namespace x278::cli {

namespace {

struct SummaryOptions {
    std::string folder;
    std::string format = "text";
};

constexpr std::string_view silent = "contact the payer";

// The rules whose titles say when an answer holds, numbered in the order they are first told.
class Footnotes {
public:
    int of(const policy::Rule& rule)
    {
        const auto [found, fresh] = numbers_.emplace(&rule, static_cast<int>(rules_.size()) + 1);
        if (fresh) rules_.push_back(&rule);
        return found->second;
    }
    void print() const
    {
        for (std::size_t i = 0; i < rules_.size(); ++i)
            fmt::print("  {:>5} {}: {}\n", fmt::format("[{}]", i + 1), rules_[i]->name->id, rules_[i]->name->title);
    }

private:
    std::map<const policy::Rule*, int> numbers_;
    std::vector<const policy::Rule*>   rules_;
};

void say_as_text(const policy::PayerProgram& payer, const std::vector<policy::SummaryService>& services)
{
    Footnotes footnotes;
    fmt::print("{}\n", payer.name);
    for (const policy::SummaryService& service : services) {
        fmt::print("\n  {}\n", service.name);
        for (const policy::SummaryCell& cell : service.cells) {
            std::vector<std::string> answers;
            for (const policy::SummaryAnswer& answer : cell.answers)
                answers.push_back(answer.conditional ? fmt::format("{} [{}]", answer.words, footnotes.of(*answer.rule))
                                                     : answer.words);
            if (cell.answers.empty() || cell.answers.back().conditional) answers.emplace_back(silent);
            fmt::print("    {}\n      {}\n", fmt::join(cell.products, ", "), fmt::join(answers, "; else "));
        }
    }
    fmt::print("\nServices that need authorization\n");
    for (const policy::SummaryService& service : services)
        if (service.needs_authorization)
            fmt::print("  {}{}{}\n", service.name, service.codes.empty() ? "" : ": ",
                       fmt::join(service.codes_to_authorize, ", "));
    fmt::print("\nWhen\n");
    footnotes.print();
    fmt::print("\n");
}

// One row for each service, product and answer.
template <class Row>
void for_each_row(const policy::PayerProgram& payer, const std::vector<policy::SummaryService>& services, Row row)
{
    for (const policy::SummaryService& service : services)
        for (const policy::SummaryCell& cell : service.cells)
            for (const std::string& product : cell.products) {
                for (const policy::SummaryAnswer& answer : cell.answers) row(payer, service, product, &answer);
                if (cell.answers.empty() || cell.answers.back().conditional) row(payer, service, product, nullptr);
            }
}

// Quoted where RFC 4180 wants it.
std::string cell_text(std::string_view text)
{
    if (text.find_first_of(",\"\n#") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

void csv_row(const policy::PayerProgram&   payer,
             const policy::SummaryService& service,
             const std::string&            product,
             const policy::SummaryAnswer*  answer)
{
    const bool when = answer != nullptr && answer->conditional;
    fmt::print("{},{},{},{},{},{},{}\n", payer.id, cell_text(service.name), product,
               cell_text(answer != nullptr ? std::string_view(answer->words) : silent),
               answer != nullptr ? answer->rule->name->id : "", when ? cell_text(answer->rule->name->title) : "",
               cell_text(fmt::format("{}", fmt::join(service.codes, "; "))));
}

void json_row(const policy::PayerProgram&   payer,
              const policy::SummaryService& service,
              const std::string&            product,
              const policy::SummaryAnswer*  answer)
{
    boost::json::array codes;
    for (const std::string& code : service.codes) codes.emplace_back(code);
    boost::json::object row{{"payer", payer.id},
                            {"service", service.name},
                            {"product", product},
                            {"answer", answer != nullptr ? std::string_view(answer->words) : silent}};
    row["authorization"] = answer != nullptr && answer->authorizes;
    row["rule"]          = answer != nullptr ? answer->rule->name->id : "";
    row["when"]          = answer != nullptr && answer->conditional ? answer->rule->name->title : "";
    row["codes"]         = std::move(codes);
    fmt::print("{}\n", boost::json::serialize(row));
}

int summarise(const SummaryOptions& options)
{
    const auto read = read_plans(options.folder);
    if (!read) {
        fmt::print(stderr, "x278: {}\n", read.error().message);
        return exit_usage;
    }
    if (options.format == "csv") fmt::print("payer,service,product,answer,rule,when,codes\n");
    for (const auto& payer : read->plans.program().payers) {
        const auto services = policy::summary_of(*payer, read->files);
        if (options.format == "text")
            say_as_text(*payer, services);
        else
            for_each_row(*payer, services, options.format == "csv" ? csv_row : json_row);
    }
    return 0;
}

}  // namespace

void add_plan_summary(CLI::App& plan, int& exit_status)
{
    auto      options = std::make_shared<SummaryOptions>();
    CLI::App& command = *plan.add_subcommand("summary", "say what each product asks for each service, as a provider is told it");
    add_plan_folder(command, options->folder);
    command.add_option("--format", options->format, "`text`; `csv`; or `json`: one object a line")
        ->check(CLI::IsMember({"text", "csv", "json"}))
        ->capture_default_str();
    command.footer(
        "Of each payer: the services its rules name, what each product answers, in the order rules are asked; the services\n"
        "that need authorization, with their codes; and the titles of rules that hold only under conditions.\n"
        "Where no rule speaks the payer is to be asked.\n"
        "Exit status: 0 told; 2 wrong usage, or the plans do not compile.\n\n"
        "Examples:\n"
        "  x278 plan summary\n"
        "  x278 plan summary --format csv plans > requirements.csv");
    command.callback([options, &exit_status] { exit_status = summarise(*options); });
}

}  // namespace x278::cli
