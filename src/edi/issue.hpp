// Something wrong with received data, and exactly where it stands.
//
// Positions count the way the 999 counts them, so an acknowledgment copies them
// without arithmetic. Source: 005010X231A1, IK302, IK402-1..3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace x278::edi {

struct Location {
    std::size_t offset_bytes     = 0;  // from the start of the input
    int         segment_position = 0;  // ST is 1; 0 outside a set
    std::string segment_id;
    std::string loop_id;         // "2010C"; empty outside a loop
    int         element    = 0;  // 1-based; 0 is the segment as a whole
    int         component  = 0;  // 1-based; 0 is the element as a whole
    int         repetition = 0;  // 1-based; 0 is the first and only
    int         line       = 0;  // 1-based, which 2000F of its event; 0 outside of them
    int         party      = 0;  // 1-based, which 2010EA, 2010F ... of its level; 0 outside of them
};

enum class Severity : std::uint8_t { warning, error };

struct Issue {
    std::string id;  // "element/code-not-allowed", a key of schemas/issues.csv
    Severity    severity = Severity::error;
    Location    where;
    std::string message;       // for people; lower case, no full stop, no patient data
    std::string data_element;  // IK402, "1525"; empty when not about one element
    std::string bad_value;     // IK404, only if printable and no patient data; empty otherwise

    std::vector<Location> context;  // CTX: what made a situational rule apply here, at most 9
};

}  // namespace x278::edi
