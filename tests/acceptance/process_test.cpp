// `x278 process` as a user meets it: what it says, how it exits, and what it leaves behind.
#include "acceptance/support.hpp"
#include "bench/generate.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <sstream>
#include <thread>

namespace x278::acceptance {

namespace {

std::string sample_path(const std::string& name) { return (test::project() / "samples" / "inbox" / name).string(); }

std::string sample(const std::string& name) { return test::read_file(sample_path(name)); }

Arguments answering(const Arguments& inputs, const std::string& data = ":memory:")
{
    Arguments all{"process", "--out", "out"};
    all.insert(all.end(), inputs.begin(), inputs.end());
    return with_setup(all, data);
}

std::size_t count(const std::string& text, const std::string& word)
{
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) ++found;
    return found;
}

// The lines of `path` with line `number` replaced.
void replace_line(const std::filesystem::path& path, int number, const std::string& by)
{
    std::istringstream lines(test::read_file(path));
    std::string        all;
    std::string        line;
    for (int i = 1; std::getline(lines, line); ++i) all += (i == number ? by : line) + '\n';
    test::write_file(path, all);
}

}  // namespace

TEST_CASE("process: what came in decides exit status, words and replies")
{
    struct Case {
        std::string           input;  // a sample, or what a file of our own holds
        int                   exit_status;
        std::set<std::string> replies;
        std::string           out;  // has it
        std::string           err;  // is it
    };
    const Case cases[] = {
        {"physical-therapy-12-visits-after-an-accident.edi", 0, {"x.278"}, "| approved | rule ", ""},
        {"coverage-ended-before-the-service.edi", 0, {"x.278"}, "| not worked on | the member has no coverage", ""},
        {"refused-set-between-two-good-ones.edi",
         1,
         {"x.278", "x.999"},
         "set 0002 | refused | segment 10 DMG: DMG02 is no date",
         ""},
        {"trailer-does-not-match-header.edi", 1, {"x.ta1"}, "| refused | IEA02 differs from ISA13", ""},
        {"", 1, {}, "", "x278: x.edi: holds no interchange; expected `ISA`\n"},
        {"\r\n \r\n", 1, {}, "", "x278: x.edi: holds no interchange; expected `ISA`\n"},
        {"Dear payer, please find attached",
         1,
         {},
         "",
         "x278: x.edi: byte 0: text that belongs to no interchange; expected `ISA`; it was passed over\n"},
    };
    for (const Case& tried : cases) {
        CAPTURE(tried.input);
        const TemporaryFolder folder;
        test::write_file(folder.path() / "x.edi", tried.input.ends_with(".edi") ? sample(tried.input) : tried.input);
        const Ended ended = run(answering({"x.edi"}), folder.path());
        CHECK(ended.exit_status == tried.exit_status);
        CHECK(ended.out.find(tried.out) != std::string::npos);
        CHECK(ended.out.empty() == tried.replies.empty());
        CHECK(ended.err == tried.err);
        CHECK(names_in(folder.path() / "out") == tried.replies);
        for (const std::string& reply : tried.replies)
            for (const Interchange& one : interchanges_in(test::read_file(folder.path() / "out" / reply)))
                CHECK("x." + one.kind == reply);
    }
}

TEST_CASE("process: one bad input costs its neighbours nothing")
{
    const TemporaryFolder folder;
    test::write_file(folder.path() / "in" / "a.edi", sample("home-oxygen.edi"));
    test::write_file(folder.path() / "in" / "b.edi", "garbage");
    test::write_file(folder.path() / "in" / "c.edi", sample("imaging-lumbar-mri.edi"));
    test::write_file(folder.path() / "in" / ".hidden.edi", "garbage");

    const Ended ended = run(answering({"in"}), folder.path());
    CHECK(ended.exit_status == 1);
    CHECK(count(ended.err, "x278: ") == 1);
    CHECK(ended.err.starts_with("x278: in/b.edi: "));
    CHECK(names_in(folder.path() / "out") == std::set<std::string>{"a.278", "c.278"});
}

