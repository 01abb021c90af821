#include "edi/grammar/request_def.hpp"

namespace x278::edi::grammar {

bool parse_request(std::span<const Segment> segments, RequestBuild& build)
{
    const Segment*       first = segments.data();
    const Segment* const last  = first + segments.size();
    return x3::parse(first, last, x3::with<build_tag>(build)[request]) && first == last;
}

}  // namespace x278::edi::grammar
