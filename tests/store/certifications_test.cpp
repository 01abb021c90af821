// What every backend lets later requests know of what it certified before.
#include "store/certifications.hpp"
#include "store_fixture.hpp"

#include <algorithm>

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;
using namespace std::chrono_literals;
using model::Known;
using model::Outcome;
using model::PastService;
using State = model::EarlierCertification::State;

namespace {

// Therapy for a member, as one line unless a test says otherwise.
struct Therapy {
    Sent sent;

    explicit Therapy(std::string reference, std::string_view member = "M1") : sent(reference, reference)
    {
        auto& request                                  = sent.request;
        request.utilization_management_organization.id = {"PI", "00700"};
        request.subscriber.id                          = {"MI", member};
        request.requester.id                           = {"XX", "1234567893"};
        request.event.review.service_type              = "PT";
        add_line("97110");
    }

    Therapy& add_line(std::string_view procedure)
    {
        model::ServiceLine& line = sent.request.event.lines.emplace_back();
        line.number              = static_cast<int>(sent.request.event.lines.size());
        line.service.procedure   = procedure;
        line.service_period      = {{2026y / 9 / 1, 2026y / 9 / 30, true}};
        return *this;
    }
    Therapy& dependent(std::string_view first_name, std::optional<model::Date> born = {})
    {
        sent.request.dependent.emplace().first_name = first_name;
        sent.request.dependent->birth_date          = born;
        return *this;
    }
    Therapy& previous(std::string_view number)
    {
        sent.request.event.previous_certification = number;
        return *this;
    }
    Therapy& revising(std::string_view number)
    {
        sent.request.event.review.certification_type = "S";
        return previous(number);
    }
    Therapy& only(std::string_view procedure)
    {
        line().service.procedure = procedure;
        return *this;
    }
    [[nodiscard]] model::ServiceReviewRequest& request() { return sent.request; }
    [[nodiscard]] model::ServiceLine&          line() { return sent.request.event.lines.front(); }
};

// Answers each line with these outcomes, in order, and each certified one with 5 visits.
[[nodiscard]] Decide answering(std::vector<Outcome> outcomes, Outcome event = Outcome::approved)
{
    return [=](const Arrival& arrival, const Moment& moment) {
        Decided decided             = certify(arrival, moment);
        auto&   determination       = decided.determination;
        determination.event.outcome = event;
        const auto any              = [&](auto holds) { return std::ranges::any_of(outcomes, holds); };
        if (!any(model::is_certified)) determination.certification_number.clear();
        if (any([](Outcome o) { return o == Outcome::pended; }))
            determination.administrative_reference = fmt::format("CASE{}", moment.next_case());
        for (const Outcome outcome : outcomes) {
            auto& line   = determination.lines.emplace_back();
            line.line    = static_cast<int>(determination.lines.size());
            line.outcome = outcome;
            if (model::is_certified(outcome)) line.quantity = {{5, "VS"}};
        }
        return decided;
    };
}

const Decide approving = answering({Outcome::approved});

// The history a request is decided with; the request is pended, so that it adds nothing that counts.
[[nodiscard]] model::Facts facts_for(Store& store, const Therapy& therapy)
{
    model::Facts facts;
    const Decide pending = answering({Outcome::pended}, Outcome::pended);
    determine_one(store, therapy.sent(), [&](const Arrival& arrival, const Moment& moment) {
        facts = moment.facts;
        return pending(arrival, moment);
    });
    return facts;
}

[[nodiscard]] std::string give(Store& store, const Therapy& therapy, const Decide& decide = approving)
{
    return determine_one(store, therapy.sent(), decide).determination.certification_number;
}

// Certifies so many visits of every line, and one day of September for them.
[[nodiscard]] Decide approving_visits(double visits, unsigned day)
{
    return [=](const Arrival& arrival, const Moment& moment) {
        Decided decided = approving(arrival, moment);
        for (auto& line : decided.determination.lines) {
            line.quantity = {{visits, "VS"}};
            line.period   = {{2026y / 9 / day, 2026y / 9 / day}};
        }
        return decided;
    };
}

[[nodiscard]] double visits_in(const model::History& history)
{
    double sum = 0;
    for (const PastService& service : history.services) sum += service.quantity;
    return sum;
}

}  // namespace

