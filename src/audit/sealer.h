// Seals the log: from time to time takes what was appended since into the Merkle tree, signs a checkpoint, and writes
// both. Any number of processes may seal one log; whoever is first has done it for all.
#pragma once

#include <memory>

#include "audit/log_store.h"
#include "audit/note.h"

namespace oso::audit {

class Sealer {
 public:
  // `store` outlives this. `key` signs, and its name names the log.
  Sealer(LogStore& store, NoteSigner key) : store_(store), key_(std::move(key)) {}

  // Gives the size of the last checkpoint. Errors: those of the store; kStorage also when what is stored does not fit
  // together (then nothing is signed: see `oso log verify`).
  Task<Result<std::uint64_t>> Run();

 private:
  Task<Status> Resume();  // from what the store has
  Task<Result<bool>> SealNext();

  LogStore& store_;
  const NoteSigner key_;
  std::unique_ptr<TileWriter> writer_;  // at the size of the last checkpoint; null: not known
};

}  // namespace oso::audit
