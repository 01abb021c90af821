#include "edi/grammar/segment_def.hpp"

namespace x278::edi::grammar {

bool parse_segment(Cursor& first, Cursor last, Source& source)
{
    const Cursor start  = first;
    const Source before = source;

    if (x3::parse(first, last, x3::with<source_tag>(source)[segment])) return true;

    first  = start;
    source = before;
    return false;
}

}  // namespace x278::edi::grammar
