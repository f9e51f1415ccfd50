// Where the keys lie that documents are sealed with, one for each document (docs/segments.md). To destroy a key is to
// erase its document, wherever copies of the bytes still are.
#pragma once

#include "base/ids.h"
#include "base/task.h"
#include "crypto/key.h"

namespace oso::school {

// Errors of all: kStorage, kUnavailable.
class KeyStore {
 public:
  virtual ~KeyStore() = default;
  virtual Task<Status> Put(DocumentId owner, crypto::Key key) = 0;  // durable when it returns; kAlreadyExists
  virtual Task<Result<crypto::Key>> Find(DocumentId owner) = 0;     // kNotFound
  virtual Task<Status> Destroy(DocumentId owner) = 0;               // what is not there is destroyed already
};

}  // namespace oso::school
