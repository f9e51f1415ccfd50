// The audit log in memory. The memory stores are for unit tests and simulations: nothing waits, nothing is durable, one
// thread. They hold to the same contract suites as the real ones (store/contract).
#pragma once

#include "audit/log.h"

namespace oso::store::memory {

class AuditLog final : public audit::Log, public audit::LogReader {
 public:
  Task<Status> Append(audit::Event event) override;
  Task<Result<std::vector<audit::StoredEvent>>> List(std::int64_t after, int limit) override;

  // For the stores: the event of a change, in the step that makes the change. Gives its position: 0, 1, 2, ...
  std::int64_t Write(const audit::Event& event);

 private:
  std::vector<std::string> entries_;
};

}  // namespace oso::store::memory
