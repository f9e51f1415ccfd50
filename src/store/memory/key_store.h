// Keys of documents in memory; see audit_log.h.
#pragma once

#include <map>

#include "school/key_store.h"

namespace oso::store::memory {

class KeyStore final : public school::KeyStore {
 public:
  Task<Status> Put(DocumentId owner, Brin school, crypto::Key key) override;
  Task<Result<crypto::Key>> Find(DocumentId owner) override;
  Task<Status> Destroy(DocumentId owner) override;

  // For tests: as if somebody exchanged or lost keys.
  std::map<DocumentId, crypto::Key>& keys() { return keys_; }

 private:
  std::map<DocumentId, crypto::Key> keys_;
};

}  // namespace oso::store::memory
