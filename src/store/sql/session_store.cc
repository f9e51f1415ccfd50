#include "store/sql/session_store.h"

#include "store/sql/words.h"

namespace oso::store::sql {

using center::Closing;
using center::IdempotencyDigest;
using center::Link;
using center::Session;

template <>
struct Row<Closing> {
  static auto Fields(auto& row) { return std::tie(row.at, row.result, row.source, row.log_position); }
};
template <>
struct Row<Session> {
  static auto Fields(auto& row) {
    return std::tie(row.id, row.source, row.source_index, row.target, row.kind, row.blinding, row.key,
                    row.target_supplier, row.opened_at, row.expires_at, row.log_position, row.closing);
  }
};
template <>
struct Row<Link> {
  static auto Fields(auto& row) { return std::tie(row.key, row.source, row.target, row.issued_at); }
};

namespace {

// The columns stand in the order of Fields above.
#define OSO_SESSION_COLUMNS                                                                         \
  "id, source, source_number, target, target_number, kind, blinding, key_digest, target_supplier, " \
  "opened_at, expires_at, opened_position, closed_at, result, result_source, result_number, closed_position"

constexpr std::string_view kFind = "SELECT " OSO_SESSION_COLUMNS " FROM session WHERE id = ?";
constexpr std::string_view kFindOpened = "SELECT " OSO_SESSION_COLUMNS " FROM session WHERE idempotency = ?";
constexpr std::string_view kOpen = "INSERT INTO session (" OSO_SESSION_COLUMNS
                                   ", idempotency) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kClose =
    "UPDATE session SET closed_at = ?, result = ?, result_source = ?, result_number = ?, closed_position = ? "
    "WHERE id = ? AND closed_at IS NULL";
// Ids begin with the moment they were made (UUIDv7), so they are in the order of opening.
constexpr std::string_view kOpenedBetween =
    "SELECT " OSO_SESSION_COLUMNS " FROM session WHERE id > ? AND id < ? ORDER BY id LIMIT ?";
#undef OSO_SESSION_COLUMNS

constexpr std::string_view kFindLink =
    "SELECT key, source, source_number, target, target_number, issued_at FROM link WHERE key = ?";
constexpr std::string_view kFindIssued =
    "SELECT key, source, source_number, target, target_number, issued_at FROM link WHERE idempotency = ?";
constexpr std::string_view kIssue =
    "INSERT INTO link (key, source, source_number, target, target_number, issued_at, idempotency) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";

Result<exchange::ResultCode> SettleIn(Connection& connection, const SessionId& id,
                                      const center::SessionStore::Judge& judge) {
  ASSIGN_OR_RETURN(const auto session, connection.QueryOne<Session>(kFind, id));
  center::Verdict verdict = judge(session);
  if (!verdict.event) return verdict.result;
  ASSIGN_OR_RETURN(const std::int64_t position, connection.Append(*verdict.event));
  if (verdict.closing) {
    verdict.closing->log_position = position;
    ASSIGN_OR_RETURN(const std::int64_t closed, connection.Execute(kClose, *verdict.closing, id));
    if (closed != 1) return Fail(ErrorCode::kInternal, "a session was closed that is not open");
  }
  return verdict.result;
}

}  // namespace

Task<Result<Session>> SessionStore::Open(Session session, audit::Event event,
                                         std::optional<IdempotencyDigest> idempotency) {
  co_return co_await database_.Write<Session>([&](Connection& connection) -> Result<Session> {
    if (idempotency) {
      ASSIGN_OR_RETURN(auto opened, connection.QueryOne<Session>(kFindOpened, *idempotency));
      if (opened) return *std::move(opened);
    }
    ASSIGN_OR_RETURN(session.log_position, connection.Append(event));
    RETURN_IF_ERROR(connection.Execute(kOpen, session, idempotency));
    return session;
  });
}

Task<Result<std::optional<Session>>> SessionStore::Find(SessionId id) {
  co_return co_await database_.Read<std::optional<Session>>(
      [=](Connection& connection) { return connection.QueryOne<Session>(kFind, id); });
}

Task<Result<exchange::ResultCode>> SessionStore::Settle(SessionId id, Judge judge) {
  co_return co_await database_.Write<exchange::ResultCode>(
      [&](Connection& connection) { return SettleIn(connection, id, judge); });
}

Task<Result<std::vector<Session>>> SessionStore::OpenedBetween(Instant from, Instant until,
                                                               std::optional<SessionId> after, int limit) {
  using Sessions = std::vector<Session>;
  const SessionId start = after.value_or(SessionId::FirstAt(from));
  co_return co_await database_.Read<Sessions>([=](Connection& connection) {
    return connection.Query<Session>(kOpenedBetween, start, SessionId::FirstAt(until), limit);
  });
}

Task<Result<Link>> LinkStore::Issue(Link link, audit::Event event, std::optional<IdempotencyDigest> idempotency) {
  co_return co_await database_.Write<Link>([&](Connection& connection) -> Result<Link> {
    if (idempotency) {
      ASSIGN_OR_RETURN(auto issued, connection.QueryOne<Link>(kFindIssued, *idempotency));
      if (issued) return *std::move(issued);
    }
    RETURN_IF_ERROR(connection.Append(event));
    RETURN_IF_ERROR(connection.Execute(kIssue, link, idempotency));
    return link;
  });
}

Task<Result<std::optional<Link>>> LinkStore::Find(exchange::LinkKey key) {
  co_return co_await database_.Read<std::optional<Link>>(
      [=](Connection& connection) { return connection.QueryOne<Link>(kFindLink, key); });
}

}  // namespace oso::store::sql
