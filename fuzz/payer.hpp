// The whole path in memory, and what must hold of every answer whatever was asked.
#pragma once

#include "app/outbox.hpp"
#include "app/processor.hpp"
#include "store/store.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace x278::fuzz {

// What became of one received set.
struct Outcome {
    std::string control_number;  // ST02
    std::string reference;       // BHT03
    bool        accepted = false;
};

class Payer {
public:
    Payer();  // the plans and guides of the program, a store that keeps nothing, a clock that stands still

    struct Answer {
        app::MemoryOutbox    replies;
        std::vector<Outcome> sets;   // one for each set that was looked at, in order
        std::string          wrong;  // what does not hold of this answer; empty when all does
    };

    // Always an answer of the right kind: a refused set is refused in a 999, an accepted one
    // gets one 278 that says BHT03 again, every reply reads back, and obeys its guide.
    [[nodiscard]] Answer answer(std::string_view bytes);

private:
    policy::Plans                 plans_;
    std::unique_ptr<store::Store> store_;
};

}  // namespace x278::fuzz
