// The centre's sessions and link keys.
#pragma once

#include "center/stores.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class SessionStore final : public center::SessionStore {
 public:
  explicit SessionStore(Database& database) : database_(database) {}  // of kCenterSchema; outlives this

  Task<Result<center::Session>> Open(center::Session session, audit::Event event,
                                     std::optional<center::IdempotencyDigest> idempotency) override;
  Task<Result<std::optional<center::Session>>> Find(SessionId id) override;
  Task<Result<exchange::ResultCode>> Settle(SessionId id, Judge judge) override;
  Task<Result<std::vector<center::Session>>> OpenedBetween(Instant from, Instant until, std::optional<SessionId> after,
                                                           int limit) override;

 private:
  Database& database_;
};

class LinkStore final : public center::LinkStore {
 public:
  explicit LinkStore(Database& database) : database_(database) {}  // of kCenterSchema; outlives this

  Task<Result<center::Link>> Issue(center::Link link, audit::Event event,
                                   std::optional<center::IdempotencyDigest> idempotency) override;
  Task<Result<std::optional<center::Link>>> Find(exchange::LinkKey key) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
