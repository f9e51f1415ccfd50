// A log in a store, as the files that tlog-tiles asks for.
#pragma once

#include "audit/log_source.h"
#include "audit/log_store.h"

namespace oso::audit {

class StoredLog final : public LogSource {
 public:
  explicit StoredLog(LogStore& store) : store_(store) {}  // outlives this
  // kNotFound also for a tile that is not full up to there yet, and for what is no path of a log.
  Task<Result<Bytes>> Read(std::string path) override;

 private:
  LogStore& store_;
};

// The receipt of the entry at `position`: kUnavailable while no checkpoint has it in it yet (see Sealer). `store`
// outlives the task.
Task<Result<std::string>> ReceiptOf(LogStore& store, std::uint64_t position);

}  // namespace oso::audit
