#include "edi/grammar/segment_def.hpp"

namespace x278::edi::grammar {

bool parse_segment(Cursor& first, Cursor last, Source& source)
{
    // On copies whose address nobody else has, so that they can stay in registers.
    Cursor at   = first;
    Source mine = source;
    if (!x3::parse(at, last, x3::with<source_tag>(mine)[segment])) return false;
    first  = at;
    source = mine;
    return true;
}

}  // namespace x278::edi::grammar
