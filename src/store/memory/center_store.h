// The centre's register, sessions and link keys in memory; see audit_log.h.
#pragma once

#include <map>

#include "center/statistics.h"
#include "center/stores.h"
#include "store/memory/audit_log.h"

namespace oso::store::memory {

class RegisterStore final : public center::RegisterStore {
 public:
  explicit RegisterStore(AuditLog& audit) : audit_(audit) {}  // outlives this

  Task<Result<std::vector<exchange::RegisterChange>>> Changes(std::int64_t after, int limit) override;
  Task<Result<std::vector<exchange::RegisterChange>>> History(std::string kind, std::string key) override;
  Task<Result<std::int64_t>> Version() override;
  Task<Result<std::int64_t>> Append(std::int64_t after, std::vector<exchange::RegisterChange> changes,
                                    std::vector<audit::Event> events) override;

 private:
  AuditLog& audit_;
  std::vector<exchange::RegisterChange> changes_;  // version n is the n-th
};

class SessionStore final : public center::SessionStore {
 public:
  explicit SessionStore(AuditLog& audit) : audit_(audit) {}  // outlives this

  Task<Result<center::Session>> Open(center::Session session, audit::Event event,
                                     std::optional<center::IdempotencyDigest> idempotency) override;
  Task<Result<std::optional<center::Session>>> Find(SessionId id) override;
  Task<Result<exchange::ResultCode>> Settle(SessionId id, Judge judge) override;
  Task<Result<std::vector<center::Session>>> OpenedBetween(Instant from, Instant until, std::optional<SessionId> after,
                                                           int limit) override;

 private:
  AuditLog& audit_;
  std::map<SessionId, center::Session> sessions_;
  std::map<center::IdempotencyDigest, SessionId> opened_;
};

class LinkStore final : public center::LinkStore {
 public:
  explicit LinkStore(AuditLog& audit) : audit_(audit) {}  // outlives this

  Task<Result<center::Link>> Issue(center::Link link, audit::Event event,
                                   std::optional<center::IdempotencyDigest> idempotency) override;
  Task<Result<std::optional<center::Link>>> Find(exchange::LinkKey key) override;

 private:
  AuditLog& audit_;
  std::map<exchange::LinkKey, center::Link> links_;
  std::map<center::IdempotencyDigest, exchange::LinkKey> issued_;
};

class StatisticsStore final : public center::StatisticsStore {
 public:
  Task<Result<std::optional<std::string>>> LastDay() override;
  Task<Status> Add(std::vector<center::Count> counts) override;
  Task<Result<std::vector<center::Count>>> Between(std::string first_day, std::string last_day,
                                                   std::string dimension) override;

 private:
  std::map<std::string, std::vector<center::Count>> days_;
};

}  // namespace oso::store::memory
