// Plans::compile: files into statements, statements into programs, one payer a folder.
#include "policy/compile.hpp"

#include "core/digest.hpp"
#include "policy/language/parse.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

constexpr std::size_t revision_size = 16;  // hexadecimal digits; enough to tell revisions apart, short enough to read

// The files of one payer, each with what was read from it.
struct Folder {
    std::vector<const PlanFile*>                                  tables;
    std::vector<std::pair<const PlanFile*, language::ParsedFile>> rules;
};

// What decides, in order of path, whatever order the files came in, so that errors and revision do not
// depend on it.
std::vector<const PlanFile*> in_order(std::span<const PlanFile> files)
{
    std::vector<const PlanFile*> ordered;
    for (const PlanFile& file : files)
        if (is_decided_by(file)) ordered.push_back(&file);
    std::ranges::sort(ordered, {}, &PlanFile::path);
    return ordered;
}

// Contents and names, but not where the folder of plans stands: the same files give the
// same revision, embedded or read from anywhere.
std::string revision_of(std::span<const PlanFile* const> files)
{
    std::string contents;
    for (const PlanFile* const file : files) {
        const std::string folder = folder_of(file->path);
        const auto        parent = folder.rfind('/');
        const auto        name   = std::string_view(file->path).substr(parent == std::string::npos ? 0 : parent + 1);
        contents += fmt::format("{}\n{}\n{}", name, file->text.size(), file->text);
    }
    return sha256_hex(contents).substr(0, revision_size);
}

// A statement and the file it stands in.
template <class Statement>
struct InFile {
    const PlanFile*  file;
    const Statement* statement;
};

template <class Statement>
std::vector<InFile<Statement>> statements_in(const Folder& folder)
{
    std::vector<InFile<Statement>> found;
    for (const auto& [file, parsed] : folder.rules)
        for (const ast::Statement& statement : parsed.statements)
            if (const auto* wanted = boost::get<Statement>(&statement.get())) found.push_back({file, wanted});
    return found;
}

void check_ids(const Compilation& to, std::span<const InFile<ast::Rule>> rules)
{
    std::map<std::string_view, InFile<ast::Rule>> seen;
    for (const auto& in : rules) {
        const auto [first, fresh] = seen.emplace(in.statement->id.text, in);
        if (fresh) continue;
        const auto& [file, rule] = first->second;
        const auto line          = 1 + std::count(file->text.data(), rule->id.begin, '\n');
        to.report(*in.file, in.statement->id, fmt::format("rule `{}` is named twice", rule->id.text),
                  fmt::format("first in {}:{}", file->path, line));
    }
}

template <class Statement>
void compile_one(const Compilation& to, const InFile<Statement>& in, void (*compile)(const Context&, const Statement&))
{
    Units units;
    compile({to, *in.file, units}, *in.statement);
}

template <class Statement>
void compile_each(const Compilation& to, const Folder& folder, void (*compile)(const Context&, const Statement&))
{
    for (const auto& in : statements_in<Statement>(folder)) compile_one(to, in, compile);
}

// Compiles a folder; nothing if it has no payer, which is reported.
std::unique_ptr<PayerProgram> compile_folder(const std::string& name, const Folder& folder, std::vector<PlanError>& errors)
{
    auto        program = std::make_unique<PayerProgram>();
    Compilation to{name, *program, errors};
    program->folder = name;

    for (const auto& [file, parsed] : folder.rules) to.unread.insert(parsed.unread.begin(), parsed.unread.end());
    const auto before = errors.size();
    for (const PlanFile* const table : folder.tables) compile_codes(to, *table);
    to.tables_failed = errors.size() != before;
    compile_each(to, folder, compile_contact);

    const auto payers = statements_in<ast::Payer>(folder);
    const bool failed = std::ranges::any_of(folder.rules, [](const auto& file) { return !file.second.errors.empty(); });
    if (payers.empty()) {
        // If a file could not be read whole, the payer may well be in what was not read.
        if (!failed)
            errors.push_back(
                {name, 0, 0, fmt::format("{}: no file names the payer\n      | begin one with `payer ID \"name\"`", name)});
        return nullptr;
    }
    for (std::size_t i = 1; i < payers.size(); ++i)
        to.report(*payers[i].file, payers[i].statement->id, "a second payer in one folder",
                  fmt::format("the first is `{}`", payers[0].statement->id.text));
    compile_one(to, payers.front(), compile_payer);

    compile_each(to, folder, compile_option);
    compile_each(to, folder, compile_parameter);
    compile_each(to, folder, compile_band);
    compile_each(to, folder, compile_calendar);
    compile_each(to, folder, compile_gate);
    compile_each(to, folder, compile_counter);

    check_ids(to, statements_in<ast::Rule>(folder));
    compile_each(to, folder, compile_rule);

    std::ranges::sort(program->rules, {}, [](const Rule& rule) { return std::tie(rule.stage, rule.name->id); });
    std::ranges::sort(program->gates, {}, &Gate::id);
    return program;
}

void check_payers(std::span<const std::unique_ptr<PayerProgram>> payers, std::vector<PlanError>& errors)
{
    std::map<std::string, std::string> ids;
    for (const auto& payer : payers) {
        if (const auto [other, fresh] = ids.emplace("payer " + payer->id, payer->id); !fresh)
            errors.push_back({"", 0, 0, fmt::format("two folders name the payer `{}`", payer->id)});
        for (const auto& [qualifier, value] : payer->identifiers)
            if (const auto [other, fresh] = ids.emplace(qualifier + " " + value, payer->id); !fresh)
                errors.push_back(
                    {"", 0, 0,
                     fmt::format("`{}` and `{}` are both identified by {} {}", other->second, payer->id, qualifier, value)});
    }
}

}  // namespace

std::expected<Plans, std::vector<PlanError>> Plans::compile(std::span<const PlanFile> files)
{
    std::vector<PlanError>        errors;
    std::map<std::string, Folder> folders;

    const auto ordered = in_order(files);
    for (const PlanFile* const file : ordered) {
        Folder& folder = folders[folder_of(file->path)];
        if (file->path.ends_with(".csv")) {
            folder.tables.push_back(file);
            continue;
        }
        const auto& parsed = folder.rules.emplace_back(file, language::parse(*file)).second;
        errors.insert(errors.end(), parsed.errors.begin(), parsed.errors.end());
    }

    auto program = std::make_shared<Program>();
    for (const auto& [name, folder] : folders)
        if (auto payer = compile_folder(name, folder, errors)) program->payers.push_back(std::move(payer));
    std::ranges::sort(program->payers, {}, [](const auto& payer) -> const std::string& { return payer->id; });
    check_payers(program->payers, errors);

    if (!errors.empty()) {
        std::ranges::stable_sort(errors, {}, [](const PlanError& e) { return std::tie(e.path, e.line, e.column); });
        return std::unexpected(std::move(errors));
    }
    for (const auto& payer : program->payers) make_index(*payer);
    program->revision = revision_of(ordered);
    Plans plans;
    plans.program_ = std::move(program);
    return plans;
}

const std::string& Plans::revision() const noexcept { return program_->revision; }

}  // namespace x278::policy
