// Where a log is read from: a folder, an address, memory. A log is a handful of files at fixed paths (tiles.h).
#pragma once

#include <string>

#include "audit/proof_plan.h"
#include "audit/tiles.h"
#include "base/task.h"

namespace oso::audit {

class LogSource {
 public:
  virtual ~LogSource() = default;
  // The bytes at "checkpoint" or at a TilePath. kNotFound: the log has no such file; anything else: it could not be
  // asked.
  virtual Task<Result<Bytes>> Read(std::string path) = 0;
};

// The tile or bundle at its path; of a partial one that is no longer there the beginning of the full one, as tlog-tiles
// allows. As Read, of `id`'s path; kInvalidArgument: the full one is too short. `source` outlives the task.
Task<Result<Bytes>> ReadTile(LogSource& source, TileId id);

// A proof about the log's tree of `size`, from its tiles. As ReadTile. Nothing is verified yet.
Task<Result<Proof>> ReadProof(LogSource& source, ProofPlan plan, std::uint64_t size);

}  // namespace oso::audit
