#include "bench/generate.hpp"
#include "edi/reader.hpp"
#include "edi/validator.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace x278;

namespace {

struct Contents {
    int                   interchanges = 0;
    int                   groups       = 0;
    int                   sets         = 0;
    std::set<std::string> references;  // BHT03
};

// Reads `bytes` and checks every set against its guide and every trailer against what came.
Contents checked_contents(const std::string& bytes)
{
    Contents         contents;
    edi::GroupHeader group;
    edi::Reader      reader(edi::source_of(bytes));
    while (const auto event = reader.next()) {
        REQUIRE_MESSAGE(event->has_value(), (event->has_value() ? "" : event->error().message));
        if (std::get_if<edi::InterchangeHeader>(&**event)) ++contents.interchanges;
        CHECK(std::get_if<edi::StraySegment>(&**event) == nullptr);
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
        if (const auto* set = std::get_if<edi::TransactionSet>(&**event)) {
            ++contents.sets;
            contents.references.emplace(set->segments[1].element(3, set->delimiters));
            const auto checked = edi::validate(*set, group, edi::Guides::embedded());
            CAPTURE(set->text);
            for (const auto& issue : checked.issues())
                FAIL_CHECK(issue.id << " " << issue.where.segment_id << issue.where.element << ": " << issue.message);
            CHECK(checked.accepted());
        }
        if (const auto* trailer = std::get_if<edi::GroupTrailer>(&**event)) {
            ++contents.groups;
            CHECK(trailer->control_number == group.control_number());
            CHECK(trailer->sets_declared == std::to_string(trailer->sets_read));
        }
        if (const auto* trailer = std::get_if<edi::InterchangeTrailer>(&**event))
            CHECK(trailer->groups_declared == std::to_string(trailer->groups_read));
    }
    return contents;
}

}  // namespace

TEST_CASE("generator: every request is valid by its guide, and no reference is used twice")
{
    const auto contents = checked_contents(bench::generate({.seed = 7, .requests = 1'000}));
    CHECK(contents.interchanges == 1);
    CHECK(contents.groups == 1);
    CHECK(contents.sets == 1'000);
    CHECK(contents.references.size() == 1'000);
}

TEST_CASE("generator: sets are spread over groups and interchanges as asked")
{
    struct Case {
        std::uint64_t per_group;
        std::uint64_t per_interchange;
        int           groups;
        int           interchanges;
    };
    const std::vector<Case> cases{{0, 0, 1, 1}, {4, 0, 3, 1}, {0, 5, 2, 2}, {2, 5, 6, 2}, {1, 1, 10, 10}, {100, 100, 1, 1}};
    for (const auto& [per_group, per_interchange, groups, interchanges] : cases) {
        CAPTURE(per_group);
        CAPTURE(per_interchange);
        const auto contents =
            checked_contents(bench::generate({.requests = 10, .per_group = per_group, .per_interchange = per_interchange}));
        CHECK(contents.sets == 10);
        CHECK(contents.groups == groups);
        CHECK(contents.interchanges == interchanges);
    }
}

TEST_CASE("generator: the same options give the same bytes, another seed others")
{
    const auto once = bench::generate({.seed = 3, .requests = 20});
    CHECK(once == bench::generate({.seed = 3, .requests = 20}));
    CHECK(once != bench::generate({.seed = 4, .requests = 20}));
    CHECK(bench::generate({.requests = 0}).empty());
}

TEST_CASE("generator: a size is reached and passed by less than one request")
{
    const auto bytes = bench::generate({.bytes = 100'000});
    CHECK(bytes.size() >= 100'000);
    CHECK(bytes.size() < 103'000);
    CHECK(checked_contents(bytes).interchanges == 1);
}

TEST_CASE("generator: other separators change nothing else")
{
    const edi::Delimiters separators{.element = '|', .repetition = '!', .component = '>', .segment = '\n'};
    const auto            contents = checked_contents(bench::generate({.requests = 200, .separators = separators}));
    CHECK(contents.sets == 200);

    for (const char c : {'A', 'z', '0', ' ', '.', '-'}) CHECK_FALSE(bench::may_separate(c));
    for (const char c : {'*', '|', '~', '\n', '>', '\x1D'}) CHECK(bench::may_separate(c));
}

TEST_CASE("generator: NPIs carry the check digit of the standard")
{
    CHECK(bench::npi_of(123'456'789) == "1234567893");  // the example of the NPI standard
    CHECK(bench::npi_of(198'765'432) == "1987654328");
    CHECK(bench::npi_of(100'000'000) == "1000000004");
}
