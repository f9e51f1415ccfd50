#include "store/sqlite/audit_log.h"

namespace oso::store::sqlite {
namespace {

// An event's fields as one JSON object in their own order, written by SQLite.
struct FieldsAsJson {
  const std::vector<audit::Field>& fields;
};

struct EventRow {
  audit::StoredEvent event;
  Instant at;
};

std::string InsertFor(std::size_t fields) {
  std::string sql = "INSERT INTO audit_event (at, type, actor, request, fields) VALUES (?, ?, ?, ?, json_object(";
  for (std::size_t i = 0; i < fields; ++i) sql += i == 0 ? "?, ?" : ", ?, ?";
  return sql + "))";
}

}  // namespace

template <>
struct Column<FieldsAsJson> {
  static void Put(Statement& statement, const FieldsAsJson& json) {
    for (const audit::Field& field : json.fields) {
      statement.PutText(field.key);
      statement.PutText(field.value);
    }
  }
};

template <>
struct Row<EventRow> {
  static auto Fields(auto& row) {
    auto& event = row.event;
    return std::tie(event.sequence, row.at, event.type, event.actor, event.request, event.fields);
  }
};

Status WriteEvent(Connection& connection, const audit::Event& event) {
  RETURN_IF_ERROR(connection.Execute(InsertFor(event.fields.size()), event.at, event.type, event.actor.name,
                                     event.actor.request, FieldsAsJson{event.fields}));
  return {};
}

Task<Status> AuditLog::Append(audit::Event event) {
  co_return co_await database_.Write<void>(
      [event = std::move(event)](Connection& connection) { return WriteEvent(connection, event); });
}

Task<Result<std::vector<audit::StoredEvent>>> AuditLog::List(std::int64_t after, int limit) {
  using Events = std::vector<audit::StoredEvent>;
  co_return co_await database_.Read<Events>([=](Connection& connection) -> Result<Events> {
    ASSIGN_OR_RETURN(auto rows,
                     connection.Query<EventRow>("SELECT sequence, at, type, actor, request, fields "
                                                "FROM audit_event WHERE sequence > ? ORDER BY sequence LIMIT ?",
                                                after, limit));
    Events events;
    for (EventRow& row : rows) {
      row.event.at = ToIso8601(row.at);
      events.push_back(std::move(row.event));
    }
    return events;
  });
}

}  // namespace oso::store::sqlite
