#include "policy/coverage.hpp"

#include "core/csv.hpp"
#include "core/nearest.hpp"
#include "policy/plan_check/places.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <ranges>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::policy {

namespace {

struct HonouredByWord {
    std::string_view word;
    HonouredBy       by;
    bool             wants_where;   // what honours it must be named
    bool             wants_reason;  // in `where` or in `note`
};

constexpr std::array honoured_by_words{
    HonouredByWord{"rule", HonouredBy::rule, false, false},
    HonouredByWord{"disabled", HonouredBy::disabled, false, false},
    HonouredByWord{"record", HonouredBy::record, true, false},
    HonouredByWord{"report", HonouredBy::report, true, false},
    HonouredByWord{"command", HonouredBy::command, true, false},
    HonouredByWord{"notice", HonouredBy::notice, true, false},
    HonouredByWord{"configuration", HonouredBy::configuration, true, false},
    HonouredByWord{"refused", HonouredBy::refused, false, true},
    HonouredByWord{"not-for-this-product", HonouredBy::not_for_this_product, false, true},
};

PlanError wrong(const std::string& path, int line, int column, std::string_view message)
{
    return {path, line, column, fmt::format("{}:{}:{}: {}", path, line, column, message)};
}

std::string unknown_word(std::string_view word)
{
    std::vector<std::string_view> words;
    for (const HonouredByWord& known : honoured_by_words) words.push_back(known.word);
    const std::string meant = did_you_mean(word, words);
    return fmt::format("`{}` honours no rule; expected one of {}{}{}", word, fmt::join(words, ", "), meant.empty() ? "" : "; ",
                       meant);
}

constexpr std::string_view coverage_header = "id,title,honoured_by,where,note";

// "therapy.rules" of "plans/bcbsma/therapy.rules TH-01".
std::vector<std::string> plan_files_in(std::string_view where)
{
    std::vector<std::string> names;
    for (const auto part : std::views::split(where, ' ')) {
        const std::filesystem::path path(std::string_view(part.begin(), part.end()));
        if (path.extension() == ".rules" || path.extension() == ".cases") names.push_back(path.filename().string());
    }
    return names;
}

// Whether `path` is that of a file of that name in the folder of `table`.
bool is_beside(std::string_view path, const PlanFile& table, std::string_view name)
{
    return folder_of(path) == folder_of(table.path) && path.ends_with(fmt::format("/{}", name));
}

// Reads the rows of the tables of one payer.
struct CoverageReader {
    std::span<const PlanFile>        files;
    Coverage                         coverage = {};
    std::vector<PlanError>           errors   = {};
    std::map<std::string, PlanError> places   = {};  // of the ids, without a message

    void read(const PlanFile& file)
    {
        const auto rows = read_csv(file.path, file.text, {"id", "title", "honoured_by", "where", "note"});
        if (!rows) return errors.push_back({file.path, 0, 0, rows.error().message});
        for (const CsvRow row : *rows) add(file, row);
    }

    void add(const PlanFile& file, const CsvRow& row)
    {
        const auto report = [&](std::string_view column, std::string_view message) {
            errors.push_back({file.path, row.line(), 0, row.error(column, message).error().message});
        };
        const std::string id(row["id"]);
        if (id.empty()) report("id", "a row without the id of a published rule");
        if (row["title"].empty()) report("title", "a published rule without a title; say in a few words what it asks for");
        if (const auto [first, fresh] = places.emplace(id, PlanError{file.path, row.line(), 0, {}}); !fresh)
            report("id", fmt::format("`{}` is listed twice, first in {}:{}", id, first->second.path, first->second.line));

        const auto said = std::ranges::find(honoured_by_words, row["honoured_by"], &HonouredByWord::word);
        if (said == honoured_by_words.end()) return report("honoured_by", unknown_word(row["honoured_by"]));
        if (said->wants_where && row["where"].empty())
            report("where", fmt::format("honoured by a {} that is not named; expected a file or a command", said->word));
        for (const std::string& name : plan_files_in(row["where"]))
            if (std::ranges::none_of(files, [&](const PlanFile& one) { return is_beside(one.path, file, name); }))
                report("where", fmt::format("no file `{}` stands beside this table", name));
        if (said->wants_reason && row["where"].empty() && row["note"].empty())
            report("note", fmt::format("`{}` without a reason; expected one in `note`", said->word));
        coverage.push_back({id, std::string(row["title"]), said->by, std::string(row["where"]), std::string(row["note"]),
                            file.path, row.line()});
    }
};

// "BCBSMA-TH-06, E-14" one by one.
std::vector<std::string> sources_in(std::string_view list)
{
    std::vector<std::string> sources;
    for (const auto part : std::views::split(list, std::string_view(", "))) {
        const std::string_view source(part.begin(), part.end());
        if (!source.empty()) sources.emplace_back(source);
    }
    return sources;
}

struct AddHonours {
    Honours&                  to;
    const PayerProgram&       payer;
    std::span<const PlanFile> files;

    void operator()(std::string_view sources, const Honouring& honouring) const
    {
        for (const std::string& source : sources_in(sources)) to[source].push_back(honouring);
    }

    // A statement that does not keep where it stands.
    void declared(std::string_view kind, std::string_view name, std::string_view sources) const
    {
        Honouring honouring{std::string(kind), std::string(name), {}, 0, {}};
        if (const auto place = plan_check::find_statement(files, payer.folder, kind, name)) {
            honouring.path = place->file->path;
            honouring.line = plan_check::line_of(*place);
        }
        (*this)(sources, honouring);
    }

