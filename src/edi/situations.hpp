// What a guide asks for only when something else is sent: "a person with a last name needs
// a first name". One row of schemas/guides/<guide>/situations.csv each, compiled to indexes.
//
// The walk has said what is missing, too much or out of order by itself; these rules look at
// where the segments came to stand, and say what contradicts what.
#pragma once

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/issue_list.hpp"
#include "edi/placement.hpp"
#include "edi/situation_language.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

struct SituationPlace {
    enum class Kind : std::uint8_t { loop, segment, element };

    static constexpr int opener = -1;

    Kind         kind      = Kind::segment;
    int          loop      = 0;       // index into Guide::loops: the loop itself, or the one it stands in
    int          common    = 0;       // the lowest loop that holds both this one and the rule's: searched from there
    int          slot      = opener;  // index into LoopOutline::slots of `loop`
    std::uint8_t element   = 0;       // 1-based; 0 for a segment or a loop
    std::uint8_t component = 0;       // 1-based; 0: the element as a whole
    std::string  text;                // as it was written
};

struct SituationCondition {
    SituationPlace place;
    Test           test = Test::present;
    CodeList       codes;
};

struct Situation {
    std::string                     id;  // "person-first-name"; unique in its guide
    std::vector<SituationCondition> when;
    std::vector<SituationPlace>     places;  // what the demand is about
    Demand                          demand = Demand::required;
    std::vector<std::string>        codes;  // of must_be, must_not_be and must_begin
    std::string                     issue;  // a key of schemas/issues.csv
    Confidence                      confidence = Confidence::high;
    std::string                     sentence;   // what the sender is told
    std::uint64_t                   needs = 0;  // slots of the loop that must be used for the rule to matter, as bits
    std::uint64_t                   lacks = 0;  // slots that must not be
    int                             line  = 0;  // of the row that says it
};

struct Situations {
    std::vector<std::vector<Situation>> of_loop;  // as Guide::loops
};

// The rules of one guide, whose outline has been made; none when the file is not there.
// `issues` are the ids a rule may report. Errors: `bad_input`, "path:line:column: what was expected".
[[nodiscard]] Result<std::shared_ptr<const Situations>> read_situations(std::span<const EmbeddedFile> files,
                                                                        const std::string&            path,
                                                                        const Guide&                  guide,
                                                                        std::span<const IssueKind>    issues);

// Reports each rule that is broken, with what made it apply as the issue's context.
void check_situations(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues);

}  // namespace x278::edi
