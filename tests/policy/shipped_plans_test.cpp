// The plans the product ships, asked what a provider would ask.
#include "fixture.hpp"

#include "core/csv.hpp"
#include "policy/program.hpp"
#include "support/files.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::policy::tests {

namespace {

struct Case {
    const char*              name;
    RequestBuilder           request;
    model::Facts             facts;
    std::vector<std::string> lines;  // one summary a line; the event's own if there are none
    const char*              event;
};

model::Facts referred(model::Facts facts)
{
    facts.referrals_known = model::Known::yes;
    facts.referrals.push_back({"RF1", "specialist", "", 2024y / 1 / 1, 2024y / 12 / 31});
    return facts;
}

RequestBuilder event_of(std::string_view um01, std::string_view um03, std::string_view place)
{
    RequestBuilder builder;
    builder.category(um01).service_type(um03).place(place).diagnosis("M5416").dates(2024y / 5 / 6, 2024y / 5 / 6);
    return builder;
}

// Adds a case to a list.
struct Add {
    std::vector<Case>& all;

    template <class Builder>
    void operator()(
        const char* name, Builder&& builder, model::Facts facts, std::vector<std::string> lines, const char* event) const
    {
        all.push_back({name, std::move(builder), std::move(facts), std::move(lines), event});
    }
};

void add_first_cases(const Add& add)
{
    add("elective inpatient surgical admission of an HMO member", event_of("AR", "2", "21").admitted(2024y / 5 / 6),
        facts_of("HMO"), {}, "contact payer by nobody");
    add("emergency admission at Network Health",
        RequestBuilder("04298").category("AR").service_type("1").place("21").level("03").admitted(2024y / 5 / 6),
        facts_of("Network-Health"), {}, "not required because 0H by UM-15");
    add("emergency admission at Network Health, product unknown",
        RequestBuilder("04298").category("AR").service_type("1").place("21").level("03"), facts_of(std::nullopt), {},
        "not required because 0H by UM-15");
    add("elective admission at Network Health, for which it publishes nothing",
        RequestBuilder("04298").category("AR").service_type("1").place("21").level("E"), facts_of("Network-Health"), {},
        "contact payer by nobody");
    add("knee replacement in outpatient surgery, PPO", event_of("HS", "2", "24").line("27447").units(1), facts_of("PPO"),
        {"pended because 0V to nurse by IQ-07"}, "pended because 0V to nurse by IQ-07");
    add("imaging at an outpatient hospital, HMO", event_of("HS", "62", "22").line("72148").units(1), facts_of("HMO"),
        {"contact payer because 0J by HTR-02"}, "contact payer because 0J by HTR-02");
    add("imaging without a procedure code, HMO", event_of("HS", "62", "22"), facts_of("HMO"), {},
        "contact payer because 0J by HTR-02");
    add("imaging in the emergency department", event_of("HS", "62", "23").line("70450").units(1), facts_of("HMO"),
        {"not required because 0H by HTR-04"}, "not required because 0H by HTR-04");
    add("imaging of an inpatient, told as a bill type", event_of("HS", "62", "11").place("11", "A").line("70450"),
        facts_of("HMO"), {"not required because 0H by HTR-06"}, "not required because 0H by HTR-06");
    add("imaging with an unknown place", event_of("HS", "62", "").line("72148"), facts_of("HMO"),
        {"pended because 0U to intake by HTR-04"}, "pended because 0U to intake by HTR-04");
    add("imaging, Indemnity: not in the program", event_of("HS", "62", "22").line("72148"), facts_of("Indemnity"),
        {"contact payer by nobody"}, "contact payer by nobody");
    add("29 visits of physical therapy, HMO", event_of("HS", "PT", "11").line("97110").visits(29), facts_of("HMO"),
        {"modified because 04 26VS by TH-06-PT"}, "modified because 04 by TH-06-PT");
    add("26 visits of physical therapy, HMO", event_of("HS", "PT", "11").line("97110").visits(26), facts_of("HMO"),
        {"approved 26VS by TH-06-PT"}, "approved by TH-06-PT");
    add("12 visits of physical therapy, POS", event_of("HS", "PT", "11").line("97110").visits(12), facts_of("POS"),
        {"approved 12VS by TH-06-PT"}, "approved by TH-06-PT");
    add("physical therapy asked for in units", event_of("HS", "PT", "11").line("97110").units(12), facts_of("HMO"),
        {"pended because 0U to intake by TH-06-PT"}, "pended because 0U to intake by TH-06-PT");
    add("occupational therapy by the same procedure", event_of("HS", "AD", "11").line("97530").visits(30), facts_of("HMO"),
        {"modified because 04 26VS by TH-06-OT"}, "modified because 04 by TH-06-OT");
    add("an extension of occupational therapy without documents, Medicare HMO Blue",
        event_of("HS", "AD", "11").certification("4").line("97530").visits(6), facts_of("Medicare-HMO-Blue"),
        {"pended because 0U to intake by TH-17-notes"}, "pended because 0U to intake by TH-17-notes");
    add("an extension of physical therapy without documents",
        event_of("HS", "PT", "11").certification("4").line("97110").visits(6), facts_of("HMO"),
        {"pended because 0U to intake by TH-17-notes"}, "pended because 0U to intake by TH-17-notes");
    add("habilitation, HMO", event_of("HS", "PT", "11").line("97110").visits(6).modifier("96"), facts_of("HMO"),
        {"contact payer by HAB-02"}, "contact payer by HAB-02");
    add("13 visits for Medicare HMO Blue, which allows 12", event_of("HS", "PT", "11").line("97110").visits(13),
        facts_of("Medicare-HMO-Blue"), {"modified because 04 12VS by TH-07-PT"}, "modified because 04 by TH-07-PT");
    add("physical therapy, PPO", event_of("HS", "PT", "11").line("97110").visits(40), facts_of("PPO"),
        {"not required because 0H by STR-05"}, "not required because 0H by STR-05");
    add("home health in the network, HMO", event_of("HS", "42", "12").line("G0299").visits(12), facts_of("HMO"),
        {"not required because 0H by HH-01"}, "not required because 0H by HH-01");
    add("home health out of the network, HMO", event_of("HS", "42", "12").line("G0299").visits(12), facts_of("HMO", false),
        {"pended because 0V to nurse by HH-02"}, "pended because 0V to nurse by HH-02");
    add("home health, network status unknown", event_of("HS", "42", "12").line("G0299").visits(12), facts_of("HMO", std::nullopt),
        {"pended because 0V to intake by HH-01"}, "pended because 0V to intake by HH-01");
}

void add_more_cases(const Add& add)
{
    add("home health, FEP", event_of("HS", "42", "12").line("G0299").visits(12), facts_of("FEP-Basic"),
        {"not required because 0H by HH-06"}, "not required because 0H by HH-06");
    add("oxygen, PPO: no rule speaks", event_of("HS", "12", "12").line("E1390").units(1), facts_of("PPO"),
        {"contact payer by nobody"}, "contact payer by nobody");
    add("ambulance that is no emergency, HMO: no rule speaks", event_of("HS", "56", "41").line("A0428").units(1), facts_of("HMO"),
        {"contact payer by nobody"}, "contact payer by nobody");
    add("specialty referral, HMO: no rule speaks", event_of("SC", "3", "11").delivery(3), facts_of("HMO"), {},
        "contact payer by nobody");
    add("office oral surgery and an impacted tooth, HMO", event_of("HS", "40", "11").line("41899").line("D7240", "AD"),
        referred(facts_of("HMO")), {"not required because 0H by DEN-06", "denied because 0M by DEN-08"},
        "denied because 0M by nobody");
    add("oral surgery of an inpatient", event_of("AR", "40", "21").line("41899"), facts_of("HMO"),
        {"pended because 0V to nurse by DEN-10-commercial"}, "pended because 0V to nurse by DEN-10-commercial");
    add("genetic test, PPO", event_of("HS", "5", "81").line("81162"), facts_of("PPO"), {"contact payer because 0J by GT-06"},
        "contact payer because 0J by GT-06");
    add("genetic test, HMO: whose PCP is where is not on file", event_of("HS", "5", "81").line("81162"), facts_of("HMO"),
        {"pended because 0V to intake by GT-02-elsewhere"}, "pended because 0V to intake by GT-02-elsewhere");
    add("speech therapy, PPO", event_of("HS", "AF", "11").line("92507").visits(20), facts_of("PPO"),
        {"not required because 0H by ST-02"}, "not required because 0H by ST-02");
    add("imaging, a therapy evaluation and an office visit",
        event_of("HS", "62", "22")
            .line("72148")
            .line("97161")
            .visits(1)
            .line_service_type("PT")
            .line("99213")
            .line_service_type("98"),
        facts_of("HMO"), {"contact payer because 0J by HTR-02", "approved 1VS by TH-06-PT", "contact payer by nobody"},
        "partly approved by nobody");
    add("residential treatment, Medicare HMO Blue", event_of("AR", "RT", "56").diagnosis("F332").admitted(2024y / 5 / 13),
        facts_of("Medicare-HMO-Blue"), {}, "pended because 0V to nurse by MH-18");
    add("partial hospitalization, PPO", event_of("HS", "BB", "52").revenue("912"), facts_of("PPO"),
        {"pended because 0V to nurse by MH-19"}, "pended because 0V to nurse by MH-19");
    add("partial hospitalization, POS out of the network", event_of("HS", "BB", "52").revenue("0912"), facts_of("POS", false),
        {"not required because 0H by MH-07"}, "not required because 0H by MH-07");
    add("psychotherapy, HMO", event_of("HS", "A6", "11").line("90837"), facts_of("HMO"), {"not required because 0H by MH-06"},
        "not required because 0H by MH-06");
    add("imaging, FEP", event_of("HS", "62", "22").line("70553"), facts_of("FEP-Standard"), {"not required because 0H by HTR-03"},
        "not required because 0H by HTR-03");
    add("imaging, FEP without the option", event_of("HS", "62", "22").line("70553"), facts_of("FEP"),
        {"not required because 0H by HTR-03"}, "not required because 0H by HTR-03");
    add("imaging, product unknown", event_of("HS", "62", "22").line("70553"), facts_of(std::nullopt),
        {"pended because 0V to intake by DEN-02"}, "pended because 0V to intake by DEN-02");
    add("sleep study at home, FEP", event_of("HS", "62", "12").line("G0399"), facts_of("FEP-Basic"),
        {"not required because 0H by SLP-02"}, "not required because 0H by SLP-02");
    add("sleep study in a laboratory, FEP", event_of("HS", "62", "11").line("95810"), facts_of("FEP-Basic"),
        {"pended because 0V to nurse by SLP-02-facility"}, "pended because 0V to nurse by SLP-02-facility");
    add("CPAP equipment, HMO", event_of("HS", "12", "12").line("E0601"), facts_of("HMO"), {"contact payer because 0J by SLP-03"},
        "contact payer because 0J by SLP-03");
    add("inpatient cancer treatment, FEP", event_of("AR", "1", "21").diagnosis("C509"), facts_of("FEP-Basic"), {},
        "pended because 0V to nurse by FEP-03");
    add("chiropractic, HMO: the name of the plan is not on file", event_of("HS", "33", "11").line("98941").visits(1),
        facts_of("HMO"), {"pended because 0V to intake by CHI-05"}, "pended because 0V to intake by CHI-05");
    add("Medex", event_of("HS", "2", "11").line("11042"), facts_of("Medex"), {"contact payer by FAX-12"},
        "contact payer by FAX-12");
    add("Montana: no list of services is published", RequestBuilder("00751").service_type("62").line("72148"),
        facts_of("Montana-PPO"), {"contact payer by nobody"}, "contact payer by nobody");
}

std::vector<Case> cases()
{
    std::vector<Case> all;
    add_first_cases({all});
    add_more_cases({all});
    return all;
}

}  // namespace

