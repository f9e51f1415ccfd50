// Where the keys lie that documents are sealed with, one for each document (docs/segments.md), kept apart for each
// school. To destroy a key is to erase its document, wherever copies of the bytes still are.
#pragma once

#include "base/ids.h"
#include "base/task.h"
#include "crypto/key.h"

namespace oso::school {

// Errors of all: kStorage, also for a key that was changed; kUnavailable; kConfiguration, where keys are wrapped: by
// another root key than the one at hand.
class KeyStore {
 public:
  virtual ~KeyStore() = default;
  // Durable when it returns; kAlreadyExists.
  virtual Task<Status> Put(DocumentId owner, Brin school, crypto::Key key) = 0;
  virtual Task<Result<crypto::Key>> Find(DocumentId owner) = 0;  // kNotFound
  virtual Task<Status> Destroy(DocumentId owner) = 0;            // what is not there is destroyed already
};

}  // namespace oso::school
