// The whole of decide(): who may be answered, the roll-up, the time, and what holds for
// every request.
#include "fixture.hpp"
#include "generated.hpp"

#include "model/npi.hpp"
#include "policy/decide_line.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace x278::policy::tests {

namespace {

using model::Known;

std::string rejection(const RequestBuilder& builder, const model::Facts& facts)
{
    const auto determination = decide(builder.request, shipped_plans(), facts);
    if (determination.rejections.empty()) return "";
    CHECK(determination.rejections.size() == 1);
    CHECK(determination.lines.empty());
    return determination.rejections[0].situation;
}

model::LineDetermination line_of(Outcome outcome)
{
    model::LineDetermination line;
    line.outcome = outcome;
    return line;
}

model::LineDetermination rolled_up(std::span<const model::LineDetermination> lines)
{
    model::LineDetermination event;
    roll_up(lines, event);
    return event;
}

}  // namespace

TEST_CASE("decide: a request that cannot be worked on is rejected, and nothing is decided")
{
    const auto request = [] { return std::move(RequestBuilder().service_type("62").line("72148")); };
    const auto good    = facts_of("HMO");
    CHECK(rejection(request(), good).empty());
    CHECK(rejection(std::move(RequestBuilder("99999").line("72148")), good) == "payer/unknown");

    auto wrong_qualifier                                                     = request();
    wrong_qualifier.request.utilization_management_organization.id.qualifier = "46";
    CHECK(rejection(wrong_qualifier, good) == "payer/unknown");

    auto facts              = good;
    facts.requester.on_file = Known::no;
    CHECK(rejection(request(), facts) == "requester/unknown");

    auto no_id                        = request();
    no_id.request.subscriber.id.value = "";
    CHECK(rejection(no_id, good) == "member/id-missing");

    facts                = good;
    facts.member.on_file = Known::no;
    CHECK(rejection(request(), facts) == "member/not-found");

    facts                           = good;
    facts.member.birth_date_matches = false;
    CHECK(rejection(request(), facts) == "member/birth-date-differs");

    auto dependent                                   = request();
    dependent.request.dependent.emplace().first_name = "KIM";
    CHECK(rejection(dependent, facts) == "dependent/birth-date-differs");
    facts                        = good;
    facts.member.patient_on_file = Known::no;
    CHECK(rejection(dependent, facts) == "dependent/not-found");
    CHECK(rejection(request(), facts).empty());  // there is no dependent to be missing

    facts                 = good;
    facts.member.eligible = false;
    CHECK(rejection(request(), facts) == "member/not-eligible");
    CHECK(rejection(std::move(request().certification("3")), facts).empty());  // a cancellation needs no coverage

    model::Facts nothing_known;
    CHECK(rejection(request(), nothing_known).empty());
}

TEST_CASE("decide: the check digit of an NPI")
{
    for (const auto good : {"1234567893", "1987654328", "1245319599"}) {
        CAPTURE(good);
        CHECK(model::is_npi(good));
    }
    for (const auto bad : {"1234567890", "123456789", "12345678933", "123456789X", ""}) {
        CAPTURE(bad);
        CHECK(!model::is_npi(bad));
    }
}

TEST_CASE("decide: the day and the minute are the payer's own")
{
    auto facts         = facts_of("HMO");
    facts.received_at  = std::chrono::sys_days(2024y / 3 / 10) + 6h + 59min + 59s;  // a minute before clocks go forward in Boston
    auto determination = decide(RequestBuilder().line("72148").request, shipped_plans(), facts);
    CHECK(determination.determined_on == Date(2024y / 3 / 10));
    CHECK(determination.determined_minute == 1 * 60 + 59);
    CHECK(determination.payer == "BCBSMA");
    CHECK(determination.plan_revision == shipped_plans().revision());

    facts.received_at += 1s;
    CHECK(decide(RequestBuilder().line("72148").request, shipped_plans(), facts).determined_minute == 3 * 60);
    determination = decide(RequestBuilder("00751").line("72148").request, shipped_plans(), facts);  // Montana
    CHECK(determination.determined_on == Date(2024y / 3 / 10));
    CHECK(determination.determined_minute == 0);
    determination = decide(RequestBuilder("99999").line("72148").request, shipped_plans(), facts);  // nobody's: UTC
    CHECK(determination.determined_minute == 7 * 60);
    CHECK(determination.determined_at == facts.received_at);
}

