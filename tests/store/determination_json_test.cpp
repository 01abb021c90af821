// Writing a determination and reading it back gives the same determination.
#include "store/determination_json.hpp"

#include <doctest/doctest.h>

#include <deque>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

using namespace x278;
using namespace x278::store;
using namespace std::chrono_literals;
using model::Finding;
using model::Outcome;

namespace {

[[nodiscard]] Finding finding(model::RuleName rule, Finding::Answer answer, std::vector<std::string> because = {})
{
    static std::deque<model::RuleName> names;
    return {&names.emplace_back(std::move(rule)), answer, std::move(because)};
}

[[nodiscard]] model::LineDetermination filled_line(int number, Outcome outcome)
{
    model::LineDetermination line;
    line.line             = number;
    line.outcome          = outcome;
    line.reasons          = {{"01", "certified as asked"}, {"0F", "\"quoted\" \\ and\ttabbed"}};
    line.decided_by       = "TH-06";
    line.quantity         = model::CertifiedQuantity{0.1 + 0.2, "VS"};
    line.period           = model::CertifiedPeriod{2024y / 2 / 29, 2024y / 12 / 31};
    line.documents_wanted = {"77", "OZ"};
    line.queue            = "nurse";
    line.message          = "SEND THE PLAN OF CARE";
    line.contact          = model::ContactPoint{"UTILIZATION MANAGEMENT", {{"TE", "8005550100"}, {"EX", "12"}}};
    line.effects          = {{model::Effect::Kind::flag, "precertification-penalty", {}, "TH-20"},
                             {model::Effect::Kind::notice, "primary-care", {}, "TH-21"},
                             {model::Effect::Kind::timer, "review", std::chrono::sys_days(2024y / 4 / 19) + 4h, "TH-22"}};
    line.findings         = {finding({"TH-01", "therapy", "BCBSMA-TH-01"}, Finding::Answer::does_not_apply),
                             finding({"TH-06", "visits", "BCBSMA-TH-06"}, Finding::Answer::applies, {"29 visits > 26 visits", ""}),
                             finding({"TH-07", "notes", ""}, Finding::Answer::cannot_tell, {"unknown: account"})};
    return line;
}

[[nodiscard]] model::Determination filled()
{
    model::Determination determination;
    determination.payer                    = "BCBSMA";
    determination.plan_revision            = "3f2a9c0b";
    determination.facts_as_of              = "9d3e11f0a2b4";
    determination.determined_at            = std::chrono::sys_days(2024y / 4 / 4) + 12h + 3min + 7s;
    determination.determined_on            = 2024y / 4 / 4;
    determination.determined_minute        = 483;
    determination.certification_number     = "C000042";
    determination.administrative_reference = "A000043";
    determination.rejections = {{"member/not-found"}, {"service-provider/unknown", 2, 3}, {"provider/unknown", 0, 1}};
    determination.event      = filled_line(0, Outcome::modified);
    for (int number = 1; const auto& [outcome, name] : outcome_names())
        determination.lines.push_back(filled_line(number++, outcome));
    return determination;
}

[[nodiscard]] model::Determination round_trip(const model::Determination& determination)
{
    const auto read = read_determination(write_determination(determination));
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
    return *read;
}

// The enumerator's own name as the compiler writes it: a cast, "(x278::model::Outcome)9",
// where the enum has none of that value.
template <auto value>
[[nodiscard]] constexpr std::string_view spelled()
{
    const std::string_view function = __PRETTY_FUNCTION__;
    const auto             start    = function.find("value = ") + 8;
    return function.substr(start, function.find_first_of(";]", start) - start);
}

template <class Enum, std::size_t... values>
[[nodiscard]] std::set<std::string_view> enumerators(std::index_sequence<values...>)
{
    std::set<std::string_view> names;
    for (const std::string_view name : {spelled<static_cast<Enum>(values)>()...})
        if (name.find(')') == std::string_view::npos) names.insert(name.substr(name.rfind(':') + 1));
    return names;
}

}  // namespace

TEST_CASE("determination: a filled one is read back as it was written")
{
    const auto determination = filled();
    CHECK(round_trip(determination) == determination);
}

TEST_CASE("determination: an empty one is read back as it was written")
{
    CHECK(round_trip({}) == model::Determination());
    CHECK(write_determination({}) == R"({"determined_at":0,"determined_on":"0000-00-00","event":{"outcome":"pended"}})");
}