TEST_CASE("process: an inquiry finds what was answered before it, and a notification gets a receipt")
{
    const TemporaryFolder folder;
    test::write_file(folder.path() / "in" / "a.edi", sample("physical-therapy-12-visits-after-an-accident.edi"));
    test::write_file(folder.path() / "in" / "b.edi", sample("status-of-physical-therapy.edi"));
    test::write_file(folder.path() / "in" / "c.edi", sample("hospital-admission-notice.edi"));

    const Ended ended = run(answering({"in"}), folder.path());
    CHECK(ended.exit_status == 0);
    CHECK(ended.err.empty());
    CHECK(ended.out.find("INQ260914001  inquiry: Health Services Review: Physical Therapy | 1 found: approved | REF260819002 "
                         "PA26091400001 | out/b.278\n")
          != std::string::npos);
    CHECK(ended.out.find("NOT260914001  notification: Admission Review: Surgical | notice accepted | receipt RN26091400002 | "
                         "out/c.278\n")
          != std::string::npos);
    const std::string answer = test::read_file(folder.path() / "out" / "b.278");
    CHECK(answer.find("HCR*A1*PA26091400001~") != std::string::npos);
    CHECK(answer.find("TRN*2*TRACEINQ260914001*9012345678~") != std::string::npos);
}

TEST_CASE("process: wrong usage and configuration decide nothing, exit 2 and say what was expected")
{
    const TemporaryFolder folder;
    const std::string     request = sample_path("home-oxygen.edi");
    test::write_file(folder.path() / "file", "not a folder");

    // A plan with a word that is none, and reference data with a day that is none.
    std::filesystem::copy(test::project() / "plans", folder.path() / "plans", std::filesystem::copy_options::recursive);
    replace_line(folder.path() / "plans" / "bcbsma" / "payer.rules", 5, "  identifed by  PI 00700");
    std::filesystem::copy(test::project() / "samples" / "reference", folder.path() / "reference",
                          std::filesystem::copy_options::recursive);
    replace_line(folder.path() / "reference" / "coverage.csv", 4, "XXP900000002,00700,HMO,GRP1001,2024-13-01,");

    struct Case {
        Arguments                arguments;  // after `process`
        int                      exit_status;
        std::vector<std::string> said;
    };
    const Case cases[] = {
        {{}, 2, {"INPUT is required"}},
        {{"--data", ":memory:", "--bogus", request}, 2, {"--bogus", "--help"}},
        {{"--data", ":memory:", "--now", "yesterday", request},
         2,
         {"x278: --now holds `yesterday`; expected a time like `2026-09-14T08:00:00-04:00`\n"}},
        {{"--data", ":memory:", "--plans", "nowhere", request},
         2,
         {"x278: `nowhere` is no folder; expected one with `PAYER/*.rules` in it; nothing was started\n"}},
        {{"--data", ":memory:", "--plans", "plans", request},
         2,
         {"plans/bcbsma/payer.rules:5:3: expected ", "found `identifed`", "    5 |   identifed by  PI 00700\n",
          "nothing was started"}},
        {{"--data", ":memory:", "--reference", "nowhere", request}, 2, {"x278: no folder `nowhere` of reference data"}},
        {{"--data", ":memory:", "--reference", "reference", request},
         2,
         {"x278: reference/coverage.csv:4:32: `from` is not a day of the calendar; expected CCYY-MM-DD\n"}},
        {{"--data", "file", request}, 2, {"x278: folder `file` cannot be made"}},
        {{"--data", "data", "--out", "file", request}, 2, {"x278: folder `file` cannot be made: Not a directory\n"}},
        {{"--data", "data", "nowhere.edi"}, 1, {"x278: `nowhere.edi` is not there; expected a file, a folder or `-`\n"}},
    };
    for (const Case& tried : cases) {
        CAPTURE(tried.said.front());
        Arguments arguments{"process"};
        arguments.insert(arguments.end(), tried.arguments.begin(), tried.arguments.end());
        const Ended ended = run(arguments, folder.path());
        CHECK(ended.exit_status == tried.exit_status);
        CAPTURE(ended.err);
        for (const std::string& said : tried.said) CHECK(ended.err.find(said) != std::string::npos);
        CHECK(ended.out == "");
        CHECK(names_in(folder.path() / "out").empty());
        CHECK(!std::filesystem::exists(folder.path() / "data"));
    }
}

