// Requests damaged at every value and every segment, through the whole path: there is
// always an answer, of the right kind, that can be read and obeys its guide.
#include "fuzz/damage.hpp"
#include "fuzz/guided_set.hpp"
#include "fuzz/payer.hpp"

#include "bench/generate.hpp"
#include "edi/reader.hpp"
#include "edi/validator.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace x278;

namespace {

constexpr std::size_t batch_sets = 128;  // as many as are answered at once

const edi::Guide& request_guide() { return *edi::Guides::embedded().find_direction("005010X217", "request"); }

// The set with numbers of its own, so that many can stand in one group.
fuzz::Segments numbered(fuzz::Segments set, std::size_t number)
{
    const auto put = [](std::string& segment, std::size_t element, const std::string& value) {
        auto elements = fuzz::split(segment, '*');
        if (element < elements.size()) elements[element] = value;
        segment = fmt::format("{}", fmt::join(elements, "*"));
    };
    put(set.front(), 2, fmt::format("{:06}", number));
    put(set.back(), 2, fmt::format("{:06}", number));
    put(set.at(1), 3, fmt::format("REF{:06}", number));
    return set;
}

// Whether the damage may run into the sets beside it.
bool stays_inside(const fuzz::Damage& damage, const fuzz::Segments& set)
{
    return damage.segment > 0 && damage.segment + 2 < set.size();
}

// Every damage of the set answered; returns how many there were.
int check_every_damage(fuzz::Payer& payer, const fuzz::Segments& set)
{
    std::vector<std::string> batch;
    std::size_t              number = 0;
    int                      done   = 0;
    const auto               flush  = [&] {
        const auto answer = payer.answer(fuzz::interchange_of(request_guide(), batch));
        CHECK_MESSAGE(answer.wrong.empty(), answer.wrong);
        CHECK(answer.sets.size() == batch.size());
        batch.clear();
    };
    const auto with_numbers = numbered(set, 0);
    fuzz::for_each_damage(with_numbers, [&](const fuzz::Damage& damage, const fuzz::Segments& after) {
        ++number;
        ++done;
        // Numbers are given after the damage where that cannot undo it.
        const bool numbers_whole = damage.segment > 1 && damage.segment + 2 < set.size() && after[1].starts_with("BHT*");
        const auto text          = fuzz::joined(numbers_whole ? numbered(after, number) : after);
        if (numbers_whole && stays_inside(damage, set)) {
            batch.push_back(text);
            if (batch.size() == batch_sets) flush();
            return;
        }
        const auto answer = payer.answer(fuzz::interchange_of(request_guide(), {text}));
        CAPTURE(damage.described(with_numbers));
        CHECK_MESSAGE(answer.wrong.empty(), answer.wrong);
        CHECK_FALSE(answer.replies.all().empty());
    });
    if (!batch.empty()) flush();
    return done;
}

// The first set of each sample that is accepted as it is.
std::vector<fuzz::Segments> sample_requests()
{
    std::vector<fuzz::Segments> requests;
    for (const auto& path : test::files_below(test::project() / "samples" / "inbox")) {
        const auto       bytes = test::read_file(path);
        edi::GroupHeader group;
        edi::Reader      reader(edi::source_of(bytes));
        while (auto event = reader.next()) {
            if (!*event) continue;
            if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
            const auto* set = std::get_if<edi::TransactionSet>(&**event);
            if (set == nullptr || set->delimiters != edi::Delimiters{}) continue;
            if (edi::validate(*set, group, edi::Guides::embedded()).issues().empty()) requests.push_back(fuzz::split(set->text));
            break;
        }
    }
    return requests;
}

}  // namespace

TEST_CASE("damage: a sample damaged in any one place is answered, whatever is done to it")
{
    fuzz::Payer payer;
    const auto  requests = sample_requests();
    REQUIRE(requests.size() > 10);
    int done = 0;
    for (std::size_t i = 0; i < requests.size(); i += 4) done += check_every_damage(payer, requests[i]);
    CHECK(done > 3000);
}

TEST_CASE("damage: a generated request damaged in any one place is answered, whatever is done to it")
{
    fuzz::Payer        payer;
    fuzz::SetGenerator generator(edi::Guides::embedded(), request_guide(), 17);
    int                done = 0;
    for (int i = 0; i < 2; ++i) done += check_every_damage(payer, fuzz::split(fuzz::text_of_set(generator.next(), {})));
    CHECK(done > 2000);
}

TEST_CASE("damage: scrambled interchanges are answered, whatever is done to them")
{
    fuzz::Payer payer;
    bench::Dice dice(23);
    // Requests, and what was not sent to be answered: 999s, TA1s, text between interchanges.
    std::vector<std::string> inputs{bench::generate({.seed = 3, .requests = 6, .per_group = 3})};
    for (const auto& path : test::files_below(test::project() / "fuzz" / "corpus" / "path"))
        inputs.push_back(test::read_file(path));
    for (const auto& path : test::files_below(test::project() / "fuzz" / "corpus" / "reader"))
        inputs.push_back(test::read_file(path));
    for (int i = 0; i < 600; ++i) {
        const auto bytes  = fuzz::scrambled(i % 2 == 0 ? inputs.front() : dice.one_of(inputs), dice.one_of(inputs), dice, 20'000);
        const auto answer = payer.answer(bytes);
        CAPTURE(bytes);
        CHECK_MESSAGE(answer.wrong.empty(), answer.wrong);
    }
}

TEST_CASE("damage: generated requests without any are accepted and answered")
{
    fuzz::Payer        payer;
    fuzz::SetGenerator generator(edi::Guides::embedded(), request_guide(), 29);
    for (std::size_t i = 0; i < 60; ++i) {
        const auto set    = numbered(fuzz::split(fuzz::text_of_set(generator.next(), {})), i);
        const auto answer = payer.answer(fuzz::interchange_of(request_guide(), {fuzz::joined(set)}));
        CAPTURE(fuzz::joined(set));
        CHECK_MESSAGE(answer.wrong.empty(), answer.wrong);
        REQUIRE(answer.sets.size() == 1);
        CHECK(answer.sets.front().accepted);
        CHECK(answer.replies.of(edi::ReplyKind::acknowledgment).empty());
    }
}
