// partners.csv: what may stand in it, and what it keeps a partner from.
#include "app/partners.hpp"

#include "app/outbox.hpp"
#include "app/processor.hpp"
#include "store/reference.hpp"
#include "support/answering.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace x278;
using test::now;
using test::plans;

namespace {

const std::string header = "partner,sender_qualifier,sender,receivers,authorization,security,application_senders,usages,purposes,"
                           "request_categories,ta1,acknowledgment\n";

std::string error_of(const std::string& rows)
{
    const auto read = app::partners_from("partners.csv", header + rows, edi::Guides::embedded());
    return read ? std::string() : read.error().message;
}

edi::Agreements partners(const std::string& rows)
{
    auto read = app::partners_from("partners.csv", header + rows, edi::Guides::embedded());
    REQUIRE_MESSAGE(read.has_value(), read.error().message);
    return std::move(*read);
}

struct Heard : app::Observer {
    void on_answer(const model::ServiceReviewRequest&, const model::Determination& determination, bool repeated) override
    {
        answer = determination.rejections.empty() ? std::string(repeated ? "repeated" : "determined") : std::string();
        for (const model::Rejection& rejection : determination.rejections) answer += rejection.situation + ";";
    }
    void on_acknowledgment(const edi::Acknowledgment& received) override
    {
        said += fmt::format("999 for {}: {}, {};", received.control_number, edi::words_of(received.verdict),
                            edi::summary_of(received));
    }
    void on_receipt(const edi::InterchangeReceipt& received) override
    {
        said += fmt::format("TA1 for {}: {}, {};", received.control_number, edi::words_of(received.verdict),
                            edi::summary_of(received));
    }
    std::string answer;
    std::string said;
};

// A processor with these partners, and nobody on file.
struct House {
    explicit House(edi::Agreements agreements = {})
        : store(store::open_sqlite_store(":memory:",
                                         [this](const model::ServiceReviewRequest& r) { return reference.facts_of(r, now); })
                    .value()),
          processor(
              edi::Guides::embedded(), edi::Answers::embedded(), plans(), *store, fixed_clock(now), {}, std::move(agreements))
    {
    }

    Heard process(const std::string& bytes)
    {
        Heard      heard;
        const auto counts = processor.process(app::memory_input("test", bytes), outbox, heard);
        REQUIRE(counts.has_value());
        return heard;
    }

    app::MemoryOutbox             outbox;
    store::ReferenceData          reference;
    std::unique_ptr<store::Store> store;
    app::Processor                processor;
};

std::string sample() { return test::read_file(test::project() / "samples/inbox/physical-therapy-29-visits.edi"); }

}  // namespace

TEST_CASE("partners: a row that cannot be right is refused, pointing at the cell and never repeating it")
{
    const struct {
        const char* row;
        const char* error;
    } cases[] = {
        {"Clear,ZZ,CLEARHOUSE1,*,,,*,*,*,*,,\n", ""},
        {"Clear,ZZ,CLEARHOUSE1,PAYER01|PAYER02,SECRET,HUSH,A|B,P|T,13|01,HS|SC,asked,always\n", ""},
        {",ZZ,CLEARHOUSE1,*,,,*,*,*,*,,\n", "2:1: `partner` is empty"},
        {"Clear,QQ,CLEARHOUSE1,*,,,*,*,*,*,,\n", "2:7: `sender_qualifier` holds no code of its list"},
        {"Clear,ZZ,,*,,,*,*,*,*,,\n", "2:10: `sender` is empty"},
        {"Clear,ZZ,SIXTEENCHARACTER,*,,,*,*,*,*,,\n", "2:10: `sender` does not fit; expected at most 15 characters"},
        {"Clear,ZZ,CLEARHOUSE1,,,,*,*,*,*,,\n", "2:22: `receivers` has an empty value"},
        {"Clear,ZZ,CLEARHOUSE1,A|*,,,*,*,*,*,,\n", "2:22: `receivers` has an empty value or a `*` among others"},
        {"Clear,ZZ,CLEARHOUSE1,*,ELEVENCHARS,,*,*,*,*,,\n", "2:24: `authorization` does not fit; expected at most 10 characters"},
        {"Clear,ZZ,CLEARHOUSE1,*,,ELEVENCHARS,*,*,*,*,,\n", "2:25: `security` does not fit"},
        {"Clear,ZZ,CLEARHOUSE1,*,,,*,X,*,*,,\n", "2:28: `usages` has a code that is not of its list; expected some of P, T"},
        {"Clear,ZZ,CLEARHOUSE1,*,,,*,*,11,*,,\n", "2:30: `purposes` has a code that is not of its list"},
        {"Clear,ZZ,CLEARHOUSE1,*,,,*,*,*,HS|QQ,,\n", "2:32: `request_categories` has a code that is not of its list"},
        {"Clear,ZZ,CLEARHOUSE1,*,,,*,*,*,*,sometimes,\n", "2:34: `ta1` is no election"},
        {"Clear,ZZ,CLEARHOUSE1,*,,,*,*,*,*,,never\n", "2:35: `acknowledgment` is no election"},
        {"Clear,ZZ,CLEARHOUSE1,*,,,*,*,*,*,,\nAgain,ZZ,CLEARHOUSE1,*,,,*,*,*,*,,\n", "3:10: `sender` stands twice"},
        {"", "1:1: no partner stands here"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.row);
        const std::string error = error_of(c.row);
        CHECK(error.empty() == (c.error[0] == '\0'));
        CHECK_MESSAGE(error.find(c.error) != std::string::npos, error);
        for (const char* value : {"SIXTEEN", "ELEVEN", "sometimes", "HUSH"}) CHECK(error.find(value) == std::string::npos);
    }
    CHECK(app::partners_from("partners.csv", "partner,sender\n", edi::Guides::embedded()).error().message.find("sender_qualifier")
          != std::string::npos);
}