    template <class Map>
    void all(std::string_view kind, const Map& statements) const
    {
        for (const auto& [name, statement] : statements) declared(kind, name, statement.source);
    }
};

PlanError unlisted(std::string_view          source,
                   const Honouring&          by,
                   const PayerProgram&       payer,
                   std::span<const PlanFile> files,
                   std::string_view          hint)
{
    const std::string message =
        fmt::format("source `{}` of {} `{}` is not listed in {}/coverage.csv", source, by.kind, by.name, payer.folder);
    if (const auto place = plan_check::find_word(files, by.path, by.line, {source, "source"}))
        return plan_check::error_at(*place, message, hint);
    return {by.path, by.line, 0, by.path.empty() ? message : fmt::format("{}:{}: {}", by.path, by.line, message)};
}

}  // namespace

bool is_coverage_file(const PlanFile& file)
{
    const std::filesystem::path path(file.path);
    return path.extension() == ".csv" && path.filename().string().starts_with("coverage")
           && path.parent_path().filename() != "codes";
}

std::string_view word_of(HonouredBy by) noexcept { return honoured_by_words[static_cast<std::size_t>(by)].word; }

std::expected<Coverage, std::vector<PlanError>> read_coverage(std::span<const PlanFile> files, std::string_view folder)
{
    CoverageReader reader{files};
    for (const PlanFile& file : files)
        if (is_coverage_file(file) && folder_of(file.path) == folder) reader.read(file);
    if (!reader.errors.empty()) return std::unexpected(std::move(reader.errors));
    return std::move(reader.coverage);
}

std::string no_coverage_list(std::string_view folder)
{
    return fmt::format(
        "{}: no coverage list; expected `{}/coverage.csv`, which begins `{}` and has a line for each rule the payer "
        "has published",
        folder, folder, coverage_header);
}

Honours honours_of(const PayerProgram& payer, std::span<const PlanFile> files)
{
    Honours          honours;
    const AddHonours add{honours, payer, files};
    for (const Rule& rule : payer.rules) add(rule.name->source, {"rule", rule.name->id, rule.path, rule.line, {}});
    for (const DisabledRule& rule : payer.disabled) add(rule.source, {"rule", rule.id, rule.path, rule.line, rule.reason});
    for (const Gate& gate : payer.gates) add.declared("gate", gate.id, gate.source);
    add.all("parameter", payer.parameters);
    add.all("option", payer.options);
    add.all("band", payer.bands);
    add.all("calendar", payer.calendars);
    add.all("counter", payer.counters);
    return honours;
}

bool is_reading(std::string_view source) noexcept
{
    return source.size() > 2 && source[0] >= 'A' && source[0] <= 'Z' && source[1] == '-'
           && std::ranges::all_of(source.substr(2), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<PlanError> check_coverage(const Coverage& coverage, const PayerProgram& payer, std::span<const PlanFile> files)
{
    std::vector<PlanError> errors;
    const Honours          honours = honours_of(payer, files);
    std::set<std::string>  listed;

    std::map<std::string_view, PlanError> unnamed;  // by id: what no statement honours
    for (const PublishedRule& rule : coverage) {
        listed.insert(rule.id);
        const auto report   = [&](std::string_view message) { errors.push_back(wrong(rule.path, rule.line, 1, message)); };
        const auto found    = honours.find(rule.id);
        const bool named    = found != honours.end();
        const auto asked    = named ? std::ranges::find_if(found->second, &std::string::empty, &Honouring::disabled)
                                    : std::vector<Honouring>::const_iterator{};
        const bool in_force = named && asked != found->second.end();
        if (rule.honoured_by == HonouredBy::rule && !in_force && named)
            report(fmt::format("`{}` is honoured by a rule, but only disabled ones name it as their source", rule.id));
        if (rule.honoured_by == HonouredBy::rule && !named)
            unnamed.emplace(rule.id, wrong(rule.path, rule.line, 1,
                                           fmt::format("`{}` is honoured by a rule, but no statement of the plan names it as its "
                                                       "source",
                                                       rule.id)));
        if (rule.honoured_by == HonouredBy::disabled && (in_force || !named))
            report(in_force ? fmt::format("`{}` is disabled, but {} `{}`, which is in force, names it as its source", rule.id,
                                          asked->kind, asked->name)
                            : fmt::format("`{}` is disabled, but no disabled rule names it as its source", rule.id));
        if (rule.honoured_by == HonouredBy::not_for_this_product && in_force)
            report(fmt::format("`{}` is not for this product, but {} `{}` names it as its source", rule.id, asked->kind,
                               asked->name));
    }
    if (coverage.empty()) return errors;
    for (const auto& [source, all] : honours) {
        if (listed.contains(source) || is_reading(source)) continue;
        std::vector<std::string_view> ids;
        for (const auto& [id, error] : unnamed) ids.push_back(id);
        errors.push_back(unlisted(source, all.front(), payer, files, did_you_mean(source, ids)));
        unnamed.erase(nearest(source, ids));  // one mistake
    }
    for (auto& [id, error] : unnamed) errors.push_back(std::move(error));
    return errors;
}

}  // namespace x278::policy
