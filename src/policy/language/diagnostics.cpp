#include "policy/language/diagnostics.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy::language {

PlanError error_at(const PlanFile& file, const ast::Located& at, std::string_view message, std::string_view hint)
{
    const std::string_view text   = file.text;
    const std::size_t      offset = static_cast<std::size_t>(at.begin - text.data());
    const std::size_t      start  = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;  // npos + 1 is 0
    const std::size_t      end    = std::min(text.find('\n', offset), text.size());

    PlanError error;
    error.path   = file.path;
    error.line   = 1 + static_cast<int>(std::ranges::count(text.substr(0, start), '\n'));
    error.column = 1 + static_cast<int>(offset - start);

    // A tab stays a tab before the carets, so that they stand under the word in any editor.
    std::string margin(text.substr(start, offset - start));
    std::ranges::replace_if(
        margin, [](char c) { return c != '\t'; }, ' ');
    const std::size_t marked =
        std::clamp<std::size_t>(static_cast<std::size_t>(at.end - at.begin), 1, std::max<std::size_t>(end - offset, 1));

    error.message = fmt::format("{}:{}:{}: {}\n{:5} | {}\n      | {}{}", file.path, error.line, error.column, message, error.line,
                                text.substr(start, end - start), margin, std::string(marked, '^'));
    if (!hint.empty()) error.message += fmt::format(" {}", hint);
    return error;
}

}  // namespace x278::policy::language
