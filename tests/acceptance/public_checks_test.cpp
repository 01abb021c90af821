// What `x278 check` finds in each of the public samples: requests, responses, inquiries, 999s and
// TA1s alike. tests/acceptance/public_samples_checked.csv says it, and why it is so.
#include "acceptance/support.hpp"
#include "core/csv.hpp"

#include <doctest/doctest.h>

namespace x278::acceptance {

namespace {

Folder public_samples() { return test::project() / ".." / "shared" / "samples278"; }

// The value of a member in the text of a JSON object, strings without their quotes.
std::string member(std::string_view object, std::string_view name)
{
    const std::string key   = "\"" + std::string(name) + "\":";
    const auto        found = object.find(key);
    if (found == std::string_view::npos) return {};
    object.remove_prefix(found + key.size());
    if (!object.starts_with('"')) return std::string(object.substr(0, object.find_first_of(",}")));
    object.remove_prefix(1);
    return std::string(object.substr(0, object.find('"')));
}

// `12 UM01 element/code-not-allowed`, a warning in brackets; several are parted by `; `.
std::string findings_in(std::string_view json)
{
    std::string all;
    for (auto at = json.find("{\"within\""); at != std::string_view::npos; at = json.find("{\"within\"")) {
        json.remove_prefix(at + 1);
        const std::string_view issue    = json.substr(0, json.find("{\"within\""));
        const std::string      position = member(issue, "segment_position");
        const std::string      element  = member(issue, "element");
        std::string            text     = position == "0" ? "" : position + " ";
        text += member(issue, "segment");
        if (element != "0") text += (element.size() == 1 ? "0" : "") + element;
        text += " " + member(issue, "issue");
        all += (all.empty() ? "" : "; ") + (member(issue, "severity") == "warning" ? "(" + text + ")" : text);
    }
    return all;
}

}  // namespace

TEST_CASE("public samples: what is found in each, in every direction, and the table knows them all")
{
    std::set<std::string> unknown = names_in(public_samples());
    if (unknown.empty()) {
        MESSAGE("skipped: the public samples are not beside the project");
        return;
    }
    unknown.erase("MANIFEST.tsv");
    const Folder   path  = test::project() / "tests/acceptance/public_samples_checked.csv";
    const CsvTable table = read_csv("public_samples_checked.csv", test::read_file(path)).value();
    for (const CsvRow row : table) {
        const std::string file(row["file"]);
        CAPTURE(file);
        CAPTURE(std::string(row["why"]));
        REQUIRE(unknown.erase(file) == 1);
        const Ended ended = run({"check", "--format", "json", (public_samples() / file).string()}, test::project());
        CHECK(ended.exit_status == (row["verdict"] == "clean" ? 0 : 1));
        CHECK(findings_in(ended.out) == row["findings"]);
    }
    CHECK(unknown == std::set<std::string>{});
}

}  // namespace x278::acceptance
