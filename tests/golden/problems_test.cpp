// The hundred and fifty problems a request can have, each with the answer it is owed.
//
// samples/problems/problems.csv says what each sample must be told, and nothing else: a fault that is
// answered twice fails here as one that is not answered at all. A sample is a folder with request.edi
// (put through the main path) or received.edi (a response: acknowledged only), and reply.edi, all that
// is owed for it (no file: nothing is). `UPDATE_GOLDEN=1 scripts/test golden` rewrites the replies, never the table.
#include "core/csv.hpp"
#include "edi/guide.hpp"
#include "golden/answered.hpp"
#include "golden/said.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <set>

using namespace x278;

namespace {

constexpr int problems = 150;

std::filesystem::path folder_of_problems() { return test::project() / "samples/problems"; }

const CsvTable& table()
{
    static const CsvTable read = read_csv("problems.csv", test::read_file(folder_of_problems() / "problems.csv")).value();
    return read;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between)
{
    std::string all;
    for (const std::string& part : parts) (all += all.empty() ? "" : between) += part;
    return all;
}

struct Sample {
    std::filesystem::path folder;
    std::string           received;
    bool                  is_request = true;
};

Sample sample_of(const CsvRow& row)
{
    Sample sample{folder_of_problems() / std::string(row["folder"]), {}, true};
    sample.is_request = std::filesystem::exists(sample.folder / "request.edi");
    sample.received   = test::read_file(sample.folder / (sample.is_request ? "request.edi" : "received.edi"));
    return sample;
}

golden::Answered answered(const Sample& sample)
{
    return sample.is_request ? golden::answer(sample.received, sample.folder) : golden::acknowledge(sample.received);
}

// What was said about the sample; a decision that was received is told by the response itself.
std::vector<std::string> said_of(const Sample& sample, const golden::Answered& answer)
{
    return golden::said(sample.is_request || !answer.reply.empty() ? answer.reply : sample.received);
}

int number_of(const CsvRow& row)
{
    int        number = 0;
    const auto text   = row["number"];
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

TEST_CASE("problems: each is told where and how the table says, and nothing else is")
{
    const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
    for (const CsvRow row : table()) {
        CAPTURE(std::string(row["folder"]));
        const Sample sample = sample_of(row);
        REQUIRE(!sample.received.empty());
        const auto answer = answered(sample);
        if (update && !answer.reply.empty()) test::write_file(sample.folder / "reply.edi", answer.reply);

        CHECK(joined(said_of(sample, answer), " / ") == row["said"]);
        CHECK(joined(answer.issues, " ") == row["issues"]);
        CHECK(answer.reply == test::read_file(sample.folder / "reply.edi"));
        golden::check_reads_back(answer.reply);
    }
}

TEST_CASE("problems: the table knows all of them, and every folder")
{
    std::set<int>         numbers;
    std::set<std::string> folders;
    for (const CsvRow row : table()) {
        CAPTURE(row.line());
        numbers.insert(number_of(row));
        const std::string folder(row["folder"]);
        CHECK(folders.insert(folder).second);
        CHECK(folder.starts_with(fmt::format("{:03}-", number_of(row))));
    }
    for (int number = 1; number <= problems; ++number) {
        CAPTURE(number);
        CHECK(numbers.contains(number));
    }
    for (const auto& file : test::files_below(folder_of_problems())) {
        const auto name = file.lexically_relative(folder_of_problems()).begin()->string();
        CAPTURE(file.string());
        CHECK((file.parent_path() == folder_of_problems() || name == "plans" || name == "reference" || folders.contains(name)));
    }
}

TEST_CASE("problems: every issue of the catalogue is found in some sample")
{
    std::set<std::string> found;
    for (const CsvRow row : table())
        for (const auto& id : answered(sample_of(row)).issues) found.insert(id);
    for (const auto& file : test::files_below(test::project() / "samples/golden"))
        if (file.filename() == "request.edi")
            for (const auto& id : golden::answer(test::read_file(file), file.parent_path()).issues) found.insert(id);

    const CsvTable catalogue = read_csv("issues.csv", test::read_file(test::project() / "schemas/issues.csv")).value();
    std::string    without;
    for (const CsvRow row : catalogue)
        if (!found.contains(std::string(row["id"]))) without += std::string(row["id"]) + " ";
    CHECK(without == "");
}
