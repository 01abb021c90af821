// Which control numbers came before, in whatever order they come.
#include "edi/number_set.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <set>
#include <string>

using namespace x278::edi;

TEST_CASE("number set: a number is new once, and its leading zeros are part of it")
{
    NumberSet numbers;
    for (const char* number : {"0002", "0001", "0003", "1", "A1", "999999999", "0000000001"}) {
        CAPTURE(number);
        CHECK(numbers.insert(number));
        CHECK(!numbers.insert(number));
        CHECK(numbers.contains(number));
    }
    CHECK(!numbers.contains("0004"));
    CHECK(!numbers.contains("A2"));
    numbers.clear();
    CHECK(numbers.insert("0002"));
}

TEST_CASE("number set: agrees with a plain set, whatever the order")
{
    std::mt19937          random(278);
    std::set<std::string> plain;
    NumberSet             numbers;
    for (int i = 0; i < 5000; ++i) {
        const std::string number = fmt::format("{:04}", random() % 2000);
        CHECK(numbers.contains(number) == plain.contains(number));
        CHECK(numbers.insert(number) == plain.insert(number).second);
    }
}

TEST_CASE("number set: remembers no more than it may, and forgets nothing it remembers")
{
    NumberSet numbers;
    for (std::size_t i = 0; i < NumberSet::runs_max + 10; ++i) CHECK(numbers.insert(fmt::format("{:09}", i * 2)));
    CHECK(numbers.contains("000000000"));
    CHECK(!numbers.contains(fmt::format("{:09}", (NumberSet::runs_max + 5) * 2)));
}
