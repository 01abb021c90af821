#include "app/processor.hpp"

#include "app/outbox.hpp"
#include "bench/generate.hpp"
#include "edi/envelope.hpp"
#include "edi/validator.hpp"
#include "store/reference.hpp"
#include "support/answering.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

using namespace x278;
using test::now;
using test::plans;

namespace {

// What happened, in the words of a test.
struct Witness : app::Observer {
    void on_error(const Error&) override { ++errors; }
    void on_set(const edi::Validated& checked) override { ++(checked.accepted() ? accepted : refused); }
    void on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool repeated) override
    {
        answers.push_back({std::string(request.reference), determination, repeated});
    }
    void on_inquiry(const model::ServiceReviewRequest&, const model::InquiryAnswer& answer) override
    {
        Inquiry& inquiry = inquiries.emplace_back();
        inquiry.more     = answer.more;
        for (const model::Rejection& rejection : answer.rejections) inquiry.rejections += rejection.situation;
        for (const model::Match& match : answer.matches) inquiry.found.push_back(std::string(match.asked.reference));
    }
    struct Inquiry {
        std::vector<std::string> found;
        std::string              rejections;
        bool                     more = false;
    };
    std::vector<Inquiry> inquiries;
    struct Answer {
        std::string          reference;
        model::Determination determination;
        bool                 repeated;
    };
    std::vector<Answer> answers;
    int                 errors   = 0;
    int                 accepted = 0;
    int                 refused  = 0;
};

// A processor with everything around it, as a command builds it.
struct House {
    explicit House(const std::string& data = ":memory:", app::BatchLimits limits = {})
        : reference(store::ReferenceData::read((test::project() / "samples/reference").string()).value()),
          store(
              store::open_sqlite_store(data, [this](const model::ServiceReviewRequest& r) { return reference.facts_of(r, now); })
                  .value()),
          processor(edi::Guides::embedded(), edi::Answers::embedded(), plans(), *store, fixed_clock(now), limits)
    {
    }

    edi::ReplyCounts process(const std::string& bytes, app::MemoryOutbox& outbox, Witness& witness)
    {
        const auto counts = processor.process(app::memory_input("test", bytes), outbox, witness);
        REQUIRE(counts.has_value());
        return *counts;
    }

    store::ReferenceData          reference;
    std::unique_ptr<store::Store> store;
    app::Processor                processor;
};

std::string sample(const std::string& name) { return test::read_file(test::project() / "samples/inbox" / (name + ".edi")); }

std::string generated(std::uint64_t requests)
{
    bench::GeneratorOptions options;
    options.requests        = requests;
    options.per_group       = 7;
    options.per_interchange = 20;
    return bench::generate(options);
}

// Our own replies, read back and held to their guides.
void check_valid(const std::string& replies)
{
    edi::Reader         reader(edi::source_of(replies));
    edi::EnvelopeSurvey survey(edi::Reader(edi::source_of(replies)), edi::Guides::embedded());
    edi::GroupHeader    group;
    while (auto event = reader.next()) {
        REQUIRE(event->has_value());
        if (std::holds_alternative<edi::InterchangeHeader>(**event)) {
            const auto verdict = survey.next().value();
            for (const auto& issue : verdict.issues) FAIL(issue.id, ": ", issue.message);
            REQUIRE(verdict.groups.empty());
        }
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
        if (const auto* set = std::get_if<edi::TransactionSet>(&**event)) {
            const auto checked = edi::validate(*set, group, edi::Guides::embedded(), edi::Taking::everything);
            // A code of somebody else's list is answered as it was sent, with a remark.
            for (const auto& issue : checked.issues())
                if (issue.severity == edi::Severity::error)
                    FAIL(set->transaction, " ", issue.where.segment_id, " ", issue.where.segment_position, ": ", issue.message);
        }
    }
}

}  // namespace

TEST_CASE("processor: a batch is answered in order whatever the size of a commit")
{
    const std::string bytes = generated(50);
    app::MemoryOutbox one_by_one, together;
    Witness           first, second;
    House(":memory:", {1, 1}).process(bytes, one_by_one, first);
    House().process(bytes, together, second);
    CHECK(one_by_one.all() == together.all());
    REQUIRE(first.answers.size() == 50);
    CHECK(std::ranges::equal(first.answers, second.answers, {}, &Witness::Answer::reference, &Witness::Answer::reference));
    check_valid(together.all());
}

