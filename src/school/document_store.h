// Where the bytes of dossiers lie. A document is written once and never changed; it exists, whole, when Commit has
// returned. It is a school's, and no place for people: who wants to read one asks for it by a command.
#pragma once

#include <memory>
#include <string>

#include "base/ids.h"
#include "exchange/source_system.h"

namespace oso::school {

struct Document {
  DocumentId id;
  std::uint64_t size = 0;
  std::string sha256;  // lower-case hexadecimal, over all its bytes
};

class DocumentWriter : public exchange::DocumentSink {
 public:
  // Dropped without Commit, it leaves nothing behind.
  virtual Task<Result<Document>> Commit() = 0;  // durable when it returns; kAlreadyExists, kStorage
};

class DocumentStore {
 public:
  virtual ~DocumentStore() = default;
  virtual Task<Result<std::unique_ptr<DocumentWriter>>> Create(DocumentId id, Brin owner) = 0;
  virtual Task<Result<std::unique_ptr<exchange::DocumentSource>>> Open(Document document) = 0;  // kNotFound, kStorage
  virtual Task<Status> Remove(DocumentId id) = 0;  // what is not there is removed already; kStorage
};

}  // namespace oso::school
