// The whole path for requests that cannot be worked on: from the sender's bytes and the payer's
// reference data to the AAA on the wire.
#include "app/outbox.hpp"
#include "app/processor.hpp"
#include "edi/reader.hpp"
#include "store/reference.hpp"
#include "support/answering.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace x278;
using test::plans;

namespace {

using Files = std::map<std::string, std::string>;

// One edit of a text: what stands first becomes what stands second.
using Edits = std::vector<std::pair<std::string, std::string>>;

std::string edited(std::string text, const Edits& edits)
{
    for (const auto& [from, to] : edits) {
        const auto at = text.find(from);
        REQUIRE_MESSAGE(at != std::string::npos, from);
        text.replace(at, from.size(), to);
    }
    return text;
}

// Physical therapy of two providers of the event and one of its only line; everybody is on file.
std::string request(const Edits& edits = {})
{
    std::string text = test::read_file(test::project() / "samples/inbox/physical-therapy-29-visits.edi");
    std::erase(text, '\n');
    text = edited(text, edits);
    // The count of segments follows the edits.
    const auto first = text.find("ST*"), se = text.find("SE*");
    const auto count = std::count(text.begin() + static_cast<long>(first), text.begin() + static_cast<long>(se), '~') + 1;
    return text.replace(se + 3, text.find('*', se + 3) - se - 3, std::to_string(count));
}

// A processor over the sample reference data with these files added or edited.
class House {
public:
    explicit House(const Files& files)
    {
        for (const auto& file : test::files_below(test::project() / "samples/reference"))
            test::write_file(folder_.path() / file.filename(), test::read_file(file));
        for (const auto& [name, text] : files) test::write_file(folder_.path() / name, text);
        auto read = store::ReferenceData::read(folder_.path().string());
        REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
        reference_ = std::move(*read);
        store_     = store::open_sqlite_store(":memory:", [this](const model::ServiceReviewRequest& r) {
                     return reference_.facts_of(r, time_);
                 }).value();
    }

    void set_time(std::chrono::sys_seconds time) { time_ = time; }

    std::string reply_to(const std::string& bytes)
    {
        const app::Processor processor(edi::Guides::embedded(), edi::Answers::embedded(), plans(), *store_, fixed_clock(time_));
        app::MemoryOutbox    outbox;
        app::Observer        nobody;
        REQUIRE(processor.process(app::memory_input("test", bytes), outbox, nobody).has_value());
        return outbox.all();
    }

private:
    test::TemporaryFolder         folder_;
    store::ReferenceData          reference_;
    std::chrono::sys_seconds      time_ = test::now;
    std::unique_ptr<store::Store> store_;
};

// "22 IL 75 C, SS 74 ...": the level and, inside a name loop, the NM101 that each AAA stands at.
std::string rejections_of(const std::string& reply)
{
    std::string all, level, name;
    std::size_t begin = 0;
    for (std::size_t end = reply.find('~'); end != std::string::npos; begin = end + 1, end = reply.find('~', begin)) {
        std::vector<std::string> elements{""};
        for (const char c : reply.substr(begin, end - begin)) {
            if (c == '*')
                elements.emplace_back();
            else
                elements.back() += c;
        }
        if (elements[0] == "HL") level = elements.at(3), name.clear();
        if (elements[0] == "NM1") name = " " + elements.at(1);
        if (elements[0] == "AAA") all += (all.empty() ? "" : ", ") + level + name + " " + elements.at(3) + " " + elements.at(4);
    }
    return all;
}

// samples/reference/NAME with edits.
Files reference_file(const std::string& name, const Edits& edits)
{
    return {{name, edited(test::read_file(test::project() / "samples/reference" / name), edits)}};
}

const std::string requirements = "payer_id,requirement,value\n";
const std::string closures     = "payer_id,closed,from,to\n";

struct Case {
    const char* rows;    // of the 150 problems
    const char* answer;  // as rejections_of() tells it
    Edits       edits;
    Files       files;
};

const std::string members   = "member_id,person,relationship,last_name,first_name,birth_date,gender\n";
const std::string member    = "XXP900000006,00,18,DUMMY,MORGAN,1977-01-15,M,1234567893";
const std::string rehab     = "2999990064,SAMPLETON REHAB GROUP";
const std::string dependent = "HL*4*3*23*1~NM1*QC*1*DUMMY*KIM~INS*N*19~HL*5*4*EV*1~";
const Edits       of_a_dependent{{"HL*4*3*EV*1~", dependent}, {"HL*5*4*SS", "HL*6*5*SS"}};

Edits with(Edits first, const Edits& more)
{
    first.insert(first.end(), more.begin(), more.end());
    return first;
}

void check_all(std::initializer_list<Case> cases)
{
    for (const Case& one : cases) {
        CAPTURE(one.rows);
        CAPTURE(one.answer);
        const std::string reply = House(one.files).reply_to(request(one.edits));
        CAPTURE(reply);
        CHECK(reply.find("~AK2*") == std::string::npos);  // nothing to complain of in a 999
        CHECK(rejections_of(reply) == one.answer);
        const bool decided = std::string_view(one.answer).empty();
        CHECK((reply.find("~HCR*A6*PA") != std::string::npos) == decided);
        if (!decided) CHECK(reply.find("~HCR*A") == reply.find("~HCR*A3**25~"));
    }
}

}  // namespace