TEST_CASE("process: a file given again gets the same determinations under new control numbers")
{
    const TemporaryFolder folder;
    std::string           first_answer;
    std::string           first_number;
    for (const bool again : {false, true}) {
        const Ended ended = run(answering({sample_path("several-services-in-one-request.edi")}, "data"), folder.path());
        CHECK(ended.exit_status == 0);
        CHECK((ended.out.find("(as before)") != std::string::npos) == again);
        CHECK(names_in(folder.path() / "out")
              == std::set<std::string>{"several-services-in-one-request.278"});  // in the place of the first
        const auto replies = interchanges_in(test::read_file(folder.path() / "out" / "several-services-in-one-request.278"));
        REQUIRE(replies.size() == 1);
        if (again) CHECK(replies[0].without_numbers() == first_answer);
        if (again) CHECK(replies[0].first("ISA", 13) > first_number);
        first_answer = replies[0].without_numbers();
        first_number = replies[0].first("ISA", 13);
    }
}

TEST_CASE("process: a reply that is not owed any more is removed")
{
    const TemporaryFolder folder;
    test::write_file(folder.path() / "x.edi", sample("trailer-does-not-match-header.edi"));
    CHECK(run(answering({"x.edi"}), folder.path()).exit_status == 1);
    CHECK(names_in(folder.path() / "out") == std::set<std::string>{"x.ta1"});

    test::write_file(folder.path() / "x.edi", sample("home-oxygen.edi"));
    CHECK(run(answering({"x.edi"}), folder.path()).exit_status == 0);
    CHECK(names_in(folder.path() / "out") == std::set<std::string>{"x.278"});
}

TEST_CASE("process: `-` reads standard input and writes replies to standard output, and nothing else")
{
    const TemporaryFolder folder;
    const auto            temporary = folder.path() / "temporary";
    std::filesystem::create_directories(temporary);
    const std::map<std::string, std::string> environment{{"TMPDIR", temporary.string()}};
    const std::string                        name = "refused-set-between-two-good-ones";

    CHECK(run(answering({sample_path(name + ".edi")}), folder.path()).exit_status == 1);
    const std::string by_file =
        test::read_file(folder.path() / "out" / (name + ".999")) + test::read_file(folder.path() / "out" / (name + ".278"));

    const Ended piped =
        run(with_setup({"process", "--out", "unused", "-"}, ":memory:"), folder.path(), sample(name + ".edi"), environment);
    CHECK(piped.exit_status == 1);
    CHECK(piped.out == by_file);
    CHECK(count(piped.err, " | ") == 6);  // three sets are told of, beside the replies and not among them
    CHECK(names_in(temporary).empty());
    CHECK(!std::filesystem::exists(folder.path() / "unused"));

    const Ended nothing = run(with_setup({"process", "-"}, ":memory:"), folder.path(), "", environment);
    CHECK(nothing.exit_status == 1);
    CHECK(nothing.out == "");
    CHECK(nothing.err == "x278: -: holds no interchange; expected `ISA`\n");
}