TEST_CASE("shipped plans: each request gets the payer's own answer, and why")
{
    for (const Case& one : cases()) {
        CAPTURE(std::string(one.name));
        const auto determination = decide(one.request.request, shipped_plans(), with_records(one.facts));
        REQUIRE(determination.rejections.empty());
        CHECK(summary(determination.event) == one.event);
        REQUIRE(determination.lines.size() == one.request.request.event.lines.size());
        REQUIRE(determination.lines.size() == one.lines.size());
        for (std::size_t i = 0; i < one.lines.size(); ++i) CHECK(summary(determination.lines[i]) == one.lines[i]);
    }
}

TEST_CASE("shipped plans: above the limit, the findings and the message tell both numbers")
{
    RequestBuilder builder;
    builder.service_type("PT").place("11").dates(2024y / 5 / 6, 2024y / 12 / 31).line("97110").visits(29);
    const auto determination = decide(builder.request, shipped_plans(), with_records(facts_of("HMO")));
    REQUIRE(determination.lines.size() == 1);

    const auto& line = determination.lines[0];
    CHECK(line.message
          == "26 OF 29 VISITS APPROVED. ASK FOR AN EXTENSION A WEEK BEFORE THE LAST VISIT; NOT A GUARANTEE OF PAYMENT");
    CHECK(line.reasons == std::vector<model::ReasonCode>{{"04", "26 of 29 visits certified"}});
    CHECK(line.period == model::CertifiedPeriod{2024y / 5 / 6, 2024y / 12 / 31});
    CHECK(determination.event.period == line.period);

    const auto finding = std::ranges::find_if(line.findings, [](const model::Finding& f) { return f.rule->id == "TH-06-PT"; });
    REQUIRE(finding != line.findings.end());
    CHECK(finding->rule->source.starts_with("BCBSMA-TH-06, "));
    CHECK(finding->answer == model::Finding::Answer::applies);
    CHECK(finding->because
          == std::vector<std::string>{
              "service type PT is PT", "procedure 97110 is in therapy", "service type PT is not in home-health",
              "revenue code none is not in home-health", "certification initial is initial", "service provider is in network",
              "a modifier is not 96", "option therapy-combination pt-ot is pt-ot", "habilitation-authorized 0 < 1 visits",
              "parameter rehab-benefit-unit visits", "parameter therapy-first-visits separate",
              "quantity 29 visits < 60 visits left (rehab-benefit: 0 of 60 used)",
              "quantity 29 visits > 26 visits left (pt-authorized: 0 of 26 used), which binds"});
}