TEST_CASE("rejections: who cannot answer, and who may not ask are answered at their loops")
{
    check_all({
        {"none", "", {}, {}},
        {"99", "20 42 P", {}, {{"closures.csv", closures + ",system,2026-09-14T08:00:00-04:00,2026-09-14T09:00:00-04:00\n"}}},
        {"99",
         "20 42 Y",
         {},
         {{"closures.csv", closures + ",system-held,2026-09-14T08:00:00-04:00,2026-09-14T09:00:00-04:00\n"}}},
        {"101",
         "20 X3 42 P",
         {},
         {{"closures.csv", closures + "00700,payer,2026-09-14T08:00:00-04:00,2026-09-14T09:00:00-04:00\n"}}},
        {"104",
         "20 X3 80 P",
         {},
         {{"closures.csv", closures + "00700,no-response,2026-09-14T08:00:00-04:00,2026-09-14T09:00:00-04:00\n"}}},
        {"102", "20 X3 79 N", {{"PI*00700", "PI*99999"}}, {}},
        {"105", "21 1P 51 N", {{"XX*1234567893", "XX*2999990254"}}, {}},
        {"106",
         "21 1P 45 C",
         {{"PRV*PC*PXC*207Q00000X~", ""}},
         {{"requirements.csv", requirements + "00700,specialty-is-sent,yes\n"}}},
        {"107",
         "21 1P 41 N",
         {},
         {{"restrictions.csv", "payer_id,npi,member_id,from,to\n00700,1234567893,XXP900000006,2026-01-01,\n"}}},
        {"108",
         "21 1P 35 N",
         {{"XX*1234567893", "XX*2999990072"}},
         {{"providers.csv",
           edited(test::read_file(test::project() / "samples/reference/providers.csv"),
                  {{"2999990072,STANDIN GALE,225100000X,00700,HMO|POS|EPO", "2999990072,STANDIN GALE,225100000X,00700,EPO"}})},
          {"requirements.csv", requirements + "00700,requester-in-network,yes\n"}}},
    });
}

TEST_CASE("rejections: the member and the dependent are answered at their loops")
{
    check_all({
        {"110",
         "22 IL 72 C",
         {{"XXP900000006", "900000006"}},
         {{"requirements.csv", requirements + "00700,member-id-like,AAA999999999\n"}}},
        {"111", "22 IL 75 C", {{"XXP900000006", "XXP999999999"}}, {}},
        {"112", "22 IL 73 C", {{"IL*1*DUMMY", "IL*1*OTHER"}}, {}},
        {"113", "22 IL 71 C", {{"19770115", "19770116"}}, {}},
        {"114", "22 IL 74 C", {{"19770115*M", "19770115*F"}}, {}},
        {"115",
         "22 IL 76 C",
         {},
         reference_file("members.csv", {{member, "XXP900000006,00,18,OTHER,LEE,1980-01-15,F,\n" + member}})},
        {"116", "22 IL 78 N", {{"DMG*D8*19770115", "REF*6P*GRP9999~DMG*D8*19770115"}}, {}},
        {"117",
         "22 IL 95 N",
         {},
         reference_file("coverage.csv", {{"XXP900000006,00700,HMO,GRP1003,2025-01-01,",
                                          "XXP900000006,00700,HMO,GRP1003,2025-01-01,2026-01-01"}})},
        {"118", "23 QC 77 C", with(of_a_dependent, {{"INS*N*19~", "DMG*D8*20100102~INS*N*19~"}}), {}},
        {"119", "23 QC 65 C", with(of_a_dependent, {{"NM1*QC*1*DUMMY*KIM~", "NM1*QC*1*OTHER*KIM~"}}),
         reference_file("members.csv", {{member, member + "\nXXP900000006,01,19,DUMMY,KIM,2010-01-02,F,"}})},
        {"113", "23 QC 58 C", of_a_dependent,
         reference_file(
             "members.csv",
             {{member, member + "\nXXP900000006,01,19,DUMMY,KIM,2010-01-02,F,\nXXP900000006,02,19,DUMMY,KIM,2012-01-02,M,"}})},
    });
}

