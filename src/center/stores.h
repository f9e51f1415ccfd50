// What the centre keeps: the register's changes, the sessions, the link keys. Ports; store/ implements them in memory,
// on SQLite and on PostgreSQL, and one contract suite holds for each. Every change takes the audit events that belong
// to it and all are durable, or none is, when the call returns. Errors of all: kStorage, and kUnavailable while the
// database is away (nothing was acknowledged; what became of a write that was under way is unknown).
#pragma once

#include <array>
#include <functional>

#include "audit/event.h"
#include "base/task.h"
#include "exchange/register.h"
#include "exchange/traffic_center.h"

namespace oso::center {

class RegisterStore {
 public:
  virtual ~RegisterStore() = default;
  // Those with a version above `after`, in order, at most `limit`.
  virtual Task<Result<std::vector<exchange::RegisterChange>>> Changes(std::int64_t after, int limit) = 0;
  // All that an entry has been, the oldest first.
  virtual Task<Result<std::vector<exchange::RegisterChange>>> History(std::string kind, std::string key) = 0;
  virtual Task<Result<std::int64_t>> Version() = 0;  // 0: empty
  // Adds all of them, or nothing; their versions become `after` + 1, + 2, ... Gives the last. kConflict when the
  // register is not at `after` any more.
  virtual Task<Result<std::int64_t>> Append(std::int64_t after, std::vector<exchange::RegisterChange> changes,
                                            std::vector<audit::Event> events) = 0;
};

struct Closing {
  exchange::ResultCode result = exchange::ResultCode::kNotAvailable;
  AccessPointId source;  // the access point the result came from
  Instant at;
  std::int64_t log_position = 0;  // of its session-closed in the audit log; the store sets it
};

struct Session {
  SessionId id;
  Brin source;
  std::optional<std::uint16_t> source_index;
  AccessPointId target;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  exchange::Blinding blinding{};
  exchange::KeyDigest key{};
  Oin target_supplier;
  Instant opened_at;
  Instant expires_at;
  std::int64_t log_position = 0;  // of its session-opened in the audit log; the store sets it
  std::optional<Closing> closing;
};

// An idempotency key (Idempotency-Key of the REST dialect): SHA-256 over the caller's OIN, the operation and the key.
// What was made under it is given again.
using IdempotencyDigest = std::array<std::uint8_t, 32>;

// What a session comes to when someone asks something of it.
struct Verdict {
  exchange::ResultCode result = exchange::ResultCode::kSessionUnknown;
  std::optional<Closing> closing;     // closes the session with this; only of one that is there and open
  std::optional<audit::Event> event;  // nothing happened that is not on record already
};

class SessionStore {
 public:
  virtual ~SessionStore() = default;
  // Gives the session as it is kept; under an idempotency key that was used before, the session of then, and writes
  // nothing. kAlreadyExists: the id is taken.
  virtual Task<Result<Session>> Open(Session session, audit::Event event,
                                     std::optional<IdempotencyDigest> idempotency) = 0;
  virtual Task<Result<std::optional<Session>>> Find(SessionId id) = 0;
  // Looks the session up, asks `judge`, and writes what it says: one transaction, so that of two who close one session
  // at once one is first. `judge` is pure; it may be asked more than once and on another thread.
  using Judge = std::function<Verdict(const std::optional<Session>& session)>;
  virtual Task<Result<exchange::ResultCode>> Settle(SessionId id, Judge judge) = 0;
  // Sessions opened in [from, until), in that order, after `after` when that is given: for statistics.
  virtual Task<Result<std::vector<Session>>> OpenedBetween(Instant from, Instant until, std::optional<SessionId> after,
                                                           int limit) = 0;
};

// A koppelsleutel: one dossier, two systems.
struct Link {
  exchange::LinkKey key;
  AccessPointId source;
  AccessPointId target;  // of the partnership
  Instant issued_at;
};

class LinkStore {
 public:
  virtual ~LinkStore() = default;
  // Gives the link as it is kept; under an idempotency key as SessionStore::Open.
  virtual Task<Result<Link>> Issue(Link link, audit::Event event, std::optional<IdempotencyDigest> idempotency) = 0;
  virtual Task<Result<std::optional<Link>>> Find(exchange::LinkKey key) = 0;
};

}  // namespace oso::center
