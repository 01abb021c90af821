// What is known of a request's people, and on which day.
#include "reference_fixture.hpp"

#include <optional>

using namespace x278;
using namespace x278::store;
using namespace x278::store::testing;
using namespace std::chrono_literals;
using model::Known;
using Day = std::chrono::year_month_day;

namespace {

[[nodiscard]] model::Period single(Day day) { return {day, day, false}; }

// A request of Anna's, for the day.
[[nodiscard]] model::ServiceReviewRequest request_for(Day day, std::string_view member_id = "XYZ100")
{
    model::ServiceReviewRequest request;
    request.utilization_management_organization.id = {"PI", "00700"};
    request.requester.id                           = {"XX", "1000000001"};
    request.subscriber.id                          = {"MI", member_id};
    request.subscriber.birth_date                  = 1970y / 1 / 31;
    request.event.event_period                     = single(day);
    return request;
}

void set_dependent(model::ServiceReviewRequest& request, std::string_view first_name, std::optional<Day> birth_date)
{
    request.dependent.emplace();
    request.dependent->first_name = first_name;
    request.dependent->birth_date = birth_date;
}

[[nodiscard]] model::Party provider(std::string_view npi, std::string_view qualifier = "XX")
{
    model::Party party;
    party.id = {qualifier, npi};
    return party;
}

[[nodiscard]] std::vector<std::string> ids_of(const std::vector<model::ReferralFacts>& referrals)
{
    std::vector<std::string> ids;
    for (const auto& referral : referrals) ids.push_back(referral.id);
    return ids;
}

constexpr Day some_day = 2024y / 3 / 1;

}  // namespace

TEST_CASE("reference: without data everything is unknown")
{
    for (const bool from_folder : {false, true}) {
        CAPTURE(from_folder);
        const auto data  = from_folder ? read_reference({}) : ReferenceData();
        const auto facts = data.facts_of(request_for(some_day), some_moment);
        CHECK(facts.received_at == some_moment);
        CHECK(facts.reference_as_of.empty());
        CHECK(facts.member.on_file == Known::unknown);
        CHECK(facts.member.patient_on_file == Known::unknown);
        CHECK_FALSE(facts.member.birth_date_matches.has_value());
        CHECK_FALSE(facts.member.eligible.has_value());
        CHECK_FALSE(facts.member.product.has_value());
        CHECK_FALSE(facts.member.account.has_value());
        CHECK(facts.requester.on_file == Known::unknown);
        CHECK_FALSE(facts.requester.in_network.has_value());
        CHECK(facts.service_provider.on_file == Known::unknown);
        CHECK(facts.referrals_known == Known::unknown);
    }
}

TEST_CASE("reference: each file that is missing leaves its own facts unknown")
{
    for (const std::string missing : {"members.csv", "coverage.csv", "providers.csv", "referrals.csv"}) {
        CAPTURE(missing);
        auto files = some_files();
        files.erase(missing);
        const auto facts = read_reference(files).facts_of(request_for(some_day), some_moment);
        CHECK((facts.member.on_file == Known::unknown) == (missing == "members.csv"));
        CHECK((facts.member.patient_on_file == Known::unknown) == (missing == "members.csv"));
        CHECK(facts.member.birth_date_matches.has_value() == (missing != "members.csv"));
        CHECK(facts.member.eligible.has_value() == (missing != "coverage.csv"));
        CHECK(facts.member.product.has_value() == (missing != "coverage.csv"));
        CHECK((facts.requester.on_file == Known::unknown) == (missing == "providers.csv"));

        // The contract is for HMO and POS: without the product nobody can tell.
        CHECK(facts.requester.in_network.has_value() == (missing != "providers.csv" && missing != "coverage.csv"));
        CHECK((facts.referrals_known == Known::unknown) == (missing == "referrals.csv"));
    }
}