TEST_CASE("processor: a request that comes again gets the determination it got, with new control numbers")
{
    House             house;
    app::MemoryOutbox before, after;
    Witness           first, second;
    house.process(sample("physical-therapy-29-visits"), before, first);
    house.process(sample("physical-therapy-29-visits"), after, second);
    REQUIRE(first.answers.size() == 1);
    REQUIRE(second.answers.size() == 1);
    CHECK(!first.answers[0].repeated);
    CHECK(second.answers[0].repeated);
    CHECK(second.answers[0].determination == first.answers[0].determination);
    CHECK(first.answers[0].determination.certification_number == "PA26091400001");

    // The same reply but for ISA13 and GS06.
    const auto body = [](const std::string& reply) {
        return reply.substr(reply.find("ST*278"), reply.find("GE*") - reply.find("ST*278"));
    };
    CHECK(body(before.all()) == body(after.all()));
    CHECK(before.all() != after.all());
}

TEST_CASE("processor: a retry in another envelope, with other separators and line breaks, is the same request")
{
    House             house;
    app::MemoryOutbox outbox;
    Witness           first, second;
    const auto        bytes = sample("physical-therapy-29-visits");
    house.process(bytes, outbox, first);
    std::string again;
    for (const char c : bytes)
        if (c != '\n' && c != '\r') again += c == '*' ? '|' : c == ':' ? '>' : c;
    house.process(again, outbox, second);
    REQUIRE(second.answers.size() == 1);
    CHECK(second.answers[0].repeated);
    CHECK(second.answers[0].determination == first.answers[0].determination);
}

TEST_CASE("processor: a reference used again for something else is rejected and decides nothing")
{
    House             house;
    app::MemoryOutbox outbox;
    Witness           first, second;
    auto              bytes = sample("physical-therapy-29-visits");
    house.process(bytes, outbox, first);
    const auto at = bytes.find("M5416");
    REQUIRE(at != std::string::npos);
    bytes.replace(at, 5, "M5417");
    house.process(bytes, outbox, second);
    REQUIRE(second.answers.size() == 1);
    CHECK(second.answers[0].determination.rejections == std::vector<model::Rejection>{{"request/reference-reused"}});
    CHECK(second.answers[0].determination.lines.empty());
    CHECK(outbox.of(edi::ReplyKind::response).find("AAA*N**33*C~") != std::string::npos);
    check_valid(outbox.all());
}

TEST_CASE("processor: certification and case numbers are never given twice")
{
    House                 house;
    app::MemoryOutbox     outbox;
    Witness               witness;
    std::set<std::string> numbers;
    for (const auto& path : test::files_below(test::project() / "samples/inbox"))
        house.process(test::read_file(path), outbox, witness);
    int given = 0;
    for (const auto& answer : witness.answers) {
        for (const auto& number : {answer.determination.certification_number, answer.determination.administrative_reference}) {
            if (number.empty()) continue;
            ++given;
            CHECK(numbers.insert(number).second);
        }
    }
    CHECK(given >= 5);
    check_valid(outbox.all());
}

TEST_CASE("processor: nothing in a refused interchange or group is decided")
{
    House             house;
    app::MemoryOutbox outbox;
    Witness           witness;
    const auto        counts = house.process(sample("trailer-does-not-match-header"), outbox, witness);
    CHECK(counts.interchanges_refused == 1);
    CHECK(witness.answers.empty());
    CHECK(outbox.of(edi::ReplyKind::ta1).find("*R*001~") != std::string::npos);
    CHECK(outbox.of(edi::ReplyKind::response).empty());
    CHECK(outbox.of(edi::ReplyKind::acknowledgment).empty());

    auto       bytes = sample("physical-therapy-29-visits");
    const auto ge    = bytes.find("GE*1*");
    REQUIRE(ge != std::string::npos);
    bytes.replace(ge, 5, "GE*2*");
    app::MemoryOutbox group_outbox;
    const auto        group_counts = house.process(bytes, group_outbox, witness);
    CHECK(group_counts.groups_refused == 1);
    CHECK(witness.answers.empty());
    CHECK(group_outbox.of(edi::ReplyKind::acknowledgment).find("AK9*R*2*1*0*5~") != std::string::npos);
}