TEST_CASE("roll-up: the event is what its lines amount to")
{
    using enum Outcome;
    struct Case {
        std::vector<Outcome> lines;
        Outcome              event;
    };
    const std::vector<Case> cases{
        {{pended}, pended},
        {{approved, pended, denied_administratively}, pended},
        {{not_required, not_required}, not_required},
        {{notice_accepted}, notice_accepted},
        {{not_required, notice_accepted}, notice_accepted},
        {{contact_payer}, contact_payer},
        {{contact_payer, not_required}, contact_payer},
        {{denied_administratively, denied_administratively}, denied_administratively},
        {{not_required, denied_administratively}, denied_administratively},
        {{approved, approved}, approved},
        {{approved, not_required}, approved},
        {{modified}, modified},
        {{modified, not_required}, modified},
        {{modified, modified}, partly_approved},
        {{approved, modified}, partly_approved},
        {{approved, denied_administratively}, partly_approved},
        {{approved, contact_payer}, partly_approved},
        {{modified, contact_payer, not_required}, partly_approved},
        {{contact_payer, denied_administratively}, contact_payer},  // nothing is certified, not even in part
        {{cancelled, cancelled}, cancelled},
        {{cancelled, not_required}, cancelled},
        {{cancelled, denied_administratively}, denied_administratively},
        {{cancelled, approved}, partly_approved},
    };
    for (Case one : cases) {
        std::ranges::sort(one.lines);
        do {
            std::vector<model::LineDetermination> lines;
            std::string                           names;
            for (const Outcome outcome : one.lines) {
                lines.push_back(line_of(outcome));
                names += std::string(name_of(outcome)) + ", ";
            }
            CAPTURE(names);
            CHECK(name_of(rolled_up(lines).outcome) == name_of(one.event));
        } while (std::ranges::next_permutation(one.lines).found);
    }
}

TEST_CASE("roll-up: the event has the reasons, documents and period of the lines that made it")
{
    auto first              = line_of(Outcome::pended);
    first.decided_by        = "A";
    first.reasons           = {{"0U", "one"}};
    first.documents_wanted  = {"08"};
    first.queue             = "nurse";
    auto second             = first;
    second.reasons          = {{"0U", "two"}, {"0V", "three"}};
    second.documents_wanted = {"DS", "08"};
    auto third              = line_of(Outcome::approved);
    third.reasons           = {{"04", "not of the event"}};

    const auto event = rolled_up(std::vector{first, second, third});
    CHECK(event.line == 0);
    CHECK(event.decided_by.empty());
    CHECK(event.reasons == std::vector<model::ReasonCode>{{"0U", "one"}, {"0V", "three"}});
    CHECK(event.documents_wanted == std::vector<std::string>{"08", "DS"});
    CHECK(event.queue == "nurse");

    auto early   = line_of(Outcome::approved);
    early.period = {2024y / 5 / 6, 2024y / 5 / 8};
    auto late    = line_of(Outcome::approved);
    late.period  = {2024y / 5 / 7, 2024y / 6 / 1};
    CHECK(rolled_up(std::vector{late, early}).period == model::CertifiedPeriod{2024y / 5 / 6, 2024y / 6 / 1});
}

TEST_CASE("decide: the order of the files changes nothing")
{
    auto           files = embedded_plan_files();
    std::mt19937   random(278);
    RequestBuilder builder;
    builder.service_type("PT")
        .place("22")
        .dates(2024y / 5 / 6, 2024y / 5 / 6)
        .line("97110")
        .visits(29)
        .line("72148")
        .line("D7240", "AD");
    const auto expected = decide(builder.request, shipped_plans(), facts_of("HMO"));
    for (int i = 0; i < 5; ++i) {
        std::ranges::shuffle(files, random);
        CHECK(decide(builder.request, compiled(files), facts_of("HMO")) == expected);
    }
}

TEST_CASE("decide: a changed plan has another revision")
{
    auto files = embedded_plan_files();
    files.back().text += "-- a remark\n";
    CHECK(compiled(files).revision() != shipped_plans().revision());
}

namespace {

// What holds for every answer, whatever was asked.
void check_answer(const model::LineDetermination& line)
{
    using Answer           = model::Finding::Answer;
    const bool cannot_tell = std::ranges::any_of(line.findings, [](const auto& f) { return f.answer == Answer::cannot_tell; });
    const auto deciding    = std::ranges::find(
           line.findings, line.decided_by.words(), [](const auto& f) -> const auto& { return f.rule->id; });
    const bool is_certified = model::is_certified(line.outcome);

    CHECK(!(is_certified && cannot_tell));
    CHECK((is_certified || !line.reasons.empty()));
    CHECK(line.reasons.size() <= 5);
    for (const auto& reason : line.reasons)
        CHECK(std::ranges::find(language::clinical_reasons, reason.code, &language::ClinicalReason::code)
              == language::clinical_reasons.end());
    CHECK((line.outcome == Outcome::pended) == !line.queue.empty());
    CHECK((line.outcome != Outcome::contact_payer || line.contact));
    CHECK(line.message.words().size() <= 264);
    if (line.decided_by.empty())
        CHECK(line.outcome == Outcome::contact_payer);
    else
        REQUIRE(deciding != line.findings.end());
    if (is_certified || line.outcome == Outcome::denied_administratively) CHECK(deciding->answer == Answer::applies);
    for (const auto& finding : line.findings) {
        CHECK(!finding.rule->source.empty());
        for (const auto& because : finding.because) {
            CHECK(because.find("C509") == std::string::npos);
            CHECK(because.find("XXP900000001") == std::string::npos);
        }
    }
}

model::Determination without_reasons(model::Determination determination)
{
    for (auto& finding : determination.event.findings) finding.because.clear();
    for (auto& line : determination.lines)
        for (auto& finding : line.findings) finding.because.clear();
    return determination;
}

}  // namespace