TEST_CASE("reference: the subscriber is found by member number, whatever its case and blanks")
{
    const auto data = read_reference(some_files());
    struct Case {
        std::string_view    member_id;
        std::optional<Day>  birth_date;
        Known               on_file;
        std::optional<bool> birth_date_matches;
    };
    for (const Case& one : {
             Case{"XYZ100", 1970y / 1 / 31, Known::yes, true},
             Case{" xyz 1 00", 1970y / 1 / 31, Known::yes, true},
             Case{"XYZ100", 1970y / 1 / 30, Known::yes, false},
             Case{"XYZ100", std::nullopt, Known::yes, std::nullopt},
             Case{"XYZ999", 1970y / 1 / 31, Known::no, std::nullopt},
             Case{"", 1970y / 1 / 31, Known::no, std::nullopt},
         }) {
        CAPTURE(one.member_id);
        auto request                  = request_for(some_day, one.member_id);
        request.subscriber.birth_date = one.birth_date;
        const auto facts              = data.facts_of(request, some_moment);
        CHECK(facts.member.on_file == one.on_file);
        CHECK(facts.member.patient_on_file == one.on_file);
        CHECK(facts.member.birth_date_matches == one.birth_date_matches);
        CHECK(facts.member.eligible.has_value() == (one.on_file == Known::yes));
        CHECK((facts.referrals_known == Known::yes) == (one.on_file == Known::yes));
    }
}

TEST_CASE("reference: a dependent is found by birth date and first name")
{
    const auto data = read_reference(some_files());
    struct Case {
        std::string_view         first_name;
        std::optional<Day>       birth_date;
        Known                    patient_on_file;
        std::optional<bool>      birth_date_matches;
        std::vector<std::string> referrals;
    };
    for (const Case& one : {
             Case{"BEN", 2001y / 2 / 28, Known::yes, true, {"RF3"}},
             Case{"ben ", 2001y / 2 / 28, Known::yes, true, {"RF3"}},
             Case{"BEN", 2001y / 2 / 27, Known::yes, false, {"RF3"}},  // the only Ben: a wrong birth date
             Case{"BEN", std::nullopt, Known::yes, std::nullopt, {"RF3"}},
             Case{"CAI", 1969y / 4 / 4, Known::yes, true, {}},  // father and son
             Case{"CAI", 2003y / 3 / 3, Known::yes, true, {}},
             Case{"CAI", 2003y / 3 / 4, Known::no, std::nullopt, {}},
             Case{"ANNA", 1970y / 1 / 31, Known::no, std::nullopt, {}},  // the subscriber is nobody's dependent
             Case{"EVE", 2001y / 2 / 28, Known::no, std::nullopt, {}},
             Case{"", 2001y / 2 / 28, Known::no, std::nullopt, {}},
         }) {
        CAPTURE(one.first_name);
        auto request = request_for(some_day);
        set_dependent(request, one.first_name, one.birth_date);
        const auto facts = data.facts_of(request, some_moment);
        CHECK(facts.member.on_file == Known::yes);
        CHECK(facts.member.patient_on_file == one.patient_on_file);
        CHECK(facts.member.birth_date_matches == one.birth_date_matches);
        CHECK(facts.member.product == "PPO");  // the coverage is the family's
        CHECK(facts.referrals_known == (one.patient_on_file == Known::yes ? Known::yes : Known::unknown));
        CHECK(ids_of(facts.referrals) == one.referrals);
    }
}

TEST_CASE("reference: coverage is of the request's payer, on the first day of service")
{
    const auto data = read_reference(some_files());
    struct Case {
        std::string_view           member_id;
        std::string_view           payer_id;
        Day                        day;
        bool                       eligible;
        std::optional<std::string> product;
        std::optional<std::string> account;
    };
    for (const Case& one : {
             Case{"XYZ100", "00700", 2022y / 12 / 31, false, std::nullopt, std::nullopt},
             Case{"XYZ100", "00700", 2023y / 1 / 1, true, "HMO", "ACME"},
             Case{"XYZ100", "00700", 2023y / 12 / 31, true, "HMO", "ACME"},
             Case{"XYZ100", "00700", 2024y / 1 / 1, true, "PPO", std::nullopt},
             Case{"XYZ100", "00700", 2099y / 1 / 1, true, "PPO", std::nullopt},
             Case{"XYZ100", "00800", 2024y / 1 / 1, true, "DENTAL", "ACME"},
             Case{"XYZ100", "00900", 2024y / 1 / 1, false, std::nullopt, std::nullopt},
             Case{"XYZ200", "00700", 2024y / 1 / 1, false, std::nullopt, std::nullopt},
         }) {
        CAPTURE(one.member_id);
        CAPTURE(one.payer_id);
        CAPTURE(static_cast<int>(one.day.year()));
        auto request                                         = request_for(one.day, one.member_id);
        request.utilization_management_organization.id.value = one.payer_id;
        const auto facts                                     = data.facts_of(request, some_moment);
        CHECK(facts.member.eligible == one.eligible);
        CHECK(facts.member.product == one.product);
        CHECK(facts.member.account == one.account);
    }
}

