// The grammar of a 278 request, one level above the segment: it walks segments as the
// guide lists them and fills a ServiceReviewRequest as it goes.
//
// Callers include this file only; the grammar is compiled once, in request.cpp.
#pragma once

#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "model/service_review.hpp"

#include <span>

namespace x278::edi::grammar {

// Where the values go, and where they come from.
struct RequestBuild {
    model::ServiceReviewRequest& request;
    const char*                  received;  // the text the segments view
    const char*                  kept;      // the same text in request.source
    Delimiters                   delimiters;
    const CodeList*              transport_roles;  // NM101 of 2010EB
    const CodeList*              other_umo_roles;  // NM101 of 2010EC

    model::Party*       party  = nullptr;  // the one being filled
    model::Person*      person = nullptr;  // the same, when it is a person
    model::ServiceLine* line   = nullptr;  // the one being filled; null while at the event
};

// Reads ST..SE. False when the segments do not follow the guide, which a Validated's do.
[[nodiscard]] bool parse_request(std::span<const Segment> segments, RequestBuild& build);

}  // namespace x278::edi::grammar
