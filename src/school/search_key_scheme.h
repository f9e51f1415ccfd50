// The seam for zoeksleutel: how a PGN becomes a search key. The public documents do not tell the real algorithm
// (docs/choices), so it can be replaced here without any other file noticing.
#pragma once

#include "base/ids.h"
#include "base/pgn.h"
#include "base/task.h"
#include "exchange/search_key.h"

namespace oso {
class WorkerPool;
}

namespace oso::school {

class SearchKeyScheme {
 public:
  virtual ~SearchKeyScheme() = default;
  // The key that stands for this pupil at this source school. The same inputs give the same key, at the source and at
  // every target; the key does not give the PGN back.
  virtual Task<exchange::SearchKey> Derive(Pgn pgn, Brin source) = 0;
};

// derived-v1: 128 bytes of PBKDF2-HMAC-SHA-512 over the PGN; salt = pepper || source BRIN. The pepper is shared by the
// qualified systems and never known to the centre, so the centre can neither make nor test keys. Derives on `workers`.
class DerivedV1 final : public SearchKeyScheme {
 public:
  // `iterations` is the same in the whole network. `workers` outlives this.
  DerivedV1(Secret pepper, int iterations, WorkerPool& workers);
  Task<exchange::SearchKey> Derive(Pgn pgn, Brin source) override;

 private:
  Secret pepper_;
  int iterations_;
  WorkerPool& workers_;
};

}  // namespace oso::school