TEST_CASE("rejections: the event and its lines are answered at their loops")
{
    check_all({
        {"121", "EV 33 C", {}, {{"requirements.csv", requirements + "00700,reviews,AR\n00700,reviews,SC\n"}}},
        {"123", "EV 56 C", {}, {{"requirements.csv", requirements + "00700,days-back-at-most,7\n"}}},
        {"125",
         "EV 61 C",
         {},
         {{"members.csv",
           "member_id,person,relationship,last_name,first_name,birth_date,gender,primary_care,died\n" + member + ",2026-08-01\n"},
          {"coverage.csv", "member_id,payer_id,product,account,from,to\nXXP900000006,00700,HMO,GRP1003,2025-01-01,\n"},
          {"referrals.csv", "referral,member_id,person,type,from_provider,to_provider,first,last\n"}}},
        {"128",
         "EV AA C",
         {{"UM*HS*I*", "UM*HS*4*"}, {"DTP*431", "REF*BB*OLD1~DTP*431"}},
         {{"certifications.csv", "certification,payer_id,member_id\nOLD1,00700,XXP900000001\n"}}},
        {"128",
         "SS AA C",
         {{"DTP*472", "REF*BB*OLD1~DTP*472"}},
         {{"certifications.csv", "certification,payer_id,member_id\nOLD1,00700,XXP900000001\n"}}},
        {"129", "EV T5 C", {{"UM*HS*I*", "UM*HS*4*"}}, {}},
        {"129", "SS T5 C", {{"TRACE260819001-1*9012345678~", "TRACE260819001-1*9012345678~UM*HS*4*PT~"}}, {}},
    });
}

TEST_CASE("rejections: each provider and place, and several at once are answered at their loops")
{
    check_all({
        {"130, 132",
         "EV SJ 52 N, EV SJ IP C",
         {},
         {{"providers.csv",
           "npi,name,taxonomy,payer_id,products,from,to,enrolled_from,enrolled_to,roles\n" + rehab
               + ",,00700,*,2020-01-01,,2020-01-01,2026-08-01,FA\n1234567893,RIVERA ANA,,00700,*,2020-01-01,,,,\n"
                 "2999990072,STANDIN GALE,,00700,*,2020-01-01,,,,\n"}}},
        {"132",
         "EV SJ 51 N",
         {{"XX*2999990064", "XX*2999990254"}},
         {{"requirements.csv", requirements + "00700,provider-on-file,yes\n"}}},
        {"136",
         "SS SJ 51 N",
         {{"XX*2999990072", "XX*2999990254"}},
         {{"requirements.csv", requirements + "00700,provider-on-file,yes\n"}}},
        {"133", "EV 45 97 C", {{"HL*5*4*SS", "NM1*45*2*SOMEWHERE~N3*1 STREET~N4*ANYTOWN~HL*5*4*SS"}}, {}},
        {"138",
         "21 1P 51 N, 22 IL 71 C, 22 IL 74 C, EV T5 C, SS SJ 51 N",
         {{"XX*1234567893", "XX*2999990254"},
          {"19770115*M", "19770116*F"},
          {"UM*HS*I*", "UM*HS*4*"},
          {"XX*2999990072", "XX*2999990254"}},
         {{"requirements.csv", requirements + "00700,provider-on-file,yes\n"}}},
    });
}

TEST_CASE("rejections: who is told to send again is answered when the time has come")
{
    using namespace std::chrono_literals;
    House house({{"closures.csv", closures + "00700,payer,2026-09-14T08:00:00-04:00,2026-09-14T09:00:00-04:00\n"}});
    for (int attempt = 0; attempt < 2; ++attempt) CHECK(rejections_of(house.reply_to(request())) == "20 X3 42 P");
    house.set_time(test::now + 1h);
    const std::string reply = house.reply_to(request());
    CHECK(rejections_of(reply).empty());
    CHECK(reply.find("~HCR*") != std::string::npos);
}

TEST_CASE("rejections: who is told to wait has been heard, and gets the same answer again")
{
    using namespace std::chrono_literals;
    House house({{"closures.csv", closures + "00700,payer-held,2026-09-14T08:00:00-04:00,2026-09-14T09:00:00-04:00\n"}});
    CHECK(rejections_of(house.reply_to(request())) == "20 X3 42 Y");
    house.set_time(test::now + 1h);
    CHECK(rejections_of(house.reply_to(request())) == "20 X3 42 Y");
}

TEST_CASE("rejections: a certification given here may be quoted, with certifications.csv and without")
{
    for (const bool listed : {true, false}) {
        CAPTURE(listed);
        Files files;
        if (listed) files["certifications.csv"] = "certification,payer_id,member_id\n";
        House             house(files);
        const std::string first = house.reply_to(request());
        const auto        at    = first.find("HCR*");
        REQUIRE(at != std::string::npos);
        const auto        number_at = first.find('*', at + 4) + 1;
        const std::string number    = first.substr(number_at, first.find_first_of("*~", number_at) - number_at);
        REQUIRE(!number.empty());
        const auto extension = [&](const std::string& quoted, const std::string& reference) {
            return request({{"REF260819001", reference}, {"UM*HS*I*", "UM*HS*4*"}, {"DTP*431", "REF*BB*" + quoted + "~DTP*431"}});
        };
        CHECK(rejections_of(house.reply_to(extension(number, "REF2"))).empty());
        CHECK(rejections_of(house.reply_to(extension("PA0", "REF3"))) == (listed ? "EV AA C" : ""));
    }
}
