// How outcomes and rejections are said in the answer to a 278: schemas/answers.
#pragma once

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "model/determination.hpp"
#include "model/service_review.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

// One row of schemas/answers/outcomes.csv.
struct OutcomeCode {
    std::string              outcome;            // "approved", as model::Outcome spells it
    std::string              hcr01;              // "A1"
    bool                     certified = false;  // HCR02 carries the certification number
    std::vector<std::string> loops;              // where it may be said: "2000E", "2000F"
};

// One row of schemas/answers/rejections.csv.
struct RejectionCode {
    std::string situation;  // "member/not-found"
    std::string loop;       // of the response, "2010C"
    std::string aaa03;      // why
    std::string aaa04;      // what the sender should do
    std::string sentence;   // for the operator
};

// One row of schemas/answers/consequences.csv: what a level says that was not decided because
// of a rejection at another one.
struct Consequence {
    enum class When : std::uint8_t { rejected_below, rejected_elsewhere };

    std::string hcr01;    // "A3"
    std::string hcr03;    // "25"
    std::string message;  // MSG01
};

// How an answer came out, as far as its BHT says.
enum class Came : std::uint8_t { decided, pended, rejected };

// One row of schemas/answers/headers.csv.
struct HeaderCode {
    std::string bht02;
    std::string bht06;  // may be empty
};

// One row of schemas/answers/messages.csv, or of letters.csv.
struct MessageText {
    std::string message;  // "inquiry/more-matches"
    std::string text;     // MSG01; of a letter, a sentence
};

class Answers {
public:
    // From `schemas/answers/...`; errors name file, line and column. Every model::Outcome
    // and every Consequence::When must have a row, and every header that can be needed.
    [[nodiscard]] static Result<Answers> load(std::span<const EmbeddedFile> files);

    // Those compiled into the program; broken ones are a broken build, and throw.
    [[nodiscard]] static const Answers& embedded();

    [[nodiscard]] const OutcomeCode& outcome(model::Outcome outcome) const noexcept
    {
        return outcomes_[static_cast<std::size_t>(outcome)];
    }

    // A notification is never pended.
    [[nodiscard]] const HeaderCode& header(model::RequestKind asked, Came came) const noexcept
    {
        return headers_[static_cast<std::size_t>(asked)][static_cast<std::size_t>(came)];
    }

    // What to say in MSG01 or in a letter; empty for a message that has no row.
    [[nodiscard]] std::string_view message(std::string_view id) const noexcept;

    // Null for a situation that has no row.
    [[nodiscard]] const RejectionCode* rejection(std::string_view situation) const noexcept;

    [[nodiscard]] const Consequence& consequence(Consequence::When when) const noexcept
    {
        return consequences_[static_cast<std::size_t>(when)];
    }

    [[nodiscard]] std::span<const OutcomeCode>   outcomes() const noexcept { return outcomes_; }  // in order of model::Outcome
    [[nodiscard]] std::span<const RejectionCode> rejections() const noexcept { return rejections_; }  // in order of the file

private:
    using Headers = std::array<std::array<HeaderCode, 3>, 3>;  // by RequestKind, then by Came
    [[nodiscard]] static Result<Headers> read_headers(std::span<const EmbeddedFile> files);

    std::vector<OutcomeCode>   outcomes_;
    std::vector<RejectionCode> rejections_;
    std::array<Consequence, 2> consequences_;  // by Consequence::When
    Headers                    headers_;
    std::vector<MessageText>   messages_;
};

}  // namespace x278::edi