TEST_CASE("certified services: a later request of the same patient is decided with them")
{
    with_each_backend([](Store& store) {
        const auto none = facts_for(store, Therapy("R0"));
        CHECK(none.history.authorized_known);
        CHECK_FALSE(none.history.used_known);
        CHECK(none.history.services.empty());

        Therapy first("R1");
        first.line().service.modifiers           = {"GP", "59"};
        first.line().providers.emplace_back().id = {"XX", "2999990064"};
        const std::string number                 = give(store, first);

        const PastService expected{.kind          = PastService::Kind::authorized,
                                   .procedure     = "97110",
                                   .revenue_code  = "",
                                   .service_type  = "PT",
                                   .modifiers     = {"GP", "59"},
                                   .quantity      = 5,
                                   .unit          = "VS",
                                   .first         = 2026y / 9 / 1,
                                   .last          = 2026y / 9 / 30,
                                   .provider      = "2999990064",
                                   .certification = number,
                                   .area          = ""};
        CHECK(facts_for(store, Therapy("R2")).history.services == std::vector{expected});
        CHECK(facts_for(store, Therapy("R3", "m 1")).history.services == std::vector{expected});
        CHECK(facts_for(store, Therapy("R4", "M2")).history.services.empty());

        Therapy elsewhere("R5");
        elsewhere.request().utilization_management_organization.id = {"PI", "04298"};
        CHECK(facts_for(store, elsewhere).history.services.empty());
    });
}

TEST_CASE("certified services: a member whose number was sent with less of it than is on file is the same member")
{
    with_each_backend([](Store& store) {
        const std::string number     = give(store, Therapy("R1", "XXP1"));
        const auto        short_form = [](std::string_view sent) { return Therapy("R" + std::string(sent), sent); };
        CHECK(visits_in(facts_for(store, short_form("short XXP1")).history) == 5);
        CHECK(facts_for(store, short_form("short XXP2")).history.services.empty());

        const std::string second = give(store, short_form("short XXP3"));
        CHECK(visits_in(facts_for(store, Therapy("R3", "XXP3")).history) == 5);
        Therapy    extending("R4", "XXP3");
        const auto facts = facts_for(store, extending.previous(second));
        CHECK(facts.previous_certification == Known::yes);
        CHECK(facts_for(store, Therapy("R5", "XXP1").previous(second)).previous_certification != Known::yes);
    });
}

TEST_CASE("certified services: of two requests for the last visit one gets it, in one call or in two")
{
    const auto one_visit_in_all = [](const Arrival& arrival, const Moment& moment) {
        const bool left    = visits_in(moment.facts.history) == 0;
        Decided    decided = answering({left ? Outcome::approved : Outcome::denied_administratively})(arrival, moment);
        if (left) decided.determination.lines.front().quantity = {{1, "VS"}};
        return decided;
    };
    const Therapy first("R1"), second("R2");
    with_each_backend([&](Store& store) {
        const std::vector<Arrival> both{first.sent(), second.sent()};
        const auto                 all = store.determine(both, one_visit_in_all);
        REQUIRE(all.has_value());
        CHECK(all->at(0).determination.lines.front().outcome == Outcome::approved);
        CHECK(all->at(1).determination.lines.front().outcome == Outcome::denied_administratively);
    });
    with_each_backend([&](Store& store) {
        CHECK_FALSE(give(store, second, one_visit_in_all).empty());
        CHECK(give(store, first, one_visit_in_all).empty());
    });
}

TEST_CASE("certified services: what was rolled back or not kept is not counted")
{
    with_each_backend([](Store& store) {
        const Therapy              first("R1"), second("R2");
        const std::vector<Arrival> both{first.sent(), second.sent()};
        CHECK_THROWS(static_cast<void>(store.determine(both, [](const Arrival& arrival, const Moment& moment) {
            if (arrival.key.reference == "R2") throw std::runtime_error("the plan is broken");
            return approving(arrival, moment);
        })));
        static_cast<void>(give(store, first, [](const Arrival& arrival, const Moment& moment) {
            Decided decided = approving(arrival, moment);
            decided.kept    = false;
            return decided;
        }));
        CHECK(facts_for(store, Therapy("R3")).history.services.empty());
    });
}

TEST_CASE("certified services: of a patient who has more than are looked at the count is unknown")
{
    with_each_backend([](Store& store) {
        Therapy endless("R1");
        while (endless.request().event.lines.size() < static_cast<std::size_t>(services_max)) endless.add_line("97530");
        static_cast<void>(give(store, endless, answering(std::vector(services_max, Outcome::approved))));
        CHECK(facts_for(store, Therapy("R2")).history.authorized_known);
        static_cast<void>(give(store, Therapy("R3")));
        CHECK_FALSE(facts_for(store, Therapy("R4")).history.authorized_known);
    });
}

