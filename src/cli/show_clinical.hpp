// The parts of a request that say what is to be done and why the patient needs it: the
// review, each service, and the clinical detail that some kinds of care come with.
#pragma once

#include "cli/page.hpp"
#include "cli/value_words.hpp"
#include "model/service_review.hpp"

#include <vector>

namespace x278::cli {

void add_review(Section& section, const Names& names, const model::Review& review);                    // UM, without its urgency
void add_ambulance(Section& section, const Names& names, const model::AmbulanceTransport& transport);  // CR1

[[nodiscard]] Section service_section(const model::ServiceLine& line, const Names& names);

// Conditions (CRC), spinal manipulation (CR2), oxygen (CR5), home health (CR6); what was not sent is an empty section.
[[nodiscard]] std::vector<Section> clinical_sections(const model::PatientEvent& event, const Names& names);

}  // namespace x278::cli
