// Acknowledgments as they are read, and what they say about what was sent.
#include "edi/acknowledgment.hpp"

#include "edi/acknowledgment_match.hpp"
#include "edi/reply_drive.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

// The first 999 of the input.
Acknowledgment read_999(const std::string& bytes)
{
    std::optional<Acknowledgment> found;
    for_each_set(bytes, [&](const TransactionSet& set, const GroupHeader& group) {
        if (!found) found = to_acknowledgment(validate(set, group, Guides::embedded(), Taking::everything));
    });
    REQUIRE(found.has_value());
    return *found;
}

std::string a_999(const std::string& body, int segments)
{
    return interchange_of(fmt::format("ST*999*0001*005010X231A1~{}SE*{}*0001~", body, segments),
                          {.functional_id = "FA", .guide_id = "005010X231A1"});
}

InterchangeReceipt receipt(const std::string& number, Verdict verdict, const std::string& note)
{
    return {number, "260901", "1030", verdict, note};
}

Acknowledgment about(const std::string& group, Verdict verdict, std::vector<SetVerdict> sets = {})
{
    Acknowledgment acknowledgment;
    acknowledgment.functional_id  = "HI";
    acknowledgment.control_number = group;
    acknowledgment.guide_id       = "005010X217";
    acknowledgment.verdict        = verdict;
    acknowledgment.sets           = std::move(sets);
    return acknowledgment;
}

constexpr std::chrono::sys_seconds sent_at = std::chrono::sys_days(std::chrono::year(2026) / 9 / 2);

// Two sets in one group of one interchange to CLEARHOUSE1.
SentInterchange two_sets()
{
    return {"PAYER01",   "CLEARHOUSE1",
            "000000901", false,
            sent_at,     {{"HI", "901", "005010X217", {{"278", "0001", "005010X217"}, {"278", "0002", "005010X217"}}}}};
}

// "group, first set, second set"
std::string_view word(Standing standing)
{
    switch (standing) {
        case Standing::unacknowledged: return "unacknowledged";
        case Standing::awaited: return "awaited";
        case Standing::overdue: return "overdue";
        case Standing::accepted: return "accepted";
        case Standing::accepted_with_errors: return "with errors";
        case Standing::partially_accepted: return "partly";
        case Standing::rejected: break;
    }
    return "rejected";
}

std::string in_words(const InterchangeStanding& standing)
{
    std::string text(word(standing.standing));
    for (const GroupStanding& group : standing.groups) {
        text += fmt::format("; {}", word(group.standing));
        for (const SetStanding& set : group.sets) text += fmt::format(", {}", word(set.standing));
    }
    return text;
}

}  // namespace

TEST_CASE("acknowledgment: every part of a 999 is read to its place")
{
    const auto read = read_999(a_999("AK1*HI*901*005010X217~AK2*278*0001*005010X217~IK3*NM1*8*2010*8~"
                                     "CTX*SITUATIONAL TRIGGER*HL*7**3~CTX*TRN02:TRACE0001~IK4*4:2:3*1036*I9*QQ~"
                                     "CTX*SITUATIONAL TRIGGER*NM1*8*2010*2:1:4~IK3*UM*12**I8~IK5*R*5*I5~"
                                     "AK2*278*0002~IK5*A~AK9*P*2*2*1*5~",
                                     14));
    CHECK(read.functional_id == "HI");
    CHECK(read.control_number == "901");
    CHECK(read.guide_id == "005010X217");
    CHECK(read.verdict == Verdict::partially_accepted);
    CHECK(read.codes == std::vector<std::string>{"5"});
    CHECK(read.sets_declared == 2);
    CHECK(read.sets_received == 2);
    CHECK(read.sets_accepted == 1);
    REQUIRE(read.sets.size() == 2);
    const SetVerdict& set = read.sets[0];
    CHECK(set.control_number == "0001");
    CHECK(set.verdict == Verdict::rejected);
    CHECK(set.codes == std::vector<std::string>{"5", "I5"});
    REQUIRE(set.segments.size() == 2);
    const SegmentFault& fault = set.segments[0];
    CHECK(fault.segment_id == "NM1");
    CHECK(fault.position == 8);
    CHECK(fault.loop_id == "2010");
    CHECK(fault.code == "8");
    REQUIRE(fault.triggers.size() == 1);
    CHECK(fault.triggers[0].segment_id == "HL");
    CHECK(fault.triggers[0].position == 7);
    CHECK(fault.triggers[0].element == 3);
    REQUIRE(fault.units.size() == 1);
    CHECK(fault.units[0].name == "TRN02");
    CHECK(fault.units[0].value == "TRACE0001");
    REQUIRE(fault.elements.size() == 1);
    CHECK(fault.elements[0].element == 4);
    CHECK(fault.elements[0].component == 2);
    CHECK(fault.elements[0].repetition == 3);
    CHECK(fault.elements[0].data_element == "1036");
    CHECK(fault.elements[0].code == "I9");
    CHECK(fault.elements[0].bad_value == "QQ");
    REQUIRE(fault.elements[0].triggers.size() == 1);
    CHECK(fault.elements[0].triggers[0].loop_id == "2010");
    CHECK(fault.elements[0].triggers[0].component == 1);
    CHECK(fault.elements[0].triggers[0].repetition == 4);
    CHECK(set.segments[1].code == "I8");
    CHECK(read.find("0002")->verdict == Verdict::accepted);
    CHECK(read.find("0003") == nullptr);
    CHECK(summary_of(read) == "1 of 2 sets accepted; AK9 5; set 0001 rejected: IK5 5, IK5 I5, IK4 NM1 8 4 I9, IK3 UM 12 I8");
}