TEST_CASE("processor: any damage to a good file gets an answer of the right kind, and valid ones")
{
    std::mt19937 dice(278);
    for (const auto& path : test::files_below(test::project() / "samples/inbox")) {
        const std::string good = test::read_file(path);
        for (int i = 0; i < 12; ++i) {
            std::string bad = good;
            const auto  at  = dice() % bad.size();
            switch (i % 6) {
                case 0: bad[at] = static_cast<char>(dice() % 256); break;
                case 1: bad.erase(at, 1 + dice() % 20); break;
                case 2: bad.insert(at, bad.substr(dice() % bad.size(), 30)); break;
                case 3: bad.resize(at); break;
                case 4: std::swap(bad[at], bad[dice() % bad.size()]); break;
                default: bad.insert(at, 1, "*~:^"[dice() % 4]); break;
            }
            CAPTURE(path.filename().string());
            CAPTURE(i);
            House             house;
            app::MemoryOutbox outbox;
            Witness           witness;
            const auto        counts = house.process(bad, outbox, witness);
            // Every interchange, set or stretch of garbage was either answered or said to be unusable.
            const bool owed =
                counts.interchanges_refused + counts.groups_refused + counts.sets_refused + counts.sets_answered > 0;
            CHECK((owed || witness.errors > 0 || counts.interchanges_read == 0 || witness.accepted + witness.refused == 0));
            CHECK(counts.sets_answered == witness.answers.size() + witness.inquiries.size());
            check_valid(outbox.of(edi::ReplyKind::ta1));
            check_valid(outbox.of(edi::ReplyKind::response));
        }
    }
}

namespace {

// A golden sample that holds its own request.
std::string golden(const std::string& name) { return test::read_file(test::project() / "samples/golden" / name / "request.edi"); }

// Inquires after the member of the therapy samples, XXP900000007, as their requester.
std::string inquiry_with(const std::string& reference, const std::string& event)
{
    std::string bytes = sample("status-of-physical-therapy");
    const auto  put   = [&](const std::string& from, const std::string& to) {
        const auto at = bytes.find(from);
        REQUIRE(at != std::string::npos);
        bytes.replace(at, from.size(), to);
    };
    put("BHT*0007*28*INQ260914001", "BHT*0007*28*" + reference);
    put("UM*HS**PT~\nDTP*AAH*RD8*20260801-20261031~\n", event);
    put("SE*14*", "SE*" + std::to_string(12 + std::ranges::count(event, '~')) + "*");
    return bytes;
}

}  // namespace

TEST_CASE("processor: an inquiry sees what was recorded before it, in the same file or another, as often as it comes")
{
    House             house;
    app::MemoryOutbox outbox;
    Witness           witness;
    house.process(sample("status-of-physical-therapy"), outbox, witness);
    house.process(sample("physical-therapy-12-visits-after-an-accident") + sample("status-of-physical-therapy"), outbox, witness);
    house.process(sample("status-of-physical-therapy"), outbox, witness);
    REQUIRE(witness.inquiries.size() == 3);
    CHECK(witness.inquiries[0].rejections == "request/nothing-found");
    for (int i : {1, 2}) {
        CHECK(witness.inquiries[i].found == std::vector<std::string>{"REF260819002"});
        CHECK(witness.inquiries[i].rejections == "");
    }
    CHECK(witness.answers.size() == 1);
    CHECK(outbox.of(edi::ReplyKind::response).find("*X*005010X215~ST*278*0001*005010X215~BHT*0007*11*INQ260914001*")
          != std::string::npos);
    check_valid(outbox.all());
}

