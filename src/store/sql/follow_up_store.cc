#include "store/sql/follow_up_store.h"

#include "store/sql/audit_log.h"

namespace oso::store::sql {

using school::source::FollowUp;

template <>
struct Row<FollowUp> {
  static auto Fields(auto& row) { return std::tie(row.session, row.source, row.notified_at, row.put_aside_at); }
};

Task<Result<std::vector<FollowUp>>> FollowUpStore::List(Brin school) {
  co_return co_await database_.Read<std::vector<FollowUp>>([=](Connection& connection) {
    return connection.Query<FollowUp>(
        "SELECT session, source, source_number, notified_at, put_aside_at FROM request "
        "WHERE source = ? AND (notified_at IS NOT NULL OR put_aside_at IS NOT NULL)",
        school);
  });
}

Task<Status> FollowUpStore::SetNotified(SessionId session, AccessPointId source, Instant at, audit::Event event) {
  return Set("UPDATE request SET notified_at = ? WHERE session = ? AND source = ? AND source_number = ?", session,
             source, at, std::move(event));
}

Task<Status> FollowUpStore::PutAside(SessionId session, AccessPointId source, Instant at, audit::Event event) {
  return Set("UPDATE request SET put_aside_at = ? WHERE session = ? AND source = ? AND source_number = ?", session,
             source, at, std::move(event));
}

Task<Status> FollowUpStore::Set(std::string_view update, SessionId session, AccessPointId source, Instant at,
                                audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(const std::int64_t changed, connection.Execute(update, at, session, source));
    if (changed == 0) return Fail(ErrorCode::kNotFound, "no request in session " + session.ToString());
    return WriteEvent(connection, event);
  });
}

}  // namespace oso::store::sql