TEST_CASE("reference: the first day of service is the event's, the admission's, the earliest line's, or the day of receipt")
{
    const auto data    = read_reference(some_files());
    const auto product = [&](const model::ServiceReviewRequest& request, std::chrono::sys_seconds received_at) {
        return data.facts_of(request, received_at).member.product;
    };
    const auto in_2024 = std::chrono::sys_days(2024y / 6 / 1) + 0s;

    auto request = request_for(2023y / 6 / 1);
    CHECK(product(request, in_2024) == "HMO");
    request.event.admission_period = single(2024y / 6 / 1);
    CHECK(product(request, in_2024) == "HMO");
    request.event.event_period.reset();
    CHECK(product(request, in_2024) == "PPO");

    request.event.admission_period = single(2023y / 6 / 1);
    request.event.lines.resize(3);
    request.event.lines[1].service_period = single(2024y / 6 / 2);
    CHECK(product(request, in_2024) == "HMO");
    request.event.admission_period.reset();
    CHECK(product(request, std::chrono::sys_days(2023y / 6 / 1)) == "PPO");
    request.event.lines[2].service_period = model::Period{2023y / 12 / 31, 2024y / 2 / 1, true};
    CHECK(product(request, in_2024) == "HMO");

    request.event.lines.clear();
    CHECK(product(request, std::chrono::sys_days(2024y / 1 / 1) + 0s) == "PPO");
    CHECK(product(request, std::chrono::sys_days(2024y / 1 / 1) - 1s) == "HMO");
}

TEST_CASE("reference: a provider is looked up by NPI, its network by payer, product and day")
{
    const auto data = read_reference(some_files());
    struct Case {
        std::string_view    qualifier;
        std::string_view    npi;
        Day                 day;
        Known               on_file;
        std::optional<bool> in_network;
        std::string_view    why;
    };
    for (const Case& one : {
             Case{"XX", "1000000001", 2023y / 6 / 1, Known::yes, true, "HMO is in the contract"},
             Case{"XX", "1000000001", 2024y / 6 / 1, Known::yes, false, "PPO is not"},
             Case{"XX", "1000000001", 2022y / 6 / 1, Known::yes, false, "the contract begins later"},
             Case{"XX", "1000000002", 2024y / 6 / 1, Known::yes, true, "all products"},
             Case{"XX", "1000000002", 2023y / 6 / 1, Known::yes, false, "the contract begins later"},
             Case{"XX", "1000000003", 2024y / 6 / 1, Known::yes, false, "on file without a contract"},
             Case{"XX", "1000000009", 2024y / 6 / 1, Known::no, std::nullopt, "not on file: nothing is known of its contracts"},
             Case{"46", "1000000001", 2023y / 6 / 1, Known::unknown, std::nullopt, "not an NPI"},
         }) {
        CAPTURE(one.why);
        auto request         = request_for(one.day);
        request.requester.id = {one.qualifier, one.npi};
        const auto facts     = data.facts_of(request, some_moment);
        CHECK(facts.requester.on_file == one.on_file);
        CHECK(facts.requester.in_network == one.in_network);

        // With nobody else named, the requester will serve.
        CHECK(facts.service_provider.on_file == one.on_file);
        CHECK(facts.service_provider.in_network == one.in_network);
    }
}

