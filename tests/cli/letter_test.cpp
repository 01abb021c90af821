// Letters: a sentence for every outcome, and nothing but sentences.
#include "cli/letter.hpp"

#include <doctest/doctest.h>

namespace x278::cli::tests {

namespace {

model::Determination all_outcomes()
{
    model::Determination determination;
    for (int outcome = 0; outcome <= static_cast<int>(model::Outcome::cancelled); ++outcome) {
        auto& line   = determination.lines.emplace_back();
        line.line    = outcome + 1;
        line.outcome = static_cast<model::Outcome>(outcome);
    }
    return determination;
}

std::string letter_of(const model::Determination& determination, std::size_t lines)
{
    model::ServiceReviewRequest request;
    request.reference = "REF1";
    for (std::size_t i = 0; i < lines; ++i) request.event.lines.emplace_back().number = static_cast<int>(i) + 1;
    return letter_text(edi::Guides::embedded(), edi::Answers::embedded(), request, determination);
}

}  // namespace

TEST_CASE("letters: every outcome has its sentence, about its service")
{
    const auto        determination = all_outcomes();
    const std::string letter        = letter_of(determination, determination.lines.size());
    for (std::size_t i = 1; i <= determination.lines.size(); ++i) {
        CAPTURE(i);
        CHECK((letter.contains("service " + std::to_string(i)) || letter.contains("Service " + std::to_string(i))));
    }
    CHECK_FALSE(letter.contains("{service}"));
    CHECK(letter.contains("We do not cover service 8."));
    CHECK(letter.contains("You have the right to appeal."));
}

TEST_CASE("letters: what is wanted, why, and whom to ask")
{
    model::Determination determination;
    determination.administrative_reference = "CASE1";
    model::LineDetermination& event        = determination.event;
    event.outcome                          = model::Outcome::pended;
    event.reasons                          = {{"0U", "the plan of treatment is missing"}};
    event.documents_wanted                 = {"08"};
    event.contact                          = {{"INTAKE", {{"TE", "8005550100"}}}};
    const std::string letter               = letter_of(determination, 0);
    CHECK(letter.contains("Case number: CASE1"));
    CHECK(letter.contains("the plan of treatment is missing"));
    CHECK(letter.contains("Please send:"));
    CHECK(letter.contains("INTAKE, Telephone [TE] 8005550100"));
    CHECK_FALSE(letter.contains("appeal"));
}

TEST_CASE("letters: a request that was not worked on says what to mend")
{
    model::Determination determination;
    determination.rejections = {{"member/not-found", 0, 0}};
    const std::string letter = letter_of(determination, 0);
    CHECK(letter.contains("We could not work on your request."));
    CHECK(letter.contains("no member with this id is on file"));
}

TEST_CASE("letters: nobody who gets one is told what to load")
{
    for (const edi::RejectionCode& code : edi::Answers::embedded().rejections()) {
        CAPTURE(code.situation);
        model::Determination determination;
        determination.rejections = {{code.situation, 2, 0}};
        const std::string letter = letter_of(determination, 0);
        CHECK(letter.contains("  - line 2, "));
        CHECK_FALSE(letter.contains("load"));
        CHECK_FALSE(letter.contains("plan here"));
    }
    model::Determination determination;
    determination.rejections = {{"payer/unknown", 0, 0}};
    CHECK(letter_of(determination, 0).contains("sending the same again will not help"));
    CHECK(letter_of(determination, 0)
              .contains("  - we do not answer for the payer that your request names; check the id of the payer\n"));
}

}  // namespace x278::cli::tests
