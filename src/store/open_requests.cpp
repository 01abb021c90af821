#include "store/open_requests.hpp"

namespace x278::store {

namespace {

// A request without content is like no other; only what asks for a decision can be asked for twice.
bool counts(const Arrival& arrival) { return !arrival.content.empty() && arrival.request->kind == model::RequestKind::review; }

}  // namespace

void OpenRequests::make_tables(Connection& connection)
{
    connection.execute(R"(
        CREATE TABLE IF NOT EXISTS open_request (  -- those that were pended when they came; `request` says whether they still are
            request INTEGER PRIMARY KEY,           -- request.id
            content TEXT NOT NULL                  -- of what was asked, whatever its reference
        ) STRICT;
        CREATE INDEX IF NOT EXISTS open_request_of_content ON open_request (content);
    )");
}

// A cancellation is a request of its own, newer than what it cancels, and names it by certification or case.
OpenRequests::OpenRequests(Connection& connection)
    : find_(connection.prepare(
        "SELECT 1 FROM open_request JOIN request AS earlier ON earlier.id = open_request.request "
        "WHERE open_request.content = ? AND earlier.outcome = 'pended' "
        "AND NOT EXISTS (SELECT 1 FROM request AS later WHERE later.member = earlier.member AND later.id > earlier.id "
        "AND later.outcome = 'cancelled' AND later.previous <> '' "
        "AND later.previous IN (earlier.determination ->> 'certification_number', "
        "earlier.determination ->> 'administrative_reference'))")),
      insert_(connection.prepare("INSERT INTO open_request (request, content) VALUES (last_insert_rowid(), ?)"))
{
}

bool OpenRequests::hold(const Arrival& arrival)
{
    if (!counts(arrival)) return false;
    find_.bind(1, arrival.content);
    if (!find_.next()) return false;
    const StatementReset reset(find_);
    return true;
}

void OpenRequests::record(const Arrival& arrival, const model::Determination& determination)
{
    if (!counts(arrival) || !determination.rejections.empty()) return;
    if (determination.event.outcome == model::Outcome::pended) insert_.bind(1, arrival.content).run();
}

}  // namespace x278::store
