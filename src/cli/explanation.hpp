// Determinations as a reviewer or an auditor reads them: every rule asked, its answer and
// the facts compared. Names no person.
#pragma once

#include "app/processor.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace x278::cli {

// Writes what is processed into a text, as it happens.
class Explanation : public app::Observer {
public:
    void on_error(const Error& error) override;
    void on_interchange(const edi::InterchangeHeader& header, const edi::EnvelopeVerdict& verdict) override;
    void on_group(const edi::GroupHeader& header, const edi::GroupVerdict& verdict) override;
    void on_set(const edi::Validated& checked) override;
    void on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool repeated) override;
    void on_inquiry(const model::ServiceReviewRequest& inquiry, const model::InquiryAnswer& answer) override;

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    void                             clear() { text_.clear(); }

private:
    void line(const model::LineDetermination& decided, const std::string& what);
    void findings(const std::vector<model::Finding>& asked);

    std::string text_;
    std::string sender_;
};

}  // namespace x278::cli