TEST_CASE("shipped plans: who decides instead is told with a telephone")
{
    RequestBuilder builder;
    builder.service_type("62").place("22").line("72148");
    const auto determination = decide(builder.request, shipped_plans(), with_records(facts_of("HMO")));
    REQUIRE(determination.lines.at(0).contact);
    CHECK(determination.lines[0].contact->name == "CARELON");
    CHECK(determination.lines[0].contact->numbers
          == std::vector<model::ContactPoint::Number>{{"TE", "8667451783"}, {"UR", "WWW.PROVIDERPORTAL.COM"}});
    CHECK(determination.event.contact == determination.lines[0].contact);

    const auto silent = decide(RequestBuilder().service_type("12").line("E1390").request, shipped_plans(), facts_of("PPO"));
    REQUIRE(silent.lines.at(0).contact);
    CHECK(silent.lines[0].contact->name == "CLINICAL INTAKE");
    CHECK(silent.lines[0].reasons == std::vector<model::ReasonCode>{{"", "no rule of the plan speaks for this service"}});
}

TEST_CASE("shipped plans: by whose criteria a vendor decides is told")
{
    const auto reason_of = [](std::string_view procedure) {
        RequestBuilder builder;
        builder.service_type("5").place("81").dates(2024y / 5 / 15, 2024y / 5 / 15).diagnosis("C509").line(procedure);
        return decide(builder.request, shipped_plans(), with_records(facts_of("PPO"))).lines.at(0).reasons.at(0);
    };
    CHECK(reason_of("86152").text.words().ends_with("; carelon decides by the payer's criteria"));  // S-067
    CHECK(reason_of("81455").text.words().ends_with("; carelon decides by the payer's criteria"));  // S-068
    CHECK(reason_of("81162").text.words().ends_with("; carelon decides by its own criteria"));
}

