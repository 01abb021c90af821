// What partners agreed to: who may send what, and which acknowledgments they get.
#include "edi/agreement.hpp"

#include "edi/reply_drive.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

Agreement clearhouse()
{
    Agreement agreement;
    agreement.partner          = "Clearhouse";
    agreement.sender_qualifier = "ZZ";
    agreement.sender           = "CLEARHOUSE1";
    agreement.receivers        = {"PAYER01"};
    agreement.authorization    = "SECRET";
    agreement.security         = "HUSH";
    agreement.usages           = {"T"};
    return agreement;
}

Replies replies_under(const Agreement& agreement, const std::string& input)
{
    const Agreements agreements({agreement});
    return replies_to(input, 901, std::chrono::sys_days(2026y / 9 / 2) + 10h + 31min, approve_all, &agreements);
}

std::string agreed_input()
{
    return replaced(replaced(interchange_of(good), "*00*          *00", "*03*SECRET    *00"), "*00*          *ZZ",
                    "*01*HUSH      *ZZ");
}

}  // namespace

TEST_CASE("agreement: what the header says against it refuses the interchange, with the note that says which part")
{
    const struct {
        const char* what;
        std::string from;
        std::string to;
        const char* answer;
    } cases[] = {
        {"as agreed", "ISA", "ISA", ""},
        {"row 5, a stranger", "*CLEARHOUSE1    *", "*CLEARHOUSE9    *", "*R*006"},
        {"row 4, another qualifier", "*ZZ*CLEARHOUSE1", "*30*CLEARHOUSE1", "*R*005"},
        {"row 7, not for us", "*PAYER01        *", "*PAYER02        *", "*R*009"},
        {"row 8, a wrong authorization", "SECRET    ", "SECRETS   ", "*R*011"},
        {"row 9, a wrong security value", "HUSH      ", "          ", "*R*013"},
        {"row 15, production from who only tests", "*0*T*", "*0*P*", "*R*020"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        const auto replies = replies_under(clearhouse(), replaced(agreed_input(), c.from, c.to));
        check_valid(replies);
        CHECK(replies.response.empty() == (c.answer[0] != '\0'));
        const std::string ta1 = first(replies.ta1, "TA1");
        CHECK(ta1 == (c.answer[0] == '\0' ? "" : std::string("TA1*000000101*260901*1030") + c.answer));
        for (const char* secret : {"SECRET", "HUSH"}) CHECK((replies.ta1 + replies.response).find(secret) == std::string::npos);
    }
}

TEST_CASE("agreement: a stranger with a file for somebody else hears of both, and messages hold no value")
{
    const Agreements agreements({clearhouse()});
    auto             header = *read_header(agreed_input());
    header.elements[6]      = "STRANGER       ";
    header.elements[8]      = "OTHER          ";
    const auto issues       = agreements.issues_of(header, Guides::embedded());
    CHECK(described(issues) == "interchange/sender-unknown 0 ISA 6; interchange/receiver-unknown 0 ISA 8");
    for (const Issue& issue : issues) {
        CHECK(issue.bad_value.empty());
        CHECK(issue.message.find("STRANGER") == std::string::npos);
    }
    CHECK(Agreements().issues_of(header, Guides::embedded()).empty());
}

TEST_CASE("agreement: what is elected is what is acknowledged, and what is refused is always told")
{
    const std::string asking   = replaced(agreed_input(), "*0*T*", "*1*T*");
    const std::string faulty   = replaced(agreed_input(), "UM*HS", "UM*QQ");
    const std::string unusable = replaced(agreed_input(), "IEA*1", "IEA*2");
    const struct {
        Election    receipts;
        Election    acknowledgments;
        std::string input;
        const char* ta1;
        const char* ak9;
    } cases[] = {
        {Election::errors, Election::errors, agreed_input(), "", ""},
        {Election::errors, Election::errors, asking, "", ""},
        {Election::asked, Election::errors, asking, "A*000", ""},
        {Election::asked, Election::asked, agreed_input(), "", ""},
        {Election::asked, Election::asked, asking, "A*000", "AK9*A*1*1*1"},
        {Election::always, Election::always, agreed_input(), "A*000", "AK9*A*1*1*1"},
        {Election::errors, Election::errors, faulty, "", "AK9*R*1*1*0"},
        {Election::always, Election::always, faulty, "A*000", "AK9*R*1*1*0"},
        {Election::errors, Election::errors, unusable, "R*021", ""},
        {Election::always, Election::always, unusable, "R*021", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(static_cast<int>(c.receipts));
        CAPTURE(c.input);
        Agreement agreement       = clearhouse();
        agreement.receipts        = c.receipts;
        agreement.acknowledgments = c.acknowledgments;
        const auto        replies = replies_under(agreement, c.input);
        const std::string ta1     = first(replies.ta1, "TA1");
        CHECK(ta1 == (c.ta1[0] == '\0' ? "" : std::string("TA1*000000101*260901*1030*") + c.ta1));
        CHECK(first(replies.acknowledgment, "AK9") == c.ak9);
        check_valid(replies);
    }
}

TEST_CASE("agreement: whatever is elected, an interchange that holds only TA1s is never answered")
{
    Agreement agreement;
    agreement.sender_qualifier = "ZZ";
    agreement.sender           = "PAYER01";
    agreement.receipts         = Election::always;
    const std::string ta1      = replies_to(replaced(interchange_of(good), "IEA*1*", "IEA*2*")).ta1;
    for (const std::string& input : {ta1, replaced(ta1, "IEA*0", "IEA*3"), replaced(ta1, "*0*T*", "*1*T*"),
                                     replaced(ta1, "IEA*0*000000901~", ""), replaced(ta1, "PAYER01    ", "STRANGER   ")}) {
        CAPTURE(input);
        const auto replies = replies_under(agreement, input);
        CHECK((replies.ta1 + replies.acknowledgment + replies.response).empty());
    }
}

TEST_CASE("reply: a fault that the catalogue only notes is tolerated: the TA1 says so, and the answers go out")
{
    std::string               issues;
    std::vector<EmbeddedFile> files(embedded_schemas().begin(), embedded_schemas().end());
    for (EmbeddedFile& file : files) {
        if (file.path != "schemas/issues.csv") continue;
        issues    = replaced(std::string(file.text), "interchange/ack-requested,TA1,019,error",
                             "interchange/ack-requested,TA1,019,warning");
        file.text = issues;
    }
    const auto lenient = Guides::load(files);
    REQUIRE(lenient.has_value());
    const auto replies = replies_to(replaced(interchange_of(good), "*0*T*:~", "*7*T*:~"), 901,
                                    std::chrono::sys_days(2026y / 9 / 2), approve_all, nullptr, *lenient);
    CHECK(first(replies.ta1, "TA1") == "TA1*000000101*260901*1030*E*019");
    CHECK(replies.counts.sets_answered == 1);
    CHECK(replies.counts.interchanges_refused == 0);
}

TEST_CASE("reply: groups of other applications are acknowledged in groups of their own")
{
    const auto group = [](const std::string& from, int number, const std::string& set) {
        return fmt::format("GS*HI*{0}*PAYER01*20260901*1030*{1}*X*005010X217~{2}GE*1*{1}~", from, number, set);
    };
    const std::string isa = interchange_of(good).substr(0, 106);
    const auto replies    = replies_to(isa + group("ONE", 1, refused()) + group("ONE", 2, refused()) + group("TWO", 3, refused())
                                       + group("SIX", 4, good) + group("TWO", 5, refused()) + "IEA*5*000000101~");
    check_valid(replies);
    std::string envelopes;
    for (const auto& segment : segments_of(replies.acknowledgment))
        for (const char* id : {"GS*", "AK1*", "GE*", "IEA*"})
            if (segment.starts_with(id)) envelopes += segment.substr(0, 13) + "~";
    CHECK(envelopes
          == "GS*FA*PAYER01~AK1*HI*1*0050~AK1*HI*2*0050~GE*2*901~GS*FA*PAYER01~AK1*HI*3*0050~AK1*HI*5*0050~GE*2*902~"
             "IEA*2*0000009~");
    CHECK(replies.acknowledgment.find("GS*FA*PAYER01*ONE*") < replies.acknowledgment.find("GS*FA*PAYER01*TWO*"));
    CHECK(replies.acknowledgment.find("SIX") == std::string::npos);
    CHECK(replies.response.find("GS*HI*PAYER01*SIX*") != std::string::npos);
}

TEST_CASE("agreement: a control number used twice is refused, or told and used where the partner elected so")
{
    const struct {
        Duplicates  elected;
        const char* answer;
        std::size_t answered;  // responses
    } cases[] = {{Duplicates::refuse, "R*025", 1}, {Duplicates::note, "E*025", 2}};
    for (const auto& c : cases) {
        CAPTURE(c.answer);
        Agreement agreement     = clearhouse();
        agreement.duplicates    = c.elected;
        const auto        once  = replies_under(agreement, agreed_input());
        const auto        twice = replies_under(agreement, agreed_input() + agreed_input());
        const std::string ta1   = first(twice.ta1, "TA1");
        CHECK(once.ta1.empty());
        CHECK(ta1 == std::string("TA1*000000101*260901*1030*") + c.answer);
        CHECK(twice.counts.sets_answered == once.counts.sets_answered * c.answered);
        check_valid(twice);
    }
}