TEST_CASE("certified services: each patient of a member number has their own")
{
    const model::Date born = 2003y / 3 / 3;
    with_each_backend([&](Store& store) {
        static_cast<void>(give(store, Therapy("R1").dependent("Jo", born)));
        CHECK(visits_in(facts_for(store, Therapy("R2").dependent("JO", born)).history) == 5);
        CHECK(visits_in(facts_for(store, Therapy("R3").dependent("JO")).history) == 5);
        CHECK(visits_in(facts_for(store, Therapy("R4").dependent("JO", 1985y / 1 / 1)).history) == 0);
        CHECK(visits_in(facts_for(store, Therapy("R5").dependent("CAI", born)).history) == 0);
        CHECK(visits_in(facts_for(store, Therapy("R6")).history) == 0);

        // Nobody can say of whom to count.
        CHECK_FALSE(facts_for(store, Therapy("R7").dependent("")).history.authorized_known);
        CHECK_FALSE(facts_for(store, Therapy("R8", "")).history.authorized_known);
    });
}

TEST_CASE("certified services: only lines that are certified count, each as it was certified")
{
    with_each_backend([](Store& store) {
        Therapy several("R1");
        several.add_line("97112").add_line("97530").add_line("97535");
        const auto decide = [](const Arrival& arrival, const Moment& moment) {
            Decided decided = answering({Outcome::approved, Outcome::pended, Outcome::modified, Outcome::not_required},
                                        Outcome::pended)(arrival, moment);
            decided.determination.lines[0].quantity.reset();
            decided.determination.lines[2].quantity = {{3, "HS"}};
            decided.determination.lines[2].period   = {{2026y / 9 / 2, 2026y / 9 / 8}};
            return decided;
        };
        static_cast<void>(give(store, several, decide));

        const auto services = facts_for(store, Therapy("R2")).history.services;
        REQUIRE(services.size() == 2);
        CHECK(services[0].procedure == "97110");
        CHECK(services[0].quantity == 1);  // nobody said how many
        CHECK(services[0].unit == "VS");
        CHECK(services[1].procedure == "97530");
        CHECK(services[1].quantity == 3);
        CHECK(services[1].unit == "HS");
        CHECK(services[1].first == 2026y / 9 / 2);
        CHECK(services[1].last == 2026y / 9 / 8);
    });
}

TEST_CASE("certified services: without lines the event itself, and several teeth are as many services")
{
    with_each_backend([](Store& store) {
        Therapy admission("R1");
        admission.request().event.lines.clear();
        admission.request().event.review.service_type                   = "1";
        admission.request().event.admission_period                      = {{2026y / 8 / 1, 2026y / 8 / 1, false}};
        admission.request().event.delivery.emplace().quantity_qualifier = "DY";
        static_cast<void>(give(store, admission, certify));

        Therapy teeth("R2");
        teeth.line().service.procedure_qualifier = "AD";
        teeth.line().service.procedure           = "D7240";
        teeth.line().service_period              = {{2026y / 7 / 1, 2026y / 7 / 1, false}};
        teeth.line().teeth                       = {{"17", {}}, {"32", {}}};
        static_cast<void>(give(store, teeth, [](const Arrival& arrival, const Moment& moment) {
            Decided decided                              = approving(arrival, moment);
            decided.determination.lines.front().quantity = {{2, "FL"}};
            return decided;
        }));

        const auto services = facts_for(store, Therapy("R3")).history.services;  // in order of their first days
        REQUIRE(services.size() == 3);
        for (const std::size_t i : {0u, 1u}) {
            CHECK(services[i].procedure == "D7240");
            CHECK(services[i].quantity == 1);
            CHECK(services[i].unit == "FL");
        }
        CHECK(services[0].area == "#17");
        CHECK(services[1].area == "#32");
        CHECK(services[2].service_type == "1");
        CHECK(services[2].unit == "DY");
        CHECK(services[2].first == 2026y / 8 / 1);
        CHECK(services[2].provider == "1234567893");
    });
}