TEST_CASE("shipped plans: residential treatment for FEP asks for the documents its page names, and for none that were announced")
{
    RequestBuilder builder;
    builder.category("AR").service_type("RT").place("56").diagnosis("F332").admitted(2024y / 5 / 13);
    auto enrolled                 = facts_of("FEP-Standard");
    enrolled.history.events_known = true;
    enrolled.history.events.push_back({"case-management", {2024y / 4 / 1, std::nullopt}, std::nullopt});
    const auto all = decide(builder.request, shipped_plans(), enrolled);
    CHECK(summary(all.event) == "pended because 0U to intake by FEP-13");
    CHECK(all.event.documents_wanted == std::vector<std::string>{"CK", "08", "DS"});

    builder.request.event.attachments.emplace_back().report_type = "CK";
    const auto rest                                              = decide(builder.request, shipped_plans(), enrolled);
    CHECK(rest.event.documents_wanted == std::vector<std::string>{"08", "DS"});

    // Medicare Advantage: the page names none.
    const auto none = decide(builder.request, shipped_plans(), facts_of("Medicare-HMO-Blue"));
    CHECK(summary(none.event) == "pended because 0V to nurse by MH-18");
    CHECK(none.event.documents_wanted.empty());
}

TEST_CASE("shipped plans: every rule names its source, every denial has its authority, every pend its queue")
{
    REQUIRE(shipped_plans().program().payers.size() == 3);
    for (const auto& payer : shipped_plans().program().payers) {
        CAPTURE(payer->id);
        CHECK(!payer->rules.empty());
        CHECK(payer->default_contact != nullptr);
        for (const Rule& rule : payer->rules) {
            CAPTURE(rule.name->id);
            CHECK(rule.name->source.find(payer->id) == 0);
            // Who may not deny of itself says when it may.
            CHECK((rule.outcome.verb != Verb::deny || payer->may_deny || payer->parameters.contains("administrative-denial")));
            CHECK((rule.outcome.verb == Verb::pend || rule.outcome.verb == Verb::send) == !rule.outcome.queue.empty());
            CHECK((rule.outcome.verb != Verb::contact || rule.outcome.details.contact != nullptr));
        }
    }
}

