// What was said of the illness and what was asked for, echoed in the answer.
#pragma once

#include "edi/guided_writer.hpp"
#include "edi/response_uses.hpp"
#include "model/determination.hpp"
#include "model/service_review.hpp"

#include <optional>

namespace x278::edi {

void put_diagnoses(GuidedWriter& put, const ResponseWriter::Uses& uses, const model::PatientEvent& event);  // HI

// CL1, CR1, CR2, CR5, CR6: what of the event's clinical segments the response has.
void put_clinical(GuidedWriter& put, const ResponseWriter::Uses& uses, const model::PatientEvent& event);

// HSD, how much: what was asked, with the certified quantity in its place when that differs.
void put_delivery(GuidedWriter&                         put,
                  const SegmentUse&                     hsd,
                  const std::optional<model::Delivery>& asked,
                  const model::LineDetermination&       decided);

// SV1, SV2 or SV3, with the quantity that is certified in place of the one asked for.
void put_service(GuidedWriter&                   put,
                 const ResponseWriter::Uses&     uses,
                 const model::Service&           service,
                 const model::LineDetermination& decided);

}  // namespace x278::edi
