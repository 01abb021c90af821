#include "policy/plan_check/accepted.hpp"

#include "core/csv.hpp"
#include "core/nearest.hpp"
#include "policy/plan_check/checks.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <ranges>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::policy::plan_check {

namespace {

// These speak of names; what the other checks find is to be mended.
constexpr std::array<std::string_view, 6> acceptable{"never-reached", "overlap",       "gap",
                                                     "unlisted-code", "expired-table", "unused"};

template <class Names>
bool has(const Names& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

// One row of the table, and the remarks of all checks before.
class Acceptance {
public:
    Acceptance(const CsvTable& table, const CsvRow& row, const Found& found) : table_(table), row_(row), found_(found)
    {
        for (const auto part : std::views::split(row_["names"], ' '))
            if (!part.empty()) names_.emplace_back(part.begin(), part.end());
    }

    void accept(std::string_view folder) const
    {
        if (!has(acceptable, row_["check"])) return report("check", unacceptable());
        if (names_.empty()) return report("names", "nothing is named here; expected what the warnings speak of");
        if (row_["because"].empty()) return report("because", "nobody is told why; expected a reason");
        if (row_["source"].empty()) return report("source", "no source; expected where the reason comes from");

        std::vector<std::string_view> needed;
        for (Remark& remark : found_.remarks) {
            const auto is_named = [&](const std::string& name) { return has(names_, name); };
            if (remark.severity == Severity::error || remark.check != row_["check"] || remark.about.empty()) continue;
            if (!remark.path.starts_with(folder) || !std::ranges::all_of(remark.about, is_named)) continue;
            if (remark.accepted.empty()) remark.accepted = row_["because"];
            needed.insert(needed.end(), remark.about.begin(), remark.about.end());
        }
        for (const std::string& name : names_)
            if (!has(needed, name))
                report("names", fmt::format("no warning of `{}` about `{}` is accepted here; take it out", row_["check"], name),
                       Severity::warning);
    }

private:
    [[nodiscard]] std::string unacceptable() const
    {
        const std::string meant = did_you_mean(row_["check"], acceptable);
        return fmt::format("`{}` finds nothing that can be accepted; expected one of {}{}{}", row_["check"],
                           fmt::join(acceptable, ", "), meant.empty() ? "" : "; ", meant);
    }

    void report(std::string_view column, std::string_view message, Severity severity = Severity::error) const
    {
        const int position = row_.position(*table_.column(column));
        found_({table_.path(), row_.line(), position, row_.error(column, message).error().message}, severity);
    }

    const CsvTable&          table_;
    const CsvRow&            row_;
    const Found&             found_;
    std::vector<std::string> names_;
};

}  // namespace

bool is_accepted_file(const PlanFile& file)
{
    return std::filesystem::path(file.path).filename() == accepted_file_name && !file.path.contains("/codes/");
}

void find_accepted(const PayerProgram& payer, const Subject& subject, const Found& found)
{
    for (const PlanFile& file : subject.files) {
        if (!is_accepted_file(file) || folder_of(file.path) != payer.folder) continue;
        const auto table = read_csv(file.path, file.text, {"check", "names", "because", "source"});
        if (!table) return found({file.path, 0, 0, table.error().message}, Severity::error);
        for (const CsvRow row : *table) Acceptance(*table, row, found).accept(payer.folder + "/");
    }
}

}  // namespace x278::policy::plan_check
