// Every golden folder: what a request must be answered with, and why.
//
// samples/golden/NAME/ holds reply.edi (every interchange owed, a segment a line) and
// explain.txt; the request is request.edi beside them, or samples/inbox/NAME.edi.
// `UPDATE_GOLDEN=1 scripts/test golden` rewrites them; `git diff` reviews.
#include "app/outbox.hpp"
#include "app/processor.hpp"
#include "cli/explanation.hpp"
#include "edi/validator.hpp"
#include "store/reference.hpp"
#include "support/answering.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <set>

using namespace x278;
using test::now;
using test::plans;

namespace {

const store::ReferenceData& reference()
{
    static const store::ReferenceData read = store::ReferenceData::read((test::project() / "samples/reference").string()).value();
    return read;
}

struct Answered {
    std::string reply;
    std::string why;
};

// Line breaks after each segment, so that a golden file can be read and compared.
std::string readable(const std::string& interchanges)
{
    std::string text;
    edi::Reader reader(edi::source_of(interchanges));
    const auto  line  = [&](std::string_view segment) { (text += segment) += '\n'; };
    std::size_t begin = 0;
    while (auto event = reader.next()) {
        REQUIRE(event->has_value());
        if (const auto* header = std::get_if<edi::InterchangeHeader>(&**event)) {
            begin                 = header->offset_bytes;
            const char terminator = header->delimiters.segment;
            for (std::size_t end = interchanges.find(terminator, begin + 105); end != std::string::npos;
                 end             = interchanges.find(terminator, begin)) {
                line(std::string_view(interchanges).substr(begin, end + 1 - begin));
                const bool over = interchanges.compare(begin, 3, "IEA") == 0;
                begin           = end + 1;
                if (over) break;
            }
        }
    }
    return text;
}

Answered answer(const std::string& request)
{
    auto store =
        store::open_sqlite_store(":memory:", [](const model::ServiceReviewRequest& r) { return reference().facts_of(r, now); });
    REQUIRE(store.has_value());
    const app::Processor processor(edi::Guides::embedded(), edi::Answers::embedded(), plans(), **store, fixed_clock(now));
    cli::Explanation     explanation;
    app::MemoryOutbox    outbox;
    const auto           done = processor.process(app::memory_input("request.edi", request), outbox, explanation);
    REQUIRE(done.has_value());
    return {readable(outbox.all()), explanation.text()};
}

std::string request_of(const std::filesystem::path& folder)
{
    const auto own = folder / "request.edi";
    return test::read_file(
        std::filesystem::exists(own) ? own : test::project() / "samples/inbox" / (folder.filename().string() + ".edi"));
}

// The plans' content hash changes with every rule; what it stands beside does not.
std::string without_revision(std::string text)
{
    const std::string mark = ", revision ";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1))
        text.erase(at, text.find('\n', at) - at);
    return text;
}

}  // namespace

TEST_CASE("golden: every request is answered as its folder says, and for its reasons")
{
    const auto                      golden = test::project() / "samples/golden";
    std::set<std::filesystem::path> folders;
    for (const auto& file : test::files_below(golden)) folders.insert(file.parent_path());
    const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
    if (update)
        for (const auto& file : test::files_below(test::project() / "samples/inbox")) folders.insert(golden / file.stem());
    REQUIRE(folders.size() >= 20);

    for (const auto& folder : folders) {
        CAPTURE(folder.filename().string());
        const std::string request = request_of(folder);
        REQUIRE(!request.empty());
        const auto answered = answer(request);
        const auto why      = without_revision(answered.why);
        if (update) {
            test::write_file(folder / "reply.edi", answered.reply);
            test::write_file(folder / "explain.txt", why);
        }
        CHECK(answered.reply == test::read_file(folder / "reply.edi"));
        CHECK(why == test::read_file(folder / "explain.txt"));
    }
}

TEST_CASE("golden: every sample of the inbox has its folder")
{
    for (const auto& file : test::files_below(test::project() / "samples/inbox")) {
        CAPTURE(file.filename().string());
        CHECK(std::filesystem::exists(test::project() / "samples/golden" / file.stem() / "reply.edi"));
    }
}

TEST_CASE("golden: everything we wrote reads back and obeys its guide without a remark")
{
    int sets = 0;
    for (const auto& file : test::files_below(test::project() / "samples/golden")) {
        if (file.filename() != "reply.edi") continue;
        CAPTURE(file.string());
        const std::string   reply = test::read_file(file);
        edi::Reader         reader(edi::source_of(reply));
        edi::EnvelopeSurvey survey(edi::Reader(edi::source_of(reply)), edi::Guides::embedded());
        edi::GroupHeader    group;
        while (auto event = reader.next()) {
            REQUIRE(event->has_value());
            if (std::holds_alternative<edi::InterchangeHeader>(**event)) {
                const auto verdict = survey.next();
                REQUIRE(verdict.has_value());
                CHECK(verdict->issues.empty());
                CHECK(verdict->groups.empty());
            }
            if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
            if (const auto* set = std::get_if<edi::TransactionSet>(&**event)) {
                ++sets;
                const auto checked = edi::validate(*set, group, edi::Guides::embedded(), edi::Taking::everything);
                for (const auto& issue : checked.issues())
                    FAIL_CHECK(set->control_number, " ", issue.where.segment_position, " ", issue.where.segment_id, ": ",
                               issue.message);
            }
        }
    }
    CHECK(sets >= 20);
}
