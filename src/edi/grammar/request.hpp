// The grammar of what a 278 asks, one level above the segment: it walks segments as the
// guides of request, inquiry and notification list them and fills a ServiceReviewRequest as
// it goes.
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
    // NM101 of the loops that are told apart by it; null where the guide has no such loop.
    const CodeList* transport_roles;  // 2010EB; 2010EC of a notification
    const CodeList* other_umo_roles;  // 2010EC; 2010ED of a notification
    const CodeList* contact_roles;    // 2010EB of a notification

    model::Party*       party  = nullptr;  // the one being filled
    model::Person*      person = nullptr;  // the same, when it is a person
    model::ServiceLine* line   = nullptr;  // the one being filled; null while at the event
};

// Reads ST..SE, of which only segments that stand somewhere in the guide are given. False when
// they do not follow it, which a Validated's do: everything but its order is taken as it comes,
// for what a guide says with low confidence may be otherwise.
[[nodiscard]] bool parse_request(std::span<const Segment> segments, RequestBuild& build);

}  // namespace x278::edi::grammar
