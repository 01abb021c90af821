// What the CSV reader takes, and where it points when it does not.
#include "core/csv.hpp"

#include <doctest/doctest.h>

#include <array>
#include <stdexcept>
#include <utility>

using namespace x278;

namespace {

CsvTable table_of(std::string_view text)
{
    auto table = read_csv("codes.csv", text);
    REQUIRE_MESSAGE(table, (table ? "" : table.error().message));
    return std::move(*table);
}

std::string error_of(std::string_view text)
{
    const auto table = read_csv("codes.csv", text, {"code", "name"});
    REQUIRE(!table);
    CHECK(table.error().code == ErrorCode::bad_input);
    return table.error().message;
}

}  // namespace

TEST_CASE("csv: the header names the cells of every row")
{
    const CsvTable table = table_of("code,name\nAR,admission\nHS,health services\n");
    REQUIRE(table.size() == 2);
    CHECK(table.columns() == std::vector<std::string>{"code", "name"});
    CHECK(table.row(0)["code"] == "AR");
    CHECK(table.row(1)["name"] == "health services");
    CHECK(table.row(1)[1] == "health services");
    CHECK(table.row(1).line() == 3);
    CHECK(table.row(1).position(1) == 4);
    CHECK(table.row(1).find("nothing") == std::nullopt);
    CHECK_THROWS_AS((void)table.row(0)["nothing"], std::out_of_range);
}

TEST_CASE("csv: comments and blank lines say nothing, and lines are counted all the same")
{
    const CsvTable table = table_of("# first\n\ncode,name\n  \n# between\r\nAR,\"#1, really\"\r\n\r\n");
    REQUIRE(table.size() == 1);
    CHECK(table.row(0)["name"] == "#1, really");
    CHECK(table.row(0).line() == 6);
}

TEST_CASE("csv: a quoted cell holds commas, quotes and line ends")
{
    const CsvTable table =
        table_of("code,name,note\nA,\"one, two\",\"say \"\"no\"\"\"\nB,\"over\ntwo lines\",\"\"\nC,,\"\"\"\"\n");
    REQUIRE(table.size() == 3);
    CHECK(table.row(0)["name"] == "one, two");
    CHECK(table.row(0)["note"] == "say \"no\"");
    CHECK(table.row(1)["name"] == "over\ntwo lines");
    CHECK(table.row(1)["note"].empty());
    CHECK(table.row(2)["note"] == "\"");
    CHECK(table.row(2).line() == 5);
}

TEST_CASE("csv: the last line may lack its end, a byte order mark is passed over, and a table of nothing has no columns")
{
    CHECK(table_of("\xEF\xBB\xBF"
                   "code,name\nAR,admission")
              .row(0)["code"]
          == "AR");
    CHECK(table_of("code,name").size() == 0);
    CHECK(table_of("").columns().empty());
    CHECK(table_of("# nothing\n\n").columns().empty());
}

TEST_CASE("csv: cells stay where they are when the table moves")
{
    CsvTable       first = table_of("code,name\nA,\"a \"\"b\"\"\"\n");
    const CsvTable moved = std::move(first);
    CHECK(moved.row(0)["code"] == "A");
    CHECK(moved.row(0)["name"] == "a \"b\"");
}

