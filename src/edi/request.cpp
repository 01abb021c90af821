#include "edi/request.hpp"

#include "core/digest.hpp"
#include "edi/grammar/request.hpp"

#include <algorithm>
#include <cassert>
#include <stdexcept>

namespace x278::edi {

namespace {

const CodeList& roles_of(const Guide& guide, std::string_view loop_id)
{
    const auto loop = std::ranges::find(guide.loops, loop_id, &Loop::id);
    assert(loop != guide.loops.end());
    return loop->segments.front().qualifier.codes;
}

}  // namespace

model::ServiceReviewRequest to_request(const Validated& checked)
{
    if (!checked.accepted() || checked.guide()->id != "005010X217" || checked.guide()->direction != "request")
        throw std::logic_error("to_request was given a set that is no accepted 005010X217 request");

    const TransactionSet&       set = checked.set();
    model::ServiceReviewRequest request;
    request.source.assign(set.text.begin(), set.text.end());

    grammar::RequestBuild build{request,
                                set.text.data(),
                                request.source.data(),
                                set.delimiters,
                                &roles_of(*checked.guide(), "2010EB"),
                                &roles_of(*checked.guide(), "2010EC")};
    if (!grammar::parse_request(set.segments, build))
        throw std::logic_error("an accepted request does not follow the grammar of requests");
    return request;
}

std::string fingerprint_of(const TransactionSet& set)
{
    // Separators are written as four characters that no data holds, so that only what was said counts.
    constexpr std::string_view marks = "\x1D\x1E\x1F\x1C";
    std::string                asked;
    asked.reserve(set.text.size());
    for (const Segment& segment : set.segments) {
        const auto id = segment.id();
        if (id == "ST" || id == "SE") continue;
        int element = 0;
        for (const Token& token : segment.tokens()) {
            const bool when = id == "BHT" && (element == 4 || element == 5);
            if (!when) asked += token.text();
            asked += token.ended_by == set.delimiters.element      ? marks[0]
                     : token.ended_by == set.delimiters.repetition ? marks[1]
                     : token.ended_by == set.delimiters.component  ? marks[2]
                                                                   : marks[3];
            if (token.ended_by == set.delimiters.element) ++element;
        }
    }
    return sha256_hex(asked);
}

}  // namespace x278::edi