TEST_CASE("partners: each column says what it should")
{
    const auto all = partners("Clear House,ZZ,CLEARHOUSE1,PAYER01|PAYER02,SECRET,HUSH,A|B,P|T,13|01,HS,asked,always\n"
                              "Other,30,123456789,*,,,*,*,*,*,,\n");
    REQUIRE(all.all().size() == 2);
    const edi::Agreement& clear = all.all()[0];
    CHECK(clear.partner == "Clear House");
    CHECK(clear.receivers == std::vector<std::string>{"PAYER01", "PAYER02"});
    CHECK(clear.authorization == "SECRET");
    CHECK(clear.security == "HUSH");
    CHECK(clear.application_senders == std::vector<std::string>{"A", "B"});
    CHECK(clear.usages == std::vector<std::string>{"P", "T"});
    CHECK(clear.purposes == std::vector<std::string>{"13", "01"});
    CHECK(clear.request_categories == std::vector<std::string>{"HS"});
    CHECK(clear.receipts == edi::Election::asked);
    CHECK(clear.acknowledgments == edi::Election::always);
    const edi::Agreement& other = all.all()[1];
    CHECK(other.receivers.empty());
    CHECK(other.purposes.empty());
    CHECK(other.receipts == edi::Election::asked);
    CHECK(other.acknowledgments == edi::Election::errors);
}

TEST_CASE("partners: what becomes of a control number used twice may be elected, and is refused otherwise")
{
    const std::string with_column = header.substr(0, header.size() - 1) + ",duplicates\n";
    const auto        read        = [&](const std::string& columns, const std::string& end) {
        return app::partners_from("partners.csv", columns + "Clear,ZZ,CLEARHOUSE1,*,,,*,*,*,*,," + end + "\n",
                                                edi::Guides::embedded());
    };
    CHECK(read(header, "")->all()[0].duplicates == edi::Duplicates::refuse);
    CHECK(read(with_column, ",")->all()[0].duplicates == edi::Duplicates::refuse);
    CHECK(read(with_column, ",refuse")->all()[0].duplicates == edi::Duplicates::refuse);
    CHECK(read(with_column, ",note")->all()[0].duplicates == edi::Duplicates::note);
    CHECK(read(with_column, ",ignore").error().message.find("2:36: `duplicates` is no election; expected `refuse` or `note`")
          != std::string::npos);
    const std::string misspelt = header.substr(0, header.size() - 1) + ",duplicate\n";
    CHECK(read(misspelt, ",note").error().message.ends_with("no column `duplicate` is read here; did you mean `duplicates`?"));
    CHECK(test::read_file(test::project() / "docs/TRADING-PARTNERS.md").find("\n| duplicates | ") != std::string::npos);
}