TEST_CASE("reference: while the product is unknown, only a contract for all products tells the network")
{
    auto files = some_files();
    files.erase("coverage.csv");
    const auto data       = read_reference(files);
    const auto in_network = [&](std::string_view npi) {
        auto request               = request_for(some_day);
        request.requester.id.value = npi;
        return data.facts_of(request, some_moment).requester.in_network;
    };
    CHECK(in_network("1000000001") == std::nullopt);
    CHECK(in_network("1000000002") == true);
    CHECK(in_network("1000000003") == false);
}

TEST_CASE("reference: who will serve is the first with an NPI of the event, else of the lines, else the requester")
{
    const auto data    = read_reference(some_files());
    auto       request = request_for(some_day);
    const auto served  = [&] { return data.facts_of(request, some_moment).service_provider; };
    CHECK(served().in_network == false);  // the requester's contract is not for PPO

    request.event.lines.resize(2);
    request.event.lines[1].providers = {provider("1000000009", "24"), provider("1000000002")};
    CHECK(served().in_network == true);

    request.event.providers = {provider("1000000002", "24")};
    CHECK(served().in_network == true);
    request.event.providers.push_back(provider("1000000009"));
    CHECK(served().on_file == Known::no);
    CHECK(data.facts_of(request, some_moment).requester.on_file == Known::yes);
}

TEST_CASE("reference: referrals are the patient's own, open on the day")
{
    const auto data = read_reference(some_files());
    struct Case {
        Day                      day;
        std::vector<std::string> open;
    };
    for (const Case& one : {Case{2023y / 12 / 31, {}}, Case{2024y / 1 / 1, {"RF1"}}, Case{2024y / 3 / 31, {"RF1", "RF2"}},
                            Case{2024y / 4 / 1, {"RF2"}}, Case{2025y / 1 / 1, {}}}) {
        CAPTURE(static_cast<unsigned>(one.day.month()));
        const auto facts = data.facts_of(request_for(one.day), some_moment);
        CHECK(facts.referrals_known == Known::yes);
        CHECK(ids_of(facts.referrals) == one.open);
    }

    const auto referral = data.facts_of(request_for(2024y / 1 / 1), some_moment).referrals.at(0);
    CHECK(referral.type == "specialist");
    CHECK(referral.to_provider == "1000000002");
    CHECK(referral.first == 2024y / 1 / 1);
    CHECK(referral.last == 2024y / 3 / 31);
}

TEST_CASE("reference: without members.csv referrals are known of the subscriber alone")
{
    auto files = some_files();
    files.erase("members.csv");
    const auto data    = read_reference(files);
    auto       request = request_for(2024y / 1 / 1);
    CHECK(ids_of(data.facts_of(request, some_moment).referrals) == std::vector<std::string>{"RF1"});

    auto stranger = request_for(2024y / 1 / 1, "XYZ999");
    CHECK(data.facts_of(stranger, some_moment).referrals_known == Known::yes);
    CHECK(data.facts_of(stranger, some_moment).referrals.empty());

    set_dependent(request, "BEN", 2001y / 2 / 28);
    CHECK(data.facts_of(request, some_moment).referrals_known == Known::unknown);
}

TEST_CASE("reference: its name is made of the contents of the files alone")
{
    const auto as_of = [](const Files& files) {
        return read_reference(files).facts_of(request_for(some_day), some_moment).reference_as_of;
    };
    const auto first = as_of(some_files());
    CHECK(first.size() == 12);
    CHECK(as_of(some_files()) == first);

    auto changed = some_files();
    changed["coverage.csv"] += "XYZ200,00700,PPO,,2024-01-01,\n";
    CHECK(as_of(changed) != first);
    changed.erase("coverage.csv");
    CHECK(as_of(changed) != first);
}

TEST_CASE("reference: what is known is as old as the oldest file that tells its day")
{
    auto files           = some_files();
    files["sources.csv"] = "file,source,as_of\nmembers.csv,enrollment,2024-04-30\nproviders.csv,contracts,2024-04-15\n"
                           "services.csv,claims,2024-05-01\n";
    const auto told      = read_reference(files).facts_of(request_for(some_day), some_moment).reference_as_of;
    CHECK(told.substr(12) == " as of 2024-04-15");
}
