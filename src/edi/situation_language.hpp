// The notation of schemas/guides/<guide>/situations.csv, read: `UM02!=I and 2000E.UM02=I`,
// `REF[01=BB] required`. What the names mean is the guide's to say; here they are words.
//
// docs/decisions/012-situations-are-data.md has the whole notation.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace x278::edi {

// "2000E.DTP[01=435]03": an element, a segment or a loop.
struct WrittenPlace {
    std::string loop;           // "2000E"; empty for the loop of the rule
    std::string name;           // "DTP", "UM02", "2010EA"
    std::string key;            // "[01=435]"; empty for most
    std::string element;        // "03", only behind a key
    unsigned    component = 0;  // 0: the element as a whole

    [[nodiscard]] std::string text() const;
};

enum class Test : std::uint8_t { present, absent, among, not_among };

struct WrittenTest {
    Test                     test = Test::present;
    std::vector<std::string> codes;  // of among and not_among
};

struct WrittenCondition {
    WrittenPlace place;
    WrittenTest  test;
};

enum class Demand : std::uint8_t { required, not_used, one_of, at_most_one_of, must_be, must_not_be, must_begin };

struct WrittenVerb {
    Demand                   demand = Demand::required;
    std::vector<std::string> codes;  // of must_be, must_not_be and must_begin
};

struct WrittenDemand {
    std::vector<WrittenPlace> places;  // one, but for one_of and at_most_one_of
    WrittenVerb               verb;
};

// An empty text has no conditions: the rule always applies. Errors: `bad_input`, "expected ... at `...`".
[[nodiscard]] Result<std::vector<WrittenCondition>> parse_conditions(std::string_view text);
[[nodiscard]] Result<WrittenDemand>                 parse_demand(std::string_view text);

}  // namespace x278::edi
