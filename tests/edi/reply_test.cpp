// Everything one input is owed: which TA1, which 999, which 278, and what stands in them.
#include "edi/reply_drive.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

TEST_CASE("reply: a clean accepted interchange is owed its 278s and nothing else")
{
    const auto replies = replies_to(interchange_of(good));
    CHECK(replies.ta1.empty());
    CHECK(replies.acknowledgment.empty());
    check_valid(replies);
    CHECK(replies.response.starts_with(
        "ISA*00*          *00*          *ZZ*PAYER01        *ZZ*CLEARHOUSE1    *260902*1031*^*00501*"));
    CHECK(first(replies.response, "GS*").starts_with("GS*HI*PAYER01*CLEARHOUSE1*20260902*1031*"));
    CHECK(first(replies.response, "HCR") == "HCR*A1*PA1");
    CHECK(replies.counts.interchanges_read == 1);
    CHECK(replies.counts.sets_answered == 1);
    CHECK(replies.counts.sets_refused == 0);
}

TEST_CASE("reply: an interchange that cannot be used gets a TA1 that says why, and nothing more")
{
    const std::string clean = interchange_of(good);
    const std::string group = clean.substr(clean.find("GS*"), clean.find("ST*") - clean.find("GS*"));
    const struct {
        const char* row;
        std::string from;
        std::string to;
        const char* ta1;
        bool        nobody = false;  // the reply has nobody to name either
    } cases[] = {
        {"1 IEA02 differs from ISA13", "IEA*1*000000101", "IEA*1*000000102", "TA1*000000101*260901*1030*R*001"},
        {"2 ISA12 of another version", "*00501*", "*00401*", "TA1*000000101*260901*1030*R*017"},
        {"4 ISA05 of no list", "*ZZ*CLEARHOUSE1", "*QQ*CLEARHOUSE1", "TA1*000000101*260901*1030*R*005"},
        {"5 ISA06 blank", "*CLEARHOUSE1    *", "*               *", "TA1*000000101*260901*1030*R*006", true},
        {"6 ISA07 of no list", "*ZZ*PAYER01", "*QQ*PAYER01", "TA1*000000101*260901*1030*R*007"},
        {"7 ISA08 blank", "*PAYER01        *", "*               *", "TA1*000000101*260901*1030*R*008", true},
        {"8 ISA01 of no list", "ISA*00*", "ISA*04*", "TA1*000000101*260901*1030*R*010"},
        {"9 ISA03 of no list", "*00*          *ZZ", "*07*          *ZZ", "TA1*000000101*260901*1030*R*012"},
        {"10 ISA09 no date", "*260901*1030*^", "*261301*1030*^", "TA1*000000101*260902*1030*R*014"},
        {"11 ISA10 no time", "*260901*1030*^", "*260901*2561*^", "TA1*000000101*260901*1031*R*015"},
        {"12 ISA11 a letter", "*1030*^*", "*1030*U*", "TA1*000000101*260901*1030*R*026"},
        {"12 ISA11 blank", "*1030*^*", "*1030* *", "TA1*000000101*260901*1030*R*026"},
        {"13 ISA13 no number", "*00501*000000101*", "*00501*A00000101*", "TA1*000000000*260901*1030*R*018"},
        {"14 ISA14 neither 0 nor 1", "*0*T*:~", "*2*T*:~", "TA1*000000101*260901*1030*R*019"},
        {"15 ISA15 neither P nor T", "*0*T*:~", "*0*X*:~", "TA1*000000101*260901*1030*R*020"},
        {"16 IEA01 wrong", "IEA*1*", "IEA*2*", "TA1*000000101*260901*1030*R*021"},
        {"17 a control character in GS02", "GS*HI*C", "GS*HI*\x01", "TA1*000000101*260901*1030*R*022"},
        {"17 a control character between segments", "~GS*", "~\x02~GS*", "TA1*000000101*260901*1030*R*022"},
        {"18 cut before IEA", "IEA*1*000000101~", "", "TA1*000000101*260901*1030*R*023"},
        {"18 cut in a set", clean.substr(clean.find("DMG*")), "", "TA1*000000101*260901*1030*R*023"},
        {"19 no GS", group, "", "TA1*000000101*260901*1030*R*024"},
        {"21 ISA16 a letter", "*0*T*:~", "*0*T*Q~", "TA1*000000101*260901*1030*R*027"},
        {"21 ISA16 the same as ISA11", "*0*T*:~", "*0*T*^~", "TA1*000000101*260901*1030*R*027"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.row);
        const auto replies = replies_to(replaced(clean, c.from, c.to));
        CHECK(first(replies.ta1, "TA1") == c.ta1);
        CHECK(first(replies.ta1, "IEA") == "IEA*0*000000901");
        CHECK(segments_of(replies.ta1).size() == 3);
        CHECK(replies.acknowledgment.empty());
        CHECK(replies.response.empty());
        CHECK(replies.counts.interchanges_refused == 1);
        CHECK(replies.counts.sets_answered == 0);
        if (!c.nobody) check_valid(replies);
    }
    CHECK(first(replies_to(with_separators(clean, "*^:\x3A")).ta1, "TA1")
          == "TA1*000000101*260901*1030*R*004");  // row 3: `:` ends segments too
}

