// How outcomes and rejections are said in a 278 response: schemas/answers.
#pragma once

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "model/determination.hpp"

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

class Answers {
public:
    // From `schemas/answers/...`; errors name file, line and column. Every model::Outcome
    // and every Consequence::When must have a row.
    [[nodiscard]] static Result<Answers> load(std::span<const EmbeddedFile> files);

    // Those compiled into the program; broken ones are a broken build, and throw.
    [[nodiscard]] static const Answers& embedded();

    [[nodiscard]] const OutcomeCode& outcome(model::Outcome outcome) const noexcept
    {
        return outcomes_[static_cast<std::size_t>(outcome)];
    }

    // Null for a situation that has no row.
    [[nodiscard]] const RejectionCode* rejection(std::string_view situation) const noexcept;

    [[nodiscard]] const Consequence& consequence(Consequence::When when) const noexcept
    {
        return consequences_[static_cast<std::size_t>(when)];
    }

    [[nodiscard]] std::span<const OutcomeCode>   outcomes() const noexcept { return outcomes_; }  // in order of model::Outcome
    [[nodiscard]] std::span<const RejectionCode> rejections() const noexcept { return rejections_; }  // in order of the file

private:
    std::vector<OutcomeCode>   outcomes_;
    std::vector<RejectionCode> rejections_;
    std::array<Consequence, 2> consequences_;  // by Consequence::When
};

}  // namespace x278::edi