TEST_CASE("acknowledgment: a 999 that breaks its guide is read as far as it goes, and other sets are not")
{
    const auto broken = read_999(a_999("AK1*HI*901~IK4*1~CTX*X~AK2~IK3~IK4~IK5~AK9*Q*x*-2~", 9));
    CHECK(broken.verdict == Verdict::rejected);
    CHECK(broken.sets_declared == 0);
    CHECK(broken.sets_received == 0);
    REQUIRE(broken.sets.size() == 1);
    CHECK(broken.sets[0].verdict == Verdict::rejected);
    CHECK(broken.sets[0].segments.size() == 1);
    for_each_set(interchange_of(good), [](const TransactionSet& set, const GroupHeader& group) {
        CHECK_FALSE(to_acknowledgment(validate(set, group, Guides::embedded())).has_value());
    });
}

TEST_CASE("acknowledgment: what we write is read back as what was found, at the segment it was found at")
{
    const std::string sets    = good + numbered(refused(), "0002");
    const auto        replies = replies_to(interchange_of(sets));
    const auto        read    = read_999(replies.acknowledgment);
    for_each_set(interchange_of(sets), [&](const TransactionSet& set, const GroupHeader& group) {
        CHECK(speaks_of(read, group));
        const auto        checked = validate(set, group, Guides::embedded());
        const SetVerdict* verdict = read.find(set.control_number);
        REQUIRE(verdict != nullptr);
        CHECK((verdict->verdict == Verdict::accepted) == checked.accepted());
        REQUIRE(verdict->segments.size() == checked.issues().size());
        for (const SegmentFault& fault : verdict->segments) {
            const Segment* segment = segment_at_fault(fault, set);
            REQUIRE(segment != nullptr);
            CHECK(segment->text() == "UM*QQ*I*PT*11:B");
            CHECK(fault.elements[0].element == checked.issues()[0].where.element);
        }
        CHECK(segment_at_fault({"SE", 15, "", "3", {}, {}, {}}, set) == nullptr);
        CHECK(segment_at_fault({"ST", 0, "", "3", {}, {}, {}}, set) == nullptr);
    });
    GroupHeader other;
    other.elements[1] = "HI";
    other.elements[6] = "102";
    CHECK_FALSE(speaks_of(read, other));
}

TEST_CASE("acknowledgment: a TA1 says what became of an interchange")
{
    const struct {
        const char* ta104;
        const char* note;
        Verdict     verdict;
    } cases[] = {{"A", "000", Verdict::accepted},
                 {"E", "022", Verdict::accepted_with_errors},
                 {"R", "001", Verdict::rejected},
                 {"P", "000", Verdict::rejected},
                 {"", "", Verdict::rejected}};
    for (const auto& c : cases) {
        CAPTURE(c.ta104);
        InterchangeAcknowledgment ta1;
        ta1.elements    = {"", "000000901", "260901", "1030", c.ta104, c.note};
        const auto read = to_receipt(ta1);
        CHECK(read.verdict == c.verdict);
        CHECK(read.control_number == "000000901");
        CHECK(read.note == c.note);
    }
}

