// The port to the audit log. What a use case changes in a store carries its event in the same write; what changes
// nothing (a refusal, an intent) is appended here.
#pragma once

#include "audit/event.h"
#include "base/task.h"

namespace oso::audit {

class Log {
 public:
  virtual ~Log() = default;
  virtual Task<Status> Append(Event event) = 0;  // durable when it returns; kStorage
};

struct StoredEvent {
  std::int64_t sequence = 0;
  std::string at;
  std::string type;
  std::string actor;
  std::string request;
  std::string fields;  // JSON object
};

class LogReader {
 public:
  virtual ~LogReader() = default;
  virtual Task<Result<std::vector<StoredEvent>>> List(std::int64_t after, int limit) = 0;  // in order of writing
};

}  // namespace oso::audit
