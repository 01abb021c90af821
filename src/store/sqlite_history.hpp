// Rows of the requests recorded in SQLite, and all of them page by page.
#pragma once

#include "core/result.hpp"
#include "model/determination.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace x278::store {

// The determination in `column` of a row whose number stands in column `id`. Errors: `corrupt`, naming file and request.
[[nodiscard]] Result<model::Determination> read_recorded(const Statement& row, int id, int column, const std::string& file);

// The request as received, in `column`, and its separators in the one after it; without its determination.
[[nodiscard]] OnRecord read_received(const Statement& row, int column);

// Throws SqliteFailure, as statements do.
class RequestHistory {
public:
    explicit RequestHistory(Connection& connection);

    // The number of the newest request; 0 when there is none.
    [[nodiscard]] std::int64_t newest();

    // Those after number `after` up to `last`, the oldest first, as many as are held at once; `after` moves on to the
    // last of them. None: there are no more. Errors: `corrupt`.
    [[nodiscard]] Result<std::vector<History>> next_page(std::int64_t& after, std::int64_t last, const std::string& file);

private:
    Statement newest_;
    Statement page_;
};

}  // namespace x278::store