TEST_CASE("processor: an inquiry is narrowed by what was decided, and when it was certified")
{
    House             house;
    app::MemoryOutbox outbox;
    Witness           witness;
    house.process(sample("physical-therapy-12-visits-after-an-accident"), outbox, witness);
    REQUIRE(witness.answers.at(0).determination.event.outcome == model::Outcome::approved);
    REQUIRE(witness.answers.at(0).determination.determined_on == std::chrono::year(2026) / 9 / 14);
    const std::pair<const char*, bool> cases[] = {
        {"UM*HS~\n", true},
        {"UM*HS~\nHCR*A1~\n", true},
        {"UM*HS~\nHCR*A4~\n", false},
        {"UM*HS~\nDTP*102*D8*20260914~\n", true},
        {"UM*HS~\nDTP*102*D8*20260915~\n", false},
        {"UM*HS~\nDTP*036*D8*19990101~\n", false},
        {"UM*HS~\nDTP*007*RD8*19990101-19990201~\n", false},
        {"UM*AR~\n", false},
        {"UM*HS~\nREF*BB*PA26091400001~\n", true},
        {"UM*AR~\nREF*BB*PA26091400001~\n", true},
        {"UM*HS~\nREF*BB*PA26091400002~\n", false},
    };
    for (const auto& [event, finds] : cases) {
        CAPTURE(event);
        house.process(inquiry_with("INQ9", event), outbox, witness);
        CHECK(witness.inquiries.back().found.size() == (finds ? 1 : 0));
        const bool numbered = std::string_view(event).find("BB") != std::string_view::npos;
        CHECK(witness.inquiries.back().rejections
              == (finds      ? ""
                  : numbered ? "request/certification-unknown"
                             : "request/nothing-found"));
    }
    check_valid(outbox.all());
}

TEST_CASE("processor: an inquiry that fits more requests than are shown gets the latest, and is told so")
{
    House             house;
    app::MemoryOutbox outbox;
    Witness           witness;
    auto              request = sample("physical-therapy-12-visits-after-an-accident");
    for (std::size_t i = 0; i < app::inquiry_matches_max + 1; ++i) {
        const auto reference = "REF2608190" + std::to_string(10 + i);
        auto       one       = request;
        one.replace(one.find("REF260819002"), 12, reference);
        house.process(one, outbox, witness);
    }
    house.process(inquiry_with("INQ9", "UM*HS~\n"), outbox, witness);
    CHECK(witness.inquiries.back().found.size() == app::inquiry_matches_max);
    CHECK(witness.inquiries.back().found.front() == "REF260819030");
    CHECK(witness.inquiries.back().more);
    check_valid(outbox.all());
}

TEST_CASE("processor: a notification is received once, and a receipt is never a certification")
{
    House             house;
    app::MemoryOutbox before, after;
    Witness           witness;
    house.process(sample("hospital-admission-notice"), before, witness);
    house.process(sample("hospital-admission-notice"), after, witness);
    REQUIRE(witness.answers.size() == 2);
    const auto& receipt = witness.answers[0].determination;
    CHECK(receipt.administrative_reference == "RN26091400001");
    CHECK(receipt.certification_number == "");
    CHECK(receipt.event.outcome == model::Outcome::notice_accepted);
    CHECK(!witness.answers[0].repeated);
    CHECK(witness.answers[1].repeated);
    CHECK(witness.answers[1].determination == receipt);
    CHECK(before.of(edi::ReplyKind::response).find("BHT*0007*53*NOT260914001*") != std::string::npos);
    CHECK(before.of(edi::ReplyKind::response).find("REF*NT*RN26091400001~") != std::string::npos);
    check_valid(before.all() + after.all());
}

TEST_CASE("processor: what is wrong with a notification is answered as it is for a request")
{
    House             house;
    app::MemoryOutbox outbox;
    Witness           witness;
    house.process(golden("notification-reference-reused"), outbox, witness);
    REQUIRE(witness.answers.size() == 2);
    CHECK(witness.answers[0].determination.rejections.empty());
    CHECK(witness.answers[1].determination.rejections == std::vector<model::Rejection>{{"request/reference-reused"}});
    CHECK(outbox.of(edi::ReplyKind::response).find("BHT*0007*44*NOT02*") != std::string::npos);

    house.process(golden("notification-for-nobody-on-file"), outbox, witness);
    CHECK(witness.answers.back().determination.rejections == std::vector<model::Rejection>{{"member/not-found"}});
    check_valid(outbox.all());
}
