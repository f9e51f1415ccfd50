// The audit log in the table audit_event, which refuses to change or to lose a row. Both schemas have it.
#pragma once

#include "audit/log.h"
#include "store/sql/database.h"

namespace oso::store::sql {

// Connection::Append, for the many who have no use for the position.
Status WriteEvent(Connection& connection, const audit::Event& event);

class AuditLog final : public audit::Log, public audit::LogReader {
 public:
  explicit AuditLog(Database& database) : database_(database) {}  // outlives this

  Task<Status> Append(audit::Event event) override;
  Task<Result<std::vector<audit::StoredEvent>>> List(std::int64_t after, int limit) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
