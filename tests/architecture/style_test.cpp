#include "style.hpp"

using namespace x278::architecture;

namespace {

ProjectFile of_lines(std::size_t count, const std::string& line = "int x;")
{
    return {"src/core/a.cpp", std::vector<std::string>(count, line)};
}

ProjectFile function_of(std::size_t count)
{
    auto file = of_lines(count);
    file.lines.insert(file.lines.begin(), {"void f()", "{"});
    file.lines.insert(file.lines.end(), {"}", ""});
    return file;
}

std::string joined(const ProjectFile& file)
{
    std::string text;
    for (const auto& line : file.lines) text += line + '\n';
    return text;
}

}  // namespace

TEST_CASE("style: files and functions fit, headers say what they are for, nothing is left unfinished")
{
    const auto files = read_cpp_files();
    REQUIRE(files.size() > 10);
    for (const auto& file : files) {
        expect_none(too_long_file(file));
        expect_none(too_long_functions(file));
        expect_none(unfinished_marks(file));
        if (file.path.ends_with(".hpp")) expect_none(undocumented_header(file));
    }
}

TEST_CASE("style: every .cpp file is compiled by something")
{
    for (const auto& file : read_cpp_files()) {
        if (!file.path.ends_with(".cpp")) continue;
        const auto top = file.path.substr(0, file.path.find('/'));
        expect_none(dead_source(file, joined(read_project_file(top == "src" ? "CMakeLists.txt" : top + "/CMakeLists.txt"))));
    }
}

TEST_CASE("style: nothing in the tree names a path of one machine")
{
    auto files = read_project_files(
        {".ci", "src", "tests", "bench", "fuzz", "tools", "cmake", "docs", "plans", "samples", "schemas", "scripts"}, {""});
    for (const auto* name : {"README.md", "CHANGELOG.md", "CMakeLists.txt", "CMakePresets.json"})
        files.push_back(read_project_file(name));
    REQUIRE(files.size() > 20);
    for (const auto& file : files) {
        expect_none(machine_paths(file));
        if (file.path.starts_with("scripts/") || file.path.ends_with(".md")) expect_none(unfinished_marks(file));
    }
}

TEST_CASE("style: the checks find what they look for")
{
    CHECK(too_long_file(of_lines(file_lines_max)).empty());
    CHECK(too_long_file(of_lines(file_lines_max + 1))
          == Violations{"src/core/a.cpp:501: 501 lines; more than 500 answer two questions, split at the second"});

    CHECK(too_long_functions(function_of(function_lines_max)).empty());
    CHECK(too_long_functions(function_of(function_lines_max + 1))
          == Violations{"src/core/a.cpp:2: a function of 76 lines; more than 75 do not fit a screen, give a part of it a name"});

    CHECK(undocumented_header({"src/core/a.hpp", {"// A thing.", "#pragma once"}}).empty());
    CHECK(undocumented_header({"src/core/a.hpp", {"#pragma once"}}).size() == 1);
    CHECK(undocumented_header({"src/core/a.hpp", {}}).size() == 1);

    for (const auto mark : marks) {
        const auto word = std::string(mark);
        CHECK(unfinished_marks(of_lines(1, "// " + word + ": later"))
              == Violations{"src/core/a.cpp:1: an unfinished mark; do it, or open an issue"});
        CHECK(unfinished_marks(of_lines(1, "T66." + word + "A " + word + "900000001~")).empty());
    }
    for (const auto path : paths) {
        const auto found = std::string(path);
        CHECK(machine_paths(of_lines(1, "see " + found + "x"))
              == Violations{"src/core/a.cpp:1: `" + found + "` is a path of one machine"});
        CHECK(machine_paths(of_lines(1, "see the" + found + "x")).empty());
    }
}

TEST_CASE("style: a source file outside every room is dead")
{
    const std::string cmake =
        "x278_room(core OpenSSL::Crypto)\nfile(GLOB cli_sources \"src/cli/*.cpp\")\nx278_tests(edi x278_edi)\n"
        "add_library(x278_generator generate.cpp)\n";
    struct Case {
        std::string path;
        bool        compiled;
    };
    const std::vector<Case> cases{
        {"src/core/a.cpp", true},     {"src/core/b/a.cpp", true},     {"src/core/b/c/a.cpp", false}, {"src/cor/a.cpp", false},
        {"src/cli/a.cpp", true},      {"tests/edi/a_test.cpp", true}, {"tests/edi/b/a.cpp", false},  {"tests/attic/a.cpp", false},
        {"bench/generate.cpp", true}, {"bench/old.cpp", false},
    };
    for (const auto& [path, compiled] : cases) {
        CAPTURE(path);
        CHECK(dead_source({path, {}}, cmake).empty() == compiled);
    }
}
