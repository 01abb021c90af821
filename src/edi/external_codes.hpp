// Codes whose lists others keep: diagnoses, procedures, places of service, states. Checked by
// form always, and by membership where we hold the list.
//
// schemas/x12/code-sources.csv says what each source's codes look like, and how sure we are.
#pragma once

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "edi/dictionary.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue_list.hpp"
#include "edi/placement.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

// What codes of a source look like: `A9X[X[X]]|V99[9]`. A is a letter, 9 a digit, X either,
// anything else itself; what stands in brackets may be left out, at the end.
class CodeForm {
public:
    // Errors: `bad_input`, what was expected at which place of the text.
    [[nodiscard]] static Result<CodeForm> parse(std::string_view text);

    [[nodiscard]] bool matches(std::string_view code) const noexcept;
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    struct Choice {
        std::string   characters;   // all of them, the optional ones too
        std::uint64_t lengths = 0;  // bit n: a code may have n characters
    };

    std::string         text_;
    std::vector<Choice> choices_;
};

// One row of code-sources.csv.
struct CodeSource {
    std::string     number;   // X12's for the list: "897"
    std::string     element;  // the data element it speaks of, "1339"; empty for every other
    std::string     name;
    CodeForm        form;            // empty: any
    CodeForm        tolerated;       // other forms seen in use: warned of, never refused
    bool            is_npi = false;  // the last digit checks the others
    std::string     unless;          // an element of the segment that, when sent, says another list rules: "N404"
    Confidence      form_confidence = Confidence::medium;
    const CodeFile* list            = nullptr;  // null: not held here
    Confidence      list_confidence = Confidence::low;

    // In a request, what the response says where: {"2010B", "requester/id-invalid"}. Empty: a 999 says it.
    std::vector<std::pair<std::string, std::string>> answers;
};

// The list of others that rules one value, `897 if ABK|ABF`.
struct ExternalClause {
    const CodeSource*  source    = nullptr;
    std::uint8_t       qualifier = 0;        // the element that says whether it does; 0: it always does
    std::uint8_t       component = 0;        // of that element; 0: the element as a whole
    std::uint8_t       unless    = 0;        // an element that, when sent, says it does not; 0: none
    const std::string* answer    = nullptr;  // the issue to report; null: one that a 999 says
    CodeList           codes;                // of the qualifier
};

struct ExternalValue {
    std::uint8_t                element   = 0;
    std::uint8_t                component = 0;
    const Element*              spec      = nullptr;
    std::vector<ExternalClause> clauses;  // the first that applies rules
};

struct ExternalUse {
    std::vector<ExternalValue> values;  // in order of element and component
};

using CodeSources = std::vector<CodeSource>;

// `dictionary` must outlive what is read; `issues` are the ids an answer may be. Errors: `bad_input`, "path:line:column: what was expected".
[[nodiscard]] Result<CodeSources> read_code_sources(std::span<const EmbeddedFile> files,
                                                    const Dictionary&             dictionary,
                                                    std::span<const IssueKind>    issues);

// Finds out for every segment of the guide which of its values the lists of others rule.
// `sources` must outlive the guide. Errors: `bad_input`, naming loop, element and cell.
[[nodiscard]] Result<void> link_external_codes(Guide& guide, const CodeSources& sources);

// Reports values that cannot be codes of their list, and those that a list held here does not have.
void check_external_codes(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues);

}  // namespace x278::edi