TEST_CASE("reply: the gravest fault of several is the one a TA1 has room for")
{
    const auto replies = replies_to(replaced(replaced(interchange_of(good), "*00501*", "*00401*"), "IEA*1*", "IEA*7*"));
    CHECK(first(replies.ta1, "TA1") == "TA1*000000101*260901*1030*R*017");
    CHECK(segments_of(replies.ta1).size() == 3);
}

TEST_CASE("reply: who asks for a TA1 gets one, and the answers all the same")
{
    const auto replies = replies_to(interchange_of(good, {.wants_ack = "1"}));
    CHECK(first(replies.ta1, "TA1") == "TA1*000000101*260901*1030*A*000");
    CHECK(replies.counts.sets_answered == 1);
    CHECK(replies.counts.interchanges_refused == 0);
    CHECK(first(replies.response, "HCR") == "HCR*A1*PA1");
    check_valid(replies);
}

TEST_CASE("reply: a 999 says of every set what was wrong where, and how the group came out")
{
    const struct {
        const char* what;
        std::string sets;
        const char* body;
        int         answered;
    } cases[] = {
        {"one refused", refused(),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK3*UM*12**8~CTX*TRN02:TRACE0001~IK4*1*1525*7*QQ~IK5*R*5~AK9*R*1*1*0", 0},
        {"one of two", good + numbered(refused(), "0002"),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK5*A~AK2*278*0002*005010X217~IK3*UM*12**8~CTX*TRN02:TRACE0001~IK4*1*"
         "1525*7*QQ~IK5*R*5~AK9*P*"
         "2*2*1",
         1},
        {"accepted with a remark", replaced(good, "SE*14*", "SE*15*"),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK5*E*4~AK9*E*1*1*1", 1},
        {"an empty element at the end", replaced(good, "19800201*F", "19800201*F*"),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK3*DMG*9**8~CTX*TRN02:TRACE0001~IK4*4*1067*3~IK5*E*5~AK9*E*1*1*1", 1},
        {"a fault of the guide alone", replaced(good, "UM*HS", "UM*PR"),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK3*UM*12**8~CTX*TRN02:TRACE0001~IK4*1*1525*I6*PR~IK5*R*5*I5~AK9*R*1*1*0",
         0},
        {"a component", replaced(good, "11:B", "11:Q"),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK3*UM*12**8~CTX*TRN02:TRACE0001~IK4*4:2*1332*I6*Q~IK5*R*5*I5~AK9*R*1*1*"
         "0",
         0},
        {"a segment missing", with_count(replaced(good, "UM*HS*I*PT*11:B~", "")),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK3*UM*12**I8~CTX*TRN02:TRACE0001~IK5*R*5*I5~AK9*R*1*1*0", 0},
        {"two elements of one segment", replaced(good, "19800201*F", "19800231*Q"),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK3*DMG*9**8~CTX*TRN02:TRACE0001~IK4*2*1251*8~IK4*3*1068*I6*Q~IK5*R*5*I5~"
         "AK9*R*1*1*"
         "0",
         0},
        {"an id X12 does not have", with_count(replaced(good, "HI*ABK", "hi*1~HI*ABK")),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK5*R*5~AK9*R*1*1*0", 0},
        {"SE missing", replaced(good, "SE*14*0001~", ""), "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK5*R*2~AK9*R*1*1*0", 0},
        {"SE02 differs", replaced(good, "SE*14*0001~", "SE*14*0002~"),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK5*R*3~AK9*R*1*1*0", 0},
        {"ST03 of another guide", replaced(good, "005010X217", "005010X216"),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X216~IK5*R*19~AK9*R*1*1*0", 0},
        {"another set", replaced(good, "ST*278", "ST*270"), "AK1*HI*101*005010X217~AK2*270*0001*005010X217~IK5*R*1~AK9*R*1*1*0",
         0},
        {"a response sent to us", replaced(good, "BHT*0007*13", "BHT*0007*11"),
         "AK1*HI*101*005010X217~AK2*278*0001*005010X217~IK5*R*I6~AK9*R*1*1*0", 0},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        const auto replies = replies_to(interchange_of(c.sets));
        CHECK(body_of(replies.acknowledgment) == c.body);
        CHECK(replies.ta1.empty());
        CHECK(replies.response.empty() == (c.answered == 0));
        CHECK(replies.counts.sets_answered == static_cast<std::uint64_t>(c.answered));
        check_valid(replies);
    }
}

TEST_CASE("reply: a group that cannot be used is refused whole, with the reason, and none of its sets is answered")
{
    const std::string clean = interchange_of(good);
    const std::string twice =
        replaced(clean, "GE*1*101~IEA*1*",
                 "GE*1*101~GS*HI*CLEARHOUSE1*PAYER01*20260901*1030*101*X*005010X217~" + good + "GE*1*101~IEA*2*");
    const struct {
        const char* what;
        std::string input;
        const char* body;
        int         answered;
    } cases[] = {
        {"24 GS01 of another kind", replaced(clean, "GS*HI", "GS*HC"), "AK1*HC*101*005010X217~AK9*R*1*1*0*1", 0},
        {"25 GS08 of no guide of ours", replaced(clean, "X*005010X217", "X*005010X999"), "AK1*HI*101*005010X999~AK9*R*1*1*0*2",
         0},
        {"26 GE missing", replaced(clean, "GE*1*101~", ""), "AK1*HI*101*005010X217~AK9*R*1*1*0*3", 0},
        {"27 GE02 differs", replaced(clean, "GE*1*101~", "GE*1*102~"), "AK1*HI*101*005010X217~AK9*R*1*1*0*4", 0},
        {"28 GE01 wrong", replaced(clean, "GE*1*101~", "GE*2*101~"), "AK1*HI*101*005010X217~AK9*R*2*1*0*5", 0},
        {"27 and 28", replaced(clean, "GE*1*101~", "GE*2*102~"), "AK1*HI*101*005010X217~AK9*R*2*1*0*4*5", 0},
        {"30 GS06 repeated", twice, "AK1*HI*101*005010X217~AK9*R*1*1*0*19", 1},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        const auto replies = replies_to(c.input);
        CHECK(body_of(replies.acknowledgment) == c.body);
        CHECK(replies.ta1.empty());
        CHECK(replies.counts.groups_refused == 1);
        CHECK(replies.counts.sets_answered == static_cast<std::uint64_t>(c.answered));
        CHECK(replies.response.empty() == (c.answered == 0));
        check_valid(replies);
    }
    // 29: the number comes back as it was sent, or the sender could not tell which group is meant.
    CHECK(body_of(replies_to(replaced(replaced(clean, "1030*101*X", "1030*1A1*X"), "GE*1*101", "GE*1*1A1")).acknowledgment)
          == "AK1*HI*0*005010X217~AK9*R*1*1*0*6");
}

TEST_CASE("reply: each group and each interchange is answered for itself")
{
    const auto groups = [&](const std::string& control) {
        const auto group = [&](int number, const std::string& sets, int count) {
            return fmt::format("GS*HI*CLEARHOUSE1*PAYER01*20260901*1030*{0}*X*005010X217~{1}GE*{2}*{0}~", number, sets, count);
        };
        return fmt::format("ISA*00*          *00*          *ZZ*CLEARHOUSE1    *ZZ*PAYER01        "
                           "*260901*1030*^*00501*{0}*0*T*:~{1}{2}{3}{4}IEA*4*{0}~",
                           control, group(1, good, 1), group(2, refused(), 1), group(3, good + numbered(good, "0002"), 2),
                           group(4, numbered(refused(), "0001") + numbered(good, "0002"), 2));
    };
    const auto replies = replies_to(groups("000000201") + "\n" + interchange_of(good) + groups("000000202"));
    check_valid(replies);
    const std::string two =
        "AK1*HI*2*005010X217~AK2*278*0001*005010X217~IK3*UM*12**8~CTX*TRN02:TRACE0001~IK4*1*1525*7*QQ~IK5*R*5~AK9*R*1*1*0~"
        "AK1*HI*4*005010X217~AK2*278*0001*005010X217~IK3*UM*12**8~CTX*TRN02:TRACE0001~IK4*1*1525*7*QQ~IK5*R*5~AK2*278*0002*"
        "005010X217~IK5*A~AK9*P*2*2*1";
    CHECK(body_of(replies.acknowledgment) == two + "~" + two);
    const auto count = [](std::string_view text, std::string_view id) {
        return std::ranges::count_if(segments_of(text), [&](const std::string& s) { return s.starts_with(id); });
    };
    CHECK(count(replies.acknowledgment, "ISA*") == 2);
    CHECK(count(replies.acknowledgment, "GS*FA") == 2);
    CHECK(count(replies.acknowledgment, "ST*999") == 4);
    CHECK(count(replies.response, "ISA*") == 3);
    CHECK(count(replies.response, "GS*HI") == 7);
    CHECK(count(replies.response, "ST*278") == 9);
    CHECK(replies.counts.interchanges_read == 3);
    CHECK(replies.counts.sets_refused == 4);
    CHECK(replies.counts.sets_answered == 9);
}

TEST_CASE("reply: a refused interchange costs its neighbours nothing")
{
    const auto replies = replies_to(interchange_of(good) + replaced(interchange_of(good), "IEA*1*000000101", "IEA*1*000000999")
                                    + interchange_of(refused(), {.control = "000000102"}));
    CHECK(first(replies.ta1, "TA1").ends_with("*R*001"));
    CHECK(body_of(replies.acknowledgment).ends_with("AK9*R*1*1*0"));
    CHECK(replies.counts.sets_answered == 1);
    check_valid(replies);
}

TEST_CASE("reply: a 999 and a TA1 are never answered")
{
    const auto refusal = replies_to(interchange_of(refused()));
    for (const std::string& input :
         {refusal.acknowledgment, replies_to(replaced(interchange_of(good), "IEA*1*", "IEA*2*")).ta1}) {
        REQUIRE(!input.empty());
        const auto replies = replies_to(input);
        CHECK(replies.ta1.empty());
        CHECK(replies.acknowledgment.empty());
        CHECK(replies.response.empty());
        CHECK(replies.counts.interchanges_read == 1);
    }
    // Not even a 999 that is full of faults.
    const auto broken = replies_to(replaced(replaced(refusal.acknowledgment, "AK9*R", "AK9*Q"), "GE*1*", "GE*9*"));
    CHECK(broken.acknowledgment.empty());
    CHECK(broken.response.empty());
}

TEST_CASE("reply: separators of the sender are used, and values that hold them are not copied")
{
    const auto replies = replies_to(with_separators(interchange_of(refused()), "|!>'"));
    check_valid(replies);
    CHECK(replies.acknowledgment.find("IK4|1|1525|7|QQ'") != std::string::npos);
    CHECK(replies.acknowledgment.find('*') == std::string::npos);

    std::string odd  = with_separators(interchange_of(refused()), "|@./");
    const auto  safe = replies_to(replaced(odd, "QQ", "Q*"));
    check_valid(safe);
    CHECK(body_of(safe.acknowledgment).find("IK4*1*1525*7~") != std::string::npos);
}

TEST_CASE("reply: a set with more faults than anybody reads is answered with the first of them")
{
    std::string junk;
    for (int i = 0; i < 1000; ++i) junk += "CLM*1~";
    const auto replies = replies_to(interchange_of(with_count(replaced(good, "HI*ABK", junk + "HI*ABK"))));
    check_valid(replies);
    CHECK(
        std::ranges::count_if(segments_of(replies.acknowledgment), [](const std::string& s) { return s.starts_with("IK3*CLM*"); })
        == set_issues_max);
}

TEST_CASE("reply: every inbox sample, cut and damaged in many places, gets replies that can be read back")
{
    for (const auto& path : files_below(project() / "samples" / "inbox")) {
        const std::string bytes = read_file(path);
        CAPTURE(path.filename().string());
        check_valid(replies_to(bytes));
        for (std::size_t at = 110; at < bytes.size(); at += 97) {
            CAPTURE(at);
            std::string damaged = bytes;
            damaged[at]         = damaged[at] == 'X' ? 'Y' : 'X';
            const auto replies  = replies_to(damaged);
            CHECK(envelope_issues_of(replies.response).empty());
            for_each_set(replies.response, [](const TransactionSet& set, const GroupHeader& group) {
                CHECK(validate(set, group, Guides::embedded(), Taking::everything).accepted());  // it says back what came
            });
            CHECK(envelope_issues_of(replies.acknowledgment).empty());
            CHECK(!(replies.ta1 + replies.acknowledgment + replies.response).empty());
        }
    }
}

TEST_CASE("reply: an interchange that comes twice in one input is used once")
{
    const auto replies = replies_to(interchange_of(good) + interchange_of(good) + interchange_of(good, {.control = "000000102"}));
    CHECK(first(replies.ta1, "TA1").ends_with("*R*025"));
    CHECK(replies.counts.interchanges_refused == 1);
    CHECK(replies.counts.sets_answered == 2);
    check_valid(replies);

    const auto broken   = replaced(interchange_of(good), "IEA*1*000000101", "IEA*2*000000101");
    const auto repaired = replies_to(broken + interchange_of(good));
    CHECK(repaired.counts.sets_answered == 1);  // what was refused may come again
}

TEST_CASE("reply: a set number that comes twice in a group refuses the second set")
{
    const auto replies = replies_to(interchange_of(good + good));
    CHECK(body_of(replies.acknowledgment).find("IK5*R*23") != std::string::npos);
    CHECK(replies.counts.sets_answered == 1);
    check_valid(replies);
}

TEST_CASE("reply: an id with letters of several bytes keeps its width in bytes")
{
    const std::string id      = "*CL\xC3\x89"
                                "ARHOUSE    *";
    const auto        replies = replies_to(replaced(interchange_of(good), "*CLEARHOUSE1    *", id));
    CHECK(replies.response.find(id) == 53);  // where ISA08 stands
    check_valid(replies);
}
