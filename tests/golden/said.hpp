// What a reply says, a statement for each segment that finds fault or decides: read with none of the
// program's own code, so that a golden file cannot agree with itself by mistake.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace x278::golden {

// In order of the segments of all interchanges, written by readable lines:
//
//   TA1 R 001            TA104, TA105
//   IK3 UM 12 2000 8     IK301, IK302, IK303 (`-` when empty), IK304
//   CTX DTP 16           the segment and position a situational trigger names (CTX02, CTX03)
//   IK4 4:3 I10          IK401, IK403
//   IK5 R 5 I5           IK501 and its codes; an accepted set says nothing
//   AK9 P 5              AK901 and AK905..09; an accepted group says nothing
//   AAA 2010C 75 C       the loop, AAA03, AAA04
//   HCR 2000E A4 0U      the loop, HCR01, HCR03
[[nodiscard]] std::vector<std::string> said(std::string_view interchanges);

}  // namespace x278::golden
