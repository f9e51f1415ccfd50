#include "store/sql/session_store.h"

#include "store/sql/audit_log.h"
#include "store/sql/words.h"

namespace oso::store::sql {

using center::Closing;
using center::Session;

template <>
struct Row<Closing> {
  static auto Fields(auto& row) { return std::tie(row.at, row.result, row.source); }
};
template <>
struct Row<Session> {
  static auto Fields(auto& row) {
    return std::tie(row.id, row.source, row.source_index, row.target, row.kind, row.key, row.target_supplier,
                    row.opened_at, row.expires_at, row.closing);
  }
};

Task<Status> SessionStore::Open(Session session, audit::Event event) {
  co_return co_await database_.Write<void>([session, event = std::move(event)](Connection& connection) -> Status {
    RETURN_IF_ERROR(connection.Execute(
        "INSERT INTO session (id, source, source_number, target, target_number, kind, key_digest, target_supplier, "
        "opened_at, expires_at, closed_at, result, result_source, result_number) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session));
    return WriteEvent(connection, event);
  });
}

Task<Result<std::optional<Session>>> SessionStore::Find(SessionId id) {
  co_return co_await database_.Read<std::optional<Session>>([=](Connection& connection) {
    return connection.QueryOne<Session>(
        "SELECT id, source, source_number, target, target_number, kind, key_digest, target_supplier, opened_at, "
        "expires_at, closed_at, result, result_source, result_number FROM session WHERE id = ?",
        id);
  });
}

Task<Status> SessionStore::Close(SessionId id, Closing closing, audit::Event event) {
  co_return co_await database_.Write<void>([=, event = std::move(event)](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(std::int64_t closed,
                     connection.Execute("UPDATE session SET closed_at = ?, result = ?, result_source = ?, "
                                        "result_number = ? WHERE id = ? AND closed_at IS NULL",
                                        closing, id));
    if (closed == 1) return WriteEvent(connection, event);
    ASSIGN_OR_RETURN(bool there, connection.Exists("SELECT 1 FROM session WHERE id = ?", id));
    if (there) return Fail(ErrorCode::kConflict, "session " + id.ToString() + " is closed already");
    return Fail(ErrorCode::kNotFound, "no session " + id.ToString());
  });
}

}  // namespace oso::store::sql