TEST_CASE("csv: an error names file, line and column, and what was expected")
{
    const std::array cases{
        std::pair{"code,name\nAR,admission,more\n", "codes.csv:2:1: 3 cells; expected 2, one for each column of line 1"},
        std::pair{"\ncode,name\nAR\n", "codes.csv:3:1: 1 cell; expected 2, one for each column of line 2"},
        std::pair{"code,name\nAR,\"adm\"x\n", "codes.csv:2:9: expected a comma or the end of the line after a cell"},
        std::pair{"code,name\nAR,ad\"m\n", "codes.csv:2:6: expected a comma or the end of the line after a cell"},
        std::pair{"code,name\nAR,\"adm\n",
                  "codes.csv:2:4: a quoted cell without an end; expected `\"` before the end of the text"},
        std::pair{"code,name\rAR,admission\r",
                  "codes.csv:1:10: a carriage return alone; expected lines to end with a line feed, as on Unix and Windows"},
        std::pair{"code,code\n", "codes.csv:1:6: a column named as an earlier one; expected each name once"},
        std::pair{"code,,name\n", "codes.csv:1:6: a column without a name; expected one in every cell of the header"},
        std::pair{"# x\ncode,title\n", "codes.csv:2:1: no column `name`; expected the header `code,name`"},
        std::pair{"# x\ntitle,nmae,code\n",
                  "codes.csv:2:7: no column `name`; is it meant by `nmae`? expected the header `code,name`"},
        std::pair{"code, name\n", "codes.csv:1:6: no column `name`; is it meant by ` name`? expected the header `code,name`"},
        std::pair{"CODE,name\n", "codes.csv:1:1: no column `code`; is it meant by `CODE`? expected the header `code,name`"},
        std::pair{"\xEF\xBB\xBF"
                  "coed,name\n",
                  "codes.csv:1:1: no column `code`; is it meant by `coed`? expected the header `code,name`"},
        std::pair{"coed,nmae\n", "codes.csv:1:1: no column `code`; expected the header `code,name`"},
        std::pair{"code;name\nAR;admission\n",
                  "codes.csv:1:1: one column, with `;` in its name; expected the header `code,name`, parted by commas"},
        std::pair{"", "codes.csv:1:1: nothing stands here; expected the header `code,name`"},
        std::pair{"\n# nothing\n", "codes.csv:1:1: nothing stands here; expected the header `code,name`"},
        std::pair{"\xFF\xFE"
                  "c",
                  "codes.csv:1:1: this is UTF-16; expected UTF-8, as a spreadsheet saves `CSV UTF-8`"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        CHECK(error_of(text) == message);
    }
}

TEST_CASE("csv: a header of more columns than any table has is refused")
{
    std::string header = "c0";
    for (int i = 1; i <= 1000; ++i) header += ",c" + std::to_string(i);
    CHECK(error_of(header + "\n") == "codes.csv:1:1: 1001 columns; expected at most 1000");
}

TEST_CASE("csv: a column that may be there must not be misspelled; any other is passed over")
{
    const auto read = [](std::string_view header) { return read_csv("codes.csv", header, {"code"}, {"effective", "to"}); };
    CHECK(read("code,effective,to\n"));
    CHECK(read("code,note,effective,effectives\n"));
    CHECK(read("code,tu\n"));  // two letters are nearly any others
    CHECK(read("code, effectve\n").error().message
          == "codes.csv:1:6: no column ` effectve` is read here; did you mean `effective`?");
    CHECK(read("code,TO\n").error().message == "codes.csv:1:6: no column `TO` is read here; did you mean `to`?");
}

TEST_CASE("csv: a header that lacks a column is told before the rows that have too many cells for it")
{
    CHECK(error_of("code,note\nA,one,two\n") == "codes.csv:1:1: no column `name`; expected the header `code,name`");
}

TEST_CASE("csv: a NUL byte is refused where it stands; bytes that are no UTF-8 are kept")
{
    using namespace std::string_view_literals;
    CHECK(error_of("code,name\nAR,adm\0\n"sv)
          == "codes.csv:2:7: a NUL byte; expected text in UTF-8: was the file saved as UTF-16, or damaged?");
    CHECK(table_of("code,name\nAR,caf\xE9\n").row(0)["name"] == "caf\xE9");
}

TEST_CASE("csv: a row's own error points at the cell it speaks of")
{
    const CsvTable table = table_of("code,name\nAR,admission\n");
    CHECK(table.row(0).error("name", "`admission` is not a name").error().message == "codes.csv:2:4: `admission` is not a name");
}
