// Determinations as the letter that follows the reply says them: whole sentences, the reason, what to send, whom to ask
// and how to appeal. Who is written to, and where they live, is for whoever prints it.
#pragma once

#include "app/processor.hpp"
#include "edi/answers.hpp"
#include "edi/guide.hpp"

#include <string>

namespace x278::cli {

// Writes the letter of each request that is processed, in order, a line of dashes between them.
class Letters : public app::Observer {
public:
    void on_error(const Error& error) override;
    void on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool repeated) override;

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

// One letter. Sentences: schemas/answers/letters.csv.
[[nodiscard]] std::string letter_text(const edi::Guides&                 guides,
                                      const edi::Answers&                answers,
                                      const model::ServiceReviewRequest& request,
                                      const model::Determination&        determination);

}  // namespace x278::cli
