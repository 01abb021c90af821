#include "edi/guide_lint.hpp"

#include "edi/guide.hpp"

#include <charconv>

namespace x278::edi {

namespace {

// "path:line:column: message", as loading says it.
LintFinding finding_of(const Error& error)
{
    LintFinding            finding;
    const std::string_view text = error.message;
    const std::size_t      path = text.find(':');
    const std::size_t      line = path == std::string_view::npos ? path : text.find(": ", path);
    if (line == std::string_view::npos) return {{}, 0, error.message};
    finding.file = text.substr(0, path);
    std::from_chars(text.data() + path + 1, text.data() + line, finding.line);
    finding.message = text.substr(line + 2);
    return finding;
}

}  // namespace

std::vector<LintFinding> lint_schemas(std::span<const EmbeddedFile> files)
{
    std::vector<LintFinding> findings;
    if (const auto loaded = Guides::load(files); !loaded) findings.push_back(finding_of(loaded.error()));
    return findings;
}

}  // namespace x278::edi