TEST_CASE("partners: the example of the document is read, and the document explains every column")
{
    const std::string text = test::read_file(test::project() / "docs/TRADING-PARTNERS.md");
    std::string       example;
    for (std::size_t at = 0, end = 0; at < text.size(); at = end + 1) {
        end = std::min(text.find('\n', at), text.size());
        if (text.compare(at, 4, "    ") == 0) example += text.substr(at + 4, end - at - 3);
    }
    const auto read = app::partners_from("partners.csv", example, edi::Guides::embedded());
    REQUIRE_MESSAGE(read.has_value(), read.error().message);
    REQUIRE(read->all().size() == 1);
    CHECK(read->all()[0].purposes == std::vector<std::string>{"13", "01"});
    for (std::size_t at = 0; at < header.size(); at = header.find_first_of(",\n", at) + 1) {
        const std::string column = header.substr(at, header.find_first_of(",\n", at) - at);
        CAPTURE(column);
        CHECK(text.find("\n| " + column + " | ") != std::string::npos);
    }
}

TEST_CASE("partners: a folder without the file lets everybody send")
{
    CHECK(app::read_partners((test::project() / "samples/golden").string(), edi::Guides::embedded())->all().empty());
}

TEST_CASE("partners: what was not agreed is answered as an AAA of the highest level, and not remembered")
{
    const struct {
        const char* what;
        const char* row;
        const char* answer;
        const char* aaa;
    } cases[] = {
        {"row 100, another application", "*,,,OTHER,*,*,*,,", "partner/id-invalid;", "AAA*N**79*N~"},
        {"row 97, another purpose", "*,,,*,*,01|36,*,,", "partner/not-authorized;", "AAA*N**41*N~"},
        {"row 97, another kind of review", "*,,,*,*,*,AR,,", "partner/not-authorized;", "AAA*N**41*N~"},
        {"both", "*,,,OTHER,*,01,*,,", "partner/id-invalid;partner/not-authorized;", "AAA*N**79*N~AAA*N**41*N~"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        House      house(partners(fmt::format("Clear,ZZ,CLEARHOUSE1,{}\n", c.row)));
        const auto heard = house.process(sample());
        CHECK(heard.answer == c.answer);
        const auto& response = house.outbox.of(edi::ReplyKind::response);
        std::string joined   = response;
        std::erase(joined, '\n');
        CHECK_MESSAGE(joined.find(c.aaa) != std::string::npos, joined);
        CHECK(joined.find("HL*2*") == std::string::npos);
        CHECK(house.process(sample()).answer == c.answer);
    }
    House house(partners("Clear,ZZ,CLEARHOUSE1,*,,,*,T,13,HS,,\n"));
    CHECK(house.process(sample()).answer.find("partner/") == std::string::npos);
}

TEST_CASE("partners: a stranger gets a TA1 and nothing is decided")
{
    House      house(partners("Other,ZZ,SOMEBODY,*,,,*,*,*,*,,\n"));
    const auto heard = house.process(sample());
    CHECK(heard.answer.empty());
    CHECK(house.outbox.of(edi::ReplyKind::ta1).find("*R*006~") != std::string::npos);
}

TEST_CASE("processor: what partners say about our replies is heard and never answered")
{
    House house;
    auto  bytes = sample();
    bytes.replace(bytes.find("UM*HS"), 5, "UM*QQ");
    static_cast<void>(house.process(bytes));
    const std::string refusal = house.outbox.of(edi::ReplyKind::acknowledgment);
    REQUIRE(!refusal.empty());
    House      partner;
    const auto heard = partner.process(refusal);
    CHECK(heard.said.find(": rejected, 0 of 1 sets accepted; set ") != std::string::npos);
    CHECK(heard.said.find(" 1 7;") != std::string::npos);
    CHECK(partner.outbox.all().empty());

    bytes = sample();
    bytes.replace(bytes.find("IEA*1"), 5, "IEA*2");
    static_cast<void>(house.process(bytes));
    const auto receipt = partner.process(house.outbox.of(edi::ReplyKind::ta1));
    CHECK(receipt.said.starts_with("TA1 for "));
    CHECK(receipt.said.ends_with(": rejected, TA1 021;"));
    CHECK(partner.outbox.all().empty());
}
