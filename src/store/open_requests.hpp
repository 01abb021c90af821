// The requests that are pended, by what they ask for: so that one asked for again under another
// reference is known for what it is.
#pragma once

#include "store/sqlite.hpp"
#include "store/store.hpp"

namespace x278::store {

// Throws SqliteFailure.
class OpenRequests {
public:
    // Adds its table where there is none; a file without it has just no open request on record.
    static void make_tables(Connection& connection);

    explicit OpenRequests(Connection& connection);

    // Whether a request for review with the content of this one is pended, and was not cancelled since.
    [[nodiscard]] bool hold(const Arrival& arrival);

    // Called right after the request was recorded.
    void record(const Arrival& arrival, const model::Determination& determination);

private:
    Statement find_;
    Statement insert_;
};

}  // namespace x278::store