TEST_CASE("process: two inputs with one stem have replies of their own")
{
    const TemporaryFolder folder;
    test::write_file(folder.path() / "x.edi", sample("home-oxygen.edi"));
    test::write_file(folder.path() / "x.txt", sample("imaging-lumbar-mri.edi"));
    test::write_file(folder.path() / "other" / "x.edi", sample("elective-admission.edi"));

    CHECK(run(answering({"x.edi", "x.txt", "other/x.edi"}), folder.path()).exit_status == 0);
    CHECK(names_in(folder.path() / "out") == std::set<std::string>{"x.edi.278", "x.txt.278", "x.edi.2.278"});
    for (const auto& [reply, reference] : std::map<std::string, std::string>{
             {"x.edi.278", "REF260825001"}, {"x.txt.278", "REF260818002"}, {"x.edi.2.278", "REF260817001"}}) {
        CAPTURE(reply);
        CHECK(interchanges_in(test::read_file(folder.path() / "out" / reply)).at(0).first("BHT", 3) == reference);
    }
}

TEST_CASE("process: interrupted, it leaves nothing half-written and says what to do")
{
    const TemporaryFolder folder;
    const auto            part = folder.path() / "out" / ".large.278.part";
    test::write_file(folder.path() / "large.edi", bench::generate({.bytes = 20'000'000, .members = 100}));

    Program         interrupted({"process", "--data", "data", "--out", "out", "--now", now, "large.edi"}, folder.path());
    std::error_code none_yet;
    while (!std::filesystem::exists(part, none_yet) && interrupted.running())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    interrupted.signal(SIGINT);
    const Ended ended = interrupted.wait();
    CHECK(ended.exit_status == 1);
    CHECK(ended.err.find("large.edi: interrupted, and no reply to it was written") != std::string::npos);
    CHECK(names_in(folder.path() / "out").empty());
}

TEST_CASE("process: killed in the middle of 20 MB and run again, it finishes and decides nothing twice")
{
    const TemporaryFolder folder;
    const auto            part = folder.path() / "out" / ".large.278.part";
    test::write_file(folder.path() / "large.edi", bench::generate({.bytes = 20'000'000, .members = 100}));

    Arguments arguments{"process", "--data", "data", "--out", "out", "--now", now, "large.edi"};
    for (const std::string& word : approve_everything(folder.path())) arguments.push_back(word);

    Program    killed(arguments, folder.path());
    const auto begun = [&] {
        std::error_code none_yet;
        const auto      size = std::filesystem::file_size(part, none_yet);
        return !none_yet && size >= 1'000'000;
    };
    while (!begun() && killed.running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    killed.signal(SIGKILL);
    REQUIRE(killed.wait().signal == SIGKILL);
    for (const std::string& name : names_in(folder.path() / "out")) CHECK(name.ends_with(".part"));  // no reply that is not whole
    const Certifications answered = certifications_in(test::read_file(part));
    REQUIRE(answered.size() >= 100);

    const Ended again = run(arguments, folder.path());
    CHECK(again.exit_status == 0);
    CHECK(again.err == "");
    CHECK(names_in(folder.path() / "out") == std::set<std::string>{"large.278"});

    const std::string    replies = test::read_file(folder.path() / "out" / "large.278");
    const Certifications all     = certifications_in(replies);
    const auto           whole   = interchanges_in(replies);
    REQUIRE(whole.size() == 1);
    std::set<std::string> numbers;
    for (const auto& [reference, certified] : all) numbers.insert(certified.begin(), certified.end());
    CHECK(all.size() == whole[0].all("ST", 1).size());  // each was approved
    CHECK(all.size() == count(test::read_file(folder.path() / "large.edi"), "~ST*278*"));
    CHECK(numbers.size() == all.size());  // each with a number of its own

    std::size_t kept = 0;
    for (const auto& [reference, certified] : answered) kept += all.contains(reference) && all.at(reference) == certified;
    CHECK(kept == answered.size());
    const std::size_t repeated = count(again.out, "(as before)");
    CHECK(repeated >= answered.size());
    CHECK(repeated < all.size());
}

}  // namespace x278::acceptance