TEST_CASE("decide: a determination keeps the words of its plan, whatever becomes of the plans")
{
    RequestBuilder builder;
    builder.service_type("PT").place("11").line("72148").line("97110").visits(12);
    const auto                            facts    = with_records(facts_of("HMO"));
    const auto                            expected = decide(builder.request, shipped_plans(), facts);
    model::Determination                  whole;
    model::Determination                  received;
    std::vector<model::LineDetermination> alone;
    {
        const Plans plans = compiled(embedded_plan_files());
        whole             = decide(builder.request, plans, facts);
        alone             = decide(builder.request, plans, facts).lines;
        received          = receive(builder.request, plans, facts);
    }
    CHECK(whole == expected);
    CHECK(alone == expected.lines);
    CHECK(received.plan_revision == expected.plan_revision);
    REQUIRE(alone.size() == 2);
    CHECK(!alone[0].findings.empty());
    CHECK(!alone[0].reasons.at(0).text.empty());
    CHECK(!alone[0].message.empty());
    CHECK(alone[0].contact);
    CHECK(!alone[1].effects.empty());
}

TEST_CASE("determination: what is kept and what stands in it are equal if their values are")
{
    const std::string    said = "SEND THE TREATMENT PLAN";
    const model::Wording kept = model::Wording::by_keeper(said);
    CHECK(&kept.words() == &said);
    CHECK(kept == model::Wording(said));
    CHECK(kept == "SEND THE TREATMENT PLAN");
    CHECK(kept != model::Wording());
    CHECK(model::Wording().empty());
    CHECK(model::Wording::by_keeper(model::Wording().words()) == model::Wording());

    using KeptContact                = model::Kept<model::ContactPoint>;
    const model::ContactPoint intake = {"INTAKE", {{"TE", "8005550100"}}};
    KeptContact               one    = KeptContact::by_keeper(intake);
    CHECK(&*one == &intake);
    CHECK(one == KeptContact(intake));
    CHECK(one != KeptContact());
    CHECK(KeptContact(model::ContactPoint()) != KeptContact());
    one.emplace().name = "NIGHT INTAKE";
    CHECK(one->name == "NIGHT INTAKE");
    CHECK(intake.name == "INTAKE");
}

TEST_CASE("decide: every line is determined, nothing is certified with a question open, nothing secret is told")
{
    std::mt19937 random(278);
    int          decided = 0;
    for (int i = 0; i < 5000; ++i) {
        CAPTURE(i);
        const auto request       = any_request(random);
        const auto facts         = any_facts(random);
        const auto determination = decide(request.request, shipped_plans(), facts);
        if (!determination.rejections.empty()) {  // by a rule, which says what it asked; nothing is decided then
            CHECK(determination.lines.empty());
            CHECK(!determination.event.decided_by.empty());
            CHECK(!determination.event.findings.empty());
            continue;
        }
        ++decided;
        REQUIRE(determination.lines.size() == request.request.event.lines.size());
        for (std::size_t line = 0; line < determination.lines.size(); ++line) {
            CHECK(determination.lines[line].line == static_cast<int>(line) + 1);
            check_answer(determination.lines[line]);
        }
        if (determination.lines.empty()) check_answer(determination.event);
        CHECK(determination.certification_number.empty());
        if (i % 50 == 0) CHECK(decide(request.request, shipped_plans(), facts) == determination);
        const Options brief{.detail = Detail::answers, .trial = nullptr};
        CHECK(decide(request.request, shipped_plans(), facts, {}, brief) == without_reasons(determination));
    }
    CHECK(decided > 4000);
}

TEST_CASE("decide: neither the order of the rule files nor their names change an answer")
{
    auto files = embedded_plan_files();
    std::ranges::reverse(files);
    int number = 0;
    for (PlanFile& file : files) {
        if (!file.path.ends_with(".rules")) continue;
        file.path = folder_of(file.path) + "/file-" + std::to_string(1000 - number++) + ".rules";
    }
    const Plans  renamed = compiled(files);
    std::mt19937 random(872);
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(i);
        const auto request  = any_request(random);
        const auto facts    = any_facts(random);
        auto       answer   = decide(request.request, renamed, facts);
        const auto expected = decide(request.request, shipped_plans(), facts);
        CHECK(answer.plan_revision != expected.plan_revision);
        answer.plan_revision = expected.plan_revision;
        CHECK(answer == expected);
    }
}

TEST_CASE("decide: many threads get the answer one gets")
{
    RequestBuilder builder;
    builder.service_type("PT").place("11").line("97110").visits(29);
    const auto               facts    = facts_of("HMO");
    const auto               expected = decide(builder.request, shipped_plans(), facts);
    std::vector<int>         equal(4, 0);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < equal.size(); ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i) equal[t] += decide(builder.request, shipped_plans(), facts) == expected;
        });
    for (auto& thread : threads) thread.join();
    CHECK(equal == std::vector<int>(4, 500));
}

}  // namespace x278::policy::tests
