#include "store/sql/audit_log.h"

#include "audit/entry.h"

namespace oso::store::sql {
namespace {

struct EntryRow {
  std::int64_t position = 0;
  std::string entry;
};

}  // namespace

template <>
struct Row<EntryRow> {
  static auto Fields(auto& row) { return std::tie(row.position, row.entry); }
};

Status WriteEvent(Connection& connection, const audit::Event& event) {
  RETURN_IF_ERROR(connection.Append(event));
  return {};
}

Task<Status> AuditLog::Append(audit::Event event) {
  co_return co_await database_.Write<void>(
      [event = std::move(event)](Connection& connection) { return WriteEvent(connection, event); });
}

Task<Result<std::vector<audit::StoredEvent>>> AuditLog::List(std::int64_t after, int limit) {
  using Events = std::vector<audit::StoredEvent>;
  co_return co_await database_.Read<Events>([=](Connection& connection) -> Result<Events> {
    // An event's sequence is its position and one: 0 is before all.
    ASSIGN_OR_RETURN(auto rows, connection.Query<EntryRow>("SELECT position, entry FROM audit_event "
                                                           "WHERE position >= ? ORDER BY position LIMIT ?",
                                                           after, limit));
    Events events;
    events.reserve(rows.size());
    for (const EntryRow& row : rows) {
      Result<audit::StoredEvent> event = audit::ReadEntry(row.entry, static_cast<std::uint64_t>(row.position));
      if (!event.ok()) return Fail(ErrorCode::kStorage, "audit_event: " + event.error().detail);
      events.push_back(std::move(event).value());
    }
    return events;
  });
}

}  // namespace oso::store::sql