TEST_CASE("match: what was sent stands as the last word about it, or waits, or is overdue")
{
    const auto set = [](const char* number, Verdict verdict, std::vector<std::string> codes = {}) {
        return SetVerdict{"278", number, "005010X217", verdict, std::move(codes), {}};
    };
    const struct {
        const char*                                                   what;
        std::vector<std::variant<Acknowledgment, InterchangeReceipt>> received;
        int                                                           minutes;
        const char*                                                   standing;
    } cases[] = {
        {"nothing yet", {}, 10, "unacknowledged; awaited, awaited, awaited"},
        {"nothing for long", {}, 61, "unacknowledged; overdue, overdue, overdue"},
        {"all accepted, none named", {about("901", Verdict::accepted)}, 61, "unacknowledged; accepted, accepted, accepted"},
        {"one of two",
         {about("901", Verdict::partially_accepted, {set("0001", Verdict::accepted), set("0002", Verdict::rejected, {"5"})})},
         61,
         "unacknowledged; partly, accepted, rejected"},
        {"one not named in part",
         {about("901", Verdict::partially_accepted, {set("0002", Verdict::rejected)})},
         10,
         "unacknowledged; partly, awaited, rejected"},
        {"one noted",
         {about("901", Verdict::accepted_with_errors, {set("0002", Verdict::accepted_with_errors, {"4"})})},
         10,
         "unacknowledged; with errors, accepted, with errors"},
        {"group refused", {about("901", Verdict::rejected)}, 10, "unacknowledged; rejected, rejected, rejected"},
        {"group refused, a set accepted",
         {about("901", Verdict::rejected, {set("0001", Verdict::accepted)})},
         10,
         "unacknowledged; rejected, rejected, rejected"},
        {"interchange refused", {receipt("000000901", Verdict::rejected, "023")}, 10, "rejected; rejected, rejected, rejected"},
        {"interchange received", {receipt("000000901", Verdict::accepted, "000")}, 61, "accepted; overdue, overdue, overdue"},
        {"a later word counts",
         {about("901", Verdict::rejected), about("901", Verdict::accepted)},
         10,
         "unacknowledged; accepted, accepted, accepted"},
        {"about another group", {about("902", Verdict::rejected)}, 10, "unacknowledged; awaited, awaited, awaited"},
        {"about another interchange",
         {receipt("000000902", Verdict::rejected, "023")},
         10,
         "unacknowledged; awaited, awaited, awaited"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        std::vector<Received> received;
        for (const auto& what : c.received) received.push_back({"CLEARHOUSE1", what});
        const SentInterchange sent[]  = {two_sets()};
        const auto            matched = match(sent, received, sent_at + std::chrono::minutes(c.minutes));
        REQUIRE(matched.sent.size() == 1);
        CHECK(in_words(matched.sent[0]) == c.standing);
        CHECK(matched.strangers.empty() == !std::string_view(c.what).starts_with("about another"));
    }
}

TEST_CASE("match: reasons name layer and code, and nobody speaks for somebody else's partner")
{
    const SentInterchange sent[] = {two_sets()};
    SetVerdict            refusal{"278", "0002", "005010X217", Verdict::rejected, {"5"}, {{"UM", 12, "", "8", {}, {}, {}}}};
    refusal.segments[0].elements.push_back({1, 0, 0, "1525", "7", "QQ", {}});
    Acknowledgment partly  = about("901", Verdict::partially_accepted, {refusal});
    partly.codes           = {"5"};
    const Received ours[]  = {{"CLEARHOUSE1", partly},
                              {"CLEARHOUSE1", receipt("000000901", Verdict::accepted_with_errors, "022")}};
    const auto     matched = match(sent, ours, sent_at);
    CHECK(matched.sent[0].reasons == std::vector<std::string>{"TA1 022"});
    CHECK(matched.sent[0].groups[0].reasons == std::vector<std::string>{"AK9 5"});
    CHECK(matched.sent[0].groups[0].sets[1].reasons == std::vector<std::string>{"IK5 5", "IK4 UM 12 1 7"});

    const Received theirs[] = {{"SOMEBODYELSE", partly}};
    const auto     strange  = match(sent, theirs, sent_at);
    CHECK(in_words(strange.sent[0]) == "unacknowledged; awaited, awaited, awaited");
    CHECK(strange.strangers == std::vector<std::size_t>{0});
}

TEST_CASE("match: what we wrote is what was sent; 999s of ours await nothing, and a TA1 only when asked for")
{
    const auto replies = replies_to(interchange_of(good + numbered(refused(), "0002"), {.wants_ack = "1"}));
    const auto sent    = sent_in(Reader(source_of(replies.response)), sent_at);
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].sender == "PAYER01");
    CHECK(sent[0].receiver == "CLEARHOUSE1");
    CHECK_FALSE(sent[0].wants_receipt);
    REQUIRE(sent[0].groups.size() == 1);
    CHECK(sent[0].groups[0].functional_id == "HI");
    REQUIRE(sent[0].groups[0].sets.size() == 1);
    CHECK(sent[0].groups[0].sets[0].guide_id == "005010X217");

    const auto ours = sent_in(Reader(source_of(replies.acknowledgment)), sent_at);
    CHECK(in_words(match(ours, {}, sent_at + std::chrono::days(9)).sent[0]) == "unacknowledged; unacknowledged, unacknowledged");
    auto asked          = two_sets();
    asked.wants_receipt = true;
    CHECK(in_words(match({&asked, 1}, {}, sent_at).sent[0]).starts_with("awaited"));
    CHECK(in_words(match({&asked, 1}, {}, sent_at + std::chrono::days(1)).sent[0]).starts_with("overdue"));

    // The same, acknowledged by the partner's software.
    const Received back[] = {
        {"CLEARHOUSE1", read_999(a_999(fmt::format("AK1*HI*{}*005010X217~AK9*A*1*1*1~", sent[0].groups[0].control_number), 4))}};
    CHECK(in_words(match(sent, back, sent_at).sent[0]) == "unacknowledged; accepted, accepted");
}