TEST_CASE("certified services: a cancellation takes them out, whole or line by line, and only the member's own")
{
    with_each_backend([](Store& store) {
        Therapy two("R1");
        two.add_line("97530");
        const std::string number = give(store, two, answering({Outcome::approved, Outcome::approved}));
        CHECK(visits_in(facts_for(store, Therapy("R2")).history) == 10);

        const Decide cancelling = answering({Outcome::cancelled}, Outcome::cancelled);
        static_cast<void>(give(store, Therapy("R3", "M2").previous(number), cancelling));
        CHECK(visits_in(facts_for(store, Therapy("R4")).history) == 10);

        // A line that is cancelled takes its own service out.
        Therapy of_line("R5");
        of_line.line().service.procedure      = "97530";
        of_line.line().previous_certification = number;
        static_cast<void>(give(store, of_line, cancelling));
        const auto rest = facts_for(store, Therapy("R6").previous(number)).history;
        REQUIRE(rest.services.size() == 1);
        CHECK(rest.services.front().procedure == "97110");
        CHECK(rest.certifications.size() == 1);

        static_cast<void>(give(store, Therapy("R7").previous(number), cancelling));
        const auto facts = facts_for(store, Therapy("R8").previous(number));
        CHECK(facts.history.services.empty());
        CHECK(facts.history.certifications.empty());
        CHECK(facts.previous_certification == Known::yes);
    });
}

TEST_CASE("certified services: a certified revision takes the place of what it revises, and one that is not leaves it")
{
    const Decide both     = answering({Outcome::approved, Outcome::approved});
    const Decide pending  = answering({Outcome::pended}, Outcome::pended);
    const Decide refusing = answering({Outcome::denied_administratively}, Outcome::denied_administratively);
    with_each_backend([&](Store& store) {
        const std::string first = give(store, Therapy("R1").add_line("97530"), both);

        // While it is decided, the old quantity does not count beside the new one; for others it does.
        CHECK(visits_in(facts_for(store, Therapy("R2").revising(first)).history) == 5);
        CHECK(visits_in(facts_for(store, Therapy("R3").previous(first)).history) == 10);
        CHECK(visits_in(facts_for(store, Therapy("R4").only("97112").revising(first)).history) == 10);

        CHECK(give(store, Therapy("R5").revising(first), pending).empty());
        CHECK(give(store, Therapy("R6").revising(first), refusing).empty());
        CHECK_FALSE(give(store, Therapy("R7", "M2").revising(first), approving_visits(1, 2)).empty());
        CHECK(visits_in(facts_for(store, Therapy("R8")).history) == 10);

        // What the revision does not name stands as it stood.
        const std::string second = give(store, Therapy("R9").revising(first), approving_visits(7, 3));
        const auto        after  = facts_for(store, Therapy("R10").previous(first)).history;
        REQUIRE(after.services.size() == 2);
        CHECK(after.services[0].procedure == "97530");
        CHECK(after.services[0].certification == first);
        CHECK(after.services[1].procedure == "97110");
        CHECK(after.services[1].certification == second);
        CHECK(after.services[1].quantity == 7);

        // Under the first number the newest is known, and what was revised is revised again.
        const std::string third = give(store, Therapy("R11").revising(first), approving_visits(8, 4));
        const auto        again = facts_for(store, Therapy("R12").previous(first)).history;
        CHECK(visits_in(again) == 13);
        REQUIRE(again.certifications.size() == 1);
        CHECK(again.certifications.front().number == first);
        CHECK(again.certifications.front().state == State::approved);
        CHECK(again.certifications.front().first == 2026y / 9 / 4);
        CHECK(facts_for(store, Therapy("R13").previous(second)).history.certifications.front().first == 2026y / 9 / 4);

        // Who cancels by the first number cancels what stands in its place.
        static_cast<void>(give(store, Therapy("R14").previous(first), answering({Outcome::cancelled}, Outcome::cancelled)));
        const auto none = facts_for(store, Therapy("R15").previous(first));
        CHECK(none.history.services.empty());
        CHECK(none.history.certifications.empty());
        CHECK(none.previous_certification == Known::yes);
        CHECK(facts_for(store, Therapy("R16").previous(third)).history.certifications.empty());
    });
}

TEST_CASE("certified services: a revision that is cancelled leaves what it did not name")
{
    with_each_backend([](Store& store) {
        const std::string first = give(store, Therapy("R1").add_line("97530"), answering({Outcome::approved, Outcome::approved}));
        const std::string second = give(store, Therapy("R2").revising(first), approving_visits(7, 3));
        static_cast<void>(give(store, Therapy("R3").previous(second), answering({Outcome::cancelled}, Outcome::cancelled)));

        const auto rest = facts_for(store, Therapy("R4").previous(first)).history;
        CHECK(visits_in(rest) == 5);
        REQUIRE(rest.certifications.size() == 1);
        CHECK(rest.certifications.front().first == 2026y / 9 / 1);
    });
}

