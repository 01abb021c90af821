// Trading partners: partners.csv of the reference folder, and what it keeps a partner from.
//
// docs/TRADING-PARTNERS.md explains the columns. Without the file everybody may send.
#pragma once

#include "core/result.hpp"
#include "edi/agreement.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "model/determination.hpp"
#include "model/service_review.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace x278::app {

// Errors: `bad_input`, "file:line:column: what was expected"; values are never repeated,
// some of them are passwords. No agreements when the folder has no such file.
[[nodiscard]] Result<edi::Agreements> read_partners(const std::string& folder, const edi::Guides& guides);

// The same from the text of the file; `path` is only how messages name it.
[[nodiscard]] Result<edi::Agreements> partners_from(std::string path, std::string_view text, const edi::Guides& guides);

// Why the request is answered without being looked at: its application, its purpose or its
// kind of review was not agreed. Empty when nothing speaks against it; `agreement` may be null.
[[nodiscard]] std::vector<model::Rejection> refused_by(const edi::Agreement*              agreement,
                                                       const edi::GroupHeader&            group,
                                                       const model::ServiceReviewRequest& request);

}  // namespace x278::app
