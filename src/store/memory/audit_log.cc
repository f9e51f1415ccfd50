#include "store/memory/audit_log.h"

#include "audit/entry.h"

namespace oso::store::memory {

Task<Status> AuditLog::Append(audit::Event event) {
  Write(event);
  co_return Status();
}

Task<Result<std::vector<audit::StoredEvent>>> AuditLog::List(std::int64_t after, int limit) {
  std::vector<audit::StoredEvent> listed;
  for (auto at = static_cast<std::uint64_t>(after); at < entries_.size() && std::cmp_less(listed.size(), limit); ++at) {
    CO_ASSIGN_OR_RETURN(listed.emplace_back(), audit::ReadEntry(entries_[at], at));
  }
  co_return listed;
}

std::int64_t AuditLog::Write(const audit::Event& event) {
  entries_.push_back(audit::WriteEntry(event).value());
  return static_cast<std::int64_t>(entries_.size()) - 1;
}

}  // namespace oso::store::memory