TEST_CASE("shipped plans: the contacts are those of the pages, to the last digit")
{
    const std::map<std::string_view, std::string_view> kinds{
        {"TE", "telephone"}, {"EX", "extension"}, {"FX", "fax"}, {"EM", "email"}, {"UR", "web"}};
    std::vector<std::string> written;
    for (const auto& payer : shipped_plans().program().payers)
        for (const auto& [name, contact] : payer->contacts) {
            std::vector<std::string> numbers;
            for (const auto& number : contact.numbers)
                numbers.push_back(fmt::format("{} {}", kinds.at(number.kind), number.number));
            written.push_back(
                fmt::format("{},{},{}", payer->folder.substr(std::string_view("plans/").size()), name, fmt::join(numbers, " ")));
        }
    std::vector<std::string> held;
    const CsvTable table = read_csv("contacts.csv", test::read_file(test::project() / "tests/policy/contacts.csv")).value();
    for (const CsvRow row : table) held.push_back(fmt::format("{},{},{}", row["payer"], row["contact"], row["numbers"]));
    std::ranges::sort(written);
    std::ranges::sort(held);
    CHECK(written == held);
}

TEST_CASE("shipped plans: an account that is not known keeps an impacted tooth from being denied")
{
    auto facts = facts_of("HMO");
    facts.member.account.reset();
    const auto determination =
        decide(RequestBuilder().service_type("40").place("11").line("D7240", "AD").request, shipped_plans(), facts);
    CHECK(summary(determination.lines.at(0)) == "pended because 0V to intake by DEN-08");
    CHECK(determination.lines[0].reasons[0].text == "cannot be told without the member's account");
}

}  // namespace x278::policy::tests
