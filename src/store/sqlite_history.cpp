#include "store/sqlite_history.hpp"

#include "store/determination_json.hpp"

#include <fmt/format.h>

namespace x278::store {

namespace {

constexpr std::int64_t page_size = 256;

}  // namespace

Result<model::Determination> read_recorded(const Statement& row, int id, int column, const std::string& file)
{
    auto determination = read_determination(row.text(column));
    if (determination) return determination;
    return failure(ErrorCode::corrupt, fmt::format("`{}`, request {}: {}; put the file aside and restore a backup", file,
                                                   row.number(id), determination.error().message));
}

OnRecord read_received(const Statement& row, int column)
{
    OnRecord record;
    record.source = row.text(column);
    row.text(column + 1).copy(record.separators.data(), record.separators.size());
    return record;
}

RequestHistory::RequestHistory(Connection& connection)
    : newest_(connection.prepare("SELECT coalesce(max(id), 0) FROM request")),
      page_(connection.prepare("SELECT id, determination, request, separators, sender, reference, trace_number, fingerprint, "
                               "received_at, kind FROM request WHERE id > ? AND id <= ? ORDER BY id LIMIT ?"))
{
}

std::int64_t RequestHistory::newest()
{
    const StatementReset reset(newest_);
    return newest_.next() ? newest_.number(0) : 0;
}

Result<std::vector<History>> RequestHistory::next_page(std::int64_t& after, std::int64_t last, const std::string& file)
{
    std::vector<History> page;
    page_.bind(1, after).bind(2, last).bind(3, page_size);
    const StatementReset reset(page_);
    while (page_.next()) {
        auto determination = read_recorded(page_, 0, 1, file);
        if (!determination) return std::unexpected(determination.error());
        History& past           = page.emplace_back();
        past.then               = read_received(page_, 2);
        past.then.determination = std::move(*determination);
        past.key                = {std::string(page_.text(4)), std::string(page_.text(5)), std::string(page_.text(6))};
        past.fingerprint        = page_.text(7);
        past.received_at        = std::chrono::sys_seconds(std::chrono::seconds(page_.number(8)));
        past.kind               = static_cast<model::RequestKind>(page_.number(9));
        after                   = page_.number(0);
    }
    return page;
}

}  // namespace x278::store