TEST_CASE("determination: optional parts at rest are told from absent ones")
{
    model::Determination determination;
    determination.event.quantity = model::CertifiedQuantity{};
    determination.event.period   = model::CertifiedPeriod{2024y / 1 / 1, 2024y / 1 / 1};
    determination.event.contact  = model::ContactPoint{};
    determination.lines          = {{}, {}};
    determination.rejections     = {{""}};
    CHECK(round_trip(determination) == determination);
}

TEST_CASE("determination: quantities are kept to the last bit")
{
    for (const double value : {0.0, 29.0, 0.1, 1.0 / 3, 1e22, 5e-324, 123456789.123456789, std::numeric_limits<double>::max()}) {
        CAPTURE(value);
        model::Determination determination;
        determination.event.quantity = model::CertifiedQuantity{value, "FL"};
        CHECK(round_trip(determination) == determination);
    }
}

TEST_CASE("determination: every byte a text can hold is kept")
{
    model::Determination determination;
    for (int c = 0; c < 256; ++c) determination.payer += static_cast<char>(c);
    CHECK(round_trip(determination) == determination);
}

TEST_CASE("determination: a large one is read back as it was written")
{
    auto determination = filled();
    for (int i = 0; i < 200; ++i) determination.lines.push_back(filled_line(100 + i, Outcome::pended));
    CHECK(round_trip(determination) == determination);
}

TEST_CASE("determination: every outcome is kept under its own name")
{
    std::set<std::string_view> kept;
    for (const auto& [outcome, name] : outcome_names()) {
        kept.insert(name);
        CHECK(outcome_name(outcome) == name);
    }
    CHECK(kept == enumerators<Outcome>(std::make_index_sequence<64>()));
    CHECK(kept.size() == outcome_names().size());
    CHECK_THROWS_WITH_AS(static_cast<void>(outcome_name(static_cast<Outcome>(200))),
                         "determination: value 200 of an enum has no name in the table", std::logic_error);
}

TEST_CASE("determination: every answer of a rule is kept under its own name")
{
    std::set<std::string> kept;
    for (const auto answer : {Finding::Answer::does_not_apply, Finding::Answer::applies, Finding::Answer::cannot_tell}) {
        model::Determination determination;
        determination.event.findings = {finding({"R", "", ""}, answer)};
        CHECK(round_trip(determination) == determination);
        const auto text  = write_determination(determination);
        const auto start = text.find(R"("answer":")") + 10;
        kept.insert(text.substr(start, text.find('"', start) - start));
    }
    const auto named = enumerators<Finding::Answer>(std::make_index_sequence<64>());
    CHECK(kept == std::set<std::string>(named.begin(), named.end()));
}

TEST_CASE("determination: text that is not one is corrupt, and the message names the field alone")
{
    struct Case {
        const char* text;
        const char* message;
    };
    const std::string_view not_json = "determination is not a JSON object";
    for (const Case& wrong : {
             Case{"", not_json.data()},
             Case{"{\"event\":", not_json.data()},
             Case{"[]", not_json.data()},
             Case{"{\"event\":{}}", "field `outcome` of the determination does not hold what it should"},
             Case{"{\"event\":{\"outcome\":\"SECRET\"}}", "field `outcome` of the determination does not hold what it should"},
             Case{"{\"event\":[]}", "field `event` of the determination does not hold what it should"},
             Case{"{\"payer\":7}", "field `payer` of the determination does not hold what it should"},
             Case{"{\"determined_on\":\"2024-04\"}", "field `determined_on` of the determination does not hold what it should"},
             Case{"{\"determined_on\":\"2024-04-0x\"}",
                  "field `determined_on` of the determination does not hold what it should"},
             Case{"{\"determined_at\":\"noon\"}", "field `determined_at` of the determination does not hold what it should"},
             Case{"{\"determined_minute\":99999999999}",
                  "field `determined_minute` of the determination does not hold what it should"},
             Case{"{\"lines\":[{\"outcome\":\"pended\"},7]}", "field `lines` of the determination does not hold what it should"},
             Case{"{\"event\":{\"outcome\":\"pended\",\"quantity\":{\"value\":\"a lot\"}}}",
                  "field `value` of the determination does not hold what it should"},
         }) {
        CAPTURE(wrong.text);
        const auto read = read_determination(wrong.text);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == ErrorCode::corrupt);
        CHECK(read.error().message == wrong.message);
    }
}
