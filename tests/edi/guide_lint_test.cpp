// The linter of the schemas: nothing to say of those we ship, and everything that is wrong
// with broken ones, each with its line.
#include "edi/guide_lint.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

using namespace x278;
using namespace x278::edi;

namespace {

struct Edit {
    std::string path, from, to;
};

// "file:line: message" of every finding, when these texts of the shipped schemas are replaced.
std::vector<std::string> findings_with(const std::vector<Edit>& edits)
{
    const auto                shipped = embedded_schemas();
    std::vector<EmbeddedFile> files(shipped.begin(), shipped.end());
    std::deque<std::string>   texts;
    for (const Edit& edit : edits) {
        const auto file = std::ranges::find(files, edit.path, &EmbeddedFile::path);
        REQUIRE_MESSAGE(file != files.end(), edit.path);
        std::string& text = texts.emplace_back(file->text);
        const auto   at   = text.find(edit.from);
        REQUIRE_MESSAGE(at != std::string::npos, edit.from);
        text.replace(at, edit.from.size(), edit.to);
        file->text = text;
    }
    std::vector<std::string> said;
    for (const LintFinding& finding : lint_schemas(files))
        said.push_back(fmt::format("{}:{}: {}", finding.file, finding.line, finding.message));
    return said;
}

using Said = std::vector<std::string>;

const std::string request = "schemas/guides/005010X217-request/";

}  // namespace

TEST_CASE("linter: there is nothing to say of the schemas we ship") { CHECK(findings_with({}) == Said{}); }

TEST_CASE("linter: every fault is found, not only the first")
{
    const auto said = findings_with({
        {request + "elements.csv", "2000E,TRN,TRN02,required", "2000E,TRN,TRN09,required"},
        {request + "elements.csv", "2000E,UM,UM07,situational,@1213", "2000E,UM,UM07,situational,@1214"},
        {request + "elements.csv", "2010B,N4,N402,situational,,22", "2010B,N4,N402,situational,,2222"},
        {request + "situations.csv", "NM102=1 and NM103", "NM102=1 and NM303"},
        {"schemas/guides/005010X217-response/loops.csv", "2010C,2000C", "2010C,2000X"},
    });
    REQUIRE(said.size() == 5);
    CHECK(said[0] == request + "elements.csv:42: `2222` of N402 in loop 2010B: no source `2222` in schemas/x12/code-sources.csv");
    CHECK(said[1] == request + "elements.csv:115: `TRN` has no element `TRN09` in schemas/x12");
    CHECK(said[2] == request + "elements.csv:131: no list `@1214` in schemas/codes");
    CHECK(said[3]
          == request + "situations.csv:4: `NM303` is no segment or element of loop `2010A`, and no loop; did you mean `NM103`?");
    CHECK(said[4].starts_with("schemas/guides/005010X217-response/loops.csv:10: no loop `2000X` above this line"));
}

TEST_CASE("linter: branches that cannot be told apart, codes that do not fit, answers the response cannot carry")
{
    CHECK(findings_with({{request + "segments.csv", "NM101=45|FS|ND|PW|R3", "NM101=45|FS|ND|PW|FA"},
                         {request + "elements.csv", "2010EB,NM1,NM101,required,45|FS|ND|PW|R3",
                          "2010EB,NM1,NM101,required,45|FS|ND|PW|FA"}})
          == Said{request
                  + "segments.csv:63: `NM1` of loop `2010EA` and `NM1` of loop `2010EB` cannot be told apart; expected "
                    "qualifiers that share no code"});
    CHECK(findings_with({{request + "segments.csv", "REF01=NT,high", "REF01=NX,high"}})
          == Said{request + "segments.csv:33: the qualifier of `REF[01=NT]` and the codes of `REF01` differ; expected the same"});
    CHECK(
        findings_with({{"schemas/answers/rejections.csv", "member/not-found,2010C,75,C", "member/not-found,2010C,AF,C"}})
        == Said{"schemas/answers/rejections.csv:30: the response does not carry `member/not-found`: loop `2010C` has no AAA with "
                "AAA03 `AF` and AAA04 `C`"});
}
