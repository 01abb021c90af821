#include "includes.hpp"

using namespace x278::architecture;

TEST_CASE("includes: every room includes only what stands below it")
{
    const auto files = read_project_files({"src"}, {".cpp", ".hpp"});
    REQUIRE(files.size() > 10);
    for (const auto& file : files) expect_none(forbidden_includes(file));
}

TEST_CASE("includes: what the rule forbids is found, with file and line")
{
    struct Case {
        std::string path;
        std::string line;
        std::string violation;  // empty: allowed
    };
    const std::vector<Case> cases{
        {"src/edi/a.cpp", R"(#include "model/facts.hpp")", ""},
        {"src/edi/grammar/a.cpp", R"(#include "edi/segment.hpp")", ""},
        {"src/app/a.cpp", R"(#include "net/exchange.hpp")", ""},
        {"src/cli/a.cpp", R"(#include "store/store.hpp")", ""},
        {"src/core/a.cpp", "#include <boost/json.hpp>", ""},
        {"src/net/a.cpp", R"(// #include "edi/reader.hpp")", ""},
        {"src/net/a.cpp", R"(#include "model/facts.hpp")",
         "src/net/a.cpp:1: `net` includes `model/facts.hpp`; it must not know `model`"},
        {"src/edi/grammar/a.cpp", R"(  #  include "store/store.hpp" // why not)",
         "src/edi/grammar/a.cpp:1: `edi` includes `store/store.hpp`; it must not know `store`"},
        {"src/core/a.hpp", R"(#include "app/processor.hpp")",
         "src/core/a.hpp:1: `core` includes `app/processor.hpp`; it must not know `app`"},
        {"src/edi/a.cpp", R"(#include "segment.hpp")",
         "src/edi/a.cpp:1: `segment.hpp` is not written from src/, as \"room/file.hpp\""},
        {"src/edi/a.cpp", R"(#include "../store/store.hpp")",
         "src/edi/a.cpp:1: `../store/store.hpp` is not written from src/, as \"room/file.hpp\""},
        {"src/edi/a.cpp", "#include <store/store.hpp>", "src/edi/a.cpp:1: `store/store.hpp` is ours; include it in quotes"},
        {"src/attic/a.cpp", "", "src/attic/a.cpp:1: `src/attic` is no room of the house; see docs/ARCHITECTURE.md"},
    };
    for (const auto& [path, line, violation] : cases) {
        CAPTURE(path);
        CAPTURE(line);
        const auto found = forbidden_includes({path, {line}});
        CHECK(found == (violation.empty() ? Violations{} : Violations{violation}));
    }
}

TEST_CASE("includes: every header is used by somebody")
{
    std::set<std::string> included;
    for (const auto& file : read_cpp_files())
        for (const auto& line : file.lines)
            if (const auto header = included_by(line)) included.insert("src/" + *header);

    for (const auto& file : read_project_files({"src"}, {".hpp"})) {
        CAPTURE(file.path);
        CHECK_MESSAGE(included.contains(file.path), file.path << ":1: nobody includes it; delete it, or use it");
    }
}
