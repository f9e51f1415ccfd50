// Seals the log: from time to time takes what was appended since into the Merkle tree, signs a checkpoint, and writes
// both. Any number of processes may seal one log; whoever is first has done it for all.
#pragma once

#include <memory>
#include <string>

#include "audit/log_store.h"
#include "crypto/signing_key.h"

namespace oso::audit {

class Sealer {
 public:
  // `store` outlives this. `origin` names the log in its checkpoints ("oso.example/log"); `key` is Ed25519.
  Sealer(LogStore& store, std::string origin, crypto::SigningKey key);

  // Gives the size of the last checkpoint. Errors: those of the store; kStorage also when what is stored does not fit
  // together (then nothing is signed: see `oso log verify`).
  Task<Result<std::uint64_t>> Run();

 private:
  Task<Status> Resume();  // from what the store has
  Task<Result<bool>> SealNext();

  LogStore& store_;
  const std::string origin_;
  const crypto::SigningKey key_;
  std::unique_ptr<TileWriter> writer_;  // at the size of the last checkpoint; null: not known
};

}  // namespace oso::audit
