// A payer's rules, compiled: immutable, shared by all threads.
#pragma once

#include "core/result.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::policy {

// A file of a plan: rules, a table of codes, the cases that try the rules, or what the authors keep of it.
struct PlanFile {
    std::string path;  // as it is to be named in messages: "plans/bcbsma/imaging.rules"
    std::string text;
};

[[nodiscard]] inline bool is_case_file(const PlanFile& file) { return file.path.ends_with(".cases"); }

// Rules and tables of codes. All else changes nothing that is decided: plans compile without it, to the same revision.
[[nodiscard]] bool is_decided_by(const PlanFile& file);

// "plans/bcbsma" of "plans/bcbsma/imaging.rules" and of "plans/bcbsma/codes/imaging.csv".
[[nodiscard]] std::string folder_of(std::string_view path);

// One thing wrong with a plan file, ready to be printed: file:line:column, the line
// itself, a caret under the word, and what was expected.
struct PlanError {
    std::string path;
    int         line   = 0;
    int         column = 0;
    std::string message;  // whole and printable, several lines
};

struct Program;  // the compiled rules of all payers, policy/program.hpp

// The plans of every payer this process answers for.
class Plans {
public:
    // Compiles every file; one mistake gives one error and the rest is still checked.
    [[nodiscard]] static std::expected<Plans, std::vector<PlanError>> compile(std::span<const PlanFile> files);

    [[nodiscard]] const Program&     program() const noexcept { return *program_; }
    [[nodiscard]] const std::string& revision() const noexcept;  // content hash of the files

    // Whoever holds it keeps the compiled rules and the revision, whatever becomes of these plans.
    [[nodiscard]] const std::shared_ptr<const Program>& keeper() const noexcept { return program_; }

private:
    std::shared_ptr<const Program> program_;
};

// The files of a folder of plans, `DIR/*/*.rules`, `DIR/*/*.cases` and `DIR/*/codes/*.csv`.
[[nodiscard]] Result<std::vector<PlanFile>> read_plan_files(const std::string& folder);

// The files compiled into the program.
[[nodiscard]] std::vector<PlanFile> embedded_plan_files();

}  // namespace x278::policy