TEST_CASE("certified services: a revision without lines takes the place of all, and one of a tooth of that tooth")
{
    with_each_backend([](Store& store) {
        const auto stay_until = [](Therapy stay, model::Date last) {
            stay.request().event.lines.clear();
            stay.request().event.admission_period = {{2026y / 8 / 1, last, true}};
            return stay;
        };
        const std::string stay   = give(store, stay_until(Therapy("R1"), 2026y / 8 / 5), certify);
        const std::string longer = give(store, stay_until(std::move(Therapy("R2").revising(stay)), 2026y / 8 / 9), certify);
        const auto        stays  = facts_for(store, Therapy("R3")).history.services;
        REQUIRE(stays.size() == 1);
        CHECK(stays.front().certification == longer);
        CHECK(stays.front().last == 2026y / 8 / 9);

        const auto for_teeth = [](Therapy teeth, std::vector<std::string_view> numbers) {
            teeth.only("D7240");
            for (const std::string_view number : numbers) teeth.line().teeth.push_back({number, {}});
            return teeth;
        };
        const std::string two      = give(store, for_teeth(Therapy("R4"), {"17", "32"}));
        const std::string one      = give(store, for_teeth(std::move(Therapy("R5").revising(two)), {"17"}));
        const auto        services = facts_for(store, Therapy("R6")).history.services;
        REQUIRE(services.size() == 3);
        CHECK(services[1].area == "#32");
        CHECK(services[1].certification == two);
        CHECK(services[2].area == "#17");
        CHECK(services[2].certification == one);
    });
}

TEST_CASE("certifications: what became of the number a request goes back to is known")
{
    with_each_backend([](Store& store) {
        const std::string approved = give(store, Therapy("R1"));
        const Decide      pending  = answering({Outcome::pended}, Outcome::pended);
        const auto        pended   = determine_one(store, Therapy("R2").sent(), pending).determination.administrative_reference;

        const model::EarlierCertification certified{.number     = approved,
                                                    .state      = State::approved,
                                                    .issued     = 2024y / 4 / 4,
                                                    .first      = 2026y / 9 / 1,
                                                    .last       = 2026y / 9 / 30,
                                                    .last_visit = {}};
        const model::EarlierCertification waiting{
            .number = pended, .state = State::pended, .issued = 2024y / 4 / 4, .first = {}, .last = {}, .last_visit = {}};

        Therapy both("R3");
        both.previous(approved).line().previous_certification = pended;
        CHECK(facts_for(store, both).history.certifications == std::vector{certified, waiting});

        // A case is named by REF*NT as well.
        Therapy by_case("R4");
        by_case.request().event.administrative_reference = pended;
        CHECK(facts_for(store, by_case).history.certifications == std::vector{waiting});

        CHECK(facts_for(store, Therapy("R5").previous("C999999")).history.certifications.empty());
        CHECK(facts_for(store, Therapy("R6", "M2").previous(approved)).history.certifications.empty());
    });
}

TEST_CASE("certifications: what reference data has under a number given here counts once, and its word is the newer")
{
    const TemporaryFolder folder;
    std::string           number;
    auto                  opened = open_sqlite_store(folder.data(), [&](const model::ServiceReviewRequest& request) {
        model::Facts facts = look_up(request);
        if (number.empty()) return facts;
        PastService service;
        service.kind          = PastService::Kind::authorized;
        service.procedure     = "97110";
        service.quantity      = 7;
        service.certification = number;
        service.first = service.last = 2026y / 9 / 5;
        facts.history.services       = {service};
        facts.history.certifications = {
            {.number = number, .state = State::denied, .issued = {}, .first = {}, .last = {}, .last_visit = {}}};
        return facts;
    });
    REQUIRE(opened.has_value());
    Store&            store = **opened;
    const std::string given = give(store, Therapy("R1"));
    const std::string other = give(store, Therapy("R2"));
    number                  = given;

    const auto history = facts_for(store, Therapy("R3").previous(given)).history;
    REQUIRE(history.services.size() == 2);
    CHECK(history.services[0].certification == other);  // begins on the first of the month
    CHECK(history.services[1].quantity == 7);
    REQUIRE(history.certifications.size() == 1);
    CHECK(history.certifications.front().state == State::denied);
}
